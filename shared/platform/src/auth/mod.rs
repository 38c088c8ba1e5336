//! Who is calling: access tokens, and actors as arguments of handlers.

mod actor;
mod crypto_provider;
mod standing;
mod token;

pub(crate) use actor::sealed::Actor;
pub use actor::{
    AccountHolder, Administrator, Applicant, Caller, Examiner, Opener, Owner, Registrar, Reviewer,
    Role, Staff, StudentOffice, VisaOfficer, Visitor,
};
pub use crypto_provider::install as install_token_crypto;
pub(crate) use standing::standing_lost;
pub use standing::{Confirmed, Standings, account_key, session_key};
pub use token::{AccessClaims, AccountKind, StaffRole, TokenSigner, TokenVerifier};
