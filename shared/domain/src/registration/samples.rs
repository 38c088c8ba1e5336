//! Registrations for the tests of this module.

use jiff::Timestamp;
use proptest::prelude::*;
use shared_platform::ids::AccountId;
use shared_platform::locale::Bilingual;

use super::{
    NotReadyForReview, RegistrationHead, RegistrationId, ReturnReason, Submission, Verdict,
    Verdicts, folder_of,
};
use crate::application::SubmittedDocument;
use crate::document::{Document, DocumentState};
use crate::form::registration::Sections;
use crate::form::registration::samples::complete_sections;
use crate::ids::{DocumentId, ReviewId, StudentId};

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
        registration: begun().id(),
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
    let begun = begun();
    let folder = folder_of(begun.account, begun.id());
    crate::samples::document(folder, slot, DocumentState::Clean)
}

/// A registration that is begun.
pub(crate) fn begun() -> RegistrationHead {
    let semester = "2027-autumn".parse().unwrap();
    let id = RegistrationId { student: StudentId::new(), semester };
    RegistrationHead::begun(AccountId::new(), id)
}

/// A registration judged by some colleague, at some time.
pub(crate) fn judged(
    registration: &RegistrationHead,
    review: ReviewId,
    verdicts: Verdicts,
    submitted: Sections,
) -> Result<RegistrationHead, NotReadyForReview> {
    let by = crate::samples::colleague("reviewer.li");
    registration.judged(review, verdicts, submitted, &by, Timestamp::UNIX_EPOCH)
}
