//! The lists of a catalogue as an import changes them.

use serde::{Deserialize, Serialize};
use shared_domain::document::ChecklistSlot;
use shared_domain::programme::catalogue::Catalogue;
use shared_platform::slug::Slug;
use utoipa::ToSchema;

/// A checklist that rows of a table name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// Its short name.
    pub id: Slug,
    /// The documents asked for.
    pub slots: Vec<ChecklistSlot>,
}

/// All lists: what everybody chooses from, and what only an import refers to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lists {
    /// What an applicant chooses from.
    pub catalogue: Catalogue,
    /// Checklists that several programmes share.
    pub checklists: Vec<Checklist>,
}

impl Lists {
    /// These lists with the rows of others: same ids are replaced, new ones come
    /// last, nothing is lost.
    #[must_use]
    pub fn merged_with(mut self, others: Self) -> Self {
        let (catalogue, other) = (&mut self.catalogue, others.catalogue);
        merge(&mut catalogue.intakes, other.intakes, |row| &row.id);
        merge(&mut catalogue.funding_categories, other.funding_categories, |row| &row.id);
        merge(&mut catalogue.admission_types, other.admission_types, |row| &row.id);
        merge(&mut catalogue.departments, other.departments, |row| &row.id);
        catalogue.office = other.office.or(catalogue.office.take());
        merge(&mut self.checklists, others.checklists, |row| &row.id);
        self
    }
}

fn merge<T>(rows: &mut Vec<T>, others: Vec<T>, id: impl Fn(&T) -> &Slug) {
    for other in others {
        match rows.iter_mut().find(|row| id(row) == id(&other)) {
            Some(row) => *row = other,
            None => rows.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use shared_domain::programme::catalogue::Named;
    use shared_platform::locale::Bilingual;

    use super::*;

    fn named(id: &str, text: &str) -> Named {
        let name = Bilingual { en: text.to_owned(), zh: text.to_owned() };
        Named { id: id.parse().unwrap(), name }
    }

    #[test]
    fn an_import_replaces_rows_of_the_same_id_and_keeps_the_others() {
        let lists = |departments| Lists {
            catalogue: Catalogue { departments, ..Catalogue::default() },
            ..Lists::default()
        };
        let before = lists(vec![named("a", "Old A"), named("b", "B")]);
        let import = lists(vec![named("a", "New A"), named("c", "C")]);
        let merged = before.merged_with(import).catalogue;
        assert_eq!(merged.departments, [named("a", "New A"), named("b", "B"), named("c", "C")]);
    }
}
