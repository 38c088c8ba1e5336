//! The record of an `Idempotency-Key`: written in the transaction of the work
//! it stands for, so that the work is done once and its reply can be given again.

use jiff::Timestamp;
use ring::digest::{SHA256, digest};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Item, Key, Label, Refused, StoreError, Table, Transaction};
use crate::clock::seconds_after;
use crate::http::{IdempotencyKey, Problem};

/// How long a reply can be given again, in seconds.
const REMEMBERED_SECONDS: i64 = 24 * 60 * 60;
const LABEL: Label<Record> = Label::new("idempotency");

/// A request that must not be done twice.
#[derive(Debug, Clone)]
pub struct IdempotentRequest {
    key: Key,
    payload_hash: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Record {
    payload_hash: String,
    /// The reply as JSON text: what was said is said again to the letter.
    reply: String,
}

impl IdempotentRequest {
    /// The request that `actor` makes of `action` under an idempotency key.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the payload cannot be serialised.
    pub fn new(
        actor: impl std::fmt::Display,
        action: &str,
        key: &IdempotencyKey,
        payload: &impl Serialize,
    ) -> Result<Self, StoreError> {
        let payload = serde_json::to_vec(payload).map_err(StoreError::corrupt)?;
        let request = hash(format!("{action}\n{}", key.as_str()).as_bytes());
        Ok(Self {
            key: Key::new(format!("IDEMPOTENCY#{actor}#{request}"), "RECORD"),
            payload_hash: hash(&payload),
        })
    }

    /// Adds the record of this request and its reply to the transaction that
    /// does the work.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the reply cannot be serialised.
    pub fn remember(
        &self,
        transaction: &mut Transaction,
        table: &Table,
        reply: &impl Serialize,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let reply = serde_json::to_string(reply).map_err(StoreError::corrupt)?;
        let record = Record { payload_hash: self.payload_hash.clone(), reply };
        let item =
            Item::new(self.key.clone(), &record)?.expiring(seconds_after(now, REMEMBERED_SECONDS));
        transaction.create(LABEL, table, item)
    }

    /// The reply given before, for a request whose repetition would be refused
    /// before it comes to a transaction.
    ///
    /// # Errors
    /// 422 `idempotency_key_reused` when the key came with another payload.
    pub async fn reply<T: DeserializeOwned>(&self, table: &Table) -> Result<Option<T>, Problem> {
        self.reply_in(table.get(&self.key).await?)
    }

    /// The reply given before, when the transaction was refused because this
    /// request was already done; `None` when it was refused for another reason.
    ///
    /// # Errors
    /// 422 `idempotency_key_reused` when the key came with another payload.
    pub fn reply_given_before<T: DeserializeOwned>(
        &self,
        refused: &Refused,
    ) -> Result<Option<T>, Problem> {
        self.reply_in(refused.at(LABEL)?)
    }

    fn reply_in<T: DeserializeOwned>(&self, record: Option<Record>) -> Result<Option<T>, Problem> {
        let Some(record) = record else { return Ok(None) };
        if record.payload_hash != self.payload_hash {
            return Err(Problem::unprocessable("idempotency_key_reused"));
        }
        let reply = serde_json::from_str(&record.reply).map_err(StoreError::corrupt)?;
        Ok(Some(reply))
    }
}

fn hash(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(digest(&SHA256, bytes).as_ref())
}
