//! The outbox: what a change wants done elsewhere, written in the change's own
//! transaction. A stream copies each item to its consumer's queue, so nothing is
//! lost between a commit and a mail. Consumers are idempotent by [`OutboxId`].
//!
//! A message is a type beside its noun. The one name it gives, that of the action
//! that consumes it, is also the name of its queue.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::environment::{Environment, InitError};
use crate::ids::OutboxId;
use crate::store::{Item, Key, Label, StoreError, Table, Transaction};

/// Over how many partitions the outbox is spread.
pub const SHARDS: u8 = 16;

const ITEM: Label<OutboxItem> = Label::of_series("outbox");

/// Something to be done by another action.
pub trait Message: Serialize + DeserializeOwned + Send {
    /// The action that consumes it; its queue bears the same name.
    const ACTION: &'static str;
}

/// A message as its consumer receives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery<M> {
    /// The same for every copy of the message.
    pub id: OutboxId,
    /// The message.
    pub message: M,
}

/// An item of the outbox, as `relay` and `sweep_outbox` read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OutboxItem {
    /// Its id.
    pub id: OutboxId,
    /// The action it is for: [`Message::ACTION`].
    pub action: String,
    /// The [`Delivery`] as JSON text; it is copied and never read on the way.
    pub body: String,
}

impl OutboxItem {
    /// The item that carries a message.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the message cannot be serialised.
    pub fn carrying<M: Message>(id: OutboxId, message: M) -> Result<Self, StoreError> {
        let delivery = Delivery { id, message };
        let body = serde_json::to_string(&delivery).map_err(StoreError::corrupt)?;
        Ok(Self { id, action: M::ACTION.to_owned(), body })
    }

    /// The item's key in the Outbox table.
    #[must_use]
    pub fn key(&self) -> Key {
        Key::new(shard_partition(shard_of(self.id)), self.id.to_string())
    }

    /// The message, if it is an `M`.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when it is for the consumer of an `M` and cannot be read as one.
    pub fn delivery<M: Message>(&self) -> Result<Option<Delivery<M>>, StoreError> {
        match self.action == M::ACTION {
            true => serde_json::from_str(&self.body).map(Some).map_err(StoreError::corrupt),
            false => Ok(None),
        }
    }
}

/// The partition of a shard.
#[must_use]
pub fn shard_partition(shard: u8) -> String {
    format!("OUTBOX#{shard}")
}

/// The shard of an id: its last hexadecimal digit, which is random.
fn shard_of(id: OutboxId) -> u8 {
    let digit = id.to_string().chars().last().and_then(|last| last.to_digit(16));
    digit.and_then(|digit| u8::try_from(digit).ok()).unwrap_or_default() % SHARDS
}

/// The Outbox table, as actions write to it.
#[derive(Debug, Clone)]
pub struct Outbox {
    table: Table,
}

impl Outbox {
    /// The outbox of an environment.
    ///
    /// # Errors
    /// [`InitError`] when the table is not named.
    pub fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { table: environment.table("OUTBOX")? })
    }

    /// Lets the message be sent if the transaction commits.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the message cannot be serialised.
    pub fn send<M: Message>(
        &self,
        transaction: &mut Transaction,
        message: M,
    ) -> Result<(), StoreError> {
        let item = OutboxItem::carrying(OutboxId::new(), message)?;
        transaction.create(ITEM, &self.table, Item::new(item.key(), &item)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    struct Greet {
        name: String,
    }

    impl Message for Greet {
        const ACTION: &'static str = "greet";
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Dismiss;

    impl Message for Dismiss {
        const ACTION: &'static str = "dismiss";
    }

    #[test]
    fn only_its_consumer_reads_a_message_out_of_its_item() {
        let (id, message) = (OutboxId::new(), Greet { name: "Anna".to_owned() });
        let item = OutboxItem::carrying(id, message.clone()).unwrap();
        assert_eq!(item.action, "greet");
        assert_eq!(item.delivery().unwrap(), Some(Delivery { id, message }));
        assert_eq!(item.delivery::<Dismiss>().unwrap(), None);
    }

    #[test]
    fn ids_spread_over_all_shards() {
        let shards: std::collections::HashSet<u8> =
            (0..2000).map(|_| shard_of(OutboxId::new())).collect();
        assert_eq!(shards.len(), 16);
    }
}
