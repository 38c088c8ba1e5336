//! The one-time codes of staff.

use std::time::{SystemTime, UNIX_EPOCH};

use totp_rs::{Builder, Secret};

use crate::Failure;
use crate::failure::OrFail;

/// The code that an authenticator shows now for a secret in base32.
///
/// # Errors
/// When the secret is not one.
pub fn current_code(secret: &str) -> Result<String, Failure> {
    let secret = Secret::try_from_base32(secret).or_fail("the TOTP secret")?;
    let totp = Builder::new().with_secret(secret).build().or_fail("the TOTP secret")?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).or_fail("the clock")?;
    Ok(totp.generate(now.as_secs()).to_string())
}
