//! The records of students in the Registrations table, with all items that lead
//! to one: admissions and semester registration both write them, in this one way.
//!
//! | item | pk | sk |
//! |---|---|---|
//! | a student | `STUDENT#<id>` | `STUDENT` |
//! | whose a number is or was | `NUMBER#<number>` | `NUMBER` |
//! | a record of a person, by each passport they have or had | `PERSON#<hash of passport and birthday>` | `STUDENT#<id>` |
//! | how many ever came to that passport | the same | `RECORDS` |
//! | the student of an account | `APPLICANT#<account>` | `STUDENT#<id>` |
//! | what falls due for a student (`crate::deadline`) | `STUDENT#<id>` | `DEADLINE#<kind>` |
//! | a row of the registrar's list | `STUDENTS` | `NUMBER#<number>#<id>`, `NAME#<name>#<id>`, of who can register `COHORT#<cohort>#<number>#<id>` |

use std::collections::{BTreeMap, BTreeSet};

use data_encoding::HEXLOWER;
use futures_util::future::try_join_all;
use jiff::civil::Date;
use ring::digest::{SHA256, digest};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared_platform::environment::{Environment, InitError};
use shared_platform::ids::AccountId;
use shared_platform::slug::Slug;
use shared_platform::store::{
    Change, Condition, Cursor, Item, Key, Label, Page, Query, StoreError, Table, Transaction,
    get_each,
};

use super::{Identity, Student, StudentNumber, bare_passport_no};
use crate::account::folded;
use crate::application::applicant_partition;
use crate::deadline;
use crate::ids::{ApplicationId, StudentId};

/// A record in a transaction.
pub const STUDENT: Label<Student> = Label::new("student");
/// Whose a number is, in a transaction.
pub const NUMBER: Label<NumberItem> = Label::new("number");
const PERSON: Label<IgnoredAny> = Label::of_series("person");
const PERSON_BEFORE: Label<IgnoredAny> = Label::of_series("person_before");
const RECORDS: Label<IgnoredAny> = Label::of_series("records");
const POINTER: Label<IgnoredAny> = Label::new("pointer");
const ROW: Label<IgnoredAny> = Label::of_series("row");

/// The partition of the registrar's list.
const LIST: &str = "STUDENTS";
/// Items read in one call.
const AT_ONCE: usize = 100;

/// The partition of a student.
#[must_use]
pub fn student_partition(student: StudentId) -> String {
    format!("STUDENT#{student}")
}

/// The key of a student in the Registrations table.
#[must_use]
pub fn student_key(student: StudentId) -> Key {
    Key::new(student_partition(student), "STUDENT")
}

/// How the sort keys of all items that name a student of an account begin, in the
/// partition that holds everything of one applicant: each is a [`StudentOfAccount`].
pub const STUDENTS_OF_ACCOUNT: &str = "STUDENT#";

/// The key of the item that names a student to who begins with the account.
#[must_use]
pub fn student_of_applicant_key(account: AccountId, student: StudentId) -> Key {
    Key::new(applicant_partition(account), format!("{STUDENTS_OF_ACCOUNT}{student}"))
}

/// The partition of a person: the records of one passport and birthday.
fn person_partition(passport_no: &str, birth_date: Date) -> String {
    let person = format!("{}#{birth_date}", bare_passport_no(passport_no));
    format!("PERSON#{}", HEXLOWER.encode(digest(&SHA256, person.as_bytes()).as_ref()))
}

/// What leads to a student from each of their passports, present and former.
fn person_keys(student: &Student) -> BTreeMap<String, Key> {
    let Identity { passport_no, birth_date, .. } = &student.identity;
    let former = student.former_passports.iter().map(|former| &former.passport_no);
    let partitions = former.chain([passport_no]).map(|it| person_partition(it, *birth_date));
    let key = |pk: &String| Key::new(pk.clone(), format!("STUDENT#{}", student.id));
    partitions.map(|pk| (pk.clone(), key(&pk))).collect()
}

/// How many records were ever made of, or have come to, the person of a partition.
fn count_key(partition: &str) -> Key {
    Key::new(partition, "RECORDS")
}

/// The rows of the registrar's list that show a student.
fn rows(student: &Student) -> BTreeSet<String> {
    let identity = &student.identity;
    let names = [Some(&identity.name), identity.chinese_name.as_ref()].into_iter().flatten();
    let names = names.map(|name| format!("NAME#{}#{}", folded(name), student.id));
    let number = format!("NUMBER#{}#{}", student.number, student.id);
    let cohort = student.cohort.as_ref().filter(|_| student.state.is_enrolled());
    let cohort = cohort.map(|cohort| format!("COHORT#{cohort}#{}#{}", student.number, student.id));
    names.chain([number]).chain(cohort).collect()
}

/// The keys of what stands beside a record and goes with it. Whose a number was
/// stays: nobody else gets it.
#[must_use]
pub fn beside(student: &Student) -> Vec<Key> {
    let rows = rows(student).into_iter().map(|row| Key::new(LIST, row));
    let persons = person_keys(student).into_iter();
    rows.chain(persons.flat_map(|(partition, key)| [count_key(&partition), key])).collect()
}

/// Whose a number is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberItem {
    /// The student.
    pub student: StudentId,
}

/// What names a student to who begins with the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudentOfAccount {
    /// The student.
    pub student: StudentId,
    /// Whether the student is on the roster: then the university needs the record.
    pub enrolled: bool,
    /// The application that led there.
    pub application: Option<ApplicationId>,
}

impl StudentOfAccount {
    fn of(student: &Student) -> Option<(AccountId, Self)> {
        let application = student.admission.as_ref().map(|admission| admission.application);
        let enrolled = student.state.is_on_roster();
        Some((student.account?, Self { student: student.id, enrolled, application }))
    }
}

/// What names a student to who looks for one: a pointer, a row of a list, or the
/// count of a person's records, which names none.
#[derive(Debug, Deserialize)]
struct Naming {
    student: Option<StudentId>,
    records: Option<u64>,
}

/// The records of a person and of an account, as they were read.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The records.
    pub records: Vec<Student>,
    /// How many were ever made of the person.
    count: Option<u64>,
}

/// The Registrations table, as far as it holds records of students.
#[derive(Debug, Clone)]
pub struct StudentRecords {
    registrations: Table,
}

impl StudentRecords {
    /// The records of an environment.
    ///
    /// # Errors
    /// [`InitError`] when the table is not named.
    pub fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { registrations: environment.table("REGISTRATIONS")? })
    }

    /// Opens the connection to the database.
    pub async fn warm(&self) {
        self.registrations.warm().await;
    }

    /// A record.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn student(&self, student: StudentId) -> Result<Option<Student>, StoreError> {
        self.registrations.get(&student_key(student)).await
    }

    /// Records, in the order of the ids; without those that are gone.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn students(&self, ids: &[StudentId]) -> Result<Vec<Student>, StoreError> {
        let keys: Vec<Key> = ids.iter().map(|id| student_key(*id)).collect();
        let chunks = keys.chunks(AT_ONCE).map(|keys| get_each(&self.registrations, keys));
        Ok(try_join_all(chunks).await?.into_iter().flatten().flatten().collect())
    }

    /// Whose numbers are, in their order.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn owners(
        &self,
        numbers: &[&StudentNumber],
    ) -> Result<Vec<Option<StudentId>>, StoreError> {
        let keys: Vec<Key> = numbers.iter().map(|number| number.key()).collect();
        let chunks = keys.chunks(AT_ONCE).map(|keys| get_each(&self.registrations, keys));
        let found: Vec<Option<NumberItem>> =
            try_join_all(chunks).await?.into_iter().flatten().collect();
        Ok(found.into_iter().map(|item| item.map(|item| item.student)).collect())
    }

    /// The records of a person: of one passport and birthday.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn of_person(&self, passport_no: &str, born: Date) -> Result<Known, StoreError> {
        let named = self.named(Query::partition(person_partition(passport_no, born))).await?;
        let ids: Vec<StudentId> = named.iter().filter_map(|naming| naming.student).collect();
        let count = named.iter().find_map(|naming| naming.records);
        Ok(Known { records: self.students(&ids).await?, count })
    }

    /// The records of an account.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn of_account(&self, account: AccountId) -> Result<Vec<Student>, StoreError> {
        self.students(&self.ids_of_account(account).await?).await
    }

    /// The ids of the records of an account.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn ids_of_account(&self, account: AccountId) -> Result<Vec<StudentId>, StoreError> {
        let pointers = Query::partition(applicant_partition(account)).prefix(STUDENTS_OF_ACCOUNT);
        let named = self.named(pointers).await?;
        Ok(named.into_iter().filter_map(|naming| naming.student).collect())
    }

    /// The records of a person and those of an account, read at the same time.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn of_person_or_account(
        &self,
        person: Option<(&str, Date)>,
        account: AccountId,
    ) -> Result<Known, StoreError> {
        let named = async {
            match person {
                Some((passport_no, born)) => {
                    self.named(Query::partition(person_partition(passport_no, born))).await
                }
                None => Ok(Vec::new()),
            }
        };
        let (named, of_account) = tokio::try_join!(named, self.ids_of_account(account))?;
        let of_person = named.iter().filter_map(|naming| naming.student);
        let ids: BTreeSet<StudentId> = of_person.chain(of_account).collect();
        let ids: Vec<StudentId> = ids.into_iter().collect();
        let count = named.iter().find_map(|naming| naming.records);
        Ok(Known { records: self.students(&ids).await?, count })
    }

    async fn named(&self, query: Query) -> Result<Vec<Naming>, StoreError> {
        Ok(self.registrations.list(query.limit(100)).await?.items)
    }

    /// The ids of a page of the registrar's list, sorted by number.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read or the cursor is of another list.
    pub async fn numbered(
        &self,
        prefix: &str,
        page: i32,
        after: Option<Cursor>,
    ) -> Result<Page<StudentId>, StoreError> {
        self.listed(format!("NUMBER#{}", prefix.to_ascii_uppercase()), page, after).await
    }

    /// The same, sorted by name.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read or the cursor is of another list.
    pub async fn called(
        &self,
        prefix: &str,
        page: i32,
        after: Option<Cursor>,
    ) -> Result<Page<StudentId>, StoreError> {
        self.listed(format!("NAME#{}", folded(prefix)), page, after).await
    }

    /// The same of those who register with a cohort, sorted by number.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read or the cursor is of another list.
    pub async fn of_cohort(
        &self,
        cohort: &Slug,
        page: i32,
        after: Option<Cursor>,
    ) -> Result<Page<StudentId>, StoreError> {
        self.listed(format!("COHORT#{cohort}#"), page, after).await
    }

    async fn listed(
        &self,
        prefix: String,
        page: i32,
        after: Option<Cursor>,
    ) -> Result<Page<StudentId>, StoreError> {
        let query = Query::partition(LIST).prefix(prefix).limit(page).after(after);
        let found: Page<NumberItem> = self.registrations.list(query).await?;
        let items = found.items.into_iter().map(|item| item.student).collect();
        Ok(Page { items, next: found.next })
    }

    /// Makes a record of a person of whom this is known.
    ///
    /// # Errors
    /// The commit is refused under [`NUMBER`] when somebody has the number; under
    /// other labels when a record was made of the person meanwhile.
    pub fn create(
        &self,
        transaction: &mut Transaction,
        student: &Student,
        known: &Known,
    ) -> Result<(), StoreError> {
        let registrations = &self.registrations;
        transaction.create(STUDENT, registrations, Item::new(student_key(student.id), student)?)?;
        // By its id only: a number is nobody else's, even when the student is forgotten.
        let number = Item::new(student.number.key(), &NumberItem { student: student.id })?;
        transaction.create(NUMBER, registrations, number)?;
        self.write_beside(transaction, None, student, Some(known))
    }

    /// Writes a record over what it was before; its version grows by one.
    ///
    /// # Errors
    /// The commit is refused under [`STUDENT`] when it changed meanwhile, under
    /// [`NUMBER`] when somebody else has the number.
    pub fn replace(
        &self,
        transaction: &mut Transaction,
        before: &Student,
        after: &Student,
    ) -> Result<(), StoreError> {
        self.write_over(transaction, before, after, None)
    }

    /// The same of a record with a passport that it had not before, of whose person this
    /// is known.
    ///
    /// # Errors
    /// As [`StudentRecords::replace`]; also refused, under another label, when a record
    /// came to that passport meanwhile.
    pub fn renew(
        &self,
        transaction: &mut Transaction,
        before: &Student,
        after: &Student,
        known: &Known,
    ) -> Result<(), StoreError> {
        self.write_over(transaction, before, after, Some(known))
    }

    fn write_over(
        &self,
        transaction: &mut Transaction,
        before: &Student,
        after: &Student,
        known: Option<&Known>,
    ) -> Result<(), StoreError> {
        let registrations = &self.registrations;
        let after = Student { version: before.version + 1, ..after.clone() };
        let item = Item::new(student_key(after.id), &after)?;
        let unchanged = Condition::equals("version", before.version);
        transaction.put(STUDENT, registrations, item, unchanged)?;
        if after.number != before.number {
            let number = Item::new(after.number.key(), &NumberItem { student: after.id })?;
            let own = Condition::item_missing().or(Condition::equals("student", after.id));
            transaction.put(NUMBER, registrations, number, own)?;
        }
        self.write_beside(transaction, Some(before), &after, known)
    }

    /// Writes what leads to a record, and what falls due by it, where it is not as before.
    /// `known` is what was known of the person of a passport that is new.
    fn write_beside(
        &self,
        transaction: &mut Transaction,
        before: Option<&Student>,
        after: &Student,
        known: Option<&Known>,
    ) -> Result<(), StoreError> {
        let registrations = &self.registrations;
        let anything = || Condition::item_exists().or(Condition::item_missing());
        let naming = json!({ "student": after.id });
        let (persons, persons_before) =
            (person_keys(after), before.map(person_keys).unwrap_or_default());
        for (partition, gone) in &persons_before {
            if !persons.contains_key(partition) {
                transaction.delete(PERSON_BEFORE, registrations, gone.clone(), anything())?;
            }
        }
        for (partition, new) in persons {
            if persons_before.contains_key(&partition) {
                continue;
            }
            // Two that come to one person at once: one of them looks again.
            let unchanged = match known {
                Some(Known { count: Some(count), .. }) => Condition::equals("records", *count),
                Some(Known { count: None, .. }) => Condition::Missing("records"),
                None => anything(),
            };
            let more = Change::new().add("records", 1);
            transaction.update(RECORDS, registrations, count_key(&partition), more, unchanged)?;
            transaction.put(PERSON, registrations, Item::new(new, &naming)?, anything())?;
        }
        let (pointer, pointer_before) =
            (StudentOfAccount::of(after), before.and_then(StudentOfAccount::of));
        if let Some((account, pointer)) = pointer.filter(|it| Some(it) != pointer_before.as_ref()) {
            let key = student_of_applicant_key(account, after.id);
            transaction.put(POINTER, registrations, Item::new(key, &pointer)?, anything())?;
        }
        let (rows, rows_before) = (rows(after), before.map(rows).unwrap_or_default());
        for gone in rows_before.difference(&rows) {
            transaction.delete(ROW, registrations, Key::new(LIST, gone), anything())?;
        }
        for new in rows.difference(&rows_before) {
            let item = Item::new(Key::new(LIST, new), &naming)?;
            transaction.put(ROW, registrations, item, anything())?;
        }
        deadline::follow(transaction, registrations, before, after)
    }
}
