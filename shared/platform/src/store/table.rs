//! One table, and reading from it.

use std::sync::Arc;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::RequestId;
use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValuesOnConditionCheckFailure};
use serde::de::DeserializeOwned;

use super::condition::{Change, Condition, Expressions};
use super::item::read;
use super::query::{Cursor, Page, Query, Range};
use super::transaction::{CommitError, Refused};
use super::{InvalidCursor, Item, Key};

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The store could not do what was asked, through no fault of the caller.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// DynamoDB did not answer, or refused for now. Trying again may help.
    #[error("the store is unavailable")]
    Unavailable(#[source] BoxError),
    /// An item is not what the code expects, or a request is malformed: a defect.
    #[error("the store holds or was given something malformed")]
    Corrupt(#[source] BoxError),
    /// The client's cursor does not belong to the list.
    #[error(transparent)]
    InvalidCursor(#[from] InvalidCursor),
}

impl StoreError {
    /// A defect in what is stored or asked.
    pub fn corrupt(cause: impl Into<BoxError>) -> Self {
        Self::Corrupt(cause.into())
    }

    pub(super) fn unavailable<E>(error: SdkError<E>) -> Self
    where
        E: std::error::Error + Send + Sync + 'static,
        SdkError<E>: RequestId,
    {
        Self::Unavailable(Box::new(error))
    }
}

/// A table of the template, with the client that reaches it.
#[derive(Debug, Clone)]
pub struct Table {
    pub(super) client: Client,
    pub(super) name: Arc<str>,
}

impl Table {
    /// The table called `name`.
    pub fn new(client: Client, name: impl Into<Arc<str>>) -> Self {
        Self { client, name: name.into() }
    }

    /// Opens the connection, so that the first request does not pay for it:
    /// reads a key that does not exist. A failure is left to the first request.
    pub async fn warm(&self) {
        let _ = self.get::<serde::de::IgnoredAny>(&Key::new("WARM", "WARM")).await;
    }

    /// The value under `key`, consistently read.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn get<T: DeserializeOwned>(&self, key: &Key) -> Result<Option<T>, StoreError> {
        let reply = self
            .client
            .get_item()
            .table_name(&*self.name)
            .set_key(Some(key.clone().attributes()))
            .consistent_read(true)
            .send()
            .await
            .map_err(StoreError::unavailable)?;
        reply.item.map(read).transpose()
    }

    /// A page of a list.
    ///
    /// # Errors
    /// [`StoreError::InvalidCursor`] when the cursor belongs to another list;
    /// [`StoreError`] when the table cannot be read.
    pub async fn list<T: DeserializeOwned>(&self, query: Query) -> Result<Page<T>, StoreError> {
        let start = query.after.clone().map(|cursor| cursor.start_key(&query)).transpose()?;
        let mut expressions = Expressions::default();
        let condition = key_condition(&query, &mut expressions);
        let (names, values) = expressions.finish();
        let reply = self
            .client
            .query()
            .table_name(&*self.name)
            .set_index_name(query.index.as_ref().map(|index| index.name.to_owned()))
            .key_condition_expression(condition)
            .set_expression_attribute_names(names)
            .set_expression_attribute_values(values)
            .scan_index_forward(!query.newest_first)
            .consistent_read(query.index.is_none())
            .limit(query.limit)
            .set_exclusive_start_key(start)
            .send()
            .await
            .map_err(StoreError::unavailable)?;
        let items = reply.items.unwrap_or_default();
        Ok(Page {
            items: items.into_iter().map(read).collect::<Result<_, _>>()?,
            next: reply.last_evaluated_key.map(Cursor::from_key),
        })
    }

    /// Writes one item under a condition.
    ///
    /// # Errors
    /// [`CommitError::Refused`] with the item that stands there, labelled `item`.
    pub async fn put(&self, item: Item, condition: Condition) -> Result<(), CommitError> {
        let (condition, names, values) = Expressions::default().guarded_by(condition);
        self.client
            .put_item()
            .table_name(&*self.name)
            .set_item(Some(item.attributes))
            .condition_expression(condition)
            .set_expression_attribute_names(names)
            .set_expression_attribute_values(values)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .send()
            .await
            .map(drop)
            .map_err(|error| match error.as_service_error() {
                Some(aws_sdk_dynamodb::operation::put_item::PutItemError::ConditionalCheckFailedException(refused)) => {
                    CommitError::Refused(Refused::one(refused.item.clone()))
                }
                _ => CommitError::Store(StoreError::unavailable(error)),
            })
    }

    /// Changes one item under a condition.
    ///
    /// # Errors
    /// [`CommitError::Refused`] with the item that stands there, labelled `item`.
    pub async fn update(
        &self,
        key: Key,
        change: Change,
        condition: Condition,
    ) -> Result<(), CommitError> {
        let mut expressions = Expressions::default();
        let update = expressions.change(change)?;
        let (condition, names, values) = expressions.guarded_by(condition);
        self.client
            .update_item()
            .table_name(&*self.name)
            .set_key(Some(key.attributes()))
            .update_expression(update)
            .condition_expression(condition)
            .set_expression_attribute_names(names)
            .set_expression_attribute_values(values)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .send()
            .await
            .map(drop)
            .map_err(|error| match error.as_service_error() {
                Some(aws_sdk_dynamodb::operation::update_item::UpdateItemError::ConditionalCheckFailedException(refused)) => {
                    CommitError::Refused(Refused::one(refused.item.clone()))
                }
                _ => CommitError::Store(StoreError::unavailable(error)),
            })
    }

    /// Deletes one item if the condition holds of it; else leaves it, which is
    /// no mistake.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be written.
    pub async fn delete_if(&self, key: Key, condition: Condition) -> Result<(), StoreError> {
        let (condition, names, values) = Expressions::default().guarded_by(condition);
        let deleted = self
            .client
            .delete_item()
            .table_name(&*self.name)
            .set_key(Some(key.attributes()))
            .condition_expression(condition)
            .set_expression_attribute_names(names)
            .set_expression_attribute_values(values)
            .send()
            .await;
        match deleted {
            Err(error) if !is_refusal(&error) => Err(StoreError::unavailable(error)),
            _ => Ok(()),
        }
    }

    /// Deletes up to 25 items at once, whatever they hold.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when not all were deleted.
    pub async fn delete_all(&self, keys: Vec<Key>) -> Result<(), StoreError> {
        use aws_sdk_dynamodb::types::{DeleteRequest, WriteRequest};
        let requests = keys
            .into_iter()
            .map(|key| {
                let delete = DeleteRequest::builder().set_key(Some(key.attributes())).build();
                let delete = delete.map_err(StoreError::corrupt)?;
                Ok(WriteRequest::builder().delete_request(delete).build())
            })
            .collect::<Result<Vec<_>, StoreError>>()?;
        if requests.is_empty() {
            return Ok(());
        }
        let reply = self
            .client
            .batch_write_item()
            .request_items(&*self.name, requests)
            .send()
            .await
            .map_err(StoreError::unavailable)?;
        match reply.unprocessed_items.is_none_or(|left| left.is_empty()) {
            true => Ok(()),
            false => Err(StoreError::Unavailable("some items were not deleted".into())),
        }
    }
}

/// Whether the condition did not hold.
fn is_refusal(error: &SdkError<DeleteItemError>) -> bool {
    error.as_service_error().is_some_and(DeleteItemError::is_conditional_check_failed_exception)
}

fn key_condition(query: &Query, expressions: &mut Expressions) -> String {
    let partition = expressions.name(query.partition_attribute());
    let value = expressions.value(AttributeValue::S(query.partition.clone()));
    let partition = format!("{partition} = {value}");
    match &query.range {
        Range::Whole => partition,
        Range::Prefix(prefix) => {
            let sort = expressions.name(query.sort_attribute());
            let value = expressions.value(AttributeValue::S(prefix.clone()));
            format!("{partition} AND begins_with({sort}, {value})")
        }
        Range::Before(bound) => {
            let sort = expressions.name(query.sort_attribute());
            let value = expressions.value(AttributeValue::S(bound.clone()));
            format!("{partition} AND {sort} < {value}")
        }
    }
}
