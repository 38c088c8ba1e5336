//! Errors as a client sees them: RFC 9457 problem documents with a stable code.
//!
//! What a client sees and what the log sees are separate values: the cause is
//! never serialised.

use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use fluent_bundle::FluentArgs;
use http::{HeaderValue, StatusCode, header};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::standing_lost;
use crate::locale::Locale;
use crate::store::{CommitError, StoreError};
use crate::texts;

type Cause = Arc<dyn std::error::Error + Send + Sync>;

/// An error reply. Its texts are chosen when it is sent, in the reader's language.
#[derive(Debug, Clone)]
pub struct Problem {
    status: StatusCode,
    code: &'static str,
    errors: Vec<FieldError>,
    changes: Vec<Changed>,
    retry_after: Option<u64>,
    challenge_level: Option<u8>,
    cause: Option<Cause>,
}

/// One field of a request that is wrong or missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Where: a JSON pointer into the request (RFC 6901).
    pub pointer: String,
    /// What is wrong, as a stable code; its text is `field-<code>`.
    pub code: &'static str,
}

impl FieldError {
    /// The field at `pointer` is wrong in the way `code` names.
    pub fn new(pointer: impl Into<String>, code: &'static str) -> Self {
        Self { pointer: pointer.into(), code }
    }

    /// The same with its text in a reader's language.
    #[must_use]
    pub fn explained(&self, locale: Locale) -> FieldProblem {
        FieldProblem::explained(&self.pointer, self.code, locale)
    }
}

impl FieldProblem {
    /// A field that is wrong in the way a code names, with its text in a reader's
    /// language.
    #[must_use]
    pub fn explained(pointer: &str, code: &str, locale: Locale) -> Self {
        let reason = texts::text(locale, &format!("field-{}", code.replace('_', "-")));
        Self {
            pointer: pointer.to_owned(),
            code: code.to_owned(),
            detail: match line_of(pointer) {
                Some(line) => with_line(line, reason, locale),
                None => reason,
            },
        }
    }
}

/// The line and the column where a pointer is one into a table: `/lines/7/seats`.
fn line_of(pointer: &str) -> Option<(&str, Option<&str>)> {
    let place = pointer.strip_prefix("/lines/")?;
    Some(match place.split_once('/') {
        Some((line, column)) => (line, Some(column)),
        None => (place, None),
    })
}

/// The reason after the place: who sent a table looks for the line.
fn with_line((line, column): (&str, Option<&str>), reason: String, locale: Locale) -> String {
    let mut values = FluentArgs::new();
    values.set("line", line);
    values.set("reason", reason);
    match column {
        Some(column) => {
            values.set("column", named(column, locale));
            texts::text_with(locale, "line-and-column", &values)
        }
        None => texts::text_with(locale, "line", &values),
    }
}

/// What a column is called in a reader's language: `passportNo` by the text
/// `column-passport-no`; without one it has no other name.
fn named(column: &str, locale: Locale) -> String {
    let mut name = "column-".to_owned();
    for letter in column.chars() {
        if letter.is_ascii_uppercase() {
            name.push('-');
        }
        name.push(letter.to_ascii_lowercase());
    }
    match texts::has(locale, &name) {
        true => texts::text(locale, &name),
        false => column.to_owned(),
    }
}

impl Problem {
    /// A problem of a status and a code.
    #[must_use]
    pub fn new(status: StatusCode, code: &'static str) -> Self {
        Self {
            status,
            code,
            errors: Vec::new(),
            changes: Vec::new(),
            retry_after: None,
            challenge_level: None,
            cause: None,
        }
    }

    /// 400: the request is not of the form the API document gives.
    #[must_use]
    pub fn malformed(code: &'static str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code)
    }

    /// 401: the caller has not shown who they are.
    #[must_use]
    pub fn unauthenticated(code: &'static str) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, code)
    }

    /// 403: the caller may know that the thing exists, but not do this.
    #[must_use]
    pub fn forbidden(code: &'static str) -> Self {
        Self::new(StatusCode::FORBIDDEN, code)
    }

    /// 404: there is none, or it is not the caller's.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found")
    }

    /// 409: the state of things does not allow it.
    #[must_use]
    pub fn conflict(code: &'static str) -> Self {
        Self::new(StatusCode::CONFLICT, code)
    }

    /// 422: well-formed, but not acceptable as a whole.
    #[must_use]
    pub fn unprocessable(code: &'static str) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code)
    }

    /// 422 `invalid_input`: these fields are wrong.
    #[must_use]
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        Self::unprocessable("invalid_input").with_errors(errors)
    }

    /// 429: try again in `seconds`.
    #[must_use]
    pub fn too_many_requests(seconds: u64) -> Self {
        let problem = Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests");
        Self { retry_after: Some(seconds), ..problem }
    }

    /// 403 `challenge_required`: solve a challenge of `level` first.
    #[must_use]
    pub fn challenge_required(level: u8) -> Self {
        Self { challenge_level: Some(level), ..Self::forbidden("challenge_required") }
    }

    /// 503: not now; trying again may help.
    pub fn unavailable(cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        let problem = Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable");
        Self { retry_after: Some(1), ..problem.caused_by(cause) }
    }

    /// 500: a defect of ours.
    pub fn internal(cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal").caused_by(cause)
    }

    /// The same problem with the fields that are wrong.
    #[must_use]
    pub fn with_errors(self, errors: Vec<FieldError>) -> Self {
        Self { errors, ..self }
    }

    /// The same problem with what was changed elsewhere meanwhile.
    #[must_use]
    pub fn with_changes(self, changes: Vec<Changed>) -> Self {
        Self { changes, ..self }
    }

    /// The same problem with what the log should say of its cause.
    #[must_use]
    pub fn caused_by(self, cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self { cause: Some(Arc::new(cause)), ..self }
    }

    /// The status of the reply.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// The fields that are wrong.
    #[must_use]
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    /// What the log says of the cause: the chain of errors, innermost last.
    pub(crate) fn cause_chain(&self) -> Option<String> {
        let mut chain = Vec::new();
        let mut next: Option<&dyn std::error::Error> = match &self.cause {
            Some(cause) => Some(cause.as_ref()),
            None => return None,
        };
        while let Some(error) = next {
            chain.push(error.to_string());
            next = error.source();
        }
        Some(chain.join(": "))
    }

    /// The problem as sent, in the reader's language.
    pub(crate) fn document(&self, locale: Locale, request_id: &str) -> ProblemDocument {
        let name = self.code.replace('_', "-");
        let errors = self.errors.iter().map(|error| error.explained(locale));
        ProblemDocument {
            kind: format!("/problems/{}", self.code),
            title: texts::text(locale, &format!("problem-{name}")),
            status: self.status.as_u16(),
            code: self.code.to_owned(),
            detail: texts::text(locale, &format!("problem-{name}.detail")),
            errors: errors.collect(),
            changes: self.changes.clone(),
            challenge_level: self.challenge_level,
            request_id: request_id.to_owned(),
        }
    }

    /// The reply in the reader's language.
    pub(crate) fn respond(&self, locale: Locale, request_id: &str) -> Response {
        let document = self.document(locale, request_id);
        let body = serde_json::to_vec(&document).unwrap_or_default();
        let mut response = (self.status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(locale.tag()));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// The envelope around every action turns this into the document, once it
/// knows the reader's language.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// One field is wrong: 422 `invalid_input`.
impl From<FieldError> for Problem {
    fn from(error: FieldError) -> Self {
        Self::invalid(vec![error])
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(_) => Self::unavailable(error),
            StoreError::Corrupt(_) => Self::internal(error),
            StoreError::InvalidCursor(_) => Self::malformed("invalid_cursor"),
        }
    }
}

/// A refusal that no handler expected is a race lost: the client may try again.
impl From<CommitError> for Problem {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Refused(ref refused) => standing_lost(refused)
                .unwrap_or_else(|| Self::conflict("changed_meanwhile").caused_by(error)),
            CommitError::Store(error) => error.into(),
        }
    }
}

/// An error reply (RFC 9457, `application/problem+json`).
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Problem)]
pub struct ProblemDocument {
    /// A reference that names the kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// What went wrong, in the reader's language.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The stable code; programs decide by it.
    pub code: String,
    /// What to do, in the reader's language.
    pub detail: String,
    /// The fields that are wrong, if it is about fields.
    pub errors: Vec<FieldProblem>,
    /// How hard a challenge has to be solved first, if one has to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(maximum = 4)]
    pub challenge_level: Option<u8>,
    /// What was changed elsewhere since the client read it, if it is about that.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Changed>,
    /// What to quote to the office.
    pub request_id: String,
}

/// A part of something that was changed elsewhere since the client read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Changed {
    /// The part, as a section of an application.
    pub part: String,
    /// What in it was changed.
    pub fields: Vec<String>,
    /// Who changed it last, as `applicant`.
    pub by: String,
    /// When it was changed last.
    pub at: Timestamp,
}

/// A field that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldProblem {
    /// Where: a JSON pointer into the request.
    pub pointer: String,
    /// The stable code.
    pub code: String,
    /// What to do, in the reader's language.
    pub detail: String,
}

/// A text that has to be there, without the blanks around it.
///
/// # Errors
/// `required` where nothing is left, `too_long` beyond so many characters.
pub fn required_text(pointer: &str, given: &str, longest: usize) -> Result<String, FieldError> {
    let text = given.trim();
    let code = match text.chars().count() {
        0 => "required",
        length if length > longest => "too_long",
        _ => return Ok(text.to_owned()),
    };
    Err(FieldError::new(pointer, code))
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt as _;
    use serde_json::{Value, json};

    use super::*;

    /// The reply to an English reader: its status, its headers and its body.
    async fn sent(problem: &Problem) -> (u16, http::HeaderMap, Value) {
        let (parts, body) = problem.respond(Locale::En, "a request").into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        (parts.status.as_u16(), parts.headers, serde_json::from_slice(&body).unwrap())
    }

    #[tokio::test]
    async fn who_is_slowed_down_or_has_to_try_again_is_told_when() {
        let cause = std::io::Error::other("the table is out of reach");
        for (problem, status, seconds) in [
            (Problem::too_many_requests(90), 429, Some("90")),
            (Problem::unavailable(cause), 503, Some("1")),
            (Problem::not_found(), 404, None),
        ] {
            let (sent_status, headers, _) = sent(&problem).await;
            assert_eq!(sent_status, status);
            let told = headers.get("retry-after").map(|value| value.to_str().unwrap());
            assert_eq!(told, seconds, "{status}");
        }
    }

    #[tokio::test]
    async fn who_has_to_solve_a_challenge_is_told_how_hard_it_is_and_nobody_else() {
        let (status, _, body) = sent(&Problem::challenge_required(3)).await;
        assert_eq!((status, &body["code"]), (403, &json!("challenge_required")));
        assert_eq!(body["challengeLevel"], 3);
        let (_, _, body) = sent(&Problem::not_found()).await;
        assert_eq!(body.get("challengeLevel"), None);
    }

    #[tokio::test]
    async fn a_problem_says_what_to_do_and_the_log_alone_its_cause() {
        let cause = std::io::Error::other("the table of accounts is out of reach");
        let problem = Problem::internal(cause);
        assert_eq!(problem.cause_chain().unwrap(), "the table of accounts is out of reach");
        let (_, headers, body) = sent(&problem).await;
        assert_eq!(headers["content-type"], "application/problem+json");
        assert_eq!(headers["content-language"], "en");
        assert_eq!(body["type"], "/problems/internal");
        assert_eq!(body["requestId"], "a request");
        for text in ["title", "detail"] {
            let text = body[text].as_str().unwrap();
            assert!(text.contains(' '), "{text}");
        }
        assert!(!body.to_string().contains("out of reach"), "{body}");
    }
}
