//! Where documents lie: each folder has places of its own, whatever noun it is of.

use std::collections::BTreeSet;

use shared_domain::application::{ApplicationHead, folder_of};
use shared_domain::document::{
    Document, FolderId, FolderKind as _, SameFile, document_in_quarantine,
};
use shared_domain::ids::{ApplicationId, DocumentId};
use shared_platform::ids::AccountId;

use crate::loan::{Loan, begun, paper, slot};

/// Folders that differ in their owner, their noun or its kind alone.
fn folders() -> [FolderId; 5] {
    let [one, other] = [AccountId::new(), AccountId::new()];
    let application = ApplicationId::new();
    let alike = slot(&application.to_string());
    [
        folder_of(one, application),
        folder_of(other, application),
        folder_of(one, ApplicationId::new()),
        FolderId::of::<Loan>(one, alike),
        FolderId::of::<Loan>(one, slot("dream-of-the-red-chamber")),
    ]
}

#[test]
fn no_two_folders_share_a_key_or_a_file() {
    let document = DocumentId::new();
    let places = folders().map(|folder| {
        let key = folder.document_key(document);
        let uploads = folder.uploads_key();
        [
            format!("{} {}", key.pk, key.sk),
            format!("{} {}", uploads.pk, uploads.sk),
            folder.quarantine_object(document),
            folder.clean_object(document),
            document.copied_to(&folder).to_string(),
        ]
    });
    let distinct: BTreeSet<String> = places.iter().flatten().cloned().collect();
    // Whose it is plays no part in the id of a copy: the key already has it.
    assert_eq!(distinct.len(), places.as_flattened().len() - 1);
}

#[test]
fn an_object_leads_back_to_its_document_in_every_kind_of_folder() {
    for folder in folders() {
        let document = DocumentId::new();
        let found = document_in_quarantine(&folder.quarantine_object(document));
        assert_eq!(found, Some(folder.document_key(document)));
    }
}

#[test]
fn a_folder_leads_to_its_noun_and_to_no_other_kind() {
    let loan = begun();
    let folder = loan.folder().id;
    assert_eq!(folder.noun::<Loan>(), Some(loan.book));
    assert_eq!(folder.noun::<ApplicationHead>(), None);
    let application = ApplicationId::new();
    let folder = folder_of(loan.reader, application);
    assert_eq!(folder.noun::<ApplicationHead>(), Some(application));
    assert_eq!(folder.noun::<Loan>(), None);
}

#[test]
fn a_document_is_stored_with_its_folder_whatever_kind_that_is() {
    let document = paper(&begun(), "letter", None);
    let stored: Document =
        serde_json::from_value(serde_json::to_value(&document).unwrap()).unwrap();
    assert_eq!(stored, document);
}

#[test]
fn the_same_file_is_noticed_across_folders_of_any_kind() {
    let letter = paper(&begun(), "letter", None);
    let elsewhere = |slot: &str, folder| SameFile {
        document: DocumentId::new(),
        folder,
        slot: slot.parse().unwrap(),
    };
    let application = folder_of(letter.folder.owner, ApplicationId::new());
    let copies = vec![
        elsewhere("diploma", application.clone()),
        elsewhere("letter", application),
        elsewhere("diploma", letter.folder.clone()),
    ];
    let expected = copies[0].clone();
    let letter = Document { copies, ..letter };
    assert_eq!(letter.copies_elsewhere().collect::<Vec<_>>(), [&expected]);
}
