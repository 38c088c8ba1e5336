//! The audit log: every change, and every reading of a sensitive document, in
//! the same transaction as what it tells of. Entries are never changed.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::actions::{MessageAction, QueueAction, TaskAction};
use crate::auth::{Actor, Caller, Standings};
use crate::environment::{Environment, InitError};
use crate::http::RequestContext;
use crate::ids::OutboxId;
use crate::store::{Item, Key, Label, StoreError, Table, Transaction};

const ENTRY: Label<IgnoredAny> = Label::of_series("audit");

/// When and on whose request something happened.
#[derive(Debug, Clone)]
struct Occasion {
    now: Timestamp,
    /// The request's id, or the id of the message that caused it.
    cause: String,
    /// The network address it came from, when a person asked for it.
    address: Option<String>,
}

/// Somebody does something: who, which action, when and whence. It is made in the
/// handler, of the caller that the platform gave it, and a change begins with it
/// ([`AuditLog::begin`]): neither the entry in the log nor the guard of staff's
/// standing can be forgotten, and nobody is passed for somebody else.
///
/// ```
/// # use shared_platform::RequestContext;
/// # use shared_platform::audit::Deed;
/// # use shared_platform::auth::{Confirmed, Reviewer, Staff};
/// fn of_staff(reviewer: &Confirmed<Staff<Reviewer>>, request: &RequestContext) -> Deed {
///     Deed::of(reviewer, "an_action", request)
/// }
/// ```
///
/// Who is not confirmed, and a mere account, does nothing:
///
/// ```compile_fail,E0277
/// # use shared_platform::RequestContext;
/// # use shared_platform::audit::Deed;
/// # use shared_platform::auth::{Reviewer, Staff};
/// fn of_staff(reviewer: &Staff<Reviewer>, request: &RequestContext) -> Deed {
///     Deed::of(reviewer, "an_action", request)
/// }
/// ```
///
/// ```compile_fail,E0277
/// # use shared_platform::RequestContext;
/// # use shared_platform::audit::Deed;
/// # use shared_platform::auth::{Reviewer, Staff};
/// fn of_staff(reviewer: &Staff<Reviewer>, request: &RequestContext) -> Deed {
///     Deed::of(&reviewer.account, "an_action", request)
/// }
/// ```
///
/// ```compile_fail,E0451
/// # use shared_platform::auth::{Applicant, Reviewer, Staff};
/// fn passed_for_another(reviewer: &Staff<Reviewer>, other: Applicant) -> Applicant {
///     Applicant { account: reviewer.account, ..other }
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Deed {
    actor: Actor,
    action: &'static str,
    occasion: Occasion,
}

impl Deed {
    /// What a person asked for. Staff ask for nothing before their standing is
    /// confirmed.
    #[must_use]
    pub fn of(caller: &impl Caller, action: &'static str, request: &RequestContext) -> Self {
        let occasion = Occasion {
            now: request.now,
            cause: request.request_id.clone(),
            address: Some(request.address.as_str().to_owned()),
        };
        Self { actor: caller.actor(), action, occasion }
    }

    /// What the service does because of a message of the outbox.
    #[must_use]
    pub fn of_message<A: MessageAction>(id: OutboxId, now: Timestamp) -> Self {
        Self::of_service(A::NAME, id.to_string(), now)
    }

    /// What the service does because of something in a queue. `cause` names it.
    #[must_use]
    pub fn of_queue<A: QueueAction>(cause: impl Into<String>, now: Timestamp) -> Self {
        Self::of_service(A::NAME, cause.into(), now)
    }

    /// What the service does when its time has come, or an operator starts it.
    #[must_use]
    pub fn of_task<A: TaskAction>(now: Timestamp) -> Self {
        Self::of_service(A::NAME, A::NAME.to_owned(), now)
    }

    const fn of_service(action: &'static str, cause: String, now: Timestamp) -> Self {
        let occasion = Occasion { now, cause, address: None };
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
