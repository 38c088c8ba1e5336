//! The keys that functions expect of their environment, made for this run.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use serde_json::json;

use crate::Failure;

/// The key pair of access tokens.
pub struct TokenKey {
    pair: Ed25519KeyPair,
    pkcs8: Vec<u8>,
}

impl TokenKey {
    pub fn generate() -> Result<Self, Failure> {
        let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|_| "no key")?;
        let pair = Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).map_err(|_| "no key")?;
        Ok(Self { pair, pkcs8: pkcs8.as_ref().to_vec() })
    }

    /// The variable `ACCESS_TOKEN_KEYS`.
    pub fn public(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.pair.public_key())
    }

    /// The secret `access-token-signing-key`.
    pub fn secret(&self) -> String {
        STANDARD.encode(&self.pkcs8)
    }

    /// An access token for somebody of a kind (`applicant`, `staff`).
    pub fn token(&self, kind: &str) -> String {
        let kid =
            URL_SAFE_NO_PAD.encode(&digest(&SHA256, self.pair.public_key().as_ref()).as_ref()[..9]);
        let now = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map(|since| since.as_secs())
            .unwrap_or_default();
        let header = json!({ "typ": "at+jwt", "alg": "EdDSA", "kid": kid });
        let body = json!({
            "iss": "sojourn", "aud": "sojourn-api", "iat": now, "nbf": now, "exp": now + 600,
            "sub": "acc_00000000000070008000000000000001",
            "sid": "ses_00000000000070008000000000000001",
            "kind": kind, "name": "bench", "roles": ["reviewer"],
        });
        let part = |json: serde_json::Value| URL_SAFE_NO_PAD.encode(json.to_string());
        let signed = format!("{}.{}", part(header), part(body));
        let signature = URL_SAFE_NO_PAD.encode(self.pair.sign(signed.as_bytes()));
        format!("{signed}.{signature}")
    }
}
