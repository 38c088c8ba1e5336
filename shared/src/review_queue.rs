//! The staff queue: its tasks, who holds one, and how a decision closes it.
//! Reviews opens, lists and hands out tasks; whoever decides on a subject closes
//! the task in the transaction of the decision.

use jiff::{Timestamp, TimestampRound, Unit};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::application::{ProgrammeName, applicant_partition};
use crate::ids::{AccountId, ApplicationId, ReviewId};
use crate::outbox::DecisionOutcome;
use crate::slug::Slug;
use crate::store::{Change, Condition, Key, StoreError, Table, Transaction};

/// The label of the task in the transaction that closes it.
pub const REVIEW_LABEL: &str = "review";

/// The value of attribute `queue` while a task waits to be closed.
pub const APPLICATIONS_QUEUE: &str = "APPLICATIONS";

/// A task in the staff queue, as it stands in the Reviews table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReviewTask {
    /// The task.
    pub id: ReviewId,
    /// What is to be looked at.
    pub subject: Subject,
    /// Why it came before staff.
    #[serde(default)]
    pub occasion: ReviewOccasion,
    /// Who has taken it, and until when. It may be over: see [`ReviewTask::holder`].
    pub claim: Option<Claim>,
    /// How it ended.
    pub closing: Option<Closing>,
    /// What the automatic checks found.
    pub findings: Vec<Finding>,
    /// When it entered the queue.
    pub opened_at: Timestamp,
    /// Counts every change; writes are conditional on it.
    pub version: u64,
}

/// Why an application comes before staff.
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
}

/// The application that a task is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Subject {
    /// Whose application it is.
    pub applicant: AccountId,
    /// The application.
    pub application: ApplicationId,
    /// Which submission of it, from 1.
    pub round: u32,
    /// The name as in the passport.
    pub applicant_name: String,
    /// What the application is for.
    pub programme: ProgrammeName,
    /// When the studies begin.
    pub intake: Slug,
}

/// A colleague, by id and by the name others know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Colleague {
    /// The account.
    pub id: AccountId,
    /// The name.
    pub user_name: String,
}

/// A task taken by one colleague, for a while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Claim {
    /// Who has taken it.
    pub by: Colleague,
    /// When it is free again; a whole second.
    pub until: Timestamp,
}

/// How a task ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Closing {
    /// Who decided; `null` where no colleague did.
    pub by: Option<Colleague>,
    /// When.
    pub at: Timestamp,
    /// What became of it.
    pub outcome: ClosingOutcome,
    /// Why.
    pub reason: Option<DecisionReason>,
    /// What the reviewer wrote to the applicant.
    pub note_to_applicant: Option<String>,
}

/// How a task can end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
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
}

impl From<DecisionOutcome> for ClosingOutcome {
    fn from(outcome: DecisionOutcome) -> Self {
        match outcome {
            DecisionOutcome::Accept => Self::Accept,
            DecisionOutcome::Decline => Self::Decline,
        }
    }
}

/// Why a decision was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DecisionReason {
    /// All that the guide asks for is fulfilled.
    RequirementsMet,
    /// Something that the guide asks for is not fulfilled.
    RequirementsNotMet,
    /// The documents do not show what they must.
    DocumentsNotSufficient,
    /// There is no place left.
    NoPlaceLeft,
    /// Something else.
    Other,
}

/// Something an automatic check noticed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Finding {
    /// What.
    pub code: FindingCode,
    /// How grave it is.
    pub severity: Severity,
    /// The document slot it is about, if it is about one.
    pub slot: Option<Slug>,
}

/// What automatic checks look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FindingCode {
    /// The fee is neither settled nor waived.
    FeeUnsettled,
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
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth a look.
    Warning,
    /// It must not be so: something went wrong before this task was opened.
    Blocking,
}

/// Where a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// Anybody may take it.
    Open,
    /// Somebody has taken it.
    Claimed,
    /// It is decided.
    Closed,
}

impl ReviewTask {
    /// The key of its item.
    #[must_use]
    pub fn key(&self) -> Key {
        review_key(self.id)
    }

    /// Where the task is now. A claim that is over counts for nothing.
    #[must_use]
    pub fn state(&self, now: Timestamp) -> TaskState {
        if self.closing.is_some() {
            TaskState::Closed
        } else if self.holder(now).is_some() {
            TaskState::Claimed
        } else {
            TaskState::Open
        }
    }

    /// Who may decide the task now.
    #[must_use]
    pub fn holder(&self, now: Timestamp) -> Option<AccountId> {
        let claim = self.claim.as_ref().filter(|claim| now < claim.until)?;
        self.closing.is_none().then_some(claim.by.id)
    }
}

/// The key of a task in the Reviews table.
#[must_use]
pub fn review_key(review: ReviewId) -> Key {
    Key::new(format!("REVIEW#{review}"), "REVIEW")
}

/// The partition of the Reviews table that names the tasks about an applicant.
#[must_use]
pub fn tasks_of_applicant(applicant: AccountId) -> String {
    applicant_partition(applicant)
}

/// The key of the item that names a task to who looks for those about an
/// applicant.
#[must_use]
pub fn task_of_applicant_key(applicant: AccountId, review: ReviewId) -> Key {
    Key::new(tasks_of_applicant(applicant), format!("REVIEW#{review}"))
}

/// Closes the task in the transaction of its decision, if the decider still
/// holds it. Refused under [`REVIEW_LABEL`].
///
/// # Errors
/// [`StoreError::Corrupt`] when the request cannot be built.
pub fn close(
    transaction: &mut Transaction,
    reviews: &Table,
    review: ReviewId,
    closing: &Closing,
) -> Result<(), StoreError> {
    let decider = closing.by.as_ref().map(|by| by.id);
    let still_held = Condition::Missing("closing")
        .and(Condition::equals("claim.by.id", decider))
        .and(Condition::greater_than("claim.until", whole_second(closing.at)));
    transaction.update(REVIEW_LABEL, reviews, review_key(review), closed(closing), still_held)
}

/// Closes the task of an application that was withdrawn, whoever holds it.
/// Refused under [`REVIEW_LABEL`] when it is not there or closed already.
///
/// # Errors
/// [`StoreError::Corrupt`] when the request cannot be built.
pub fn close_withdrawn(
    transaction: &mut Transaction,
    reviews: &Table,
    review: ReviewId,
    withdrawn_at: Timestamp,
) -> Result<(), StoreError> {
    let closing = Closing {
        by: None,
        at: withdrawn_at,
        outcome: ClosingOutcome::Withdrawn,
        reason: None,
        note_to_applicant: None,
    };
    let open = Condition::item_exists().and(Condition::Missing("closing"));
    transaction.update(REVIEW_LABEL, reviews, review_key(review), closed(&closing), open)
}

/// What closes a task. Without `queue` it leaves the index.
fn closed(closing: &Closing) -> Change {
    Change::new()
        .set("closing", closing)
        .remove("claim")
        .remove("queue")
        .remove("queuedAt")
        .add("version", 1)
}

/// The instant without its fraction of a second. Claims end on whole seconds,
/// so that their texts, all of one length, compare as the instants do.
#[must_use]
pub fn whole_second(instant: Timestamp) -> Timestamp {
    let down = TimestampRound::new().smallest(Unit::Second).mode(jiff::RoundMode::Floor);
    instant.round(down).unwrap_or(instant)
}

/// A task of the staff queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Review {
    /// The task.
    pub id: ReviewId,
    /// What is to be looked at.
    pub subject: ReviewSubject,
    /// Why it came before staff.
    pub occasion: ReviewOccasion,
    /// Where the task is.
    pub state: TaskState,
    /// Who has taken it; `null` when nobody has.
    pub claim: Option<Claim>,
    /// How it ended; `null` until then.
    pub closing: Option<Closing>,
    /// What the automatic checks found.
    pub findings: Vec<Finding>,
    /// When it entered the queue.
    pub opened_at: Timestamp,
}

/// What a task is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReviewSubject {
    /// What kind of thing.
    pub kind: SubjectKind,
    /// The name as in the passport.
    pub applicant_name: String,
    /// What the application is for.
    pub programme: ProgrammeName,
    /// When the studies begin.
    pub intake: Slug,
}

/// What kind of thing a task is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    /// An application for admission.
    Application,
}

impl Review {
    /// The task as staff see it now.
    #[must_use]
    pub fn of(task: ReviewTask, now: Timestamp) -> Self {
        let state = task.state(now);
        Self {
            id: task.id,
            subject: ReviewSubject {
                kind: SubjectKind::Application,
                applicant_name: task.subject.applicant_name,
                programme: task.subject.programme,
                intake: task.subject.intake,
            },
            occasion: task.occasion,
            state,
            claim: task.claim.filter(|_| state == TaskState::Claimed),
            closing: task.closing,
            findings: task.findings,
            opened_at: task.opened_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ProgrammeId;
    use crate::locale::Bilingual;

    fn instant(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn claimed_until(until: &str) -> ReviewTask {
        let name = Bilingual { en: "Example".to_owned(), zh: "示例".to_owned() };
        let colleague = Colleague { id: AccountId::new(), user_name: "tester".to_owned() };
        ReviewTask {
            id: ReviewId::new(),
            subject: Subject {
                applicant: AccountId::new(),
                application: ApplicationId::new(),
                round: 1,
                applicant_name: "TESTER ANNA".to_owned(),
                programme: ProgrammeName { id: ProgrammeId::new(), name },
                intake: "2027-autumn".parse().unwrap(),
            },
            occasion: ReviewOccasion::Submitted,
            claim: Some(Claim { by: colleague, until: instant(until) }),
            closing: None,
            findings: Vec::new(),
            opened_at: instant("2026-11-22T03:00:00Z"),
            version: 1,
        }
    }

    #[test]
    fn a_claim_ends_by_itself() {
        let task = claimed_until("2026-11-22T03:30:00Z");
        let before = instant("2026-11-22T03:29:59.999Z");
        let after = instant("2026-11-22T03:30:00Z");
        assert_eq!(task.state(before), TaskState::Claimed);
        assert_eq!(task.state(after), TaskState::Open);
        assert_eq!(Review::of(task, after).claim, None);
    }

    #[test]
    fn whole_seconds_compare_as_texts_as_they_do_as_instants() {
        let instants =
            ["2026-11-22T03:29:59.999Z", "2026-11-22T03:30:00Z", "2026-11-22T03:30:00.5Z"]
                .map(|text| whole_second(instant(text)));
        for one in instants {
            for other in instants {
                assert_eq!(one < other, one.to_string() < other.to_string());
            }
        }
    }
}
