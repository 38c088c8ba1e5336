//! How tasks move, whatever they are about: every rule of `shared_domain::review`,
//! for a matter that no area has. The areas try the rules of their own matters.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first thing that is not as it must be"
)]
#![expect(unreachable_pub, reason = "the modules of one test binary share what they stand on")]

mod any_order;
mod claiming;
mod deciding;
mod loan;
mod saving;
