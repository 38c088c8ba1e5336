//! What a student is told of a new permit, in the account and by mail.

use jiff::civil::Date;
use shared_platform::locale::Bilingual;

use super::Return;
use crate::notices::{News, Page, Values, Words};
use crate::registration::RegistrationId;

/// The page of the letter and of what follows from it.
fn page_of(registration: &RegistrationId) -> Page {
    Page::at(format!("/registrations/{registration}/letter"))
}

/// It stands on the student's record: the case is closed (S104).
#[derive(Debug)]
pub struct PermitRecorded {
    /// After the letter of which registration.
    pub registration: RegistrationId,
    /// Its last day.
    pub expires: Date,
}

impl News for PermitRecorded {
    const KIND: &'static str = "permit_recorded";

    fn page(&self) -> Page {
        page_of(&self.registration)
    }

    fn values(&self) -> Values {
        Values::new().with("expires", self.expires)
    }
}

/// It is to be corrected (S106).
#[derive(Debug)]
pub struct PermitReturned {
    /// After the letter of which registration.
    pub registration: RegistrationId,
    /// What is wrong with it.
    pub returned: Return,
}

impl News for PermitReturned {
    const KIND: &'static str = "permit_returned";
    const FOLLOWED_BY: &'static [&'static str] = &["reason", "note"];

    fn page(&self) -> Page {
        page_of(&self.registration)
    }

    fn values(&self) -> Values {
        let Return { reason, note }: &Return = &self.returned;
        let (reason, note): (Bilingual, &Bilingual) = (reason.text(), note);
        Values::new().with("reason", Words::from(&reason)).with("note", note)
    }
}

/// Each of these news in each of their forms.
#[cfg(feature = "samples")]
pub(crate) mod samples {
    use super::*;
    use crate::notices::samples::{Given, Sample, some_registration};
    use crate::registration::ReturnReason;

    pub(crate) fn all(given: &Given<'_>) -> Vec<Sample> {
        let registration = some_registration();
        let expires = Date::constant(2028, 9, 30);
        let recorded = PermitRecorded { registration: registration.clone(), expires };
        let note = Bilingual { en: given.note(), zh: given.note() };
        let returned = Return { reason: ReturnReason::Unreadable, note };
        let returned = PermitReturned { registration, returned };
        vec![Sample::news("permit_recorded", &recorded), Sample::news("permit_returned", &returned)]
    }
}
