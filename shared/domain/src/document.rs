//! What several areas know of an uploaded document: its item, where it lies in
//! the bucket, and which documents of an application count. Documents
//! changes it, and admissions what a submission freezes of it.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use shared_platform::clock::seconds_after;
use shared_platform::ids::AccountId;
use shared_platform::outbox::Message;
use shared_platform::slug::Slug;
use shared_platform::store::{Key, Query, StoreError, Table};
use utoipa::ToSchema;

use crate::application::{ApplicationHead, ChecklistSlot};
use crate::ids::{ApplicationId, DocumentId};

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

/// The most documents that all slots of a checklist take together: they are
/// submitted, and copied, in one transaction.
pub const MOST_DOCUMENTS: u32 = 40;

/// How long it matters that a file was asked for and is not inspected, counted
/// from when it was last asked for. Inspection takes seconds, so a submission
/// waits for what may be on its way, and nobody is kept back long by what never
/// comes.
const HOLDS_SUBMISSION_SECONDS: i64 = 10 * 60;
/// So long its owner sees it, can ask for the same document again, and it has a
/// place in its slot: no shorter than a submission waits for it.
const AWAITED_SECONDS: i64 = 60 * 60;
/// Then it is forgotten, as the file in quarantine is: no sooner than the last
/// attempt to inspect it.
pub const FORGOTTEN_SECONDS: i64 = 2 * 24 * 60 * 60;

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
    /// Clean, and part of a submission that staff may look at again; but its
    /// owner has taken it out of the application.
    SetAside,
}

impl DocumentState {
    /// Whether the file passed inspection and lies in the bucket for good.
    #[must_use]
    pub const fn has_clean_file(self) -> bool {
        matches!(self, Self::Clean | Self::SetAside)
    }
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
    /// When the paper was issued; asked for where the slot takes it for some
    /// months only.
    #[serde(default)]
    pub issued_on: Option<Date>,
    /// Where else the applicant had uploaded the same file when it was inspected.
    #[serde(default)]
    pub copies: Vec<SameFile>,
    /// When the applicant last asked to upload it.
    pub requested_at: Timestamp,
    /// When it was inspected.
    pub inspected_at: Option<Timestamp>,
    /// The latest submission that it is part of; such a document is never erased
    /// while its application is there.
    #[serde(default)]
    pub submitted_in: Option<u32>,
}

/// A document that is the same file, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SameFile {
    /// The document.
    pub document: DocumentId,
    /// The application it belongs to.
    pub application: ApplicationId,
    /// What it is said to show.
    pub slot: Slug,
}

impl From<&Document> for SameFile {
    fn from(document: &Document) -> Self {
        let &Document { id, application, .. } = document;
        Self { document: id, application, slot: document.slot.clone() }
    }
}

impl Document {
    /// Whether its file may yet come or be inspected, as far as its owner sees.
    #[must_use]
    pub fn is_awaited(&self, now: Timestamp) -> bool {
        self.is_requested_within(AWAITED_SECONDS, now)
    }

    /// Whether a submission waits for it: it may be clean in a moment.
    #[must_use]
    pub fn holds_submission(&self, now: Timestamp) -> bool {
        self.is_requested_within(HOLDS_SUBMISSION_SECONDS, now)
    }

    fn is_requested_within(&self, seconds: i64, now: Timestamp) -> bool {
        self.state == DocumentState::Requested && now < seconds_after(self.requested_at, seconds)
    }

    /// The documents in other applications of its owner that are the same file
    /// in another slot. In the same slot it is what belongs there.
    pub fn copies_elsewhere(&self) -> impl Iterator<Item = &SameFile> {
        self.copies
            .iter()
            .filter(|copy| copy.application != self.application && copy.slot != self.slot)
    }

    /// The key of its item.
    #[must_use]
    pub fn key(&self) -> Key {
        document_key(self.applicant, self.application, self.id)
    }

    /// Where the file lies until it is inspected.
    #[must_use]
    pub fn quarantine_object(&self) -> String {
        quarantine_object(self.applicant, self.application, self.id)
    }

    /// Where the file lies once it is clean. Only this one is ever handed out.
    #[must_use]
    pub fn clean_object(&self) -> String {
        clean_object(self.applicant, self.application, self.id)
    }
}

/// Where the file of a document lies until it is inspected.
#[must_use]
pub fn quarantine_object(
    applicant: AccountId,
    application: ApplicationId,
    document: DocumentId,
) -> String {
    format!("{QUARANTINE}{applicant}/{application}/{document}")
}

/// Where the file of a document lies once it is clean.
#[must_use]
pub fn clean_object(
    applicant: AccountId,
    application: ApplicationId,
    document: DocumentId,
) -> String {
    format!("{CLEAN}{applicant}/{application}/{document}")
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

/// The key under which it is counted how many uploads were ever asked for.
#[must_use]
pub fn uploads_key(applicant: AccountId, application: ApplicationId) -> Key {
    Key::new(documents_partition(applicant, application), "UPLOADS")
}

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

/// The partition that tells in which slots an applicant has put which files.
#[must_use]
pub fn files_partition(applicant: AccountId) -> String {
    format!("APPLICANT#{applicant}#FILES")
}

/// Where it is told that a clean document is this file.
#[must_use]
pub fn file_key(document: &Document) -> Key {
    let sort = format!("{}{}", file_prefix(&document.sha256), document.id);
    Key::new(files_partition(document.applicant), sort)
}

/// How the sort keys of all documents that are this file begin.
#[must_use]
pub fn file_prefix(sha256: &str) -> String {
    format!("FILE#{sha256}#")
}

/// The documents of one application that are the same file as another one in
/// another slot of it: told to the applicant and to staff, and no reason to
/// refuse anything.
pub fn copies_within<'a>(
    document: &'a Document,
    documents: impl IntoIterator<Item = &'a Document>,
) -> impl Iterator<Item = SameFile> {
    let is_copy = |other: &&Document| {
        other.sha256 == document.sha256
            && other.slot != document.slot
            && other.state == DocumentState::Clean
    };
    documents.into_iter().filter(is_copy).map(SameFile::from)
}

/// Whether a paper issued on a date is still taken by a slot on another date.
#[must_use]
pub fn is_recent(row: &ChecklistSlot, issued_on: Option<Date>, today: Date) -> bool {
    let Some(months) = row.valid_months else { return true };
    issued_on.is_some_and(|issued| issued.saturating_add(i64::from(months).months()) >= today)
}

/// The documents that count on a day: of every slot the clean and recent ones,
/// and of these the newest where there are more than the slot takes. So a newer
/// upload replaces an older one in the moment it becomes clean, in whatever order
/// they arrive. In the order of the checklist, oldest first.
#[must_use]
pub fn counting<'a>(
    documents: &'a [Document],
    checklist: &[ChecklistSlot],
    today: Date,
) -> Vec<&'a Document> {
    let counting_in = |row: &ChecklistSlot| {
        let is_clean = |document: &&Document| {
            document.slot == row.slot
                && document.state == DocumentState::Clean
                && is_recent(row, document.issued_on, today)
        };
        let mut clean: Vec<&Document> = documents.iter().filter(is_clean).collect();
        clean.sort_by_key(|document| document.id);
        let most = usize::try_from(row.max_count).unwrap_or(usize::MAX);
        clean.split_off(clean.len().saturating_sub(most))
    };
    checklist.iter().flat_map(counting_in).collect()
}

/// The documents that count for an application as it stands: in every slot that
/// takes documents now, or until anything was submitted, what [`counting`] says;
/// in every other one what was submitted last. So what came into a slot that was
/// open for a while changes nothing once it is locked again, and nothing grows
/// too old there.
#[must_use]
pub fn counting_for<'a>(
    head: &ApplicationHead,
    documents: &'a [Document],
    today: Date,
) -> Vec<&'a Document> {
    let counting_in = |row: &ChecklistSlot| {
        if head.round == 0 || head.takes_documents_for(&row.slot) {
            return counting(documents, std::slice::from_ref(row), today);
        }
        let was_submitted = |document: &&Document| {
            document.slot == row.slot && document.submitted_in == Some(head.round)
        };
        documents.iter().filter(was_submitted).collect()
    };
    head.checklist.iter().flat_map(counting_in).collect()
}

/// Whether a complete application has something in a slot, where these count:
/// a required translation is needed with its original, an original with its
/// translation, and what is begun is to be finished.
#[must_use]
pub fn is_needed(row: &ChecklistSlot, checklist: &[ChecklistSlot], counting: &[&Document]) -> bool {
    let is_used = |slot: &Slug| counting.iter().any(|document| document.slot == *slot);
    let is_original_of_a_used_one = checklist
        .iter()
        .any(|other| other.translation_of.as_ref() == Some(&row.slot) && is_used(&other.slot));
    let original = row.translation_of.as_ref();
    let is_asked_for = row.required
        && original.is_none_or(|original| {
            let is_required = |other: &ChecklistSlot| other.slot == *original && other.required;
            is_used(original) || checklist.iter().any(is_required)
        });
    is_asked_for || is_original_of_a_used_one || is_used(&row.slot)
}

/// The slots that lack documents for a complete application (S59), where these count.
pub fn lacking<'a>(
    checklist: &'a [ChecklistSlot],
    counting: &[&Document],
) -> impl Iterator<Item = &'a ChecklistSlot> {
    checklist.iter().filter(move |row| {
        let here = counting.iter().filter(|document| document.slot == row.slot).count();
        let is_full = u32::try_from(here).is_ok_and(|here| here >= row.min_count);
        !is_full && is_needed(row, checklist, counting)
    })
}

/// An application that was begun with the contents of another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CopyDocuments {
    /// Whose both are.
    pub applicant: AccountId,
    /// The other one.
    pub from: ApplicationId,
    /// The one that was begun.
    pub to: ApplicationId,
}

impl Message for CopyDocuments {
    const ACTION: &'static str = "copy_documents";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    fn slot(name: &str, max_count: u32) -> ChecklistSlot {
        ChecklistSlot { max_count, ..samples::slot(name) }
    }

    fn today() -> Date {
        Date::constant(2027, 3, 1)
    }

    fn lacking_in(documents: &[Document], checklist: &[ChecklistSlot]) -> Vec<String> {
        let counting = counting(documents, checklist, today());
        lacking(checklist, &counting).map(|row| row.slot.to_string()).collect()
    }

    #[test]
    fn a_translation_is_needed_with_its_original_and_the_original_with_it() {
        let diploma = ChecklistSlot { required: false, ..slot("diploma", 1) };
        let original = "diploma".parse().ok();
        let translation = ChecklistSlot { translation_of: original, ..slot("diploma_english", 1) };
        let checklist = [diploma, translation];
        let [one, other] =
            ["diploma", "diploma_english"].map(|slot| document(slot, DocumentState::Clean));
        assert_eq!(lacking_in(&[], &checklist), [""; 0]);
        assert_eq!(lacking_in(std::slice::from_ref(&one), &checklist), ["diploma_english"]);
        assert_eq!(lacking_in(std::slice::from_ref(&other), &checklist), ["diploma"]);
        assert_eq!(lacking_in(&[one, other], &checklist), [""; 0]);
    }

    #[test]
    fn the_translation_of_what_is_required_is_required() {
        let original = "diploma".parse().ok();
        let translation = ChecklistSlot { translation_of: original, ..slot("diploma_english", 1) };
        let optional = ChecklistSlot { required: false, ..translation.clone() };
        assert_eq!(
            lacking_in(&[], &[slot("diploma", 1), translation]),
            ["diploma", "diploma_english"]
        );
        assert_eq!(lacking_in(&[], &[slot("diploma", 1), optional]), ["diploma"]);
    }

    #[test]
    fn an_old_paper_does_not_count() {
        let checklist = [ChecklistSlot { valid_months: Some(6), ..slot("health", 1) }];
        let issued = |date: &str| Document {
            issued_on: date.parse().ok(),
            ..document("health", DocumentState::Clean)
        };
        assert_eq!(lacking_in(&[issued("2026-09-01")], &checklist), [""; 0]);
        assert_eq!(lacking_in(&[issued("2026-08-31")], &checklist), ["health"]);
        assert_eq!(lacking_in(&[issued("")], &checklist), ["health"]);
    }

    #[test]
    fn a_slot_begun_is_to_be_finished() {
        let checklist = [ChecklistSlot { min_count: 2, required: false, ..slot("letters", 3) }];
        assert_eq!(lacking_in(&[], &checklist), [""; 0]);
        assert_eq!(
            lacking_in(&[document("letters", DocumentState::Clean)], &checklist),
            ["letters"]
        );
    }

    #[test]
    fn the_same_file_in_another_slot_is_noticed() {
        let [page, again, diploma] = ["passport_page", "passport_page", "diploma"].map(|slot| {
            Document { sha256: "equal".to_owned(), ..document(slot, DocumentState::Clean) }
        });
        let all = [page.clone(), again, diploma.clone()];
        let found: Vec<_> = copies_within(&page, &all).map(|copy| copy.document).collect();
        assert_eq!(found, [diploma.id]);
    }

    fn document(slot: &str, state: DocumentState) -> Document {
        samples::document(AccountId::new(), ApplicationId::new(), slot, state)
    }

    #[test]
    fn a_newer_clean_document_replaces_an_older_one() {
        let older = document("photo", DocumentState::Clean);
        let newer = document("photo", DocumentState::Clean);
        let checklist = [slot("photo", 1)];
        for order in [[older.clone(), newer.clone()], [newer.clone(), older]] {
            assert_eq!(counting(&order, &checklist, today()), [&newer]);
        }
    }

    #[test]
    fn what_is_not_clean_neither_counts_nor_replaces() {
        let clean = document("photo", DocumentState::Clean);
        let waiting = document("photo", DocumentState::Requested);
        let refused = document("photo", DocumentState::Refused);
        let all = [clean.clone(), waiting, refused];
        assert_eq!(counting(&all, &[slot("photo", 1)], today()), [&clean]);
    }

    #[test]
    fn a_slot_keeps_as_many_as_it_takes() {
        let all: Vec<_> = (0..4).map(|_| document("transcript", DocumentState::Clean)).collect();
        let kept = counting(&all, &[slot("photo", 1), slot("transcript", 3)], today());
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
