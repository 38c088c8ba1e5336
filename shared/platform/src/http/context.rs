//! What an action knows of the request beside its content.

use std::fmt;

use axum::extract::FromRequestParts;
use http::request::Parts;
use jiff::Timestamp;

use super::Problem;
use crate::locale::Locale;

/// The network address a request came from. Not shown in logs.
#[derive(Clone, PartialEq, Eq)]
pub struct ClientAddress(String);

impl ClientAddress {
    /// The address as text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The address as text, for limits and the audit log.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An address is personal: it does not get into a log by accident.
impl fmt::Debug for ClientAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ClientAddress(…)")
    }
}

/// When, from where and in which language a request came.
#[derive(Debug, Clone)]
pub struct RequestContext {
    /// The id in the reply, the log and the audit entry.
    pub request_id: String,
    /// Where it came from.
    pub address: ClientAddress,
    /// The reader's language.
    pub locale: Locale,
    /// When it came.
    pub now: Timestamp,
}

impl<S: Sync> FromRequestParts<S> for RequestContext {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| Problem::internal(NoEnvelope))
    }
}

/// The router was built without the envelope: a defect.
#[derive(Debug, thiserror::Error)]
#[error("the request did not pass the envelope")]
pub(crate) struct NoEnvelope;
