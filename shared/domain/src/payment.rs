//! What several areas know of a payment.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::ids::AccountId;
use shared_platform::money::Money;
use shared_platform::outbox::Message;

use crate::ids::ApplicationId;

/// An application's fee is settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FeeSettled {
    /// The applicant.
    pub applicant: AccountId,
    /// The application.
    pub application: ApplicationId,
    /// What was paid.
    pub amount: Money,
    /// When the provider took the money.
    pub settled_at: Timestamp,
}

impl Message for FeeSettled {
    const ACTION: &'static str = "release_for_review";
}
