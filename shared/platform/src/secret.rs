//! Secrets that go out in a link or a cookie, and how they are kept.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::{SecureRandom as _, SystemRandom};

use crate::http::Problem;

/// The machine has no randomness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the machine has no randomness")]
pub struct NoRandomness;

impl From<NoRandomness> for Problem {
    fn from(error: NoRandomness) -> Self {
        Self::internal(error)
    }
}

/// Fills bytes from the generator of the operating system.
///
/// # Errors
/// [`NoRandomness`].
pub fn fill_randomly(bytes: &mut [u8]) -> Result<(), NoRandomness> {
    SystemRandom::new().fill(bytes).map_err(|_| NoRandomness)
}

/// A secret of 256 random bits as text for a link or a cookie.
///
/// # Errors
/// [`NoRandomness`].
pub fn random_secret() -> Result<String, NoRandomness> {
    let mut bytes = [0; 32];
    fill_randomly(&mut bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// How a secret of 256 bits is kept: hashed once. It has no fewer possibilities
/// than the hash, so a slow hash would add nothing.
#[must_use]
pub fn hash_of_secret(secret: &str) -> String {
    let hash = ring::digest::digest(&ring::digest::SHA256, secret.as_bytes());
    data_encoding::HEXLOWER.encode(hash.as_ref())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_secret_is_like_another() {
        let secrets: HashSet<String> = (0..100).map(|_| random_secret().unwrap()).collect();
        assert_eq!(secrets.len(), 100);
        // 256 bits, six in a letter.
        assert!(secrets.iter().all(|secret| secret.len() == 43), "{secrets:?}");
    }

    #[test]
    fn a_secret_is_kept_by_a_hash_that_shows_nothing_of_it() {
        // The SHA-256 of "abc" (FIPS 180-2, B.1).
        let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hash_of_secret("abc"), hash);
    }
}
