//! New permits.

mod review_permit;
mod submit_new_permit;
mod view_new_permit;
mod view_permit_review;
