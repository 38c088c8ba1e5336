//! The second factor of staff: the authenticator and the recovery codes.

pub mod confirm_authenticator;
pub mod enrol_authenticator;
pub(crate) mod factor;
pub(crate) mod recovery;
pub mod renew_recovery_codes;
pub(crate) mod store;
pub mod totp;
