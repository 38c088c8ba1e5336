//! `remind_students`: the clock of what falls due for students. Every hour it looks
//! at the deadlines with a step that is due, and at no others: the student is told,
//! and in the end a visa officer asked.
//!
//! A run may be missed, come twice or die between any two lines: steps are counted,
//! and each is one conditional transaction, so the next run does what is left.

use futures_util::future::join_all;
use jiff::Timestamp;
use serde::de::IgnoredAny;
use shared_domain::deadline::{Due, SHARDS};
use shared_platform::actions::Failure;
use shared_platform::audit::Deed;
use shared_platform::store::CommitError;
use shared_platform::{Clock, Environment, InitError, TaskAction};

use super::store::ReminderStore;

/// What the action needs.
pub struct RemindStudents {
    store: ReminderStore,
    clock: Clock,
}

impl TaskAction for RemindStudents {
    const NAME: &'static str = "remind_students";
    type Input = IgnoredAny;
    type Output = ();

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { store: ReminderStore::of(environment)?, clock: environment.clock() })
    }

    /// One deadline that fails does not keep the others.
    async fn run(&self, _: IgnoredAny) -> Result<(), Failure> {
        let now = self.clock.now();
        let shards = (0..SHARDS).map(|shard| self.look_through(shard, now));
        join_all(shards).await.into_iter().collect()
    }
}

impl RemindStudents {
    async fn look_through(&self, shard: u8, now: Timestamp) -> Result<(), Failure> {
        let (mut failure, mut next) = (None, None);
        loop {
            let page = self.store.due(shard, now, next).await?;
            for due in page.items {
                if let Err(error) = self.look_at(due, now).await {
                    tracing::error!(action = Self::NAME, student = %due.student, cause = %error, "a deadline failed");
                    failure = Some(error);
                }
            }
            next = page.next;
            if next.is_none() {
                return failure.map_or(Ok(()), Err);
            }
        }
    }

    async fn look_at(&self, due: Due, now: Timestamp) -> Result<(), Failure> {
        let Some((student, deadline)) = self.store.found(due).await? else { return Ok(()) };
        // The index may be behind: then the step was taken.
        let Some((step, after)) = deadline.step(now) else { return Ok(()) };
        let deed = Deed::of_task::<Self>(now);
        match self.store.take(&deed, &student, step, &deadline, &after).await {
            // It was renewed, or another run was faster.
            Err(CommitError::Refused(_)) => Ok(()),
            outcome => Ok(outcome?),
        }
    }
}
