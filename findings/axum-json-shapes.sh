#!/usr/bin/env bash
# Bodies that axum takes or refuses otherwise than the API's document says.
#
# Expected: Option<Json<T>> is None when there is no body; an object is an object; what is JSON but does
#           not fit is 422, what is no JSON is 400.
# Happens:  Option<Json<T>> goes by the header alone: without a content type the body is never looked at
#           (200, None), with one an empty body is 400. A structure may come as an array of its fields in
#           order, also where unknown fields are denied, and a plain variant as {"open":null}. A pair of
#           three is 400 ("trailing characters", as if it were no JSON), a pair of one is 422.
# Matters:  a decision with an optional note, sent by a client that forgot the header, is taken without
#           its note. Tests drawn from the API's document (schemathesis and its like) find "accepted what
#           the schema refuses", and a client that tells typing errors from broken requests by status
#           mistakes one for the other.
# Seen:     axum 0.8.9, serde_json 1, 2026-11-30

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

rust bodies '
axum = { version = "=0.8.9", default-features = false, features = ["json"] }
serde = { version = "1", features = ["derive"] }
tokio = { version = "1", features = ["macros", "rt"] }
tower = { version = "0.5", features = ["util"] }
' <<'RUST'
use axum::Json;
use axum::body::Body;
use axum::http::{Request, header};
use axum::routing::{Router, post};
use serde::Deserialize;
use tower::ServiceExt as _;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Decision {
    note: Option<String>,
    outcome: Option<Outcome>,
    pages: Option<(u8, u8)>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Open,
    Closed,
}

fn told(decision: Decision) -> String {
    let outcome = decision.outcome.map(|outcome| match outcome {
        Outcome::Open => "open",
        Outcome::Closed => "closed",
    });
    format!("note {:?}, outcome {outcome:?}, pages {:?}", decision.note, decision.pages)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let service = Router::new()
        .route("/optional", post(async |body: Option<Json<Decision>>| body.map_or("None".to_owned(), |Json(body)| told(body))))
        .route("/needed", post(async |Json(body): Json<Decision>| told(body)));
    for (path, content_type, body) in [
        ("/optional", None, r#"{"note":"see page 2"}"#),
        ("/optional", Some("application/json"), ""),
        ("/needed", Some("application/json"), r#"["see page 2","closed",[1,2]]"#),
        ("/needed", Some("application/json"), r#"{"outcome":{"open":null}}"#),
        ("/needed", Some("application/json"), r#"{"pages":[1]}"#),
        ("/needed", Some("application/json"), r#"{"pages":[1,2,3]}"#),
    ] {
        let request = Request::post(path);
        let request = match content_type {
            Some(content_type) => request.header(header::CONTENT_TYPE, content_type),
            None => request,
        };
        let reply = service.clone().oneshot(request.body(Body::from(body)).expect("a request")).await.expect("a reply");
        let status = reply.status().as_u16();
        let text = axum::body::to_bytes(reply.into_body(), 1_000).await.expect("a text");
        println!("{path} {content_type:?} \"{body}\"");
        println!("  {status} {}", String::from_utf8_lossy(&text));
    }
}
RUST

expect "$bodies" <<'SEEN'
/optional None "{"note":"see page 2"}"
  200 None
/optional Some("application/json") ""
  400 Failed to parse the request body as JSON: EOF while parsing a value at line 1 column 0
/needed Some("application/json") "["see page 2","closed",[1,2]]"
  200 note Some("see page 2"), outcome Some("closed"), pages Some((1, 2))
/needed Some("application/json") "{"outcome":{"open":null}}"
  200 note None, outcome Some("open"), pages None
/needed Some("application/json") "{"pages":[1]}"
  422 Failed to deserialize the JSON body into the target type: pages: invalid length 1, expected a tuple of size 2 at line 1 column 12
/needed Some("application/json") "{"pages":[1,2,3]}"
  400 Failed to parse the request body as JSON: pages: trailing characters at line 1 column 14
SEEN
