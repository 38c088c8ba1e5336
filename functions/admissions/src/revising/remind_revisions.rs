//! `remind_revisions`: the clock of requests for revision. Every hour it looks at
//! those whose time has come: applicants are reminded, and what was not answered
//! goes back to staff.
//!
//! A run may be missed, come twice or die between any two lines: reminders are
//! counted, and every step is one conditional transaction that also deletes the
//! rows by which it was found, so the next run does what is left.

use jiff::Timestamp;
use serde::de::IgnoredAny;
use shared_domain::application::revision::RevisionState;
use shared_platform::actions::Failure;
use shared_platform::audit::Deed;
use shared_platform::store::CommitError;
use shared_platform::{Clock, Environment, InitError, TaskAction};

use super::reminders;
use super::store::WakeUp;
use crate::store::ApplicationStore;

/// What the action needs.
pub struct RemindRevisions {
    store: ApplicationStore,
    clock: Clock,
}

impl TaskAction for RemindRevisions {
    const NAME: &'static str = "remind_revisions";
    type Input = IgnoredAny;
    type Output = ();

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { store: ApplicationStore::of(environment)?, clock: environment.clock() })
    }

    /// One request that fails does not keep the others.
    async fn run(&self, _: IgnoredAny) -> Result<(), Failure> {
        let now = self.clock.now();
        let (mut failure, mut next) = (None, None);
        loop {
            let page = self.store.due_wake_ups(now, next).await?;
            for row in page.items {
                if let Err(error) = self.look_at(&row, now).await {
                    tracing::error!(action = Self::NAME, application = %row.application, cause = %error, "a request failed");
                    failure = Some(error);
                }
            }
            next = page.next;
            if next.is_none() {
                return failure.map_or(Ok(()), Err);
            }
        }
    }
}

impl RemindRevisions {
    async fn look_at(&self, row: &WakeUp, now: Timestamp) -> Result<(), Failure> {
        let deed = Deed::of_task::<Self>(now);
        let (application, revision) = self.store.awakened(row).await?;
        let open = revision.filter(|revision| revision.state == RevisionState::Open);
        let outcome = match application.zip(open) {
            Some((application, revision)) if reminders::is_due(&revision, now) => {
                self.store.remind(&application.head, &revision, &deed).await
            }
            Some((application, _)) => {
                match application.head.revision().zip(application.overdue(now)) {
                    Some((open, back)) => self.store.take_back(open, &back, &deed).await,
                    None => self.store.forget(row).await,
                }
            }
            None => self.store.forget(row).await,
        };
        match outcome {
            // Somebody was faster: the next run sees what they did.
            Err(CommitError::Refused(_)) => Ok(()),
            outcome => Ok(outcome?),
        }
    }
}
