//! What the functions call, behind real TLS: a DynamoDB that holds nothing and a
//! parameter store that holds the secrets.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::post;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hyper_util::rt::TokioIo;
use rustls::ServerConfig;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::PrivatePkcs8KeyDer;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use webpki_root_certs::TLS_SERVER_ROOT_CERTS;

use crate::Failure;
use crate::caller::TokenKey;
use crate::values;

/// The services, running.
pub(crate) struct Aws {
    /// The variables by which functions find and trust them.
    pub(crate) variables: Vec<(String, String)>,
    log: Log,
}

/// What the services saw of a function.
#[derive(Debug, Default, Clone)]
pub(crate) struct Seen {
    /// When each request of DynamoDB came.
    pub(crate) requests: Vec<Instant>,
    /// How many connections were opened.
    pub(crate) connections: usize,
}

type Log = Arc<Mutex<Seen>>;

#[derive(Clone)]
struct Services {
    log: Log,
    key: Arc<TokenKey>,
}

impl Aws {
    /// Starts the services; their certificates are written to a folder.
    ///
    /// # Errors
    /// When there is no port or no certificate to be had.
    pub(crate) async fn start(folder: &Path, key: &Arc<TokenKey>) -> Result<Self, Failure> {
        let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()])?;
        let secret = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], secret.into())?;
        let log = Log::default();
        let services = Services { log: Arc::clone(&log), key: Arc::clone(key) };
        let router = Router::new().route("/", post(answer)).with_state(services);
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let endpoint = format!("https://{}", listener.local_addr()?);
        tokio::spawn(serve(
            listener,
            TlsAcceptor::from(Arc::new(config)),
            router,
            Arc::clone(&log),
        ));

        let ours = made.cert.pem();
        let file = |name: &str, text: String| -> Result<String, Failure> {
            let file = folder.join(name);
            std::fs::write(&file, text)?;
            Ok(file.display().to_string())
        };
        // As many as Lambda's own file has: reading them is a part of a cold start.
        let system: String = TLS_SERVER_ROOT_CERTS.iter().map(|root| pem(root)).collect();
        let amazon: String = TLS_SERVER_ROOT_CERTS
            .iter()
            .filter(|root| is_amazon(root))
            .map(|root| pem(root))
            .collect();
        let variables = [
            ("AWS_ENDPOINT_URL", endpoint),
            ("SSL_CERT_FILE", file("system.pem", system + &ours)?),
            ("AWS_CA_BUNDLE", file("amazon.pem", amazon + &ours)?),
        ];
        let variables = variables.map(|(name, value)| (name.to_owned(), value)).into();
        Ok(Self { variables, log })
    }

    /// What was seen since this was asked last.
    pub(crate) fn seen(&self) -> Seen {
        std::mem::take(&mut self.log.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn pem(certificate: &[u8]) -> String {
    let text = STANDARD.encode(certificate);
    format!("-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n")
}

fn is_amazon(certificate: &[u8]) -> bool {
    ["Amazon Root CA", "Starfield Services Root Certificate Authority - G2"]
        .iter()
        .any(|name| certificate.windows(name.len()).any(|part| part == name.as_bytes()))
}

async fn serve(listener: TcpListener, tls: TlsAcceptor, router: Router, log: Log) {
    while let Ok((stream, _)) = listener.accept().await {
        log.lock().unwrap_or_else(PoisonError::into_inner).connections += 1;
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

async fn answer(State(services): State<Services>, headers: HeaderMap, body: String) -> String {
    let target = headers.get("x-amz-target").and_then(|value| value.to_str().ok());
    let target = target.unwrap_or_default();
    if target.starts_with("DynamoDB") {
        let mut seen = services.log.lock().unwrap_or_else(PoisonError::into_inner);
        seen.requests.push(Instant::now());
    }
    let reply = match target.rsplit('.').next() {
        Some("GetParameter") => parameter(&services.key, &body),
        Some("Query") => json!({ "Items": [], "Count": 0, "ScannedCount": 0 }),
        _ => json!({}),
    };
    reply.to_string()
}

fn parameter(key: &TokenKey, body: &str) -> Value {
    let request: Value = serde_json::from_str(body).unwrap_or_default();
    let name = request.get("Name").and_then(Value::as_str).unwrap_or_default();
    let value = values::secret(name.rsplit('/').next().unwrap_or_default(), key);
    json!({ "Parameter": { "Name": name, "Value": value } })
}
