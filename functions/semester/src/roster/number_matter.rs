//! A student number as a matter of the registrar: the university's sign-in said it,
//! and no student on the roster has it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};
use shared_domain::ids::{ReviewId, StudentId};
use shared_domain::review::{
    self, Decision, Headline, Matter, Moved, ReviewOccasion, Subject, Task, Word,
};
use shared_domain::student::unknown_number::{LookedAt, looked_at_key};
use shared_domain::student::{Student, StudentNumber, StudentRecords};
use shared_platform::audit::{AuditLog, Deed, Told};
use shared_platform::auth::StaffRole;
use shared_platform::clock::seconds_after;
use shared_platform::store::{CommitError, Condition, Item, Label, StoreError, Table};
use shared_platform::{Environment, InitError};
use utoipa::ToSchema;

/// A task about a number.
pub(super) type NumberTask = Task<UnknownNumber>;

/// That a number is looked at, in a transaction.
pub(super) const LOOKED_AT: Label<LookedAt> = Label::new("looked_at");

/// For how long a number is not looked at again, in seconds: half a year.
const LOOKED_AT_SECONDS: i64 = 180 * 24 * 60 * 60;

/// The number that a task is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct UnknownNumber {
    /// The number.
    pub(super) number: StudentNumber,
}

/// How it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum NumberOutcome {
    /// It is looked after: the roster has it now, or it is not for this office.
    Settle,
}

/// What a registrar says of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Remark {
    /// What became of it, for colleagues.
    pub(super) remark: Option<String>,
}

impl Subject for UnknownNumber {
    type Outcome = NumberOutcome;
    type Grounds = Remark;
}

impl Matter for UnknownNumber {
    const KIND: &'static str = "student_number";
    const ROLE: StaffRole = StaffRole::Registrar;
    const WITHHELD: &'static [&'static str] = &[];
    const WITHHELD_OF_GROUNDS: &'static [&'static str] = &["remark"];

    fn headline(&self) -> Headline {
        Headline {
            applicant: None,
            applicant_name: self.number.to_string(),
            subject: self.number.to_string(),
            occasion: Word::of(ReviewOccasion::UnknownNumber),
            about: Map::new(),
        }
    }

    fn needs_second(&self, _: &Decision<Self>) -> bool {
        false
    }

    fn is_barred_by_findings(&self, _: &Decision<Self>) -> bool {
        false
    }

    fn closes(&self, _: &Decision<Self>) -> bool {
        true
    }
}

/// Numbers that the registrar looks at.
#[derive(Debug, Clone)]
pub(super) struct NumberStore {
    registrations: Table,
    reviews: Table,
    records: StudentRecords,
    audit: AuditLog,
}

impl NumberStore {
    pub(super) async fn of(environment: &Environment) -> Result<Self, InitError> {
        let registrations = environment.table("REGISTRATIONS")?;
        registrations.warm().await;
        Ok(Self {
            registrations,
            reviews: environment.table("REVIEWS")?,
            records: StudentRecords::of(environment)?,
            audit: AuditLog::of(environment)?,
        })
    }

    /// Whoever has the number, or had it, whatever their state.
    pub(super) async fn student(
        &self,
        number: &StudentNumber,
    ) -> Result<Option<Student>, StoreError> {
        let owner = self.records.owners(&[number]).await?.into_iter().flatten().next();
        match owner {
            Some(owner) => self.records.student(owner).await,
            None => Ok(None),
        }
    }

    pub(super) async fn task(&self, review: ReviewId) -> Result<Option<NumberTask>, StoreError> {
        review::task_about(&self.reviews, review).await
    }

    /// Puts a task into the registrar's queue.
    ///
    /// # Errors
    /// Refused under [`LOOKED_AT`] when the number has one.
    pub(super) async fn open(&self, task: &NumberTask, deed: &Deed) -> Result<(), CommitError> {
        let now = deed.now();
        // The log names no number of somebody who has no account.
        let mut transaction = self.audit.begin(deed, Told::new(task.id(), json!(null)))?;
        let free = Condition::item_missing().or(Condition::at_most("ttl", now.as_second()));
        transaction.put(LOOKED_AT, &self.registrations, looked_at(task, false, now)?, free)?;
        review::create(&mut transaction, &self.reviews, task)?;
        transaction.commit().await
    }

    /// Writes that a number is settled. From now on nobody who tries it is told that the
    /// registrar will look.
    ///
    /// # Errors
    /// Refused under [`review::TASK`] when the task changed meanwhile.
    pub(super) async fn settle(
        &self,
        moved: &Moved<UnknownNumber>,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let told = Told::new(moved.id(), json!({ "outcome": NumberOutcome::Settle }));
        let mut transaction = self.audit.begin(deed, told)?;
        review::save(&mut transaction, &self.reviews, moved)?;
        let anything = Condition::item_exists().or(Condition::item_missing());
        let looked_at = looked_at(moved, true, deed.now())?;
        transaction.put(LOOKED_AT, &self.registrations, looked_at, anything)?;
        transaction.commit().await
    }

    /// Notes that a registrar has seen, with the task, whoever has the number.
    pub(super) async fn note_view(
        &self,
        task: &NumberTask,
        student: StudentId,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let viewed = json!({ "review": task.id() });
        self.audit.begin(deed, Told::new(student, viewed))?.commit().await
    }
}

/// That the number of a task is looked at, from now on for half a year.
fn looked_at(task: &NumberTask, settled: bool, now: Timestamp) -> Result<Item, StoreError> {
    let until = seconds_after(now, LOOKED_AT_SECONDS);
    let looked_at = LookedAt { review: task.id(), settled, until };
    Ok(Item::new(looked_at_key(&task.matter().number), &looked_at)?.expiring(until))
}
