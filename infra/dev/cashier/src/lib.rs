//! The cashier: plays WeChat Pay for the local run and for tests.
//!
//! To the service it is WeChat Pay, as strict as the real one: it refuses what
//! is not signed, what is signed wrongly and what breaks a field's rule, and it
//! signs its answers and notifications with a key of its own. To a person it is
//! a page with a button per order that stands for scanning the code and paying.
//! No money is involved anywhere.

mod delivery;
mod order;
mod page;
mod platform;
mod provider;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Json;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;

pub use order::{Delivery, Order, OrderState};
pub use platform::{CryptoFailed, Platform, RequestRefused, Settings, SettingsError};

/// The page of the cashier; what it plays is below `…/wechat`.
pub const PAGE: &str = "/dev/cashier";

/// Where the cashier reads the time.
type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// What the routes share.
#[derive(Clone)]
struct Cashier {
    platform: Arc<Platform>,
    clock: Clock,
    orders: Arc<Mutex<Vec<Order>>>,
    messenger: delivery::Messenger,
}

impl Cashier {
    fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// The orders. Every holder leaves them whole, so a poisoned lock is as good.
    fn orders(&self) -> MutexGuard<'_, Vec<Order>> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes an order where it stands and returns it.
    fn change(&self, number: &str, change: impl FnOnce(&mut Order)) -> Option<Order> {
        let mut orders = self.orders();
        let order = orders.iter_mut().find(|order| order.out_trade_no == number)?;
        change(order);
        Some(order.clone())
    }
}

/// The cashier's routes, all below [`PAGE`]. Merge them as they are: the
/// signature of a request covers its whole path. `clock` is
/// `jiff::Timestamp::now`, unless a test moves time.
///
/// # Errors
/// [`SettingsError`] when a key cannot be used.
pub fn router(
    settings: Settings,
    clock: impl Fn() -> Timestamp + Send + Sync + 'static,
) -> Result<Router, SettingsError> {
    let cashier = Cashier {
        platform: Arc::new(Platform::new(settings)?),
        clock: Arc::new(clock),
        orders: Arc::default(),
        messenger: delivery::Messenger::new(),
    };
    Ok(Router::new()
        .route(PAGE, get(show_orders))
        .route("/dev/cashier/cashier.css", get(page::style))
        .route("/dev/cashier/orders.json", get(list_orders))
        .route("/dev/cashier/orders/{number}/pay", post(pay))
        .route("/dev/cashier/wechat/v3/pay/transactions/native", post(provider::native))
        .route(
            "/dev/cashier/wechat/v3/pay/transactions/out-trade-no/{number}",
            get(provider::query),
        )
        .with_state(cashier))
}

async fn show_orders(State(cashier): State<Cashier>) -> Html<String> {
    Html(page::orders(&cashier.orders(), cashier.now()))
}

/// The orders, the newest last.
#[derive(Serialize)]
struct OrderList {
    items: Vec<Order>,
}

async fn list_orders(State(cashier): State<Cashier>) -> Json<OrderList> {
    let items = cashier.orders().clone();
    Json(OrderList { items })
}

/// The payer scans the code and pays; WeChat tells the merchant. Asked again of
/// a paid order, it tells again: the same notification, signed anew.
async fn pay(
    State(cashier): State<Cashier>,
    Path(number): Path<String>,
    headers: HeaderMap,
) -> Response {
    let now = cashier.now();
    let Some(order) = cashier.change(&number, |order| order.pay(now)) else {
        let reply = Json(json!({"code": "ORDER_NOT_EXIST", "message": "no such order"}));
        return (StatusCode::NOT_FOUND, reply).into_response();
    };
    let deliveries = match order.notification_id() {
        Some(id) => cashier.messenger.notify(&cashier, &order, id).await,
        None => Vec::new(),
    };
    let delivered = deliveries.last().is_some_and(Delivery::was_taken);
    let order = cashier.change(&number, |order| order.deliveries.extend(deliveries));
    let status = match (order.as_ref().map(|order| order.state), delivered) {
        (Some(OrderState::Success), true) => StatusCode::OK,
        (Some(OrderState::Success), false) => StatusCode::BAD_GATEWAY,
        _ => StatusCode::CONFLICT,
    };
    match wants_json(&headers) {
        true => (status, Json(order)).into_response(),
        false => (status, Html(page::outcome(order.as_ref(), now))).into_response(),
    }
}

fn wants_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("application/json"))
}
