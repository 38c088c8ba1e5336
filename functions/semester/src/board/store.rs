//! What the board reads, and the reminders that it sends.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared_domain::deadline::{self, Deadline, DeadlineKind, Due, deadline_key};
use shared_domain::ids::StudentId;
use shared_domain::notices::{self, News, Recipient, SendMail};
use shared_domain::registration::{RegistrationHead, RegistrationId};
use shared_domain::student::{Student, StudentRecords, student_key, student_partition};
use shared_platform::audit::{AuditLog, Deed, Told};
use shared_platform::clock::{beijing_date, seconds_after};
use shared_platform::locale::Locale;
use shared_platform::outbox::Outbox;
use shared_platform::slug::Slug;
use shared_platform::store::{
    CommitError, Cursor, Item, Key, Label, Page, StoreError, Table, get_each,
};
use shared_platform::{Environment, InitError};

use super::standing::Standing;
use crate::windows::extension::Extension;
use crate::windows::semester::Semester;
use crate::windows::store::{extension_key, semester_key};

/// Students on a page.
const PAGE: i32 = 50;
/// For how long it is known that somebody was reminded, in seconds.
const KNOWN_FOR: i64 = 30 * 24 * 60 * 60;

/// That a student was reminded by the office on a day, in a transaction.
pub(super) const REMINDED: Label<Reminded> = Label::new("reminded");

/// That a student was reminded by the office on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Reminded {
    /// The request that did.
    pub(super) request: String,
    /// When.
    at: Timestamp,
}

/// A student before a semester that they are to register for.
pub(super) struct Registering {
    pub(super) student: Student,
    /// The registration, where it was begun.
    pub(super) head: Option<RegistrationHead>,
    /// The time that the office has added.
    pub(super) extension: Option<Extension>,
}

/// The board.
#[derive(Debug, Clone)]
pub(super) struct BoardStore {
    registrations: Table,
    records: StudentRecords,
    outbox: Outbox,
    audit: AuditLog,
}

impl BoardStore {
    pub(super) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self {
            registrations: environment.table("REGISTRATIONS")?,
            records: StudentRecords::of(environment)?,
            outbox: Outbox::of(environment)?,
            audit: AuditLog::of(environment)?,
        })
    }

    /// Opens the connection to the database.
    pub(super) async fn warm(&self) {
        self.registrations.warm().await;
    }

    /// A page of what falls on a day or before it, each with its student.
    pub(super) async fn falling(
        &self,
        kind: DeadlineKind,
        until: Date,
        after: Option<Cursor>,
    ) -> Result<Page<(Student, Deadline)>, StoreError> {
        let Page { items, next } =
            deadline::falling(&self.registrations, kind, until, PAGE, after).await?;
        let students: Vec<_> = items.iter().map(|due| student_key(due.student)).collect();
        let key = |due: &Due| deadline_key(due.student, due.deadline);
        let deadlines: Vec<_> = items.iter().map(key).collect();
        let (students, deadlines) = tokio::try_join!(
            get_each::<Student>(&self.registrations, &students),
            get_each::<Deadline>(&self.registrations, &deadlines),
        )?;
        let items = students.into_iter().zip(deadlines);
        Ok(Page { items: items.filter_map(|(student, it)| student.zip(it)).collect(), next })
    }

    /// A page of the students of a cohort, each with how they stand to a semester.
    pub(super) async fn registering(
        &self,
        semester: &Slug,
        cohort: &Slug,
        after: Option<Cursor>,
    ) -> Result<Page<(Student, Standing)>, StoreError> {
        let Page { items, next } = self.records.of_cohort(cohort, PAGE, after).await?;
        let items = self.standing(semester, &items).await?;
        // The list may be behind the record.
        let of_cohort =
            |(student, _): &(Student, Standing)| student.cohort.as_ref() == Some(cohort);
        Ok(Page { items: items.into_iter().filter(of_cohort).collect(), next })
    }

    /// Students and how they stand to a semester; without those that are gone.
    pub(super) async fn standing(
        &self,
        semester: &Slug,
        ids: &[StudentId],
    ) -> Result<Vec<(Student, Standing)>, StoreError> {
        let students = self.with_heads(semester, ids).await?.into_iter();
        let both = students.filter_map(|(student, head)| {
            Some((student?, Standing::of(head.map(|head| head.stage().state()))))
        });
        Ok(both.collect())
    }

    /// Students, each with their registration of a semester and the time that was added
    /// for it; without those that are gone.
    pub(super) async fn to_be_reminded(
        &self,
        semester: &Slug,
        ids: &[StudentId],
    ) -> Result<Vec<Registering>, StoreError> {
        let extensions: Vec<Key> =
            ids.iter().map(|student| extension_key(*student, semester)).collect();
        let (students, extensions) = tokio::try_join!(
            self.with_heads(semester, ids),
            get_each::<Extension>(&self.registrations, &extensions),
        )?;
        let all =
            students.into_iter().zip(extensions).filter_map(|((student, head), extension)| {
                Some(Registering { student: student?, head, extension })
            });
        Ok(all.collect())
    }

    async fn with_heads(
        &self,
        semester: &Slug,
        ids: &[StudentId],
    ) -> Result<Vec<(Option<Student>, Option<RegistrationHead>)>, StoreError> {
        let id =
            |student: &StudentId| RegistrationId { student: *student, semester: semester.clone() };
        let registrations: Vec<Key> = ids.iter().map(|student| id(student).key()).collect();
        let students: Vec<Key> = ids.iter().map(|student| student_key(*student)).collect();
        let (students, heads) = tokio::try_join!(
            get_each::<Student>(&self.registrations, &students),
            get_each::<RegistrationHead>(&self.registrations, &registrations),
        )?;
        Ok(students.into_iter().zip(heads).collect())
    }

    /// Students and what of a kind falls due for them; without those that are gone.
    pub(super) async fn due(
        &self,
        kind: DeadlineKind,
        ids: &[StudentId],
    ) -> Result<Vec<(Student, Option<Deadline>)>, StoreError> {
        let students: Vec<Key> = ids.iter().map(|student| student_key(*student)).collect();
        let deadlines: Vec<Key> = ids.iter().map(|student| deadline_key(*student, kind)).collect();
        let (students, deadlines) = tokio::try_join!(
            get_each::<Student>(&self.registrations, &students),
            get_each::<Deadline>(&self.registrations, &deadlines),
        )?;
        let both = students.into_iter().zip(deadlines);
        Ok(both.filter_map(|(student, deadline)| Some((student?, deadline))).collect())
    }

    pub(super) async fn semester(&self, id: &Slug) -> Result<Option<Semester>, StoreError> {
        self.registrations.get(&semester_key(id)).await
    }

    /// Records that a colleague took a list along.
    pub(super) async fn record_export(
        &self,
        deed: &Deed,
        of: &str,
        rows: usize,
    ) -> Result<(), CommitError> {
        self.audit.begin(deed, Told::new(of, json!({ "rows": rows })))?.commit().await
    }

    /// Which of them were reminded by the office on this day, and by which request.
    pub(super) async fn reminded(
        &self,
        ids: &[StudentId],
        now: Timestamp,
    ) -> Result<Vec<Option<Reminded>>, StoreError> {
        let keys: Vec<Key> = ids.iter().map(|student| reminded_key(*student, now)).collect();
        get_each(&self.registrations, &keys).await
    }

    /// Reminds a student, if nobody has on this day.
    ///
    /// # Errors
    /// Refused under [`REMINDED`] when somebody has.
    pub(super) async fn remind<N: News>(
        &self,
        deed: &Deed,
        student: &Student,
        request: &str,
        news: &N,
    ) -> Result<(), CommitError> {
        let told = json!({ "reminded": N::KIND, "request": request });
        let mut transaction = self.audit.begin(deed, Told::new(student.id, told))?;
        let reminded = Reminded { request: request.to_owned(), at: deed.now() };
        let item = Item::new(reminded_key(student.id, deed.now()), &reminded)?;
        let item = item.expiring(seconds_after(deed.now(), KNOWN_FOR));
        transaction.create(REMINDED, &self.registrations, item)?;
        match (student.account, &student.email) {
            (Some(account), _) => {
                notices::tell(&self.outbox, &mut transaction, account, news)?;
            }
            (None, Some(email)) => {
                let recipient = Recipient::Address(email.clone(), Locale::En);
                self.outbox.send(&mut transaction, SendMail::to(recipient, news))?;
            }
            (None, None) => {}
        }
        transaction.commit().await
    }
}

fn reminded_key(student: StudentId, now: Timestamp) -> Key {
    Key::new(student_partition(student), format!("REMINDED#{}", beijing_date(now)))
}
