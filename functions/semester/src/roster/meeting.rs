//! How a row of the roster meets a record, and what becomes of that. The same
//! function tells what an import would change and what it then writes.

use jiff::Timestamp;
use serde::Serialize;
use shared_domain::ids::StudentId;
use shared_domain::registration::papers::Seen;
use shared_domain::student::{
    Identity, Known, Origin, PassportSource, Student, StudentNumber, StudentState, is_passport,
};
use shared_platform::http::FieldError;
use utoipa::ToSchema;

use super::columns::Column;
use super::row::{Row, Standing};

/// What the service has that a row may be about.
#[derive(Debug, Clone, Default)]
pub(crate) struct Present {
    /// The records of the person.
    pub(crate) known: Known,
    /// Whose the number is or was.
    pub(crate) owner: Option<StudentId>,
    /// The record of whose the number is, where it is none of the person's.
    pub(crate) numbered: Option<Student>,
}

impl Present {
    /// Every record that a row is about, or may be taken for.
    pub(crate) fn records(&self) -> impl Iterator<Item = &Student> {
        self.known.records.iter().chain(&self.numbered)
    }
}

/// What becomes of the record that a row is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The record is as the row says, or somebody has left whom nobody knows.
    Unchanged,
    /// There is none: it is made.
    Added(Box<Student>),
    /// The first becomes the second.
    Changed(Box<(Student, Student)>),
}

/// What a row does to what is there.
///
/// # Errors
/// Why it does nothing, by its place in the file.
pub(crate) fn meet(row: &Row, present: &Present, now: Timestamp) -> Result<Outcome, FieldError> {
    let refuse = |code| FieldError::new(Row::place(row.line, Column::Number), code);
    let Some(before) = record(row, present)? else {
        return Ok(match row.standing {
            Standing::Left => Outcome::Unchanged,
            Standing::Enrolled | Standing::Suspended => Outcome::Added(Box::new(added(row, now))),
        });
    };
    let lost_zeros = [Some(&before.number), before.former_number.as_ref()];
    if lost_zeros.into_iter().flatten().any(|whole| is_without_zeros_of(&row.number, whole)) {
        return Err(refuse("leading_zeros_lost"));
    }
    let after = changed(before, row, now);
    Ok(match after == *before {
        true => Outcome::Unchanged,
        false => Outcome::Changed(Box::new((before.clone(), after))),
    })
}

/// The one record that is meant. The number tells, where it is the person's; else
/// a record that is over gives way to one that is not.
///
/// # Errors
/// Why none is meant, by its place in the file.
pub(crate) fn record<'present>(
    row: &Row,
    present: &'present Present,
) -> Result<Option<&'present Student>, FieldError> {
    let refuse = |column, code| Err(FieldError::new(Row::place(row.line, column), code));
    let records = &present.known.records;
    if let Some(owner) = present.owner {
        if let Some(own) = records.iter().find(|record| record.id == owner) {
            return Ok(Some(own));
        }
        return match &present.numbered {
            Some(numbered) if is_renewal(row, numbered) && records.is_empty() => Ok(Some(numbered)),
            Some(numbered) if is_renewal(row, numbered) => {
                refuse(Column::PassportNo, "passport_of_another")
            }
            _ => refuse(Column::Number, "number_of_another"),
        };
    }
    let current: Vec<&Student> =
        records.iter().filter(|record| record.state.is_current()).collect();
    let meant = if current.is_empty() { records.iter().collect() } else { current };
    match meant.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(one)),
        _ => refuse(Column::Number, "meets_two_records"),
    }
}

/// Whether a row with another passport is about a record all the same: present number
/// and birthday are its own. A name would not do, and neither would a number that the
/// student had before.
fn is_renewal(row: &Row, numbered: &Student) -> bool {
    numbered.number == row.number && numbered.identity.birth_date == row.birth_date
}

/// Whether a number is another one that a program for tables has read as a number.
pub(crate) fn is_without_zeros_of(number: &StudentNumber, whole: &StudentNumber) -> bool {
    let (number, whole) = (number.as_str(), whole.as_str());
    number.len() < whole.len() && whole.trim_start_matches('0') == number
}

fn added(row: &Row, now: Timestamp) -> Student {
    Student {
        id: StudentId::new(),
        version: 1,
        origin: Origin::Roster,
        state: state(StudentState::Admitted, row.standing, now),
        account: None,
        number: row.number.clone(),
        former_number: None,
        identity: Identity {
            name: row.name.clone(),
            family_name: None,
            given_name: None,
            chinese_name: row.chinese_name.clone(),
            gender: row.gender,
            nationality: row.nationality.clone(),
            birth_date: row.birth_date,
            passport_no: row.passport_no.clone(),
            passport_expires: row.passport_expires,
        },
        former_passports: Vec::new(),
        email: row.email.clone(),
        programme: row.programme.clone(),
        cohort: row.cohort.clone(),
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        admission: None,
        seen: Seen::default(),
    }
}

fn changed(before: &Student, row: &Row, now: Timestamp) -> Student {
    let is_renumbered = row.number != before.number;
    let with_passport = with_passport_of(before, row, now);
    Student {
        state: state(before.state, row.standing, now),
        number: row.number.clone(),
        former_number: match is_renumbered {
            true => Some(before.number.clone()),
            false => before.former_number.clone(),
        },
        identity: identity(&with_passport.identity, row),
        email: row.email.clone().or_else(|| before.email.clone()),
        programme: row.programme.clone().or_else(|| before.programme.clone()),
        cohort: row.cohort.clone().or_else(|| before.cohort.clone()),
        starts_on: row.starts_on.or(before.starts_on),
        ends_on: row.ends_on.or(before.ends_on),
        ..with_passport
    }
}

/// The record with the passport that the row says. A passport that a roster has replaced
/// comes back when a later roster says it again, as every other field does: a file has no
/// date, the last one imported counts, and the dry run shows it. One that staff have seen
/// replaced does not come back: the university has not heard of the new one yet.
fn with_passport_of(before: &Student, row: &Row, now: Timestamp) -> Student {
    let present = &before.identity;
    if is_passport(&present.passport_no, &row.passport_no) {
        // An older day is that of the passport before, which the university has not
        // heard of yet.
        let passport_expires = row.passport_expires.max(present.passport_expires);
        return Student {
            identity: Identity { passport_expires, ..present.clone() },
            ..before.clone()
        };
    }
    let former = before.former_passport(&row.passport_no).map(|former| former.replaced_by);
    match former {
        Some(PassportSource::Student) => before.clone(),
        Some(PassportSource::Roster) | None => {
            let source = PassportSource::Roster;
            let mut renewed = before.with_passport(&row.passport_no, row.passport_expires, source);
            // What the student has typed before, and staff approve later, is no newer one.
            renewed.seen.said_at.passport = Some(now);
            renewed
        }
    }
}

/// What a state becomes by what a row says. The acceptance of who has left has not
/// ended another time.
fn state(before: StudentState, standing: Standing, now: Timestamp) -> StudentState {
    match (standing, before) {
        (Standing::Enrolled, StudentState::Enrolled { .. })
        | (Standing::Suspended, StudentState::Suspended { .. })
        | (Standing::Left, StudentState::Left { .. } | StudentState::Revoked { .. }) => before,
        (Standing::Enrolled, _) => StudentState::Enrolled { since: now },
        (Standing::Suspended, _) => StudentState::Suspended { since: now },
        (Standing::Left, _) => StudentState::Left { since: now },
    }
}

/// The birthday is that by which the row has met the record: it stays.
fn identity(before: &Identity, row: &Row) -> Identity {
    // The same words in another order are the same name, and the record knows
    // which of them is the family name.
    let same_name = words(&before.name) == words(&row.name);
    let parts = before.clone();
    let (name, family_name, given_name) = match same_name {
        true => (parts.name, parts.family_name, parts.given_name),
        false => (row.name.clone(), None, None),
    };
    Identity {
        name,
        family_name,
        given_name,
        chinese_name: row.chinese_name.clone().or(parts.chinese_name),
        gender: row.gender.or(parts.gender),
        nationality: row.nationality.clone(),
        birth_date: parts.birth_date,
        passport_no: parts.passport_no,
        passport_expires: parts.passport_expires,
    }
}

fn words(name: &str) -> Vec<&str> {
    let mut words: Vec<&str> = name
        .split(|letter: char| !letter.is_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    words.sort_unstable();
    words
}

/// The record of somebody whom a whole roster does not name any more.
pub(crate) fn left_out(before: &Student, now: Timestamp) -> Option<Student> {
    let left = Student { state: StudentState::Left { since: now }, ..before.clone() };
    before.state.is_on_roster().then_some(left)
}

/// What an import does to one student.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct RosterChange {
    /// The line of the file; `null` where it names the student no more.
    pub(crate) line: Option<u64>,
    /// The number, as it will be.
    pub(crate) number: StudentNumber,
    /// The name, as it will be.
    pub(crate) name: String,
    /// What becomes of the record.
    pub(crate) kind: RosterChangeKind,
    /// What differs, where there was a record before.
    pub(crate) fields: Vec<RosterFieldChange>,
    /// Numbers of accepted applicants with the same name and birthday and another
    /// passport: perhaps the same person, who has renewed it. Told of records that are
    /// made, where the file names everybody.
    pub(crate) resembling: Vec<StudentNumber>,
}

/// What becomes of a student's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RosterChangeKind {
    /// It is made.
    Added,
    /// It was there, and differs.
    Changed,
    /// The student has left; the record stays.
    Left,
}

/// What differs in a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct RosterFieldChange {
    /// The field, as its column is called.
    pub(crate) field: &'static str,
    /// What it says now.
    pub(crate) before: Option<String>,
    /// What it will say.
    pub(crate) after: Option<String>,
}

impl RosterChange {
    /// The change of a record as it is shown.
    pub(crate) fn of(line: Option<u64>, before: Option<&Student>, after: &Student) -> Self {
        let left = |state| matches!(state, StudentState::Left { .. });
        Self {
            line,
            number: after.number.clone(),
            name: after.identity.name.clone(),
            kind: match before {
                None => RosterChangeKind::Added,
                Some(before) if left(after.state) && !left(before.state) => RosterChangeKind::Left,
                Some(_) => RosterChangeKind::Changed,
            },
            fields: before.map(|before| differing(before, after)).unwrap_or_default(),
            resembling: Vec::new(),
        }
    }

    /// The same, of a record that is made, beside those of whom nobody knows by number or
    /// passport whether they are the same person. They are not met, only named.
    pub(crate) fn beside(self, after: &Student, others: &[Student]) -> Self {
        let resembles = |other: &&Student| {
            other.state == StudentState::Admitted
                && other.identity.birth_date == after.identity.birth_date
                && words(&other.identity.name) == words(&after.identity.name)
        };
        let resembling = others.iter().filter(resembles).map(|other| other.number.clone());
        Self { resembling: resembling.collect(), ..self }
    }
}

fn differing(before: &Student, after: &Student) -> Vec<RosterFieldChange> {
    let pairs = shown(before).into_iter().zip(shown(after));
    let changes = pairs.map(|((column, before), (_, after))| RosterFieldChange {
        field: column.name(),
        before,
        after,
    });
    changes.filter(|change| change.before != change.after).collect()
}

/// What a row can change of a record, in words.
fn shown(student: &Student) -> [(Column, Option<String>); 14] {
    let Student { identity, programme, .. } = student;
    let text = |value: &Option<String>| value.clone();
    let date = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string());
    let programme = programme.as_ref();
    [
        (Column::Number, Some(student.number.to_string())),
        (Column::State, Some(student.state.name().to_owned())),
        (Column::Name, Some(identity.name.clone())),
        (Column::ChineseName, text(&identity.chinese_name)),
        (Column::Gender, identity.gender.map(|gender| format!("{gender:?}").to_lowercase())),
        (Column::Nationality, Some(identity.nationality.clone())),
        (Column::PassportNo, Some(identity.passport_no.clone())),
        (Column::PassportExpires, date(identity.passport_expires)),
        (Column::Email, text(&student.email)),
        (Column::ProgrammeZh, programme.map(|programme| programme.zh.clone())),
        (Column::ProgrammeEn, programme.map(|programme| programme.en.clone())),
        (Column::Cohort, student.cohort.as_ref().map(ToString::to_string)),
        (Column::StartsOn, date(student.starts_on)),
        (Column::EndsOn, date(student.ends_on)),
    ]
}
