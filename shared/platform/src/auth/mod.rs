//! Who is calling: access tokens, and actors as arguments of handlers.

mod actor;
mod crypto_provider;
mod standing;
mod token;

pub use actor::{AccountHolder, Actor, Administrator, Applicant, Registrar, Reviewer, Role, Staff};
pub(crate) use standing::standing_lost;
pub use standing::{Confirmed, Standing, Standings, account_key, session_key};
pub use token::{AccessClaims, AccountKind, StaffRole, TokenSigner, TokenVerifier};
