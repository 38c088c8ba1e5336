//! What happens around every HTTP action, in one place: the request's context,
//! the check against forged requests, the reply's headers, the texts of a
//! problem, and one line in the log.

use std::sync::Arc;
use std::time::Instant;

use aws_lambda_events::apigw::ApiGatewayV2httpRequestContext as GatewayContext;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderValue, Method, header};
use lambda_http::request::RequestContext as LambdaRequestContext;

use super::{ClientAddress, OriginSecrets, Problem, RequestContext};
use crate::auth::TokenVerifier;
use crate::clock::Clock;
use crate::locale::Locale;

/// What the envelope needs.
#[derive(Clone)]
pub(crate) struct Edge {
    pub(crate) action: &'static str,
    pub(crate) clock: Clock,
    pub(crate) origin: OriginSecrets,
    pub(crate) verifier: Arc<TokenVerifier>,
}

pub(crate) async fn envelope(
    State(edge): State<Edge>,
    mut request: Request,
    next: Next,
) -> Response {
    let started = Instant::now();
    let context = request_context(&edge, &request);
    let response = if !edge.origin.admit(request.headers()) {
        Problem::forbidden("not_through_the_distribution").into_response()
    } else if is_cross_site_change(request.method(), request.headers()) {
        Problem::forbidden("cross_site_request").into_response()
    } else {
        request.extensions_mut().insert(context.clone());
        request.extensions_mut().insert(edge.verifier.clone());
        next.run(request).await
    };
    let problem = response.extensions().get::<Arc<Problem>>().cloned();
    log(edge.action, &context, &response, problem.as_deref(), started);
    let mut response = match problem {
        Some(problem) => problem.respond(context.locale, &context.request_id),
        None => response,
    };
    add_headers(response.headers_mut(), &context.request_id);
    response
}

fn request_context(edge: &Edge, request: &Request) -> RequestContext {
    let headers = request.headers();
    let gateway = gateway_context(request);
    let request_id = gateway.and_then(|gateway| gateway.request_id.clone());
    let accept_language =
        headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    RequestContext {
        request_id: request_id.unwrap_or_else(|| uuid::Uuid::now_v7().simple().to_string()),
        address: ClientAddress::new(client_address(headers, gateway)),
        locale: Locale::preferred(accept_language),
        now: edge.clock.now(),
    }
}

fn gateway_context(request: &Request) -> Option<&GatewayContext> {
    match request.extensions().get::<LambdaRequestContext>() {
        Some(LambdaRequestContext::ApiGatewayV2(context)) => Some(context),
        _ => None,
    }
}

/// The viewer's address: CloudFront adds it to `X-Forwarded-For`, and the
/// gateway adds CloudFront's behind it, so it is the last but one. What stands
/// before it was sent by the client and may be invented.
fn client_address(headers: &HeaderMap, gateway: Option<&GatewayContext>) -> String {
    let viewer = headers
        .get("x-forwarded-for")
        .and_then(|value| value.to_str().ok())
        .and_then(|addresses| addresses.rsplit(',').nth(1))
        .map(|address| address.trim().to_owned());
    viewer
        .or_else(|| gateway.and_then(|gateway| gateway.http.source_ip.clone()))
        .unwrap_or_else(|| "unknown".to_owned())
}

/// A browser says where a request comes from (Fetch Metadata); a change asked
/// for by another site is refused. Programs that are no browsers say nothing.
fn is_cross_site_change(method: &Method, headers: &HeaderMap) -> bool {
    let changes = !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    changes && !matches!(site, None | Some(b"same-origin" | b"none"))
}

fn add_headers(headers: &mut HeaderMap, request_id: &str) {
    // Replies are personal unless an action says otherwise.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Ok(request_id) = HeaderValue::from_str(request_id) {
        headers.insert("x-request-id", request_id);
    }
}

/// One line per request: ids and codes, nothing personal.
fn log(
    action: &'static str,
    context: &RequestContext,
    response: &Response,
    problem: Option<&Problem>,
    started: Instant,
) {
    let status = response.status().as_u16();
    let milliseconds = started.elapsed().as_millis();
    let request_id = &context.request_id;
    let code = problem.map(Problem::code);
    let cause = problem.and_then(Problem::cause_chain);
    if response.status().is_server_error() {
        tracing::error!(action, status, code, cause, milliseconds, request_id, "request failed");
    } else {
        tracing::info!(action, status, code, cause, milliseconds, request_id, "request");
    }
}

/// The reply to a route that the action does not have.
pub(crate) async fn no_such_route() -> Problem {
    Problem::not_found()
}
