//! What a student is told of the letter, in the account and by mail.

use shared_platform::locale::Bilingual;

use crate::notices::{News, Page, Values, Words};
use crate::registration::RegistrationId;

/// The page of the letter of a registration.
fn page_of(registration: &RegistrationId) -> Page {
    Page::at(format!("/registrations/{registration}/letter"))
}

/// It is ready to be collected (S102, S103).
#[derive(Debug)]
pub struct LetterReady {
    /// For which registration.
    pub registration: RegistrationId,
    /// The semester.
    pub semester: Bilingual,
    /// Its number.
    pub number: String,
    /// Where it is collected.
    pub place: Bilingual,
    /// When.
    pub hours: Bilingual,
}

impl News for LetterReady {
    const KIND: &'static str = "letter_ready";

    fn page(&self) -> Page {
        page_of(&self.registration)
    }

    fn values(&self) -> Values {
        Values::new()
            .with("semester", &self.semester)
            .with("number", Words::line(&self.number))
            .with("place", &self.place)
            .with("hours", &self.hours)
    }
}

/// It cannot be made by itself: the office prepares it.
#[derive(Debug)]
pub struct LetterPrepared {
    /// For which registration.
    pub registration: RegistrationId,
    /// The semester.
    pub semester: Bilingual,
}

impl News for LetterPrepared {
    const KIND: &'static str = "letter_prepared";

    fn page(&self) -> Page {
        page_of(&self.registration)
    }

    fn values(&self) -> Values {
        Values::new().with("semester", &self.semester)
    }
}

/// Each of these news in each of their forms.
#[cfg(feature = "samples")]
pub(crate) mod samples {
    use super::*;
    use crate::notices::samples::{Given, Sample, some_registration};

    pub(crate) fn all(given: &Given<'_>) -> Vec<Sample> {
        let (registration, semester) = (some_registration(), given.programme());
        let place = Bilingual { en: given.note(), zh: given.note() };
        let hours = Bilingual {
            en: "Mon–Fri, 9:00–11:30".into(),
            zh: "周一至周五9:00–11:30".into(),
        };
        let number = "VE-2027-000042".to_owned();
        let ready = LetterReady {
            registration: registration.clone(),
            semester: semester.clone(),
            number,
            place,
            hours,
        };
        let prepared = LetterPrepared { registration, semester };
        vec![Sample::news("letter_ready", &ready), Sample::news("letter_prepared", &prepared)]
    }
}
