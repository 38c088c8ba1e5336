//! A student submits: all of it is checked once more, and frozen for the reviewers
//! (S100). In what was returned this is the answer, and another round (S101).

use jiff::Timestamp;
use shared_domain::application::SubmittedDocument;
use shared_domain::document::{Document, FolderKind as _, counting_in, gaps_in};
use shared_domain::registration::{Locked, Stage, Submission};
use shared_platform::Problem;
use shared_platform::clock::beijing_date;
use shared_platform::http::FieldError;

use super::{Circumstances, EditRefused, ReadNow, Registration, Round};
use crate::windows::availability::WindowState;

/// A registration cannot be submitted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SubmissionRefused {
    /// It cannot be changed at all.
    #[error(transparent)]
    Edit(#[from] EditRefused),
    /// The student cannot register now (S73, S77).
    #[error("the student cannot register now")]
    NotOpen(WindowState),
    /// Something is missing or wrong; every gap is named.
    #[error("the registration is incomplete")]
    Incomplete(Vec<FieldError>),
}

impl Registration {
    /// The registration submitted and locked, with what reviewers will see.
    /// `documents` are all documents of it, whatever their state; `window` is how the
    /// student stands to the windows of the semester.
    ///
    /// # Errors
    /// [`SubmissionRefused`].
    pub fn submit(
        &self,
        documents: &[Document],
        seen: u64,
        circumstances: &Circumstances,
        window: WindowState,
        now: Timestamp,
    ) -> Result<(Self, Submission), SubmissionRefused> {
        self.check_editable()?;
        self.check_open(window)?;
        if !self.is_as_seen(seen) {
            return Err(self.conflict(seen).into());
        }
        let ReadNow { head, sections, read, .. } = self.read_now(circumstances, now);
        self.check_locks(&sections, circumstances, now)?;
        let folder = head.folder();
        let counting = counting_in(&folder, documents, beijing_date(now));
        let gaps = gaps_in(&folder, &counting, documents, now);
        read.complete(gaps).map_err(SubmissionRefused::Incomplete)?;
        let frozen: Vec<SubmittedDocument> =
            counting.into_iter().map(SubmittedDocument::from).collect();
        let mut submitted = self.changed(now);
        let version = submitted.head.version;
        submitted.head = head.submitted().map_err(|Locked| EditRefused::Locked)?;
        submitted.head.version = version;
        submitted.sections = sections.clone();
        submitted.submitted_version = Some(seen);
        submitted.rounds.push(Round { submitted_at: now, judged: None });
        let submission = Submission {
            registration: submitted.head.id(),
            round: submitted.head.round,
            sections,
            documents: frozen,
            submitted_at: now,
        };
        Ok((submitted, submission))
    }

    /// S73, S77: a draft is submitted within the window; what was returned is corrected
    /// for as long as it takes (S101), by who studies.
    ///
    /// # Errors
    /// [`SubmissionRefused::NotOpen`].
    pub fn check_open(&self, window: WindowState) -> Result<(), SubmissionRefused> {
        match (self.head.stage(), window) {
            (_, WindowState::Open) => Ok(()),
            (_, WindowState::NotEnrolled | WindowState::Suspended) => {
                Err(SubmissionRefused::NotOpen(window))
            }
            (Stage::Returned { .. }, _) => Ok(()),
            (_, state) => Err(SubmissionRefused::NotOpen(state)),
        }
    }
}

impl From<SubmissionRefused> for Problem {
    fn from(refused: SubmissionRefused) -> Self {
        match refused {
            SubmissionRefused::Edit(refused) => refused.into(),
            SubmissionRefused::NotOpen(window) => Self::conflict(match window {
                WindowState::NotEnrolled => "not_on_roster",
                WindowState::Suspended => "studies_suspended",
                WindowState::NotYetOpen => "registration_not_yet_open",
                WindowState::NotSet => "registration_window_not_set",
                WindowState::Open | WindowState::Closed => "registration_closed",
            }),
            SubmissionRefused::Incomplete(errors) => {
                Self::unprocessable("registration_incomplete").with_errors(errors)
            }
        }
    }
}
