//! Staff ask for a revision, and the application goes back to its owner with a
//! few fields and slots open (S64, S65).

use std::collections::BTreeSet;

use jiff::Timestamp;
use shared::application::{ApplicationState, ChecklistSlot, OpenRevision};
use shared::form::Sections;
use shared::ids::ReviewId;
use shared::review_queue::{Colleague, whole_second};
use shared::revision::{Revision, RevisionItem, RevisionState};
use shared::slug::Slug;

use super::{Application, HistoryEvent};
use crate::form::{Section, SectionFields};

/// A field by its section and name.
pub(super) type Field = (Section, String);

/// What a reviewer asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What is to be corrected.
    pub items: Vec<RevisionItem>,
    /// Until when; a whole second.
    pub due_at: Timestamp,
    /// Who asks.
    pub by: Colleague,
}

/// The application is not the one that the task brought before staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the application is not ready for review")]
pub struct NotReadyForReview;

impl Application {
    /// The application with fields and slots re-opened, and the request itself (S64).
    pub fn request_revision(
        &self,
        asked: Asked,
        review: ReviewId,
        now: Timestamp,
    ) -> Result<(Self, Revision), NotReadyForReview> {
        let head = &self.head;
        if head.state != ApplicationState::ReadyForReview || head.review != Some(review) {
            return Err(NotReadyForReview);
        }
        let revision = Revision {
            number: self.revisions + 1,
            applicant: head.applicant,
            application: head.id,
            round: head.round,
            items: asked.items,
            requested_by: asked.by,
            requested_at: whole_second(now),
            due_at: asked.due_at,
            state: RevisionState::Open,
            ended_at: None,
            reminders_sent: 0,
            reminded_at: None,
        };
        let mut reopened = self.after(HistoryEvent::RevisionRequested, now);
        reopened.revisions = revision.number;
        reopened.head.state = ApplicationState::RevisionRequested;
        reopened.head.review = None;
        reopened.head.revision = Some(opened_by(&revision, &head.checklist));
        Ok((reopened, revision))
    }

    /// The application before staff again as it was submitted last, if its time
    /// to answer is over: what was not sent by then counts for nothing.
    #[must_use]
    pub fn overdue(&self, now: Timestamp) -> Option<Self> {
        self.head.revision.as_ref().filter(|open| open.due_at <= now)?;
        let mut back = self.after(HistoryEvent::RevisionOverdue, now);
        back.head.state = ApplicationState::ReadyForReview;
        back.head.revision = None;
        back.head.review = Some(ReviewId::new());
        if let Some(submitted) = back.before_revision.take() {
            back.sections = submitted;
        }
        Some(back)
    }

    /// The fields that may not be as `wanted` has them: those that staff have not
    /// re-opened (S65), unless what was re-opened makes them lack something. Such
    /// a field is open as long as its content as last submitted would be a gap.
    /// What is not asked any more is emptied by the service.
    pub(super) fn locked_changes(
        &self,
        wanted: &Sections,
        sections: &[Section],
        now: Timestamp,
    ) -> Vec<Field> {
        let Some(revision) = &self.head.revision else { return Vec::new() };
        let submitted = self.before_revision.as_ref().unwrap_or(&self.sections);
        let mut open: BTreeSet<Field> =
            revision.fields.iter().filter_map(|field| field_named(field)).collect();
        loop {
            let mut allowed = submitted.clone();
            for section in Section::ALL {
                SectionFields::of(section, wanted)
                    .copy_into(&mut allowed, |field| open.contains(&(section, field.to_owned())));
            }
            let lacking = crate::form::read(&mut allowed, self.situation(now)).lacking();
            let before = open.len();
            open.extend(lacking);
            if open.len() > before {
                continue;
            }
            let differing = sections.iter().flat_map(|section| {
                let fields = SectionFields::of(*section, wanted).differing_from(&allowed);
                fields.into_iter().map(|field| (*section, field))
            });
            return differing.filter(|field| !open.contains(field)).collect();
        }
    }
}

/// What an application knows of a request while it is open. A new original asks
/// for a new translation, so the slot of that is open with it.
fn opened_by(revision: &Revision, checklist: &[ChecklistSlot]) -> OpenRevision {
    let items = &revision.items;
    let named =
        |item: &RevisionItem| Some(field_name(item.section.as_ref()?, item.field.as_ref()?));
    let asked: Vec<&Slug> = items.iter().filter_map(|item| item.slot.as_ref()).collect();
    let is_open = |row: &&ChecklistSlot| {
        asked.contains(&&row.slot)
            || row.translation_of.as_ref().is_some_and(|original| asked.contains(&original))
    };
    OpenRevision {
        number: revision.number,
        fields: items.iter().filter_map(named).collect(),
        slots: checklist.iter().filter(is_open).map(|row| row.slot.clone()).collect(),
        requested_at: revision.requested_at,
        due_at: revision.due_at,
        requested_by: revision.requested_by.clone(),
    }
}

fn field_name(section: &str, field: &str) -> String {
    format!("{section}/{field}")
}

fn field_named(name: &str) -> Option<Field> {
    let (section, field) = name.split_once('/')?;
    Some((Section::named(section)?, field.to_owned()))
}
