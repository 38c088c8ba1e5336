//! A noun of the tests' own: somebody lends a book and shows a few papers for it.
//! It lies under its book, has no id of ours, and may be corrected until a day.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_domain::document::{
    ChecklistSlot, ContentType, Document, DocumentState, Folder, FolderId, FolderKind, Opening,
    Until,
};
use shared_domain::ids::DocumentId;
use shared_platform::ids::AccountId;
use shared_platform::locale::Bilingual;
use shared_platform::slug::Slug;
use shared_platform::store::{Condition, Key};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Loan {
    pub(crate) reader: AccountId,
    pub(crate) book: Slug,
    pub(crate) round: u32,
    /// What the library wants to see again, once it was handed in.
    pub(crate) wanted: Option<Vec<Slug>>,
    pub(crate) until: Timestamp,
}

impl FolderKind for Loan {
    const KIND: &'static str = "loan";
    const TABLE: &'static str = "LOANS";
    const LOCKED: &'static str = "loan_locked";
    type Id = Slug;

    fn key(reader: AccountId, book: Slug) -> Key {
        Key::new(format!("BOOK#{book}"), format!("READER#{reader}"))
    }

    fn folder(&self) -> Folder {
        let opening = match &self.wanted {
            _ if self.round == 0 => Opening::Everything,
            Some(slots) => {
                let slots = slots.clone();
                let until = Some(Until { at: self.until, overdue: "loan_overdue" });
                Opening::Reopened { slots, until }
            }
            None => Opening::Nothing,
        };
        let checklist = vec![asked_for("library_card", 1), asked_for("letter", 2)];
        let id = FolderId::of::<Self>(self.reader, self.book.clone());
        Folder { id, checklist, opening, round: self.round }
    }

    fn taking<'a>(slots: impl IntoIterator<Item = &'a Slug>) -> Condition {
        let wanted = slots.into_iter().fold(Condition::Exists("wanted"), |all, slot| {
            all.and(Condition::contains("wanted", slot))
        });
        Condition::equals("round", 0).or(wanted)
    }
}

fn asked_for(name: &str, max_count: u32) -> ChecklistSlot {
    ChecklistSlot {
        slot: slot(name),
        name: Bilingual { en: name.to_owned(), zh: name.to_owned() },
        required: true,
        content_types: vec!["image/jpeg".to_owned()],
        max_bytes: 1_000_000,
        min_count: 1,
        max_count,
        template: None,
        valid_months: None,
        translation_of: None,
    }
}

pub(crate) fn noon() -> Timestamp {
    "2027-03-01T04:00:00Z".parse().unwrap()
}

pub(crate) fn slot(name: &str) -> Slug {
    name.parse().unwrap()
}

/// A loan that is asked for.
pub(crate) fn begun() -> Loan {
    let book = slot("dream-of-the-red-chamber");
    Loan { reader: AccountId::new(), book, round: 0, wanted: None, until: noon() }
}

/// A clean document of a loan, and the round that it was handed in with.
pub(crate) fn paper(loan: &Loan, name: &str, submitted_in: Option<u32>) -> Document {
    Document {
        id: DocumentId::new(),
        folder: loan.folder().id,
        slot: slot(name),
        file_name: format!("{name}.jpg"),
        content_type: ContentType::Jpeg,
        size_bytes: 1000,
        sha256: name.to_owned(),
        state: DocumentState::Clean,
        refusal: None,
        issued_on: None,
        copies: Vec::new(),
        requested_at: noon(),
        inspected_at: Some(noon()),
        submitted_in,
    }
}
