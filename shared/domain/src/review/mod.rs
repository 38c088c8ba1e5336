//! The staff queue: its tasks, who holds one, and how a decision closes it.
//! Reviews opens, lists and hands out tasks; whoever decides on a subject closes
//! the task in the transaction of the decision.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::clock::{seconds_after, whole_second};
use shared_platform::ids::AccountId;
use shared_platform::outbox::Message;
use shared_platform::slug::Slug;
use shared_platform::store::{Change, Condition, Item, Key, StoreError, Table, Transaction};
use utoipa::ToSchema;

use crate::application::decision::{DecisionOutcome, Grounds};
use crate::application::{ProgrammeName, SecondLook, applicant_partition};
use crate::ids::{ApplicationId, ReviewId};
use crate::staff::Colleague;

/// The label of the task in the transaction that closes it.
pub const REVIEW_LABEL: &str = "review";

/// For how long a task is kept for the colleague who is to go on with it, in
/// seconds: after three days anybody may take it.
const KEPT_SECONDS: i64 = 3 * 24 * 60 * 60;

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
    /// Why a decided application is looked at once more, where it is.
    #[serde(default)]
    pub second_look: Option<SecondLook>,
    /// Whether the applicant has objected to a decision, which one can do once.
    #[serde(default)]
    pub appealed: bool,
    /// Who has taken it, and until when. It may be over: see [`ReviewTask::holder`].
    pub claim: Option<Claim>,
    /// The decision that waits for a second person.
    #[serde(default)]
    pub proposal: Option<Proposal>,
    /// Why the last proposal was not confirmed.
    #[serde(default)]
    pub rejection: Option<Rejection>,
    /// How the application came on the waiting list, where it is on it.
    #[serde(default)]
    pub waitlisting: Option<Waitlisting>,
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

/// A task taken by one colleague, for a while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Claim {
    /// Who has taken it.
    pub by: Colleague,
    /// When it is free again; a whole second.
    pub until: Timestamp,
}

impl Claim {
    /// A claim that ends by itself after a number of seconds.
    #[must_use]
    pub fn lasting(by: Colleague, seconds: i64, now: Timestamp) -> Self {
        Self { by, until: whole_second(seconds_after(now, seconds)) }
    }

    /// A task kept for whoever is to go on with it.
    #[must_use]
    pub fn kept_for(by: Colleague, now: Timestamp) -> Self {
        Self::lasting(by, KEPT_SECONDS, now)
    }
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
    /// What it rests on; nothing where it is no decision.
    #[serde(flatten)]
    pub grounds: Grounds,
    /// Who proposed it, where two people decided.
    pub proposed_by: Option<Colleague>,
}

impl Closing {
    /// The end of a task that is no decision on the application.
    #[must_use]
    pub fn without_decision(by: Option<Colleague>, at: Timestamp, outcome: ClosingOutcome) -> Self {
        Self { by, at, outcome, grounds: Grounds::default(), proposed_by: None }
    }
}

/// A decision that a second person is to confirm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
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

/// Why a proposal was not confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Rejection {
    /// Who would not confirm it.
    pub by: Colleague,
    /// When.
    pub at: Timestamp,
    /// Why, for whoever proposed it.
    pub note: String,
}

/// How an application came on the waiting list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
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

impl PartialEq<DecisionOutcome> for ClosingOutcome {
    fn eq(&self, decision: &DecisionOutcome) -> bool {
        match decision {
            DecisionOutcome::Accept => *self == Self::Accept,
            DecisionOutcome::Decline => *self == Self::Decline,
            // A task on the waiting list is not closed.
            DecisionOutcome::Waitlist => false,
        }
    }
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

/// An application to be put into the staff queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenReview {
    /// The id the task gets, chosen by whoever asks: asking twice opens one task.
    pub review: ReviewId,
    /// The applicant.
    pub applicant: AccountId,
    /// The application.
    pub application: ApplicationId,
    /// Which submission of it, from 1.
    pub round: u32,
    /// Why it comes before staff.
    #[serde(default)]
    pub occasion: ReviewOccasion,
    /// Who looked at it before: the task is theirs first.
    #[serde(default)]
    pub held_for: Option<Colleague>,
}

impl Message for OpenReview {
    const ACTION: &'static str = "open_review";
}

/// A task that nobody needs to work on any more: its application was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CloseReview {
    /// The task.
    pub review: ReviewId,
    /// When the application was withdrawn.
    pub withdrawn_at: Timestamp,
}

impl Message for CloseReview {
    const ACTION: &'static str = "close_review";
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
    /// A decision waits for a second person, and nobody has taken it.
    Proposed,
    /// It is decided.
    Closed,
}

/// Where a task waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReviewQueue {
    /// Among those that are to be decided.
    General,
    /// On the waiting list, until there is a place.
    Waitlist,
    /// Among the decisions that a second person is to confirm.
    Confirmations,
}

impl ReviewQueue {
    /// The value of attribute `queue` of the tasks that wait there.
    #[must_use]
    pub const fn partition(self) -> &'static str {
        match self {
            Self::General => "APPLICATIONS",
            Self::Waitlist => "WAITLIST",
            Self::Confirmations => "CONFIRMATIONS",
        }
    }
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
        } else if self.proposal.is_some() {
            TaskState::Proposed
        } else {
            TaskState::Open
        }
    }

    /// Where it waits, until it is closed.
    #[must_use]
    pub fn queue(&self) -> Option<ReviewQueue> {
        match self {
            Self { closing: Some(_), .. } => None,
            Self { proposal: Some(_), .. } => Some(ReviewQueue::Confirmations),
            Self { waitlisting: Some(_), .. } => Some(ReviewQueue::Waitlist),
            _ => Some(ReviewQueue::General),
        }
    }

    /// The task as an item, with what its indexes are made of.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when it cannot be serialised.
    pub fn item(&self) -> Result<Item, StoreError> {
        let mut item = Item::new(self.key(), self)?.with("queuedAt", queued_at(self.opened_at));
        if let Some(queue) = self.queue() {
            item = item.with("queue", queue.partition());
        }
        if let Some(claim) = &self.claim {
            item = item.with("holder", claim.by.id.to_string());
        }
        Ok(item)
    }

    /// The next version of the task, to be changed and then written by [`replace`].
    #[must_use]
    pub fn next(&self) -> Self {
        Self { version: self.version + 1, ..self.clone() }
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
    let closing = Closing::without_decision(None, withdrawn_at, ClosingOutcome::Withdrawn);
    let open = Condition::item_exists().and(Condition::Missing("closing"));
    transaction.update(REVIEW_LABEL, reviews, review_key(review), closed(&closing), open)
}

/// What closes a task. Without what indexes are made of it leaves them.
fn closed(closing: &Closing) -> Change {
    Change::new()
        .set("closing", closing)
        .remove("claim")
        .remove("proposal")
        .remove("rejection")
        .remove("queue")
        .remove("queuedAt")
        .remove("holder")
        .add("version", 1)
}

/// Writes a task over the one version that came before it. Refused under
/// [`REVIEW_LABEL`] when it changed meanwhile.
///
/// # Errors
/// [`StoreError::Corrupt`] when the request cannot be built.
pub fn replace(
    transaction: &mut Transaction,
    reviews: &Table,
    changed: &ReviewTask,
) -> Result<(), StoreError> {
    let change = match (&changed.closing, changed.queue()) {
        (Some(closing), _) => closed(closing),
        (None, queue) => Change::new()
            .set("claim", &changed.claim)
            .set("holder", changed.claim.as_ref().map(|claim| claim.by.id))
            .set("proposal", &changed.proposal)
            .set("rejection", &changed.rejection)
            .set("waitlisting", &changed.waitlisting)
            .set("queue", queue.map(ReviewQueue::partition))
            .set("version", changed.version),
    };
    let unchanged = Condition::equals("version", changed.version - 1);
    transaction.update(REVIEW_LABEL, reviews, changed.key(), change, unchanged)
}

/// An instant as a sort key: always three digits of a second, so that texts sort
/// as the instants do.
fn queued_at(instant: Timestamp) -> String {
    format!("{instant:.3}")
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
    /// Where it waits; `null` when it is decided.
    pub queue: Option<ReviewQueue>,
    /// Who has taken it; `null` when nobody has.
    pub claim: Option<Claim>,
    /// The decision that waits for a second person; `null` when none does.
    pub proposal: Option<Proposal>,
    /// Why the last proposal was not confirmed; `null` when none was rejected.
    pub rejection: Option<Rejection>,
    /// How the application came on the waiting list; `null` where it is not on it.
    pub waitlisting: Option<Waitlisting>,
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
        let (state, queue) = (task.state(now), task.queue());
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
            queue,
            claim: task.claim.filter(|_| state == TaskState::Claimed),
            proposal: task.proposal,
            rejection: task.rejection,
            waitlisting: task.waitlisting,
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
    use shared_platform::locale::Bilingual;

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
            second_look: None,
            appealed: false,
            claim: Some(Claim { by: colleague, until: instant(until) }),
            proposal: None,
            rejection: None,
            waitlisting: None,
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
    fn sort_keys_sort_as_the_instants_do() {
        let instants =
            ["2026-11-22T03:29:59.999Z", "2026-11-22T03:30:00Z", "2026-11-22T03:30:00.5Z"]
                .map(|text| queued_at(instant(text)));
        assert!(instants.is_sorted(), "{instants:?}");
    }
}
