//! Imports of the roster. One transaction takes an import on, with all that it
//! writes; `apply_roster` then writes one student after the other
//! (docs/decisions/0012-an-import-is-taken-on-and-then-written.md). There is one
//! import at a time.

use std::collections::{BTreeSet, HashSet};

use futures_util::future::try_join_all;
use jiff::Timestamp;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shared_domain::ids::{RosterImportId, StudentId};
use shared_domain::staff::Colleague;
use shared_domain::student::{Known, Student, StudentRecords};
use shared_platform::audit::{AuditLog, Deed, Told};
use shared_platform::outbox::Outbox;
use shared_platform::store::{
    Change, CommitError, Condition, Cursor, Item, Key, Label, Page, Part, Query, StoreError, Table,
    Transaction,
};
use shared_platform::{Environment, InitError};
use utoipa::ToSchema;

use super::meeting::{Outcome, Present, left_out, meet};
use super::messages::ApplyRoster;
use super::plan::Step;
use super::row::Row;

/// Whether an import is being written, in a transaction.
pub(crate) const ROSTER: Label<Roster> = Label::new("roster");
const IMPORT: Label<RosterImport> = Label::new("import");
const PART: Label<IgnoredAny> = Label::of_series("part");

/// Rows whose records are looked for at the same time.
const AT_ONCE: usize = 50;
/// The partition of the imports; what each writes is kept beside.
const IMPORTS: &str = "ROSTERIMPORTS";
/// Imports of a page.
const IMPORTS_OF_A_PAGE: i32 = 10;
/// Students of the list that are read in one call.
const PAGE: i32 = 1_000;

/// The roster as imports see it.
#[derive(Debug, Clone)]
pub(crate) struct RosterStore {
    records: StudentRecords,
    registrations: Table,
    outbox: Outbox,
    audit: AuditLog,
}

/// Whether an import is being written.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Roster {
    pub(crate) importing: Option<RosterImportId>,
}

/// An import that was taken on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RosterImport {
    pub(crate) id: RosterImportId,
    pub(crate) state: RosterImportState,
    /// How many students it changes.
    pub(crate) students: usize,
    /// How many of them are done.
    pub(crate) applied: usize,
    /// In how many parts it is kept until it is done.
    pub(crate) parts: usize,
    /// The hash of the file and of how it was to be imported.
    pub(crate) file_hash: String,
    /// Rows that could not be followed any more when it was their turn.
    pub(crate) skipped: Vec<Skipped>,
    /// Who has brought it in.
    pub(crate) by: Colleague,
    pub(crate) started_at: Timestamp,
    pub(crate) done_at: Option<Timestamp>,
}

/// A row that could not be followed any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Skipped {
    pub(crate) pointer: String,
    pub(crate) code: String,
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RosterImportState {
    /// Its students are being written.
    Applying,
    /// All of them are written.
    Done,
}

/// What a step finds when it is its turn.
pub(crate) enum Found {
    /// What a row is about.
    Row(Box<Row>, Box<Present>),
    /// The record of somebody who is to have left; none when it is gone.
    Leaving(Option<Box<Student>>),
}

/// What a step does when it is its turn.
enum Effect {
    Create(Box<Student>, Known),
    /// What a row says of a record.
    Follow(Box<(Student, Student)>, Known),
    /// Who has left.
    Replace(Box<(Student, Student)>),
    Nothing,
    Skip(Skipped),
}

impl RosterStore {
    pub(crate) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self {
            records: StudentRecords::of(environment)?,
            registrations: environment.table("REGISTRATIONS")?,
            outbox: Outbox::of(environment)?,
            audit: AuditLog::of(environment)?,
        })
    }

    /// Opens the connection to the database.
    pub(crate) async fn warm(&self) {
        self.registrations.warm().await;
    }

    pub(crate) async fn roster(&self) -> Result<Roster, StoreError> {
        Ok(self.registrations.get(&roster_key()).await?.unwrap_or_default())
    }

    pub(crate) async fn import(
        &self,
        id: RosterImportId,
    ) -> Result<Option<RosterImport>, StoreError> {
        self.registrations.get(&import_key(id)).await
    }

    /// A page of the imports, the newest first.
    pub(crate) async fn imports(
        &self,
        after: Option<Cursor>,
    ) -> Result<Page<RosterImport>, StoreError> {
        let query = Query::partition(IMPORTS).newest_first().limit(IMPORTS_OF_A_PAGE);
        self.registrations.list(query.after(after)).await
    }

    /// What the rows are about, in their order.
    pub(crate) async fn present(&self, rows: &[&Row]) -> Result<Vec<Present>, StoreError> {
        let mut all = Vec::with_capacity(rows.len());
        for rows in rows.chunks(AT_ONCE) {
            let of_persons =
                rows.iter().map(|row| self.records.of_person(&row.passport_no, row.birth_date));
            let numbers: Vec<_> = rows.iter().map(|row| &row.number).collect();
            let (known, owners) =
                tokio::try_join!(try_join_all(of_persons), self.records.owners(&numbers))?;
            let pairs = known.into_iter().zip(owners);
            let present = pairs.map(|(known, owner)| Present { known, owner, numbered: None });
            all.extend(self.with_numbered(present.collect()).await?);
        }
        Ok(all)
    }

    /// With the records of numbers that are none of the person's: who has renewed the
    /// passport, or a mistake. There are few.
    async fn with_numbered(&self, present: Vec<Present>) -> Result<Vec<Present>, StoreError> {
        let is_other = |present: &Present| {
            let is_own = |owner| present.known.records.iter().any(|record| record.id == owner);
            present.owner.filter(|owner| !is_own(*owner))
        };
        let others: Vec<Option<StudentId>> = present.iter().map(is_other).collect();
        let ids: BTreeSet<StudentId> = others.iter().copied().flatten().collect();
        let records = self.records.students(&ids.into_iter().collect::<Vec<_>>()).await?;
        let numbered = |other: Option<StudentId>| {
            records.iter().find(|record| other == Some(record.id)).cloned()
        };
        let pairs = present.into_iter().zip(others);
        Ok(pairs.map(|(present, other)| Present { numbered: numbered(other), ..present }).collect())
    }

    /// Everybody who is none of these, on the roster or not.
    pub(crate) async fn all_but(
        &self,
        named: &HashSet<StudentId>,
    ) -> Result<Vec<Student>, StoreError> {
        let mut others = Vec::new();
        let mut after: Option<Cursor> = None;
        loop {
            let page = self.records.numbered("", PAGE, after).await?;
            let ids: Vec<StudentId> =
                page.items.into_iter().filter(|id| !named.contains(id)).collect();
            others.extend(self.records.students(&ids).await?);
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        Ok(others)
    }

    /// Takes an import on: it is written by `apply_roster`.
    ///
    /// # Errors
    /// Refused under [`ROSTER`] when another import is being written.
    pub(crate) async fn take_on(
        &self,
        import: &RosterImport,
        parts: &[Part],
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let registrations = &self.registrations;
        let told = Told::new(import.id, json!({ "students": import.students }));
        let mut transaction = self.audit.begin(deed, told)?;
        let importing = Change::new().set("importing", import.id);
        let nobody_else = Condition::Missing("importing");
        transaction.update(ROSTER, registrations, roster_key(), importing, nobody_else)?;
        transaction.create(IMPORT, registrations, Item::new(import_key(import.id), import)?)?;
        let partition = import_partition(import.id);
        for (number, part) in parts.iter().enumerate() {
            transaction.create(PART, registrations, part.item(&partition, number)?)?;
        }
        self.outbox.send(&mut transaction, ApplyRoster { import: import.id })?;
        transaction.commit().await
    }

    /// What an import writes, as it was taken on.
    pub(crate) async fn steps(&self, import: &RosterImport) -> Result<Vec<Step>, StoreError> {
        Part::list(&self.registrations, &import_partition(import.id)).await
    }

    /// What some steps find now, in their order.
    pub(crate) async fn found(&self, steps: &[Step]) -> Result<Vec<Found>, StoreError> {
        let rows = steps.iter().filter_map(|step| match step {
            Step::Row(row) => Some(&**row),
            Step::Leave(_) => None,
        });
        let leaving = steps.iter().filter_map(|step| match step {
            Step::Row(_) => None,
            Step::Leave(student) => Some(*student),
        });
        let (rows, leaving): (Vec<&Row>, Vec<StudentId>) = (rows.collect(), leaving.collect());
        let (present, leaving) =
            tokio::try_join!(self.present(&rows), self.records.students(&leaving))?;
        let mut present = present.into_iter();
        let found = |step: &Step| match step {
            Step::Row(row) => Found::Row(row.clone(), Box::new(present.next().unwrap_or_default())),
            Step::Leave(id) => {
                let record = leaving.iter().find(|record| record.id == *id);
                Found::Leaving(record.cloned().map(Box::new))
            }
        };
        Ok(steps.iter().map(found).collect())
    }

    /// Does one step of an import, the one after as many as are `done`.
    ///
    /// # Errors
    /// Refused when another delivery has done it, or the record changed meanwhile.
    pub(crate) async fn apply(
        &self,
        import: RosterImportId,
        done: usize,
        found: Found,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let effect = effect(found, deed.now());
        let mut transaction = self.audit.begin(deed, effect.told(import))?;
        let counted = Change::new().add("applied", 1);
        let counted = match &effect {
            Effect::Skip(skipped) => counted.append("skipped", skipped),
            _ => counted,
        };
        let next = Condition::equals("applied", done).and(is_applying());
        transaction.update(IMPORT, &self.registrations, import_key(import), counted, next)?;
        match &effect {
            Effect::Create(student, known) => {
                self.records.create(&mut transaction, student, known)?;
            }
            Effect::Follow(change, known) => {
                self.records.renew(&mut transaction, &change.0, &change.1, known)?;
            }
            Effect::Replace(change) => {
                self.records.replace(&mut transaction, &change.0, &change.1)?;
            }
            Effect::Nothing | Effect::Skip(_) => {}
        }
        transaction.commit().await
    }

    /// Ends an import whose steps are all done: the next one may come.
    ///
    /// # Errors
    /// Refused when another delivery has ended it.
    #[expect(
        clippy::disallowed_methods,
        reason = "what was changed is told by the entries of its steps"
    )]
    pub(crate) async fn finish(
        &self,
        import: &RosterImport,
        now: Timestamp,
    ) -> Result<(), CommitError> {
        let registrations = &self.registrations;
        let mut transaction = Transaction::without_author();
        transaction.update(
            ROSTER,
            registrations,
            roster_key(),
            Change::new().remove("importing"),
            Condition::equals("importing", import.id),
        )?;
        transaction.update(
            IMPORT,
            registrations,
            import_key(import.id),
            Change::new().set("state", RosterImportState::Done).set("doneAt", now),
            Condition::equals("applied", import.students).and(is_applying()),
        )?;
        let partition = import_partition(import.id);
        let anything = || Condition::item_exists().or(Condition::item_missing());
        for number in 0..import.parts {
            let part = Part::key(&partition, number);
            transaction.delete(PART, registrations, part, anything())?;
        }
        transaction.commit().await
    }
}

/// What a step does to what it has found. What was shown is what is written, unless
/// somebody else changed a record since.
fn effect(found: Found, now: Timestamp) -> Effect {
    match found {
        Found::Row(row, present) => match meet(&row, &present, now) {
            Ok(Outcome::Added(student)) => Effect::Create(student, present.known),
            Ok(Outcome::Changed(change)) => Effect::Follow(change, present.known),
            Ok(Outcome::Unchanged) => Effect::Nothing,
            Err(error) => {
                Effect::Skip(Skipped { pointer: error.pointer, code: error.code.to_owned() })
            }
        },
        Found::Leaving(record) => {
            let left = record.and_then(|before| Some((left_out(&before, now)?, before)));
            left.map_or(Effect::Nothing, |(after, before)| {
                Effect::Replace(Box::new((*before, after)))
            })
        }
    }
}

impl Effect {
    /// The audit log outlives the record: it names no person.
    fn told(&self, import: RosterImportId) -> Told {
        let state = |student: &Student| student.state.name();
        match self {
            Self::Create(student, _) => {
                Told::new(student.id, json!({ "import": import, "state": state(student) }))
            }
            Self::Follow(change, _) | Self::Replace(change) => {
                let (before, after) = &**change;
                let now = json!({ "import": import, "state": state(after) });
                Told::changed(after.id, json!({ "state": state(before) }), now)
            }
            Self::Nothing => Told::new(import, Value::Null),
            Self::Skip(skipped) => Told::new(import, json!({ "skipped": skipped })),
        }
    }
}

fn is_applying() -> Condition {
    Condition::equals("state", RosterImportState::Applying)
}

fn roster_key() -> Key {
    Key::new("ROSTER", "ROSTER")
}

fn import_partition(import: RosterImportId) -> String {
    format!("ROSTERIMPORT#{import}")
}

fn import_key(import: RosterImportId) -> Key {
    Key::new(IMPORTS, format!("IMPORT#{import}"))
}
