//! A sign-in that was begun in a browser: everything that must come back unchanged
//! follows from one secret, which lies in the browser's cookie and nowhere else.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{HeaderMap, HeaderValue};
use jiff::Timestamp;
use ring::digest::{SHA256, digest};
use ring::hmac;
use serde::{Deserialize, Serialize};
use shared_platform::Problem;
use shared_platform::secret::{hash_of_secret, random_secret};
use subtle::ConstantTimeEq as _;

use crate::cookie;

/// The prefix binds the cookie to this host and to TLS.
const COOKIE: &str = "__Host-university";
/// How long one may take at the university, in seconds.
pub(super) const LIFETIME_SECONDS: i64 = 10 * 60;

/// The secret of a sign-in that was begun.
#[derive(Clone)]
pub(super) struct Begun(String);

/// That a sign-in was begun and not finished yet: as long as this stands it can be
/// finished, once.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Pending {
    /// The agreement that was shown, and holds for who gets an account by it (S7).
    pub(super) agreement_version: String,
    /// When it was begun.
    pub(super) begun_at: Timestamp,
    /// When it is over.
    pub(super) expires_at: Timestamp,
}

impl Begun {
    /// One that begins now.
    pub(super) fn new() -> Result<Self, Problem> {
        Ok(Self(random_secret()?))
    }

    /// The one of a browser, if it has begun any.
    pub(super) fn from_cookies(headers: &HeaderMap) -> Option<Self> {
        let secret = cookie::value(headers, COOKIE)?;
        let whole = URL_SAFE_NO_PAD.decode(secret).is_ok_and(|bytes| bytes.len() == 32);
        whole.then(|| Self(secret.to_owned()))
    }

    /// The cookie that binds it to the browser.
    pub(super) fn cookie(&self) -> Option<HeaderValue> {
        cookie::set(COOKIE, &self.0, LIFETIME_SECONDS)
    }

    /// The name under which it is pending: the table shows no secret.
    pub(super) fn hash(&self) -> String {
        hash_of_secret(&self.0)
    }

    /// What the university gives back as it was given.
    pub(super) fn state(&self) -> String {
        self.derived(b"state")
    }

    /// Whether this came back with the browser that has begun.
    pub(super) fn is_state(&self, shown: &str) -> bool {
        self.state().as_bytes().ct_eq(shown.as_bytes()).into()
    }

    /// What an ID token made for this sign-in names.
    pub(super) fn nonce(&self) -> String {
        self.derived(b"nonce")
    }

    /// The verifier of PKCE (RFC 7636): 43 characters.
    pub(super) fn verifier(&self) -> String {
        self.derived(b"pkce verifier")
    }

    /// What the university is told of the verifier beforehand, by `S256`.
    pub(super) fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(digest(&SHA256, self.verifier().as_bytes()))
    }

    fn derived(&self, purpose: &[u8]) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.0.as_bytes());
        URL_SAFE_NO_PAD.encode(hmac::sign(&key, purpose))
    }
}

/// The cookie that takes the secret out of the browser.
pub(super) fn removed_cookie() -> HeaderValue {
    HeaderValue::from_static(
        "__Host-university=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict",
    )
}

#[cfg(test)]
mod tests {
    use http::header;

    use super::*;

    fn headers(cookie: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::COOKIE, cookie.parse().unwrap())])
    }

    #[test]
    fn a_sign_in_reads_back_from_its_cookie() {
        let begun = Begun::new().unwrap();
        let cookie = begun.cookie().unwrap().to_str().unwrap().to_owned();
        for part in ["__Host-university=", "Path=/", "Max-Age=600", "Secure", "HttpOnly"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        let pair = cookie.split(';').next().unwrap();
        let read = Begun::from_cookies(&headers(pair)).unwrap();
        assert_eq!(read.state(), begun.state());
        for none in ["", "__Host-university=", "__Host-university=short", "other=x"] {
            assert!(Begun::from_cookies(&headers(none)).is_none(), "{none}");
        }
    }

    #[test]
    fn state_nonce_and_verifier_are_of_one_browser_and_tell_nothing_of_each_other() {
        let (begun, other) = (Begun::new().unwrap(), Begun::new().unwrap());
        assert!(begun.is_state(&begun.state()));
        assert!(!begun.is_state(&other.state()) && !begun.is_state(""));
        let said = [begun.state(), begun.nonce(), begun.verifier(), begun.hash()];
        for (index, text) in said.iter().enumerate() {
            assert!(!said[..index].contains(text) && *text != begun.0);
        }
    }

    /// RFC 7636, appendix B, has the same relation of verifier and challenge.
    #[test]
    fn the_challenge_is_the_hash_of_the_verifier() {
        let begun = Begun::new().unwrap();
        assert_eq!(begun.verifier().len(), 43);
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let hash = URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.as_bytes()));
        assert_eq!(hash, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        let own = URL_SAFE_NO_PAD.encode(digest(&SHA256, begun.verifier().as_bytes()));
        assert_eq!(begun.challenge(), own);
    }
}
