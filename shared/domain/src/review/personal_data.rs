//! What there is of the tasks about a person. Their matters say themselves what of
//! them is for colleagues only.

use super::matter::Matter;
use super::store::{TASK_PREFIX, review_key, tasks_of_applicant};
use crate::personal_data::{Fate, Place, Selection};

/// Which tasks are about the person.
pub(crate) const REVIEW_INDEX: Place = Place {
    name: "review_index",
    fate: Fate::Erased,
    table: "REVIEWS",
    begins: |person| vec![Selection::Partition(tasks_of_applicant(person.account))],
    leads: |found, person| {
        let Some(id) = found.named(TASK_PREFIX) else { return };
        person.has_entries_about(id);
        if let Ok(id) = id.parse() {
            person.has_more_in(&REVIEWS, Selection::Item(review_key(id)));
        }
    },
    owner: None,
    withheld: &[],
    withheld_of_others: &[],
};

/// The tasks. Besides who it was, the person does not learn what is not decided
/// yet, and what colleagues write for each other.
pub(crate) const REVIEWS: Place = Place {
    name: "reviews",
    fate: Fate::Erased,
    table: "REVIEWS",
    begins: |_| Vec::new(),
    leads: |_, _| (),
    owner: None,
    withheld: &[
        "claim",
        "course.closing.by",
        "course.closing.proposedBy",
        "course.proposal",
        "course.rejection",
        "waitlisting.by",
        "waitlisting.proposedBy",
    ],
    withheld_of_others: &[],
};

/// What the log is told of a task that is for colleagues only.
pub(crate) const TOLD_TO_STAFF: &[&str] =
    &["before.claim", "after.claim", "after.proposed", "after.proposal"];

/// What of a task about such a matter is withheld beside that, as the task stores it:
/// who gives it out knows no matter.
pub(super) fn withheld_of<M: Matter>() -> Vec<String> {
    let under = |place: &str, paths: &[&str]| {
        paths.iter().map(|path| format!("{place}.{path}")).collect::<Vec<_>>()
    };
    [
        under("matter", M::WITHHELD),
        under("course.closing.decision.grounds", M::WITHHELD_OF_GROUNDS),
        under("waitlisting.decision.grounds", M::WITHHELD_OF_GROUNDS),
    ]
    .concat()
}
