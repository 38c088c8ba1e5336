//! Who calls in a benchmark, and the key that their access tokens are signed with.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use serde_json::json;

use crate::Failure;

/// Who an action is called by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caller {
    /// Somebody without an access token.
    Nobody,
    /// An applicant.
    Applicant,
    /// A reviewer.
    Staff,
}

/// The key pair of access tokens.
pub(crate) struct TokenKey {
    pair: Ed25519KeyPair,
    pkcs8: Vec<u8>,
}

impl TokenKey {
    pub(crate) fn generate() -> Result<Self, Failure> {
        let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|_| "no key")?;
        let pair = Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).map_err(|_| "no key")?;
        Ok(Self { pair, pkcs8: pkcs8.as_ref().to_vec() })
    }

    /// The public half, as functions verify tokens with it.
    pub(crate) fn public(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.pair.public_key())
    }

    /// The secret half, as functions sign tokens with it.
    pub(crate) fn secret(&self) -> String {
        STANDARD.encode(&self.pkcs8)
    }

    /// The access token of a caller.
    pub(crate) fn token(&self, caller: Caller) -> Option<String> {
        let kind = match caller {
            Caller::Nobody => return None,
            Caller::Applicant => "applicant",
            Caller::Staff => "staff",
        };
        let id: Vec<u8> = digest(&SHA256, self.pair.public_key().as_ref())
            .as_ref()
            .iter()
            .take(9)
            .copied()
            .collect();
        let now = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map(|since| since.as_secs())
            .unwrap_or_default();
        let header = json!({ "typ": "at+jwt", "alg": "EdDSA", "kid": URL_SAFE_NO_PAD.encode(id) });
        let body = json!({
            "iss": "sojourn", "aud": "sojourn-api", "iat": now, "nbf": now, "exp": now + 600,
            "sub": "acc_00000000000070008000000000000001",
            "sid": "ses_00000000000070008000000000000001",
            "gen": 1, "kind": kind, "name": "bench", "roles": ["reviewer"],
        });
        let part = |json: serde_json::Value| URL_SAFE_NO_PAD.encode(json.to_string());
        let signed = format!("{}.{}", part(header), part(body));
        let signature = URL_SAFE_NO_PAD.encode(self.pair.sign(signed.as_bytes()));
        Some(format!("{signed}.{signature}"))
    }
}
