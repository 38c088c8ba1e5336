//! Every mail and all news in each of their forms, for tests. The samples stand
//! beside their types.

// A sample that is not as it must be stops its test.
#![allow(clippy::unwrap_used)]

use jiff::Timestamp;
use shared_platform::locale::{Bilingual, Locale};

use super::{Mail, News, Notice, Recipient, SendMail};
use crate::ids::{ApplicationId, StudentId};
use crate::registration::RegistrationId;
use crate::{account, application, deadline, letter, permit, registration, staff, student};

/// What people gave of what the samples say.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// A user name.
    pub user_name: &'a str,
    /// The name of a programme, in English and Chinese.
    pub programme: (&'a str, &'a str),
    /// What the office writes.
    pub note: &'a str,
    /// The secret of a link.
    pub code: &'a str,
}

/// A mail in one of its forms.
#[derive(Debug, Clone)]
pub struct Sample {
    /// What the form is called; no other is called so.
    pub case: &'static str,
    /// The mail.
    pub mail: SendMail,
    /// The notice, if it is news.
    pub notice: Option<Notice>,
}

/// All samples.
#[must_use]
pub fn all(given: &Given<'_>) -> Vec<Sample> {
    [
        account::mails::samples::all(given),
        staff::mails::samples::all(given),
        application::mails::samples::all(given),
        application::news::samples::all(given),
        deadline::news::samples::all(given),
        student::mails::samples::all(given),
        registration::mails::samples::all(given),
        registration::news::samples::all(given),
        letter::news::samples::all(given),
        permit::news::samples::all(given),
    ]
    .concat()
}

impl Sample {
    pub(crate) fn mail(case: &'static str, mail: &impl Mail) -> Self {
        let reader = Recipient::Address("reader@example.org".to_owned(), Locale::En);
        Self { case, mail: SendMail::to(reader, mail), notice: None }
    }

    pub(crate) fn news(case: &'static str, news: &impl News) -> Self {
        Self { notice: Some(Notice::of(news)), ..Self::mail(case, news) }
    }
}

impl Given<'static> {
    /// What people give who mean well.
    pub const ORDINARY: Self = Self {
        user_name: "tester.anna",
        programme: ("Pharmacy <MSc>", "药学"),
        note: "Please write to office@example.org <soon>.\nBring your passport.",
        code: "aB3_-\"x",
    };
}

impl Given<'_> {
    pub(crate) fn user_name(&self) -> String {
        self.user_name.to_owned()
    }

    pub(crate) fn programme(&self) -> Bilingual {
        let (en, zh) = self.programme;
        Bilingual { en: en.to_owned(), zh: zh.to_owned() }
    }

    pub(crate) fn note(&self) -> String {
        self.note.to_owned()
    }

    pub(crate) fn code(&self) -> String {
        self.code.to_owned()
    }
}

/// Whenever it is.
pub(crate) fn some_instant() -> Timestamp {
    "2027-03-01T18:05:00Z".parse().unwrap()
}

/// Whichever it is.
pub(crate) fn some_application() -> ApplicationId {
    "app_01980000000070008000000000000001".parse().unwrap()
}

/// Whichever it is.
pub(crate) fn some_registration() -> RegistrationId {
    let semester = "2027-autumn".parse().unwrap();
    RegistrationId { student: StudentId::of(some_application()), semester }
}
