//! Every DynamoDB call of the notices area but the outbox's own.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_domain::account::{Contact, EmailTrouble, EmailTroubleState, mail_feedback_key};
use shared_domain::ids::NoticeId;
use shared_domain::notices::notices_partition;
use shared_platform::auth::account_key;
use shared_platform::clock::seconds_after;
use shared_platform::ids::{AccountId, OutboxId};
use shared_platform::store::{
    Change, CommitError, Condition, Cursor, Item, Key, Label, Page, Query, StoreError, Table,
    Transaction,
};
use shared_platform::{Environment, InitError};

use crate::mail_report::AddressReport;
use crate::notice::NoticeItem;

/// How long a mail's record is kept, in seconds: longer than any copy of its message.
const MAIL_KEPT_SECONDS: i64 = 90 * 24 * 60 * 60;
/// How long one attempt to send may take, in seconds: longer than the function may run.
const LEASE_SECONDS: i64 = 90;
/// How long no mail goes to an address in trouble, in seconds: a year.
const TROUBLE_KEPT_SECONDS: i64 = 365 * 24 * 60 * 60;
/// Notices on a page.
const PAGE: i32 = 20;

/// The tables of this area.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    notices: Table,
}

/// What is known of the sending of one mail. It holds no address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MailRecord {
    /// The name of the template.
    template: String,
    /// Where it is.
    state: MailState,
    /// Until when whoever is sending it has it alone, in milliseconds since 1970.
    lease_until: i64,
    /// When it was settled.
    settled_at: Option<Timestamp>,
    /// What SES calls it, or why it was not sent.
    outcome: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MailState {
    /// Somebody is sending it, or died trying.
    Sending,
    /// SES has it.
    Sent,
    /// It was not to be sent.
    Suppressed,
}

/// How the sending of a mail ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ending {
    /// SES has the mail, under this id.
    Sent(String),
    /// It was not to be sent, for this reason.
    Suppressed(Suppression),
}

/// Why a mail was not to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Suppression {
    /// Its reader has no account any more.
    NoSuchAccount,
    /// Its reader wants no news by mail.
    NewsNotWanted,
    /// What it brings has ended.
    TooLate,
    /// Mails to the address come back.
    AddressBounced,
    /// The address's owner called our mails unwanted.
    AddressComplained,
}

impl From<EmailTroubleState> for Suppression {
    fn from(state: EmailTroubleState) -> Self {
        match state {
            EmailTroubleState::Bounced => Self::AddressBounced,
            EmailTroubleState::Complained => Self::AddressComplained,
        }
    }
}

/// Who may send a mail now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Claim {
    /// The caller, for the time of the lease.
    Ours,
    /// Nobody: it is sent, or never will be.
    Settled,
    /// Another copy of the message.
    Theirs,
}

impl Store {
    pub(crate) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { notices: environment.table("NOTICES")? })
    }

    /// Opens the connection to the database.
    pub(crate) async fn warm(&self) {
        self.notices.warm().await;
    }

    /// Takes the right to send a mail: nobody else has it while the lease lasts.
    #[expect(
        clippy::disallowed_methods,
        reason = "nobody asked for it: a courier takes its own mail"
    )]
    pub(crate) async fn claim_mail(
        &self,
        id: OutboxId,
        template: &str,
        now: Timestamp,
    ) -> Result<Claim, StoreError> {
        let record = MailRecord {
            template: template.to_owned(),
            state: MailState::Sending,
            lease_until: seconds_after(now, LEASE_SECONDS).as_millisecond(),
            settled_at: None,
            outcome: None,
        };
        let item =
            Item::new(mail_key(id), &record)?.expiring(seconds_after(now, MAIL_KEPT_SECONDS));
        let abandoned = Condition::equals("state", MailState::Sending)
            .and(Condition::less_than("leaseUntil", now.as_millisecond()));
        let free = Condition::item_missing().or(abandoned);
        match self.notices.put(item, free).await {
            Ok(()) => Ok(Claim::Ours),
            Err(CommitError::Store(error)) => Err(error),
            Err(CommitError::Refused(refused)) => {
                let record: Option<MailRecord> = refused.present()?;
                match record.map(|record| record.state) {
                    Some(MailState::Sent | MailState::Suppressed) => Ok(Claim::Settled),
                    Some(MailState::Sending) | None => Ok(Claim::Theirs),
                }
            }
        }
    }

    /// Records how the sending of a mail ended, for good.
    #[expect(clippy::disallowed_methods, reason = "nobody asked for it: the courier notes its end")]
    pub(crate) async fn settle_mail(
        &self,
        id: OutboxId,
        ending: &Ending,
        now: Timestamp,
    ) -> Result<(), CommitError> {
        let change = Change::new().set("settledAt", now);
        let change = match ending {
            Ending::Sent(id) => change.set("state", MailState::Sent).set("outcome", id),
            Ending::Suppressed(reason) => {
                change.set("state", MailState::Suppressed).set("outcome", reason)
            }
        };
        self.notices
            .update(mail_key(id), change, Condition::equals("state", MailState::Sending))
            .await
    }

    /// Gives the right to send a mail back, so that the next try need not wait.
    #[expect(
        clippy::disallowed_methods,
        reason = "nobody asked for it: the courier gives its own mail back"
    )]
    pub(crate) async fn give_mail_back(&self, id: OutboxId) -> Result<(), CommitError> {
        let change = Change::new().set("leaseUntil", 0);
        self.notices
            .update(mail_key(id), change, Condition::equals("state", MailState::Sending))
            .await
    }

    /// Notes that an address is in trouble. The first report stands: no mail
    /// goes there after it.
    #[expect(clippy::disallowed_methods, reason = "nobody asked for it: the mail service reports")]
    pub(crate) async fn note_trouble(&self, report: &AddressReport) -> Result<(), StoreError> {
        let feedback = Feedback { trouble: report.trouble.clone(), detail: &report.detail };
        let item = Item::new(mail_feedback_key(&report.address), &feedback)?
            .expiring(seconds_after(report.trouble.at, TROUBLE_KEPT_SECONDS));
        match self.notices.put(item, Condition::item_missing()).await {
            Ok(()) | Err(CommitError::Refused(_)) => Ok(()),
            Err(CommitError::Store(error)) => Err(error),
        }
    }

    /// The trouble with an address, if there is any.
    pub(crate) async fn trouble(&self, address: &str) -> Result<Option<EmailTrouble>, StoreError> {
        self.notices.get(&mail_feedback_key(address)).await
    }

    /// Puts a notice into an account, once, and counts it as unread.
    #[expect(clippy::disallowed_methods, reason = "the message of a deed that was told")]
    pub(crate) async fn post(
        &self,
        account: AccountId,
        notice: &NoticeItem,
    ) -> Result<(), StoreError> {
        let mut transaction = Transaction::without_author();
        let item = Item::new(notice_key(account, notice.id), notice)?;
        transaction.create(NOTICE, &self.notices, item)?;
        transaction.update(
            UNREAD,
            &self.notices,
            unread_key(account),
            Change::new().add("unread", 1),
            Condition::item_missing().or(Condition::item_exists()),
        )?;
        match transaction.commit().await {
            // It is there already: the message came twice.
            Ok(()) | Err(CommitError::Refused(_)) => Ok(()),
            Err(CommitError::Store(error)) => Err(error),
        }
    }

    /// Marks a notice of an account as read, once.
    #[expect(clippy::disallowed_methods, reason = "a reader's own mark")]
    pub(crate) async fn read_notice(
        &self,
        account: AccountId,
        notice: NoticeId,
        now: Timestamp,
    ) -> Result<Reading, StoreError> {
        let mut transaction = Transaction::without_author();
        transaction.update(
            NOTICE,
            &self.notices,
            notice_key(account, notice),
            Change::new().set("readAt", now),
            Condition::item_exists().and(Condition::Missing("readAt")),
        )?;
        transaction.update(
            UNREAD,
            &self.notices,
            unread_key(account),
            Change::new().add("unread", -1),
            Condition::item_exists(),
        )?;
        match transaction.commit().await {
            Ok(()) => Ok(Reading::First),
            Err(CommitError::Refused(refused)) => {
                Ok(refused.at(NOTICE)?.map_or(Reading::OfNothing, |_| Reading::Again))
            }
            Err(CommitError::Store(error)) => Err(error),
        }
    }

    /// A page of an account's notices, newest first, and how many of all are unread.
    pub(crate) async fn notices(
        &self,
        account: AccountId,
        after: Option<Cursor>,
    ) -> Result<(Page<NoticeItem>, u32), StoreError> {
        let list = Query::partition(notices_partition(account)).newest_first();
        match after {
            None => {
                // The count sorts behind every notice, so the first page brings it: one
                // call, and one connection of a function that has just started.
                let page = self.notices.list(list.limit(PAGE + 1)).await?;
                Ok(with_count(page))
            }
            Some(_) => {
                let page = list.prefix(NOTICE_PREFIX).limit(PAGE).after(after);
                let count = unread_key(account);
                let (page, count) =
                    tokio::try_join!(self.notices.list(page), self.notices.get::<Unread>(&count),)?;
                Ok((page, count.map_or(0, |count| count.unread)))
            }
        }
    }
}

/// A first page, with the count taken out of it. An account without the count has
/// no notices either.
fn with_count(page: Page<Row>) -> (Page<NoticeItem>, u32) {
    let (mut items, mut unread) = (Vec::new(), 0);
    for row in page.items {
        match row {
            Row::Notice(notice) => items.push(*notice),
            Row::Unread(count) => unread = count.unread,
        }
    }
    (Page { items, next: page.next }, unread)
}

/// What stands in the partition of an account.
#[derive(Deserialize)]
#[serde(untagged)]
enum Row {
    Notice(Box<NoticeItem>),
    Unread(Unread),
}

/// What is kept of an address in trouble: not the address.
#[derive(Serialize)]
struct Feedback<'a> {
    #[serde(flatten)]
    trouble: EmailTrouble,
    /// In a word of SES, what kind of trouble.
    detail: &'a str,
}

/// What came of marking a notice as read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// It is read now.
    First,
    /// It was read before.
    Again,
    /// The account has no such notice.
    OfNothing,
}

/// How many notices of an account are unread: counted as they come and are
/// read, so that nobody has to look at all of them.
#[derive(Deserialize)]
struct Unread {
    unread: u32,
}

const NOTICE_PREFIX: &str = "NOTICE#";
const NOTICE: Label<NoticeItem> = Label::new("notice");
const UNREAD: Label<Unread> = Label::new("unread");

fn notice_key(account: AccountId, notice: NoticeId) -> Key {
    Key::new(notices_partition(account), format!("{NOTICE_PREFIX}{notice}"))
}

fn unread_key(account: AccountId) -> Key {
    // Behind `NOTICE#…`: the first page of a list that begins at its end has it.
    Key::new(notices_partition(account), "UNREAD")
}

fn mail_key(id: OutboxId) -> Key {
    Key::new(format!("MAIL#{id}"), "MAIL")
}

/// The Accounts table, of which this area reads how to reach a person.
#[derive(Debug, Clone)]
pub(crate) struct Accounts {
    table: Table,
}

impl Accounts {
    pub(crate) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { table: environment.table("ACCOUNTS")? })
    }

    /// How to reach the owner of an account.
    pub(crate) async fn contact(&self, account: AccountId) -> Result<Option<Contact>, StoreError> {
        self.table.get(&account_key(account)).await
    }
}
