//! Where an application is on its way, with what belongs there and nowhere else.
//! Each step takes a head to the next one, or says why it cannot be taken:
//!
//! ```text
//! draft ──submitted──▶ fee_due ──settled──▶ ready_for_review
//!   └──submitted, nothing to pay──────────────────▲  │ revision_requested
//!                                                 │  ▼
//!               submitted, or answered too late───┴─ revision_requested
//!
//! ready_for_review, waitlisted ──decided by staff──▶ waitlisted │ accepted │ declined
//! declined ──appeal──▶ ready_for_review ◀──reopening── accepted │ declined
//! any but declined ──withdrawn──▶ withdrawn
//! ```
//!
//! No other code makes a stage but the write of a decision, which does not read
//! the application: it sets `state` and `decision`, and what else there is stays. Where
//! it leads from and to stands here all the same ([`DecisionStep`]).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::Problem;
use shared_platform::money::Money;
use shared_platform::slug::Slug;
use shared_platform::store::Condition;
use utoipa::ToSchema;

use super::decision::{Decision, DecisionDetails, DecisionOutcome};
use super::{ApplicationHead, OpenRevision, SecondLook};
use crate::form::application::Sections;
use crate::ids::ReviewId;

/// Where an application is on its way, with what it has there. It is stored among
/// the attributes of the application, `state` first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Stage {
    /// The applicant is writing it.
    Draft {
        /// What is to be paid; `None` where the funding category waives it.
        fee: Option<Money>,
    },
    /// Submitted and locked; the fee is to be paid.
    FeeDue {
        /// What is to be paid. It never changes: it may have an order.
        fee: Money,
    },
    /// Submitted, with nothing left to pay: staff may look at it.
    ReadyForReview {
        /// What was to be paid.
        fee: Option<Money>,
        /// The task that it waits for, or that waits, in the staff queue.
        review: ReviewId,
    },
    /// Staff have re-opened some of it, and wait for the applicant (S64, S65).
    RevisionRequested {
        /// What was to be paid.
        fee: Option<Money>,
        /// What is open.
        revision: OpenRevision,
        /// The sections as they were submitted last, once one of them is another.
        before_revision: Option<Box<Sections>>,
    },
    /// Good enough, but without a place so far.
    Waitlisted {
        /// What was to be paid.
        fee: Option<Money>,
        /// The task that waits in the staff queue.
        review: ReviewId,
        /// What its owner was told.
        decision: DecisionDetails,
    },
    /// Accepted by staff.
    Accepted {
        /// What was to be paid.
        fee: Option<Money>,
        /// The task in which it was decided.
        review: ReviewId,
        /// What its owner was told.
        decision: DecisionDetails,
    },
    /// Declined by staff.
    Declined {
        /// What was to be paid.
        fee: Option<Money>,
        /// The task in which it was decided.
        review: ReviewId,
        /// What its owner was told.
        decision: DecisionDetails,
    },
    /// Taken back by the applicant.
    Withdrawn {
        /// Where the fee was.
        #[serde(flatten)]
        fee: Fee,
        /// The decision that was in force.
        decision: Option<Decision>,
    },
}

/// Where an application is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ApplicationState {
    /// The applicant is writing it.
    Draft,
    /// Submitted and locked; the fee is to be paid.
    FeeDue,
    /// Submitted, with nothing left to pay: staff may look at it.
    ReadyForReview,
    /// Staff have re-opened some of it, and wait for the applicant (S64, S65).
    RevisionRequested,
    /// Good enough, but without a place so far.
    Waitlisted,
    /// Accepted by staff.
    Accepted,
    /// Declined by staff.
    Declined,
    /// Taken back by the applicant.
    Withdrawn,
}

impl ApplicationState {
    /// Whether it keeps its owner from having another one in the same intake (S68, S69).
    #[must_use]
    pub const fn is_active(self) -> bool {
        !matches!(self, Self::Declined | Self::Withdrawn)
    }

    /// Whether it was ever submitted, unless it was taken back.
    #[must_use]
    pub const fn is_submitted(self) -> bool {
        !matches!(self, Self::Draft | Self::Withdrawn)
    }
}

/// The fee of an application, and where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "feeState", rename_all = "snake_case")]
pub enum Fee {
    /// Not asked for yet: the application is not submitted.
    NotDue {
        /// How much.
        fee: Money,
    },
    /// To be paid.
    Due {
        /// How much.
        fee: Money,
    },
    /// Paid.
    Settled {
        /// How much.
        fee: Money,
    },
    /// The funding category asks for none.
    Waived,
}

/// Where the fee of an application is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FeeState {
    /// Not asked for yet: the application is not submitted.
    NotDue,
    /// To be paid.
    Due,
    /// Paid.
    Settled,
    /// The funding category asks for none.
    Waived,
}

impl Fee {
    /// Where it is, by name.
    #[must_use]
    pub const fn state(self) -> FeeState {
        match self {
            Self::NotDue { .. } => FeeState::NotDue,
            Self::Due { .. } => FeeState::Due,
            Self::Settled { .. } => FeeState::Settled,
            Self::Waived => FeeState::Waived,
        }
    }

    /// How much it is; `None` where it is waived.
    #[must_use]
    pub const fn amount(self) -> Option<Money> {
        match self {
            Self::NotDue { fee } | Self::Due { fee } | Self::Settled { fee } => Some(fee),
            Self::Waived => None,
        }
    }
}

impl Stage {
    /// Before staff, with a task to be opened.
    fn before_staff(fee: Option<Money>) -> Self {
        Self::ReadyForReview { fee, review: ReviewId::new() }
    }

    /// Its name.
    #[must_use]
    pub const fn state(&self) -> ApplicationState {
        match self {
            Self::Draft { .. } => ApplicationState::Draft,
            Self::FeeDue { .. } => ApplicationState::FeeDue,
            Self::ReadyForReview { .. } => ApplicationState::ReadyForReview,
            Self::RevisionRequested { .. } => ApplicationState::RevisionRequested,
            Self::Waitlisted { .. } => ApplicationState::Waitlisted,
            Self::Accepted { .. } => ApplicationState::Accepted,
            Self::Declined { .. } => ApplicationState::Declined,
            Self::Withdrawn { .. } => ApplicationState::Withdrawn,
        }
    }

    /// The fee, and where it is.
    #[must_use]
    pub fn fee(&self) -> Fee {
        match *self {
            Self::Draft { fee } => fee.map_or(Fee::Waived, |fee| Fee::NotDue { fee }),
            Self::FeeDue { fee } => Fee::Due { fee },
            Self::ReadyForReview { fee, .. }
            | Self::RevisionRequested { fee, .. }
            | Self::Waitlisted { fee, .. }
            | Self::Accepted { fee, .. }
            | Self::Declined { fee, .. } => fee.map_or(Fee::Waived, |fee| Fee::Settled { fee }),
            Self::Withdrawn { fee, .. } => fee,
        }
    }

    /// What staff have re-opened, while they wait for the applicant.
    #[must_use]
    pub const fn revision(&self) -> Option<&OpenRevision> {
        match self {
            Self::RevisionRequested { revision, .. } => Some(revision),
            _ => None,
        }
    }

    /// The task that staff have of it, or had when they decided.
    #[must_use]
    pub const fn review(&self) -> Option<ReviewId> {
        match self {
            Self::ReadyForReview { review, .. }
            | Self::Waitlisted { review, .. }
            | Self::Accepted { review, .. }
            | Self::Declined { review, .. } => Some(*review),
            Self::Draft { .. }
            | Self::FeeDue { .. }
            | Self::RevisionRequested { .. }
            | Self::Withdrawn { .. } => None,
        }
    }

    /// The decision that is in force, or was when its owner took it back.
    #[must_use]
    pub fn decision(&self) -> Option<Decision> {
        let made = |outcome, details: &DecisionDetails| {
            Some(Decision { outcome, details: details.clone() })
        };
        match self {
            Self::Waitlisted { decision, .. } => made(DecisionOutcome::Waitlist, decision),
            Self::Accepted { decision, .. } => made(DecisionOutcome::Accept, decision),
            Self::Declined { decision, .. } => made(DecisionOutcome::Decline, decision),
            Self::Withdrawn { decision, .. } => decision.clone(),
            Self::Draft { .. }
            | Self::FeeDue { .. }
            | Self::ReadyForReview { .. }
            | Self::RevisionRequested { .. } => None,
        }
    }
}

/// It is submitted, and no revision of it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the application is submitted and locked")]
pub struct Locked;

/// No fee of it is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NothingDue {
    /// It is not submitted.
    #[error("the application is not submitted yet")]
    NotSubmitted,
    /// What was due is settled or waived, or the application was taken back.
    #[error("nothing is due any more")]
    NoMore,
}

/// It is not before staff with this task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the application is not ready for review")]
pub struct NotReadyForReview;

impl From<NotReadyForReview> for Problem {
    fn from(_: NotReadyForReview) -> Self {
        Self::conflict("not_ready_for_review")
    }
}

/// It is not decided in a way that could be looked at once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the application is neither accepted nor declined")]
pub struct NotDecided;

/// It cannot be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NothingToWithdraw {
    /// It is withdrawn.
    #[error("the application is withdrawn already")]
    Withdrawn,
    /// It was declined.
    #[error("the application was declined")]
    Declined,
}

/// It is decided, or withdrawn. Who pays is part of what was decided, maybe by
/// two people: another category is another decision, after a reopening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the application is decided or withdrawn")]
pub struct CategoryFixed;

/// The steps. Who takes one counts the version on, once.
impl ApplicationHead {
    /// Submitted once more. A draft is before staff at once where nothing is left
    /// to pay once `held` is taken off its fee (S61, section 0); what comes back
    /// from a revision does not pay again (S65).
    ///
    /// # Errors
    /// [`Locked`].
    pub fn submitted(&self, held: Option<Money>) -> Result<Self, Locked> {
        let stage = match self.stage {
            Stage::Draft { fee } => match fee.and_then(|fee| fee.less(held)) {
                Some(rest) => Stage::FeeDue { fee: rest },
                None => Stage::before_staff(fee),
            },
            Stage::RevisionRequested { fee, .. } => Stage::before_staff(fee),
            _ => return Err(Locked),
        };
        Ok(Self { stage, round: self.round + 1, ..self.clone() })
    }

    /// Before staff, its fee being settled (S63).
    ///
    /// # Errors
    /// [`NothingDue`].
    pub fn settled(&self) -> Result<Self, NothingDue> {
        match self.stage {
            Stage::FeeDue { fee } => Ok(self.at(Stage::before_staff(Some(fee)))),
            Stage::Draft { .. } => Err(NothingDue::NotSubmitted),
            _ => Err(NothingDue::NoMore),
        }
    }

    /// Back with its owner, a few fields and slots being open, as whoever has the
    /// task `review` asks (S64).
    ///
    /// # Errors
    /// [`NotReadyForReview`].
    pub fn revision_requested(
        &self,
        review: ReviewId,
        revision: OpenRevision,
    ) -> Result<Self, NotReadyForReview> {
        match self.stage {
            Stage::ReadyForReview { fee, review: waiting } if waiting == review => {
                Ok(self.at(Stage::RevisionRequested { fee, revision, before_revision: None }))
            }
            _ => Err(NotReadyForReview),
        }
    }

    /// Notes the sections as they were submitted last, before the first change
    /// that a revision brings.
    pub fn keep_submitted(&mut self, sections: &Sections) {
        if let Stage::RevisionRequested { before_revision, .. } = &mut self.stage {
            before_revision.get_or_insert_with(|| Box::new(sections.clone()));
        }
    }

    /// Before staff again, the time to answer being over, with the sections as
    /// they were submitted last, where they have changed; `None` while there is
    /// time, or nothing to answer.
    #[must_use]
    pub fn overdue(&self, now: Timestamp) -> Option<(Self, Option<Sections>)> {
        match &self.stage {
            Stage::RevisionRequested { fee, revision, before_revision }
                if revision.due_at <= now =>
            {
                let submitted = before_revision.as_deref().cloned();
                Some((self.at(Stage::before_staff(*fee)), submitted))
            }
            _ => None,
        }
    }

    /// Before staff again, because its owner objects to a decline or staff take a
    /// decision up (S70). The decision is no longer in force.
    ///
    /// # Errors
    /// [`NotDecided`].
    pub fn looked_at_again(&self, look: SecondLook) -> Result<Self, NotDecided> {
        let is_appeal = matches!(look, SecondLook::Appeal { .. });
        let fee = match self.stage {
            Stage::Declined { fee, .. } => fee,
            Stage::Accepted { fee, .. } if !is_appeal => fee,
            _ => return Err(NotDecided),
        };
        Ok(Self {
            stage: Stage::before_staff(fee),
            second_look: Some(look),
            appealed: self.appealed || is_appeal,
            ..self.clone()
        })
    }

    /// Taken back.
    ///
    /// # Errors
    /// [`NothingToWithdraw`].
    pub fn withdrawn(&self) -> Result<Self, NothingToWithdraw> {
        match self.stage {
            Stage::Withdrawn { .. } => Err(NothingToWithdraw::Withdrawn),
            Stage::Declined { .. } => Err(NothingToWithdraw::Declined),
            _ => {
                let (fee, decision) = (self.stage.fee(), self.stage.decision());
                Ok(self.at(Stage::Withdrawn { fee, decision }))
            }
        }
    }

    /// In another funding category (S70). A draft gets its fee; once it is
    /// submitted, the fee stays as it is: what was paid is paid, what is due may
    /// have an order.
    ///
    /// # Errors
    /// [`CategoryFixed`].
    pub fn in_category(&self, category: &Slug, fee: Option<Money>) -> Result<Self, CategoryFixed> {
        let stage = match &self.stage {
            Stage::Draft { .. } => Stage::Draft { fee },
            Stage::Accepted { .. } | Stage::Declined { .. } | Stage::Withdrawn { .. } => {
                return Err(CategoryFixed);
            }
            submitted => submitted.clone(),
        };
        Ok(Self { funding_category: category.clone(), ..self.at(stage) })
    }

    fn at(&self, stage: Stage) -> Self {
        Self { stage, ..self.clone() }
    }
}

/// A decision as a step. The write of it does not read the application: where the step
/// leads from is its condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecisionStep {
    from: &'static [ApplicationState],
    to: ApplicationState,
}

impl DecisionStep {
    /// The step that a decision is.
    #[must_use]
    pub const fn of(outcome: DecisionOutcome) -> Self {
        use ApplicationState::{Accepted, Declined, ReadyForReview, Waitlisted};
        match outcome {
            DecisionOutcome::Accept => Self { from: &[ReadyForReview, Waitlisted], to: Accepted },
            DecisionOutcome::Decline => Self { from: &[ReadyForReview, Waitlisted], to: Declined },
            DecisionOutcome::Waitlist => Self { from: &[ReadyForReview], to: Waitlisted },
        }
    }

    /// Whether it leads from there.
    #[must_use]
    pub fn leads_from(self, state: ApplicationState) -> bool {
        self.from.contains(&state)
    }

    /// The state it leads to.
    #[must_use]
    pub const fn to(self) -> ApplicationState {
        self.to
    }

    /// That the application is where the step leads from, with the task in which it is
    /// decided and no other.
    #[must_use]
    pub fn condition(self, review: ReviewId) -> Condition {
        Condition::one_of("state", self.from).and(Condition::equals("review", review))
    }
}

/// What there is to read of the stage.
impl ApplicationHead {
    /// Where it is on its way, with what it has there.
    #[must_use]
    pub const fn stage(&self) -> &Stage {
        &self.stage
    }

    /// Where it is on its way.
    #[must_use]
    pub const fn state(&self) -> ApplicationState {
        self.stage.state()
    }

    /// The fee, and where it is.
    #[must_use]
    pub fn fee(&self) -> Fee {
        self.stage.fee()
    }

    /// What staff have re-opened, while they wait for its owner.
    #[must_use]
    pub const fn revision(&self) -> Option<&OpenRevision> {
        self.stage.revision()
    }

    /// The task that staff have of it, or had when they decided.
    #[must_use]
    pub const fn review(&self) -> Option<ReviewId> {
        self.stage.review()
    }
}

#[cfg(test)]
mod tests;
