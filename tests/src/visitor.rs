//! A client of the system: HTTP and nothing else.

use std::net::{IpAddr, Ipv4Addr};

use bytes::Bytes;
use dev::client::Client;
use http::{HeaderMap, HeaderName, Method, header};
use serde_json::Value;
use uuid::Uuid;

/// Somebody with a browser, at an address of their own: what one visitor does
/// often does not slow down another.
#[derive(Clone)]
pub struct Visitor {
    http: Client,
    front: String,
    token: Option<String>,
}

/// A request being put together.
pub struct Request<'a> {
    visitor: &'a Visitor,
    method: Method,
    url: String,
    headers: Vec<(HeaderName, String)>,
    body: Bytes,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub bytes: Bytes,
    /// The body, if it is JSON.
    pub body: Value,
}

impl Visitor {
    /// A visitor of the system at `front`.
    #[must_use]
    pub fn new(front: &str) -> Self {
        let random = Uuid::new_v4().into_bytes();
        let address = Ipv4Addr::new(127, 1 + random[0] % 254, random[1], 1 + random[2] % 254);
        Self {
            http: Client::from_address(IpAddr::V4(address)),
            front: front.to_owned(),
            token: None,
        }
    }

    /// The same person, signed in.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    /// The access token, if signed in.
    #[must_use]
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// A GET.
    #[must_use]
    pub fn get(&self, path: &str) -> Request<'_> {
        self.request(Method::GET, path)
    }

    /// A POST.
    #[must_use]
    pub fn post(&self, path: &str) -> Request<'_> {
        self.request(Method::POST, path)
    }

    /// A PUT.
    #[must_use]
    pub fn put(&self, path: &str) -> Request<'_> {
        self.request(Method::PUT, path)
    }

    /// A request of a path of the system, or of a whole address elsewhere. The
    /// access token only goes to the system.
    #[must_use]
    pub fn request(&self, method: Method, address: &str) -> Request<'_> {
        let ours = address.starts_with('/');
        let url = if ours { format!("{}{address}", self.front) } else { address.to_owned() };
        let token = self.token.as_ref().filter(|_| ours);
        let headers = token.map(|token| (header::AUTHORIZATION, format!("Bearer {token}")));
        let headers = headers.into_iter().collect();
        Request { visitor: self, method, url, headers, body: Bytes::new() }
    }
}

impl Request<'_> {
    /// With a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.parse().unwrap(), value.to_owned()));
        self
    }

    /// With a key that no other intent has.
    #[must_use]
    pub fn idempotent(self) -> Self {
        self.header("idempotency-key", &Uuid::new_v4().to_string())
    }

    /// With a JSON body.
    #[must_use]
    pub fn json(self, body: &Value) -> Self {
        self.header("content-type", "application/json").raw(body.to_string())
    }

    /// With these bytes as the body.
    #[must_use]
    pub fn raw(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }

    /// Sends the request.
    pub async fn send(self) -> Reply {
        let reply = self.visitor.http.send(self.method, &self.url, &self.headers, self.body).await;
        let reply = reply.unwrap_or_else(|failure| panic!("{failure}"));
        let body = serde_json::from_slice(&reply.body).unwrap_or(Value::Null);
        Reply { status: reply.status.as_u16(), headers: reply.headers, bytes: reply.body, body }
    }
}

impl Reply {
    /// Stops the test unless the status is `expected`.
    #[must_use]
    #[track_caller]
    pub fn expect(self, expected: u16) -> Self {
        let text = String::from_utf8_lossy(&self.bytes);
        assert_eq!(self.status, expected, "{text}");
        self
    }

    /// Stops the test unless this is the problem of that status and code.
    #[track_caller]
    pub fn expect_problem(self, status: u16, code: &str) -> Self {
        let reply = self.expect(status);
        assert_eq!(reply.body["code"], code, "{:#}", reply.body);
        reply
    }

    /// The value of a header, if it is there once and is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

/// The text at a place of a JSON value.
///
/// # Panics
/// When there is none.
#[must_use]
#[track_caller]
pub fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    let text = value.pointer(pointer).and_then(Value::as_str);
    text.unwrap_or_else(|| panic!("no text at {pointer} of {value:#}"))
}
