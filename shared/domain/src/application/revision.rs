//! A request for revision: what staff ask an applicant to correct in a submitted
//! application, and what became of it (S64, S65). Admissions writes it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::ids::AccountId;
use shared_platform::locale::{Bilingual, Locale};
use shared_platform::slug::Slug;
use shared_platform::store::{Key, Query, StoreError, Table};
use shared_platform::texts;
use utoipa::ToSchema;

use crate::application::applicant_partition;
use crate::ids::ApplicationId;
use crate::staff::Colleague;

/// More requests than any application sees.
const MOST_REVISIONS: i32 = 100;

/// A request for revision, as it stands in the Applications table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Revision {
    /// Counts the requests of an application, from 1.
    pub number: u32,
    /// Whose application it is about.
    pub applicant: AccountId,
    /// The application.
    pub application: ApplicationId,
    /// The submission of it that staff had before them.
    pub round: u32,
    /// What is to be corrected.
    pub items: Vec<RevisionItem>,
    /// Who asked.
    pub requested_by: Colleague,
    /// When; a whole second.
    pub requested_at: Timestamp,
    /// The instant until which the applicant can answer; a whole second.
    pub due_at: Timestamp,
    /// What has become of it.
    pub state: RevisionState,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// How often the applicant was reminded.
    pub reminders_sent: u32,
    /// When last.
    pub reminded_at: Option<Timestamp>,
}

/// One thing to be corrected: a field of a section, or a slot of the checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionItem {
    /// The section of the field.
    pub section: Option<String>,
    /// The field.
    pub field: Option<String>,
    /// The slot.
    pub slot: Option<Slug>,
    /// What is wrong with it.
    pub reason: RevisionReason,
    /// What the applicant is to do, in the reviewer's words.
    pub note: Bilingual,
}

/// What can be wrong with a field or a document. Its text is `revision-reason-<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RevisionReason {
    /// It cannot be read.
    Unreadable,
    /// A part of it is missing.
    Incomplete,
    /// It is another document than the one asked for.
    WrongDocument,
    /// It has not the form asked for.
    WrongFormat,
    /// It is not as in the passport.
    NotAsInPassport,
    /// It contradicts something else in the application.
    Inconsistent,
    /// It is too old.
    Outdated,
    /// Its translation is missing.
    TranslationMissing,
    /// Something else.
    Other,
}

impl RevisionReason {
    /// Every reason.
    pub const ALL: [Self; 9] = [
        Self::Unreadable,
        Self::Incomplete,
        Self::WrongDocument,
        Self::WrongFormat,
        Self::NotAsInPassport,
        Self::Inconsistent,
        Self::Outdated,
        Self::TranslationMissing,
        Self::Other,
    ];

    const fn text_name(self) -> &'static str {
        match self {
            Self::Unreadable => "revision-reason-unreadable",
            Self::Incomplete => "revision-reason-incomplete",
            Self::WrongDocument => "revision-reason-wrong-document",
            Self::WrongFormat => "revision-reason-wrong-format",
            Self::NotAsInPassport => "revision-reason-not-as-in-passport",
            Self::Inconsistent => "revision-reason-inconsistent",
            Self::Outdated => "revision-reason-outdated",
            Self::TranslationMissing => "revision-reason-translation-missing",
            Self::Other => "revision-reason-other",
        }
    }

    /// The reason in words.
    #[must_use]
    pub fn text(self) -> Bilingual {
        let text = |locale| texts::text(locale, self.text_name());
        Bilingual { en: text(Locale::En), zh: text(Locale::Zh) }
    }
}

/// What has become of a request for revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RevisionState {
    /// The applicant can answer it.
    Open,
    /// The applicant has answered it.
    Answered,
    /// It was not answered in time.
    Overdue,
    /// The applicant has taken the application back.
    Withdrawn,
}

/// The key of a request for revision in the Applications table.
#[must_use]
pub fn revision_key(applicant: AccountId, application: ApplicationId, number: u32) -> Key {
    let sort = format!("{}{number:03}", revisions_prefix(application));
    Key::new(applicant_partition(applicant), sort)
}

fn revisions_prefix(application: ApplicationId) -> String {
    format!("REVISION#{application}#")
}

/// The requests for revision of an application, the latest first: at most
/// `limit`, or all of them, which are one page.
///
/// # Errors
/// [`StoreError`] when the table cannot be read.
pub async fn revisions_of(
    applications: &Table,
    applicant: AccountId,
    application: ApplicationId,
    limit: Option<i32>,
) -> Result<Vec<Revision>, StoreError> {
    let query = Query::partition(applicant_partition(applicant))
        .prefix(revisions_prefix(application))
        .newest_first()
        .limit(limit.unwrap_or(MOST_REVISIONS));
    Ok(applications.list(query).await?.items)
}

/// A request for revision, as the applicant sees it: without who asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Revision)]
pub struct RevisionView {
    /// Counts the requests of the application, from 1.
    pub number: u32,
    /// What has become of it.
    pub state: RevisionState,
    /// The submission that staff had before them.
    pub round: u32,
    /// When staff asked.
    pub requested_at: Timestamp,
    /// The instant until which it can, or could, be answered.
    pub due_at: Timestamp,
    /// When it ended; `null` while it is open.
    pub ended_at: Option<Timestamp>,
    /// What is to be corrected.
    pub items: Vec<RevisionItemView>,
}

impl From<Revision> for RevisionView {
    fn from(revision: Revision) -> Self {
        Self {
            number: revision.number,
            state: revision.state,
            round: revision.round,
            requested_at: revision.requested_at,
            due_at: revision.due_at,
            ended_at: revision.ended_at,
            items: revision.items.into_iter().map(RevisionItemView::from).collect(),
        }
    }
}

/// One thing to be corrected, as the applicant and staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RevisionItem)]
pub struct RevisionItemView {
    /// The section of the field; `null` where it is about a slot.
    pub section: Option<String>,
    /// The field; `null` where it is about a slot.
    pub field: Option<String>,
    /// The slot; `null` where it is about a field.
    pub slot: Option<Slug>,
    /// What is wrong with it.
    pub reason: RevisionReason,
    /// The reason in words.
    pub reason_text: Bilingual,
    /// What is to be done, in the reviewer's words.
    pub note: Bilingual,
}

impl From<RevisionItem> for RevisionItemView {
    fn from(item: RevisionItem) -> Self {
        let RevisionItem { section, field, slot, reason, note } = item;
        Self { section, field, slot, reason, reason_text: reason.text(), note }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_a_text_in_both_languages() {
        for reason in RevisionReason::ALL {
            let code = serde_json::to_value(reason).unwrap();
            let name = format!("revision-reason-{}", code.as_str().unwrap().replace('_', "-"));
            assert_eq!(name, reason.text_name());
            assert!(texts::has(Locale::En, &name) && texts::has(Locale::Zh, &name), "{name}");
        }
    }
}
