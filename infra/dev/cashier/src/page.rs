//! The pages of the cashier, in English and Chinese side by side. No scripts.

use std::fmt::Write as _;

use axum::http::header;
use axum::response::IntoResponse;
use jiff::Timestamp;

use crate::PAGE;
use crate::order::{Delivery, Order, OrderState};

pub(crate) async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css")], include_str!("cashier.css"))
}

/// All orders, the newest first.
pub(crate) fn orders(orders: &[Order], now: Timestamp) -> String {
    let mut rows = String::new();
    for order in orders.iter().rev() {
        let _ = write!(
            rows,
            "<tr><td><code>{number}</code></td><td>{description}</td>\
             <td class=\"sum\">{sum}</td><td>{state}</td><td>{deliveries}</td>\
             <td>{action}</td></tr>",
            number = escape(&order.out_trade_no),
            description = escape(&order.asked.description),
            sum = sum(order.asked.amount_fen),
            state = state(order, now),
            deliveries = deliveries(&order.deliveries),
            action = action(order, now),
        );
    }
    let content = match rows.is_empty() {
        true => "<p>No order yet. 还没有订单。</p>".to_owned(),
        false => format!(
            "<table><thead><tr><th scope=\"col\">Order 订单</th><th scope=\"col\">For 用途</th>\
             <th scope=\"col\">Sum 金额</th><th scope=\"col\">State 状态</th>\
             <th scope=\"col\">Told the service 通知</th><th scope=\"col\">Action 操作</th></tr></thead>\
             <tbody>{rows}</tbody></table>"
        ),
    };
    page("Cashier 收银台", &content)
}

/// What came of paying an order.
pub(crate) fn outcome(order: Option<&Order>, now: Timestamp) -> String {
    let content = match order {
        None => "<p>There is no such order. 没有这个订单。</p>".to_owned(),
        Some(order) => format!(
            "<dl><dt>Order 订单</dt><dd><code>{}</code></dd>\
             <dt>Sum 金额</dt><dd>{}</dd><dt>State 状态</dt><dd>{}</dd>\
             <dt>Transaction 交易号</dt><dd>{}</dd>\
             <dt>Told the service 通知</dt><dd>{}</dd></dl>",
            escape(&order.out_trade_no),
            sum(order.asked.amount_fen),
            state(order, now),
            escape(order.transaction_id.as_deref().unwrap_or("—")),
            deliveries(&order.deliveries),
        ),
    };
    let back = format!("<p><a href=\"{PAGE}\">All orders 所有订单</a></p>");
    page("Payment 付款", &format!("{content}{back}"))
}

fn page(title: &str, content: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title}</title><link rel=\"stylesheet\" href=\"{PAGE}/cashier.css\"></head>\
         <body><main><h1>{title}</h1>\
         <p>This stands in for WeChat Pay on this machine. No money is involved. \
         <span lang=\"zh-CN\">此页在本机代替微信支付，不涉及真实款项。</span></p>\
         {content}</main></body></html>"
    )
}

fn state(order: &Order, now: Timestamp) -> &'static str {
    match order.state {
        OrderState::Success => "paid 已支付",
        OrderState::NotPay if now < order.asked.expires_at => "to be paid 待支付",
        OrderState::NotPay | OrderState::Closed => "closed 已关闭",
    }
}

fn action(order: &Order, now: Timestamp) -> String {
    let label = match order.state {
        OrderState::Success => "Tell again 再次通知",
        OrderState::NotPay if now < order.asked.expires_at => "Pay 付款",
        OrderState::NotPay | OrderState::Closed => return String::new(),
    };
    let number = escape(&order.out_trade_no);
    format!(
        "<form method=\"post\" action=\"{PAGE}/orders/{number}/pay\">\
         <button aria-label=\"{label} {number}\">{label}</button></form>"
    )
}

fn deliveries(deliveries: &[Delivery]) -> String {
    let mut items = String::new();
    for delivery in deliveries {
        let answer = match (delivery.status, &delivery.error) {
            (Some(status), _) => status.to_string(),
            (None, error) => error.clone().unwrap_or_default(),
        };
        let _ = write!(items, "<li>{:.0}: {}</li>", delivery.at, escape(&answer));
    }
    match items.is_empty() {
        true => "—".to_owned(),
        false => format!("<ul>{items}</ul>"),
    }
}

/// Fen as yuan.
fn sum(fen: i64) -> String {
    format!("¥{}.{:02}", fen / 100, fen % 100)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
