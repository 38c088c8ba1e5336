//! Telling the merchant of a payment.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, Request};
use http_body_util::Full;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

use crate::Cashier;
use crate::order::{Delivery, Order};

/// WeChat gives a merchant five seconds to answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);
/// How long to wait before each further try. WeChat tries for a day.
const PAUSES: [Duration; 3] =
    [Duration::from_millis(100), Duration::from_millis(400), Duration::from_secs(1)];

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Posts notifications. Clones share their connections.
#[derive(Clone)]
pub(crate) struct Messenger {
    http: Client<HttpConnector, Full<Bytes>>,
}

impl Messenger {
    pub(crate) fn new() -> Self {
        Self { http: Client::builder(TokioExecutor::new()).build_http() }
    }

    /// Tells the merchant of an order's payment until it is taken or the tries
    /// are used up. Each try is signed anew.
    pub(crate) async fn notify(
        &self,
        cashier: &Cashier,
        order: &Order,
        id: String,
    ) -> Vec<Delivery> {
        let mut deliveries = Vec::new();
        let mut pauses = PAUSES.into_iter();
        loop {
            let outcome = self.try_once(cashier, order, &id).await;
            let delivery = Delivery {
                at: cashier.now(),
                status: outcome.as_ref().ok().copied(),
                error: outcome.err().map(|error| error.to_string()),
            };
            tracing::info!(order.out_trade_no, delivery.status, delivery.error, "notified");
            let taken = delivery.was_taken();
            deliveries.push(delivery);
            match pauses.next() {
                Some(pause) if !taken => tokio::time::sleep(pause).await,
                _ => return deliveries,
            }
        }
    }

    async fn try_once(&self, cashier: &Cashier, order: &Order, id: &str) -> Result<u16, BoxError> {
        let platform = &cashier.platform;
        let now = cashier.now();
        let content = order.transaction(&platform.settings);
        let body = platform.notification(id, "TRANSACTION.SUCCESS", &content, now)?;
        let headers = platform.sign(&body, now)?;
        let request = post(&order.asked.notify_url, headers, body)?;
        let answer = tokio::time::timeout(ANSWER_WITHIN, self.http.request(request)).await??;
        Ok(answer.status().as_u16())
    }
}

fn post(url: &str, headers: HeaderMap, body: Vec<u8>) -> http::Result<Request<Full<Bytes>>> {
    let mut request = Request::builder().method(Method::POST).uri(url).body(Full::from(body))?;
    request.headers_mut().extend(headers);
    Ok(request)
}
