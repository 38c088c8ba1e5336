//! What an applicant is told of a request for revision.

use jiff::Timestamp;
use shared_platform::locale::Bilingual;

use super::{of, page_of};
use crate::ids::ApplicationId;
use crate::notices::{News, Page, Values};

/// Staff ask for a revision of the application (S64).
#[derive(Debug)]
pub struct RevisionRequested {
    /// Of which application.
    pub application: ApplicationId,
    /// For which programme.
    pub programme: Bilingual,
    /// The instant until which it can be answered.
    pub due_at: Timestamp,
}

impl News for RevisionRequested {
    const KIND: &'static str = "revision_requested";

    fn page(&self) -> Page {
        page_of(self.application)
    }

    fn values(&self) -> Values {
        of(&self.programme).with("due_at", self.due_at)
    }
}

/// A request for revision waits for its answer.
#[derive(Debug)]
pub struct RevisionReminder {
    /// Of which application.
    pub application: ApplicationId,
    /// For which programme.
    pub programme: Bilingual,
    /// The instant until which it can be answered.
    pub due_at: Timestamp,
}

impl News for RevisionReminder {
    const KIND: &'static str = "revision_reminder";

    fn page(&self) -> Page {
        page_of(self.application)
    }

    fn values(&self) -> Values {
        of(&self.programme).with("due_at", self.due_at)
    }
}

/// A request for revision was not answered in time.
#[derive(Debug)]
pub struct RevisionOverdue {
    /// Of which application.
    pub application: ApplicationId,
    /// For which programme.
    pub programme: Bilingual,
}

impl News for RevisionOverdue {
    const KIND: &'static str = "revision_overdue";

    fn page(&self) -> Page {
        page_of(self.application)
    }

    fn values(&self) -> Values {
        of(&self.programme)
    }
}

/// The applicant has answered a request for revision.
#[derive(Debug)]
pub struct RevisionAnswered {
    /// Of which application.
    pub application: ApplicationId,
    /// For which programme.
    pub programme: Bilingual,
}

impl News for RevisionAnswered {
    const KIND: &'static str = "revision_answered";

    fn page(&self) -> Page {
        page_of(self.application)
    }

    fn values(&self) -> Values {
        of(&self.programme)
    }
}

/// Each of these news in each of their forms.
#[cfg(feature = "samples")]
pub(super) mod samples {
    use super::*;
    use crate::notices::samples::{Given, Sample, some_application, some_instant};

    pub(crate) fn all(given: &Given<'_>) -> Vec<Sample> {
        let (application, programme) = (some_application(), || given.programme());
        let due_at = some_instant();
        let requested = RevisionRequested { application, programme: programme(), due_at };
        let reminder = RevisionReminder { application, programme: programme(), due_at };
        let overdue = RevisionOverdue { application, programme: programme() };
        let answered = RevisionAnswered { application, programme: programme() };
        vec![
            Sample::news("revision_requested", &requested),
            Sample::news("revision_reminder", &reminder),
            Sample::news("revision_overdue", &overdue),
            Sample::news("revision_answered", &answered),
        ]
    }
}
