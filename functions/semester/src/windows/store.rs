//! Semesters, and more time for students, in the Registrations table; the office's
//! calendar is that of the catalogue.

use futures_util::future::try_join_all;
use serde_json::json;
use shared_domain::deadline::{Deadline, deadlines_of};
use shared_domain::ids::StudentId;
use shared_domain::programme::catalogue::{StoredCatalogue, catalogue_key};
use shared_domain::programme::office::Office;
use shared_domain::student::{Student, StudentRecords, student_key, student_partition};
use shared_platform::audit::{AuditLog, Deed, Told};
use shared_platform::ids::AccountId;
use shared_platform::slug::Slug;
use shared_platform::store::{CommitError, Condition, Item, Key, Label, Query, StoreError, Table};
use shared_platform::{Environment, InitError};

use super::extension::Extension;
use super::semester::Semester;

/// A semester in a transaction.
pub(crate) const SEMESTER: Label<Semester> = Label::new("semester");
const EXTENSION: Label<Extension> = Label::new("extension");
const STUDENT: Label<Student> = Label::new("student");

/// How the sort keys of a student's extensions begin.
pub(crate) const EXTENSIONS: &str = "EXTENSION#";

/// The partition of semesters.
const SEMESTERS: &str = "SEMESTERS";

/// Semesters that are read: those of fifty years.
const MOST_SEMESTERS: i32 = 100;

/// The windows.
#[derive(Debug, Clone)]
pub(crate) struct WindowStore {
    records: StudentRecords,
    registrations: Table,
    programmes: Table,
    audit: AuditLog,
}

pub(crate) fn semester_key(semester: &Slug) -> Key {
    Key::new(SEMESTERS, format!("SEMESTER#{semester}"))
}

pub(crate) fn extension_key(student: StudentId, semester: &Slug) -> Key {
    Key::new(student_partition(student), format!("{EXTENSIONS}{semester}"))
}

/// All semesters, the latest first.
///
/// # Errors
/// [`StoreError`] when they cannot be read.
pub(crate) async fn semesters(registrations: &Table) -> Result<Vec<Semester>, StoreError> {
    let query = Query::partition(SEMESTERS).limit(MOST_SEMESTERS);
    let mut semesters: Vec<Semester> = registrations.list(query).await?.items;
    semesters.sort_by_key(|semester| std::cmp::Reverse(semester.starts_on));
    Ok(semesters)
}

impl WindowStore {
    pub(crate) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self {
            records: StudentRecords::of(environment)?,
            registrations: environment.table("REGISTRATIONS")?,
            programmes: environment.table("PROGRAMMES")?,
            audit: AuditLog::of(environment)?,
        })
    }

    /// Opens the connection to the database.
    pub(crate) async fn warm(&self) {
        self.registrations.warm().await;
    }

    /// All semesters, the latest first.
    pub(crate) async fn semesters(&self) -> Result<Vec<Semester>, StoreError> {
        semesters(&self.registrations).await
    }

    /// The office with its calendar, once it was imported.
    pub(crate) async fn office(&self) -> Result<Option<Office>, StoreError> {
        let catalogue: Option<StoredCatalogue> = self.programmes.get(&catalogue_key()).await?;
        Ok(catalogue.and_then(|catalogue| catalogue.content.office))
    }

    /// What setting a semester depends on: how it is set now, and the office's days.
    pub(crate) async fn to_set(
        &self,
        semester: &Slug,
    ) -> Result<(Option<Semester>, Option<Office>), StoreError> {
        let key = semester_key(semester);
        tokio::try_join!(self.registrations.get(&key), self.office())
    }

    /// Sets a semester, in place of the one that was looked at.
    ///
    /// # Errors
    /// Refused under [`SEMESTER`] when it is another by now.
    pub(crate) async fn set(&self, semester: &Semester, deed: &Deed) -> Result<(), CommitError> {
        let before = match semester.version {
            1 => None,
            version => Some(json!({ "version": version - 1 })),
        };
        let told = Told::changed(&semester.id, json!(before), json!(semester));
        let mut transaction = self.audit.begin(deed, told)?;
        let unchanged = match semester.version {
            1 => Condition::item_missing(),
            version => Condition::equals("version", version - 1),
        };
        let item = Item::new(semester_key(&semester.id), semester)?;
        transaction.put(SEMESTER, &self.registrations, item, unchanged)?;
        transaction.commit().await
    }

    /// A student and more time that was given.
    pub(crate) async fn student_with_extensions(
        &self,
        student: StudentId,
    ) -> Result<(Option<Student>, Vec<Extension>), StoreError> {
        let extensions = self.extensions(student);
        tokio::try_join!(self.records.student(student), extensions)
    }

    /// The same with what falls due.
    pub(crate) async fn student_with_all(
        &self,
        student: StudentId,
    ) -> Result<(Option<Student>, Vec<Extension>, Vec<Deadline>), StoreError> {
        let extensions = self.extensions(student);
        let deadlines = deadlines_of(&self.registrations, student);
        tokio::try_join!(self.records.student(student), extensions, deadlines)
    }

    async fn extensions(&self, student: StudentId) -> Result<Vec<Extension>, StoreError> {
        let query = Query::partition(student_partition(student)).prefix(EXTENSIONS);
        Ok(self.registrations.list(query.limit(MOST_SEMESTERS)).await?.items)
    }

    /// What an extension depends on: the student, the semester, the calendar.
    pub(crate) async fn to_extend(
        &self,
        student: StudentId,
        semester: &Slug,
    ) -> Result<(Option<Student>, Option<Semester>, Option<Office>), StoreError> {
        let key = semester_key(semester);
        tokio::try_join!(self.records.student(student), self.registrations.get(&key), self.office())
    }

    /// Gives a student more time, in place of what was given before.
    pub(crate) async fn extend(
        &self,
        student: &Student,
        extension: &Extension,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let told = json!({
            "semester": extension.semester,
            "closesAt": extension.closes_at,
            "reason": extension.reason,
        });
        let mut transaction = self.audit.begin(deed, Told::new(student.id, told))?;
        let there = Condition::item_exists();
        transaction.check(STUDENT, &self.registrations, student_key(student.id), there)?;
        let item = Item::new(extension_key(student.id, &extension.semester), extension)?;
        let anything = Condition::item_exists().or(Condition::item_missing());
        transaction.put(EXTENSION, &self.registrations, item, anything)?;
        transaction.commit().await
    }

    /// The records of an account, and all semesters.
    pub(crate) async fn own_records_and_semesters(
        &self,
        account: AccountId,
    ) -> Result<(Vec<Student>, Vec<Semester>), StoreError> {
        tokio::try_join!(self.records.of_account(account), self.semesters())
    }

    /// The records of an account with the time that was added to each, all
    /// semesters, and the office.
    pub(crate) async fn own_windows(
        &self,
        account: AccountId,
    ) -> Result<(Vec<(Student, Vec<Extension>)>, Vec<Semester>, Option<Office>), StoreError> {
        let records = async {
            let ids = self.records.ids_of_account(account).await?;
            let all = ids.into_iter().map(|id| self.student_with_extensions(id));
            let all = try_join_all(all).await?;
            let there = all.into_iter().filter_map(|(student, more)| Some((student?, more)));
            Ok::<Vec<_>, StoreError>(there.collect())
        };
        tokio::try_join!(records, self.semesters(), self.office())
    }
}
