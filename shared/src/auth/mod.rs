//! Who is calling: access tokens, and actors as arguments of handlers.

mod actor;
mod crypto_provider;
mod token;

pub use actor::{Actor, Administrator, Applicant, Reviewer, Role, Staff};
pub use token::{AccessClaims, AccountKind, StaffRole, TokenSigner, TokenVerifier};
