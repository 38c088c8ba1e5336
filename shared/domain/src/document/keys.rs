//! Where documents lie, all of it made from the folder that they belong to:
//!
//! | what | where |
//! |---|---|
//! | a document | `APPLICANT#<owner>#<KIND>#<id>` / `DOCUMENT#<id>` |
//! | how many uploads of the folder were ever asked for | the same / `UPLOADS` |
//! | that a clean document is this file | `APPLICANT#<owner>#FILES` / `FILE#<sha256>#<document>` |
//! | its file until it is inspected | object `quarantine/<owner>/<kind>/<id>/<document>` |
//! | its file once it is clean | object `clean/<owner>/<kind>/<id>/<document>` |

use shared_platform::ids::AccountId;
use shared_platform::store::{Key, Query, StoreError, Table};

use super::{Document, FolderId, MOST_UPLOADS};
use crate::application::applicant_partition;
use crate::ids::DocumentId;

const QUARANTINE: &str = "quarantine/";
const CLEAN: &str = "clean/";
/// How the sort keys of all documents of a folder begin.
pub(super) const DOCUMENT_PREFIX: &str = "DOCUMENT#";

impl FolderId {
    /// The partition of the Documents table that holds its documents.
    #[must_use]
    pub fn partition(&self) -> String {
        let Self { owner, kind, id } = self;
        format!("{}#{}#{id}", applicant_partition(*owner), kind.to_ascii_uppercase())
    }

    /// The key of a document of it.
    #[must_use]
    pub fn document_key(&self, document: DocumentId) -> Key {
        Key::new(self.partition(), format!("{DOCUMENT_PREFIX}{document}"))
    }

    /// The key under which it is counted how many uploads were ever asked for.
    #[must_use]
    pub fn uploads_key(&self) -> Key {
        Key::new(self.partition(), "UPLOADS")
    }

    /// Where the file of a document of it lies until it is inspected.
    #[must_use]
    pub fn quarantine_object(&self, document: DocumentId) -> String {
        self.object(QUARANTINE, document)
    }

    /// Where the file of a document of it lies once it is clean.
    #[must_use]
    pub fn clean_object(&self, document: DocumentId) -> String {
        self.object(CLEAN, document)
    }

    fn object(&self, place: &str, document: DocumentId) -> String {
        let Self { owner, kind, id } = self;
        format!("{place}{owner}/{kind}/{id}/{document}")
    }
}

impl Document {
    /// The key of its item.
    #[must_use]
    pub fn key(&self) -> Key {
        self.folder.document_key(self.id)
    }

    /// Where the file lies until it is inspected.
    #[must_use]
    pub fn quarantine_object(&self) -> String {
        self.folder.quarantine_object(self.id)
    }

    /// Where the file lies once it is clean. Only this one is ever handed out.
    #[must_use]
    pub fn clean_object(&self) -> String {
        self.folder.clean_object(self.id)
    }

    /// Where it is told that it is this file, once it is clean.
    #[must_use]
    pub fn file_key(&self) -> Key {
        let sort = format!("{}{}", file_prefix(&self.sha256), self.id);
        Key::new(files_partition(self.folder.owner), sort)
    }
}

/// All documents of a folder, whatever their state, oldest first: one page, for
/// there are never more than may be asked for.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub async fn documents_of(table: &Table, folder: &FolderId) -> Result<Vec<Document>, StoreError> {
    let query = Query::partition(folder.partition())
        .prefix(DOCUMENT_PREFIX)
        .limit(i32::try_from(MOST_UPLOADS).unwrap_or(i32::MAX));
    Ok(table.list(query).await?.items)
}

/// The item key of the document whose file lies in quarantine under `object`;
/// nothing when the name is not one that this service gives.
#[must_use]
pub fn document_in_quarantine(object: &str) -> Option<Key> {
    let parts: Vec<&str> = object.strip_prefix(QUARANTINE)?.split('/').collect();
    let [owner, kind, id, document] = parts.try_into().ok()?;
    if !is_plain(kind) || !is_plain(id) {
        return None;
    }
    let folder = FolderId { owner: owner.parse().ok()?, kind: kind.to_owned(), id: id.to_owned() };
    Some(folder.document_key(document.parse().ok()?))
}

fn is_plain(text: &str) -> bool {
    let plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_');
    !text.is_empty() && text.bytes().all(plain)
}

/// How the names begin of all objects that hold files of a person.
#[must_use]
pub fn objects_of(owner: AccountId) -> [String; 2] {
    [QUARANTINE, CLEAN].map(|place| format!("{place}{owner}/"))
}

/// The partition that tells in which slots a person has put which files.
#[must_use]
pub fn files_partition(owner: AccountId) -> String {
    format!("{}#FILES", applicant_partition(owner))
}

/// How the sort keys of all documents that are this file begin.
#[must_use]
pub fn file_prefix(sha256: &str) -> String {
    format!("FILE#{sha256}#")
}

#[cfg(test)]
mod tests {
    use shared_platform::ids::AccountId;

    use super::*;
    use crate::application::folder_of;
    use crate::document::DocumentState;
    use crate::ids::ApplicationId;
    use crate::samples;

    fn document(state: DocumentState) -> Document {
        samples::document(folder_of(AccountId::new(), ApplicationId::new()), "photo", state)
    }

    #[test]
    fn an_object_leads_back_to_its_document() {
        let document = document(DocumentState::Requested);
        assert_eq!(document_in_quarantine(&document.quarantine_object()), Some(document.key()));
    }

    #[test]
    fn an_object_of_another_name_is_no_document() {
        let document = document(DocumentState::Clean);
        let known = document.quarantine_object();
        let further = format!("{known}/more");
        let cut = known.trim_end_matches(|byte: char| byte != '/').to_owned();
        let disguised = known.replace("/application/", "/appli#cation/");
        for object in [
            "",
            "quarantine/",
            "quarantine/a/b/c",
            "quarantine/a/b/c/d",
            &document.clean_object(),
            &further,
            &cut,
            &disguised,
        ] {
            assert_eq!(document_in_quarantine(object), None, "{object}");
        }
    }

    #[test]
    fn all_files_of_a_person_lie_where_a_deletion_looks() {
        let document = document(DocumentState::Clean);
        let places = objects_of(document.folder.owner);
        for object in [document.quarantine_object(), document.clean_object()] {
            assert!(places.iter().any(|place| object.starts_with(place)), "{object}");
        }
    }
}
