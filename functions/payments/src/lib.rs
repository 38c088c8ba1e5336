//! Payments: the order for an application's fee, the attempts to pay it through
//! WeChat Pay, what WeChat tells of them, and the settlement.

pub mod attempt;
mod configuration;
pub mod event;
pub mod order;
pub mod settle_payment;
pub mod settlement;
pub mod start_payment;
pub mod store;
mod view;
pub mod view_payment;
pub mod wechat;
pub mod wechat_callback;

use shared_platform::Actions;

/// The actions of this area.
#[must_use]
pub fn actions() -> Actions {
    Actions::new()
        .http::<start_payment::StartPayment>()
        .http::<view_payment::ViewPayment>()
        .http::<wechat_callback::WechatCallback>()
        .message::<settle_payment::SettlePayment>()
}
