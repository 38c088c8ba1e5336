//! Imports of the catalogue. One transaction takes an import on, with all that it
//! writes; `apply_import` then writes one programme after the other. Nobody else
//! writes programmes, and there is one import at a time: `importing` in the lists.

use futures_util::future::try_join_all;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared_domain::ids::{ImportId, ProgrammeId};
use shared_domain::programme::catalogue::{StoredCatalogue, catalogue_key};
use shared_domain::programme::seats::{SEATS, Seats, seats_key};
use shared_domain::programme::{Programme, StoredProgramme, programme_key};
use shared_platform::audit::{AuditLog, Deed, Told};
use shared_platform::outbox::Outbox;
use shared_platform::slug::Slug;
use shared_platform::store::{
    Change, CommitError, Condition, Item, Key, Label, Part, StoreError, Table, Transaction,
    get_each, get_two,
};
use shared_platform::{Environment, InitError};
use utoipa::ToSchema;

use super::changes::{ApplyImport, Plan, Step};
use super::lists::{Checklist, Lists};
use crate::guide::{PublishedGuide, guide_key};
use crate::offering::{Offering, offering_keys};

/// The lists to choose from in a transaction.
pub(super) const LISTS: Label<StoredCatalogue> = Label::new("lists");
const CHECKLISTS: Label<StoredChecklists> = Label::new("checklists");
const IMPORT: Label<Import> = Label::new("import");
const PART: Label<Part> = Label::of_series("part");
const PROGRAMME: Label<StoredProgramme> = Label::new("programme");
const GUIDE: Label<PublishedGuide> = Label::new("guide");
const ROW: Label<Offering> = Label::of_series("row");
/// Programmes read in one call: they are far smaller than the 16 MB of one.
const AT_ONCE: usize = 50;

/// The catalogue as imports see it.
#[derive(Debug, Clone)]
pub(crate) struct ImportStore {
    programmes: Table,
    outbox: Outbox,
    audit: AuditLog,
}

/// All lists as they are stored.
#[derive(Debug, Clone, Default)]
pub(crate) struct StoredLists {
    pub(crate) lists: Lists,
    pub(crate) version: u64,
    pub(crate) importing: Option<ImportId>,
}

#[derive(Default, Serialize, Deserialize)]
struct StoredChecklists {
    checklists: Vec<Checklist>,
}

/// An import that was taken on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Import {
    pub(crate) id: ImportId,
    pub(crate) state: ImportState,
    /// How many programmes it writes or takes out.
    pub(crate) programmes: usize,
    /// How many of them are done.
    pub(crate) applied: usize,
    /// In how many parts it is kept until it is done.
    pub(crate) parts: usize,
    /// The hash of the file, which may be sent again.
    pub(crate) file_hash: String,
    pub(crate) started_at: Timestamp,
    pub(crate) done_at: Option<Timestamp>,
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ImportState {
    /// Its programmes are being written.
    Applying,
    /// All of it is in the catalogue.
    Done,
}

/// What stands under the code of a row that is imported.
#[derive(Debug, Clone, Default)]
pub(crate) struct Present {
    pub(crate) programme: Option<StoredProgramme>,
    pub(crate) guide: Option<PublishedGuide>,
}

impl ImportStore {
    pub(crate) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self {
            programmes: environment.table("PROGRAMMES")?,
            outbox: Outbox::of(environment)?,
            audit: AuditLog::of(environment)?,
        })
    }

    /// Opens the connection to the database.
    pub(crate) async fn warm(&self) {
        self.programmes.warm().await;
    }

    pub(crate) async fn lists(&self) -> Result<StoredLists, StoreError> {
        let programmes = &self.programmes;
        let (catalogue, checklists): (Option<StoredCatalogue>, Option<StoredChecklists>) =
            get_two((programmes, &catalogue_key()), (programmes, &checklists_key())).await?;
        let catalogue = catalogue.unwrap_or_default();
        let checklists = checklists.unwrap_or_default().checklists;
        Ok(StoredLists {
            lists: Lists { catalogue: catalogue.content, checklists },
            version: catalogue.version,
            importing: catalogue.importing,
        })
    }

    /// What stands under these codes, with the guides of these versions, in their
    /// order.
    pub(crate) async fn present(
        &self,
        rows: &[(ProgrammeId, Option<&Slug>)],
    ) -> Result<Vec<Present>, StoreError> {
        let chunks = rows.chunks(AT_ONCE).map(|rows| self.present_at_once(rows));
        Ok(try_join_all(chunks).await?.into_iter().flatten().collect())
    }

    async fn present_at_once(
        &self,
        rows: &[(ProgrammeId, Option<&Slug>)],
    ) -> Result<Vec<Present>, StoreError> {
        let programmes: Vec<Key> = rows.iter().map(|(id, _)| programme_key(*id)).collect();
        // Who is taken out has no guide to look at: the key of none stands for it.
        let guides: Vec<Key> = rows
            .iter()
            .map(|(id, version)| version.map_or_else(no_key, |version| guide_key(*id, version)))
            .collect();
        let table = &self.programmes;
        let (programmes, guides) =
            tokio::try_join!(get_each(table, &programmes), get_each(table, &guides))?;
        let pairs = programmes.into_iter().zip(guides);
        Ok(pairs.map(|(programme, guide)| Present { programme, guide }).collect())
    }

    pub(crate) async fn import(&self, id: ImportId) -> Result<Option<Import>, StoreError> {
        self.programmes.get(&import_key(id)).await
    }

    /// Takes an import on: its lists count from now on, its programmes are written
    /// by `apply_import`.
    ///
    /// # Errors
    /// Refused under [`LISTS`] when the lists changed since they were read,
    /// or another import is being written.
    pub(crate) async fn take_on(
        &self,
        import: &Import,
        parts: Vec<Part>,
        before: &StoredLists,
        plan: &Plan,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let programmes = &self.programmes;
        let catalogue = StoredCatalogue {
            content: plan.lists.catalogue.clone(),
            version: before.version + 1,
            importing: Some(import.id),
        };
        let told = Told::changed(
            "catalogue",
            json!({ "version": before.version }),
            json!({
                "version": catalogue.version,
                "import": import.id,
                "changes": plan.changes,
            }),
        );
        let mut transaction = self.audit.begin(deed, told)?;
        let unchanged = match before.version {
            0 => Condition::item_missing(),
            version => Condition::equals("version", version).and(Condition::Missing("importing")),
        };
        let item = Item::new(catalogue_key(), &catalogue)?;
        transaction.put(LISTS, programmes, item, unchanged)?;
        if plan.lists.checklists != before.lists.checklists {
            let checklists = StoredChecklists { checklists: plan.lists.checklists.clone() };
            let item = Item::new(checklists_key(), &checklists)?;
            transaction.put(CHECKLISTS, programmes, item, anything())?;
        }
        transaction.create(IMPORT, programmes, Item::new(import_key(import.id), import)?)?;
        let partition = import_partition(import.id);
        for (number, part) in parts.iter().enumerate() {
            transaction.create(PART, programmes, part.item(&partition, number)?)?;
        }
        let message = ApplyImport { import: import.id };
        self.outbox.send(&mut transaction, message)?;
        transaction.commit().await
    }

    /// What an import writes, as it was taken on.
    pub(crate) async fn steps(&self, import: &Import) -> Result<Vec<Step>, StoreError> {
        Part::list(&self.programmes, &import_partition(import.id)).await
    }

    /// Does one step of an import, the one after as many as are `done`.
    ///
    /// # Errors
    /// Refused under [`IMPORT`] when another delivery has done it.
    pub(crate) async fn apply(
        &self,
        import: ImportId,
        done: usize,
        step: &Step,
        present: &Present,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let before = present.programme.as_ref();
        let after = match step {
            Step::Write(programme) => in_brief(programme),
            Step::Remove(_) => json!({ "removedAt": deed.now() }),
        };
        let told = Told::changed(
            ProgrammeId::named(step.code().as_str()),
            json!(before.map(|before| in_brief(&before.content))),
            json!({ "import": import, "programme": after }),
        );
        let mut transaction = self.audit.begin(deed, told)?;
        transaction.update(
            IMPORT,
            &self.programmes,
            import_key(import),
            Change::new().add("applied", 1),
            Condition::equals("applied", done).and(is_applying()),
        )?;
        match (step, before) {
            (Step::Write(programme), _) => self.write(&mut transaction, programme, present)?,
            (Step::Remove(_), Some(before)) => self.remove(&mut transaction, before, deed.now())?,
            (Step::Remove(_), None) => {}
        }
        transaction.commit().await
    }

    /// Writes a programme with its guide, its places and the rows of searches that
    /// show it, in place of what is there.
    fn write(
        &self,
        transaction: &mut Transaction,
        after: &Programme,
        present: &Present,
    ) -> Result<(), StoreError> {
        let programmes = &self.programmes;
        let id = after.id();
        let before = present.programme.as_ref();
        let version = before.map_or(0, |before| before.version);
        let stored =
            StoredProgramme { content: after.clone(), version: version + 1, removed_at: None };
        let item = Item::new(programme_key(id), &stored)?;
        transaction.put(PROGRAMME, programmes, item, unchanged_since(version))?;
        // What was agreed to stays readable: a version never gets another text.
        let key = guide_key(id, &after.guide.version);
        match &present.guide {
            Some(_) => {
                let unchanged = Condition::equals("guide", &after.guide);
                transaction.check(GUIDE, programmes, key, unchanged)?;
            }
            None => {
                let guide =
                    PublishedGuide { guide: after.guide.clone(), programme: after.name.clone() };
                transaction.create(GUIDE, programmes, Item::new(key, &guide)?)?;
            }
        }
        let limit = Seats::limited_to(after.seats);
        transaction.update(SEATS, programmes, seats_key(id), limit, anything())?;
        let rows = offering_keys(after);
        for key in before.map(|before| offering_keys(&before.content)).into_iter().flatten() {
            if !rows.contains(&key) {
                transaction.delete(ROW, programmes, key, anything())?;
            }
        }
        for (key, funding) in rows.into_iter().zip(&after.funding_categories) {
            let item = Item::new(key, &Offering::of(after, funding))?;
            transaction.put(ROW, programmes, item, anything())?;
        }
        Ok(())
    }

    /// Takes a programme out of the searches. It stays, and so do its guides: what
    /// somebody agreed to is still to be read.
    fn remove(
        &self,
        transaction: &mut Transaction,
        before: &StoredProgramme,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let programmes = &self.programmes;
        transaction.update(
            PROGRAMME,
            programmes,
            programme_key(before.content.id()),
            Change::new().set("removedAt", now).add("version", 1),
            unchanged_since(before.version),
        )?;
        for key in offering_keys(&before.content) {
            transaction.delete(ROW, programmes, key, anything())?;
        }
        Ok(())
    }

    /// Ends an import whose steps are all done: the next one may come.
    ///
    /// # Errors
    /// Refused under [`IMPORT`] when another delivery has ended it.
    #[expect(
        clippy::disallowed_methods,
        reason = "what was changed is told by the entries of its steps"
    )]
    pub(crate) async fn finish(&self, import: &Import, now: Timestamp) -> Result<(), CommitError> {
        let programmes = &self.programmes;
        // What was changed is told by the entries of its steps.
        let mut transaction = Transaction::without_author();
        transaction.update(
            LISTS,
            programmes,
            catalogue_key(),
            Change::new().remove("importing"),
            Condition::equals("importing", import.id),
        )?;
        transaction.update(
            IMPORT,
            programmes,
            import_key(import.id),
            Change::new().set("state", ImportState::Done).set("doneAt", now),
            Condition::equals("applied", import.programmes).and(is_applying()),
        )?;
        let partition = import_partition(import.id);
        for number in 0..import.parts {
            transaction.delete(PART, programmes, Part::key(&partition, number), anything())?;
        }
        transaction.commit().await
    }
}

fn is_applying() -> Condition {
    Condition::equals("state", ImportState::Applying)
}

fn anything() -> Condition {
    Condition::item_exists().or(Condition::item_missing())
}

fn unchanged_since(version: u64) -> Condition {
    match version {
        0 => Condition::item_missing(),
        version => Condition::equals("version", version),
    }
}

/// What the audit log keeps of a programme; its guides are kept for themselves.
fn in_brief(programme: &Programme) -> serde_json::Value {
    json!({
        "code": programme.code,
        "name": programme.name,
        "intake": programme.intake,
        "admissionType": programme.admission_type,
        "closesAt": programme.closes_at,
        "fundingCategories": programme.funding_categories,
        "eligibility": programme.eligibility,
        "seats": programme.seats,
        "guideVersion": programme.guide.version,
    })
}

fn checklists_key() -> Key {
    Key::new("CATALOGUE", "CHECKLISTS")
}

fn no_key() -> Key {
    Key::new("CATALOGUE", "NONE")
}

fn import_partition(import: ImportId) -> String {
    format!("IMPORT#{import}")
}

fn import_key(import: ImportId) -> Key {
    Key::new(import_partition(import), "IMPORT")
}
