//! What only the colleague does who holds a task. Every step but claiming and
//! withdrawing begins with a [`Held`]: who has none cannot even try.

use jiff::Timestamp;
use shared_platform::Problem;

use super::course::{Claim, Closing, Course, Decided, Decision, Proposal, Rejection};
use super::matter::Matter;
use super::task::{Moved, Task};
use crate::staff::Colleague;

/// The proof that a colleague holds a task.
#[derive(Debug)]
pub struct Held<'a, M: Matter> {
    task: &'a Task<M>,
    by: &'a Colleague,
    now: Timestamp,
}

/// A task held by a colleague, in which nothing is proposed.
#[derive(Debug)]
pub struct Undecided<'a, M: Matter>(Held<'a, M>);

/// A proposal held by somebody else than who made it.
#[derive(Debug)]
pub struct SecondPerson<'a, M: Matter> {
    held: Held<'a, M>,
    proposal: &'a Proposal<M>,
}

/// What a colleague's word does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ruling<M: Matter> {
    /// Nothing: it was said before.
    Unchanged(Task<M>),
    /// The matter is decided.
    Decided(Moved<M>, Decision<M>),
    /// A second person is asked.
    Proposed(Moved<M>, Decision<M>),
    /// The proposal goes back to whoever made it.
    GivenBack(Moved<M>),
}

/// A colleague's word does nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RulingRefused {
    /// The colleague does not hold the task.
    #[error("the colleague does not hold the task")]
    ClaimLost,
    /// The task is closed.
    #[error("the task is closed")]
    AlreadyDecided,
    /// It is on the waiting list already.
    #[error("the matter is on the waiting list")]
    AlreadyWaitlisted,
    /// A check found what must not be, and nobody says why it does not matter.
    #[error("nothing says why a blocking finding does not matter")]
    JustificationNeeded,
    /// A proposal is to be confirmed or given back first.
    #[error("a proposal waits for confirmation")]
    WaitsForConfirmation,
    /// There is no proposal.
    #[error("nothing is proposed")]
    NothingProposed,
    /// Nobody is their own second person.
    #[error("the proposal is the colleague's own")]
    OwnProposal,
}

/// What colleagues say. Who says the same again, because the first answer was
/// lost, changes nothing and is told how the task stands.
impl<M: Matter> Task<M> {
    /// A colleague decides, or proposes to where one must not alone.
    ///
    /// # Errors
    /// [`RulingRefused`]
    pub fn decide(
        &self,
        by: &Colleague,
        decision: &Decision<M>,
        now: Timestamp,
    ) -> Result<Ruling<M>, RulingRefused> {
        if self.was_said(by, decision) {
            return Ok(Ruling::Unchanged(self.clone()));
        }
        self.held_by(by, now)?.undecided()?.decide(decision)
    }

    /// A second person confirms what is proposed, and so decides.
    ///
    /// # Errors
    /// [`RulingRefused`]
    pub fn confirm(&self, by: &Colleague, now: Timestamp) -> Result<Ruling<M>, RulingRefused> {
        if self.decided().and_then(Decided::confirmed_by) == Some(by.id) {
            return Ok(Ruling::Unchanged(self.clone()));
        }
        Ok(self.second_person(by, now)?.confirm())
    }

    /// A second person does not confirm what is proposed, and says why.
    ///
    /// # Errors
    /// [`RulingRefused`]
    pub fn give_back(
        &self,
        by: &Colleague,
        note: &str,
        now: Timestamp,
    ) -> Result<Ruling<M>, RulingRefused> {
        let is_the_same = |said: &Rejection| said.by.id == by.id && said.note == note;
        if self.rejection().is_some_and(is_the_same) {
            return Ok(Ruling::Unchanged(self.clone()));
        }
        Ok(self.second_person(by, now)?.give_back(note))
    }

    /// Whether the colleague has said exactly this before, and it stands.
    fn was_said(&self, by: &Colleague, decision: &Decision<M>) -> bool {
        let is_proposed = |said: &Proposal<M>| said.by.id == by.id && said.decision == *decision;
        self.decided().is_some_and(|decided| decided.was_said(by.id, decision))
            || self.proposal().is_some_and(is_proposed)
    }

    /// The decision that stands: that which closed the task, or put it on the
    /// waiting list while nothing else is proposed.
    fn decided(&self) -> Option<&Decided<M>> {
        match &self.course {
            Course::Closed { closing: Closing::Decided(decided) } => Some(decided),
            Course::Open { .. } => self.waitlisting.as_ref(),
            _ => None,
        }
    }
}

/// Proofs.
impl<M: Matter> Task<M> {
    /// The proof that the colleague holds the task.
    ///
    /// # Errors
    /// [`RulingRefused::AlreadyDecided`], [`RulingRefused::ClaimLost`]
    pub fn held_by<'a>(
        &'a self,
        by: &'a Colleague,
        now: Timestamp,
    ) -> Result<Held<'a, M>, RulingRefused> {
        match self.holder(now) {
            _ if self.closing().is_some() => Err(RulingRefused::AlreadyDecided),
            Some(holder) if holder == by.id => Ok(Held { task: self, by, now }),
            _ => Err(RulingRefused::ClaimLost),
        }
    }

    /// The proof that the colleague holds a proposal of somebody else.
    ///
    /// # Errors
    /// [`RulingRefused::NothingProposed`], [`RulingRefused::OwnProposal`], and as
    /// [`Task::held_by`]
    pub fn second_person<'a>(
        &'a self,
        by: &'a Colleague,
        now: Timestamp,
    ) -> Result<SecondPerson<'a, M>, RulingRefused> {
        match &self.course {
            Course::Closed { .. } => Err(RulingRefused::AlreadyDecided),
            Course::Open { .. } => Err(RulingRefused::NothingProposed),
            Course::Proposed { proposal } if proposal.by.id == by.id => {
                Err(RulingRefused::OwnProposal)
            }
            Course::Proposed { proposal } => {
                Ok(SecondPerson { held: self.held_by(by, now)?, proposal })
            }
        }
    }
}

impl<'a, M: Matter> Held<'a, M> {
    /// The proof that the task waits for no second person.
    ///
    /// # Errors
    /// [`RulingRefused::WaitsForConfirmation`]
    pub fn undecided(self) -> Result<Undecided<'a, M>, RulingRefused> {
        match self.task.proposal() {
            Some(_) => Err(RulingRefused::WaitsForConfirmation),
            None => Ok(Undecided(self)),
        }
    }

    /// The matter decided: the task is closed or on the waiting list.
    fn settled(&self, decision: &Decision<M>, proposed_by: Option<Colleague>) -> Ruling<M> {
        let (by, at) = (self.by.clone(), self.now);
        let decided = Decided { by, at, decision: decision.clone(), proposed_by };
        let moved = if self.task.matter.closes(decision) {
            self.task.moved_to(Course::Closed { closing: Closing::Decided(decided) })
        } else {
            self.task.moved(|task| {
                task.course = Course::Open { rejection: None };
                task.waitlisting = Some(decided);
                task.claim = None;
            })
        };
        Ruling::Decided(moved, decision.clone())
    }
}

impl<M: Matter> Undecided<'_, M> {
    /// The holder decides, or proposes to where one must not alone.
    ///
    /// # Errors
    /// [`RulingRefused::AlreadyWaitlisted`], [`RulingRefused::JustificationNeeded`]
    pub fn decide(self, decision: &Decision<M>) -> Result<Ruling<M>, RulingRefused> {
        let Held { task, by, now } = self.0;
        let matter = &task.matter;
        if task.waitlisting.is_some() && !matter.closes(decision) {
            return Err(RulingRefused::AlreadyWaitlisted);
        }
        if task.is_blocked() && matter.is_barred_by_findings(decision) {
            return Err(RulingRefused::JustificationNeeded);
        }
        if !matter.needs_second(decision) {
            return Ok(self.0.settled(decision, None));
        }
        let proposal = Proposal { by: by.clone(), at: now, decision: decision.clone() };
        Ok(Ruling::Proposed(task.moved_to(Course::Proposed { proposal }), decision.clone()))
    }

    /// The holder asks the applicant to correct something: the task is closed.
    pub fn request_revision(self) -> Moved<M> {
        let Held { task, by, now } = self.0;
        let closing = Closing::RevisionRequested { by: by.clone(), at: now };
        task.moved_to(Course::Closed { closing })
    }
}

impl<M: Matter> SecondPerson<'_, M> {
    /// The second person decides what the first proposed.
    #[must_use]
    pub fn confirm(self) -> Ruling<M> {
        self.held.settled(&self.proposal.decision, Some(self.proposal.by.clone()))
    }

    /// The task is kept for whoever made the proposal, to look at it again.
    #[must_use]
    pub fn give_back(self, note: &str) -> Ruling<M> {
        let Held { task, by, now } = self.held;
        let rejection = Rejection { by: by.clone(), at: now, note: note.to_owned() };
        Ruling::GivenBack(task.moved(|next| {
            next.course = Course::Open { rejection: Some(rejection) };
            next.claim = Some(Claim::kept_for(self.proposal.by.clone(), now));
        }))
    }
}

impl<M: Matter> Ruling<M> {
    /// The task as it is then.
    #[must_use]
    pub fn into_task(self) -> Task<M> {
        match self {
            Self::Unchanged(task) => task,
            Self::Decided(moved, _) | Self::Proposed(moved, _) | Self::GivenBack(moved) => {
                moved.into_task()
            }
        }
    }
}

impl From<RulingRefused> for Problem {
    fn from(refused: RulingRefused) -> Self {
        Self::conflict(match refused {
            RulingRefused::ClaimLost => "claim_lost",
            RulingRefused::AlreadyDecided => "already_decided",
            RulingRefused::AlreadyWaitlisted => "already_waitlisted",
            RulingRefused::JustificationNeeded => "justification_needed",
            RulingRefused::WaitsForConfirmation => "waits_for_confirmation",
            RulingRefused::NothingProposed => "nothing_proposed",
            RulingRefused::OwnProposal => "own_proposal",
        })
    }
}
