//! The audit log: every change, and every reading of a sensitive document, in
//! the same transaction as what it tells of. Entries are never changed.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use crate::auth::{Actor, Standings};
use crate::environment::{Environment, InitError};
use crate::http::RequestContext;
use crate::ids::OutboxId;
use crate::store::{Item, Key, StoreError, Table, Transaction};

/// When and on whose request something happened.
#[derive(Debug, Clone)]
pub struct Occasion {
    /// When.
    pub now: Timestamp,
    /// The request's id, or the id of the message that caused it.
    pub cause: String,
    /// The network address it came from, when a person asked for it.
    pub address: Option<String>,
}

impl From<&RequestContext> for Occasion {
    fn from(request: &RequestContext) -> Self {
        Self {
            now: request.now,
            cause: request.request_id.clone(),
            address: Some(request.address.as_str().to_owned()),
        }
    }
}

impl Occasion {
    /// Work caused by a message of the outbox.
    #[must_use]
    pub fn of_message(id: OutboxId, now: Timestamp) -> Self {
        Self { now, cause: id.to_string(), address: None }
    }
}

/// What is told of one event.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Who did it.
    pub actor: Actor,
    /// The action.
    pub action: &'static str,
    /// What it was done to: an id.
    pub subject: String,
    /// What changed, as it was before.
    pub before: Value,
    /// What changed, as it is now.
    pub after: Value,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Record<'a> {
    actor: String,
    action: &'a str,
    subject: &'a str,
    before: &'a Value,
    after: &'a Value,
    at: Timestamp,
    cause: &'a str,
    address: &'a Option<String>,
}

/// The Audit table, as actions write to it.
#[derive(Debug, Clone)]
pub struct AuditLog {
    table: Table,
    standings: Standings,
}

impl AuditLog {
    /// The audit log of an environment.
    ///
    /// # Errors
    /// [`InitError`] when the table is not named.
    pub fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { table: environment.table("AUDIT")?, standings: Standings::of(environment)? })
    }

    /// Adds an entry to the transaction of what it tells of. What staff do is
    /// committed only while their standing holds.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the entry cannot be serialised.
    pub fn record(
        &self,
        transaction: &mut Transaction,
        occasion: &Occasion,
        entry: &Entry,
    ) -> Result<(), StoreError> {
        let record = Record {
            actor: entry.actor.to_string(),
            action: entry.action,
            subject: &entry.subject,
            before: &entry.before,
            after: &entry.after,
            at: occasion.now,
            cause: &occasion.cause,
            address: &occasion.address,
        };
        if let Actor::Staff(standing) = entry.actor {
            self.standings.require(transaction, standing)?;
        }
        // The id after the instant keeps two entries of one instant apart.
        let sort = format!("{}#{}", occasion.now, uuid::Uuid::now_v7().simple());
        let key = Key::new(format!("SUBJECT#{}", entry.subject), sort);
        transaction.create("audit", &self.table, Item::new(key, &record)?)
    }
}
