//! Whether an ID token is the provider's and for this sign-in (OpenID Connect Core,
//! 3.1.3.7). Signatures are by RS256 or ES256, with a key of the provider's published
//! set, whatever the token says of itself.

use jiff::Timestamp;
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Header, Validation};
use serde::Deserialize;
use serde_json::Value;
use subtle::ConstantTimeEq as _;

use super::claims::Claims;
use crate::university::web::Unavailable;

/// By how much the provider's clock may differ from ours, in seconds.
const SKEW_SECONDS: i64 = 60;

/// What a token must say.
pub(super) struct Expected<'a> {
    /// Who made it.
    pub(super) issuer: &'a str,
    /// For whom.
    pub(super) client: &'a str,
    /// For which sign-in.
    pub(super) nonce: &'a str,
    /// When it is looked at.
    pub(super) now: Timestamp,
}

/// A set of keys as a provider publishes it. Kinds that we do not know are no mistake.
#[derive(Deserialize)]
pub(super) struct KeySet {
    keys: Vec<Value>,
}

/// The keys that verify signatures of ours two kinds.
#[derive(Debug)]
pub(super) struct Keys(Vec<Key>);

/// A key with the one algorithm that it is good for.
#[derive(Debug, Clone)]
pub(super) struct Key {
    id: Option<String>,
    algorithm: Algorithm,
    key: DecodingKey,
}

impl Keys {
    pub(super) fn of_set(set: KeySet) -> Self {
        let keys =
            set.keys.into_iter().filter_map(|key| Key::of(serde_json::from_value(key).ok()?));
        Self(keys.collect())
    }

    /// The key that a token names; the only one of its algorithm where it names none.
    pub(super) fn of(&self, id_token: &str) -> Result<Option<Key>, Unavailable> {
        let header = header(id_token)?;
        let mut fit = self.0.iter().filter(|key| key.algorithm == header.alg);
        let found = match &header.kid {
            Some(named) => fit.find(|key| key.id.as_ref() == Some(named)),
            None => fit.next().filter(|_| fit.next().is_none()),
        };
        Ok(found.cloned())
    }
}

impl Key {
    fn of(jwk: Jwk) -> Option<Self> {
        let algorithm = match &jwk.algorithm {
            AlgorithmParameters::RSA(_) => Algorithm::RS256,
            AlgorithmParameters::EllipticCurve(key) if key.curve == EllipticCurve::P256 => {
                Algorithm::ES256
            }
            _ => return None,
        };
        let signs = jwk.common.public_key_use.as_ref();
        let signs = signs.is_none_or(|purpose| *purpose == PublicKeyUse::Signature);
        let named = jwk.common.key_algorithm.map(|named| named.to_string());
        let fits = named.is_none_or(|named| named == format!("{algorithm:?}"));
        let key = DecodingKey::from_jwk(&jwk).ok().filter(|_| signs && fits)?;
        Some(Self { id: jwk.common.key_id, algorithm, key })
    }
}

/// The header of a token of ours two algorithms.
fn header(id_token: &str) -> Result<Header, Unavailable> {
    let header = jsonwebtoken::decode_header(id_token);
    let header = header.map_err(|_| Unavailable::Malformed("no ID token"))?;
    match header.alg {
        Algorithm::RS256 | Algorithm::ES256 => Ok(header),
        _ => Err(Unavailable::Wrong("the algorithm is not one of ours")),
    }
}

/// What is checked besides issuer and audience.
#[derive(Deserialize)]
struct Checked {
    exp: i64,
    iat: i64,
    nbf: Option<i64>,
    nonce: Option<String>,
    azp: Option<String>,
    #[serde(flatten)]
    claims: Claims,
}

/// The claims of a token, if it is signed with the key and says what is expected.
pub(super) fn verified(
    id_token: &str,
    key: &Key,
    expected: &Expected<'_>,
) -> Result<Claims, Unavailable> {
    let mut validation = Validation::new(key.algorithm);
    validation.set_issuer(&[expected.issuer]);
    validation.set_audience(&[expected.client]);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    // The library reads the machine's clock; ours may have been moved.
    validation.validate_exp = false;
    validation.validate_nbf = false;
    let token = jsonwebtoken::decode::<Checked>(id_token, &key.key, &validation);
    let Checked { exp, iat, nbf, nonce, azp, claims } =
        token.map_err(|_| Unavailable::Wrong("signature, issuer or audience"))?.claims;
    let now = expected.now.as_second();
    let is_early = |at: i64| at > now.saturating_add(SKEW_SECONDS);
    if exp <= now.saturating_sub(SKEW_SECONDS) || is_early(iat) || nbf.is_some_and(is_early) {
        return Err(Unavailable::Wrong("the ID token is not good now"));
    }
    if azp.is_some_and(|party| party != expected.client) {
        return Err(Unavailable::Wrong("the ID token is for another client"));
    }
    let nonce = nonce.unwrap_or_default();
    match bool::from(nonce.as_bytes().ct_eq(expected.nonce.as_bytes())) {
        true => Ok(claims),
        false => Err(Unavailable::Wrong("the ID token is for another sign-in")),
    }
}

#[cfg(test)]
mod tests;
