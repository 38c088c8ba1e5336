//! Forms: what every form needs, and the forms there are.
//!
//! A section of a form has three sides, in files beside one another: its `fields` are
//! what is stored, its `table` is what the page draws, and its `reading` says what a
//! field takes. The table and the reading both say what is asked of whom; tests hold
//! them together, for any fields and in both directions.

pub mod application;
pub mod confirmation;
mod confirmed_emails;
mod edits;
pub mod findings;
mod reading;
pub mod registration;
pub mod reopening;
mod saving;
mod section_view;
pub mod sections;
pub mod table;
pub mod vocabulary;

#[cfg(test)]
mod agreement;

use std::collections::BTreeMap;

use serde::Serialize;

pub use confirmed_emails::ConfirmedEmails;
pub use edits::Edits;
pub use saving::Intent;
pub use section_view::SectionView;

use table::Form;

use crate::application::decision::DecisionChoices;
use crate::application::revision::RevisionReason;
use crate::registration::{Item, ReturnReason};

/// The tables of all forms and the choices of staff, as docs/forms.json has them.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Forms {
    /// The form of an application.
    pub application: Form,
    /// The form of a semester registration.
    pub registration: Form,
    /// What staff pass or return of one, with the sections that each is about.
    pub registration_items: BTreeMap<Item, &'static [registration::Section]>,
    /// Why staff return something of one.
    pub registration_return_reasons: [ReturnReason; 11],
    /// What staff choose from when they decide on an application.
    pub decision: DecisionChoices,
    /// What staff can say is to be revised about a field or a document.
    pub revision_reasons: [RevisionReason; 9],
}

impl Forms {
    /// Every form.
    #[must_use]
    pub fn all() -> Self {
        Self {
            application: application::table(),
            registration: registration::table(),
            registration_items: Item::ALL.map(|item| (item, item.sections())).into(),
            registration_return_reasons: ReturnReason::ALL,
            decision: DecisionChoices::all(),
            revision_reasons: RevisionReason::ALL,
        }
    }

    /// The same as JSON.
    #[must_use]
    pub fn document(&self) -> String {
        // Names and words are all there is: nothing of it is no JSON.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_document_is_what_the_tables_say() {
        let committed = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/forms.json");
        let fresh =
            std::fs::read_to_string(committed).is_ok_and(|text| text == Forms::all().document());
        assert!(fresh, "docs/forms.json is stale: run `cargo dev api`");
    }
}
