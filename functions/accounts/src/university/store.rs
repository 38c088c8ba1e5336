//! Sign-ins at the university: what is pending in the Accounts table, and the records
//! of students that they lead to.

use jiff::Timestamp;
use serde::de::IgnoredAny;
use serde_json::json;
use shared_domain::student::unknown_number::{LookedAt, OpenUnknownNumber, looked_at_key};
use shared_domain::student::{STUDENT, Student, StudentNumber, StudentRecords, student_key};
use shared_platform::audit::{Deed, Told};
use shared_platform::auth::{account_key, session_key};
use shared_platform::clock::seconds_after;
use shared_platform::ids::SessionId;
use shared_platform::store::{
    Change, CommitError, Condition, Item, Key, Label, StoreError, Table, Transaction,
};
use shared_platform::{Environment, InitError};

use super::begun::{Begun, Pending};
use super::new_account::NewAccount;
use crate::account::{Account, EmailAddress};
use crate::registration::store::free;
use crate::sessions::session::Session;
use crate::sign_in::sign_in_log::{KEPT_SECONDS, SignInEntry};
use crate::store::{ACCOUNT, AccountChange, EMAIL, SESSION, Store, USER_NAME, anything, name_key};

/// A sign-in that was begun.
const PENDING: Label<Pending> = Label::new("pending");
/// The session that the browser had.
const FORMER: Label<Session> = Label::new("former");
/// A sign-in in the log.
const SIGN_IN: Label<IgnoredAny> = Label::new("sign_in");

fn pending_key(begun: &Begun) -> Key {
    Key::new(format!("UNIVERSITY#{}", begun.hash()), "UNIVERSITY")
}

impl Store {
    /// Keeps that a sign-in was begun.
    #[expect(clippy::disallowed_methods, reason = "nobody is signed in, and nothing changes")]
    pub(super) async fn begin_university_sign_in(
        &self,
        begun: &Begun,
        pending: &Pending,
    ) -> Result<(), CommitError> {
        let item = Item::new(pending_key(begun), pending)?.expiring(pending.expires_at);
        self.accounts.put(item, Condition::item_missing()).await
    }

    /// Uses up a sign-in that was begun; `None` when it is over or was used before.
    #[expect(clippy::disallowed_methods, reason = "nobody is signed in, and nothing changes")]
    pub(super) async fn take_university_sign_in(
        &self,
        begun: &Begun,
        now: Timestamp,
    ) -> Result<Option<Pending>, StoreError> {
        let found: Option<Pending> = self.accounts.get(&pending_key(begun)).await?;
        let Some(pending) = found.filter(|pending| now < pending.expires_at) else {
            return Ok(None);
        };
        let mut transaction = Transaction::without_author();
        let unused = Condition::item_exists();
        transaction.delete(PENDING, &self.accounts, pending_key(begun), unused)?;
        match transaction.commit().await {
            Ok(()) => Ok(Some(pending)),
            Err(CommitError::Refused(_)) => Ok(None),
            Err(CommitError::Store(error)) => Err(error),
        }
    }
}

/// A session that is to be opened, with what goes with it.
pub(super) struct Opening {
    /// The session.
    pub(super) session: Session,
    /// The session that the browser has until now: it ends.
    pub(super) former: Option<Session>,
    /// What the owner's log says of it.
    pub(super) entry: SignInEntry,
}

/// Accounts and the records of students.
#[derive(Clone)]
pub(super) struct Students {
    pub(super) accounts: Store,
    records: StudentRecords,
    registrations: Table,
}

impl Students {
    pub(super) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self {
            accounts: Store::of(environment)?,
            records: StudentRecords::of(environment)?,
            registrations: environment.table("REGISTRATIONS")?,
        })
    }

    /// The student on the roster with this number. A number that the student had
    /// before does not count: the university would not say it any more.
    pub(super) async fn student(
        &self,
        number: &StudentNumber,
    ) -> Result<Option<Student>, StoreError> {
        let owner = self.records.owners(&[number]).await?.into_iter().flatten().next();
        let Some(owner) = owner else { return Ok(None) };
        let student = self.records.student(owner).await?;
        Ok(student.filter(|student| student.number == *number && student.state.is_on_roster()))
    }

    /// Whether the registrar has settled a number that is nobody's, not long ago.
    pub(super) async fn is_settled(
        &self,
        number: &StudentNumber,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let looked_at: Option<LookedAt> = self.registrations.get(&looked_at_key(number)).await?;
        Ok(looked_at.is_some_and(|it| it.settled && now < it.until))
    }

    /// Lets the registrar look at a number that is nobody's.
    #[expect(clippy::disallowed_methods, reason = "nobody is signed in, and nothing changes")]
    pub(super) async fn ask_registrar(&self, number: StudentNumber) -> Result<(), CommitError> {
        let mut transaction = Transaction::without_author();
        self.accounts.outbox.send(&mut transaction, OpenUnknownNumber { number })?;
        transaction.commit().await
    }

    /// Opens a session of the account that a student has. An address that only the
    /// roster says is the one that it says now.
    ///
    /// # Errors
    /// Refused under [`STUDENT`] when the record is another meanwhile, under
    /// [`ACCOUNT`] when all sessions of the account were just ended.
    pub(super) async fn open(
        &self,
        student: &Student,
        account: &Account,
        opening: &Opening,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let mut transaction = self.accounts.audit.begin(deed, opening.told())?;
        let key = student_key(student.id);
        let unchanged = Condition::equals("version", student.version);
        transaction.check(STUDENT, &self.registrations, key, unchanged)?;
        match new_on_roster(student, account) {
            Some(email) => {
                let email = Change::new().set("email", &email);
                let change = AccountChange { credentials: email.clone(), account: email };
                self.accounts.change_account(&mut transaction, account, change)?;
            }
            None => {
                let current = Condition::equals("sessionGeneration", account.session_generation);
                let key = account_key(account.id);
                transaction.check(ACCOUNT, &self.accounts.accounts, key, current)?;
            }
        }
        self.put_session(&mut transaction, opening)?;
        transaction.commit().await
    }

    /// Makes an account for a student who has none, gives it the record, and opens
    /// its first session. The address is not claimed: nobody has shown that they read it.
    ///
    /// # Errors
    /// Refused under [`STUDENT`] when the record is another meanwhile, under
    /// [`USER_NAME`] or [`EMAIL`] when the name is somebody's.
    pub(super) async fn make_account(
        &self,
        student: &Student,
        new: &NewAccount,
        opening: &Opening,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let NewAccount { account, credentials } = new;
        let accounts = &self.accounts.accounts;
        let mut transaction = self.accounts.audit.begin(deed, opening.told())?;
        transaction.create(ACCOUNT, accounts, Item::new(account_key(account.id), account)?)?;
        for (label, name) in [USER_NAME, EMAIL].into_iter().zip(account.sign_in_names()) {
            let item = Item::new(name_key(&name), credentials)?;
            transaction.put(label, accounts, item, free(None, deed.now()))?;
        }
        let email = name_key(&account.email.sign_in_name());
        transaction.check(EMAIL, accounts, email, free(None, deed.now()))?;
        let after = Student { account: Some(account.id), ..student.clone() };
        let told = Told::new(student.id, json!({ "account": account.id }));
        self.accounts.audit.also(&mut transaction, deed, told)?;
        self.records.replace(&mut transaction, student, &after)?;
        self.put_session(&mut transaction, opening)?;
        transaction.commit().await
    }

    fn put_session(
        &self,
        transaction: &mut Transaction,
        opening: &Opening,
    ) -> Result<(), StoreError> {
        let Opening { session, former, entry } = opening;
        let accounts = &self.accounts.accounts;
        let key = session_key(session.account, session.id);
        let item = Item::new(key, session)?.expiring(session.expires_at);
        transaction.create(SESSION, accounts, item)?;
        if let Some(former) = former {
            // It may have ended meanwhile.
            let key = session_key(former.account, former.id);
            transaction.delete(FORMER, accounts, key, anything())?;
        }
        // The id after the instant keeps two sign-ins of one instant apart.
        let sort = format!("SIGNIN#{}#{}", entry.at, SessionId::new());
        let item = Item::new(Key::new(account_key(session.account).pk, sort), entry)?;
        transaction.create(SIGN_IN, accounts, item.expiring(seconds_after(entry.at, KEPT_SECONDS)))
    }
}

/// The address of the roster, where an account has another one of it.
fn new_on_roster(student: &Student, account: &Account) -> Option<EmailAddress> {
    let email = EmailAddress::parse(student.email.as_deref()?).ok()?;
    (account.email_of_roster && email != account.email).then_some(email)
}

impl Opening {
    fn told(&self) -> Told {
        let former = json!({ "session": self.former.as_ref().map(|former| former.id) });
        Told::changed(self.session.account, former, json!({ "session": self.session.id }))
    }
}
