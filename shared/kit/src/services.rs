//! The AWS services beside DynamoDB, as far as actions use them in process.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::State;
use axum::routing::post;
use axum::{Json, Router};
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::bucket::Bucket;

/// Starts the parameter store with these secrets (by the last part of their
/// name), and S3 with one bucket; answers their address.
pub(super) async fn start(secrets: HashMap<String, String>, bucket: &Bucket) -> String {
    let router = Router::new().route("/", post(json_protocol)).with_state(Arc::new(secrets));
    let router = router.merge(bucket.router());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

async fn json_protocol(
    State(secrets): State<Arc<HashMap<String, String>>>,
    headers: HeaderMap,
    body: String,
) -> (StatusCode, Json<Value>) {
    let target = headers.get("x-amz-target").and_then(|value| value.to_str().ok());
    let request: Value = serde_json::from_str(&body).unwrap_or_default();
    let name = request["Name"].as_str().unwrap_or_default();
    let secret = name.rsplit('/').next().and_then(|name| secrets.get(name));
    match (target, secret) {
        (Some("AmazonSSM.GetParameter"), Some(value)) => {
            (StatusCode::OK, Json(json!({ "Parameter": { "Name": name, "Value": value } })))
        }
        _ => (StatusCode::BAD_REQUEST, Json(json!({ "__type": "ParameterNotFound" }))),
    }
}
