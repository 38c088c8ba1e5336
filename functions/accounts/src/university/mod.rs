//! Signing in with the university's own identity (S77): OpenID Connect with PKCE, or
//! CAS 3.0, whichever the university runs. What it says of somebody is a student
//! number, and nothing else is looked at (docs/decisions/0026-university-identity.md).

mod begun;
mod cas;
mod configuration;
pub mod finish_university_sign_in;
mod new_account;
mod open_id;
mod provider;
pub mod start_university_sign_in;
mod store;
pub mod view_university_sign_in;
mod web;
