//! Tries to sign in: what they find, how they are counted, and what comes of them.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;
use shared_platform::audit::{Deed, Told};
use shared_platform::auth::{account_key, session_key};
use shared_platform::clock::seconds_after;
use shared_platform::ids::{AccountId, SessionId};
use shared_platform::store::{
    Change, CommitError, Condition, Cursor, Item, Key, Label, Page, Query, StoreError, Transaction,
    get_two,
};

use crate::account::{Credentials, SignInName};
use crate::challenge::{ChallengeLevel, SolvedChallenge};
use crate::passwords::store::{TemporaryPassword, temporary_key};
use crate::second_factor::factor::SecondFactor;
use crate::secrets::hash_of_secret;
use crate::sessions::session::Session;
use crate::sign_in::attempts::{Failures, asked_after, tries_before};
use crate::sign_in::known_device::KnownDevice;
use crate::sign_in::sign_in_log::{KEPT_FOR_NOBODY_SECONDS, KEPT_SECONDS, SignInEntry};
use crate::store::{SESSION, Store, anything, name_key};

/// What a place has failed at a name.
pub(crate) const FAILURES: Label<Failures> = Label::new("failures");
/// The session that the browser had.
const FORMER: Label<Session> = Label::new("former");
/// A try in the log.
const SIGN_IN: Label<SignInEntry> = Label::new("sign_in");

/// How many sign-ins are on a page.
const SIGN_INS_PER_PAGE: i32 = 20;
/// The seconds in which tries at a name are counted together.
const HOUR_SECONDS: i64 = 60 * 60;

/// Where a try comes from.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// A network address.
    Address(String),
    /// A device that the account was signed in on before.
    Device(KnownDevice),
}

/// A try to sign in that was admitted.
pub(crate) struct Try {
    /// Where it comes from.
    pub(crate) place: Place,
    /// The name that was typed.
    pub(crate) name: SignInName,
    /// What had failed before, as it was read.
    pub(crate) failures: Option<Failures>,
    /// The challenge that was shown: it is used up.
    pub(crate) challenge: Option<SolvedChallenge>,
    /// What stands under the name.
    pub(crate) credentials: Option<Credentials>,
    /// The temporary password that was typed, if it is one.
    pub(crate) temporary: Option<TemporaryPassword>,
    /// The session that the browser has until now.
    pub(crate) former: Option<Session>,
}

impl Place {
    fn text(&self) -> String {
        match self {
            Self::Address(address) => format!("address {address}"),
            Self::Device(device) => format!("device {} {}", device.account, device.id),
        }
    }
}

/// Names, addresses and devices are hashed: the table shows none.
fn failures_key(place: &Place, name: &SignInName) -> Key {
    let hash = hash_of_secret(&format!("{}\n{}", place.text(), name.as_str()));
    Key::new(format!("FAILURES#{hash}"), "FAILURES")
}

/// Tries from known devices are counted by device, all others by name.
fn tries_key(place: &Place, name: &SignInName, now: Timestamp) -> Key {
    let counted = match place {
        Place::Device(_) => place.text(),
        Place::Address(_) => format!("name {}", name.as_str()),
    };
    let hour = now.as_second().div_euclid(HOUR_SECONDS);
    Key::new(format!("TRIES#{}#{hour}", hash_of_secret(&counted)), "TRIES")
}

#[derive(Deserialize)]
struct Tries {
    tries: u32,
}

fn as_seen(failures: Option<Failures>) -> Condition {
    match failures {
        None => Condition::item_missing(),
        Some(seen) => {
            Condition::equals("count", seen.count).and(Condition::equals("lastAt", seen.last_at))
        }
    }
}

impl Store {
    /// What stands under a name, and under what was typed as the password, in
    /// case it is a temporary one.
    pub(crate) async fn name_and_temporary(
        &self,
        name: &SignInName,
        hash_if_temporary: &str,
        now: Timestamp,
    ) -> Result<(Option<Credentials>, Option<TemporaryPassword>), StoreError> {
        let (credentials, temporary): (Option<Credentials>, Option<TemporaryPassword>) = get_two(
            (&self.accounts, &name_key(name)),
            (&self.accounts, &temporary_key(hash_if_temporary)),
        )
        .await?;
        let credentials = credentials.filter(|credentials| !credentials.have_vanished(now));
        let own = temporary.filter(|temporary| {
            credentials.as_ref().is_some_and(|owner| temporary.is_good_for(owner, now))
        });
        Ok((credentials, own))
    }

    /// What a place has failed at a name.
    pub(crate) async fn failures(
        &self,
        place: &Place,
        name: &SignInName,
    ) -> Result<Option<Failures>, StoreError> {
        self.limits.get(&failures_key(place, name)).await
    }

    /// Counts a try in this hour if the challenge that it shows is hard enough
    /// for what was tried before; answers the one that is asked for otherwise.
    #[expect(clippy::disallowed_methods, reason = "nobody is signed in: a count of tries")]
    pub(crate) async fn count_try(
        &self,
        place: &Place,
        name: &SignInName,
        shown: Option<ChallengeLevel>,
        now: Timestamp,
    ) -> Result<Option<ChallengeLevel>, StoreError> {
        let ttl = seconds_after(now, 2 * HOUR_SECONDS).as_second();
        let change = Change::new().set("ttl", ttl).add("tries", 1);
        let permitted = tries_before(shown).map_or_else(anything, |most| {
            Condition::Missing("tries").or(Condition::less_than("tries", most))
        });
        match self.limits.update(tries_key(place, name, now), change, permitted).await {
            Ok(()) => Ok(None),
            Err(CommitError::Store(error)) => Err(error),
            Err(CommitError::Refused(refused)) => {
                let existing: Option<Tries> = refused.present()?;
                Ok(existing.and_then(|existing| asked_after(existing.tries)))
            }
        }
    }

    /// A try that was counted and then not made.
    #[expect(clippy::disallowed_methods, reason = "nobody is signed in: a count of tries")]
    pub(crate) async fn take_back_try(
        &self,
        place: &Place,
        name: &SignInName,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let key = tries_key(place, name, now);
        match self.limits.update(key, Change::new().add("tries", -1), anything()).await {
            Ok(()) | Err(CommitError::Refused(_)) => Ok(()),
            Err(CommitError::Store(error)) => Err(error),
        }
    }

    /// Notes a try that failed: it counts, and stands in the log. Refused by
    /// `FAILURES` when the same place tried again at the same moment, by
    /// `CHALLENGE` when the challenge was used before.
    #[expect(
        clippy::disallowed_methods,
        reason = "nobody is signed in: the log of sign-ins tells of it"
    )]
    pub(crate) async fn note_failure(
        &self,
        attempt: &Try,
        entry: &SignInEntry,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::without_author();
        let failures = Failures::after(attempt.failures, entry.at);
        let key = failures_key(&attempt.place, &attempt.name);
        let item = Item::new(key, &failures)?.expiring(failures.forgotten_at());
        transaction.put(FAILURES, &self.limits, item, as_seen(attempt.failures))?;
        self.note_try(&mut transaction, attempt, entry)?;
        transaction.commit().await
    }

    /// Opens a session, and forgets what failed before. Refused by `ACCOUNT`
    /// when the password was changed or the second factor used meanwhile, by
    /// `RECOVERY_CODE` when there is no such code, and as
    /// [`Store::note_failure`] is.
    pub(crate) async fn open_session(
        &self,
        attempt: &Try,
        owner: &Credentials,
        session: &Session,
        factor: &SecondFactor,
        entry: &SignInEntry,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let former = json!({ "session": attempt.former.as_ref().map(|former| former.id) });
        let told = Told::changed(session.account, former, json!({ "session": session.id }));
        let mut transaction = self.audit.begin(deed, told)?;
        let item = Item::new(session_key(session.account, session.id), session)?
            .expiring(session.expires_at);
        transaction.create(SESSION, &self.accounts, item)?;
        if let Some(former) = &attempt.former {
            // It may have ended meanwhile.
            let key = session_key(former.account, former.id);
            transaction.delete(FORMER, &self.accounts, key, anything())?;
        }
        self.hold(&mut transaction, owner, factor, None, deed.now())?;
        let key = failures_key(&attempt.place, &attempt.name);
        transaction.delete(FAILURES, &self.limits, key, as_seen(attempt.failures))?;
        self.note_try(&mut transaction, attempt, entry)?;
        transaction.commit().await
    }

    /// The sign-ins of an account, newest first.
    pub(crate) async fn sign_ins(
        &self,
        account: AccountId,
        after: Option<Cursor>,
        now: Timestamp,
    ) -> Result<Page<SignInEntry>, StoreError> {
        let query = Query::partition(account_key(account).pk).prefix("SIGNIN#");
        let query = query.newest_first().limit(SIGN_INS_PER_PAGE).after(after);
        let mut page: Page<SignInEntry> = self.accounts.list(query).await?;
        page.items.retain(|entry| now < seconds_after(entry.at, KEPT_SECONDS));
        Ok(page)
    }

    /// Puts a try into the log and uses up its challenge.
    fn note_try(
        &self,
        transaction: &mut Transaction,
        attempt: &Try,
        entry: &SignInEntry,
    ) -> Result<(), StoreError> {
        // A name that is nobody's, or nobody's yet, has a log of its own for a
        // day: a try at it makes the same calls.
        let (partition, kept) = match &attempt.credentials {
            Some(known) if known.active => (format!("ACCOUNT#{}", known.account), KEPT_SECONDS),
            _ => (
                format!("UNKNOWN#{}", hash_of_secret(attempt.name.as_str())),
                KEPT_FOR_NOBODY_SECONDS,
            ),
        };
        // The id after the instant keeps two tries of one instant apart.
        let sort = format!("SIGNIN#{}#{}", entry.at, SessionId::new());
        let item = Item::new(Key::new(partition, sort), entry)?;
        let item = item.expiring(seconds_after(entry.at, kept));
        transaction.create(SIGN_IN, &self.accounts, item)?;
        match &attempt.challenge {
            Some(challenge) => self.use_up(transaction, challenge),
            None => Ok(()),
        }
    }
}
