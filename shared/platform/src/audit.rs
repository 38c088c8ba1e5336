//! The audit log: every change, and every reading of a sensitive document, in
//! the same transaction as what it tells of. Entries are never changed.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::auth::{Actor, Standings};
use crate::environment::{Environment, InitError};
use crate::http::RequestContext;
use crate::ids::OutboxId;
use crate::store::{Item, Key, Label, StoreError, Table, Transaction};

const ENTRY: Label<IgnoredAny> = Label::new("audit");

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

/// Somebody does something: who, which action, when and whence. It is made in the
/// handler, and a change begins with it ([`AuditLog::begin`]): neither the entry in
/// the log nor the guard of staff's standing can be forgotten.
#[derive(Debug, Clone)]
pub struct Deed {
    /// Who.
    pub actor: Actor,
    /// The action.
    pub action: &'static str,
    /// When and whence.
    pub occasion: Occasion,
}

impl Deed {
    /// What a person asked for.
    #[must_use]
    pub fn of(actor: impl Into<Actor>, action: &'static str, request: &RequestContext) -> Self {
        Self { actor: actor.into(), action, occasion: request.into() }
    }

    /// What the service does because of a message of the outbox.
    #[must_use]
    pub fn of_message(action: &'static str, id: OutboxId, now: Timestamp) -> Self {
        Self::of_service(action, id.to_string(), now)
    }

    /// What the service does when its time has come.
    #[must_use]
    pub fn of_schedule(action: &'static str, now: Timestamp) -> Self {
        Self::of_service(action, action, now)
    }

    /// What the service does by itself. `cause` names what made it do so.
    #[must_use]
    pub fn of_service(action: &'static str, cause: impl Into<String>, now: Timestamp) -> Self {
        let occasion = Occasion { now, cause: cause.into(), address: None };
        Self { actor: Actor::Service(action), action, occasion }
    }

    /// When.
    #[must_use]
    pub const fn now(&self) -> Timestamp {
        self.occasion.now
    }
}

/// What a deed changed.
#[derive(Debug, Clone)]
pub struct Told {
    /// What it was done to: an id.
    pub subject: String,
    /// What changed, as it was before.
    pub before: Value,
    /// What changed, as it is now.
    pub after: Value,
}

impl Told {
    /// That something changed.
    #[must_use]
    pub fn changed(subject: impl ToString, before: Value, after: Value) -> Self {
        Self { subject: subject.to_string(), before, after }
    }

    /// That something is there now, or was looked at; nothing of it was before.
    #[must_use]
    pub fn new(subject: impl ToString, after: Value) -> Self {
        Self::changed(subject, Value::Null, after)
    }
}

/// The partition that holds the entries about something.
pub fn subject_partition(subject: impl ToString) -> String {
    format!("SUBJECT#{}", subject.to_string())
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

    /// The transaction of a deed: it has the entry that tells of it, and what staff
    /// do commits only while their standing holds.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the entry cannot be serialised.
    #[expect(clippy::disallowed_methods, reason = "what every deed begins with")]
    pub fn begin(&self, deed: &Deed, told: Told) -> Result<Transaction, StoreError> {
        let mut transaction = Transaction::without_author();
        if let Actor::Staff(standing) = deed.actor {
            self.standings.require(&mut transaction, standing)?;
        }
        self.also(&mut transaction, deed, told)?;
        Ok(transaction)
    }

    /// Tells of something else that the same deed changed.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the entry cannot be serialised.
    pub fn also(
        &self,
        transaction: &mut Transaction,
        deed: &Deed,
        told: Told,
    ) -> Result<(), StoreError> {
        let occasion = &deed.occasion;
        let record = Record {
            actor: deed.actor.to_string(),
            action: deed.action,
            subject: &told.subject,
            before: &told.before,
            after: &told.after,
            at: occasion.now,
            cause: &occasion.cause,
            address: &occasion.address,
        };
        // The id after the instant keeps two entries of one instant apart.
        let sort = format!("{}#{}", occasion.now, uuid::Uuid::now_v7().simple());
        let key = Key::new(subject_partition(&told.subject), sort);
        transaction.create(ENTRY, &self.table, Item::new(key, &record)?)
    }
}
