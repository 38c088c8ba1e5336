//! A signed-in session: a refresh token in a cookie, rotated at each use, and
//! short access tokens.

use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::auth::{AccessClaims, AccountKind, StaffRole, TokenSigner};
use shared_platform::clock::seconds_after;
use shared_platform::ids::{AccountId, SessionId};
use shared_platform::{Locale, Problem};
use utoipa::ToSchema;

use crate::account::Identity;
use crate::cookie;
use crate::secrets::{AccountSecrets, hash_of_secret, random_secret};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// How long a session lasts, in seconds; docs/SECURITY.md says why.
struct Lifetime {
    /// At the most.
    longest: i64,
    /// Without being used.
    unused: i64,
}

/// Applicants fill in a form over days; staff see other people's papers.
const fn lifetime(kind: AccountKind) -> Lifetime {
    match kind {
        AccountKind::Applicant => Lifetime { longest: 14 * DAY, unused: 3 * DAY },
        AccountKind::Staff => Lifetime { longest: 12 * HOUR, unused: HOUR },
    }
}

/// For how long a session is recent, in seconds.
const RECENT_SECONDS: i64 = 15 * MINUTE;
/// For how long a client that lost the reply of a refresh may ask again, in seconds.
const RETRY_SECONDS: i64 = MINUTE;
/// The prefix binds the cookie to this host and to TLS.
const COOKIE: &str = "__Host-session";

/// A session as it is kept: its secrets only as hashes.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Whose it is.
    pub account: AccountId,
    /// Whom the account belongs to.
    pub kind: AccountKind,
    /// The generation it belongs to: when the account's is another, it is over.
    pub generation: u64,
    /// What it was opened on, as its owner knows it: `Firefox, Android`.
    pub device: String,
    /// The hash of the secret that is good now.
    pub secret_hash: String,
    /// The hash of the secret before it.
    pub previous_hash: Option<String>,
    /// The hashes of the secrets that a change of the password took out: whoever
    /// shows one may have lost the reply, and is no thief.
    #[serde(default)]
    pub replaced_hashes: Vec<String>,
    /// When the secret was last changed.
    pub rotated_at: Timestamp,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// What a refresh token says: which session, whose, and the secret.
#[derive(Clone, PartialEq, Eq)]
pub struct RefreshToken {
    /// The session.
    pub session: SessionId,
    /// Whose it is: the session's key is made of both.
    pub account: AccountId,
    secret: String,
}

/// The problem of a call in a session that is over.
pub(crate) fn session_over() -> Problem {
    Problem::unauthenticated("session_over")
}

/// What is to be done with a refresh token.
#[derive(Debug, PartialEq, Eq)]
pub enum Refresh {
    /// It is the one that is good now: the next one takes its place.
    Rotate,
    /// It is the one before, and the client just did not hear: the next one,
    /// which it was given already, is given again.
    GiveAgain,
    /// A change of the password took it out: it opens nothing, and the session
    /// goes on with the token that the change gave.
    Replaced,
    /// It is an old one in somebody's hands: the session ends.
    Reused,
    /// The session is over.
    Over,
}

impl Session {
    /// Whether it was opened so shortly ago that who asks is taken for who signed in,
    /// where there is no password to ask for.
    #[must_use]
    pub fn is_recent(&self, now: Timestamp) -> bool {
        now < seconds_after(self.opened_at, RECENT_SECONDS)
    }

    /// Opens a session for who signed in; answers it with its token.
    ///
    /// # Errors
    /// A problem when the machine has no randomness.
    pub fn open(
        identity: &Identity,
        device: String,
        now: Timestamp,
    ) -> Result<(Self, RefreshToken), Problem> {
        let token = RefreshToken {
            session: SessionId::new(),
            account: identity.account,
            secret: random_secret()?,
        };
        let session = Self {
            id: token.session,
            account: identity.account,
            kind: identity.kind,
            generation: identity.session_generation,
            device,
            secret_hash: token.hash(),
            previous_hash: None,
            replaced_hashes: Vec::new(),
            rotated_at: now,
            opened_at: now,
            expires_at: seconds_after(now, lifetime(identity.kind).longest),
        };
        Ok((session, token))
    }

    /// Whether it is not over, when `generation` is the good one.
    #[must_use]
    pub fn is_open(&self, generation: u64, now: Timestamp) -> bool {
        let unused_until = seconds_after(self.rotated_at, lifetime(self.kind).unused);
        now < self.expires_at && now < unused_until && self.generation == generation
    }

    /// The same session in another generation, with a secret that nobody has
    /// seen: whoever had the one before is out.
    ///
    /// # Errors
    /// A problem when the machine has no randomness.
    pub fn renewed(self, generation: u64, now: Timestamp) -> Result<(Self, RefreshToken), Problem> {
        let token =
            RefreshToken { session: self.id, account: self.account, secret: random_secret()? };
        let replaced = std::iter::once(self.secret_hash).chain(self.previous_hash);
        let session = Self {
            generation,
            secret_hash: token.hash(),
            previous_hash: None,
            replaced_hashes: replaced.collect(),
            rotated_at: now,
            ..self
        };
        Ok((session, token))
    }

    /// What is to be done with a token that names this session, when
    /// `generation` is the good one.
    #[must_use]
    pub fn refresh(&self, token: &RefreshToken, generation: u64, now: Timestamp) -> Refresh {
        use subtle::ConstantTimeEq as _;
        let hash = token.hash();
        let is = |kept: &str| bool::from(kept.as_bytes().ct_eq(hash.as_bytes()));
        let may_retry = now < seconds_after(self.rotated_at, RETRY_SECONDS);
        if !self.is_open(generation, now) {
            Refresh::Over
        } else if is(&self.secret_hash) {
            Refresh::Rotate
        } else if may_retry && self.previous_hash.as_deref().is_some_and(is) {
            Refresh::GiveAgain
        } else if self.replaced_hashes.iter().any(|replaced| is(replaced)) {
            Refresh::Replaced
        } else {
            Refresh::Reused
        }
    }

    /// The claims of an access token of this session.
    fn claims(&self, identity: &Identity) -> AccessClaims {
        AccessClaims {
            sub: self.account,
            sid: self.id,
            generation: self.generation,
            kind: identity.kind,
            name: identity.user_name.clone(),
            roles: identity.roles.clone(),
        }
    }
}

impl RefreshToken {
    /// The token in a request's cookies.
    #[must_use]
    pub fn from_cookies(headers: &HeaderMap) -> Option<Self> {
        let mut parts = cookie::value(headers, COOKIE)?.split('.');
        let token = Self {
            session: parts.next()?.parse().ok()?,
            account: parts.next()?.parse().ok()?,
            secret: parts.next()?.to_owned(),
        };
        parts.next().is_none().then_some(token)
    }

    /// The token that follows this one.
    #[must_use]
    pub fn next(&self, secrets: &AccountSecrets) -> Self {
        Self { secret: secrets.next_session_secret(&self.secret), ..self.clone() }
    }

    /// The hash under which the token is kept.
    #[must_use]
    pub fn hash(&self) -> String {
        hash_of_secret(&self.secret)
    }

    fn cookie(&self, seconds: i64) -> Option<HeaderValue> {
        let Self { session, account, secret } = self;
        cookie::set(COOKIE, &format!("{session}.{account}.{secret}"), seconds)
    }
}

/// The cookie that takes the token out of the browser.
#[must_use]
pub fn removed_cookie() -> (header::HeaderName, HeaderValue) {
    const REMOVED: &str = "__Host-session=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict";
    (header::SET_COOKIE, HeaderValue::from_static(REMOVED))
}

/// A session as its owner's client sees it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignedIn {
    /// The access token: sent as `Authorization: Bearer …`, kept in memory only.
    pub access_token: String,
    /// When the access token ends; then the session is refreshed.
    pub expires_at: Timestamp,
    /// Who is signed in.
    pub account: SignedInAccount,
}

/// Who is signed in.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignedInAccount {
    /// The account.
    pub id: AccountId,
    /// The name one signs in with.
    pub user_name: String,
    /// Applicant or staff.
    pub kind: AccountKind,
    /// The roles of a member of staff.
    pub roles: Vec<StaffRole>,
    /// The language the owner reads.
    pub locale: Locale,
}

/// A token does not fit into a header: a defect.
#[derive(Debug, thiserror::Error)]
#[error("the refresh token fits into no cookie")]
struct NoCookie;

/// The reply that carries a session: an access token in the body, the refresh
/// token in a cookie that no script can read.
///
/// # Errors
/// A problem when signing fails: a defect.
pub fn signed_in(
    status: StatusCode,
    session: &Session,
    identity: Identity,
    token: &RefreshToken,
    signer: &TokenSigner,
    now: Timestamp,
) -> Result<Response, Problem> {
    let (access_token, expires_at) = signer.sign(session.claims(&identity), now)?;
    let account = SignedInAccount {
        id: identity.account,
        user_name: identity.user_name,
        kind: identity.kind,
        roles: identity.roles,
        locale: identity.locale,
    };
    let body = axum::Json(SignedIn { access_token, expires_at, account });
    let seconds = session.expires_at.as_second() - now.as_second();
    let cookie = token.cookie(seconds).ok_or_else(|| Problem::internal(NoCookie))?;
    Ok((status, [(header::SET_COOKIE, cookie)], body).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(secret: &str, previous: Option<&str>) -> (Session, Timestamp) {
        let now: Timestamp = "2027-03-01T02:00:00Z".parse().unwrap();
        let session = Session {
            id: SessionId::new(),
            account: AccountId::new(),
            kind: AccountKind::Applicant,
            generation: 1,
            device: "Firefox, Android".to_owned(),
            secret_hash: hash_of_secret(secret),
            previous_hash: previous.map(hash_of_secret),
            replaced_hashes: Vec::new(),
            rotated_at: now,
            opened_at: now,
            expires_at: seconds_after(now, 1_209_600),
        };
        (session, now)
    }

    fn identity(kind: AccountKind) -> Identity {
        Identity {
            account: AccountId::new(),
            kind,
            user_name: "anna.tester".to_owned(),
            locale: Locale::En,
            roles: Vec::new(),
            session_generation: 1,
        }
    }

    fn token(session: &Session, secret: &str) -> RefreshToken {
        RefreshToken { session: session.id, account: session.account, secret: secret.to_owned() }
    }

    #[test]
    fn the_present_token_is_rotated() {
        let (session, now) = session("b", Some("a"));
        assert_eq!(session.refresh(&token(&session, "b"), 1, now), Refresh::Rotate);
    }

    #[test]
    fn a_client_that_lost_the_reply_may_ask_again_for_a_minute() {
        let (session, now) = session("b", Some("a"));
        let lost = token(&session, "a");
        assert_eq!(session.refresh(&lost, 1, seconds_after(now, 59)), Refresh::GiveAgain);
        assert_eq!(session.refresh(&lost, 1, seconds_after(now, 60)), Refresh::Reused);
    }

    #[test]
    fn an_old_token_ends_the_session() {
        let (session, now) = session("c", Some("b"));
        assert_eq!(session.refresh(&token(&session, "a"), 1, now), Refresh::Reused);
    }

    #[test]
    fn what_a_change_of_the_password_took_out_is_no_old_token_in_somebodys_hands() {
        let (session, now) = session("b", Some("a"));
        let (present, previous) = (token(&session, "b"), token(&session, "a"));
        let much_older = token(&session, "0");
        let (session, next) = session.renewed(2, now).unwrap();
        for replaced in [present, previous] {
            assert_eq!(session.refresh(&replaced, 2, now), Refresh::Replaced);
        }
        assert_eq!(session.refresh(&next, 2, now), Refresh::Rotate);
        assert_eq!(session.refresh(&much_older, 2, now), Refresh::Reused);
    }

    #[test]
    fn a_session_ends_whoever_uses_it() {
        let (session, _) = session("b", None);
        assert_eq!(session.refresh(&token(&session, "b"), 1, session.expires_at), Refresh::Over);
    }

    #[test]
    fn a_session_that_is_not_used_ends_after_three_days_and_of_staff_after_an_hour() {
        let (applicant, now) = session("b", None);
        let staff = Session { kind: AccountKind::Staff, ..applicant.clone() };
        for (session, seconds) in [(applicant, 259_200), (staff, 3_600)] {
            assert!(session.is_open(1, seconds_after(now, seconds - 1)));
            assert!(!session.is_open(1, seconds_after(now, seconds)));
        }
    }

    #[test]
    fn a_session_that_is_used_ends_after_fourteen_days_and_of_staff_after_twelve_hours() {
        for (kind, seconds) in [(AccountKind::Applicant, 1_209_600), (AccountKind::Staff, 43_200)] {
            let (_, now) = session("b", None);
            let (mut session, _) = Session::open(&identity(kind), String::new(), now).unwrap();
            session.rotated_at = seconds_after(now, seconds - 60);
            assert!(session.is_open(1, seconds_after(now, seconds - 1)));
            assert!(!session.is_open(1, seconds_after(now, seconds)));
        }
    }

    #[test]
    fn a_session_of_another_generation_is_over() {
        let (session, now) = session("b", None);
        assert_eq!(session.refresh(&token(&session, "b"), 2, now), Refresh::Over);
    }

    #[test]
    fn a_token_reads_back_from_its_cookie() {
        let (session, _) = session("b", None);
        let token = token(&session, "b");
        let cookie = token.cookie(60).unwrap();
        let pair = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, format!("theme=dark; {pair}").parse().unwrap());
        assert!(RefreshToken::from_cookies(&headers) == Some(token));
    }
}
