//! Deadlines in the Registrations table, beside the record of their student, and the
//! two indexes in which they are found: by the next step, in shards, and by the day.
//! What is due is read and nothing else, however many students there are.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use shared_platform::clock::{seconds_after, whole_second};
use shared_platform::store::{
    Condition, Cursor, Item, Key, Label, Page, Query, StoreError, Table, Transaction,
};

use super::approval::met_by;
use super::{Deadline, DeadlineKind, days_after};
use crate::ids::StudentId;
use crate::student::{Student, student_partition};

/// A deadline in the transaction of a step of its ladder.
pub const DEADLINE: Label<Deadline> = Label::new("deadline");
/// Deadlines in the transaction that changes what they follow from.
const FOLLOWING: Label<IgnoredAny> = Label::of_series("deadlines");

/// How the sort keys of a student's deadlines begin.
pub const DEADLINES: &str = "DEADLINE#";
/// Over how many partitions of the index the next steps are spread.
pub const SHARDS: u8 = 16;

/// Where a deadline is found whose step is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// Whose it is.
    pub student: StudentId,
    /// What.
    pub deadline: DeadlineKind,
}

/// The key of a student's deadline.
#[must_use]
pub fn deadline_key(student: StudentId, kind: DeadlineKind) -> Key {
    Key::new(student_partition(student), format!("{DEADLINES}{}", kind.name()))
}

impl Deadline {
    /// The deadline as an item, with what its indexes are made of: one whose ladder
    /// is at its end has no next step, and leaves the first.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when it cannot be serialised.
    pub fn item(&self) -> Result<Item, StoreError> {
        let item = Item::new(deadline_key(self.student, self.deadline), self)?
            .with("falls", self.deadline.name())
            .with("fallsOn", format!("{}#{}", self.last_day, self.student));
        Ok(match self.next() {
            Some(next) => {
                item.with("wakes", shard(shard_of(self.student))).with("wakesAt", sort(next))
            }
            None => item,
        })
    }
}

/// The partition of the index that holds the next steps of a shard.
fn shard(shard: u8) -> String {
    format!("DUE#{shard}")
}

/// The last hexadecimal digit of the student's id, which is random.
fn shard_of(student: StudentId) -> u8 {
    let digit = student.to_string().chars().last().and_then(|last| last.to_digit(16));
    digit.and_then(|digit| u8::try_from(digit).ok()).unwrap_or_default() % SHARDS
}

fn sort(instant: Timestamp) -> String {
    whole_second(instant).to_string()
}

/// A page of the deadlines of a shard with a step that is due, the longest due first.
///
/// # Errors
/// [`StoreError`] when they cannot be read.
pub async fn due(
    registrations: &Table,
    of_shard: u8,
    now: Timestamp,
    after: Option<Cursor>,
) -> Result<Page<Due>, StoreError> {
    let query = Query::index("Wakes", "wakes", "wakesAt", shard(of_shard))
        .before(sort(seconds_after(now, 1)))
        .limit(100)
        .after(after);
    registrations.list(query).await
}

/// A page of the deadlines of a kind that fall on a day or before it, the earliest
/// first.
///
/// # Errors
/// [`StoreError`] when they cannot be read, or the cursor is of another list.
pub async fn falling(
    registrations: &Table,
    kind: DeadlineKind,
    until: Date,
    page: i32,
    after: Option<Cursor>,
) -> Result<Page<Due>, StoreError> {
    let query = Query::index("Falls", "falls", "fallsOn", kind.name())
        .before(days_after(until, 1).to_string())
        .limit(page)
        .after(after);
    registrations.list(query).await
}

/// All deadlines of a student.
///
/// # Errors
/// [`StoreError`] when they cannot be read.
pub async fn deadlines_of(
    registrations: &Table,
    student: StudentId,
) -> Result<Vec<Deadline>, StoreError> {
    let query = Query::partition(student_partition(student)).prefix(DEADLINES);
    Ok(registrations.list(query).await?.items)
}

/// Writes a deadline over whatever there is of its kind: its ladder begins anew.
///
/// # Errors
/// [`StoreError::Corrupt`] when the request cannot be built.
pub fn write(
    transaction: &mut Transaction,
    registrations: &Table,
    deadline: &Deadline,
) -> Result<(), StoreError> {
    transaction.put(FOLLOWING, registrations, deadline.item()?, anything())
}

/// Ends a deadline of a student, if there is one.
///
/// # Errors
/// [`StoreError::Corrupt`] when the request cannot be built.
pub fn end(
    transaction: &mut Transaction,
    registrations: &Table,
    student: StudentId,
    kind: DeadlineKind,
) -> Result<(), StoreError> {
    transaction.delete(FOLLOWING, registrations, deadline_key(student, kind), anything())
}

/// Writes a deadline over the one version that a step was made from.
///
/// # Errors
/// The commit is refused under [`DEADLINE`] when it is not as it was read: it was
/// renewed, or another run took the step.
pub fn replace(
    transaction: &mut Transaction,
    registrations: &Table,
    before: &Deadline,
    after: &Deadline,
) -> Result<(), StoreError> {
    let unchanged = Condition::equals("version", before.version)
        .and(Condition::equals("endsAt", before.ends_at));
    transaction.put(DEADLINE, registrations, after.item()?, unchanged)
}

/// Writes the deadlines of a record where they are not as before; who leaves the
/// roster has none.
pub(crate) fn follow(
    transaction: &mut Transaction,
    registrations: &Table,
    before: Option<&Student>,
    after: &Student,
) -> Result<(), StoreError> {
    let (was, is) = (before.map(Student::deadlines).unwrap_or_default(), after.deadlines());
    let leaves =
        before.is_some_and(|before| before.state.is_on_roster()) && !after.state.is_on_roster();
    let met = before.map(|before| met_by(before, after)).unwrap_or_default();
    let gone = DeadlineKind::ALL.into_iter().filter(|kind| {
        let had = was.iter().any(|deadline| deadline.deadline == *kind);
        let has = is.iter().any(|deadline| deadline.deadline == *kind);
        leaves || met.contains(kind) || (had && !has)
    });
    for kind in gone {
        end(transaction, registrations, after.id, kind)?;
    }
    for deadline in is.iter().filter(|new| !was.iter().any(|old| old.is_same(new))) {
        write(transaction, registrations, deadline)?;
    }
    Ok(())
}

fn anything() -> Condition {
    Condition::item_exists().or(Condition::item_missing())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ApplicationId;

    #[test]
    fn students_spread_over_all_shards() {
        let shards: std::collections::HashSet<u8> =
            (0..2000).map(|_| shard_of(StudentId::of(ApplicationId::new()))).collect();
        assert_eq!(shards.len(), usize::from(SHARDS));
    }
}
