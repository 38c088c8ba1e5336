//! What an import would change: the same list for a dry run and for what is then
//! written.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use shared_domain::ids::ImportId;
use shared_domain::programme::Programme;
use shared_platform::http::FieldError;
use shared_platform::outbox::Message;
use shared_platform::slug::Slug;
use utoipa::ToSchema;

use super::file::{CatalogueFile, Row};
use super::lists::Lists;
use super::store::Present;

/// Write the programmes of an import, one after the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApplyImport {
    /// Which.
    pub import: ImportId,
}

impl Message for ApplyImport {
    const ACTION: &'static str = "apply_import";
}

/// A row of the catalogue that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = CatalogueChange)]
pub struct Change {
    /// The list, as it is called in a file: `programmes`, `intakes`…
    pub list: &'static str,
    /// The row.
    pub id: String,
    /// What becomes of it.
    pub kind: ChangeKind,
    /// Which of its fields differ, where it was there before.
    pub fields: Vec<String>,
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CatalogueChangeKind)]
pub enum ChangeKind {
    /// It is new, or it comes back.
    Added,
    /// It was there, and differs.
    Changed,
    /// It is taken out.
    Removed,
}

/// A programme to be written, or to be taken out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Write it in place of what is there.
    Write(Box<Programme>),
    /// Take it out.
    Remove(Slug),
}

impl Step {
    /// The code of the programme.
    #[must_use]
    pub const fn code(&self) -> &Slug {
        match self {
            Self::Write(programme) => &programme.code,
            Self::Remove(code) => code,
        }
    }
}

/// What an import does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Plan {
    /// What it changes, lists first.
    pub(crate) changes: Vec<Change>,
    /// How many rows of the file are there already, word for word.
    pub(crate) unchanged: usize,
    /// The lists as they will be.
    pub(crate) lists: Lists,
    /// The programmes to be written and taken out.
    pub(crate) steps: Vec<Step>,
}

impl Plan {
    /// What a file changes of what is there. `present` tells of the file's
    /// programmes and then of those to take out, in their order.
    ///
    /// # Errors
    /// For each row that contradicts what was published or is there.
    pub(crate) fn of(
        file: &CatalogueFile,
        before: &Lists,
        lists: Lists,
        present: &[Present],
    ) -> Result<Self, Vec<FieldError>> {
        let mut plan = Self { changes: Vec::new(), unchanged: 0, lists, steps: Vec::new() };
        plan.compare_lists(file, before);
        let mut errors = Vec::new();
        let (written, removed) = present.split_at(file.programmes.len().min(present.len()));
        for (row, present) in file.programmes.iter().zip(written) {
            plan.compare_programme(row, present, &mut errors);
        }
        for (row, present) in file.remove.iter().zip(removed) {
            plan.compare_removal(row, present, &mut errors);
        }
        if errors.is_empty() { Ok(plan) } else { Err(errors) }
    }

    fn compare_lists(&mut self, file: &CatalogueFile, before: &Lists) {
        let Lists { catalogue, checklists } = before;
        for row in &file.intakes {
            self.compare("intakes", &row.id, catalogue.intake(&row.id), row);
        }
        for row in &file.funding_categories {
            let present = catalogue.funding_category(&row.id);
            self.compare("fundingCategories", &row.id, present, row);
        }
        for row in &file.admission_types {
            self.compare("admissionTypes", &row.id, catalogue.admission_type(&row.id), row);
        }
        for row in &file.departments {
            self.compare("departments", &row.id, catalogue.department(&row.id), row);
        }
        for row in &file.checklists {
            let present = checklists.iter().find(|present| present.id == row.id);
            self.compare("checklists", &row.id, present, row);
        }
        if let Some(office) = &file.office {
            self.compare("office", "office", catalogue.office.as_ref(), office);
        }
    }

    fn compare<T: PartialEq + Serialize>(
        &mut self,
        list: &'static str,
        id: impl ToString,
        before: Option<&T>,
        after: &T,
    ) {
        let (kind, fields) = match before {
            Some(before) if before == after => {
                self.unchanged += 1;
                return;
            }
            Some(before) => (ChangeKind::Changed, differing(before, after)),
            None => (ChangeKind::Added, Vec::new()),
        };
        self.changes.push(Change { list, id: id.to_string(), kind, fields });
    }

    fn compare_programme(
        &mut self,
        row: &Row<Programme>,
        present: &Present,
        errors: &mut Vec<FieldError>,
    ) {
        let programme = &row.value;
        let published = present.guide.as_ref();
        if published.is_some_and(|published| published.guide != programme.guide) {
            let pointer = format!("{}/guide/version", row.place);
            errors.push(FieldError::new(pointer, "guide_version_reused"));
        }
        let stored = present.programme.as_ref().filter(|stored| stored.removed_at.is_none());
        let before = stored.map(|stored| &stored.content);
        if before != Some(programme) {
            self.steps.push(Step::Write(Box::new(programme.clone())));
        }
        self.compare("programmes", &programme.code, before, programme);
    }

    fn compare_removal(
        &mut self,
        row: &Row<Slug>,
        present: &Present,
        errors: &mut Vec<FieldError>,
    ) {
        match present.programme.as_ref().map(|stored| stored.removed_at) {
            None => errors.push(FieldError::new(&row.place, "unknown_programme")),
            Some(Some(_)) => self.unchanged += 1,
            Some(None) => {
                self.changes.push(Change {
                    list: "programmes",
                    id: row.value.to_string(),
                    kind: ChangeKind::Removed,
                    fields: Vec::new(),
                });
                self.steps.push(Step::Remove(row.value.clone()));
            }
        }
    }
}

/// The fields of a row that differ.
fn differing<T: Serialize>(before: &T, after: &T) -> Vec<String> {
    let (before, after) = (object(before), object(after));
    let mut fields: Vec<String> = before
        .keys()
        .chain(after.keys())
        .filter(|field| before.get(*field) != after.get(*field))
        .cloned()
        .collect();
    fields.sort();
    fields.dedup();
    fields
}

fn object(row: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(row) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}
