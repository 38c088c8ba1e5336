//! An application as a folder of documents: every slot of its checklist is open
//! until submission (S58), and then those that staff have re-opened (S65).

use shared_platform::ids::AccountId;
use shared_platform::slug::Slug;
use shared_platform::store::{Condition, Key};

use super::{ApplicationHead, ApplicationState, Stage, application_key};
use crate::document::{Folder, FolderId, FolderKind, Opening, Until};
use crate::ids::ApplicationId;

/// The folder of an application.
#[must_use]
pub fn folder_of(applicant: AccountId, application: ApplicationId) -> FolderId {
    FolderId::of::<ApplicationHead>(applicant, application)
}

impl FolderKind for ApplicationHead {
    const KIND: &'static str = "application";
    const TABLE: &'static str = "APPLICATIONS";
    const LOCKED: &'static str = "application_locked";
    type Id = ApplicationId;

    fn key(applicant: AccountId, application: ApplicationId) -> Key {
        application_key(applicant, application)
    }

    fn folder(&self) -> Folder {
        let opening = match &self.stage {
            Stage::Draft { .. } => Opening::Everything,
            Stage::RevisionRequested { revision, .. } => Opening::Reopened {
                slots: revision.slots.clone(),
                until: Some(Until { at: revision.due_at, overdue: "revision_overdue" }),
            },
            _ => Opening::Nothing,
        };
        let checklist = self.checklist.clone();
        Folder { id: folder_of(self.applicant, self.id), checklist, opening, round: self.round }
    }

    fn taking<'a>(slots: impl IntoIterator<Item = &'a Slug>) -> Condition {
        let asked = Condition::equals("state", ApplicationState::RevisionRequested);
        let reopened = slots
            .into_iter()
            .fold(asked, |all, slot| all.and(Condition::contains("revision.slots", slot)));
        Condition::equals("state", ApplicationState::Draft).or(reopened)
    }
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::*;
    use crate::document::Closed;
    use crate::samples;

    fn in_stage(stage: Stage) -> Folder {
        let head = samples::application(AccountId::new(), ApplicationId::new());
        samples::in_stage(head, stage).folder()
    }

    #[test]
    fn a_draft_takes_documents_and_what_is_submitted_takes_those_that_were_reopened() {
        let now = Timestamp::UNIX_EPOCH;
        let [photo, health] = ["photo", "health"].map(|slot| slot.parse().unwrap());
        for stage in samples::stages() {
            let state = stage.state();
            let folder = in_stage(stage);
            let (is_open, of_photo, of_health) = match state {
                ApplicationState::Draft => (Ok(()), true, true),
                ApplicationState::RevisionRequested => (Ok(()), true, false),
                _ => (Err(Closed::Locked), false, false),
            };
            assert_eq!(folder.check_open(now), is_open, "{state:?}");
            assert_eq!((folder.takes(&photo), folder.takes(&health)), (of_photo, of_health));
        }
    }

    #[test]
    fn what_was_reopened_takes_documents_until_it_is_due() {
        let revision = samples::open_revision(&["photo"]);
        let due_at = revision.due_at;
        let before = due_at - SignedDuration::from_millis(1);
        let folder =
            in_stage(Stage::RevisionRequested { fee: None, revision, before_revision: None });
        assert_eq!(folder.check_open(before), Ok(()));
        assert_eq!(folder.check_open(due_at), Err(Closed::Overdue("revision_overdue")));
        let revision = samples::open_revision(&[]);
        let none =
            in_stage(Stage::RevisionRequested { fee: None, revision, before_revision: None });
        assert_eq!(none.check_open(due_at), Err(Closed::Locked));
    }
}
