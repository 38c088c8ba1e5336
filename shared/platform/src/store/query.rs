//! Reading a list, a page at a time.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Which items of one partition to read, and in which order. A page costs the
/// same however long the list is.
#[derive(Debug, Clone)]
pub struct Query {
    pub(super) partition: String,
    pub(super) index: Option<Index>,
    pub(super) range: Range,
    pub(super) newest_first: bool,
    pub(super) limit: i32,
    pub(super) after: Option<Cursor>,
}

#[derive(Debug, Clone)]
pub(super) struct Index {
    pub(super) name: &'static str,
    pub(super) partition: &'static str,
    pub(super) sort: &'static str,
}

#[derive(Debug, Clone)]
pub(super) enum Range {
    Whole,
    Prefix(String),
    Before(String),
}

impl Query {
    /// The items of partition `pk`, consistently read.
    pub fn partition(pk: impl Into<String>) -> Self {
        Self {
            partition: pk.into(),
            index: None,
            range: Range::Whole,
            newest_first: false,
            limit: 50,
            after: None,
        }
    }

    /// The items of a partition of an index, eventually consistent.
    pub fn index(
        name: &'static str,
        partition_attribute: &'static str,
        sort_attribute: &'static str,
        value: impl Into<String>,
    ) -> Self {
        let index = Index { name, partition: partition_attribute, sort: sort_attribute };
        Self { index: Some(index), ..Self::partition(value) }
    }

    /// Only items whose sort key begins so.
    #[must_use]
    pub fn prefix(self, prefix: impl Into<String>) -> Self {
        Self { range: Range::Prefix(prefix.into()), ..self }
    }

    /// Only items whose sort key is before `sort`.
    #[must_use]
    pub fn before(self, sort: impl Into<String>) -> Self {
        Self { range: Range::Before(sort.into()), ..self }
    }

    /// The greatest sort key first.
    #[must_use]
    pub fn newest_first(self) -> Self {
        Self { newest_first: true, ..self }
    }

    /// At most this many items a page (50 when not said).
    #[must_use]
    pub fn limit(self, limit: i32) -> Self {
        Self { limit, ..self }
    }

    /// The page that follows a cursor.
    #[must_use]
    pub fn after(self, cursor: Option<Cursor>) -> Self {
        Self { after: cursor, ..self }
    }

    pub(super) fn partition_attribute(&self) -> &'static str {
        self.index.as_ref().map_or("pk", |index| index.partition)
    }

    pub(super) fn sort_attribute(&self) -> &'static str {
        self.index.as_ref().map_or("sk", |index| index.sort)
    }
}

/// A page of a list.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// The values of this page.
    pub items: Vec<T>,
    /// Where the next page begins, if there may be one.
    pub next: Option<Cursor>,
}

/// Where a page begins: opaque to clients, bound to the list it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor(HashMap<String, String>);

/// The text is not a cursor of this list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor of this list")]
pub struct InvalidCursor;

impl Cursor {
    /// Reads the text of a cursor. Whether it belongs to the list is checked
    /// when the list is read.
    ///
    /// # Errors
    /// [`InvalidCursor`] when the text was not made by [`Cursor::text`].
    pub fn parse(text: &str) -> Result<Self, InvalidCursor> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| InvalidCursor)?;
        serde_json::from_slice(&bytes).map(Self).map_err(|_| InvalidCursor)
    }

    /// The cursor as text for a client.
    #[must_use]
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(&self.0).unwrap_or_default())
    }

    pub(super) fn from_key(key: HashMap<String, AttributeValue>) -> Self {
        let texts = key.into_iter().filter_map(|(name, value)| match value {
            AttributeValue::S(text) => Some((name, text)),
            _ => None,
        });
        Self(texts.collect())
    }

    /// The start key for `query`, unless the cursor names another partition:
    /// a client must not page into somebody else's list.
    pub(super) fn start_key(
        self,
        query: &Query,
    ) -> Result<HashMap<String, AttributeValue>, InvalidCursor> {
        if self.0.get(query.partition_attribute()) != Some(&query.partition) {
            return Err(InvalidCursor);
        }
        Ok(self.0.into_iter().map(|(name, text)| (name, AttributeValue::S(text))).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cursor(pk: &str) -> Cursor {
        Cursor(HashMap::from([("pk".to_owned(), pk.to_owned()), ("sk".to_owned(), "A".to_owned())]))
    }

    #[test]
    fn a_cursor_reads_back_from_its_text() {
        assert_eq!(Cursor::parse(&cursor("P").text()), Ok(cursor("P")));
    }

    #[test]
    fn a_cursor_of_another_list_is_refused() {
        let query = Query::partition("APPLICANT#me");
        assert_eq!(cursor("APPLICANT#other").start_key(&query), Err(InvalidCursor));
    }
}
