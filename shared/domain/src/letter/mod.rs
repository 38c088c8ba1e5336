//! The letter with which a student asks for the extension of a visa or residence
//! permit (S103). Who is approved in China is given one; it can be issued again, and
//! then the new one replaces the one before. What stands on it is for its area to
//! say, and how it is set for `shared_letter`: here is where it is on its way, and
//! what anybody may ask about it.

mod case;
mod keys;
pub mod news;
pub(crate) mod personal_data;
mod public;

use serde::{Deserialize, Serialize};
use shared_platform::outbox::Message;

pub use case::{Booking, IssuedLetter, LetterCase, LetterState, NotNow, Obstacle, Spelling, Stage};
pub use keys::{LETTERS, booking_key, collection_partition, letter_key, objects_of, slot_key};
pub use public::{PublicLetter, Validity, initials};

use crate::registration::RegistrationId;

/// A letter to be issued for a registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IssueLetter {
    /// The registration.
    pub registration: RegistrationId,
    /// Which request for it this is, from 1, the approval: each is answered once.
    pub request: u32,
}

impl Message for IssueLetter {
    const ACTION: &'static str = "issue_letter";
}
