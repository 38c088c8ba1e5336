//! How tasks lie in the Reviews table: a task is `REVIEW#<id>` / `REVIEW`; while
//! it waits it is in the index `Queue`, and in the index `Holder` of who was the
//! last to take it. What the indexes hold names no matter.

use jiff::Timestamp;
use serde::de::IgnoredAny;
use serde_json::json;
use shared_platform::Problem;
use shared_platform::ids::AccountId;
use shared_platform::store::{
    Change, CommitError, Condition, Item, Key, Label, Refused, StoreError, Table, Transaction,
};

use super::course::{Closing, Course};
use super::held::{Ruling, RulingRefused};
use super::matter::{Matter, Subject, Unread};
use super::task::{Moved, ReviewQueue, Task};
use crate::application::applicant_partition;
use crate::ids::ReviewId;

/// A task in the transaction that opens or moves it.
pub const TASK: Label<Task<Unread>> = Label::new("review");

/// The item that names a task to who looks for those about an applicant.
const POINTER: Label<IgnoredAny> = Label::new("pointer");

/// How the key of a task begins, and that of the item that names it.
pub(super) const TASK_PREFIX: &str = "REVIEW#";

/// The key of a task in the Reviews table.
#[must_use]
pub fn review_key(review: ReviewId) -> Key {
    Key::new(format!("{TASK_PREFIX}{review}"), "REVIEW")
}

/// The partition of the Reviews table that names the tasks about an applicant.
#[must_use]
pub fn tasks_of_applicant(applicant: AccountId) -> String {
    applicant_partition(applicant)
}

/// The key of the item that names a task to who looks for those about an
/// applicant.
#[must_use]
pub fn task_of_applicant_key(applicant: AccountId, review: ReviewId) -> Key {
    Key::new(tasks_of_applicant(applicant), format!("{TASK_PREFIX}{review}"))
}

/// The task, if there is one and it is about a matter of this kind.
///
/// # Errors
/// [`StoreError`] when it cannot be read.
pub async fn task_about<M: Matter>(
    reviews: &Table,
    review: ReviewId,
) -> Result<Option<Task<M>>, StoreError> {
    let task: Option<Task<Unread>> = reviews.get(&review_key(review)).await?;
    task.map_or(Ok(None), Task::about)
}

/// The task, if what changed it meanwhile was a twin of this request: the same word of
/// the same colleague, which `rule` judges.
///
/// # Errors
/// What the rule says of the task as it stands; else that something changed meanwhile.
pub fn said_meanwhile<M: Matter>(
    refused: Refused,
    rule: impl FnOnce(&Task<M>) -> Result<Ruling<M>, RulingRefused>,
) -> Result<Task<M>, Problem> {
    if refused.is_of(TASK) {
        let present = refused.at(TASK)?.map(|task| task.about()).transpose()?.flatten();
        if let Ruling::Unchanged(task) = rule(&present.ok_or_else(Problem::not_found)?)? {
            return Ok(task);
        }
    }
    Err(CommitError::Refused(refused).into())
}

/// Opens a task, with the item by which an export or a deletion finds it. Refused
/// under [`TASK`] when it has been there before.
///
/// # Errors
/// [`StoreError::Corrupt`] when the request cannot be built.
pub fn create<M: Matter>(
    transaction: &mut Transaction,
    reviews: &Table,
    task: &Task<M>,
) -> Result<(), StoreError> {
    transaction.create(TASK, reviews, task.item()?)?;
    let Some(applicant) = task.headline.applicant else { return Ok(()) };
    let pointer = task_of_applicant_key(applicant, task.id);
    transaction.create(POINTER, reviews, Item::new(pointer, &json!({ "of": M::KIND }))?)
}

/// Saves a step over the one version that it was made from. Refused under
/// [`TASK`] when the task changed meanwhile: then somebody else was faster.
///
/// # Errors
/// [`StoreError::Corrupt`] when the request cannot be built.
pub fn save<S: Subject>(
    transaction: &mut Transaction,
    reviews: &Table,
    moved: &Moved<S>,
) -> Result<(), StoreError> {
    let change = match moved.queue() {
        None => closed(&moved.course),
        Some(queue) => Change::new()
            .set("course", &moved.course)
            .set("waitlisting", &moved.waitlisting)
            .set("claim", &moved.claim)
            .set("holder", moved.claim.as_ref().map(|claim| claim.by.id))
            .set("queue", queue.partition()),
    };
    let unchanged = Condition::equals("version", moved.version - 1);
    transaction.update(TASK, reviews, review_key(moved.id), change.add("version", 1), unchanged)
}

/// Closes the task of a matter that the applicant took back, whoever holds it.
/// Refused under [`TASK`] when it is not there or closed already.
///
/// # Errors
/// [`StoreError::Corrupt`] when the request cannot be built.
pub fn close_withdrawn(
    transaction: &mut Transaction,
    reviews: &Table,
    review: ReviewId,
    withdrawn_at: Timestamp,
) -> Result<(), StoreError> {
    let course = Course::<Unread>::Closed { closing: Closing::Withdrawn { at: withdrawn_at } };
    let waits = Condition::one_of("course.state", ["open", "proposed"]);
    let change = closed(&course).add("version", 1);
    transaction.update(TASK, reviews, review_key(review), change, waits)
}

/// What closes a task. Without what indexes are made of it leaves them.
fn closed(course: &Course<impl Subject>) -> Change {
    Change::new()
        .set("course", course)
        .remove("claim")
        .remove("queue")
        .remove("queuedAt")
        .remove("holder")
}

impl ReviewQueue {
    /// The value of attribute `queue` of the tasks that wait there.
    #[must_use]
    pub const fn partition(self) -> &'static str {
        match self {
            Self::General => "GENERAL",
            Self::Waitlist => "WAITLIST",
            Self::Confirmations => "CONFIRMATIONS",
            Self::Registrar => "REGISTRAR",
            Self::Visa => "VISA",
        }
    }
}

impl<S: Subject> Task<S> {
    /// The task as an item, with what its indexes are made of.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when it cannot be serialised.
    pub fn item(&self) -> Result<Item, StoreError> {
        let mut item =
            Item::new(review_key(self.id), self)?.with("queuedAt", queued_at(self.opened_at));
        if let Some(queue) = self.queue() {
            item = item.with("queue", queue.partition());
        }
        if let Some(claim) = &self.claim {
            item = item.with("holder", claim.by.id.to_string());
        }
        Ok(item)
    }
}

impl Task<Unread> {
    /// The task with its matter, if that is of this kind.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the matter cannot be read.
    pub fn about<M: Matter>(self) -> Result<Option<Task<M>>, StoreError> {
        if self.kind != M::KIND {
            return Ok(None);
        }
        let task = serde_json::to_value(self).and_then(serde_json::from_value);
        task.map(Some).map_err(StoreError::corrupt)
    }
}

/// An instant as a sort key: always three digits of a second, so that texts sort
/// as the instants do.
fn queued_at(instant: Timestamp) -> String {
    format!("{instant:.3}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sort_keys_sort_as_the_instants_do() {
        let instants =
            ["2026-11-22T03:29:59.999Z", "2026-11-22T03:30:00Z", "2026-11-22T03:30:00.5Z"]
                .map(|text| queued_at(text.parse().unwrap()));
        assert!(instants.is_sorted(), "{instants:?}");
    }
}
