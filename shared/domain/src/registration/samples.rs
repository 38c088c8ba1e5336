//! Registrations for the tests of this module.

use jiff::Timestamp;
use proptest::prelude::*;
use shared_platform::ids::AccountId;
use shared_platform::locale::Bilingual;

use super::{ReturnReason, Submission, Verdict};
use crate::application::SubmittedDocument;
use crate::document::{ContentType, Document, DocumentState};
use crate::form::registration::samples::complete_sections;
use crate::ids::{ApplicationId, DocumentId, StudentId};

/// A verdict of any kind.
pub(crate) fn any_verdict() -> impl Strategy<Value = Verdict> {
    prop_oneof![Just(Verdict::Pass), any_return()]
}

/// A return for any reason.
pub(crate) fn any_return() -> impl Strategy<Value = Verdict> {
    let reason = prop::sample::select(ReturnReason::ALL.to_vec());
    (reason, "\\PC{1,20}").prop_map(|(reason, note)| Verdict::Return {
        reason,
        note: Bilingual { en: note.clone(), zh: note },
    })
}

/// The sample as it was submitted, with a contract.
pub(crate) fn submission(round: u32) -> Submission {
    Submission {
        student: StudentId::new(),
        semester: "2027-autumn".parse().unwrap(),
        round,
        sections: complete_sections(),
        documents: vec![submitted_document("contract")],
        submitted_at: Timestamp::UNIX_EPOCH,
    }
}

/// A document that was submitted in a slot.
pub(crate) fn submitted_document(slot: &str) -> SubmittedDocument {
    SubmittedDocument {
        id: DocumentId::new(),
        slot: slot.parse().unwrap(),
        file_name: "scan.jpg".to_owned(),
        content_type: "image/jpeg".to_owned(),
        object_key: "clean/scan".to_owned(),
    }
}

/// A clean document in a slot.
pub(crate) fn document(slot: &str) -> Document {
    Document {
        id: DocumentId::new(),
        applicant: AccountId::new(),
        application: ApplicationId::new(),
        slot: slot.parse().unwrap(),
        file_name: "scan.jpg".to_owned(),
        content_type: ContentType::Jpeg,
        size_bytes: 1000,
        sha256: String::new(),
        state: DocumentState::Clean,
        refusal: None,
        requested_at: Timestamp::UNIX_EPOCH,
        issued_on: None,
        copies: Vec::new(),
        inspected_at: None,
        submitted_in: None,
    }
}
