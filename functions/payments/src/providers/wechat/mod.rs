//! WeChat Pay APIv3, spoken by hand: requests are signed, answers and
//! notifications are verified over their raw bytes, resources are opened.
//!
//! Facts come from the WeChat Pay APIv3 documentation; the comments name the
//! part they rest on. No provider SDK takes part, and `ring` is the one crypto
//! library.

mod client;
pub(crate) mod configuration;
mod credentials;
mod merchant;
mod notification;
mod resource;
mod signature;
pub mod wechat_callback;

pub use client::{CallError, Endpoint, NativeOrder, WechatPay};
pub use credentials::{Credentials, SecretError};
pub use merchant::Merchant;
pub use notification::{Amount, Notification, TradeState, Transaction};
pub use resource::{ApiV3Key, EncryptedResource, ResourceError};
pub use signature::{
    KeyError, MerchantKey, SignatureError, SigningFailed, VerificationKeys, request_message,
    signed_message,
};
