//! Where a new permit is on its way:
//!
//! ```text
//! draft ──submitted──▶ ready_for_review ──passes──▶ closed
//!                        ▲            │
//!                        └─submitted─ returned   (as often as it takes)
//! ```

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::Problem;
use shared_platform::ids::AccountId;
use shared_platform::locale::Bilingual;
use shared_platform::slug::Slug;
use shared_platform::store::Key;
use utoipa::ToSchema;

use crate::application::SubmittedDocument;
use crate::ids::{ReviewId, StudentId};
use crate::registration::papers::Permit;
use crate::registration::{RegistrationId, ReturnReason};
use crate::staff::Colleague;
use crate::student::student_partition;

/// How the sort keys of a student's new permits begin.
pub(super) const PERMITS: &str = "PERMIT#";

/// The new permit after the letter of a registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewPermit {
    /// The student's account.
    pub account: AccountId,
    /// Whose it is.
    pub student: StudentId,
    /// The semester whose letter it was asked for with.
    pub semester: Slug,
    /// Counts every change; writes are conditional on it.
    pub version: u64,
    /// How often it was submitted.
    pub round: u32,
    /// What was submitted last.
    submitted: Option<Submitted>,
    /// Where it is on its way.
    #[serde(flatten)]
    stage: Stage,
}

/// What a student says of a new permit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Submitted {
    /// The permit.
    pub permit: Permit,
    /// What proves it.
    pub documents: Vec<SubmittedDocument>,
    /// When.
    pub at: Timestamp,
}

/// What is wrong with it (S106).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = PermitReturn)]
pub struct Return {
    /// What.
    pub reason: ReturnReason,
    /// What the student is to do, in the officer's words.
    pub note: Bilingual,
}

/// Where a new permit is on its way, with what it has there. It is stored among the
/// attributes, `state` first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Stage {
    /// The student is to bring it.
    Draft,
    /// Submitted and locked: a visa officer may look at it.
    ReadyForReview {
        /// The task.
        review: ReviewId,
    },
    /// It is to be corrected.
    Returned {
        /// What is wrong with it.
        returned: Return,
        /// Who says so: the next task is theirs first.
        returned_by: Colleague,
        /// When.
        returned_at: Timestamp,
    },
    /// It stands on the student's record.
    Closed {
        /// The task in which it passed.
        review: ReviewId,
        /// When.
        closed_at: Timestamp,
    },
}

/// Where a new permit is on its way, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PermitState {
    /// The student is to bring it.
    Draft,
    /// A visa officer may look at it.
    ReadyForReview,
    /// It is to be corrected.
    Returned,
    /// It stands on the student's record.
    Closed,
}

/// It is not before staff with this task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the permit is not ready for review")]
pub struct NotReadyForReview;

impl From<NotReadyForReview> for Problem {
    fn from(_: NotReadyForReview) -> Self {
        Self::conflict("not_ready_for_review")
    }
}

impl Stage {
    /// Its name.
    #[must_use]
    pub const fn state(&self) -> PermitState {
        match self {
            Self::Draft => PermitState::Draft,
            Self::ReadyForReview { .. } => PermitState::ReadyForReview,
            Self::Returned { .. } => PermitState::Returned,
            Self::Closed { .. } => PermitState::Closed,
        }
    }
}

/// The steps; each counts the version on.
impl NewPermit {
    /// One that the student is to bring, once the first letter was issued.
    #[must_use]
    pub fn expected(account: AccountId, registration: RegistrationId) -> Self {
        let RegistrationId { student, semester } = registration;
        Self {
            account,
            student,
            semester,
            version: 1,
            round: 0,
            submitted: None,
            stage: Stage::Draft,
        }
    }

    /// Submitted, with a task to be opened; `None` when it is before staff or closed.
    #[must_use]
    pub fn submitted(&self, submitted: Submitted) -> Option<(Self, ReviewId)> {
        match self.stage {
            Stage::Draft | Stage::Returned { .. } => {
                let review = ReviewId::new();
                let next = Self {
                    round: self.round + 1,
                    submitted: Some(submitted),
                    ..self.at(Stage::ReadyForReview { review })
                };
                Some((next, review))
            }
            Stage::ReadyForReview { .. } | Stage::Closed { .. } => None,
        }
    }

    /// Judged by the colleague who has the task.
    ///
    /// # Errors
    /// [`NotReadyForReview`].
    pub fn judged(
        &self,
        review: ReviewId,
        returned: Option<Return>,
        by: &Colleague,
        now: Timestamp,
    ) -> Result<Self, NotReadyForReview> {
        if self.stage != (Stage::ReadyForReview { review }) {
            return Err(NotReadyForReview);
        }
        Ok(self.at(match returned {
            None => Stage::Closed { review, closed_at: now },
            Some(returned) => {
                Stage::Returned { returned, returned_by: by.clone(), returned_at: now }
            }
        }))
    }

    fn at(&self, stage: Stage) -> Self {
        Self { version: self.version + 1, stage, ..self.clone() }
    }
}

/// What there is to read of it.
impl NewPermit {
    /// The registration whose letter it was asked for with.
    #[must_use]
    pub fn registration(&self) -> RegistrationId {
        RegistrationId { student: self.student, semester: self.semester.clone() }
    }

    /// Its key in the Registrations table.
    #[must_use]
    pub fn key_of(registration: &RegistrationId) -> Key {
        let RegistrationId { student, semester } = registration;
        Key::new(student_partition(*student), format!("{PERMITS}{semester}"))
    }

    /// Where it is on its way, with what it has there.
    #[must_use]
    pub const fn stage(&self) -> &Stage {
        &self.stage
    }

    /// What was submitted last.
    #[must_use]
    pub const fn last(&self) -> Option<&Submitted> {
        self.submitted.as_ref()
    }

    /// Who returned it: the next task is theirs first.
    #[must_use]
    pub fn returned_by(&self) -> Option<Colleague> {
        match &self.stage {
            Stage::Returned { returned_by, .. } => Some(returned_by.clone()),
            _ => None,
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::document::{FolderKind as _, Opening};
    use crate::form::registration::PermitKind;

    pub(crate) fn expected() -> NewPermit {
        let semester = "2027-autumn".parse().unwrap();
        let id = RegistrationId { student: StudentId::new(), semester };
        NewPermit::expected(AccountId::new(), id)
    }

    pub(crate) fn declared() -> Submitted {
        let permit = Permit {
            kind: PermitKind::ResidencePermit,
            number: "R0000043".to_owned(),
            expires: date(2028, 9, 30),
        };
        Submitted { permit, documents: Vec::new(), at: Timestamp::UNIX_EPOCH }
    }

    fn wrong() -> Return {
        let note = Bilingual { en: "Blurred.".into(), zh: "模糊。".into() };
        Return { reason: ReturnReason::Unreadable, note }
    }

    #[test]
    fn it_is_corrected_as_often_as_it_takes_and_closed_once() {
        let by = crate::samples::colleague("officer.wang");
        let now = Timestamp::UNIX_EPOCH;
        let mut case = expected();
        for round in 1..4 {
            assert_ne!(case.folder().opening, Opening::Nothing);
            let (submitted, review) = case.submitted(declared()).unwrap();
            assert_eq!((submitted.round, submitted.version), (round, case.version + 1));
            assert_eq!(submitted.folder().opening, Opening::Nothing);
            assert_eq!(submitted.submitted(declared()), None);
            let other = submitted.judged(ReviewId::new(), None, &by, now);
            assert_eq!(other, Err(NotReadyForReview));
            case = submitted.judged(review, Some(wrong()), &by, now).unwrap();
            assert_eq!(case.returned_by(), Some(by.clone()));
        }
        let (submitted, review) = case.submitted(declared()).unwrap();
        let closed = submitted.judged(review, None, &by, now).unwrap();
        assert_eq!(closed.stage().state(), PermitState::Closed);
        assert_eq!(closed.submitted(declared()), None);
        for case in [case, submitted, closed, expected()] {
            let stored = serde_json::to_value(&case).unwrap();
            assert_eq!(stored["state"], serde_json::json!(case.stage().state()));
            assert_eq!(serde_json::from_value::<NewPermit>(stored).unwrap(), case);
        }
    }
}
