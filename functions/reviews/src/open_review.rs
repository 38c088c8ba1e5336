//! `open_review`: a submitted application enters the staff queue with what the
//! automatic checks found. The message may come twice.

use shared::actions::Failure;
use shared::application::ApplicationState;
use shared::audit::Occasion;
use shared::auth::{StaffRole, Standings};
use shared::outbox::{self, Delivery};
use shared::review_queue::{Colleague, REVIEW_LABEL, ReviewTask, Subject};
use shared::store::{CommitError, StoreError};
use shared::{Clock, Environment, InitError, QueueAction};

use crate::checks::findings;
use crate::store::Store;
use crate::task;

/// The action.
pub struct OpenReview {
    store: Store,
    standings: Standings,
    clock: Clock,
}

/// The message cannot be followed; it is kept for a person to look at.
#[derive(Debug, thiserror::Error)]
enum CannotOpen {
    #[error("there is no such application")]
    NoApplication,
    #[error("there is no such submission")]
    NoSubmission,
    #[error("the application is not ready for review")]
    NotReady,
}

impl QueueAction for OpenReview {
    const NAME: &'static str = "open_review";
    type Message = Delivery<outbox::OpenReview>;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        store.warm().await;
        let standings = Standings::of(environment)?;
        Ok(Self { store, standings, clock: environment.clock() })
    }

    async fn handle(&self, delivery: Self::Message) -> Result<(), Failure> {
        let outbox::OpenReview { review, applicant, application, round, occasion, held_for } =
            delivery.message;
        let (head, submission, documents, held_for) = tokio::try_join!(
            self.store.application(applicant, application),
            self.store.submission(applicant, application, round),
            self.store.documents(applicant, application),
            self.if_reviewer(held_for),
        )?;
        let head = head.ok_or(CannotOpen::NoApplication)?;
        match head.state {
            ApplicationState::ReadyForReview => {}
            // It has gone on since: the message has been here before.
            ApplicationState::RevisionRequested
            | ApplicationState::Waitlisted
            | ApplicationState::Accepted
            | ApplicationState::Declined
            | ApplicationState::Withdrawn => return Ok(()),
            // S63: what is not paid does not come before staff.
            ApplicationState::Draft | ApplicationState::FeeDue => {
                return Err(CannotOpen::NotReady.into());
            }
        }
        let submission = submission.ok_or(CannotOpen::NoSubmission)?;
        let found = findings(&submission, head.fee_state, &documents);
        let subject = Subject {
            applicant,
            application,
            round,
            applicant_name: submission.applicant_name,
            programme: submission.programme,
            intake: submission.intake,
        };
        let now = self.clock.now();
        let task = ReviewTask {
            second_look: head.second_look,
            appealed: head.appealed,
            ..task::open(review, subject, occasion, held_for, found, now)
        };
        match self.store.create(&task, &Occasion::of_message(delivery.id, now)).await {
            Err(CommitError::Refused(refused))
                if refused.by(REVIEW_LABEL) || refused.by("application") =>
            {
                Ok(())
            }
            outcome => Ok(outcome?),
        }
    }
}

impl OpenReview {
    /// The colleague, while they are a reviewer: a task that waits for somebody
    /// who has left waits for nobody.
    async fn if_reviewer(
        &self,
        colleague: Option<Colleague>,
    ) -> Result<Option<Colleague>, StoreError> {
        let Some(colleague) = colleague else { return Ok(None) };
        let is_reviewer = self.standings.has_role(colleague.id, StaffRole::Reviewer).await?;
        Ok(is_reviewer.then_some(colleague))
    }
}
