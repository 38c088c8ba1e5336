//! The outbox: what a change wants done elsewhere, written in the change's own
//! transaction. A stream copies each item to its consumer's queue, so nothing is
//! lost between a commit and a mail. Consumers are idempotent by [`OutboxId`].

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::account::Hindrance;
use crate::auth::StaffRole;
use crate::decision::{AdmissionCondition, DecisionOutcome, DecisionReason};
use crate::environment::{Environment, InitError};
use crate::ids::{AccountId, ApplicationId, DocumentId, ExportId, ImportId, OutboxId, ReviewId};
use crate::locale::{Bilingual, Locale};
use crate::money::Money;
use crate::review_queue::{Colleague, ReviewOccasion};
use crate::store::{Item, Key, StoreError, Table, Transaction};

/// Over how many partitions the outbox is spread.
pub const SHARDS: u8 = 16;

/// Something to be done by another action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Message {
    /// Send a mail.
    SendMail(SendMail),
    /// Put a notice into an account.
    PostNotice(PostNotice),
    /// Put an application into the staff queue.
    OpenReview(OpenReview),
    /// Settle what a payment provider reported.
    SettlePayment(SettlePayment),
    /// Release an application whose fee is settled.
    FeeSettled(FeeSettled),
    /// Send a temporary password to whoever owns the name, if anybody does (S24).
    IssueTemporaryPassword(NameGiven),
    /// Send another activation link to whoever registered the name, if anybody did (S26).
    IssueActivationLink(NameGiven),
    /// Put everything that is stored about a person into one file.
    BuildExport(BuildExport),
    /// Erase the file of a document that was removed.
    EraseFile(EraseFile),
    /// Write the programmes of an import, one after the other.
    ApplyImport(ApplyImport),
    /// Take an application that was withdrawn out of the staff queue.
    CloseReview(CloseReview),
    /// Make or revoke the record of a student.
    UpdateStudentRecord(UpdateStudentRecord),
    /// Copy the documents of an application into the one that was begun with it.
    CopyDocuments(CopyDocuments),
}

/// A user name or an address that somebody typed. Whoever asked does not learn
/// whether it is anybody's: the answer is a mail, or nothing.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NameGiven {
    /// The name as it was typed.
    pub name: String,
}

/// A name is personal: it does not get into a log by accident.
impl std::fmt::Debug for NameGiven {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("NameGiven(…)")
    }
}

/// An export that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BuildExport {
    /// Whose.
    pub account: AccountId,
    /// Which.
    pub export: ExportId,
}

/// A document that was removed, with a file that may still lie in the bucket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EraseFile {
    /// Whose it was.
    pub applicant: AccountId,
    /// The application it belonged to.
    pub application: ApplicationId,
    /// Which it was.
    pub document: DocumentId,
}

/// An import of the catalogue that was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApplyImport {
    /// Which.
    pub import: ImportId,
}

/// A mail to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SendMail {
    /// To whom.
    pub recipient: Recipient,
    /// What.
    pub mail: Mail,
}

/// Whom a mail is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    /// An address and the language to write in.
    Address(String, Locale),
    /// The owner of an account, at the address and in the language it has when
    /// the mail is sent.
    Account(AccountId),
}

/// The mails of the service, with what their templates show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "template", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Mail {
    /// The link that activates an account (S14, S15).
    ActivateAccount {
        /// The name the account was registered with.
        user_name: String,
        /// The secret of the link.
        code: String,
        /// Until when it works.
        until: Timestamp,
    },
    /// Somebody registered with an address that has an account already.
    AddressAlreadyRegistered {
        /// The name of the account the address belongs to.
        user_name: String,
    },
    /// A password that opens the change of the password and nothing else (S24).
    TemporaryPassword {
        /// The name to sign in with.
        user_name: String,
        /// The temporary password.
        password: String,
        /// Until when it works.
        until: Timestamp,
    },
    /// The password was changed.
    PasswordChanged {
        /// Whose.
        user_name: String,
        /// When.
        at: Timestamp,
    },
    /// The link that confirms a new address, sent to it (S79).
    ConfirmEmailChange {
        /// The name of the account that is to get the address.
        user_name: String,
        /// The secret of the link.
        code: String,
        /// Until when it works.
        until: Timestamp,
    },
    /// The link that confirms the contact address of an application, sent to it
    /// (S13).
    ConfirmContactEmail {
        /// What is applied for.
        programme: Bilingual,
        /// The secret of the link.
        code: String,
        /// When the link ends.
        until: Timestamp,
    },
    /// Somebody who knows the password asked for another address; sent to the
    /// address the account has until it is confirmed.
    EmailChangeRequested {
        /// The name of the account.
        user_name: String,
        /// When.
        at: Timestamp,
    },
    /// The account has another address now; sent to the one it had.
    EmailChanged {
        /// The name of the account.
        user_name: String,
        /// When.
        at: Timestamp,
    },
    /// A refresh token was used twice: somebody else may have it.
    SessionReused {
        /// Whose.
        user_name: String,
        /// When.
        at: Timestamp,
    },
    /// The export that was asked for can be fetched.
    ExportReady {
        /// Whose.
        user_name: String,
        /// Until when.
        until: Timestamp,
    },
    /// The account is going to be deleted.
    DeletionScheduled {
        /// Whose.
        user_name: String,
        /// When; until then it can be taken back.
        due_at: Timestamp,
    },
    /// The deletion of the account was due and has to wait.
    DeletionHeld {
        /// Whose.
        user_name: String,
        /// For what.
        hindrances: Vec<Hindrance>,
    },
    /// The account was deleted; the receipt says what is kept and why.
    AccountDeleted {
        /// The name it had.
        user_name: String,
        /// The secret under which the receipt can be read.
        code: String,
    },
    /// A member of staff is invited.
    StaffInvitation {
        /// Who invites; `None` for the first administrator.
        invited_by: Option<String>,
        /// The secret of the link.
        code: String,
        /// Until when.
        until: Timestamp,
    },
    /// The authenticator or the recovery codes of a member of staff are new.
    AuthenticatorChanged {
        /// Whose.
        user_name: String,
        /// When.
        at: Timestamp,
    },
    /// A recovery code was used.
    RecoveryCodeUsed {
        /// Whose.
        user_name: String,
        /// When.
        at: Timestamp,
    },
    /// The roles of a member of staff are others, or the account was closed.
    RolesChanged {
        /// Whose.
        user_name: String,
        /// The roles there are now; none when the account was closed.
        roles: Vec<StaffRole>,
    },
    /// News of an application, also shown in the account (S66).
    Notice(Notice),
}

impl Mail {
    /// Whether what it brings has ended, so that nobody is helped by it any more.
    #[must_use]
    pub fn comes_too_late(&self, now: Timestamp) -> bool {
        match self {
            Self::ActivateAccount { until, .. }
            | Self::TemporaryPassword { until, .. }
            | Self::ConfirmEmailChange { until, .. }
            | Self::ConfirmContactEmail { until, .. }
            | Self::StaffInvitation { until, .. }
            | Self::ExportReady { until, .. } => *until <= now,
            _ => false,
        }
    }
}

/// A notice to be shown in an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PostNotice {
    /// Whose account.
    pub account: AccountId,
    /// What.
    pub notice: Notice,
}

/// News that a person finds in the account and in the mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Notice {
    /// The application was submitted.
    ApplicationSubmitted {
        /// Which.
        application: ApplicationId,
        /// For which programme.
        programme: Bilingual,
        /// The fee that is now due, if there is one.
        fee: Option<Money>,
    },
    /// The application fee was settled.
    FeeSettled {
        /// Of which application.
        application: ApplicationId,
        /// For which programme.
        programme: Bilingual,
    },
    /// Staff ask for a revision of the application (S64).
    RevisionRequested {
        /// Of which application.
        application: ApplicationId,
        /// For which programme.
        programme: Bilingual,
        /// The instant until which it can be answered.
        due_at: Timestamp,
    },
    /// A request for revision waits for its answer.
    RevisionReminder {
        /// Of which application.
        application: ApplicationId,
        /// For which programme.
        programme: Bilingual,
        /// The instant until which it can be answered.
        due_at: Timestamp,
    },
    /// A request for revision was not answered in time.
    RevisionOverdue {
        /// Of which application.
        application: ApplicationId,
        /// For which programme.
        programme: Bilingual,
    },
    /// The applicant has answered a request for revision.
    RevisionAnswered {
        /// Of which application.
        application: ApplicationId,
        /// For which programme.
        programme: Bilingual,
    },
    /// The application was decided.
    ApplicationDecided {
        /// Which.
        application: ApplicationId,
        /// For which programme.
        programme: Bilingual,
        /// How.
        outcome: DecisionOutcome,
        /// Why.
        #[serde(default)]
        reasons: Vec<DecisionReason>,
        /// What is still to be brought.
        #[serde(default)]
        conditions: Vec<AdmissionCondition>,
        /// What the office adds, in its own words.
        note: Option<String>,
        /// Whether the applicant can object to it.
        #[serde(default)]
        may_appeal: bool,
    },
    /// The applicant's objection to a decision has arrived.
    AppealReceived {
        /// Of which application.
        application: ApplicationId,
        /// For which programme.
        programme: Bilingual,
    },
    /// Staff take up the decision again.
    ApplicationReopened {
        /// Of which application.
        application: ApplicationId,
        /// For which programme.
        programme: Bilingual,
    },
    /// The applicant took the application back.
    ApplicationWithdrawn {
        /// Which.
        application: ApplicationId,
        /// For which programme.
        programme: Bilingual,
        /// The fee that was paid and is kept for the next application of the
        /// same intake, if there is any.
        credit: Option<Money>,
    },
    /// The office has moved the application to another funding category.
    CategoryChanged {
        /// Which.
        application: ApplicationId,
        /// For which programme.
        programme: Bilingual,
        /// What the category is called.
        category: Bilingual,
        /// Why, in the office's own words.
        reason: String,
    },
}

/// An application to be put into the staff queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenReview {
    /// The id the task gets, chosen by whoever asks: asking twice opens one task.
    pub review: ReviewId,
    /// The applicant.
    pub applicant: AccountId,
    /// The application.
    pub application: ApplicationId,
    /// Which submission of it, from 1.
    pub round: u32,
    /// Why it comes before staff.
    #[serde(default)]
    pub occasion: ReviewOccasion,
    /// Who looked at it before: the task is theirs first.
    #[serde(default)]
    pub held_for: Option<Colleague>,
}

/// A task that nobody needs to work on any more: its application was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CloseReview {
    /// The task.
    pub review: ReviewId,
    /// When the application was withdrawn.
    pub withdrawn_at: Timestamp,
}

/// An application that was begun with the contents of another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CopyDocuments {
    /// Whose both are.
    pub applicant: AccountId,
    /// The other one.
    pub from: ApplicationId,
    /// The one that was begun.
    pub to: ApplicationId,
}

/// An application whose acceptance began or ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateStudentRecord {
    /// The applicant.
    pub applicant: AccountId,
    /// The application.
    pub application: ApplicationId,
}

/// A verified report of a payment provider, recorded and to be settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SettlePayment {
    /// The provider, as in the key of the record.
    pub provider: String,
    /// The provider's id of the report.
    pub event: String,
}

/// An application's fee is settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FeeSettled {
    /// The applicant.
    pub applicant: AccountId,
    /// The application.
    pub application: ApplicationId,
    /// What was paid.
    pub amount: Money,
    /// When the provider took the money.
    pub settled_at: Timestamp,
}

/// The queues that outbox items go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Queue {
    /// Mails to be sent.
    Mail,
    /// Notices to be shown.
    Notices,
    /// Applications to be reviewed.
    Reviews,
    /// Reports of payment providers.
    PaymentEvents,
    /// Fees settled.
    Settlements,
    /// Temporary passwords to be issued.
    TemporaryPasswords,
    /// Activation links to be issued again.
    ActivationLinks,
    /// Exports to be built.
    Exports,
    /// Files to be erased.
    Erasures,
    /// Imports of the catalogue to be written.
    CatalogueImports,
    /// Tasks of the staff queue to be closed.
    ReviewClosings,
    /// Records of students to be made or revoked.
    StudentRecords,
    /// Documents to be copied.
    DocumentCopies,
}

impl Queue {
    /// All queues.
    pub const ALL: [Self; 13] = [
        Self::Mail,
        Self::Notices,
        Self::Reviews,
        Self::PaymentEvents,
        Self::Settlements,
        Self::TemporaryPasswords,
        Self::ActivationLinks,
        Self::Exports,
        Self::Erasures,
        Self::CatalogueImports,
        Self::ReviewClosings,
        Self::StudentRecords,
        Self::DocumentCopies,
    ];

    /// The variable that holds the queue's address.
    #[must_use]
    pub const fn variable(self) -> &'static str {
        match self {
            Self::Mail => "MAIL_QUEUE_URL",
            Self::Notices => "NOTICES_QUEUE_URL",
            Self::Reviews => "REVIEWS_QUEUE_URL",
            Self::PaymentEvents => "PAYMENT_EVENTS_QUEUE_URL",
            Self::Settlements => "SETTLEMENTS_QUEUE_URL",
            Self::TemporaryPasswords => "TEMPORARY_PASSWORDS_QUEUE_URL",
            Self::ActivationLinks => "ACTIVATION_LINKS_QUEUE_URL",
            Self::Exports => "EXPORTS_QUEUE_URL",
            Self::Erasures => "ERASURES_QUEUE_URL",
            Self::CatalogueImports => "CATALOGUE_IMPORTS_QUEUE_URL",
            Self::ReviewClosings => "REVIEW_CLOSINGS_QUEUE_URL",
            Self::StudentRecords => "STUDENT_RECORDS_QUEUE_URL",
            Self::DocumentCopies => "DOCUMENT_COPIES_QUEUE_URL",
        }
    }
}

impl Message {
    /// The queue of the action that consumes this message.
    #[must_use]
    pub const fn queue(&self) -> Queue {
        match self {
            Self::SendMail(_) => Queue::Mail,
            Self::PostNotice(_) => Queue::Notices,
            Self::OpenReview(_) => Queue::Reviews,
            Self::SettlePayment(_) => Queue::PaymentEvents,
            Self::FeeSettled(_) => Queue::Settlements,
            Self::IssueTemporaryPassword(_) => Queue::TemporaryPasswords,
            Self::IssueActivationLink(_) => Queue::ActivationLinks,
            Self::BuildExport(_) => Queue::Exports,
            Self::EraseFile(_) => Queue::Erasures,
            Self::ApplyImport(_) => Queue::CatalogueImports,
            Self::CloseReview(_) => Queue::ReviewClosings,
            Self::UpdateStudentRecord(_) => Queue::StudentRecords,
            Self::CopyDocuments(_) => Queue::DocumentCopies,
        }
    }
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
    /// Where it goes.
    pub queue: Queue,
    /// The [`Delivery`] as JSON text; it is copied and never read on the way.
    pub body: String,
}

impl OutboxItem {
    /// The item's key in the Outbox table.
    #[must_use]
    pub fn key(&self) -> Key {
        Key::new(shard_partition(shard_of(self.id)), self.id.to_string())
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
    pub fn send(&self, transaction: &mut Transaction, message: Message) -> Result<(), StoreError> {
        let id = OutboxId::new();
        let queue = message.queue();
        let body = serde_json::to_string(&Delivery { id, message }).map_err(StoreError::corrupt)?;
        let item = OutboxItem { id, queue, body };
        transaction.create("outbox", &self.table, Item::new(item.key(), &item)?)
    }

    /// Tells a person in the account and by mail (S66).
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the notice cannot be serialised.
    pub fn tell(
        &self,
        transaction: &mut Transaction,
        account: AccountId,
        notice: Notice,
    ) -> Result<(), StoreError> {
        let mail =
            SendMail { recipient: Recipient::Account(account), mail: Mail::Notice(notice.clone()) };
        self.send(transaction, Message::PostNotice(PostNotice { account, notice }))?;
        self.send(transaction, Message::SendMail(mail))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_consumer_reads_its_message_out_of_the_delivery() {
        let message = SettlePayment { provider: "wechat_pay".to_owned(), event: "E1".to_owned() };
        let id = OutboxId::new();
        let body = serde_json::to_string(&Delivery {
            id,
            message: Message::SettlePayment(message.clone()),
        });
        let read: Delivery<SettlePayment> = serde_json::from_str(&body.unwrap()).unwrap();
        assert_eq!(read, Delivery { id, message });
    }

    #[test]
    fn ids_spread_over_all_shards() {
        let shards: std::collections::HashSet<u8> =
            (0..2000).map(|_| shard_of(OutboxId::new())).collect();
        assert_eq!(shards.len(), 16);
    }
}
