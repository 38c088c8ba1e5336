//! The part of WeChat Pay's API that the service calls.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{OriginalUri, Path, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::Cashier;
use crate::order::{Asked, Order, OrderState};
use crate::platform::RequestRefused;

/// An error as WeChat answers it.
pub(crate) struct Refused {
    status: StatusCode,
    code: &'static str,
    message: String,
}

impl Refused {
    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into() }
    }

    fn parameter(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "PARAM_ERROR", message)
    }
}

impl From<RequestRefused> for Refused {
    fn from(refused: RequestRefused) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "SIGN_ERROR", refused.to_string())
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        tracing::warn!(self.code, self.message, "a call to the cashier was refused");
        let Self { status, code, message } = self;
        (status, Json(json!({ "code": code, "message": message }))).into_response()
    }
}

/// The body of a Native order. A field that is null or unknown is refused.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NativeRequest {
    appid: String,
    mchid: String,
    description: String,
    out_trade_no: String,
    time_expire: String,
    notify_url: String,
    amount: AmountRequest,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AmountRequest {
    total: i64,
    currency: String,
}

/// `POST /v3/pay/transactions/native`.
pub(crate) async fn native(
    State(cashier): State<Cashier>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refused> {
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    check_call(&cashier, &Method::POST, path, &headers, &body)?;
    let request: NativeRequest =
        serde_json::from_slice(&body).map_err(|error| Refused::parameter(error.to_string()))?;
    let number = request.out_trade_no.clone();
    let asked = check_order(&cashier, request)?;
    let code_url = take_order(&cashier, number, asked)?;
    signed(&cashier, &json!({ "code_url": code_url }))
}

/// `GET /v3/pay/transactions/out-trade-no/{out_trade_no}?mchid=…`.
pub(crate) async fn query(
    State(cashier): State<Cashier>,
    OriginalUri(uri): OriginalUri,
    Path(number): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    check_call(&cashier, &Method::GET, path, &headers, b"")?;
    if uri.query() != Some(&format!("mchid={}", cashier.platform.settings.merchant_id)) {
        return Err(Refused::parameter("mchid is missing or another merchant's"));
    }
    let now = cashier.now();
    let order = cashier
        .change(&number, |order| order.lapse(now))
        .ok_or_else(|| Refused::new(StatusCode::NOT_FOUND, "ORDER_NOT_EXIST", "no such order"))?;
    signed(&cashier, &order.transaction(&cashier.platform.settings))
}

/// What every call must have: the merchant's signature and the headers WeChat
/// asks for.
fn check_call(
    cashier: &Cashier,
    method: &Method,
    path: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(), Refused> {
    let now = cashier.now();
    cashier.platform.verify_request(method, path, headers, body, now)?;
    let is = |name: header::HeaderName, expected: &str| {
        headers.get(name).is_some_and(|value| value.as_bytes() == expected.as_bytes())
    };
    if !is(header::ACCEPT, "application/json") || !is(header::CONTENT_TYPE, "application/json") {
        return Err(Refused::parameter("Accept and Content-Type must be application/json"));
    }
    if headers.get(header::USER_AGENT).is_none_or(HeaderValue::is_empty) {
        return Err(Refused::parameter("User-Agent is missing"));
    }
    let key = header::HeaderName::from_static("wechatpay-serial");
    if !is(key, &cashier.platform.settings.public_key_id) {
        return Err(Refused::parameter("Wechatpay-Serial names no key in use"));
    }
    Ok(())
}

/// The rules of each field.
fn check_order(cashier: &Cashier, request: NativeRequest) -> Result<Asked, Refused> {
    let settings = &cashier.platform.settings;
    let rules = [
        ("appid", request.appid == settings.app_id),
        ("mchid", request.mchid == settings.merchant_id),
        ("description", (1..=127).contains(&request.description.chars().count())),
        ("out_trade_no", is_order_number(&request.out_trade_no)),
        ("notify_url", is_notify_url(&request.notify_url)),
        ("amount.total", request.amount.total >= 1),
        ("amount.currency", request.amount.currency == "CNY"),
    ];
    if let Some((field, _)) = rules.iter().find(|(_, kept)| !kept) {
        return Err(Refused::parameter(format!("{field} breaks its rule")));
    }
    let expires_at: Timestamp = request
        .time_expire
        .parse()
        .map_err(|_| Refused::parameter("time_expire is not of RFC 3339"))?;
    Ok(Asked {
        description: request.description,
        amount_fen: request.amount.total,
        currency: request.amount.currency,
        notify_url: request.notify_url,
        expires_at,
    })
}

fn is_order_number(number: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_-|*".contains(&byte);
    (6..=32).contains(&number.len()) && number.bytes().all(allowed)
}

/// Absolute, with a path and without a query.
fn is_notify_url(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let has_path = rest
        .and_then(|rest| rest.split_once('/'))
        .is_some_and(|(host, path)| !host.is_empty() && !path.is_empty());
    has_path && url.len() <= 255 && !url.contains(['?', '#', ' '])
}

/// Takes an order, or the same one again: that gives it another code.
fn take_order(cashier: &Cashier, number: String, asked: Asked) -> Result<String, Refused> {
    let now = cashier.now();
    let failed = |_| Refused::new(StatusCode::INTERNAL_SERVER_ERROR, "SYSTEM_ERROR", "no code");
    let code = cashier.platform.nonce::<9>().map_err(failed)?;
    let code_url = format!("weixin://wxpay/bizpayurl?pr={code}");
    let mut orders = cashier.orders();
    let Some(order) = orders.iter_mut().find(|order| order.out_trade_no == number) else {
        orders.push(Order::new(number, asked, code_url.clone()));
        return Ok(code_url);
    };
    order.lapse(now);
    let refused = |code, message: &str| Refused::new(StatusCode::BAD_REQUEST, code, message);
    match order.state {
        OrderState::Success => Err(refused("ORDERPAID", "the order is paid")),
        OrderState::Closed => Err(refused("ORDER_CLOSED", "the order is closed")),
        OrderState::NotPay if order.asked != asked => {
            Err(refused("INVALID_REQUEST", "the number was used with other parameters"))
        }
        OrderState::NotPay => {
            order.code_url.clone_from(&code_url);
            Ok(code_url)
        }
    }
}

/// A success, signed over the bytes that are sent.
fn signed(cashier: &Cashier, answer: &impl Serialize) -> Result<Response, Refused> {
    let failed =
        |message: String| Refused::new(StatusCode::INTERNAL_SERVER_ERROR, "SYSTEM_ERROR", message);
    let body = serde_json::to_vec(answer).map_err(|error| failed(error.to_string()))?;
    let headers =
        cashier.platform.sign(&body, cashier.now()).map_err(|error| failed(error.to_string()))?;
    Ok((headers, body).into_response())
}
