//! The message that puts an application into the staff queue.

use serde::{Deserialize, Serialize};
use shared_platform::ids::AccountId;
use shared_platform::outbox::Message;

use crate::ids::{ApplicationId, ReviewId};
use crate::review::ReviewOccasion;
use crate::staff::Colleague;

/// An application to be put into the staff queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenReview {
    /// The id the task gets, chosen by whoever asks: asking twice opens one task.
    pub review: ReviewId,
    /// The applicant.
    pub applicant: AccountId,
    /// The application.
    pub application: ApplicationId,
    /// Which submission of it, from 1.
    pub round: u32,
    /// Why it comes before staff.
    #[serde(default)]
    pub occasion: ReviewOccasion,
    /// Who looked at it before: the task is theirs first.
    #[serde(default)]
    pub kept_for: Option<Colleague>,
}

impl Message for OpenReview {
    const ACTION: &'static str = "open_review";
}
