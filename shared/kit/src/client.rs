//! A client that speaks HTTP to a router in process.

use axum::Router;
use axum::body::Body;
use http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use serde::Serialize;
use serde_json::Value;
use shared_platform::http::ORIGIN_HEADER;
use tower::ServiceExt as _;

use super::world::{Caller, ORIGIN_SECRET};

/// Sends requests to an area's router.
#[derive(Clone)]
pub struct Client {
    router: Router,
}

/// A request being put together.
pub struct Call {
    router: Router,
    request: http::request::Builder,
    body: Body,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, if it is JSON.
    pub body: Value,
    content: Vec<u8>,
}

impl Client {
    /// A client of a router.
    #[must_use]
    pub fn new(router: Router) -> Self {
        Self { router }
    }

    /// A GET.
    #[must_use]
    pub fn get(&self, path: &str) -> Call {
        self.call(Method::GET, path)
    }

    /// A POST.
    #[must_use]
    pub fn post(&self, path: &str) -> Call {
        self.call(Method::POST, path)
    }

    /// A PUT.
    #[must_use]
    pub fn put(&self, path: &str) -> Call {
        self.call(Method::PUT, path)
    }

    /// A DELETE.
    #[must_use]
    pub fn delete(&self, path: &str) -> Call {
        self.call(Method::DELETE, path)
    }

    fn call(&self, method: Method, path: &str) -> Call {
        let origin = (ORIGIN_HEADER, ORIGIN_SECRET);
        let request = Request::builder().method(method).uri(path).header(origin.0, origin.1);
        Call { router: self.router.clone(), request, body: Body::empty() }
    }
}

impl Call {
    /// Signed in as this person.
    #[must_use]
    pub fn by(self, caller: &Caller) -> Self {
        self.bearer(&caller.token)
    }

    /// With this access token.
    #[must_use]
    pub fn bearer(self, token: &str) -> Self {
        self.header(header::AUTHORIZATION.as_str(), &format!("Bearer {token}"))
    }

    /// With a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    /// With an idempotency key.
    #[must_use]
    pub fn idempotency_key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }

    /// With a JSON body.
    #[must_use]
    pub fn json(self, body: &impl Serialize) -> Self {
        let text = serde_json::to_string(body).unwrap();
        self.header(header::CONTENT_TYPE.as_str(), "application/json").raw(text)
    }

    /// With these bytes as the body.
    #[must_use]
    pub fn raw(mut self, body: impl Into<Body>) -> Self {
        self.body = body.into();
        self
    }

    /// Sends the request.
    pub async fn send(self) -> Reply {
        let request = self.request.body(self.body).unwrap();
        let response = self.router.oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        let content = bytes.to_vec();
        Reply { status: parts.status, headers: parts.headers, body, content }
    }
}

impl Reply {
    /// The body as text, whatever kind it is of.
    #[must_use]
    pub fn text(&self) -> &str {
        str::from_utf8(&self.content).unwrap()
    }

    /// The stable code of a problem.
    #[must_use]
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    /// The fields a problem names: pointer and code.
    #[must_use]
    pub fn errors(&self) -> Vec<(String, String)> {
        let errors = self.body["errors"].as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        errors.iter().map(|error| (text(&error["pointer"]), text(&error["code"]))).collect()
    }

    /// Stops the test unless the status is `expected`.
    #[must_use]
    pub fn expect(self, expected: u16) -> Self {
        assert_eq!(self.status.as_u16(), expected, "{:#}", self.body);
        self
    }

    /// Stops the test unless this is the problem of that status and code.
    pub fn expect_problem(self, status: u16, code: &str) -> Self {
        let reply = self.expect(status);
        assert_eq!(reply.code(), code, "{:#}", reply.body);
        reply
    }
}
