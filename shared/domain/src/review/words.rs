//! The words that the queue has for its matters, and the shapes in the API document:
//! those of every kind of matter there is. Whoever adds a matter adds to these; the
//! rules of tasks know none of them, and a reply is made from what stands in a task.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared_platform::locale::Bilingual;
use shared_platform::slug::Slug;
use utoipa::ToSchema;

use crate::application::ProgrammeName;
use crate::application::decision::{DecisionOutcome, Grounds};
use crate::deadline::DeadlineKind;
use crate::ids::{ApplicationId, StudentId};
use crate::letter::Spelling;
use crate::permit::Return;
use crate::registration::{Item, RegistrationId, Verdict};
use crate::staff::Colleague;
use crate::student::StudentNumber;

/// What a task is about. What is there beside name and id depends on the kind.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ReviewSubject {
    /// An application for admission.
    #[serde(rename_all = "camelCase")]
    Application {
        /// The application.
        id: ApplicationId,
        /// The name as in the passport.
        applicant_name: String,
        /// What the application is for.
        programme: ProgrammeName,
        /// When the studies begin.
        intake: Slug,
    },
    /// The semester registration of a student.
    #[serde(rename_all = "camelCase")]
    Registration {
        /// The registration.
        id: RegistrationId,
        /// The name as in the passport.
        applicant_name: String,
        /// The student number.
        number: StudentNumber,
        /// What the semester is called.
        semester: Bilingual,
    },
    /// A number that the university's sign-in said, and that no student has.
    #[serde(rename_all = "camelCase")]
    StudentNumber {
        /// The number.
        id: StudentNumber,
        /// The number, too: there is no name.
        applicant_name: String,
    },
    /// Something of a student that is over.
    #[serde(rename_all = "camelCase")]
    Deadline {
        /// The student.
        id: StudentId,
        /// The name as in the passport.
        applicant_name: String,
        /// The student number.
        number: StudentNumber,
        /// What is over.
        deadline: DeadlineKind,
        /// Its last day.
        last_day: Date,
    },
    /// A letter that cannot be set.
    #[serde(rename_all = "camelCase")]
    Letter {
        /// The registration that it is for.
        id: RegistrationId,
        /// The name as in the passport.
        applicant_name: String,
        /// The student number.
        number: StudentNumber,
        /// What the semester is called.
        semester: Bilingual,
    },
    /// The new permit of a student.
    #[serde(rename_all = "camelCase")]
    Permit {
        /// The registration whose letter it was asked for with.
        id: RegistrationId,
        /// The name as in the passport.
        applicant_name: String,
        /// The student number.
        number: StudentNumber,
        /// What the semester is called.
        semester: Bilingual,
    },
}

/// Why a matter comes before staff.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReviewOccasion {
    /// It was submitted.
    #[default]
    Submitted,
    /// The applicant has answered a request for revision.
    Resubmitted,
    /// A request for revision was not answered in time.
    RevisionOverdue,
    /// The applicant objects to the decision.
    Appealed,
    /// Staff take up a decision again.
    Reopened,
    /// Somebody wanted to sign in with a number that no student has.
    UnknownNumber,
    /// Of a student: a time is over, and nothing came.
    DeadlineOver,
    /// Of a student: something is said to be done that was due.
    DeadlineDone,
    /// A letter cannot be set.
    LetterNotSet,
}

/// What automatic checks look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FindingCode {
    /// The passport is over before the studies begin.
    PassportExpired,
    /// The passport is over within six months of the beginning of the studies.
    PassportExpiring,
    /// A document that was asked for is not there.
    DocumentMissing,
    /// A document that was submitted is not clean.
    DocumentNotClean,
    /// The applicant uploaded the same file elsewhere too, under another name or
    /// for another application.
    DocumentCopied,
    /// Of a registration: the permit lasts longer than the passport.
    PermitBeyondPassport,
    /// The passport ends too soon after the day of the extension (R4).
    PassportTooShort,
    /// The insurance does not cover the semester.
    InsuranceTooShort,
    /// The contract does not cover the semester.
    ContractTooShort,
    /// The contract is not under the name of the passport (S94).
    ContractOfAnother,
    /// The accommodation was not registered in time (R5).
    AccommodationNotRegistered,
    /// A day that can hardly be meant.
    DateImplausible,
}

/// A decision that a second person is to confirm.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Proposal {
    /// Who proposes it.
    pub by: Colleague,
    /// When.
    pub at: Timestamp,
    /// The decision.
    pub outcome: DecisionOutcome,
    /// What it rests on.
    #[serde(flatten)]
    pub grounds: Grounds,
}

/// How a matter came on the waiting list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Waitlisting {
    /// Who decided.
    pub by: Colleague,
    /// When.
    pub at: Timestamp,
    /// What it rests on.
    #[serde(flatten)]
    pub grounds: Grounds,
    /// Who proposed it, where two people decided.
    pub proposed_by: Option<Colleague>,
}

/// How a task ended.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Closing {
    /// Who decided; `null` where no colleague did.
    pub by: Option<Colleague>,
    /// When.
    pub at: Timestamp,
    /// What became of it.
    pub outcome: ClosingOutcome,
    /// What it rests on; nothing where it is no decision.
    #[serde(flatten)]
    pub grounds: Grounds,
    /// Of a registration: what was said of each item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdicts: Option<BTreeMap<Item, Verdict>>,
    /// Of a student number or a deadline: what became of it, for colleagues.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// Of a letter: how the name is printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spelling: Option<Spelling>,
    /// Of a new permit: why it was returned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<Return>,
    /// Who proposed it, where two people decided.
    pub proposed_by: Option<Colleague>,
}

/// How a task can end.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClosingOutcome {
    /// The applicant is admitted.
    Accept,
    /// The applicant is not admitted.
    Decline,
    /// The applicant was asked for a revision: what comes back is another task.
    RevisionRequested,
    /// The applicant took the application back.
    Withdrawn,
    /// Of a registration: all items pass; of a new permit: it does.
    Approve,
    /// Of a registration: some items are to be corrected; of a new permit: it is.
    Return,
    /// Of a deadline: what was to be done is done.
    Done,
    /// Of a deadline: it was not done, though the student says so.
    NotDone,
    /// Of a student number or a deadline: it is looked after in another way.
    Settle,
    /// Of a letter: it is printed.
    Print,
}
