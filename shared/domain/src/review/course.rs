//! What a task has in each state, and nothing that belongs to another one.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::clock::{seconds_after, whole_second};
use shared_platform::ids::AccountId;
use utoipa::ToSchema;

use super::matter::Subject;
use crate::staff::Colleague;

/// For how long a colleague has a task that they take, in seconds.
const LEASE_SECONDS: i64 = 30 * 60;

/// For how long a task is kept for the colleague who is to go on with it, in
/// seconds: after three days anybody may take it.
const KEPT_SECONDS: i64 = 3 * 24 * 60 * 60;

/// Where a task is on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case", bound = "")]
pub enum Course<S: Subject> {
    /// It is to be decided.
    Open {
        /// Why the last proposal was given back.
        rejection: Option<Rejection>,
    },
    /// A second person is to confirm a decision.
    Proposed {
        /// The decision.
        proposal: Proposal<S>,
    },
    /// It is over.
    Closed {
        /// How it ended.
        closing: Closing<S>,
    },
}

/// A decision with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Decision<S: Subject> {
    /// The decision.
    pub outcome: S::Outcome,
    /// What it rests on.
    pub grounds: S::Grounds,
}

/// A decision that a second person is to confirm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Proposal<S: Subject> {
    /// Who proposes it.
    pub by: Colleague,
    /// When.
    pub at: Timestamp,
    /// The decision.
    pub decision: Decision<S>,
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

/// How a task ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "end", rename_all = "snake_case", bound = "")]
pub enum Closing<S: Subject> {
    /// It was decided.
    Decided(Decided<S>),
    /// The applicant is to correct it: what comes back is another task.
    RevisionRequested {
        /// Who asked for it.
        by: Colleague,
        /// When.
        at: Timestamp,
    },
    /// The applicant took it back.
    Withdrawn {
        /// When.
        at: Timestamp,
    },
}

/// A decision that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", bound = "")]
pub struct Decided<S: Subject> {
    /// Who decided.
    pub by: Colleague,
    /// When.
    pub at: Timestamp,
    /// The decision.
    pub decision: Decision<S>,
    /// Who proposed it, where two people decided.
    pub proposed_by: Option<Colleague>,
}

impl<S: Subject> Decided<S> {
    /// Whether it was this colleague who said exactly this first.
    pub(super) fn was_said(&self, by: AccountId, decision: &Decision<S>) -> bool {
        let author = self.proposed_by.as_ref().unwrap_or(&self.by);
        author.id == by && self.decision == *decision
    }

    /// Who confirmed it, where two people decided.
    pub(super) fn confirmed_by(&self) -> Option<AccountId> {
        self.proposed_by.as_ref().map(|_| self.by.id)
    }
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
    /// A claim of half an hour.
    pub(super) fn lease(by: Colleague, now: Timestamp) -> Self {
        Self::lasting(by, LEASE_SECONDS, now)
    }

    /// A task kept for whoever is to go on with it.
    pub(super) fn kept_for(by: Colleague, now: Timestamp) -> Self {
        Self::lasting(by, KEPT_SECONDS, now)
    }

    fn lasting(by: Colleague, seconds: i64, now: Timestamp) -> Self {
        Self { by, until: whole_second(seconds_after(now, seconds)) }
    }
}
