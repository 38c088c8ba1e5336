//! Registration, and the link that activates what was registered (S7-S18, S26-S28).

pub mod activate;
pub mod issue_activation_link;
pub mod issue_challenge;
pub mod register;
pub mod resend_activation;
pub(crate) mod store;
