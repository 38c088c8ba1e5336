//! What somebody owes and how they go about paying it.

pub mod start_payment;
mod view;
pub mod view_payment;
