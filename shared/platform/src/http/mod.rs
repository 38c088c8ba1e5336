//! HTTP as every action speaks it.

mod body;
mod cacheable;
mod context;
mod envelope;
mod extract;
mod idempotency_key;
mod origin;
mod problem;
mod route;

pub use body::{Body, typed};
pub use cacheable::{Cacheable, Kept, KeptByClient};
pub(crate) use context::NoEnvelope;
pub use context::{ClientAddress, RequestContext};
pub(crate) use envelope::{Edge, envelope, no_such_route};
pub use extract::{Path, Query, RawBody};
pub use idempotency_key::IdempotencyKey;
pub use origin::ORIGIN_HEADER;
pub(crate) use origin::OriginSecrets;
pub use problem::{Changed, FieldError, FieldProblem, Problem, ProblemDocument, required_text};
pub use route::{Answers, Argument, Route, answering};
