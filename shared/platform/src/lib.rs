//! What every action of Sojourn stands on, and what knows nothing of any of them.
//!
//! An action is a type that says what it needs ([`HttpAction::init`]) and what
//! it answers to ([`HttpAction::route`]); this crate runs it as a Lambda, in a
//! test, or as a part of the API document. What the service is about (accounts,
//! applications, payments) stands in `shared-domain`.

pub mod actions;
pub mod audit;
pub mod auth;
pub mod clock;
pub mod delimited;
pub mod downloads;
pub mod environment;
pub mod http;
pub mod ids;
pub mod limits;
pub mod locale;
pub mod money;
pub mod outbox;
mod redelivery;
pub mod secret;
pub mod slug;
pub mod store;
pub mod texts;
mod trust;

pub use actions::{Actions, HttpAction, MessageAction, QueueAction, StreamAction, TaskAction};
pub use clock::Clock;
pub use environment::{Environment, InitError};
pub use http::{Body, Problem, RequestContext, Route};
pub use locale::Locale;
