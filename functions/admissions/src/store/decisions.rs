//! Decisions: the task in the Reviews table and the application change in one
//! transaction.

use serde_json::{Value, json};
use shared_domain::application::application_key;
use shared_domain::application::decision::DecisionOutcome;
use shared_domain::ids::ReviewId;
use shared_domain::notices::{self, Notice};
use shared_domain::review::{self, ReviewTask, Subject};
use shared_platform::audit::{Entry, Occasion};
use shared_platform::auth::Actor;
use shared_platform::store::{Change, CommitError, Condition, Key, StoreError, Transaction};

use super::ApplicationStore;
use super::applications::active_key;
use crate::application::{Decision, DecisionStep, HistoryEntry};
use crate::ruling::Ruling;
use crate::verdict::Verdict;

impl ApplicationStore {
    /// A task of the staff queue.
    pub(crate) async fn review(&self, review: ReviewId) -> Result<Option<ReviewTask>, StoreError> {
        self.reviews.get(&review::review_key(review)).await
    }

    /// Writes what a colleague's word does.
    ///
    /// # Errors
    /// Refused under [`review::REVIEW_LABEL`] when the task changed
    /// meanwhile, under `application` when the application is not to be decided,
    /// and under [`SEATS_LABEL`](super::SEATS_LABEL) when there is no place left.
    pub(crate) async fn carry_out(
        &self,
        action: &'static str,
        ruling: &Ruling,
        actor: Actor,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::new();
        let (task, did) = match ruling {
            Ruling::Unchanged(_) => return Ok(()),
            Ruling::Decided(task, verdict) => {
                self.decide(&mut transaction, task, verdict, occasion)?;
                (task, in_brief("decided", verdict))
            }
            Ruling::Proposed(task, verdict) => {
                let still_open = possible(DecisionStep::of(verdict.outcome));
                let application = self.key_of(&task.subject);
                transaction.check("application", &self.applications, application, still_open)?;
                self.check_acceptance(&mut transaction, &task.subject, verdict)?;
                (task, in_brief("proposed", verdict))
            }
            Ruling::Rejected(task) => (task, json!({ "proposal": "rejected" })),
        };
        review::replace(&mut transaction, &self.reviews, task)?;
        let entry = Entry {
            actor,
            action,
            subject: task.subject.application.to_string(),
            before: json!({ "review": task.id, "version": task.version - 1 }),
            after: did,
        };
        self.audit.record(&mut transaction, occasion, &entry)?;
        transaction.commit().await
    }

    /// Decides an application in the transaction of its task.
    fn decide(
        &self,
        transaction: &mut Transaction,
        task: &ReviewTask,
        verdict: &Verdict,
        occasion: &Occasion,
    ) -> Result<(), StoreError> {
        let subject = &task.subject;
        let (step, grounds) = (DecisionStep::of(verdict.outcome), verdict.grounds.clone());
        let decision = Decision {
            outcome: verdict.outcome,
            decided_at: occasion.now,
            reasons: grounds.reasons,
            conditions: grounds.conditions,
            note_to_applicant: grounds.note_to_applicant,
        };
        let change = Change::new()
            .set("state", step.to)
            .set("decision", &decision)
            .append("history", HistoryEntry { at: occasion.now, event: step.event })
            .set("updatedAt", occasion.now)
            .add("version", 1);
        let application = self.key_of(subject);
        transaction.update(
            "application",
            &self.applications,
            application,
            change,
            possible(step),
        )?;
        if verdict.outcome == DecisionOutcome::Accept {
            self.begin_acceptance(transaction, subject, grounds.without_place)?;
        }
        if step.ends_activity() {
            transaction.delete(
                "active",
                &self.applications,
                active_key(subject.applicant, &subject.intake),
                Condition::equals("application", subject.application),
            )?;
        }
        let notice = Notice::ApplicationDecided {
            application: subject.application,
            programme: subject.programme.name.clone(),
            outcome: decision.outcome,
            reasons: decision.reasons,
            conditions: decision.conditions,
            note: decision.note_to_applicant,
            may_appeal: decision.outcome == DecisionOutcome::Decline && !task.appealed,
        };
        notices::tell(&self.outbox, transaction, subject.applicant, notice)
    }

    fn key_of(&self, subject: &Subject) -> Key {
        application_key(subject.applicant, subject.application)
    }
}

/// That the application is where the step leads from.
fn possible(step: DecisionStep) -> Condition {
    Condition::one_of("state", step.from)
}

/// A verdict for the audit log: what was decided, and no text about a person.
fn in_brief(what: &str, verdict: &Verdict) -> Value {
    let conditions: Vec<_> =
        verdict.grounds.conditions.iter().map(|condition| condition.code).collect();
    json!({
        what: verdict.outcome,
        "reasons": verdict.grounds.reasons,
        "conditions": conditions,
        "overridden": verdict.grounds.justification.is_some(),
        "withoutPlace": verdict.grounds.without_place,
    })
}
