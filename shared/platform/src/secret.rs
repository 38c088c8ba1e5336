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
