//! Reviews: the staff queue. A submitted application enters it with the findings
//! of the automatic checks; reviewers list, claim, view and release its tasks.

pub mod checks;
pub mod claim_review;
pub mod close_review;
pub mod compare_rounds;
pub mod comparison;
mod files;
pub mod list_reviews;
pub mod open_review;
pub mod release_review;
mod store;
pub mod task;
pub mod view_review;

use shared_platform::Actions;

/// The actions of this area.
#[must_use]
pub fn actions() -> Actions {
    Actions::new()
        .message::<open_review::OpenReview>()
        .message::<close_review::CloseReview>()
        .http::<list_reviews::ListReviews>()
        .http::<claim_review::ClaimReview>()
        .http::<release_review::ReleaseReview>()
        .http::<view_review::ViewReview>()
        .http::<compare_rounds::CompareRounds>()
}
