//! A task as staff see it, whatever it is about. The API document gives the
//! shapes of the matters there are; what is shown is what stands in the task.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::Finding;
use super::course::{Claim, Closing, Decided, Proposal, Rejection};
use super::headline::Word;
use super::matter::Subject;
use super::task::{ReviewQueue, Task, TaskState};
use super::words::{self as shapes, ReviewOccasion, ReviewSubject};
use crate::ids::ReviewId;
use crate::staff::Colleague;

/// A task of the staff queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Review {
    /// The task.
    pub id: ReviewId,
    /// What is to be looked at.
    #[schema(value_type = ReviewSubject)]
    pub subject: Map<String, Value>,
    /// Why it came before staff.
    #[schema(value_type = ReviewOccasion)]
    pub occasion: Word,
    /// Where the task is.
    pub state: TaskState,
    /// Where it waits; `null` when it is decided.
    pub queue: Option<ReviewQueue>,
    /// Who has taken it; `null` when nobody has.
    pub claim: Option<Claim>,
    /// The decision that waits for a second person; `null` when none does.
    #[schema(value_type = Option<shapes::Proposal>)]
    pub proposal: Option<Value>,
    /// Why the last proposal was not confirmed; `null` when none was rejected.
    pub rejection: Option<Rejection>,
    /// How the matter came on the waiting list; `null` where it is not on it.
    #[schema(value_type = Option<shapes::Waitlisting>)]
    pub waitlisting: Option<Value>,
    /// How it ended; `null` until then.
    #[schema(value_type = Option<shapes::Closing>)]
    pub closing: Option<Value>,
    /// What the automatic checks found.
    pub findings: Vec<Finding>,
    /// When it entered the queue.
    pub opened_at: Timestamp,
}

impl Review {
    /// The task as staff see it now.
    #[must_use]
    pub fn of<S: Subject>(task: &Task<S>, now: Timestamp) -> Self {
        let headline = &task.headline;
        let mut subject = Map::from_iter([
            ("kind".to_owned(), json!(task.kind)),
            ("id".to_owned(), json!(headline.subject)),
            ("applicantName".to_owned(), json!(headline.applicant_name)),
        ]);
        subject.extend(headline.about.clone());
        Self {
            id: task.id,
            subject,
            occasion: headline.occasion.clone(),
            state: task.state(now),
            queue: task.queue(),
            claim: task.claim_now(now).cloned(),
            proposal: task.proposal().map(shown_proposal),
            rejection: task.rejection().cloned(),
            waitlisting: task.waitlisting().map(shown_waitlisting),
            closing: task.closing().map(shown_closing),
            findings: task.findings.clone(),
            opened_at: task.opened_at,
        }
    }
}

/// A word of staff on a matter, as one map.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Said<'a, O, G> {
    by: Option<&'a Colleague>,
    at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<O>,
    #[serde(flatten)]
    grounds: G,
    #[serde(skip_serializing_if = "Option::is_none")]
    proposed_by: Option<Option<&'a Colleague>>,
}

fn shown_proposal<S: Subject>(proposal: &Proposal<S>) -> Value {
    let Proposal { by, at, decision } = proposal;
    let (outcome, grounds) = (Some(&decision.outcome), &decision.grounds);
    json!(Said { by: Some(by), at: *at, outcome, grounds, proposed_by: None })
}

/// What is on the waiting list was decided so: the outcome goes without saying.
fn shown_waitlisting<S: Subject>(decided: &Decided<S>) -> Value {
    let Decided { by, at, decision, proposed_by } = decided;
    let (outcome, grounds) = (None::<()>, &decision.grounds);
    json!(Said { by: Some(by), at: *at, outcome, grounds, proposed_by: Some(proposed_by.as_ref()) })
}

fn shown_closing<S: Subject>(closing: &Closing<S>) -> Value {
    let no_decision = |by: Option<&Colleague>, at: Timestamp, outcome: &str| {
        let (outcome, grounds) = (Some(outcome), S::Grounds::default());
        json!(Said { by, at, outcome, grounds, proposed_by: Some(None) })
    };
    match closing {
        Closing::Decided(Decided { by, at, decision, proposed_by }) => {
            let (outcome, grounds) = (Some(&decision.outcome), &decision.grounds);
            let proposed_by = Some(proposed_by.as_ref());
            json!(Said { by: Some(by), at: *at, outcome, grounds, proposed_by })
        }
        Closing::RevisionRequested { by, at } => no_decision(Some(by), *at, "revision_requested"),
        Closing::Withdrawn { at } => no_decision(None, *at, "withdrawn"),
    }
}
