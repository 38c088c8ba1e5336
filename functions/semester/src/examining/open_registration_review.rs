//! `open_registration_review`: a submitted registration enters the staff queue with
//! what the checks find in it now. The message may come twice.

use shared_domain::registration::{Stage, review};
use shared_domain::review::{TASK, Task};
use shared_domain::staff::Colleague;
use shared_platform::actions::Failure;
use shared_platform::audit::Deed;
use shared_platform::auth::{StaffRole, Standings};
use shared_platform::outbox::Delivery;
use shared_platform::store::{CommitError, StoreError};
use shared_platform::{Clock, Environment, InitError, MessageAction};

use super::matter::RegistrationMatter;
use super::store::Examined;
use crate::store::{REGISTRATION, RegistrationStore};

/// The action.
pub struct OpenRegistrationReview {
    store: RegistrationStore,
    standings: Standings,
    clock: Clock,
}

/// The message cannot be followed; it is kept for a person to look at.
#[derive(Debug, thiserror::Error)]
enum CannotOpen {
    #[error("there is no such registration or submission")]
    NoSubmission,
    #[error("the registration is not submitted")]
    NotReady,
}

impl MessageAction for OpenRegistrationReview {
    type Message = review::OpenRegistrationReview;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RegistrationStore::of(environment)?;
        let standings = Standings::of(environment)?;
        Ok(Self { store, standings, clock: environment.clock() })
    }

    async fn handle(&self, delivery: Delivery<Self::Message>) -> Result<(), Failure> {
        let review::OpenRegistrationReview { review, registration: id, round, kept_for } =
            delivery.message;
        let (examined, kept_for) =
            tokio::try_join!(self.store.examined(&id, round), self.if_reviewer(kept_for),)?;
        let examined = examined.ok_or(CannotOpen::NoSubmission)?;
        match examined.registration.head.stage() {
            Stage::ReadyForReview { .. } => {}
            // It has gone on since: the message has been here before.
            Stage::Returned { .. } | Stage::Approved { .. } => return Ok(()),
            Stage::Draft => return Err(CannotOpen::NotReady.into()),
        }
        let now = self.clock.now();
        let findings = review::findings(&examined.read(now));
        let Examined { enrolment, registration, .. } = examined;
        let matter = RegistrationMatter {
            applicant: registration.head.account,
            registration: id,
            round,
            name: enrolment.student.identity.name,
            number: enrolment.student.number,
            semester: enrolment.semester.name,
        };
        let deed = Deed::of_message::<Self>(delivery.id, now);
        let task = Task::open(review, matter, findings, kept_for, now);
        match self.store.open(&deed, &task).await {
            Err(CommitError::Refused(refused))
                if refused.is_of(TASK) || refused.is_of(REGISTRATION) =>
            {
                Ok(())
            }
            outcome => Ok(outcome?),
        }
    }
}

impl OpenRegistrationReview {
    /// The colleague, while they are a reviewer: a task that waits for somebody who
    /// has left waits for nobody.
    async fn if_reviewer(
        &self,
        colleague: Option<Colleague>,
    ) -> Result<Option<Colleague>, StoreError> {
        let Some(colleague) = colleague else { return Ok(None) };
        let is_reviewer = self.standings.has_role(colleague.id, StaffRole::Reviewer).await?;
        Ok(is_reviewer.then_some(colleague))
    }
}
