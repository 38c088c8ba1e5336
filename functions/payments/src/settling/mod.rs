//! What providers report, and what it settles.

pub mod event;
pub mod report;
pub mod settle_payment;
