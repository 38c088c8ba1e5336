//! What is mailed about a registration beside the news of it.

use jiff::Timestamp;
use shared_platform::locale::Bilingual;

use crate::notices::{Mail, Page, Values};

/// The link that confirms the address of a registration, sent to it (S79).
#[derive(Debug)]
pub struct ConfirmRegistrationEmail {
    /// The semester.
    pub semester: Bilingual,
    /// The secret of the link.
    pub code: String,
    /// When the link ends.
    pub until: Timestamp,
}

impl Mail for ConfirmRegistrationEmail {
    const TEMPLATE: &'static str = "confirm_registration_email";

    fn page(&self) -> Option<Page> {
        Some(Page::with_code("/confirm-registration-email", &self.code))
    }

    fn values(&self) -> Values {
        Values::new().with("semester", &self.semester).with("until", self.until)
    }

    fn ends_at(&self) -> Option<Timestamp> {
        Some(self.until)
    }
}

/// This mail in its form.
#[cfg(feature = "samples")]
pub(crate) mod samples {
    use super::*;
    use crate::notices::samples::{Given, Sample, some_instant};

    pub(crate) fn all(given: &Given<'_>) -> Vec<Sample> {
        let (semester, code) = (given.programme(), given.code());
        let confirm = ConfirmRegistrationEmail { semester, code, until: some_instant() };
        vec![Sample::mail("confirm_registration_email", &confirm)]
    }
}
