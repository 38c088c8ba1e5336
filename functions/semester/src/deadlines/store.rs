//! Deadlines as students and the office read and write them.

use futures_util::future::try_join_all;
use serde_json::json;
use shared_domain::deadline::{self, DEADLINE, Deadline, Event, deadline_key, deadlines_of};
use shared_domain::ids::{ReviewId, StudentId};
use shared_domain::notices;
use shared_domain::registration::news::RegistrationReturned;
use shared_domain::registration::{REGISTRATIONS, Stage};
use shared_domain::review::{self, Moved};
use shared_domain::student::{STUDENT, Student, StudentRecords, student_key, student_partition};
use shared_platform::audit::{AuditLog, Deed, Told};
use shared_platform::clock::beijing_date;
use shared_platform::ids::AccountId;
use shared_platform::outbox::Outbox;
use shared_platform::store::{CommitError, Condition, Item, Query, StoreError, Table, Transaction};
use shared_platform::{Environment, InitError};

use super::matter::{DeadlineMatter, DeadlineOutcome, DeadlineTask};
use crate::registration::Registration;
use crate::roster::view_own_student_record::own;
use crate::store::REGISTRATION;
use crate::windows::semester::Semester;
use crate::windows::store::SEMESTERS;

/// Registrations and semesters that are read: those of forty years.
const MOST: i32 = 100;

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
    /// what follows from a later event. Who enters China gets what is asked there of a registration that was approved abroad
    /// (S105); the letter follows when that is approved, as from any approval in China.
    ///
    /// # Errors
    /// Refused under [`STUDENT`] when the record changed meanwhile, and under
    /// [`REGISTRATION`] when the registration did.
    pub(super) async fn begin(
        &self,
        deed: &Deed,
        (student, known): &WithDeadlines,
        event: Event,
    ) -> Result<(), CommitError> {
        let follow = event.deadlines(student.id).into_iter();
        let begun = follow.filter(|new| {
            let goes_on = |old: Event| old.is_the_same_as(event) || event.at < old.at;
            let same = known.iter().filter(|old| old.deadline == new.deadline);
            !same.filter_map(|old| old.event).any(goes_on)
        });
        let begun: Vec<Deadline> = begun.collect();
        // Told before, it may have come while the registration was not approved yet.
        let opened = match event.what.enters_china() {
            true => self.to_open_in_china(deed, student).await?,
            false => None,
        };
        if begun.is_empty() && opened.is_none() {
            return Ok(());
        }
        let mut transaction = self.audit.begin(deed, Told::new(student.id, json!(event)))?;
        self.unchanged(&mut transaction, student)?;
        for deadline in &begun {
            deadline::write(&mut transaction, &self.registrations, deadline)?;
        }
        if let Some((semester, opened)) = &opened {
            self.open(&mut transaction, deed, semester, opened)?;
        }
        transaction.commit().await
    }

    /// The registration that was approved abroad, as it is once it is open again for
    /// what is asked in China.
    async fn to_open_in_china(
        &self,
        deed: &Deed,
        student: &Student,
    ) -> Result<Option<(Semester, Registration)>, StoreError> {
        let query = Query::partition(student_partition(student.id)).prefix(REGISTRATIONS);
        let (all, semesters) = tokio::try_join!(
            self.registrations.list::<Registration>(query.limit(MOST)),
            self.registrations.list::<Semester>(Query::partition(SEMESTERS).limit(MOST)),
        )?;
        let today = beijing_date(deed.now());
        Ok(all.items.iter().find_map(|one| {
            let semester = semesters.items.iter().find(|it| it.id == one.head.semester)?;
            let is_over = semester.ends_on < today;
            Some((semester.clone(), one.opened_in_china(deed.now()).filter(|_| !is_over)?))
        }))
    }

    fn open(
        &self,
        transaction: &mut Transaction,
        deed: &Deed,
        semester: &Semester,
        opened: &Registration,
    ) -> Result<(), StoreError> {
        let id = opened.head.id();
        let told = json!({ "state": opened.head.stage().state() });
        self.audit.also(transaction, deed, Told::new(&id, told))?;
        let unchanged = Condition::equals("version", opened.head.version - 1);
        let item = Item::new(id.key(), opened)?;
        transaction.put(REGISTRATION, &self.registrations, item, unchanged)?;
        let Stage::Returned { verdicts, .. } = opened.head.stage() else { return Ok(()) };
        let (semester, verdicts) = (semester.name.clone(), verdicts.clone());
        let news = RegistrationReturned { registration: id, semester, verdicts };
        notices::tell(&self.outbox, transaction, opened.head.account, &news)
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
