//! Several writes as one: all happen or none.

use std::collections::HashMap;
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::builders::TransactWriteItemBuilder;
use aws_sdk_dynamodb::types::{
    AttributeValue, CancellationReason, ConditionCheck, Delete, Put,
    ReturnValuesOnConditionCheckFailure, TransactWriteItem, Update,
};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::condition::{Change, Condition, Expressions};
use super::item::read;
use super::{Item, Key, Label, StoreError, Table};

/// The label of a single write.
const SINGLE: &str = "item";
/// How often a transaction that met another one is tried.
const ATTEMPTS: u32 = 4;

/// One conditional transaction over any tables. Every part has a label, and a
/// refusal names the labels whose condition did not hold.
#[derive(Debug)]
pub struct Transaction {
    client: Option<Client>,
    parts: Vec<(&'static str, TransactWriteItem)>,
    guards: Vec<&'static str>,
}

/// A write did not happen.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// A condition did not hold; nothing was changed.
    #[error("a condition did not hold: {0:?}")]
    Refused(Refused),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The parts of a write whose condition did not hold, with what stands there instead.
#[derive(Clone)]
pub struct Refused(HashMap<&'static str, Option<HashMap<String, AttributeValue>>>);

/// Only the labels: what stands in an item may be personal.
impl std::fmt::Debug for Refused {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_set().entries(self.0.keys()).finish()
    }
}

impl Refused {
    /// Whether the item with this label refused.
    #[must_use]
    pub fn is_of<T>(&self, label: Label<T>) -> bool {
        self.0.contains_key(label.name())
    }

    /// What stands where the item with this label was to be written, if it
    /// refused and anything stands there.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the item is not a `T`, or one of a series.
    pub fn at<T: DeserializeOwned>(&self, label: Label<T>) -> Result<Option<T>, StoreError> {
        if label.is_of_series() {
            return Err(StoreError::corrupt(SecondItem(label.name())));
        }
        self.0.get(label.name()).cloned().flatten().map(read).transpose()
    }

    /// What stands where a single write was refused, if anything does.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the item is not a `T`.
    pub fn present<T: DeserializeOwned>(&self) -> Result<Option<T>, StoreError> {
        self.at(Label::new(SINGLE))
    }

    pub(super) fn one(item: Option<HashMap<String, AttributeValue>>) -> Self {
        Self(HashMap::from([(SINGLE, item)]))
    }
}

/// A second item under a label: a defect.
#[derive(Debug, thiserror::Error)]
#[error("a second item is called {0}")]
struct SecondItem(&'static str);

/// A part with the table and the condition that all kinds of parts have. Their
/// builders have the same methods and no common type, so this is no function.
macro_rules! under_condition {
    ($part:expr, $table:expr, $expressions:expr, $condition:expr) => {{
        let (condition, names, values) = $expressions.guarded_by($condition);
        $part
            .table_name(&*$table.name)
            .condition_expression(condition)
            .set_expression_attribute_names(names)
            .set_expression_attribute_values(values)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .build()
            .map_err(StoreError::corrupt)?
    }};
}

impl Transaction {
    /// A transaction of which no entry of the audit log tells: who did it does not
    /// matter, or another entry says it.
    #[must_use]
    pub const fn without_author() -> Self {
        Self { client: None, parts: Vec::new(), guards: Vec::new() }
    }

    /// Writes an item where none stands.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the request cannot be built, or the label is taken.
    pub fn create<T>(
        &mut self,
        label: Label<T>,
        table: &Table,
        item: Item,
    ) -> Result<(), StoreError> {
        self.put(label, table, item, Condition::item_missing())
    }

    /// Writes an item over what stands there, under a condition.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the request cannot be built, or the label is taken.
    pub fn put<T>(
        &mut self,
        label: Label<T>,
        table: &Table,
        item: Item,
        condition: Condition,
    ) -> Result<(), StoreError> {
        let part = Put::builder().set_item(Some(item.attributes));
        let put = under_condition!(part, table, Expressions::default(), condition);
        self.push(label, table, TransactWriteItem::builder().put(put))
    }

    /// Changes an item under a condition.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the request cannot be built, or the label is taken.
    pub fn update<T>(
        &mut self,
        label: Label<T>,
        table: &Table,
        key: Key,
        change: Change,
        condition: Condition,
    ) -> Result<(), StoreError> {
        let mut expressions = Expressions::default();
        let update = expressions.change(change)?;
        let part = Update::builder().set_key(Some(key.attributes())).update_expression(update);
        let update = under_condition!(part, table, expressions, condition);
        self.push(label, table, TransactWriteItem::builder().update(update))
    }

    /// Deletes an item under a condition.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the request cannot be built, or the label is taken.
    pub fn delete<T>(
        &mut self,
        label: Label<T>,
        table: &Table,
        key: Key,
        condition: Condition,
    ) -> Result<(), StoreError> {
        let part = Delete::builder().set_key(Some(key.attributes()));
        let delete = under_condition!(part, table, Expressions::default(), condition);
        self.push(label, table, TransactWriteItem::builder().delete(delete))
    }

    /// Requires a condition of an item that is not changed.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the request cannot be built, or the label is taken.
    pub fn check<T>(
        &mut self,
        label: Label<T>,
        table: &Table,
        key: Key,
        condition: Condition,
    ) -> Result<(), StoreError> {
        let part = ConditionCheck::builder().set_key(Some(key.attributes()));
        let check = under_condition!(part, table, Expressions::default(), condition);
        self.push(label, table, TransactWriteItem::builder().condition_check(check))
    }

    /// Requires what gives the caller the right to do any of this. Its refusal
    /// hides all others: who may not do something does not learn how else it
    /// would have failed, and no handler mistakes it for a race lost.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the request cannot be built, or the label is taken.
    pub fn guard<T>(
        &mut self,
        label: Label<T>,
        table: &Table,
        key: Key,
        condition: Condition,
    ) -> Result<(), StoreError> {
        self.guards.push(label.name());
        self.check(label, table, key, condition)
    }

    /// Two items under one label would be one where a refusal is read, and a handler
    /// would look at the wrong one.
    fn push<T>(
        &mut self,
        label: Label<T>,
        table: &Table,
        part: TransactWriteItemBuilder,
    ) -> Result<(), StoreError> {
        let is_taken = self.parts.iter().any(|(name, _)| *name == label.name());
        if is_taken && !label.is_of_series() {
            return Err(StoreError::corrupt(SecondItem(label.name())));
        }
        self.client.get_or_insert_with(|| table.client.clone());
        self.parts.push((label.name(), part.build()));
        Ok(())
    }

    /// Commits all parts. Another transaction on the same items is waited out;
    /// a condition that does not hold is final.
    ///
    /// # Errors
    /// [`CommitError::Refused`] with the labels refused; [`CommitError::Store`]
    /// when the store failed. After a time-out the outcome is unknown; the
    /// client request token makes the SDK's own retries safe.
    pub async fn commit(self) -> Result<(), CommitError> {
        let Some(client) = self.client else { return Ok(()) };
        let (labels, items): (Vec<_>, Vec<_>) = self.parts.into_iter().unzip();
        let token = Uuid::now_v7().to_string();
        let mut attempt = 1;
        loop {
            let error = match client
                .transact_write_items()
                .client_request_token(&token)
                .set_transact_items(Some(items.clone()))
                .send()
                .await
            {
                Ok(_) => return Ok(()),
                Err(error) => error,
            };
            let Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) =
                error.as_service_error()
            else {
                return Err(StoreError::unavailable(error).into());
            };
            let reasons = cancelled.cancellation_reasons();
            let mut refused = refused_parts(&labels, reasons);
            if refused.keys().any(|label| self.guards.contains(label)) {
                refused.retain(|label, _| self.guards.contains(label));
            }
            if !refused.is_empty() {
                return Err(CommitError::Refused(Refused(refused)));
            }
            let met_another =
                reasons.iter().any(|reason| reason.code() == Some("TransactionConflict"));
            if !met_another || attempt == ATTEMPTS {
                return Err(StoreError::unavailable(error).into());
            }
            tokio::time::sleep(pause_before(attempt)).await;
            attempt += 1;
        }
    }
}

fn refused_parts(
    labels: &[&'static str],
    reasons: &[CancellationReason],
) -> HashMap<&'static str, Option<HashMap<String, AttributeValue>>> {
    labels
        .iter()
        .zip(reasons)
        .filter(|(_, reason)| reason.code() == Some("ConditionalCheckFailed"))
        .map(|(label, reason)| (*label, reason.item.clone()))
        .collect()
}

/// 10, 20, 40 ms and up to as much again, so that rivals do not meet a second time.
fn pause_before(attempt: u32) -> Duration {
    let base: u64 = 10 << (attempt - 1);
    // The low bits of a UUIDv7 are random.
    let jitter = Uuid::now_v7().as_u64_pair().1 % base;
    Duration::from_millis(base + jitter)
}
