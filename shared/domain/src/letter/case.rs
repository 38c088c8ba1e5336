//! Where a letter is on its way. Each step takes it to the next one, or says why it
//! cannot be taken:
//!
//! ```text
//! requested ──issued──▶ ready ──collected──▶ collected
//!   ▲    │               │                      │
//!   │    └─cannot be set─▶ with_office          │
//!   └──────requested again──┴───────────────────┘
//! ```

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use shared_platform::Problem;
use shared_platform::ids::AccountId;
use shared_platform::slug::Slug;
use shared_platform::store::Key;
use utoipa::ToSchema;

use super::keys::{LETTERS, object};
use crate::ids::{LetterId, ReviewId, StudentId};
use crate::registration::RegistrationId;
use crate::student::student_partition;

/// The letter of a registration, with all that were issued for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LetterCase {
    /// The student's account.
    pub account: AccountId,
    /// Whose it is.
    pub student: StudentId,
    /// The semester.
    pub semester: Slug,
    /// Counts every change; writes are conditional on it.
    pub version: u64,
    /// Which request for a letter was the last one.
    request: u32,
    /// How an officer has the name printed, where it is not as the record has it.
    spelling: Option<Spelling>,
    /// The letters that were issued: the last one counts.
    issued: Vec<IssuedLetter>,
    /// When the student comes to collect it.
    booking: Option<Booking>,
    /// Where it is on its way.
    #[serde(flatten)]
    stage: Stage,
}

/// Where a letter is on its way, with what it has there. It is stored among the
/// attributes of the case, `state` first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Stage {
    /// It is to be issued.
    Requested,
    /// It cannot be set: an officer prepares it.
    WithOffice {
        /// The officer's task.
        review: ReviewId,
    },
    /// It waits to be collected (S103).
    Ready,
    /// The student has it.
    Collected {
        /// When staff marked it so.
        collected_at: Timestamp,
    },
}

/// Where a letter is on its way, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LetterState {
    /// It is being made.
    Requested,
    /// The office prepares it.
    WithOffice,
    /// It waits to be collected.
    Ready,
    /// The student has it.
    Collected,
}

/// A letter that was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IssuedLetter {
    /// Which: its file is named by it.
    pub id: LetterId,
    /// Its number, as it is printed.
    pub number: String,
    /// The day of issue.
    pub issued_on: Date,
    /// The last day on which it is good.
    pub valid_until: Date,
}

/// A name as it is printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Spelling {
    /// In place of the name in the passport.
    pub passport_name: String,
    /// The Chinese name; left out, none is printed.
    #[serde(default)]
    pub chinese_name: Option<String>,
}

/// When a student comes to collect a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Booking {
    /// The day.
    pub day: Date,
    /// When the slot begins, by the clock of Beijing.
    #[schema(value_type = String)]
    pub starts: Time,
}

/// Why a letter cannot be set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "is", rename_all = "snake_case")]
#[schema(as = LetterObstacle)]
pub enum Obstacle {
    /// No font has some characters.
    Characters {
        /// Which.
        characters: Vec<String>,
    },
    /// It does not fit on its page.
    TooLong,
    /// The office has not said who writes letters, and to whom.
    NotSetUp,
    /// The record has no visa or permit that could be extended.
    NoPermit,
}

/// The letter is not where this could be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the letter is not where this could be done")]
pub struct NotNow;

impl From<NotNow> for Problem {
    fn from(_: NotNow) -> Self {
        Self::conflict("letter_not_ready")
    }
}

impl Stage {
    /// Its name.
    #[must_use]
    pub const fn state(&self) -> LetterState {
        match self {
            Self::Requested => LetterState::Requested,
            Self::WithOffice { .. } => LetterState::WithOffice,
            Self::Ready => LetterState::Ready,
            Self::Collected { .. } => LetterState::Collected,
        }
    }
}

/// The steps; each counts the version on.
impl LetterCase {
    /// The first request for a letter, which nobody has answered. It is not stored:
    /// what answers it stores the case.
    #[must_use]
    pub fn requested(account: AccountId, registration: RegistrationId) -> Self {
        let RegistrationId { student, semester } = registration;
        Self {
            account,
            student,
            semester,
            version: 0,
            request: 1,
            spelling: None,
            issued: Vec::new(),
            booking: None,
            stage: Stage::Requested,
        }
    }

    /// Whether this request waits to be answered: of a message that comes again it
    /// does not.
    #[must_use]
    pub fn is_due(&self, request: u32) -> bool {
        self.stage == Stage::Requested && self.request == request
    }

    /// With a letter, which replaces the one before.
    #[must_use]
    pub fn issued(&self, letter: IssuedLetter) -> Self {
        let mut issued = self.at(Stage::Ready);
        issued.issued.push(letter);
        issued
    }

    /// Before an officer: it cannot be set.
    #[must_use]
    pub fn referred(&self, review: ReviewId) -> Self {
        self.at(Stage::WithOffice { review })
    }

    /// To be issued once more: by the officer who has the task, as this is to be
    /// spelled.
    ///
    /// # Errors
    /// [`NotNow`] when it is not before this officer.
    pub fn spelled(&self, review: ReviewId, spelling: Option<Spelling>) -> Result<Self, NotNow> {
        match self.stage {
            Stage::WithOffice { review: present } if present == review => {
                Ok(Self { spelling, ..self.requested_again() })
            }
            _ => Err(NotNow),
        }
    }

    /// To be issued once more, as the record says now: a spelling was for what the record
    /// said before.
    ///
    /// # Errors
    /// [`NotNow`] when none was issued, or one is being made.
    pub fn reissued(&self) -> Result<Self, NotNow> {
        match self.stage {
            Stage::Ready | Stage::Collected { .. } => {
                Ok(Self { spelling: None, ..self.requested_again() })
            }
            Stage::Requested | Stage::WithOffice { .. } => Err(NotNow),
        }
    }

    fn requested_again(&self) -> Self {
        Self { request: self.request + 1, ..self.at(Stage::Requested) }
    }

    /// To be collected then.
    ///
    /// # Errors
    /// [`NotNow`] when it does not wait to be collected.
    pub fn booked(&self, booking: Booking) -> Result<Self, NotNow> {
        self.with_booking(Some(booking))
    }

    /// To be collected at no certain time.
    ///
    /// # Errors
    /// [`NotNow`] when it does not wait to be collected.
    pub fn unbooked(&self) -> Result<Self, NotNow> {
        self.with_booking(None)
    }

    fn with_booking(&self, booking: Option<Booking>) -> Result<Self, NotNow> {
        match self.stage {
            Stage::Ready => Ok(Self { booking, ..self.at(Stage::Ready) }),
            _ => Err(NotNow),
        }
    }

    /// With the student.
    ///
    /// # Errors
    /// [`NotNow`] when it does not wait to be collected.
    pub fn collected(&self, now: Timestamp) -> Result<Self, NotNow> {
        match self.stage {
            Stage::Ready => Ok(self.at(Stage::Collected { collected_at: now })),
            _ => Err(NotNow),
        }
    }

    fn at(&self, stage: Stage) -> Self {
        Self { version: self.version + 1, stage, ..self.clone() }
    }
}

/// What there is to read of it.
impl LetterCase {
    /// The registration that it is for.
    #[must_use]
    pub fn registration(&self) -> RegistrationId {
        RegistrationId { student: self.student, semester: self.semester.clone() }
    }

    /// Its key in the Registrations table.
    #[must_use]
    pub fn key_of(registration: &RegistrationId) -> Key {
        let RegistrationId { student, semester } = registration;
        Key::new(student_partition(*student), format!("{LETTERS}{semester}"))
    }

    /// Where it is on its way, with what it has there.
    #[must_use]
    pub const fn stage(&self) -> &Stage {
        &self.stage
    }

    /// Which request for a letter was the last one.
    #[must_use]
    pub const fn request(&self) -> u32 {
        self.request
    }

    /// How the name is to be printed, where it is not as the record has it.
    #[must_use]
    pub const fn spelling(&self) -> Option<&Spelling> {
        self.spelling.as_ref()
    }

    /// The letter that counts. While another is being made it is the one before.
    #[must_use]
    pub fn letter(&self) -> Option<&IssuedLetter> {
        self.issued.last()
    }

    /// All letters that were issued, the first one first.
    #[must_use]
    pub fn letters(&self) -> &[IssuedLetter] {
        &self.issued
    }

    /// When the student comes to collect it, or was to come.
    #[must_use]
    pub const fn booking(&self) -> Option<Booking> {
        self.booking
    }

    /// When the student comes to collect it: who let the day pass may book another one.
    #[must_use]
    pub fn coming(&self, today: Date) -> Option<Booking> {
        self.booking.filter(|booking| today <= booking.day)
    }

    /// Where the file of a letter of it lies.
    #[must_use]
    pub fn object(&self, letter: LetterId) -> String {
        object(self.account, letter)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use jiff::civil::{date, time};
    use proptest::prelude::*;

    use super::*;

    pub(crate) fn begun() -> LetterCase {
        let semester = "2027-autumn".parse().unwrap();
        let id = RegistrationId { student: StudentId::new(), semester };
        LetterCase::requested(AccountId::new(), id)
    }

    pub(crate) fn letter(number: &str) -> IssuedLetter {
        IssuedLetter {
            id: LetterId::new(),
            number: number.to_owned(),
            issued_on: date(2027, 9, 6),
            valid_until: date(2027, 10, 6),
        }
    }

    #[test]
    fn a_request_is_answered_once() {
        let begun = begun();
        assert!(begun.is_due(1) && !begun.is_due(2));
        let ready = begun.issued(letter("VE-2027-000001"));
        assert!(!ready.is_due(1) && !ready.is_due(2));
        let again = ready.reissued().unwrap();
        assert!(!again.is_due(1) && again.is_due(2));
        assert_eq!(again.letter().unwrap().number, "VE-2027-000001");
        let referred = again.referred(ReviewId::new());
        assert!(!referred.is_due(2));
        assert_eq!(referred.reissued(), Err(NotNow));
        assert_eq!(referred.spelled(ReviewId::new(), None), Err(NotNow));
    }

    #[test]
    fn it_is_stored_and_read_back_wherever_it_is() {
        let begun = begun();
        let review = ReviewId::new();
        let booking = Booking { day: date(2027, 9, 8), starts: time(9, 30, 0, 0) };
        let ready = begun.issued(letter("VE-2027-000001"));
        let collected = ready.collected(Timestamp::UNIX_EPOCH).unwrap();
        for case in [begun.referred(review), ready.booked(booking).unwrap(), collected, begun] {
            let stored = serde_json::to_value(&case).unwrap();
            assert_eq!(stored["state"], serde_json::json!(case.stage().state()));
            assert_eq!(serde_json::from_value::<LetterCase>(stored).unwrap(), case);
        }
    }

    proptest! {
        #[test]
        fn in_whatever_order_it_goes_versions_count_and_no_letter_is_lost(
            steps in prop::collection::vec(0..6_u8, 0..30),
        ) {
            let review = ReviewId::new();
            let booking = Booking { day: date(2027, 9, 8), starts: time(9, 30, 0, 0) };
            let mut case = begun();
            for (number, step) in (0_u64..).zip(steps) {
                let waits = case.is_due(case.request());
                let next = match step {
                    0 if waits => Ok(case.issued(letter(&format!("VE-2027-{number:06}")))),
                    1 if waits => Ok(case.referred(review)),
                    2 => case.spelled(review, None),
                    3 => case.reissued(),
                    4 => case.booked(booking),
                    5 => case.collected(Timestamp::UNIX_EPOCH),
                    _ => Err(NotNow),
                };
                let Ok(next) = next else { continue };
                prop_assert_eq!(next.version, case.version + 1);
                prop_assert!(next.letters().starts_with(case.letters()));
                // What can be collected is there.
                let has = !next.letters().is_empty();
                let there = matches!(next.stage(), Stage::Ready | Stage::Collected { .. });
                prop_assert!(has || !there);
                case = next;
            }
        }
    }
}
