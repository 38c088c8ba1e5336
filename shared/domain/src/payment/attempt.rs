//! One attempt to pay an order through a provider, and the number it goes by there.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::clock::seconds_after;
use utoipa::ToSchema;

use crate::ids::AttemptId;

/// How long an attempt can be paid, in seconds: a WeChat Pay code lives two hours.
const PAYABLE_SECONDS: i64 = 2 * 60 * 60;

/// The merchant's order number at the provider, one per attempt and never used
/// again: 6 to 32 of `0-9 A-Z a-z _ - | *` ("Native order", `out_trade_no`).
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AttemptNumber(String);

/// The text cannot be a merchant order number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a merchant order number")]
pub struct NotAnAttemptNumber;

impl AttemptNumber {
    /// Reads a number that a provider names.
    ///
    /// # Errors
    /// [`NotAnAttemptNumber`] for a text that no order can have.
    pub fn parse(text: &str) -> Result<Self, NotAnAttemptNumber> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_-|*".contains(&byte);
        match (6..=32).contains(&text.len()) && text.bytes().all(allowed) {
            true => Ok(Self(text.to_owned())),
            false => Err(NotAnAttemptNumber),
        }
    }

    /// The number as the provider knows it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The number of an attempt is its id without the prefix: 32 characters.
impl From<AttemptId> for AttemptNumber {
    fn from(id: AttemptId) -> Self {
        let text = id.to_string();
        Self(text.trim_start_matches("att_").to_owned())
    }
}

impl TryFrom<String> for AttemptNumber {
    type Error = NotAnAttemptNumber;

    fn try_from(text: String) -> Result<Self, NotAnAttemptNumber> {
        Self::parse(&text)
    }
}

impl From<AttemptNumber> for String {
    fn from(number: AttemptNumber) -> Self {
        number.0
    }
}

impl fmt::Display for AttemptNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for AttemptNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// A way to pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// WeChat Pay: a code on the screen, scanned by a phone.
    WechatPay,
}

/// How far an attempt has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AttemptState {
    /// Kept by us; whether the provider knows it is not certain yet.
    Created,
    /// The provider has given a code for it.
    Pending,
    /// Given up. Should it be paid all the same, it counts.
    Closed,
    /// Paid, and never anything else again.
    Paid,
}

/// One attempt to pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attempt {
    /// The attempt; its number at the provider derives from it.
    pub id: AttemptId,
    /// The way to pay.
    pub method: Method,
    /// How far it has come.
    pub state: AttemptState,
    /// What the payer's phone must scan, while the attempt is pending.
    pub code_url: Option<String>,
    /// When it was begun.
    pub created_at: Timestamp,
    /// After this the provider takes no payment for it.
    pub expires_at: Timestamp,
}

impl Attempt {
    /// A new attempt, not told to the provider yet.
    #[must_use]
    pub fn new(id: AttemptId, method: Method, now: Timestamp) -> Self {
        Self {
            id,
            method,
            state: AttemptState::Created,
            code_url: None,
            created_at: now,
            expires_at: seconds_after(now, PAYABLE_SECONDS),
        }
    }

    /// The number of this attempt at the provider.
    #[must_use]
    pub fn number(&self) -> AttemptNumber {
        AttemptNumber::from(self.id)
    }

    /// Neither paid nor given up.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.state, AttemptState::Created | AttemptState::Pending)
    }

    /// The provider takes no payment for it any more.
    #[must_use]
    pub fn is_expired(&self, now: Timestamp) -> bool {
        now >= self.expires_at
    }

    /// The provider gave a code for it. Means nothing to an attempt that is
    /// paid or given up.
    pub fn receive_code(&mut self, code_url: &str) {
        if self.is_open() {
            self.state = AttemptState::Pending;
            self.code_url = Some(code_url.to_owned());
        }
    }

    /// Gives the attempt up, unless it is paid.
    pub fn close(&mut self) {
        if self.is_open() {
            self.state = AttemptState::Closed;
            self.code_url = None;
        }
    }

    /// Money came for it, whatever we thought of it.
    pub(super) fn receive_payment(&mut self) {
        self.state = AttemptState::Paid;
        self.code_url = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_merchant_order_number_has_6_to_32_of_the_allowed_characters() {
        for good in ["000000061", "abc_-|*", &"9".repeat(32)] {
            assert_eq!(AttemptNumber::parse(good).unwrap().as_str(), good);
        }
        for bad in ["", "12345", &"9".repeat(33), "12345 6", "1234567/", "价格一二三四"] {
            assert_eq!(AttemptNumber::parse(bad), Err(NotAnAttemptNumber), "{bad}");
        }
    }

    #[test]
    fn every_attempt_has_a_number_the_provider_takes() {
        let id = AttemptId::new();
        let number = AttemptNumber::from(id);
        assert_eq!(AttemptNumber::parse(number.as_str()), Ok(number.clone()));
        assert_eq!(id.to_string(), format!("att_{number}"));
    }

    #[test]
    fn an_attempt_is_over_at_the_instant_it_ends() {
        let attempt = Attempt::new(AttemptId::new(), Method::WechatPay, Timestamp::UNIX_EPOCH);
        assert!(!attempt.is_expired(seconds_after(attempt.expires_at, -1)));
        assert!(attempt.is_expired(attempt.expires_at));
    }
}
