//! The local run: the whole system on one machine, without Docker or an AWS
//! account. `main.rs` is `cargo dev`; the system tests start a [`Stack`] of
//! their own with the same code.

pub mod api_document;
pub mod bench;
pub mod challenge;
pub mod checks;
pub mod client;
pub mod letters;
pub mod mutants;
pub mod students;
pub mod totp;
pub mod university;

mod api_definition;
mod binaries;

mod demonstration;
mod deployment;
mod emulator;
mod failure;
mod fonts;
mod front;
mod invitation;
mod prerequisites;
mod process;
mod progress;
mod python;
mod seed;
mod site;
mod stack;
mod workspace;

pub use demonstration::{ApplicantSignIn, Demonstration, StaffSignIn, Student};
pub use deployment::ORIGIN_SECRET;
pub use failure::Failure;
pub use invitation::NewColleague;
pub use stack::{Options, Stack};
