//! The actions of the semester area, in process, on DynamoDB with the template's
//! tables.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first thing that is not as it must be"
)]
#![expect(unreachable_pub, reason = "the modules of one test binary share what they stand on")]

mod board;
mod case;
mod deadlines;
mod examining;
mod histories;
mod letter;
mod letters;
mod opening;
mod permits;
mod registering;
mod reminding;
mod roster;
mod setting;
mod windows;
