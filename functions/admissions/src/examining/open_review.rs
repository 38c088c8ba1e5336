//! `open_review`: a submitted application enters the staff queue with what the
//! automatic checks found. The message may come twice.

use shared_domain::application::{Stage, review};
use shared_domain::review::{TASK, Task};
use shared_domain::staff::Colleague;
use shared_platform::actions::Failure;
use shared_platform::audit::Deed;
use shared_platform::auth::{StaffRole, Standings};
use shared_platform::outbox::Delivery;
use shared_platform::store::{CommitError, StoreError};
use shared_platform::{Clock, Environment, InitError, MessageAction};

use super::checks::findings;
use super::matter::ApplicationMatter;
use super::store::ExaminationStore;
use crate::store::APPLICATION;

/// The action.
pub struct OpenReview {
    store: ExaminationStore,
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
        let store = ExaminationStore::of(environment).await?;
        let standings = Standings::of(environment)?;
        Ok(Self { store, standings, clock: environment.clock() })
    }

    async fn handle(&self, delivery: Delivery<Self::Message>) -> Result<(), Failure> {
        let review::OpenReview { review, applicant, application, round, occasion, kept_for } =
            delivery.message;
        let (head, submission, documents, kept_for) = tokio::try_join!(
            self.store.application(applicant, application),
            self.store.submission(applicant, application, round),
            self.store.documents(applicant, application),
            self.if_reviewer(kept_for),
        )?;
        let head = head.ok_or(CannotOpen::NoApplication)?;
        match head.stage() {
            Stage::ReadyForReview { .. } => {}
            // It has gone on since: the message has been here before.
            Stage::RevisionRequested { .. }
            | Stage::Waitlisted { .. }
            | Stage::Accepted { .. }
            | Stage::Declined { .. }
            | Stage::Withdrawn { .. } => return Ok(()),
            // S63: what is not paid does not come before staff.
            Stage::Draft { .. } | Stage::FeeDue { .. } => {
                return Err(CannotOpen::NotReady.into());
            }
        }
        let submission = submission.ok_or(CannotOpen::NoSubmission)?;
        let found = findings(&submission, &documents);
        let matter = ApplicationMatter {
            applicant,
            application,
            round,
            applicant_name: submission.applicant_name,
            programme: submission.programme,
            intake: submission.intake,
            occasion,
            second_look: head.second_look,
            appealed: head.appealed,
        };
        let deed = Deed::of_message::<Self>(delivery.id, self.clock.now());
        let task = Task::open(review, matter, found, kept_for, deed.now());
        match self.store.open(&deed, &task).await {
            Err(CommitError::Refused(refused))
                if refused.is_of(TASK) || refused.is_of(APPLICATION) =>
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
