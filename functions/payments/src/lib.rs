//! Payments: orders, the attempts to pay them through a provider, what providers
//! tell of them, and the settlement.

pub mod ordering;
pub mod providers;
pub mod settling;
pub mod store;

use shared_platform::Actions;

use crate::ordering::{start_payment, view_payment};
use crate::providers::wechat::wechat_callback;
use crate::settling::settle_payment;

/// The actions of this area.
#[must_use]
pub fn actions() -> Actions {
    Actions::new()
        .http::<start_payment::StartPayment>()
        .http::<view_payment::ViewPayment>()
        .http::<wechat_callback::WechatCallback>()
        .message::<settle_payment::SettlePayment>()
}
