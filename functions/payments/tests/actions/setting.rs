//! An applicant with a submitted application, WeChat Pay as the cashier plays
//! it, and what can go wrong between the two.

use std::sync::{Arc, Mutex, OnceLock};

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use cashier::Platform;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use jiff::Timestamp;
use payments::settling::event::SettlePayment;
use serde_json::{Value, json};
use shared_domain::application::{Stage, application_key};
use shared_domain::ids::ApplicationId;
use shared_domain::payment::FeeSettled;
use shared_domain::payment::order::Order;
use shared_domain::samples;
use shared_kit::{Call, Caller, Client, ORIGIN_SECRET, Reply, World};
use shared_platform::Clock;
use shared_platform::http::ORIGIN_HEADER;
use shared_platform::money::Money;
use shared_platform::store::{Item, Key};
use tokio::net::TcpListener;

use crate::merchant::{APP_ID, MERCHANT_ID, merchant};

pub(crate) const FEE_FEN: i64 = 40_000;

/// What may happen to calls on their way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Fault {
    /// They arrive.
    #[default]
    None,
    /// They fail at the front.
    Unavailable,
    /// They are done, but the answer has lost its signature.
    Unsigned,
    /// They are done, but the answer was altered.
    Altered,
    /// They are refused, for a reason in the account.
    Refused,
    /// Orders are refused because their number was used for another.
    NumberUsed,
    /// Orders are refused because there were too many of them.
    TooMany,
    /// They never arrive, although it looks so.
    Lost,
}

/// The two directions between the service and WeChat.
#[derive(Clone, Default)]
pub(crate) struct Line(Arc<Mutex<Fault>>);

impl Line {
    pub(crate) fn set(&self, fault: Fault) {
        *self.0.lock().unwrap() = fault;
    }
}

/// One test's world.
pub(crate) struct Setting {
    pub(crate) world: World,
    pub(crate) client: Client,
    pub(crate) applicant: Caller,
    pub(crate) application: ApplicationId,
    /// WeChat, for notifications that the cashier would not send.
    pub(crate) platform: Platform,
    /// The cashier as a person sees it.
    cashier: Client,
    /// From the service to WeChat.
    pub(crate) to_wechat: Line,
    /// From WeChat to the service.
    pub(crate) to_service: Line,
}

impl Setting {
    /// The fee of the application is due.
    pub(crate) async fn new() -> Self {
        let (settings, secret) = merchant();
        let clock: Arc<OnceLock<Clock>> = Arc::default();
        let time = Arc::clone(&clock);
        let cashier = cashier::router(settings.clone(), move || time.get().unwrap().now()).unwrap();
        let (to_wechat, to_service) = (Line::default(), Line::default());
        let wechat =
            serve(cashier.clone(), &to_wechat, TcpListener::bind("127.0.0.1:0").await.unwrap());
        let callbacks = TcpListener::bind("127.0.0.1:0").await.unwrap();

        let base_url = format!("{wechat}/dev/cashier/wechat");
        let notify_url = format!("http://{}/api/callbacks/wechat", callbacks.local_addr().unwrap());
        let variables = [
            ("WECHAT_PAY_BASE_URL", base_url.as_str()),
            ("WECHAT_PAY_NOTIFY_URL", &notify_url),
            ("WECHAT_PAY_APP_ID", APP_ID),
            ("WECHAT_PAY_MERCHANT_ID", MERCHANT_ID),
        ];
        let world = World::with(&variables, &[("wechat-pay", &secret.to_string())]).await;
        clock.set(world.clock().clone()).unwrap();
        let service = payments::actions().router(world.environment()).await.unwrap();
        serve(service, &to_service, callbacks);

        let setting = Self {
            client: world.client(&payments::actions()).await,
            applicant: world.applicant(),
            application: ApplicationId::new(),
            platform: Platform::new(settings).unwrap(),
            cashier: Client::new(cashier),
            to_wechat,
            to_service,
            world,
        };
        setting.put_application(Stage::FeeDue { fee: Money::fen(FEE_FEN) }).await;
        setting
    }

    /// The application as admissions would have it.
    pub(crate) async fn put_application(&self, stage: Stage) {
        let head = samples::application(self.applicant.account, self.application);
        let head = samples::in_stage(head, stage);
        let key = application_key(self.applicant.account, self.application);
        self.world.put("APPLICATIONS", Item::new(key, &head).unwrap()).await;
    }

    /// Time passes; whoever is signed in stays so.
    pub(crate) fn advance(&mut self, minutes: u64) {
        self.world.advance(std::time::Duration::from_secs(minutes * 60));
        self.applicant = self.world.renewed(&self.applicant);
    }

    /// The applicant asks to pay.
    pub(crate) fn start(&self) -> Call {
        let path = format!("/api/applications/{}/payments", self.application);
        self.client.post(&path).by(&self.applicant).json(&json!({ "method": "wechat_pay" }))
    }

    /// The number of a newly started attempt.
    pub(crate) async fn started(&self) -> String {
        number_of(&self.start().send().await.expect(201))
    }

    /// The applicant looks.
    pub(crate) async fn view(&self) -> Value {
        let path = format!("/api/applications/{}/payment", self.application);
        self.client.get(&path).by(&self.applicant).send().await.expect(200).body
    }

    /// The orders that WeChat knows.
    pub(crate) async fn orders_at_wechat(&self) -> Vec<Value> {
        let reply = self.cashier.get("/dev/cashier/orders.json").send().await.expect(200);
        reply.body["items"].as_array().unwrap().clone()
    }

    /// The payer scans the code and pays; WeChat tells the service.
    pub(crate) async fn pay(&self, number: &str) -> Value {
        let path = format!("/dev/cashier/orders/{number}/pay");
        let call = self.cashier.post(&path).header("accept", "application/json");
        call.send().await.expect(200).body
    }

    /// A transaction as WeChat would report it.
    pub(crate) fn transaction(&self, number: &str, transaction_id: &str) -> Value {
        json!({
            "appid": APP_ID,
            "mchid": MERCHANT_ID,
            "out_trade_no": number,
            "transaction_id": transaction_id,
            "trade_type": "NATIVE",
            "trade_state": "SUCCESS",
            "trade_state_desc": "支付成功",
            "bank_type": "OTHERS",
            "attach": "",
            "success_time": "2027-03-01T10:00:05+08:00",
            "payer": { "openid": "oMADEUPMADEUPMADEUPMADEUP000" },
            "amount": { "total": FEE_FEN, "payer_total": 1, "currency": "CNY", "payer_currency": "CNY" },
        })
    }

    /// A notification as WeChat would send it: headers and body.
    pub(crate) fn notification(&self, id: &str, transaction: &Value) -> (HeaderMap, Vec<u8>) {
        let now = self.world.clock().now();
        let body = self.platform.notification(id, "TRANSACTION.SUCCESS", transaction, now).unwrap();
        (self.platform.sign(&body, now).unwrap(), body)
    }

    /// Sends a notification to the service.
    pub(crate) async fn send(&self, headers: &HeaderMap, body: Vec<u8>) -> Reply {
        let mut call = self.client.post("/api/callbacks/wechat");
        for (name, value) in headers {
            call = call.header(name.as_str(), value.to_str().unwrap());
        }
        call.raw(body).send().await
    }

    /// WeChat reports a transaction, and the service takes it.
    pub(crate) async fn report(&self, id: &str, transaction: &Value) {
        let (headers, body) = self.notification(id, transaction);
        let _ = self.send(&headers, body).await.expect(204);
    }

    /// Hands every report in the outbox to its consumer, those of before again.
    pub(crate) async fn settle(&self) {
        for message in self.world.sent::<SettlePayment>().await {
            self.deliver(message).await;
        }
    }

    pub(crate) async fn deliver(&self, message: SettlePayment) {
        self.world.consume(&payments::actions(), message).await.unwrap();
    }

    /// How often the fee was announced as settled.
    pub(crate) async fn announcements(&self) -> usize {
        self.world.sent::<FeeSettled>().await.len()
    }

    /// The order as it is kept.
    pub(crate) async fn order(&self) -> Option<Order> {
        let key = Key::new(
            format!("APPLICANT#{}", self.applicant.account),
            format!("ORDER#{}", self.application),
        );
        self.world.get("PAYMENTS", &key).await
    }

    /// A report as it is kept.
    pub(crate) async fn event(&self, id: &str) -> Option<Value> {
        self.world.get("PAYMENTS", &Key::new(format!("EVENT#wechat_pay#{id}"), "EVENT")).await
    }

    /// The ledger entry of a transaction.
    pub(crate) async fn ledger(&self, transaction_id: &str) -> Option<Value> {
        let key = Key::new(format!("LEDGER#wechat_pay#{transaction_id}"), "ENTRY");
        self.world.get("PAYMENTS", &key).await
    }

    /// Everything that the area's tables hold.
    pub(crate) async fn everything(&self) -> [String; 3] {
        let world = &self.world;
        [world.dump("PAYMENTS").await, world.dump("OUTBOX").await, world.dump("AUDIT").await]
    }
}

/// The number at WeChat of the attempt in a reply.
pub(crate) fn number_of(reply: &Reply) -> String {
    let id = reply.body["attempt"]["id"].as_str().unwrap();
    id.strip_prefix("att_").unwrap().to_owned()
}

/// The instant in a field.
pub(crate) fn instant(value: &Value) -> Timestamp {
    value.as_str().unwrap().parse().unwrap()
}

/// Serves a router at the end of a line; answers its address.
fn serve(router: Router, line: &Line, listener: TcpListener) -> String {
    let address = listener.local_addr().unwrap();
    let router = router.layer(from_fn_with_state(line.clone(), on_the_way));
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

async fn on_the_way(State(Line(fault)): State<Line>, mut request: Request, next: Next) -> Response {
    // The way to the service leads through the distribution.
    let origin = HeaderValue::from_static(ORIGIN_SECRET);
    request.headers_mut().insert(ORIGIN_HEADER, origin);
    let fault = *fault.lock().unwrap();
    match fault {
        Fault::None => next.run(request).await,
        Fault::Unavailable => StatusCode::BAD_GATEWAY.into_response(),
        Fault::Lost => StatusCode::NO_CONTENT.into_response(),
        Fault::Refused => refusal(StatusCode::FORBIDDEN, "NO_AUTH"),
        Fault::NumberUsed | Fault::TooMany if request.method() == Method::GET => {
            next.run(request).await
        }
        Fault::NumberUsed => refusal(StatusCode::BAD_REQUEST, "INVALID_REQUEST"),
        Fault::TooMany => refusal(StatusCode::TOO_MANY_REQUESTS, "FREQUENCY_LIMITED"),
        Fault::Unsigned => {
            let mut answer = next.run(request).await;
            answer.headers_mut().remove("wechatpay-signature").unwrap();
            answer
        }
        Fault::Altered => {
            let (parts, _) = next.run(request).await.into_parts();
            let forged = r#"{"code_url":"weixin://wxpay/bizpayurl?pr=FORGED"}"#;
            let mut headers = parts.headers;
            headers.remove("content-length");
            (headers, forged).into_response()
        }
    }
}

fn refusal(status: StatusCode, code: &str) -> Response {
    (status, axum::Json(json!({ "code": code, "message": "made up" }))).into_response()
}
