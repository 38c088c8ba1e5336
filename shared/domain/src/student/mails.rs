//! What is mailed about the record of a student.

use jiff::Timestamp;

use crate::notices::{Mail, Page, Values, Words};

/// The link that claims a record, sent to the address on the roster.
#[derive(Debug)]
pub struct ClaimStudentRecord {
    /// The account that asks for the record.
    pub user_name: String,
    /// The student number.
    pub number: String,
    /// The secret of the link.
    pub code: String,
    /// Until when it works.
    pub until: Timestamp,
}

impl Mail for ClaimStudentRecord {
    const TEMPLATE: &'static str = "claim_student_record";

    fn page(&self) -> Option<Page> {
        Some(Page::with_code("/claim-student-record", &self.code))
    }

    fn values(&self) -> Values {
        Values::new()
            .with("user_name", Words::line(&self.user_name))
            .with("number", Words::line(&self.number))
            .with("until", self.until)
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
        let claim = ClaimStudentRecord {
            user_name: given.user_name(),
            number: "2027-LX-0042".to_owned(),
            code: given.code(),
            until: some_instant(),
        };
        vec![Sample::mail("claim_student_record", &claim)]
    }
}
