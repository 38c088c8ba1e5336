//! Deadlines as the clock reads and writes them.

use jiff::Timestamp;
use serde_json::json;
use shared_domain::deadline::news::DeadlineReminder;
use shared_domain::deadline::{self, Deadline, Due, Step, deadline_key};
use shared_domain::ids::ReviewId;
use shared_domain::notices::{self, Recipient, SendMail};
use shared_domain::review;
use shared_domain::student::{Student, student_key};
use shared_platform::audit::{AuditLog, Deed, Told};
use shared_platform::locale::Locale;
use shared_platform::outbox::Outbox;
use shared_platform::store::{CommitError, Cursor, Page, StoreError, Table, Transaction, get_two};
use shared_platform::{Environment, InitError};

use crate::deadlines::{DeadlineMatter, DeadlineTask};

/// What the clock reads and writes.
#[derive(Debug, Clone)]
pub(super) struct ReminderStore {
    registrations: Table,
    reviews: Table,
    outbox: Outbox,
    audit: AuditLog,
}

impl ReminderStore {
    pub(super) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self {
            registrations: environment.table("REGISTRATIONS")?,
            reviews: environment.table("REVIEWS")?,
            outbox: Outbox::of(environment)?,
            audit: AuditLog::of(environment)?,
        })
    }

    /// A page of a shard's deadlines with a step that is due.
    pub(super) async fn due(
        &self,
        shard: u8,
        now: Timestamp,
        after: Option<Cursor>,
    ) -> Result<Page<Due>, StoreError> {
        deadline::due(&self.registrations, shard, now, after).await
    }

    /// The deadline and whose it is; `None` when one of them is gone.
    pub(super) async fn found(&self, due: Due) -> Result<Option<(Student, Deadline)>, StoreError> {
        let (student, deadline) = get_two(
            (&self.registrations, &student_key(due.student)),
            (&self.registrations, &deadline_key(due.student, due.deadline)),
        )
        .await?;
        Ok(student.zip(deadline))
    }

    /// Takes a step of a deadline, all of it or nothing: it is counted, the student
    /// is told, an officer asked.
    ///
    /// # Errors
    /// Refused when the deadline is not as it was read.
    pub(super) async fn take(
        &self,
        deed: &Deed,
        student: &Student,
        step: Step,
        before: &Deadline,
        after: &Deadline,
    ) -> Result<(), CommitError> {
        let counted = |deadline: &Deadline| {
            json!({
                "deadline": deadline.deadline,
                "lastDay": deadline.last_day,
                "steps": deadline.counted.before + deadline.counted.after,
            })
        };
        let told = Told::changed(student.id, counted(before), counted(after));
        let mut transaction = self.audit.begin(deed, told)?;
        deadline::replace(&mut transaction, &self.registrations, before, after)?;
        if step.tells {
            let reminder = DeadlineReminder::of(after, deed.now());
            self.tell(&mut transaction, student, &reminder)?;
        }
        if step.asks_officer {
            let (review, matter) = (ReviewId::new(), DeadlineMatter::of(student, after));
            let task = DeadlineTask::open(review, matter, Vec::new(), None, deed.now());
            review::create(&mut transaction, &self.reviews, &task)?;
        }
        transaction.commit().await
    }

    /// Who has no account yet is told at the address on the roster; who has neither is
    /// counted all the same, and comes before an officer.
    fn tell(
        &self,
        transaction: &mut Transaction,
        student: &Student,
        reminder: &DeadlineReminder,
    ) -> Result<(), StoreError> {
        match (student.account, &student.email) {
            (Some(account), _) => notices::tell(&self.outbox, transaction, account, reminder),
            (None, Some(email)) => {
                let recipient = Recipient::Address(email.clone(), Locale::En);
                self.outbox.send(transaction, SendMail::to(recipient, reminder))
            }
            (None, None) => Ok(()),
        }
    }
}
