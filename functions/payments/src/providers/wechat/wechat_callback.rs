//! `wechat_callback`: WeChat Pay tells of a payment.
//!
//! Whoever it is that calls, the raw bytes are verified before anything of them
//! is read. What is verified is recorded and queued in one transaction, and
//! only then acknowledged; `settle_payment` does the rest. WeChat waits five
//! seconds and calls again for a day: a repeat is acknowledged and does nothing.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode};
use jiff::Timestamp;
use serde::Serialize;
use shared_domain::payment::Provider;
use shared_platform::http::RawBody;
use shared_platform::store::CommitError;
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};
use utoipa::ToSchema;

use super::{
    Credentials, Merchant, Notification, ResourceError, SignatureError, Transaction, configuration,
};
use crate::settling::event::{Event, EventId};
use crate::store::Store;

/// A notification has a few kilobytes.
const LIMIT_BYTES: usize = 64 * 1024;

/// WeChat now and then sends a signature that begins so and must be refused,
/// to see whether we look ("Signature probe traffic").
const PROBE: &[u8] = b"WECHATPAY/SIGNTEST/";

/// The action.
#[derive(Clone)]
pub struct WechatCallback {
    store: Store,
    merchant: Merchant,
    credentials: Arc<Credentials>,
}

impl HttpAction for WechatCallback {
    const NAME: &'static str = "wechat_callback";

    fn route() -> Route<Self> {
        route!(wechat_callback)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        let merchant = configuration::merchant(environment)?;
        let (credentials, ()) =
            tokio::join!(configuration::credentials(environment, &merchant), store.warm());
        let credentials = Arc::new(credentials?);
        Ok(Self { store, merchant, credentials })
    }
}

/// Why a notification was not taken.
#[derive(Debug, thiserror::Error)]
enum NotTaken {
    #[error("the body is too large or broke off")]
    Body(StatusCode),
    #[error("the notification is not verifiably WeChat's")]
    Signature(#[from] SignatureError),
    #[error("the notification is not of the expected form")]
    Form,
    #[error("the resource cannot be opened")]
    Resource(#[from] ResourceError),
    #[error("the notification could not be recorded")]
    Record(#[from] CommitError),
}

/// The answer that WeChat Pay expects when a notification was not taken.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallbackFailure {
    /// Always `FAIL`.
    code: &'static str,
    /// Why, in a few words.
    message: String,
}

impl NotTaken {
    /// 4xx for what is not WeChat's, 5xx for what is ours and may work later.
    fn status(&self) -> StatusCode {
        match self {
            Self::Body(status) => *status,
            Self::Signature(_) => StatusCode::UNAUTHORIZED,
            Self::Form => StatusCode::BAD_REQUEST,
            Self::Resource(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Record(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

impl IntoResponse for NotTaken {
    fn into_response(self) -> Response {
        let message = self.to_string();
        (self.status(), Json(CallbackFailure { code: "FAIL", message })).into_response()
    }
}

/// WeChat Pay tells of a payment.
#[utoipa::path(
    post,
    path = "/api/callbacks/wechat",
    operation_id = "wechat_callback",
    tag = "payments",
    request_body(content = String, description = "A notification of WeChat Pay APIv3, signed.", content_type = "application/json"),
    responses(
        (status = 204, description = "Taken, now or before."),
        (status = "4XX", description = "Not verifiably WeChat's: nothing was recorded.", body = CallbackFailure),
        (status = "5XX", description = "Not recorded; to be sent again.", body = CallbackFailure),
    ),
)]
async fn wechat_callback(
    State(action): State<WechatCallback>,
    request: RequestContext,
    headers: HeaderMap,
    body: Result<RawBody<LIMIT_BYTES>, Problem>,
) -> Result<StatusCode, NotTaken> {
    let RawBody(body) = body.map_err(|problem| NotTaken::Body(problem.status()))?;
    let outcome = action.take(&headers, body, request.now).await;
    if let Err(error) = &outcome {
        let cause = std::error::Error::source(error).map(ToString::to_string);
        let signature = headers.get("wechatpay-signature").map(|value| value.as_bytes());
        let probe = signature.is_some_and(|signature| signature.starts_with(PROBE));
        tracing::warn!(%error, cause, probe, "a notification was not taken");
    }
    outcome.map(|()| StatusCode::NO_CONTENT)
}

impl WechatCallback {
    async fn take(
        &self,
        headers: &HeaderMap,
        body: Vec<u8>,
        now: Timestamp,
    ) -> Result<(), NotTaken> {
        self.credentials.keys.verify(headers, &body, now)?;
        let event = self.read(body, now)?;
        let new = self.store.record(&event).await?;
        let about_a_payment = event.reported.is_some();
        tracing::info!(event = event.id.as_str(), new, about_a_payment, "a notification was taken");
        Ok(())
    }

    /// Reads a verified notification. What is not about a payment is kept, too,
    /// but nothing is done for it.
    fn read(&self, body: Vec<u8>, now: Timestamp) -> Result<Event, NotTaken> {
        let notification: Notification =
            serde_json::from_slice(&body).map_err(|_| NotTaken::Form)?;
        let id = EventId::of_notification(&notification.id).ok_or(NotTaken::Form)?;
        let reported = match notification.event_type == Notification::PAID {
            true => Some(self.merchant.report(&self.open(&notification)?).into()),
            false => None,
        };
        let body = Some(String::from_utf8(body).map_err(|_| NotTaken::Form)?);
        let provider = Provider::WechatPay;
        Ok(Event { id, provider, received_at: now, body, reported, outcome: None })
    }

    fn open(&self, notification: &Notification) -> Result<Transaction, NotTaken> {
        let plain = self.credentials.api_v3_key.open(&notification.resource)?;
        serde_json::from_slice(&plain).map_err(|_| NotTaken::Form)
    }
}
