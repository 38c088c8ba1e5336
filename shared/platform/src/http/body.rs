//! The JSON body of a request.

use axum::extract::{FromRequest, Request};
use http::header;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{FieldError, Problem};

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
        parse(&bytes).map(Self)
    }
}

/// Parses JSON; what does not fit is named by its place, which comes from our
/// types, never by what was sent.
fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let parsed = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let errors = match error.inner().is_data() {
            true => vec![FieldError::new(pointer(error.path()), "malformed")],
            false => Vec::new(),
        };
        (errors, WhereOnly::of(error.inner()))
    });
    let ended = |value| match json.end() {
        Ok(()) => Ok(value),
        Err(error) => Err((Vec::new(), WhereOnly::of(&error))),
    };
    parsed.and_then(ended).map_err(|(errors, place)| {
        Problem::malformed("malformed_body").with_errors(errors).caused_by(place)
    })
}

/// A JSON value in its type; what does not fit is named by its place under
/// the pointer to it.
///
/// # Errors
/// `code` where the value is not of the type.
pub fn typed<T: DeserializeOwned>(
    under: &str,
    value: Value,
    code: &'static str,
) -> Result<T, FieldError> {
    serde_path_to_error::deserialize(value)
        .map_err(|error| FieldError::new(format!("{under}{}", pointer(error.path())), code))
}

/// A place in the body as a JSON pointer (RFC 6901).
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let parts = path.iter().map(|segment| match segment {
        Segment::Seq { index } => index.to_string(),
        Segment::Map { key } => key.replace('~', "~0").replace('/', "~1"),
        Segment::Enum { .. } | Segment::Unknown => String::new(),
    });
    parts.filter(|part| !part.is_empty()).map(|part| format!("/{part}")).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[allow(dead_code, reason = "only parsed")]
    struct Form {
        fields: Fields,
    }

    #[derive(Debug, serde::Deserialize)]
    #[allow(dead_code, reason = "only parsed")]
    struct Fields {
        years: Vec<u16>,
    }

    fn refused(text: &str) -> (&'static str, Vec<String>) {
        let problem = parse::<Form>(text.as_bytes()).unwrap_err();
        (problem.code(), problem.errors().iter().map(|error| error.pointer.clone()).collect())
    }

    #[test]
    fn what_does_not_fit_is_named_by_its_place() {
        let place = |text| refused(text).1.concat();
        assert_eq!(place(r#"{"fields":{"years":[2020,"x"]}}"#), "/fields/years/1");
        assert_eq!(place(r#"{"fields":{}}"#), "/fields");
        assert_eq!(place("[]"), "");
    }

    #[test]
    fn what_is_no_json_has_no_place() {
        for text in ["", "{", r#"{"fields":{"years":[]}} and more"#] {
            assert_eq!(refused(text), ("malformed_body", Vec::new()), "{text}");
        }
    }
}
