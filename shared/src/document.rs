//! What several areas know of an uploaded document: its item, where it lies in
//! the bucket, and which documents of an application count. Only documents
//! changes it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::application::ChecklistSlot;
use crate::ids::{AccountId, ApplicationId, DocumentId};
use crate::slug::Slug;
use crate::store::{Key, Query, StoreError, Table};

/// A format that documents come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
pub enum ContentType {
    /// A JPEG picture.
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// A PNG picture.
    #[serde(rename = "image/png")]
    Png,
    /// A PDF document.
    #[serde(rename = "application/pdf")]
    Pdf,
}

impl ContentType {
    /// The format of a media type, if it is one that documents come in.
    #[must_use]
    pub fn parse(media_type: &str) -> Option<Self> {
        [Self::Jpeg, Self::Png, Self::Pdf].into_iter().find(|known| known.as_str() == media_type)
    }

    /// The media type as it stands in a header.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
        }
    }
}

/// The slot of the ID photo, which has rules of its own (S39, S40, S41).
pub const PHOTO_SLOT: &str = "photo";

/// Where a document is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DocumentState {
    /// The applicant may send the file, or has sent it and it is not inspected yet.
    Requested,
    /// Inspected: staff may open it.
    Clean,
    /// Inspected and refused.
    Refused,
}

/// A document of an application, as it stands in the Documents table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// The document; later ones sort later.
    pub id: DocumentId,
    /// Whose it is.
    pub applicant: AccountId,
    /// The application it belongs to.
    pub application: ApplicationId,
    /// What it shows: a slot of the application's checklist.
    pub slot: Slug,
    /// The name the applicant gave the file.
    pub file_name: String,
    /// The format the applicant declared; inspection has confirmed it once the document is clean.
    pub content_type: ContentType,
    /// The length of the file as uploaded, in bytes.
    pub size_bytes: u64,
    /// The SHA-256 of the file as uploaded, in base64.
    pub sha256: String,
    /// Where it is on its way.
    pub state: DocumentState,
    /// Why it was refused: a stable code whose text is `refusal-<code>`.
    pub refusal: Option<String>,
    /// When the applicant asked to upload it.
    pub requested_at: Timestamp,
    /// When it was inspected.
    pub inspected_at: Option<Timestamp>,
}

impl Document {
    /// The key of its item.
    #[must_use]
    pub fn key(&self) -> Key {
        document_key(self.applicant, self.application, self.id)
    }

    /// Where the file lies until it is inspected.
    #[must_use]
    pub fn quarantine_object(&self) -> String {
        format!("{QUARANTINE}{}", self.object_path())
    }

    /// Where the file lies once it is clean. Only this one is ever handed out.
    #[must_use]
    pub fn clean_object(&self) -> String {
        format!("{CLEAN}{}", self.object_path())
    }

    fn object_path(&self) -> String {
        format!("{}/{}/{}", self.applicant, self.application, self.id)
    }
}

const QUARANTINE: &str = "quarantine/";
const CLEAN: &str = "clean/";

/// The partition of the Documents table that holds the documents of one
/// application. It is made from the applicant, so that another person's
/// documents are not found.
#[must_use]
pub fn documents_partition(applicant: AccountId, application: ApplicationId) -> String {
    format!("APPLICANT#{applicant}#APPLICATION#{application}")
}

/// Uploads that may be asked for in the life of one application.
pub const MOST_UPLOADS: u32 = 200;

const DOCUMENT_PREFIX: &str = "DOCUMENT#";

/// All documents of an application, whatever their state, oldest first: one page,
/// for there are never more than may be asked for.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub async fn documents_of(
    table: &Table,
    applicant: AccountId,
    application: ApplicationId,
) -> Result<Vec<Document>, StoreError> {
    let query = Query::partition(documents_partition(applicant, application))
        .prefix(DOCUMENT_PREFIX)
        .limit(i32::try_from(MOST_UPLOADS).unwrap_or(i32::MAX));
    Ok(table.list(query).await?.items)
}

/// The key of a document in the Documents table.
#[must_use]
pub fn document_key(applicant: AccountId, application: ApplicationId, document: DocumentId) -> Key {
    let partition = documents_partition(applicant, application);
    Key::new(partition, format!("{DOCUMENT_PREFIX}{document}"))
}

/// The item key of the document whose file lies in quarantine under `object`;
/// nothing when the name is not one that this service gives.
#[must_use]
pub fn document_in_quarantine(object: &str) -> Option<Key> {
    let mut parts = object.strip_prefix(QUARANTINE)?.split('/');
    let (applicant, application, document) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let applicant = applicant.parse().ok()?;
    Some(document_key(applicant, application.parse().ok()?, document.parse().ok()?))
}

/// The documents that count: of every slot the clean ones, and of these the
/// newest where there are more than the slot takes. So a newer upload replaces
/// an older one in the moment it becomes clean, in whatever order they arrive.
/// In the order of the checklist, oldest first.
#[must_use]
pub fn counting<'a>(documents: &'a [Document], checklist: &[ChecklistSlot]) -> Vec<&'a Document> {
    let counting_in = |row: &ChecklistSlot| {
        let is_clean = |document: &&Document| {
            document.slot == row.slot && document.state == DocumentState::Clean
        };
        let mut clean: Vec<&Document> = documents.iter().filter(is_clean).collect();
        clean.sort_by_key(|document| document.id);
        let most = usize::try_from(row.max_count).unwrap_or(usize::MAX);
        clean.split_off(clean.len().saturating_sub(most))
    };
    checklist.iter().flat_map(counting_in).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Bilingual;

    fn slot(name: &str, max_count: u32) -> ChecklistSlot {
        ChecklistSlot {
            slot: name.parse().unwrap(),
            name: Bilingual { en: name.to_owned(), zh: name.to_owned() },
            required: true,
            content_types: vec!["image/jpeg".to_owned()],
            max_bytes: 1_000_000,
            min_count: 1,
            max_count,
        }
    }

    fn document(slot: &str, state: DocumentState) -> Document {
        Document {
            id: DocumentId::new(),
            applicant: AccountId::new(),
            application: ApplicationId::new(),
            slot: slot.parse().unwrap(),
            file_name: "scan.jpg".to_owned(),
            content_type: ContentType::Jpeg,
            size_bytes: 1000,
            sha256: String::new(),
            state,
            refusal: None,
            requested_at: Timestamp::UNIX_EPOCH,
            inspected_at: None,
        }
    }

    #[test]
    fn a_newer_clean_document_replaces_an_older_one() {
        let older = document("photo", DocumentState::Clean);
        let newer = document("photo", DocumentState::Clean);
        let checklist = [slot("photo", 1)];
        for order in [[older.clone(), newer.clone()], [newer.clone(), older]] {
            assert_eq!(counting(&order, &checklist), [&newer]);
        }
    }

    #[test]
    fn what_is_not_clean_neither_counts_nor_replaces() {
        let clean = document("photo", DocumentState::Clean);
        let waiting = document("photo", DocumentState::Requested);
        let refused = document("photo", DocumentState::Refused);
        let all = [clean.clone(), waiting, refused];
        assert_eq!(counting(&all, &[slot("photo", 1)]), [&clean]);
    }

    #[test]
    fn a_slot_keeps_as_many_as_it_takes() {
        let all: Vec<_> = (0..4).map(|_| document("transcript", DocumentState::Clean)).collect();
        let kept = counting(&all, &[slot("photo", 1), slot("transcript", 3)]);
        assert_eq!(kept, all.iter().skip(1).collect::<Vec<_>>());
    }

    #[test]
    fn an_object_leads_back_to_its_document() {
        let document = document("photo", DocumentState::Requested);
        assert_eq!(document_in_quarantine(&document.quarantine_object()), Some(document.key()));
    }

    #[test]
    fn an_object_of_another_name_is_no_document() {
        let document = document("photo", DocumentState::Clean);
        let known = document.quarantine_object();
        let further = format!("{known}/more");
        let cut = known.trim_end_matches(|byte: char| byte != '/').to_owned();
        for object in
            ["", "quarantine/", "quarantine/a/b/c", &document.clean_object(), &further, &cut]
        {
            assert_eq!(document_in_quarantine(object), None, "{object}");
        }
    }
}
