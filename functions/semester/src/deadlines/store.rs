//! Deadlines as students and the office read and write them.

use futures_util::future::try_join_all;
use jiff::Timestamp;
use serde_json::json;
use shared_domain::deadline::{self, DEADLINE, Deadline, Event, deadline_key, deadlines_of};
use shared_domain::ids::{ReviewId, StudentId};
use shared_domain::notices;
use shared_domain::registration::news::RegistrationOpenedInChina;
use shared_domain::review::{self, Moved};
use shared_domain::student::{STUDENT, Student, StudentRecords, student_key};
use shared_platform::audit::{AuditLog, Deed, Told};
use shared_platform::clock::beijing_date;
use shared_platform::ids::AccountId;
use shared_platform::outbox::Outbox;
use shared_platform::store::{CommitError, Condition, Item, Label, StoreError, Table, Transaction};
use shared_platform::{Environment, InitError};

use super::matter::{DeadlineMatter, DeadlineOutcome, DeadlineTask};
use crate::registration::Registration;
use crate::roster::view_own_student_record::own;
use crate::store::registrations_of;
use crate::windows::semester::Semester;
use crate::windows::store::semesters;

/// Registrations of who enters China, in a transaction.
const ENTERED: Label<Registration> = Label::of_series("registrations");

/// How often somebody may be faster.
const ROUNDS: usize = 5;

/// Deadlines, and what changes together with one.
#[derive(Debug, Clone)]
pub(super) struct PermitStore {
    registrations: Table,
    records: StudentRecords,
    reviews: Table,
    outbox: Outbox,
    audit: AuditLog,
}

/// A student with all that falls due.
pub(super) type WithDeadlines = (Student, Vec<Deadline>);

impl PermitStore {
    pub(super) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self {
            registrations: environment.table("REGISTRATIONS")?,
            records: StudentRecords::of(environment)?,
            reviews: environment.table("REVIEWS")?,
            outbox: Outbox::of(environment)?,
            audit: AuditLog::of(environment)?,
        })
    }

    /// Opens the connection to the database.
    pub(super) async fn warm(&self) {
        self.registrations.warm().await;
    }

    /// The student whom an account has, with all that falls due.
    pub(super) async fn own(
        &self,
        account: AccountId,
    ) -> Result<Option<WithDeadlines>, StoreError> {
        let ids = self.records.ids_of_account(account).await?;
        let all = try_join_all(ids.into_iter().map(|id| self.student(id))).await?;
        Ok(own(all.into_iter().flatten().collect(), |(student, _): &WithDeadlines| student))
    }

    /// A student with all that falls due.
    pub(super) async fn student(&self, id: StudentId) -> Result<Option<WithDeadlines>, StoreError> {
        let deadlines = deadlines_of(&self.registrations, id);
        let (student, deadlines) = tokio::try_join!(self.records.student(id), deadlines)?;
        Ok(student.map(|student| (student, deadlines)))
    }

    /// Begins what follows from an event; what does already goes on as it is, and so does
    /// what follows from a later event. Who enters China gets what is asked there of each
    /// registration from abroad whose semester is not over, at once or when it is
    /// approved (S105); the letter follows when that is approved, as from any approval in
    /// China.
    ///
    /// # Errors
    /// Refused under [`STUDENT`] when the record has changed, and is gone or not on the
    /// roster any more.
    pub(super) async fn begin(
        &self,
        deed: &Deed,
        found: WithDeadlines,
        event: Event,
    ) -> Result<(), CommitError> {
        let mut found = found;
        for _ in 0..ROUNDS {
            let refused = match self.try_to_begin(deed, &found, event).await {
                // It changed meanwhile, as by an approval: looking again tells.
                Err(CommitError::Refused(refused))
                    if refused.is_of(STUDENT) || refused.is_of(ENTERED) =>
                {
                    refused
                }
                outcome => return outcome,
            };
            let again = self.student(found.0.id).await?;
            let again = again.filter(|(student, _)| student.state.is_on_roster());
            found = again.ok_or(CommitError::Refused(refused))?;
        }
        self.try_to_begin(deed, &found, event).await
    }

    async fn try_to_begin(
        &self,
        deed: &Deed,
        (student, known): &WithDeadlines,
        event: Event,
    ) -> Result<(), CommitError> {
        let follow = event.deadlines(student.id).into_iter();
        let begun = follow.filter(|new| {
            // Told again of an earlier day, it is set right.
            let is_overtaken = |old: Event| old.what != event.what && event.at < old.at;
            let goes_on = |old: Event| old.is_the_same_as(event) || is_overtaken(old);
            let same = known.iter().filter(|old| old.deadline == new.deadline);
            !same.filter_map(|old| old.event).any(goes_on)
        });
        let begun: Vec<Deadline> = begun.collect();
        // Told before, it may have come while nothing was submitted yet.
        let entered = match event.what.enters_china() {
            true => self.entered(student, event, deed.now()).await?,
            false => Vec::new(),
        };
        if begun.is_empty() && entered.is_empty() {
            return Ok(());
        }
        let mut transaction = self.audit.begin(deed, Told::new(student.id, json!(event)))?;
        self.unchanged(&mut transaction, student)?;
        for deadline in &begun {
            deadline::write(&mut transaction, &self.registrations, deadline)?;
        }
        for (semester, registration) in &entered {
            self.enter(&mut transaction, deed, semester, registration)?;
        }
        transaction.commit().await
    }

    /// The registrations to which it matters that the student is in China, as they are
    /// from then on: those of this semester and of later ones, the earliest first.
    async fn entered(
        &self,
        student: &Student,
        event: Event,
        now: Timestamp,
    ) -> Result<Vec<(Semester, Registration)>, StoreError> {
        let (all, semesters) = tokio::try_join!(
            registrations_of(&self.registrations, student.id),
            semesters(&self.registrations),
        )?;
        let today = beijing_date(now);
        let not_over = semesters.into_iter().rev().filter(|semester| today <= semester.ends_on);
        let entered = not_over.filter_map(|semester| {
            let of_semester = all.iter().find(|one| one.head.semester == semester.id)?;
            Some((semester, of_semester.entered_china(event.at, now)?))
        });
        Ok(entered.collect())
    }

    fn enter(
        &self,
        transaction: &mut Transaction,
        deed: &Deed,
        semester: &Semester,
        entered: &Registration,
    ) -> Result<(), StoreError> {
        let head = &entered.head;
        let id = head.id();
        let told = json!({ "state": head.stage().state(), "enteredChina": true });
        self.audit.also(transaction, deed, Told::new(&id, told))?;
        let unchanged = Condition::equals("version", head.version - 1);
        let item = Item::new(id.key(), entered)?;
        transaction.put(ENTERED, &self.registrations, item, unchanged)?;
        if !head.is_opened_in_china() {
            return Ok(());
        }
        let semester = semester.name.clone();
        let news = RegistrationOpenedInChina { registration: id, semester };
        notices::tell(&self.outbox, transaction, head.account, &news)
    }

    fn unchanged(
        &self,
        transaction: &mut Transaction,
        student: &Student,
    ) -> Result<(), StoreError> {
        let unchanged = Condition::equals("version", student.version);
        transaction.check(STUDENT, &self.registrations, student_key(student.id), unchanged)
    }

    /// Writes that a student says that something was done, with the task in which the
    /// office looks at it.
    ///
    /// # Errors
    /// Refused under [`DEADLINE`] when it changed meanwhile.
    pub(super) async fn said_done(
        &self,
        deed: &Deed,
        student: &Student,
        before: &Deadline,
        after: &Deadline,
    ) -> Result<(), CommitError> {
        let told = json!({ "deadline": after.deadline, "doneOn": after.done_on });
        let mut transaction = self.audit.begin(deed, Told::new(student.id, told))?;
        deadline::replace(&mut transaction, &self.registrations, before, after)?;
        let matter = DeadlineMatter::of(student, after);
        let task = DeadlineTask::open(ReviewId::new(), matter, Vec::new(), None, deed.now());
        review::create(&mut transaction, &self.reviews, &task)?;
        transaction.commit().await
    }

    pub(super) async fn task(&self, review: ReviewId) -> Result<Option<DeadlineTask>, StoreError> {
        review::task_about(&self.reviews, review).await
    }

    /// Records that an officer was shown a student.
    pub(super) async fn record_viewing(
        &self,
        deed: &Deed,
        task: &DeadlineTask,
    ) -> Result<(), CommitError> {
        let viewed = json!({ "review": task.id() });
        self.audit.begin(deed, Told::new(task.matter().student, viewed))?.commit().await
    }

    /// What a task is about, if it still is as then.
    pub(super) async fn deadline(
        &self,
        matter: &DeadlineMatter,
    ) -> Result<Option<Deadline>, StoreError> {
        let key = deadline_key(matter.student, matter.deadline);
        let found: Option<Deadline> = self.registrations.get(&key).await?;
        Ok(found.filter(|deadline| deadline.last_day == matter.last_day))
    }

    /// Writes what an officer decides, all of it or nothing: the task, and the deadline
    /// where it is met or goes on.
    ///
    /// # Errors
    /// Refused under [`review::TASK`] when the task changed meanwhile, and under
    /// [`DEADLINE`] when that did.
    pub(super) async fn settle(
        &self,
        deed: &Deed,
        moved: &Moved<DeadlineMatter>,
        outcome: DeadlineOutcome,
        deadline: Option<&Deadline>,
    ) -> Result<(), CommitError> {
        let matter = moved.matter();
        let told = json!({
            "review": moved.id(),
            "deadline": matter.deadline,
            "lastDay": matter.last_day,
            "outcome": outcome,
        });
        let mut transaction = self.audit.begin(deed, Told::new(matter.student, told))?;
        review::save(&mut transaction, &self.reviews, moved)?;
        match (outcome, deadline) {
            // The last day of a paper stays until there is another paper.
            (DeadlineOutcome::Done, Some(deadline)) if deadline.event.is_some() => {
                let key = deadline_key(deadline.student, deadline.deadline);
                let unchanged = Condition::equals("version", deadline.version);
                transaction.delete(DEADLINE, &self.registrations, key, unchanged)?;
            }
            (DeadlineOutcome::NotDone, Some(deadline)) if deadline.done_on.is_some() => {
                let after = deadline.not_done();
                deadline::replace(&mut transaction, &self.registrations, deadline, &after)?;
            }
            _ => {}
        }
        transaction.commit().await
    }
}
