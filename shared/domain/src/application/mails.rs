//! What is mailed about an application beside the news of it.

use jiff::Timestamp;
use shared_platform::locale::Bilingual;

use crate::notices::{Mail, Page, Values};

/// The link that confirms the contact address of an application, sent to it
/// (S13).
#[derive(Debug)]
pub struct ConfirmContactEmail {
    /// What is applied for.
    pub programme: Bilingual,
    /// The secret of the link.
    pub code: String,
    /// When the link ends.
    pub until: Timestamp,
}

impl Mail for ConfirmContactEmail {
    const TEMPLATE: &'static str = "confirm_contact_email";

    fn page(&self) -> Option<Page> {
        Some(Page::with_code("/confirm-contact-email", &self.code))
    }

    fn values(&self) -> Values {
        Values::new().with("programme", &self.programme).with("until", self.until)
    }

    fn ends_at(&self) -> Option<Timestamp> {
        Some(self.until)
    }
}

/// Each of these mails in each of its forms.
#[cfg(feature = "samples")]
pub(crate) mod samples {
    use super::*;
    use crate::notices::samples::{Given, Sample, some_instant};

    pub(crate) fn all(given: &Given<'_>) -> Vec<Sample> {
        let (programme, code) = (given.programme(), given.code());
        let confirm = ConfirmContactEmail { programme, code, until: some_instant() };
        vec![Sample::mail("confirm_contact_email", &confirm)]
    }
}
