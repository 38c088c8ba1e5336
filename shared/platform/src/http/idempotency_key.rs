//! The `Idempotency-Key` header.

use axum::extract::FromRequestParts;
use http::request::Parts;

use super::Problem;

/// The client's name for one intent: sent again with a retry, new for a new intent.
#[derive(Debug, Clone)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// Parses the header's value: 8 to 128 visible ASCII characters.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let well_formed =
            (8..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        well_formed.then(|| Self(text.to_owned()))
    }

    /// The key as sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<S: Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let header = parts.headers.get("idempotency-key").and_then(|value| value.to_str().ok());
        header.and_then(Self::parse).ok_or_else(|| Problem::malformed("idempotency_key_required"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_eight_to_128_visible_letters() {
        let long = "k".repeat(128);
        for text in ["intent-1", "~!intent", &long] {
            assert_eq!(IdempotencyKey::parse(text).unwrap().as_str(), text);
        }
        let too_long = "k".repeat(129);
        for text in ["", "intent1", "intent 1", "intent-é", "intent-\n1", &too_long] {
            assert!(IdempotencyKey::parse(text).is_none(), "{text}");
        }
    }
}
