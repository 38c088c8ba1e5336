//! Examining.

mod open_registration_review;
mod review_registration;
mod view_registration_review;
