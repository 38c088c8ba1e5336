//! The test kit: a [`World`] with an in-process DynamoDB whose tables come from
//! the template, callers with real access tokens, and a client that speaks HTTP
//! to the area's own router.

// A test stops at the first thing that is not as it must be.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
// A world is set up by hand, and by nobody.
#![allow(clippy::disallowed_methods)]

mod breakdown;
mod bucket;
mod callers;
mod calls;
mod client;
mod mails;
mod meanwhile;
pub mod properties;
mod services;
mod template;
mod world;

pub use breakdown::Breakdown;
pub use bucket::{Bucket, File};
pub use callers::{refuses_all_but, refuses_all_but_any, refuses_all_but_applicants};
pub use calls::{Calls, Units, Uses};
pub use client::{Call, Client, Reply};
pub use mails::{is_mail, is_notice, line_in, secret_in};
pub use template::{Template, template};
pub use world::{Caller, ORIGIN_SECRET, World, messages};
