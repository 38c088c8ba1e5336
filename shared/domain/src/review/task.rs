//! How a task of the staff queue moves:
//!
//! ```text
//! open ──decide──▶ closed
//! open ──decide, where one must not alone──▶ proposed ──confirm──▶ closed
//! proposed ──give back──▶ open, kept for who proposed
//! open ──request a revision──▶ closed     any ──the applicant withdraws──▶ closed
//! ```
//!
//! Across this a colleague claims a task or releases it, and only who holds it
//! moves it on ([`Held`](super::Held)). Where it waits follows: among the general
//! ones, on the waiting list (a decision that does not close it), or among those
//! to be confirmed.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::Problem;
use shared_platform::auth::StaffRole;
use shared_platform::ids::AccountId;
use utoipa::ToSchema;

use super::course::{Claim, Closing, Course, Decided, Proposal, Rejection};
use super::matter::{Matter, Subject};
use super::personal_data::withheld_of;
use super::{Finding, Headline, Severity};
use crate::ids::ReviewId;
use crate::staff::Colleague;

/// A task in the staff queue. Only what stands in this module moves it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", bound = "")]
pub struct Task<S: Subject> {
    pub(super) id: ReviewId,
    /// What kind of matter it is about; an export says `kind` of the items of all tables.
    #[serde(rename = "matterKind")]
    pub(super) kind: String,
    /// Whose work it is. What was stored before others than reviewers had tasks, and
    /// an index, do not say it.
    #[serde(default = "reviewer")]
    pub(super) role: StaffRole,
    pub(super) headline: Headline,
    pub(super) matter: S,
    pub(super) findings: Vec<Finding>,
    /// Who has taken it. It may be over: see [`Task::holder`].
    pub(super) claim: Option<Claim>,
    /// How it came on the waiting list, where it is or was on it.
    pub(super) waitlisting: Option<Decided<S>>,
    pub(super) course: Course<S>,
    pub(super) opened_at: Timestamp,
    /// What an export leaves out of it, by its matter's word. An index does not have it.
    #[serde(default)]
    pub(super) withheld: Vec<String>,
    /// Counts every change; writes are conditional on it.
    pub(super) version: u64,
}

/// A task one step further, to be saved over the version that the step was made
/// from. Nothing else can be saved, and nothing unsaved can move on unnoticed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a step that is not saved was not made"]
pub struct Moved<S: Subject>(Task<S>);

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
    /// Among those that a registrar is to settle.
    Registrar,
    /// Among those that a visa officer is to decide.
    Visa,
}

const fn reviewer() -> StaffRole {
    StaffRole::Reviewer
}

/// A task cannot be claimed or released.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClaimRefused {
    /// Somebody else holds it: who, and until when.
    #[error("another colleague holds the task")]
    HeldByAnother(Claim),
    /// It is over.
    #[error("the task is closed")]
    Closed,
}

impl<M: Matter> Task<M> {
    /// A new task: kept for who looked at the matter before, or free to be taken.
    #[must_use]
    pub fn open(
        id: ReviewId,
        matter: M,
        findings: Vec<Finding>,
        kept_for: Option<Colleague>,
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            kind: M::KIND.to_owned(),
            role: M::ROLE,
            headline: matter.headline(),
            matter,
            findings,
            claim: kept_for.map(|by| Claim::kept_for(by, now)),
            waitlisting: None,
            course: Course::Open { rejection: None },
            opened_at: now,
            withheld: withheld_of::<M>(),
            version: 1,
        }
    }
}

impl<S: Subject> Task<S> {
    /// The task held by `colleague` from now on, for half an hour. Claiming again
    /// begins it anew; who holds it for longer keeps it for longer.
    ///
    /// # Errors
    /// [`ClaimRefused`] when somebody else holds it, or it is over.
    pub fn claimed_by(
        &self,
        colleague: Colleague,
        now: Timestamp,
    ) -> Result<Moved<S>, ClaimRefused> {
        self.check_not_held_by_another(colleague.id, now)?;
        let own = self.claim.iter().find(|claim| claim.by.id == colleague.id);
        let lease = Claim::lease(colleague, now);
        let longer = own.filter(|own| lease.until < own.until).cloned().unwrap_or(lease);
        Ok(self.moved(|task| task.claim = Some(longer)))
    }

    /// The task free again; `None` when it is free already.
    ///
    /// # Errors
    /// As [`Task::claimed_by`].
    pub fn released_by(
        &self,
        colleague: AccountId,
        now: Timestamp,
    ) -> Result<Option<Moved<S>>, ClaimRefused> {
        self.check_not_held_by_another(colleague, now)?;
        Ok(self.holder(now).map(|_| self.moved(|task| task.claim = None)))
    }

    fn check_not_held_by_another(
        &self,
        colleague: AccountId,
        now: Timestamp,
    ) -> Result<(), ClaimRefused> {
        if self.closing().is_some() {
            return Err(ClaimRefused::Closed);
        }
        match self.claim_now(now) {
            Some(claim) if claim.by.id != colleague => {
                Err(ClaimRefused::HeldByAnother(claim.clone()))
            }
            _ => Ok(()),
        }
    }

    /// A step of whoever holds the task, who holds it no more.
    pub(super) fn moved_to(&self, course: Course<S>) -> Moved<S> {
        self.moved(|task| {
            task.course = course;
            task.claim = None;
        })
    }

    pub(super) fn moved(&self, step: impl FnOnce(&mut Self)) -> Moved<S> {
        let mut next = Self { version: self.version + 1, ..self.clone() };
        step(&mut next);
        Moved(next)
    }

    /// Where the task is now. A claim that is over counts for nothing.
    #[must_use]
    pub fn state(&self, now: Timestamp) -> TaskState {
        match &self.course {
            Course::Closed { .. } => TaskState::Closed,
            _ if self.claim_now(now).is_some() => TaskState::Claimed,
            Course::Proposed { .. } => TaskState::Proposed,
            Course::Open { .. } => TaskState::Open,
        }
    }

    /// Where it waits, until it is closed.
    #[must_use]
    pub fn queue(&self) -> Option<ReviewQueue> {
        match (&self.course, &self.waitlisting) {
            (Course::Closed { .. }, _) => None,
            (Course::Proposed { .. }, _) => Some(ReviewQueue::Confirmations),
            (Course::Open { .. }, Some(_)) => Some(ReviewQueue::Waitlist),
            (Course::Open { .. }, None) => Some(match self.role {
                StaffRole::Registrar => ReviewQueue::Registrar,
                StaffRole::VisaOfficer => ReviewQueue::Visa,
                _ => ReviewQueue::General,
            }),
        }
    }

    /// The claim that holds now.
    #[must_use]
    pub fn claim_now(&self, now: Timestamp) -> Option<&Claim> {
        self.claim.as_ref().filter(|claim| now < claim.until && self.closing().is_none())
    }

    /// Who holds the task now.
    #[must_use]
    pub fn holder(&self, now: Timestamp) -> Option<AccountId> {
        self.claim_now(now).map(|claim| claim.by.id)
    }

    /// The task with what the checks find now: they are made again whenever somebody
    /// looks at a matter or decides on it. It is kept with the next step.
    #[must_use]
    pub fn found(&self, findings: Vec<Finding>) -> Self {
        Self { findings, ..self.clone() }
    }

    /// Whether a check found what must not be.
    #[must_use]
    pub fn is_blocked(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Blocking)
    }
}

/// What there is to read of a task.
impl<S: Subject> Task<S> {
    /// Its id.
    #[must_use]
    pub const fn id(&self) -> ReviewId {
        self.id
    }

    /// Whose work it is.
    #[must_use]
    pub const fn role(&self) -> StaffRole {
        self.role
    }

    /// What it is about.
    #[must_use]
    pub const fn matter(&self) -> &S {
        &self.matter
    }

    /// What the automatic checks found.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Who was the last to take it, whether or not that is over.
    #[must_use]
    pub const fn claim(&self) -> Option<&Claim> {
        self.claim.as_ref()
    }

    /// The decision that waits for a second person.
    #[must_use]
    pub const fn proposal(&self) -> Option<&Proposal<S>> {
        match &self.course {
            Course::Proposed { proposal } => Some(proposal),
            _ => None,
        }
    }

    /// Why the last proposal was given back.
    #[must_use]
    pub const fn rejection(&self) -> Option<&Rejection> {
        match &self.course {
            Course::Open { rejection } => rejection.as_ref(),
            _ => None,
        }
    }

    /// How it came on the waiting list.
    #[must_use]
    pub const fn waitlisting(&self) -> Option<&Decided<S>> {
        self.waitlisting.as_ref()
    }

    /// How it ended.
    #[must_use]
    pub const fn closing(&self) -> Option<&Closing<S>> {
        match &self.course {
            Course::Closed { closing } => Some(closing),
            _ => None,
        }
    }

    /// How many changes it has been through.
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.version
    }
}

impl<S: Subject> Moved<S> {
    /// The task as it is once the step is saved.
    #[must_use]
    pub fn into_task(self) -> Task<S> {
        self.0
    }
}

impl<S: Subject> std::ops::Deref for Moved<S> {
    type Target = Task<S>;

    fn deref(&self) -> &Task<S> {
        &self.0
    }
}

impl From<ClaimRefused> for Problem {
    fn from(refused: ClaimRefused) -> Self {
        match refused {
            ClaimRefused::HeldByAnother(_) => Self::conflict("claimed_by_another"),
            ClaimRefused::Closed => Self::conflict("review_closed"),
        }
    }
}
