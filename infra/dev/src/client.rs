//! A small HTTP client for addresses on this machine: JSON, no TLS.

use std::net::IpAddr;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::Failure;
use crate::failure::OrFail;

/// A client that keeps its connections open. Clones share them.
#[derive(Clone)]
pub struct Client {
    http: hyper_util::client::legacy::Client<HttpConnector, Full<Bytes>>,
}

/// What a server answered.
#[derive(Debug)]
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The content, as it came.
    pub body: Bytes,
}

impl Reply {
    /// The content as JSON.
    ///
    /// # Errors
    /// When it is something else.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        serde_json::from_slice(&self.body).or_fail(format!("the reply {self}"))
    }

    /// This reply, when it tells of success.
    ///
    /// # Errors
    /// When it does not: with what it says instead.
    pub fn successful(self, what: &str) -> Result<Self, Failure> {
        match self.status.is_success() {
            true => Ok(self),
            false => Err(Failure::new(format!("{what}: {self}"))),
        }
    }
}

impl std::fmt::Display for Reply {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} {}", self.status, String::from_utf8_lossy(&self.body))
    }
}

impl Default for Client {
    fn default() -> Self {
        Self::new()
    }
}

impl Client {
    /// A client without connections.
    #[must_use]
    pub fn new() -> Self {
        Self::connecting(HttpConnector::new())
    }

    /// A client whose requests come from `address`, one of this machine's: any
    /// of 127.0.0.0/8 counts as a client of its own where limits are kept.
    #[must_use]
    pub fn from_address(address: IpAddr) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_local_address(Some(address));
        Self::connecting(connector)
    }

    fn connecting(connector: HttpConnector) -> Self {
        let builder = hyper_util::client::legacy::Client::builder(TokioExecutor::new());
        Self { http: builder.build(connector) }
    }

    /// Asks for `url`.
    ///
    /// # Errors
    /// When no reply comes.
    pub async fn get(&self, url: &str) -> Result<Reply, Failure> {
        self.send(Method::GET, url, &[], Bytes::new()).await
    }

    /// Sends `body` as JSON.
    ///
    /// # Errors
    /// When no reply comes.
    pub async fn send_json(
        &self,
        method: Method,
        url: &str,
        headers: &[(HeaderName, String)],
        body: &Value,
    ) -> Result<Reply, Failure> {
        let mut headers = headers.to_vec();
        headers.push((header::CONTENT_TYPE, "application/json".to_owned()));
        self.send(method, url, &headers, body.to_string().into()).await
    }

    /// Sends `body` as it is.
    ///
    /// # Errors
    /// When no reply comes.
    pub async fn send(
        &self,
        method: Method,
        url: &str,
        headers: &[(HeaderName, String)],
        body: Bytes,
    ) -> Result<Reply, Failure> {
        let mut request =
            Request::builder().method(method).uri(url).body(Full::new(body)).or_fail(url)?;
        for (name, value) in headers {
            let value = HeaderValue::from_str(value).or_fail(format!("{url}: {name}"))?;
            request.headers_mut().append(name, value);
        }
        let reply = self.http.request(request).await.or_fail(url)?;
        let (head, body) = reply.into_parts();
        let body = body.collect().await.or_fail(url)?.to_bytes();
        Ok(Reply { status: head.status, headers: head.headers, body })
    }
}
