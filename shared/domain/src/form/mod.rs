//! Forms: what every form needs, and the forms there are.
//!
//! A section of a form has three sides, in files beside one another: its `fields` are
//! what is stored, its `table` is what the page draws, and its `reading` says what a
//! field takes. The table and the reading both say what is asked of whom; tests hold
//! them together, for any fields and in both directions.

pub mod application;
mod confirmed_emails;
pub mod findings;
mod reading;
pub mod registration;
pub mod reopening;
pub mod sections;
pub mod table;
pub mod vocabulary;

#[cfg(test)]
mod agreement;

use serde::Serialize;

pub use confirmed_emails::ConfirmedEmails;

use table::Form;

/// The tables of all forms, as docs/forms.json has them.
#[derive(Debug, Serialize)]
pub struct Forms {
    /// The form of an application.
    pub application: Form,
    /// The form of a semester registration.
    pub registration: Form,
}

impl Forms {
    /// Every form.
    #[must_use]
    pub fn all() -> Self {
        Self { application: application::table(), registration: registration::table() }
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
