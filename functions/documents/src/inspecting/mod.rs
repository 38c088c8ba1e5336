//! What arrived is let through to staff, or refused.

pub mod inspect_document;
pub mod inspection;
pub(crate) mod store;
