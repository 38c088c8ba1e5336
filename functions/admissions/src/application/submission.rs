//! An applicant submits: all of it is checked once more, and frozen for the
//! reviewers (S57-S61).

use jiff::Timestamp;
use shared_domain::application::{ApplicationState, Locked, Submission, SubmittedDocument};
use shared_domain::document::{
    ChecklistSlot, Document, DocumentState, Folder, FolderKind as _, counting_in, is_needed,
    is_recent, lacking,
};
use shared_domain::form::application::{Identity, Section, Sections};
use shared_platform::clock::beijing_date;
use shared_platform::http::FieldError;
use shared_platform::slug::Slug;

use super::editing::locked_at;
use super::{Application, EditRefused, HistoryEvent};

/// An application cannot be submitted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SubmissionRefused {
    /// It cannot be changed at all.
    #[error(transparent)]
    Edit(#[from] EditRefused),
    /// Applying is over, and this is still a draft (S2).
    #[error("applying is over")]
    Closed,
    /// Something is missing or wrong; every gap is named (S59, S60).
    #[error("the application is incomplete")]
    Incomplete(Vec<FieldError>),
}

impl Application {
    /// The application submitted and locked, with what reviewers will see (S57-S61);
    /// in a revision it is the answer to it, and another round begins (S65).
    /// `documents` are all documents of the application, whatever their state.
    pub fn submit(
        &self,
        documents: &[Document],
        seen: u64,
        now: Timestamp,
    ) -> Result<(Self, Submission), SubmissionRefused> {
        self.check_editable(now)?;
        if self.is_closed(now) {
            return Err(SubmissionRefused::Closed);
        }
        if !self.is_as_seen(seen) {
            return Err(self.conflict(seen).into());
        }
        let (sections, read) = self.read_form(now);
        let locked = self.locked_changes(&sections, &Section::ALL, now);
        locked_at(locked, |(section, field)| format!("/sections/{}/{field}", section.name()))?;
        let today = beijing_date(now);
        let folder = self.head.folder();
        let counting = counting_in(&folder, documents, today);
        let gaps = document_gaps(&folder, &counting, documents, now);
        let identity = match read.complete() {
            Ok(identity) if gaps.is_empty() => identity,
            form => {
                let errors = form.err().into_iter().flatten().chain(gaps);
                return Err(SubmissionRefused::Incomplete(errors.collect()));
            }
        };
        let submission = self.submission(identity, sections.clone(), counting, now);
        let head = self.head.submitted(self.held_fee).map_err(|Locked| EditRefused::Locked)?;
        let event = match self.head.revision() {
            Some(_) => HistoryEvent::Resubmitted,
            None => HistoryEvent::Submitted,
        };
        let mut submitted = self.moved_to(head, event, now);
        submitted.head.submitted_at = Some(now);
        submitted.submitted_version = Some(seen);
        submitted.sections = sections;
        Ok((submitted, submission))
    }

    /// Whether applying was over before this draft was submitted, as far as it
    /// knows (S2). What was submitted in time may be revised and paid later.
    #[must_use]
    pub fn is_closed(&self, now: Timestamp) -> bool {
        self.head.state() == ApplicationState::Draft && self.closes_at.is_none_or(|at| at <= now)
    }

    /// The same with the time that the catalogue gives by now, where that is more.
    #[must_use]
    pub fn extended_to(self, closes_at: Option<Timestamp>) -> Self {
        Self { closes_at: self.closes_at.max(closes_at), ..self }
    }

    fn submission(
        &self,
        identity: Identity,
        sections: Sections,
        documents: Vec<&Document>,
        now: Timestamp,
    ) -> Submission {
        let checklist = &self.head.checklist;
        let required = checklist.iter().filter(|slot| is_needed(slot, checklist, &documents));
        Submission {
            application: self.head.id,
            applicant: self.head.applicant,
            round: self.head.round + 1,
            applicant_name: identity.name.to_string(),
            passport_expires: identity.passport_expires,
            programme: self.head.programme.clone(),
            funding_category: self.head.funding_category.clone(),
            admission_type: self.head.admission_type.clone(),
            intake: self.head.intake.clone(),
            intake_starts: self.intake_starts,
            required_slots: required.map(|slot| slot.slot.clone()).collect(),
            sections,
            documents: documents.into_iter().map(SubmittedDocument::from).collect(),
            submitted_at: now,
        }
    }
}

/// S59: the slots that lack clean documents, and those that are open and where one
/// is on its way: what its owner has sent is not left behind.
fn document_gaps(
    folder: &Folder,
    counting: &[&Document],
    documents: &[Document],
    now: Timestamp,
) -> Vec<FieldError> {
    let lacking: Vec<_> = lacking(&folder.checklist, counting).map(|row| &row.slot).collect();
    let waits = |slot: &Slug| {
        let on_its_way =
            |document: &Document| document.slot == *slot && document.holds_submission(now);
        folder.takes(slot) && documents.iter().any(on_its_way)
    };
    let has_gap = |row: &&ChecklistSlot| lacking.contains(&&row.slot) || waits(&row.slot);
    let gap = |row: &ChecklistSlot| {
        FieldError::new(format!("/documents/{}", row.slot), gap_code(row, documents, now))
    };
    folder.checklist.iter().filter(has_gap).map(gap).collect()
}

fn gap_code(slot: &ChecklistSlot, documents: &[Document], now: Timestamp) -> &'static str {
    let here: Vec<_> = documents.iter().filter(|document| document.slot == slot.slot).collect();
    let today = beijing_date(now);
    let any = |state| here.iter().any(|document| document.state == state);
    let is_old = |document: &&Document| {
        document.state == DocumentState::Clean && !is_recent(slot, document.issued_on, today)
    };
    if here.iter().any(|document| document.is_awaited(now)) {
        "document_not_inspected"
    } else if here.iter().any(is_old) {
        "document_too_old"
    } else if any(DocumentState::Clean) {
        "too_few_documents"
    } else if any(DocumentState::Refused) {
        "document_refused"
    } else {
        "document_missing"
    }
}
