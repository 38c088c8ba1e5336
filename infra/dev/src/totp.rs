//! The one-time codes of staff.

use std::time::{SystemTime, UNIX_EPOCH};

use totp_rs::{Builder, Secret};

use crate::Failure;
use crate::failure::OrFail;

/// How long an authenticator shows a code, in seconds.
const STEP_SECONDS: u64 = 30;

/// The code that an authenticator shows now for a secret in base32.
///
/// # Errors
/// When the secret is not one.
pub fn current_code(secret: &str) -> Result<String, Failure> {
    code_at(secret, now()?)
}

/// The code that it showed before; it still is good.
///
/// # Errors
/// When the secret is not one.
pub fn code_before(secret: &str) -> Result<String, Failure> {
    code_at(secret, now()?.saturating_sub(STEP_SECONDS))
}

fn now() -> Result<u64, Failure> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).or_fail("the clock")?;
    Ok(now.as_secs())
}

fn code_at(secret: &str, seconds: u64) -> Result<String, Failure> {
    let secret = Secret::try_from_base32(secret).or_fail("the TOTP secret")?;
    let totp = Builder::new().with_secret(secret).build().or_fail("the TOTP secret")?;
    Ok(totp.generate(seconds).to_string())
}
