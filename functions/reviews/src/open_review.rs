//! `open_review`: a submitted application enters the staff queue with what the
//! automatic checks found. The message may come twice.

use shared_domain::application::ApplicationState;
use shared_domain::review::{self, REVIEW_LABEL, ReviewTask, Subject};
use shared_domain::staff::Colleague;
use shared_platform::actions::Failure;
use shared_platform::audit::Occasion;
use shared_platform::auth::{StaffRole, Standings};
use shared_platform::outbox::Delivery;
use shared_platform::store::{CommitError, StoreError};
use shared_platform::{Clock, Environment, InitError, MessageAction};

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

impl MessageAction for OpenReview {
    type Message = review::OpenReview;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        store.warm().await;
        let standings = Standings::of(environment)?;
        Ok(Self { store, standings, clock: environment.clock() })
    }

    async fn handle(&self, delivery: Delivery<Self::Message>) -> Result<(), Failure> {
        let review::OpenReview { review, applicant, application, round, occasion, held_for } =
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
