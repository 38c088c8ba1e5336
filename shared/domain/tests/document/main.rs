//! Folders, whatever noun they are of: every rule of `shared_domain::document` that
//! asks a folder, for a noun that no area has. The nouns try their own folders.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first thing that is not as it must be"
)]

mod counting;
mod keys;
mod loan;
mod opening;
