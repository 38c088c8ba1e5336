//! The way in: every request comes through the distribution, which says so with
//! a secret header. What comes past it could say any client address it likes.

use std::sync::Arc;

use http::{HeaderMap, HeaderValue};
use ring::digest::{SHA256, digest};
use subtle::ConstantTimeEq as _;

use crate::environment::{Environment, InitError};

/// The header that the distribution adds.
pub const ORIGIN_HEADER: &str = "x-origin-secret";

/// The secrets of the distribution: the present one, and while it is being
/// changed the one before. Kept hashed, so that comparing takes always as long.
#[derive(Clone)]
pub(crate) struct OriginSecrets(Arc<[[u8; 32]]>);

impl OriginSecrets {
    /// The secrets of the variable `ORIGIN_SECRETS`, separated by commas.
    ///
    /// # Errors
    /// [`InitError`] when there is none.
    pub(crate) fn of(environment: &Environment) -> Result<Self, InitError> {
        let texts = environment.variable("ORIGIN_SECRETS")?.split(',').map(str::trim);
        let secrets: Arc<[_]> =
            texts.filter(|text| !text.is_empty()).map(|text| hash(text.as_bytes())).collect();
        match secrets.is_empty() {
            true => Err(InitError::Malformed("ORIGIN_SECRETS".to_owned())),
            false => Ok(Self(secrets)),
        }
    }

    /// Whether a request came through the distribution.
    pub(crate) fn admit(&self, headers: &HeaderMap) -> bool {
        let shown = headers.get(ORIGIN_HEADER).map(HeaderValue::as_bytes).unwrap_or_default();
        let shown = hash(shown);
        self.0.iter().any(|secret| bool::from(secret.ct_eq(&shown)))
    }
}

fn hash(text: &[u8]) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest(&SHA256, text).as_ref());
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_secrets_of_the_distribution_are_admitted() {
        let secrets = OriginSecrets([hash(b"present"), hash(b"previous")].into());
        let shown = |text: &'static str| {
            HeaderMap::from_iter([(ORIGIN_HEADER.parse().unwrap(), HeaderValue::from_static(text))])
        };
        assert!(secrets.admit(&shown("present")));
        assert!(secrets.admit(&shown("previous")));
        assert!(!secrets.admit(&shown("another")));
        assert!(!secrets.admit(&shown("")));
        assert!(!secrets.admit(&HeaderMap::new()));
    }
}
