//! What a student is told of a registration, in the account and by mail.

use jiff::Timestamp;
use shared_platform::locale::Bilingual;

use super::{RegistrationId, Verdict, Verdicts};
use crate::notices::{News, Page, Values, Words};

/// The page of the registration.
fn page_of(registration: &RegistrationId) -> Page {
    Page::at(format!("/registrations/{registration}"))
}

/// All items passed (S102).
#[derive(Debug)]
pub struct RegistrationApproved {
    /// Which.
    pub registration: RegistrationId,
    /// The semester.
    pub semester: Bilingual,
    /// Whether the student is in China, and so gets the letter for the extension
    /// (S103, S105).
    pub in_china: bool,
}

impl News for RegistrationApproved {
    const KIND: &'static str = "registration_approved";

    fn page(&self) -> Page {
        page_of(&self.registration)
    }

    fn values(&self) -> Values {
        Values::new().with("semester", &self.semester).with("in_china", self.in_china)
    }

    fn variant(&self) -> &'static str {
        if self.in_china { "in-china" } else { "abroad" }
    }
}

/// Items are to be corrected (S101, S106).
#[derive(Debug)]
pub struct RegistrationReturned {
    /// Which.
    pub registration: RegistrationId,
    /// The semester.
    pub semester: Bilingual,
    /// What staff said of each item.
    pub verdicts: Verdicts,
}

impl News for RegistrationReturned {
    const KIND: &'static str = "registration_returned";
    const FOLLOWED_BY: &'static [&'static str] = &["items"];

    fn page(&self) -> Page {
        page_of(&self.registration)
    }

    fn values(&self) -> Values {
        let returned = self.verdicts.iter().filter_map(|(item, verdict)| match verdict {
            Verdict::Pass => None,
            Verdict::Return { reason, note } => {
                let reason = Words::text(reason.text_name());
                let what = Words::text_with(item.name_of_return(), "reason", reason);
                Some(Words::Sentences(vec![what, Words::from(note)]))
            }
        });
        let items: Vec<Words> = returned.collect();
        Values::new().with("semester", &self.semester).with("items", items)
    }
}

/// The office reminds a student who has not registered yet.
#[derive(Debug)]
pub struct RegistrationReminder {
    /// The semester.
    pub semester: Bilingual,
    /// When the window is over, or was.
    pub until: Timestamp,
}

impl News for RegistrationReminder {
    const KIND: &'static str = "registration_reminder";

    fn page(&self) -> Page {
        Page::at("/registration")
    }

    fn values(&self) -> Values {
        Values::new().with("semester", &self.semester).with("until", self.until)
    }
}

/// Each of these news in each of their forms.
#[cfg(feature = "samples")]
pub(crate) mod samples {
    #![allow(
        clippy::unwrap_used,
        reason = "a test stops at the first thing that is not as it must be"
    )]

    use std::collections::BTreeMap;

    use super::*;
    use crate::notices::samples::{Given, Sample, some_instant, some_registration};
    use crate::registration::{Item, ReturnReason};

    pub(crate) fn all(given: &Given<'_>) -> Vec<Sample> {
        let registration = some_registration();
        let approved = |in_china| RegistrationApproved {
            registration: registration.clone(),
            semester: given.programme(),
            in_china,
        };
        let note = Bilingual { en: given.note(), zh: given.note() };
        let returned = |reason| Verdict::Return { reason, note: note.clone() };
        let verdicts = BTreeMap::from([
            (Item::Payment, returned(ReturnReason::NotPaid)),
            (Item::Residence, Verdict::Pass),
            (Item::Insurance, returned(ReturnReason::NotCovered)),
            (Item::Visa, returned(ReturnReason::Unreadable)),
        ]);
        let returned = RegistrationReturned {
            registration: registration.clone(),
            semester: given.programme(),
            verdicts: Verdicts::new(verdicts, true).unwrap(),
        };
        let reminder = RegistrationReminder { semester: given.programme(), until: some_instant() };
        vec![
            Sample::news("registration_approved_in_china", &approved(true)),
            Sample::news("registration_approved_abroad", &approved(false)),
            Sample::news("registration_returned", &returned),
            Sample::news("registration_reminder", &reminder),
        ]
    }
}
