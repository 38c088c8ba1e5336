//! People: who applies, and who does the university's side of it.

use jiff::Timestamp;
use jiff::civil::date;
use shared_platform::ids::AccountId;
use shared_platform::locale::Locale;

use super::bilingual;
use crate::account::Contact;
use crate::application::ApplicationHead;
use crate::form::application::Gender;
use crate::ids::StudentId;
use crate::programme::office::Office;
use crate::registration::papers::Seen;
use crate::staff::Colleague;
use crate::student::{Admission, Identity, Origin, Student, StudentNumber, StudentState};

/// A colleague of this name.
#[must_use]
pub fn colleague(user_name: &str) -> Colleague {
    Colleague { id: AccountId::new(), user_name: user_name.to_owned() }
}

/// How an applicant is reached, who reads English.
#[must_use]
pub fn contact() -> Contact {
    Contact {
        user_name: "tester.anna".to_owned(),
        email: "anna@example.org".to_owned(),
        email_of_roster: false,
        locale: Locale::En,
        time_zone: "Europe/Helsinki".to_owned(),
        notice_mails: true,
        vanishes_at: None,
    }
}

/// The office, which is closed on no day but weekends.
#[must_use]
pub fn office() -> Office {
    Office {
        review_working_days: 5,
        closed_on: Vec::new(),
        open_on: Vec::new(),
        email: "admissions@example.org".to_owned(),
        phone: "+86 23 5550 0100".to_owned(),
        address: bilingual("1 Example Road"),
    }
}

/// Who was admitted by an application.
#[must_use]
pub fn student(head: &ApplicationHead) -> Student {
    Student {
        id: StudentId::of(head.id),
        version: 1,
        origin: Origin::Application,
        state: StudentState::Admitted,
        account: Some(head.applicant),
        number: StudentNumber::candidate(2027, head.id, 0),
        former_number: None,
        former_passports: Vec::new(),
        identity: Identity {
            name: "TESTER ANNA".to_owned(),
            family_name: Some("TESTER".to_owned()),
            given_name: Some("ANNA".to_owned()),
            chinese_name: Some("安娜".to_owned()),
            gender: Some(Gender::Female),
            nationality: "FI".to_owned(),
            birth_date: date(2006, 5, 17),
            passport_no: "X1234567".to_owned(),
            passport_expires: Some(date(2032, 1, 31)),
        },
        email: None,
        programme: Some(head.programme.name.clone()),
        cohort: Some(head.intake.clone()),
        starts_on: Some(date(2027, 9, 1)),
        ends_on: None,
        admission: Some(Admission {
            application: head.id,
            application_version: head.version,
            programme: head.programme.clone(),
            funding_category: head.funding_category.clone(),
            admission_type: head.admission_type.clone(),
            intake: head.intake.clone(),
            intake_starts: date(2027, 9, 1),
            duration_months: 36,
            conditions: Vec::new(),
            admitted_at: Timestamp::UNIX_EPOCH,
        }),
        seen: Seen::default(),
    }
}
