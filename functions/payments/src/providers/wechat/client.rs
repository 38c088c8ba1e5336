//! Calls to WeChat Pay.

use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request, Response, StatusCode, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use jiff::Timestamp;
use jiff::tz::Offset;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use shared_platform::Clock;
use shared_platform::money::Money;

use super::{Credentials, Merchant, Transaction};
use shared_domain::payment::attempt::AttemptNumber;

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(2);
/// How long a call may take altogether. Who waits is looking at a web page.
const CALL: Duration = Duration::from_secs(6);
/// The longest answer that is read, in bytes.
const LONGEST_ANSWER: usize = 64 * 1024;
/// WeChat writes times in Beijing's offset; so do we ("Native order", `time_expire`).
const BEIJING: Offset = jiff::tz::offset(8);
/// What the payer's phone shows.
const DESCRIPTION: &str = "申请费 Application fee";

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A call did not come to what it was made for.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// WeChat refused it. The name is WeChat's, as `PARAM_ERROR`.
    #[error("WeChat Pay refused the call: {status} {code}")]
    Refused {
        /// The HTTP status, of the 4xx.
        status: StatusCode,
        /// WeChat's name for the reason.
        code: String,
    },
    /// Whether it was done is not known: no answer, an answer for another
    /// time (429, 5xx), or one that is not verifiably WeChat's. The same call
    /// can be made again.
    #[error("the outcome of the call to WeChat Pay is unknown")]
    Unknown(#[source] BoxError),
}

impl CallError {
    /// WeChat will not take this order under its number, however often it is
    /// asked: it is paid or closed, or was made with other values ("Error
    /// codes"; the documentation spells the first two in two ways). Refusals
    /// of the call itself, as for a wrong key, say nothing of the order.
    #[must_use]
    pub fn is_about_the_order(&self) -> bool {
        let codes = [
            "ORDERPAID",
            "ORDER_PAID",
            "ORDERCLOSED",
            "ORDER_CLOSED",
            "INVALID_REQUEST",
            "OUT_TRADE_NO_USED",
        ];
        matches!(self, Self::Refused { code, .. } if codes.contains(&code.as_str()))
    }

    fn unknown(cause: impl Into<BoxError>) -> Self {
        Self::Unknown(cause.into())
    }
}

/// An attempt as WeChat is told of it. The same number must always come with
/// the same values.
#[derive(Debug, Clone, Copy)]
pub struct NativeOrder<'a> {
    /// Our number for it.
    pub out_trade_no: &'a AttemptNumber,
    /// What is to be paid.
    pub amount: Money,
    /// After this WeChat takes no payment.
    pub expires_at: Timestamp,
}

/// Where WeChat Pay is, and where it tells us of payments.
#[derive(Debug, Clone)]
pub struct Endpoint {
    /// Scheme, host and any path before `/v3`, without a slash at the end.
    pub base_url: String,
    /// The public address of `wechat_callback`.
    pub notify_url: String,
}

/// WeChat Pay, called in the name of one merchant.
pub struct WechatPay {
    http: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    clock: Clock,
    endpoint: Endpoint,
    merchant: Merchant,
    credentials: Credentials,
}

#[derive(Serialize)]
struct NativeRequest<'a> {
    appid: &'a str,
    mchid: &'a str,
    description: &'a str,
    out_trade_no: &'a AttemptNumber,
    time_expire: String,
    notify_url: &'a str,
    amount: AmountRequest,
}

#[derive(Serialize)]
struct AmountRequest {
    /// In fen.
    total: i64,
    currency: shared_platform::money::Currency,
}

#[derive(Deserialize)]
struct NativeAnswer {
    code_url: String,
}

#[derive(Deserialize, Default)]
struct ErrorAnswer {
    #[serde(default)]
    code: String,
}

impl WechatPay {
    /// In whose name it is called.
    #[must_use]
    pub const fn merchant(&self) -> &Merchant {
        &self.merchant
    }

    /// A client for the merchant whose orders are announced to `notify_url`.
    ///
    /// # Errors
    /// When the machine has no root certificates to know WeChat by.
    pub fn new(
        endpoint: Endpoint,
        merchant: Merchant,
        credentials: Credentials,
        clock: Clock,
    ) -> std::io::Result<Self> {
        let mut connector = HttpConnector::new();
        connector.enforce_http(false);
        connector.set_connect_timeout(Some(CONNECT));
        let connector = HttpsConnectorBuilder::new()
            .with_provider_and_native_roots(rustls::crypto::ring::default_provider())?
            .https_or_http()
            .enable_http1()
            .wrap_connector(connector);
        // Between invocations a Lambda is frozen and its connections die unseen:
        // none is kept, payments are started rarely enough.
        let http = Client::builder(TokioExecutor::new()).pool_max_idle_per_host(0).build(connector);
        Ok(Self { http, clock, endpoint, merchant, credentials })
    }

    /// Tells WeChat of an attempt ("Native order") and returns the text of the
    /// code that the payer scans. Made again with the same values, the call
    /// gives another code for the same order.
    ///
    /// # Errors
    /// [`CallError`]; after [`CallError::Unknown`] WeChat may know the order.
    pub async fn order(&self, order: NativeOrder<'_>) -> Result<String, CallError> {
        let body = NativeRequest {
            appid: &self.merchant.app_id,
            mchid: &self.merchant.merchant_id,
            description: DESCRIPTION,
            out_trade_no: order.out_trade_no,
            time_expire: format!("{:.0}", order.expires_at.display_with_offset(BEIJING)),
            notify_url: &self.endpoint.notify_url,
            amount: AmountRequest {
                total: order.amount.amount_fen,
                currency: order.amount.currency,
            },
        };
        let body = serde_json::to_vec(&body).map_err(CallError::unknown)?;
        let answer: NativeAnswer =
            self.call(Method::POST, "/v3/pay/transactions/native", body).await?;
        Ok(answer.code_url)
    }

    /// Asks how an attempt stands ("Query an order").
    ///
    /// # Errors
    /// [`CallError`]; an order that WeChat does not know is refused with 404.
    pub async fn query(&self, number: &AttemptNumber) -> Result<Transaction, CallError> {
        let merchant_id = &self.merchant.merchant_id;
        // A number of ours has only characters that a path takes as they are.
        let path = format!("/v3/pay/transactions/out-trade-no/{number}?mchid={merchant_id}");
        self.call(Method::GET, &path, Vec::new()).await
    }

    async fn call<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Vec<u8>,
    ) -> Result<T, CallError> {
        let request = self.request(method, path, body)?;
        let answer = tokio::time::timeout(CALL, self.exchange(request))
            .await
            .map_err(CallError::unknown)??;
        self.read(answer)
    }

    /// A signed request. What is signed is what is sent.
    fn request(
        &self,
        method: Method,
        path: &str,
        body: Vec<u8>,
    ) -> Result<Request<Full<Bytes>>, CallError> {
        let uri: http::Uri =
            format!("{}{path}", self.endpoint.base_url).parse().map_err(CallError::unknown)?;
        let signed_path = uri.path_and_query().map_or("/", |path| path.as_str());
        let authorization = self
            .credentials
            .key
            .authorization(method.as_str(), signed_path, &body, self.clock.now())
            .map_err(CallError::unknown)?;
        Request::builder()
            .method(method)
            .uri(uri)
            .header(header::AUTHORIZATION, authorization)
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::USER_AGENT, concat!("sojourn/", env!("CARGO_PKG_VERSION")))
            .header("wechatpay-serial", &self.credentials.key_id)
            .body(Full::from(body))
            .map_err(CallError::unknown)
    }

    async fn exchange(&self, request: Request<Full<Bytes>>) -> Result<Response<Bytes>, CallError> {
        let answer = self.http.request(request).await.map_err(CallError::unknown)?;
        let (parts, body) = answer.into_parts();
        let body =
            Limited::new(body, LONGEST_ANSWER).collect().await.map_err(CallError::Unknown)?;
        Ok(Response::from_parts(parts, body.to_bytes()))
    }

    /// Reads an answer. A success counts only when it is signed. A refusal may
    /// come unsigned; nothing is ever settled by one.
    fn read<T: DeserializeOwned>(&self, answer: Response<Bytes>) -> Result<T, CallError> {
        let status = answer.status();
        let request_id = answer.headers().get("request-id").and_then(|id| id.to_str().ok());
        if status.is_client_error() && status != StatusCode::TOO_MANY_REQUESTS {
            let ErrorAnswer { code } = serde_json::from_slice(answer.body()).unwrap_or_default();
            tracing::warn!(%status, code, request_id, "WeChat Pay refused a call");
            return Err(CallError::Refused { status, code });
        }
        if !status.is_success() {
            tracing::warn!(%status, request_id, "WeChat Pay did not take a call");
            return Err(CallError::unknown(format!("the answer was {status}")));
        }
        self.credentials
            .keys
            .verify(answer.headers(), answer.body(), self.clock.now())
            .inspect_err(|error| tracing::warn!(%error, request_id, "an answer was not WeChat's"))
            .map_err(CallError::unknown)?;
        serde_json::from_slice(answer.body()).map_err(CallError::unknown)
    }
}
