//! An applicant submits: all of it is checked once more, and frozen for the
//! reviewers (S57-S61).

use jiff::Timestamp;
use shared_domain::application::{ApplicationState, Locked, Submission, SubmittedDocument};
use shared_domain::document::{Document, FolderKind as _, counting_in, gaps_in, is_needed};
use shared_domain::form::application::{Identity, Section, Sections};
use shared_platform::clock::beijing_date;
use shared_platform::http::FieldError;

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
        let gaps = gaps_in(&folder, &counting, documents, now); // S59
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
