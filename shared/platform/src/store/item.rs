//! Items and their keys.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::StoreError;

/// The primary key of an item: every table has a partition key `pk` and a sort key `sk`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    /// The partition.
    pub pk: String,
    /// The place within the partition.
    pub sk: String,
}

impl Key {
    /// The key of partition `pk` and sort key `sk`.
    pub fn new(pk: impl Into<String>, sk: impl Into<String>) -> Self {
        Self { pk: pk.into(), sk: sk.into() }
    }

    pub(super) fn attributes(self) -> HashMap<String, AttributeValue> {
        HashMap::from([
            ("pk".to_owned(), AttributeValue::S(self.pk)),
            ("sk".to_owned(), AttributeValue::S(self.sk)),
        ])
    }
}

/// An item as it is written: a value under its key, with the attributes that
/// only the table needs.
#[derive(Debug, Clone)]
pub struct Item {
    pub(super) attributes: HashMap<String, AttributeValue>,
}

impl Item {
    /// `value` under `key`.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the value is not a map.
    pub fn new(key: Key, value: &impl Serialize) -> Result<Self, StoreError> {
        let mut attributes: HashMap<String, AttributeValue> =
            serde_dynamo::to_item(value).map_err(StoreError::corrupt)?;
        // An absent value is an absent attribute: conditions and sparse indexes rely on it.
        attributes.retain(|_, value| !matches!(value, AttributeValue::Null(_)));
        attributes.extend(key.attributes());
        Ok(Self { attributes })
    }

    /// Lets DynamoDB delete the item some time after `instant`. It may be days
    /// late: whoever reads the item checks its own expiry as well.
    #[must_use]
    pub fn expiring(mut self, instant: Timestamp) -> Self {
        let seconds = AttributeValue::N(instant.as_second().to_string());
        self.attributes.insert("ttl".to_owned(), seconds);
        self
    }

    /// Adds a text attribute that only the table needs, as the key of an index.
    #[must_use]
    pub fn with(mut self, name: &str, text: impl Into<String>) -> Self {
        self.attributes.insert(name.to_owned(), AttributeValue::S(text.into()));
        self
    }
}

/// Reads a value out of an item's attributes; keys and table-only attributes are ignored.
pub(super) fn read<T: DeserializeOwned>(
    attributes: HashMap<String, AttributeValue>,
) -> Result<T, StoreError> {
    serde_dynamo::from_item(attributes).map_err(StoreError::corrupt)
}
