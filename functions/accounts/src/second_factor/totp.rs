//! One-time passwords of staff (RFC 6238): six digits, thirty seconds, SHA-1,
//! as every authenticator knows them.

use jiff::Timestamp;
use serde::Serialize;
use shared_platform::Problem;
use shared_platform::http::FieldError;
use totp_rs::{Builder, Secret, Totp};
use utoipa::ToSchema;

use crate::secrets::{NoRandomness, fill_randomly};

/// The length of a key in bytes (RFC 4226 recommends 160 bits).
pub(crate) const KEY_BYTES: usize = 20;

/// A new key.
///
/// # Errors
/// [`NoRandomness`].
pub(crate) fn new_key() -> Result<Vec<u8>, NoRandomness> {
    let mut key = vec![0; KEY_BYTES];
    fill_randomly(&mut key)?;
    Ok(key)
}

/// The time step a code belongs to: this one, the one before or the one after.
pub(crate) fn step_of(key: &[u8], code: &str, now: Timestamp) -> Option<u64> {
    let now = u64::try_from(now.as_second()).ok()?;
    totp(key, "")?.check(code, now)
}

/// The step of a code that confirms an authenticator.
///
/// # Errors
/// `required` or `totp_wrong` at `/totp`.
pub(crate) fn confirmed_step(key: &[u8], code: &str, now: Timestamp) -> Result<u64, FieldError> {
    let wrong = |code| FieldError::new("/totp", code);
    match code.trim() {
        "" => Err(wrong("required")),
        code => step_of(key, code, now).ok_or_else(|| wrong("totp_wrong")),
    }
}

/// An authenticator's address cannot be made: a defect.
#[derive(Debug, thiserror::Error)]
#[error("the authenticator has no otpauth address")]
struct NoAddress;

/// The key of an authenticator, to be shown once.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuthenticatorKey {
    /// The key as a person types it.
    totp_secret: String,
    /// The same as an authenticator reads it from a QR code.
    otpauth_url: String,
}

impl AuthenticatorKey {
    /// A key, under a name that its owner sees in the authenticator.
    ///
    /// # Errors
    /// A problem when there is no such address: a defect.
    pub(crate) fn shown(key: &[u8], name: &str) -> Result<Self, Problem> {
        let url = totp(key, name).and_then(|totp| totp.to_url().ok());
        Ok(Self {
            totp_secret: data_encoding::BASE32_NOPAD.encode(key),
            otpauth_url: url.ok_or_else(|| Problem::internal(NoAddress))?,
        })
    }
}

fn totp(key: &[u8], user_name: &str) -> Option<Totp> {
    Builder::new()
        .with_secret(Secret::from(key.to_vec()))
        .with_account_name(user_name)
        .with_issuer(Some("Sojourn"))
        .build()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    /// The key and, cut to six digits, the values of RFC 6238, appendix B.
    #[test]
    fn codes_are_those_of_the_standard() {
        let key = b"12345678901234567890";
        assert_eq!(step_of(key, "287082", at(59)), Some(1));
        assert_eq!(step_of(key, "081804", at(1_111_111_109)), Some(37_037_036));
        assert_eq!(step_of(key, "005924", at(1_234_567_890)), Some(41_152_263));
    }

    #[test]
    fn a_code_is_good_one_step_early_or_late() {
        let key = b"12345678901234567890";
        assert_eq!(step_of(key, "287082", at(29)), Some(1));
        assert_eq!(step_of(key, "287082", at(89)), Some(1));
        assert_eq!(step_of(key, "287082", at(90)), None);
        assert_eq!(step_of(key, "287083", at(59)), None);
    }
}
