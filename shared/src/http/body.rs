//! The JSON body of a request.

use axum::extract::{FromRequest, Request};
use http::header;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use serde::de::DeserializeOwned;

use super::Problem;

/// How much a client may send in a body, in bytes, unless an action says
/// otherwise. Files go to S3 directly.
const LIMIT_BYTES: usize = 64 * 1024;

/// A parsed JSON body; anything else is a [`Problem`] in the reader's language.
#[derive(Debug, Clone)]
pub struct Body<T, const LIMIT: usize = LIMIT_BYTES>(
    /// The parsed value.
    pub T,
);

impl<S: Sync, T: DeserializeOwned, const LIMIT: usize> FromRequest<S> for Body<T, LIMIT> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        if !is_json(&request) {
            return Err(Problem::new(
                http::StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
            ));
        }
        let bytes = read_limited(request.into_body(), LIMIT).await?;
        serde_json::from_slice(&bytes)
            .map(Self)
            .map_err(|error| Problem::malformed("malformed_body").caused_by(WhereOnly::of(&error)))
    }
}

/// Reads a body of at most `limit` bytes as it came over the wire.
///
/// # Errors
/// 413 `body_too_large` beyond the limit; 400 `malformed_body` when it breaks off.
pub(super) async fn read_limited(body: axum::body::Body, limit: usize) -> Result<Vec<u8>, Problem> {
    match Limited::new(body, limit).collect().await {
        Ok(collected) => Ok(collected.to_bytes().to_vec()),
        Err(error) if error.is::<LengthLimitError>() => {
            Err(Problem::new(http::StatusCode::PAYLOAD_TOO_LARGE, "body_too_large"))
        }
        Err(_) => Err(Problem::malformed("malformed_body")),
    }
}

fn is_json(request: &Request) -> bool {
    let content_type = request.headers().get(header::CONTENT_TYPE);
    let essence = content_type
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/json")
}

/// Where parsing stopped. The parser's own message may quote what was sent,
/// and that may be personal: it is not logged.
#[derive(Debug, thiserror::Error)]
#[error("malformed JSON at line {line}, column {column}")]
struct WhereOnly {
    line: usize,
    column: usize,
}

impl WhereOnly {
    fn of(error: &serde_json::Error) -> Self {
        Self { line: error.line(), column: error.column() }
    }
}
