//! The actions of the payments area, in process: DynamoDB with the template's
//! tables, and the cashier of the local run as WeChat Pay, over real signatures.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first thing that is not as it must be"
)]

#[path = "../../../../tests/vectors/merchant.rs"]
mod merchant;
#[path = "../../../../tests/vectors/published.rs"]
mod published;
mod setting;
mod settle_payment;
mod start_payment;
mod view_payment;
mod wechat_callback;
