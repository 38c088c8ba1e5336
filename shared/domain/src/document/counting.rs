//! Which documents of a folder count, what is still lacking, and what is there twice.

use jiff::civil::Date;
use shared_platform::slug::Slug;

use super::{ChecklistSlot, Document, DocumentState, Folder, SameFile, is_recent};

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

/// The documents that count in a folder as it stands: in every slot that takes
/// documents now, or until anything was submitted, what [`counting`] says; in every
/// other one what was submitted last. So what came into a slot that was open for a
/// while changes nothing once it is locked again, and nothing grows too old there.
#[must_use]
pub fn counting_in<'a>(
    folder: &Folder,
    documents: &'a [Document],
    today: Date,
) -> Vec<&'a Document> {
    let counting_for = |row: &ChecklistSlot| {
        if folder.round == 0 || folder.takes(&row.slot) {
            return counting(documents, std::slice::from_ref(row), today);
        }
        let was_submitted = |document: &&Document| {
            document.slot == row.slot && document.submitted_in == Some(folder.round)
        };
        documents.iter().filter(was_submitted).collect()
    };
    folder.checklist.iter().flat_map(counting_for).collect()
}

/// Whether a complete folder has something in a slot, where these count:
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

/// The slots that lack documents for a complete folder (S59), where these count.
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

/// The documents of one folder that are the same file as another one in
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

#[cfg(test)]
mod tests {
    use shared_platform::ids::AccountId;

    use super::*;
    use crate::application::folder_of;
    use crate::ids::ApplicationId;
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
        samples::document(folder_of(AccountId::new(), ApplicationId::new()), slot, state)
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
}
