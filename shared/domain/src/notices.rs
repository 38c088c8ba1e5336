//! What people are told: mails, and notices in the account.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::auth::StaffRole;
use shared_platform::ids::AccountId;
use shared_platform::locale::{Bilingual, Locale};
use shared_platform::money::Money;
use shared_platform::outbox::{Message, Outbox};
use shared_platform::store::{StoreError, Transaction};

use crate::account::Hindrance;
use crate::application::decision::{AdmissionCondition, DecisionOutcome, DecisionReason};
use crate::ids::ApplicationId;

/// A mail to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SendMail {
    /// To whom.
    pub recipient: Recipient,
    /// What.
    pub mail: Mail,
}

impl Message for SendMail {
    const ACTION: &'static str = "send_mail";
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

impl Message for PostNotice {
    const ACTION: &'static str = "post_notice";
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

/// Tells a person in the account and by mail (S66), if the transaction commits.
///
/// # Errors
/// [`StoreError::Corrupt`] when the notice cannot be serialised.
pub fn tell(
    outbox: &Outbox,
    transaction: &mut Transaction,
    account: AccountId,
    notice: Notice,
) -> Result<(), StoreError> {
    let mail =
        SendMail { recipient: Recipient::Account(account), mail: Mail::Notice(notice.clone()) };
    outbox.send(transaction, PostNotice { account, notice })?;
    outbox.send(transaction, mail)
}
