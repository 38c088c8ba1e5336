//! Reviews: the staff queue, whatever its tasks are about. Reviewers list, claim
//! and release them; the area that a matter belongs to opens them, shows the
//! matter and decides. This area knows headlines only, and no kind of matter.

pub mod claim_review;
pub mod close_review;
pub mod list_reviews;
pub mod release_review;
mod store;

use shared_platform::Actions;

/// The actions of this area.
#[must_use]
pub fn actions() -> Actions {
    Actions::new()
        .message::<close_review::CloseReview>()
        .http::<list_reviews::ListReviews>()
        .http::<claim_review::ClaimReview>()
        .http::<release_review::ReleaseReview>()
}
