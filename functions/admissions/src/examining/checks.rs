//! The automatic checks that a submitted application goes through before a
//! person looks at it.

use jiff::ToSpan;
use shared_domain::application::Submission;
use shared_domain::document::{Document, copies_within};
use shared_domain::review::{Finding, FindingCode, Severity, Word};
use shared_platform::slug::Slug;

/// Everything worth a reviewer's attention, the gravest first.
pub(super) fn findings(submission: &Submission, documents: &[Document]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = passport(submission)
        .into_iter()
        .chain(missing_documents(submission))
        .chain(unclean_documents(submission, documents))
        .chain(copied_documents(submission, documents))
        .collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    findings
}

fn finding(code: FindingCode, severity: Severity, slot: Option<&Slug>) -> Finding {
    Finding { code: Word::of(code), severity, slot: slot.cloned() }
}

/// Without six months left, no residence permit can be extended.
fn passport(submission: &Submission) -> Option<Finding> {
    let starts = submission.intake_starts;
    if submission.passport_expires <= starts {
        return Some(finding(FindingCode::PassportExpired, Severity::Blocking, None));
    }
    let expiring = submission.passport_expires < starts.saturating_add(6.months());
    expiring.then(|| finding(FindingCode::PassportExpiring, Severity::Warning, None))
}

/// S59, looked at again.
fn missing_documents(submission: &Submission) -> impl Iterator<Item = Finding> {
    let is_missing =
        |slot: &&Slug| !submission.documents.iter().any(|document| document.slot == **slot);
    let missing = submission.required_slots.iter().filter(is_missing);
    missing.map(|slot| finding(FindingCode::DocumentMissing, Severity::Blocking, Some(slot)))
}

fn unclean_documents(
    submission: &Submission,
    documents: &[Document],
) -> impl Iterator<Item = Finding> {
    let is_clean = |id| {
        let stored = documents.iter().find(|document| document.id == id);
        // A revision that is overdue leaves what was set aside in the submission.
        stored.is_some_and(|document| document.state.has_clean_file())
    };
    let unclean = submission.documents.iter().filter(move |document| !is_clean(document.id));
    unclean.map(|document| {
        finding(FindingCode::DocumentNotClean, Severity::Blocking, Some(&document.slot))
    })
}

/// The same file in two slots, of this application or of another one: perhaps one
/// is the wrong one.
fn copied_documents(
    submission: &Submission,
    documents: &[Document],
) -> impl Iterator<Item = Finding> {
    let is_submitted =
        |document: &&Document| submission.documents.iter().any(|other| other.id == document.id);
    let submitted: Vec<&Document> = documents.iter().filter(is_submitted).collect();
    let copied = submitted.clone().into_iter().filter(move |document| {
        document.copies_elsewhere().next().is_some()
            || copies_within(document, submitted.iter().copied()).next().is_some()
    });
    copied.map(|document| {
        finding(FindingCode::DocumentCopied, Severity::Warning, Some(&document.slot))
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use shared_domain::application::folder_of;
    use shared_domain::document::{DocumentState, SameFile};
    use shared_domain::ids::{ApplicationId, DocumentId};
    use shared_domain::samples;
    use shared_platform::ids::AccountId;

    use super::*;

    fn document(slot: &str) -> Document {
        samples::document(
            folder_of(AccountId::new(), ApplicationId::new()),
            slot,
            DocumentState::Clean,
        )
    }

    fn submission(passport_expires: Date, documents: &[Document]) -> Submission {
        let head = samples::application(AccountId::new(), ApplicationId::new());
        Submission { passport_expires, ..samples::submission(&head, documents) }
    }

    fn codes(findings: Vec<Finding>) -> Vec<Word> {
        findings.into_iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn nothing_is_found_in_a_sound_application() {
        let documents = [document("passport_page"), document("photo")];
        let sound = submission(date(2031, 5, 1), &documents);
        assert_eq!(findings(&sound, &documents), []);
    }

    #[test]
    fn a_passport_that_is_over_soon_after_the_start_is_found() {
        let documents = [document("passport_page"), document("photo")];
        for (expires, expected) in [
            (date(2027, 9, 1), vec![Word::of(FindingCode::PassportExpired)]),
            (date(2027, 9, 2), vec![Word::of(FindingCode::PassportExpiring)]),
            (date(2028, 2, 29), vec![Word::of(FindingCode::PassportExpiring)]),
            (date(2028, 3, 1), vec![]),
        ] {
            let submission = submission(expires, &documents);
            assert_eq!(codes(findings(&submission, &documents)), expected);
        }
    }

    #[test]
    fn a_missing_and_an_unclean_document_are_found_by_their_slots() {
        let mut passport_page = document("passport_page");
        passport_page.state = DocumentState::Refused;
        let submission = submission(date(2027, 10, 1), &[passport_page.clone()]);
        let found = findings(&submission, &[passport_page]);
        let slots: Vec<_> = found
            .iter()
            .map(|finding| (finding.code.clone(), finding.slot.as_ref().map(Slug::as_str)))
            .collect();
        assert_eq!(
            slots,
            [
                (Word::of(FindingCode::DocumentMissing), Some("photo")),
                (Word::of(FindingCode::DocumentNotClean), Some("passport_page")),
                (Word::of(FindingCode::PassportExpiring), None),
            ]
        );
    }

    #[test]
    fn the_same_file_in_two_places_is_found() {
        let documents = [document("passport_page"), document("photo")];
        let sound = submission(date(2031, 5, 1), &documents);
        let [page, photo] = documents;
        let twice = Document { sha256: page.sha256.clone(), ..photo.clone() };
        let copied = [FindingCode::DocumentCopied, FindingCode::DocumentCopied].map(Word::of);
        assert_eq!(codes(findings(&sound, &[page.clone(), twice])), copied);

        let elsewhere = |slot: &str| SameFile {
            document: DocumentId::new(),
            folder: folder_of(AccountId::new(), ApplicationId::new()),
            slot: slot.parse().unwrap(),
        };
        // The same page where it belongs in another application is none.
        let page = Document { copies: vec![elsewhere("passport_page")], ..page };
        let known = Document { copies: vec![elsewhere("passport_page")], ..photo };
        let found = findings(&sound, &[page, known]);
        let slots: Vec<_> = found.iter().filter_map(|finding| finding.slot.as_ref()).collect();
        assert_eq!(slots.iter().map(|slot| slot.as_str()).collect::<Vec<_>>(), ["photo"]);
    }
}
