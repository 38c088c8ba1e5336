//! What the functions call, behind real TLS: a DynamoDB that holds nothing and a
//! parameter store that holds the secrets.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::post;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;

use crate::Failure;

/// The services, running.
pub struct Aws {
    pub endpoint: String,
    /// The certificate that the functions are to trust.
    pub certificate: PathBuf,
}

impl Aws {
    pub async fn start(folder: &Path, secrets: HashMap<String, String>) -> Result<Self, Failure> {
        let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()])?;
        let certificate = folder.join("certificate.pem");
        std::fs::write(&certificate, made.cert.pem())?;
        let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key.into())?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let endpoint = format!("https://{}", listener.local_addr()?);
        let router = Router::new().route("/", post(answer)).with_state(Arc::new(secrets));
        tokio::spawn(serve(listener, TlsAcceptor::from(Arc::new(config)), router));
        Ok(Self { endpoint, certificate })
    }
}

async fn serve(listener: TcpListener, tls: TlsAcceptor, router: Router) {
    while let Ok((stream, _)) = listener.accept().await {
        let (tls, router) = (tls.clone(), router.clone());
        tokio::spawn(async move {
            // Without it, the kernel holds small answers back for 40 ms now and then.
            if stream.set_nodelay(true).is_err() {
                return;
            }
            let Ok(stream) = tls.accept(stream).await else { return };
            let service = hyper_util::service::TowerToHyperService::new(router);
            let connection = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service);
            // A connection that breaks off is the function's end.
            let _ = connection.await;
        });
    }
}

async fn answer(
    State(secrets): State<Arc<HashMap<String, String>>>,
    headers: HeaderMap,
    body: String,
) -> String {
    let target = headers.get("x-amz-target").and_then(|value| value.to_str().ok());
    let reply = match target.unwrap_or_default().rsplit('.').next() {
        Some("GetParameter") => parameter(&secrets, &body),
        Some("Query") => json!({ "Items": [], "Count": 0, "ScannedCount": 0 }),
        _ => json!({}),
    };
    reply.to_string()
}

fn parameter(secrets: &HashMap<String, String>, body: &str) -> Value {
    let request: Value = serde_json::from_str(body).unwrap_or_default();
    let name = request["Name"].as_str().unwrap_or_default();
    let value = name.rsplit('/').next().and_then(|name| secrets.get(name));
    json!({ "Parameter": { "Name": name, "Value": value } })
}
