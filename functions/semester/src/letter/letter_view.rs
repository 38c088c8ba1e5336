//! A letter as staff see it.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use shared_domain::letter::{Booking, IssuedLetter, LetterCase, LetterState, Spelling, Stage};
use shared_domain::registration::RegistrationId;
use shared_domain::student::Student;
use shared_platform::Problem;
use shared_platform::downloads::{Downloads, StoredFile};
use utoipa::ToSchema;

use super::files::PDF;
use crate::roster::student_view::StudentSummary;

/// A letter with all that were issued in its place.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Letter)]
pub(super) struct LetterView {
    /// The registration that it is for.
    registration: RegistrationId,
    /// Whose it is.
    student: StudentSummary,
    /// Where it is on its way.
    state: LetterState,
    /// The letters that were issued, the first one first: the last one counts.
    letters: Vec<IssuedLetterView>,
    /// How an officer has the name printed; `null` where it is as in the record.
    spelling: Option<Spelling>,
    /// When it is collected; `null` where no time is booked.
    booking: Option<Booking>,
    /// When it was collected.
    collected_at: Option<Timestamp>,
}

/// A letter that was issued.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = IssuedLetter)]
pub(super) struct IssuedLetterView {
    /// Its number.
    number: String,
    /// The day of issue.
    issued_on: Date,
    /// The last day on which it is good.
    valid_until: Date,
}

/// A link to the file of a letter.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct LetterFile {
    /// Downloads it; works for two minutes.
    url: String,
    /// When the link stops working.
    url_expires_at: Timestamp,
}

impl LetterView {
    pub(super) fn of(case: &LetterCase, student: &Student) -> Self {
        Self {
            registration: case.registration(),
            student: StudentSummary::from(student),
            state: case.stage().state(),
            letters: case.letters().iter().map(IssuedLetterView::of).collect(),
            spelling: case.spelling().cloned(),
            booking: case.booking(),
            collected_at: collected_at(case),
        }
    }
}

impl IssuedLetterView {
    pub(super) fn of(letter: &IssuedLetter) -> Self {
        let IssuedLetter { number, issued_on, valid_until, .. } = letter;
        Self { number: number.clone(), issued_on: *issued_on, valid_until: *valid_until }
    }
}

impl LetterFile {
    /// A link to the letter that counts, if there is one.
    ///
    /// # Errors
    /// 500 when it cannot be signed: a defect.
    pub(super) async fn of(
        case: &LetterCase,
        downloads: &Downloads,
        now: Timestamp,
    ) -> Result<Option<Self>, Problem> {
        let Some(letter) = case.letter() else { return Ok(None) };
        let (object, name) = (case.object(letter.id), format!("{}.pdf", letter.number));
        let file = StoredFile { object: &object, content_type: PDF, name: &name };
        let link = downloads.link(file, now).await?;
        Ok(Some(Self { url: link.url, url_expires_at: link.expires_at }))
    }
}

/// When it was collected.
pub(super) fn collected_at(case: &LetterCase) -> Option<Timestamp> {
    match case.stage() {
        Stage::Collected { collected_at } => Some(*collected_at),
        _ => None,
    }
}
