//! Forwards a request as an edge of the distribution would receive it.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::uri::{Authority, PathAndQuery, Scheme};
use http::{HeaderName, HeaderValue, StatusCode, Uri, header};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

use super::{Front, Peer};

/// Headers that are about one connection and are not handed on.
const OF_THE_CONNECTION: [HeaderName; 6] = [
    header::CONNECTION,
    header::EXPECT,
    header::HOST,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
    HeaderName::from_static("keep-alive"),
];
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// The way to the distribution.
#[derive(Clone)]
pub(super) struct Edge {
    http: Client<HttpConnector, Body>,
    emulator: String,
    host: String,
}

impl Edge {
    pub(super) fn new(emulator: &str, distribution_host: &str) -> Self {
        Self {
            http: Client::builder(TokioExecutor::new()).build_http(),
            emulator: emulator.trim_start_matches("http://").to_owned(),
            host: distribution_host.to_owned(),
        }
    }

    /// `uri` at the emulator.
    fn address(&self, uri: &Uri) -> Option<Uri> {
        let path = uri.path_and_query().cloned().unwrap_or_else(|| PathAndQuery::from_static("/"));
        let authority: Authority = self.emulator.parse().ok()?;
        Uri::builder().scheme(Scheme::HTTP).authority(authority).path_and_query(path).build().ok()
    }
}

/// Everything that is not of the local run goes to the distribution.
pub(super) async fn forward(
    State(front): State<Front>,
    axum::extract::ConnectInfo(peer): Peer,
    request: Request,
) -> Response {
    match forwarded(&front.edge, peer.ip(), request) {
        Some(request) => match front.edge.http.request(request).await {
            Ok(reply) => reply.into_response(),
            Err(error) => {
                (StatusCode::BAD_GATEWAY, format!("the emulator: {error}")).into_response()
            }
        },
        None => StatusCode::BAD_REQUEST.into_response(),
    }
}

/// The request as it goes on: to the distribution's host, with the address of
/// the client after those that it claims itself, and as if it had come by TLS,
/// which the distribution insists on.
fn forwarded(edge: &Edge, client: std::net::IpAddr, request: Request) -> Option<Request> {
    let (mut head, body) = request.into_parts();
    head.uri = edge.address(&head.uri)?;
    for name in OF_THE_CONNECTION {
        head.headers.remove(name);
    }
    let mut addresses: Vec<String> = head
        .headers
        .get_all(FORWARDED_FOR)
        .iter()
        .filter_map(|value| value.to_str().ok().map(str::to_owned))
        .collect();
    addresses.push(client.to_string());
    head.headers.insert(FORWARDED_FOR, HeaderValue::from_str(&addresses.join(", ")).ok()?);
    head.headers.insert(FORWARDED_PROTO, HeaderValue::from_static("https"));
    head.headers.insert(header::HOST, HeaderValue::from_str(&edge.host).ok()?);
    Some(Request::from_parts(head, body))
}
