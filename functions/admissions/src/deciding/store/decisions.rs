//! Decisions: the task in the Reviews table and the application change in one
//! transaction.

use jiff::Timestamp;
use serde_json::{Value, json};
use shared_domain::application::decision::{DecisionDetails, DecisionOutcome};
use shared_domain::application::news::ApplicationDecided;
use shared_domain::application::{DecisionStep, application_key};
use shared_domain::ids::ReviewId;
use shared_domain::notices;
use shared_domain::review;
use shared_platform::audit::{Deed, Told};
use shared_platform::store::{Change, CommitError, Condition, Key, StoreError, Transaction};

use crate::application::HistoryEntry;
use crate::deciding::carrying_out::Ruling;
use crate::deciding::verdict::Verdict;
use crate::examining::{ApplicationMatter, ApplicationTask};
use crate::store::{ACTIVE, APPLICATION, ApplicationStore, active_key};

impl ApplicationStore {
    /// A task of the staff queue.
    pub(crate) async fn review(
        &self,
        review: ReviewId,
    ) -> Result<Option<ApplicationTask>, StoreError> {
        review::task_about(&self.reviews, review).await
    }

    /// Writes what a colleague's word does.
    ///
    /// # Errors
    /// Refused under [`review::TASK`] when the task changed meanwhile, under
    /// [`APPLICATION`] when the application is not to be decided, and under
    /// [`SEATS`](shared_domain::programme::seats::SEATS) when there is no place left.
    pub(crate) async fn carry_out(&self, deed: &Deed, ruling: &Ruling) -> Result<(), CommitError> {
        let (moved, did) = match ruling {
            Ruling::Unchanged(_) => return Ok(()),
            Ruling::Decided(moved, verdict) => (moved, in_brief("decided", verdict)),
            Ruling::Proposed(moved, verdict) => (moved, in_brief("proposed", verdict)),
            Ruling::GivenBack(moved) => (moved, json!({ "proposal": "rejected" })),
        };
        let matter = moved.matter();
        let before = json!({ "review": moved.id(), "version": moved.version() - 1 });
        let told = Told::changed(matter.application, before, did);
        let mut transaction = self.audit.begin(deed, told)?;
        review::save(&mut transaction, &self.reviews, moved)?;
        match ruling {
            Ruling::Decided(_, verdict) => {
                self.decide(&mut transaction, moved, verdict, deed.now())?;
            }
            Ruling::Proposed(_, verdict) => self.propose(&mut transaction, moved, verdict)?,
            Ruling::GivenBack(_) | Ruling::Unchanged(_) => {}
        }
        transaction.commit().await
    }

    /// Changes nothing of the application yet: it can be decided so.
    fn propose(
        &self,
        transaction: &mut Transaction,
        task: &ApplicationTask,
        verdict: &Verdict,
    ) -> Result<(), StoreError> {
        let matter = task.matter();
        let still_open = DecisionStep::of(verdict.outcome).condition(task.id());
        transaction.check(APPLICATION, &self.applications, key_of(matter), still_open)?;
        self.check_acceptance(transaction, matter, verdict)
    }

    /// Decides an application in the transaction of its task. Nothing of it is read:
    /// what its stage has besides stays, and the condition says that it is there.
    fn decide(
        &self,
        transaction: &mut Transaction,
        task: &ApplicationTask,
        verdict: &Verdict,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let matter = task.matter();
        let (step, grounds) = (DecisionStep::of(verdict.outcome), verdict.grounds.clone());
        let decision = DecisionDetails {
            decided_at: now,
            reasons: grounds.reasons,
            conditions: grounds.conditions,
            note_to_applicant: grounds.note_to_applicant,
        };
        let change = Change::new()
            .set("state", step.to())
            .set("decision", &decision)
            .append("history", HistoryEntry { at: now, event: verdict.outcome.into() })
            .set("updatedAt", now)
            .add("version", 1);
        let (key, possible) = (key_of(matter), step.condition(task.id()));
        transaction.update(APPLICATION, &self.applications, key, change, possible)?;
        if verdict.outcome == DecisionOutcome::Accept {
            self.begin_acceptance(transaction, matter, grounds.without_place)?;
        }
        if !step.to().is_active() {
            transaction.delete(
                ACTIVE,
                &self.applications,
                active_key(matter.applicant, &matter.intake),
                Condition::equals("application", matter.application),
            )?;
        }
        let news = ApplicationDecided {
            application: matter.application,
            programme: matter.programme.name.clone(),
            outcome: verdict.outcome,
            reasons: decision.reasons,
            conditions: decision.conditions,
            note: decision.note_to_applicant,
            may_appeal: verdict.outcome == DecisionOutcome::Decline && !matter.appealed,
        };
        notices::tell(&self.outbox, transaction, matter.applicant, &news)
    }
}

fn key_of(matter: &ApplicationMatter) -> Key {
    application_key(matter.applicant, matter.application)
}

/// A verdict for the audit log: what was decided, and no text about a person.
fn in_brief(what: &str, verdict: &Verdict) -> Value {
    let conditions: Vec<_> =
        verdict.grounds.conditions.iter().map(|condition| condition.code).collect();
    json!({
        what: verdict.outcome,
        "reasons": verdict.grounds.reasons,
        "conditions": conditions,
        "justified": verdict.grounds.justification.is_some(),
        "withoutPlace": verdict.grounds.without_place,
    })
}
