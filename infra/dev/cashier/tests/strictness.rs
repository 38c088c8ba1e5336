//! The cashier is as strict as WeChat Pay: what the real one would refuse must
//! not pass here.

#[path = "../../../../tests/vectors/published.rs"]
mod published;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use axum::routing::post;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use cashier::Settings;
use jiff::{SignedDuration, Timestamp};
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use rustls_pki_types::PrivatePkcs8KeyDer;
use rustls_pki_types::pem::PemObject as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use published::key_pair;

const NATIVE: &str = "/dev/cashier/wechat/v3/pay/transactions/native";
const NOW: i64 = 1_803_866_400;

fn merchant_key() -> RsaKeyPair {
    let (pem, _) = key_pair("wx-docexample-request-sign-jsapi");
    let der = PrivatePkcs8KeyDer::from_pem_slice(pem.as_bytes()).unwrap();
    RsaKeyPair::from_pkcs8(der.secret_pkcs8_der()).unwrap()
}

fn settings() -> Settings {
    Settings {
        app_id: "wx0000000000000001".to_owned(),
        merchant_id: "1900000001".to_owned(),
        merchant_serial: "0001".to_owned(),
        merchant_public_key_pem: key_pair("wx-docexample-request-sign-jsapi").1,
        platform_key_pem: key_pair("wx-go-sdk-sign-source").0,
        public_key_id: "PUB_KEY_ID_0001".to_owned(),
        api_v3_key: "an APIv3 key for tests, 32 bytes".to_owned(),
    }
}

fn cashier() -> Router {
    cashier::router(settings(), || Timestamp::from_second(NOW).unwrap()).unwrap()
}

fn order() -> Value {
    json!({
        "appid": "wx0000000000000001",
        "mchid": "1900000001",
        "description": "Application fee",
        "out_trade_no": "TEST000001",
        "time_expire": "2027-03-01T20:00:00+08:00",
        "notify_url": "https://apply.example.org/api/callbacks/wechat",
        "amount": { "total": 40000, "currency": "CNY" },
    })
}

/// A call, signed rightly unless a test spoils it.
struct Call {
    method: Method,
    path: String,
    body: Vec<u8>,
    signed_path: String,
    signed_body: Vec<u8>,
    timestamp: i64,
    merchant: &'static str,
    serial: &'static str,
    scheme: &'static str,
    nonce: &'static str,
}

impl Call {
    fn native(order: &Value) -> Self {
        Self::of(Method::POST, NATIVE, order.to_string().into_bytes())
    }

    fn query(number: &str) -> Self {
        let path = format!(
            "/dev/cashier/wechat/v3/pay/transactions/out-trade-no/{number}?mchid=1900000001"
        );
        Self::of(Method::GET, &path, Vec::new())
    }

    fn of(method: Method, path: &str, body: Vec<u8>) -> Self {
        Self {
            method,
            path: path.to_owned(),
            signed_path: path.to_owned(),
            signed_body: body.clone(),
            body,
            timestamp: NOW,
            merchant: "1900000001",
            serial: "0001",
            scheme: "WECHATPAY2-SHA256-RSA2048",
            nonce: "NONCE",
        }
    }

    fn authorization(&self) -> String {
        let Self { method, signed_path, timestamp, nonce, merchant, serial, scheme, .. } = self;
        let head = format!("{method}\n{signed_path}\n{timestamp}\n{nonce}\n");
        let message = [head.as_bytes(), &self.signed_body, b"\n"].concat();
        let key = merchant_key();
        let mut signature = vec![0; key.public().modulus_len()];
        key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), &message, &mut signature).unwrap();
        let signature = BASE64_STANDARD.encode(signature);
        format!(
            "{scheme} mchid=\"{merchant}\",serial_no=\"{serial}\",nonce_str=\"{nonce}\",\
             timestamp=\"{timestamp}\",signature=\"{signature}\""
        )
    }

    fn request(self) -> Request<Body> {
        Request::builder()
            .method(self.method.clone())
            .uri(&self.path)
            .header("authorization", self.authorization())
            .header("accept", "application/json")
            .header("content-type", "application/json")
            .header("user-agent", "tests")
            .header("wechatpay-serial", "PUB_KEY_ID_0001")
            .body(Body::from(self.body))
            .unwrap()
    }
}

async fn send(cashier: &Router, request: Request<Body>) -> (StatusCode, Value) {
    let answer = cashier.clone().oneshot(request).await.unwrap();
    let status = answer.status();
    let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap_or_default())
}

async fn orders(cashier: &Router) -> Vec<Value> {
    let request = Request::get("/dev/cashier/orders.json").body(Body::empty()).unwrap();
    let (_, body) = send(cashier, request).await;
    body["items"].as_array().unwrap().clone()
}

async fn expect(cashier: &Router, call: Call, status: u16, code: &str) {
    let (answered, body) = send(cashier, call.request()).await;
    assert_eq!((answered.as_u16(), body["code"].as_str()), (status, Some(code)), "{body}");
}

#[tokio::test]
async fn a_request_that_is_not_signed_rightly_is_refused_as_sign_error() {
    let cashier = cashier();
    let call = || Call::native(&order());
    let spoilt = [
        Call { signed_body: b"{}".to_vec(), ..call() },
        Call { signed_path: "/v3/pay/transactions/native".to_owned(), ..call() },
        Call { signed_path: format!("{NATIVE}?a=b"), ..call() },
        Call { timestamp: NOW - 301, ..call() },
        Call { timestamp: NOW + 301, ..call() },
        Call { merchant: "1900000002", ..call() },
        Call { serial: "0002", ..call() },
        Call { scheme: "WECHATPAY2-SM2-WITH-SM3", ..call() },
        Call { nonce: "", ..call() },
        Call { nonce: "123456789012345678901234567890123", ..call() },
    ];
    for call in spoilt {
        expect(&cashier, call, 401, "SIGN_ERROR").await;
    }
    let mut unsigned = call().request();
    unsigned.headers_mut().remove("authorization");
    let (status, body) = send(&cashier, unsigned).await;
    assert_eq!((status.as_u16(), body["code"].as_str()), (401, Some("SIGN_ERROR")));
    assert!(orders(&cashier).await.is_empty());
}

#[tokio::test]
async fn a_field_that_breaks_its_rule_is_refused() {
    let cashier = cashier();
    let cases = [
        ("appid", json!("wx0000000000000002")),
        ("mchid", json!("1900000002")),
        ("description", json!("")),
        ("description", json!("费".repeat(128))),
        ("out_trade_no", json!("12345")),
        ("out_trade_no", json!("9".repeat(33))),
        ("out_trade_no", json!("TEST 00001")),
        ("time_expire", json!("2027-03-01 20:00:00")),
        ("time_expire", Value::Null),
        ("notify_url", json!("https://apply.example.org")),
        ("notify_url", json!("https://apply.example.org/callback?a=b")),
        ("notify_url", json!("/callback")),
        ("amount", json!({ "total": 0, "currency": "CNY" })),
        ("amount", json!({ "total": 400.0, "currency": "CNY" })),
        ("amount", json!({ "total": 40000, "currency": "USD" })),
        ("attach", Value::Null),
    ];
    for (field, value) in cases {
        let mut order = order();
        order[field] = value;
        expect(&cashier, Call::native(&order), 400, "PARAM_ERROR").await;
    }
    assert!(orders(&cashier).await.is_empty());
}

#[tokio::test]
async fn a_header_that_wechat_asks_for_must_be_there() {
    let cashier = cashier();
    for header in ["accept", "content-type", "user-agent", "wechatpay-serial"] {
        let mut request = Call::native(&order()).request();
        request.headers_mut().remove(header);
        let (status, body) = send(&cashier, request).await;
        assert_eq!(status, 400, "{header}");
        assert_eq!(body["code"], "PARAM_ERROR", "{header}");
    }
}

#[tokio::test]
async fn the_same_order_again_gets_another_code_and_another_order_under_its_number_is_refused() {
    let cashier = cashier();
    let (_, first) = send(&cashier, Call::native(&order()).request()).await;
    let (_, again) = send(&cashier, Call::native(&order()).request()).await;
    assert!(again["code_url"].as_str().unwrap().starts_with("weixin://wxpay/bizpayurl?pr="));
    assert_ne!(first, again);

    let mut other = order();
    other["amount"]["total"] = json!(1);
    expect(&cashier, Call::native(&other), 400, "INVALID_REQUEST").await;
    let orders = orders(&cashier).await;
    assert_eq!((orders.len(), &orders[0]["amountFen"]), (1, &json!(40000)));
}

#[tokio::test]
async fn an_order_is_queried_as_it_stands() {
    let cashier = cashier();
    expect(&cashier, Call::query("TEST000001"), 404, "ORDER_NOT_EXIST").await;
    let _ = send(&cashier, Call::native(&order()).request()).await;
    let (status, unpaid) = send(&cashier, Call::query("TEST000001").request()).await;
    assert_eq!((status.as_u16(), &unpaid["trade_state"]), (200, &json!("NOTPAY")));
    assert_eq!(unpaid["transaction_id"], Value::Null);
    let unsigned = Call { signed_path: "/".to_owned(), ..Call::query("TEST000001") };
    expect(&cashier, unsigned, 401, "SIGN_ERROR").await;
}

#[tokio::test]
async fn what_has_expired_cannot_be_paid() {
    let cashier = cashier();
    let mut order = order();
    let past = Timestamp::from_second(NOW).unwrap() - SignedDuration::from_secs(1);
    order["time_expire"] = json!(past.to_string());
    let _ = send(&cashier, Call::native(&order).request()).await;
    let pay = Request::post("/dev/cashier/orders/TEST000001/pay").body(Body::empty()).unwrap();
    let (status, _) = send(&cashier, pay).await;
    assert_eq!(status, 409);
    let (_, queried) = send(&cashier, Call::query("TEST000001").request()).await;
    assert_eq!(queried["trade_state"], "CLOSED");
}

#[tokio::test]
async fn a_payment_the_service_does_not_take_is_told_a_few_times_and_shown() {
    let refusing = Router::new().route("/callback", post(async || StatusCode::FORBIDDEN));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, refusing).await });
    let cashier = cashier();
    let mut order = order();
    order["notify_url"] = json!(format!("http://{address}/callback"));
    let _ = send(&cashier, Call::native(&order).request()).await;

    let pay = Request::post("/dev/cashier/orders/TEST000001/pay")
        .header("accept", "application/json")
        .body(Body::empty());
    let (status, paid) = send(&cashier, pay.unwrap()).await;
    assert_eq!(status, 502);
    assert_eq!(paid["state"], "SUCCESS");
    let statuses: Vec<_> =
        paid["deliveries"].as_array().unwrap().iter().map(|one| one["status"].as_u64()).collect();
    assert_eq!(statuses, [Some(403); 4]);
    let page = Request::get("/dev/cashier").body(Body::empty()).unwrap();
    let page = cashier.oneshot(page).await.unwrap();
    let page = axum::body::to_bytes(page.into_body(), usize::MAX).await.unwrap();
    let page = String::from_utf8(page.to_vec()).unwrap();
    assert!(page.contains("TEST000001") && page.contains(": 403"), "{page}");
}
