//! What every action of Sojourn uses.
//!
//! An action is a type that says what it needs ([`HttpAction::init`]) and what
//! it answers to ([`HttpAction::routes`]); this crate runs it as a Lambda, in a
//! test, or as a part of the API document. Areas depend on this crate and never
//! on each other: what two areas need stands here, or travels as a
//! [`outbox::Message`].

pub mod account;
pub mod actions;
pub mod application;
pub mod audit;
pub mod auth;
pub mod clock;
pub mod decision;
pub mod document;
pub mod environment;
pub mod form;
pub mod http;
pub mod ids;
pub mod locale;
pub mod money;
pub mod outbox;
pub mod personal_data;
pub mod rate_limit;
mod redelivery;
pub mod review_queue;
pub mod revision;
pub mod secret;
pub mod slug;
pub mod store;
pub mod student;
#[cfg(feature = "testing")]
pub mod testing;
pub mod texts;

pub use actions::{Actions, HttpAction, QueueAction, StreamAction, TaskAction};
pub use clock::Clock;
pub use environment::{Environment, InitError};
pub use http::{Body, Problem, RequestContext};
pub use locale::Locale;
