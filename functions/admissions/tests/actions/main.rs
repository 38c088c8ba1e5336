//! The actions of the admissions area, in process, on DynamoDB with the
//! template's tables and the demonstration catalogue.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first thing that is not as it must be"
)]
#![expect(unreachable_pub, reason = "the modules of one test binary share what they stand on")]

mod applying;
mod case;
mod deciding;
mod enrolment;
mod examining;
mod revising;
mod revision_case;
mod setting;
