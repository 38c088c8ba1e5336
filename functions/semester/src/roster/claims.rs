//! Links that claim a record: mailed to the address on the roster, and good for the
//! account that asked.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared_domain::account::Contact;
use shared_domain::ids::StudentId;
use shared_domain::notices::SendMail;
use shared_domain::student::{Student, StudentNumber, StudentRecords};
use shared_platform::audit::{AuditLog, Deed, Told};
use shared_platform::auth::account_key;
use shared_platform::ids::AccountId;
use shared_platform::outbox::Outbox;
use shared_platform::secret::hash_of_secret;
use shared_platform::store::{CommitError, Condition, Item, Key, Label, StoreError, Table};
use shared_platform::{Environment, InitError};

use super::messages::IssueStudentClaim;

/// The code of a link in a transaction.
pub(crate) const CODE: Label<Claim> = Label::new("code");

/// What the code of a link stands for.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Claim {
    /// Who asked, and may open it.
    pub(crate) account: AccountId,
    /// Whose record it is.
    pub(crate) student: StudentId,
    /// The hash of the address it went to. Once the roster has another one, the
    /// link may lie in a stranger's mailbox.
    pub(crate) sent_to: String,
    /// When the code ends.
    pub(crate) expires_at: Timestamp,
}

impl Claim {
    /// Whether the code is good for a record as it is now.
    pub(crate) fn is_for(&self, student: &Student) -> bool {
        let address = student.email.as_deref().map(hash_of_secret);
        student.state.is_on_roster() && address.as_ref() == Some(&self.sent_to)
    }
}

/// The records as they are claimed.
#[derive(Debug, Clone)]
pub(crate) struct ClaimStore {
    records: StudentRecords,
    registrations: Table,
    accounts: Table,
    outbox: Outbox,
    audit: AuditLog,
}

fn code_key(code: &str) -> Key {
    Key::new(format!("STUDENTCLAIM#{}", hash_of_secret(code)), "STUDENTCLAIM")
}

impl ClaimStore {
    pub(crate) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self {
            records: StudentRecords::of(environment)?,
            registrations: environment.table("REGISTRATIONS")?,
            accounts: environment.table("ACCOUNTS")?,
            outbox: Outbox::of(environment)?,
            audit: AuditLog::of(environment)?,
        })
    }

    /// Opens the connection to the database.
    pub(crate) async fn warm(&self) {
        self.registrations.warm().await;
    }

    /// Lets somebody look for the record. Nobody's record is looked at here: who
    /// asks learns nothing, whatever the number.
    pub(crate) async fn ask(
        &self,
        message: IssueStudentClaim,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let mut transaction = self.audit.begin(deed, Told::new(message.account, json!(null)))?;
        self.outbox.send(&mut transaction, message)?;
        transaction.commit().await
    }

    /// The record with a number, present or former, and who asks for it.
    pub(crate) async fn asked_for(
        &self,
        number: &StudentNumber,
        account: AccountId,
    ) -> Result<(Option<Student>, Option<Contact>), StoreError> {
        let (key, numbers) = (account_key(account), [number]);
        let (owners, contact) =
            tokio::try_join!(self.records.owners(&numbers), self.accounts.get(&key))?;
        let student = match owners.into_iter().flatten().next() {
            Some(owner) => self.records.student(owner).await?,
            None => None,
        };
        Ok((student, contact))
    }

    /// Keeps a code, and mails it.
    ///
    /// # Errors
    /// Refused under [`CODE`] when the message came twice.
    pub(crate) async fn issue(
        &self,
        code: &str,
        claim: &Claim,
        mail: SendMail,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let told = Told::new(claim.student, json!({ "expiresAt": claim.expires_at }));
        let mut transaction = self.audit.begin(deed, told)?;
        let item = Item::new(code_key(code), claim)?.expiring(claim.expires_at);
        transaction.create(CODE, &self.registrations, item)?;
        self.outbox.send(&mut transaction, mail)?;
        transaction.commit().await
    }

    /// What a code stands for.
    pub(crate) async fn claim(&self, code: &str) -> Result<Option<Claim>, StoreError> {
        self.registrations.get(&code_key(code)).await
    }

    pub(crate) async fn student(&self, id: StudentId) -> Result<Option<Student>, StoreError> {
        self.records.student(id).await
    }

    /// Gives a record to the account that has claimed it; the code is used up.
    ///
    /// # Errors
    /// Refused under [`CODE`] when it was used meanwhile, under
    /// [`STUDENT`](shared_domain::student::STUDENT) when the record changed meanwhile.
    pub(crate) async fn confirm(
        &self,
        code: &str,
        before: &Student,
        after: &Student,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let told = Told::new(after.id, json!({ "account": after.account }));
        let mut transaction = self.audit.begin(deed, told)?;
        let unused = Condition::item_exists();
        transaction.delete(CODE, &self.registrations, code_key(code), unused)?;
        self.records.replace(&mut transaction, before, after)?;
        transaction.commit().await
    }
}
