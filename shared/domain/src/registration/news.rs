//! What a student is told of a registration, in the account and by mail.

use jiff::Timestamp;
use shared_platform::locale::Bilingual;

use super::{RegistrationId, Verdict, Verdicts};
use crate::notices::{News, Page, Shown, Values, Words};

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

/// The student has entered China, and the registration from abroad is open for what is
/// asked there (S105). Nobody has returned it.
#[derive(Debug)]
pub struct RegistrationOpenedInChina {
    /// Which.
    pub registration: RegistrationId,
    /// The semester.
    pub semester: Bilingual,
}

impl News for RegistrationOpenedInChina {
    const KIND: &'static str = "registration_opened_in_china";

    fn page(&self) -> Page {
        page_of(&self.registration)
    }

    fn values(&self) -> Values {
        Values::new().with("semester", &self.semester)
    }
}

/// The office reminds a student of a registration that waits for them.
#[derive(Debug)]
pub struct RegistrationReminder {
    /// Which.
    pub registration: RegistrationId,
    /// The semester.
    pub semester: Bilingual,
    /// What the student is to do.
    pub next: NextStep,
}

/// What a student is to do for a registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextStep {
    /// To begin it, until then.
    Begin(Timestamp),
    /// To submit what was begun, until then.
    Submit(Timestamp),
    /// To write to the office: the time is over since then.
    AskOffice(Timestamp),
    /// To correct what was returned.
    Correct,
    /// To add what is asked of who has entered China.
    Add,
}

impl NextStep {
    /// Its name in texts and templates.
    const fn name(self) -> &'static str {
        match self {
            Self::Begin(_) => "begin",
            Self::Submit(_) => "submit",
            Self::AskOffice(_) => "ask-office",
            Self::Correct => "correct",
            Self::Add => "add",
        }
    }

    /// Until when there is time, or was.
    const fn until(self) -> Option<Timestamp> {
        match self {
            Self::Begin(until) | Self::Submit(until) | Self::AskOffice(until) => Some(until),
            Self::Correct | Self::Add => None,
        }
    }
}

impl News for RegistrationReminder {
    const KIND: &'static str = "registration_reminder";

    fn page(&self) -> Page {
        page_of(&self.registration)
    }

    fn values(&self) -> Values {
        let values = Values::new()
            .with("semester", &self.semester)
            .with("next", Shown::choice(self.next.name()));
        match self.next.until() {
            Some(until) => values.with("until", until),
            None => values,
        }
    }

    fn variant(&self) -> &'static str {
        self.next.name()
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
        let opened = RegistrationOpenedInChina {
            registration: registration.clone(),
            semester: given.programme(),
        };
        let reminder = |next| RegistrationReminder {
            registration: registration.clone(),
            semester: given.programme(),
            next,
        };
        let until = some_instant();
        vec![
            Sample::news("registration_approved_in_china", &approved(true)),
            Sample::news("registration_approved_abroad", &approved(false)),
            Sample::news("registration_returned", &returned),
            Sample::news("registration_opened_in_china", &opened),
            Sample::news("registration_reminder_to_begin", &reminder(NextStep::Begin(until))),
            Sample::news("registration_reminder_to_submit", &reminder(NextStep::Submit(until))),
            Sample::news("registration_reminder_too_late", &reminder(NextStep::AskOffice(until))),
            Sample::news("registration_reminder_to_correct", &reminder(NextStep::Correct)),
            Sample::news("registration_reminder_to_add", &reminder(NextStep::Add)),
        ]
    }
}
