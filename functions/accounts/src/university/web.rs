//! Calls to the university's servers: one short patience for all of them together,
//! nothing followed, nothing long read.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, StatusCode, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde::de::DeserializeOwned;
use shared_platform::InitError;

/// How long the university may take altogether. Who waits is looking at a web page.
pub(super) const PATIENCE: Duration = Duration::from_secs(3);
/// The longest answer that is read, in bytes.
const LONGEST_ANSWER: usize = 256 * 1024;

/// Why the university did not say who somebody is. The log is told; people learn that
/// it did not.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unavailable {
    /// It took longer than [`PATIENCE`].
    #[error("the university took too long")]
    Slow,
    /// It could not be reached.
    #[error("the university cannot be reached")]
    Down(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// It refused the code or ticket, or failed.
    #[error("the university answered {0}")]
    Refused(String),
    /// Its answer is not what the protocol says.
    #[error("the answer of the university is malformed: {0}")]
    Malformed(&'static str),
    /// Somebody else answers in its place, or for somebody else.
    #[error("the answer is not for this sign-in: {0}")]
    Wrong(&'static str),
}

impl From<tokio::time::error::Elapsed> for Unavailable {
    fn from(_: tokio::time::error::Elapsed) -> Self {
        Self::Slow
    }
}

/// The way to the university's servers.
#[derive(Clone)]
pub(super) struct Web {
    http: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
}

impl Web {
    /// # Errors
    /// [`InitError`] when the machine has no root certificates to know servers by.
    pub(super) fn new() -> Result<Self, InitError> {
        let mut connector = HttpConnector::new();
        connector.enforce_http(false);
        connector.set_connect_timeout(Some(PATIENCE));
        let connector = HttpsConnectorBuilder::new()
            .with_provider_and_native_roots(rustls::crypto::ring::default_provider())
            .map_err(|_| InitError::Malformed("the machine's root certificates".to_owned()))?
            .https_or_http()
            .enable_http1()
            .wrap_connector(connector);
        // Between invocations a Lambda is frozen and its connections die unseen: none
        // is kept.
        let http = Client::builder(TokioExecutor::new()).pool_max_idle_per_host(0).build(connector);
        Ok(Self { http })
    }

    /// The JSON at an address.
    pub(super) async fn json<T: DeserializeOwned>(
        &self,
        request: http::request::Builder,
        body: String,
    ) -> Result<T, Unavailable> {
        let answer = self.answer(request, "application/json", body).await?;
        serde_json::from_slice(&answer).map_err(|_| Unavailable::Malformed("no such JSON"))
    }

    /// The text at an address.
    pub(super) async fn text(
        &self,
        request: http::request::Builder,
        accept: &str,
    ) -> Result<String, Unavailable> {
        let answer = self.answer(request, accept, String::new()).await?;
        String::from_utf8(answer.to_vec()).map_err(|_| Unavailable::Malformed("no UTF-8"))
    }

    async fn answer(
        &self,
        request: http::request::Builder,
        accept: &str,
        body: String,
    ) -> Result<Bytes, Unavailable> {
        let down = |cause| Unavailable::Down(cause);
        let request: Request<Full<Bytes>> = request
            .header(header::ACCEPT, accept)
            .header(header::USER_AGENT, concat!("sojourn/", env!("CARGO_PKG_VERSION")))
            .body(Full::from(body))
            .map_err(|error| down(error.into()))?;
        let answer = self.http.request(request).await.map_err(|error| down(error.into()))?;
        let (parts, body) = answer.into_parts();
        if parts.status != StatusCode::OK {
            return Err(Unavailable::Refused(parts.status.to_string()));
        }
        let body = Limited::new(body, LONGEST_ANSWER).collect().await.map_err(down)?;
        Ok(body.to_bytes())
    }
}

/// Nobody on the way can read along or answer: encrypted, or not leaving this machine.
pub(super) fn is_private(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://127.0.0.1:")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_university_is_not_asked_unencrypted_over_a_network() {
        assert!(is_private("https://id.example.edu.cn/oidc"));
        assert!(is_private("http://127.0.0.1:4702"));
        for address in
            ["http://id.example.edu.cn", "http://127.0.0.1.example.org:80", "ftp://a", ""]
        {
            assert!(!is_private(address), "{address}");
        }
    }
}
