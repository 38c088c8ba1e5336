//! What a file changes: the same list for a dry run and for what is then written.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared_domain::ids::StudentId;
use shared_domain::student::{Student, bare_passport_no};
use shared_platform::http::FieldError;

use super::columns::{Column, Columns};
use super::meeting::{Outcome, Present, RosterChange, is_without_zeros_of, left_out, meet, record};
use super::row::Row;
use super::sheet;

/// Most students of a file: they are written one after the other.
const MOST_ROWS: usize = 5_000;

/// A file as it was read: rows that can be followed, and what is against others.
#[derive(Debug, Default)]
pub(crate) struct RosterFile {
    pub(crate) rows: Vec<Row>,
    pub(crate) refused: Vec<FieldError>,
}

impl RosterFile {
    /// Reads a file.
    ///
    /// # Errors
    /// What is against the file as a whole.
    pub(crate) fn read(bytes: &[u8], today: Date) -> Result<Self, Vec<FieldError>> {
        let lines = sheet::read(bytes).map_err(|code| vec![FieldError::new("", code)])?;
        let (columns, lines) = Columns::of(&lines)?;
        if lines.len() > MOST_ROWS {
            return Err(vec![FieldError::new("", "too_many_students")]);
        }
        let mut file = Self::default();
        for line in lines {
            match Row::read(line, &columns, today) {
                Ok(row) => file.rows.push(row),
                Err(errors) => file.refused.extend(errors),
            }
        }
        file.refuse_what_contradicts();
        Ok(file)
    }

    /// Takes out rows that cannot both be true: which one is meant, nobody knows.
    fn refuse_what_contradicts(&mut self) {
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut persons: HashMap<(String, Date), usize> = HashMap::new();
        let person = |row: &Row| (bare_passport_no(&row.passport_no), row.birth_date);
        for row in &self.rows {
            *numbers.entry(row.number.to_string()).or_default() += 1;
            *persons.entry(person(row)).or_default() += 1;
        }
        let all = self.rows.iter().map(|row| &row.number);
        let whole: Vec<_> = all.filter(|number| number.as_str().starts_with('0')).collect();
        let against = |row: &Row| {
            let once = |times: Option<&usize>| times.is_none_or(|times| *times == 1);
            let error = |column, code| Some(FieldError::new(Row::place(row.line, column), code));
            if !once(numbers.get(row.number.as_str())) {
                return error(Column::Number, "number_repeated");
            }
            if !once(persons.get(&person(row))) {
                return error(Column::PassportNo, "person_repeated");
            }
            if whole.iter().any(|whole| is_without_zeros_of(&row.number, whole)) {
                return error(Column::Number, "leading_zeros_lost");
            }
            None
        };
        let errors: Vec<Option<FieldError>> = self.rows.iter().map(against).collect();
        let mut kept = errors.iter().map(Option::is_none);
        self.rows.retain(|_| kept.next().unwrap_or(true));
        self.refused.extend(errors.into_iter().flatten());
    }
}

/// A student to be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Step {
    /// As the row says.
    Row(Box<Row>),
    /// A whole roster does not name the student any more.
    Leave(StudentId),
}

/// What an import does.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) changes: Vec<RosterChange>,
    pub(crate) refused: Vec<FieldError>,
    /// How many rows say what is known already.
    pub(crate) unchanged: usize,
    pub(crate) steps: Vec<Step>,
}

impl Plan {
    /// What a file does to what is there. `present` tells of its rows, in their
    /// order; `others` are all of whom it does not tell, if it is to name everybody.
    pub(crate) fn of(
        file: RosterFile,
        present: &[Present],
        others: &[Student],
        now: Timestamp,
    ) -> Self {
        let mut plan = Self { refused: file.refused, ..Self::default() };
        let twice = met_twice(&file.rows, present);
        for (row, present) in file.rows.into_iter().zip(present) {
            if record(&row, present).is_ok_and(|met| met.is_some_and(|it| twice.contains(&it.id))) {
                let place = Row::place(row.line, Column::PassportNo);
                plan.refused.push(FieldError::new(place, "person_repeated"));
                continue;
            }
            let change = match meet(&row, present, now) {
                Err(error) => {
                    plan.refused.push(error);
                    continue;
                }
                Ok(Outcome::Unchanged) => {
                    plan.unchanged += 1;
                    continue;
                }
                Ok(Outcome::Added(after)) => {
                    RosterChange::of(Some(row.line), None, &after).beside(&after, others)
                }
                Ok(Outcome::Changed(change)) => {
                    let (before, after) = *change;
                    RosterChange::of(Some(row.line), Some(&before), &after)
                }
            };
            plan.changes.push(change);
            plan.steps.push(Step::Row(Box::new(row)));
        }
        // Whom a row means that cannot be followed, nobody knows: nobody has left then.
        let others = if plan.refused.is_empty() { others } else { &[] };
        for before in others {
            if let Some(after) = left_out(before, now) {
                plan.changes.push(RosterChange::of(None, Some(before), &after));
                plan.steps.push(Step::Leave(before.id));
            }
        }
        plan.refused.sort_by_key(|error| line_of(&error.pointer));
        plan
    }
}

/// Whom two rows are about, each by another passport or number: which one is meant,
/// nobody knows.
fn met_twice(rows: &[Row], present: &[Present]) -> HashSet<StudentId> {
    let mut once = HashSet::new();
    let met = rows.iter().zip(present).filter_map(|(row, present)| record(row, present).ok()?);
    met.map(|record| record.id).filter(|id| !once.insert(*id)).collect()
}

/// The line that an error names.
fn line_of(pointer: &str) -> u64 {
    let line = pointer.strip_prefix("/lines/").and_then(|rest| rest.split('/').next());
    line.and_then(|line| line.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;
    use proptest::prelude::*;
    use shared_domain::student::{Identity, Known, PassportSource, StudentNumber, StudentState};

    use super::super::meeting::RosterChangeKind;
    use super::super::row::Standing;
    use super::*;

    const TODAY: Date = date(2027, 3, 1);

    fn instant(day: i64) -> Timestamp {
        let start: Timestamp = "2027-03-01T02:00:00Z".parse().unwrap();
        shared_platform::clock::seconds_after(start, day * 24 * 60 * 60)
    }

    /// The records as the database keeps them.
    #[derive(Debug, Clone, Default, PartialEq)]
    struct World {
        records: Vec<Student>,
        numbers: BTreeMap<StudentNumber, StudentId>,
    }

    impl World {
        fn present(&self, row: &Row) -> Present {
            let is_of = |record: &&Student| record.is_met_by(&row.passport_no, row.birth_date);
            let mut known = Known::default();
            known.records = self.records.iter().filter(is_of).cloned().collect();
            let owner = self.numbers.get(&row.number).copied();
            let is_numbered = |record: &&Student| Some(record.id) == owner && !is_of(record);
            let numbered = self.records.iter().find(is_numbered).cloned();
            Present { known, owner, numbered }
        }

        fn plan(&self, rows: &[Row], whole: bool, now: Timestamp) -> Plan {
            let mut file = RosterFile { rows: rows.to_vec(), refused: Vec::new() };
            file.refuse_what_contradicts();
            let present: Vec<Present> = file.rows.iter().map(|row| self.present(row)).collect();
            let named = |record: &Student| {
                present.iter().flat_map(Present::records).any(|known| known.id == record.id)
            };
            let is_other = |record: &&Student| whole && !named(record);
            let others: Vec<Student> = self.records.iter().filter(is_other).cloned().collect();
            Plan::of(file, &present, &others, now)
        }

        /// Writes what a plan says, if nothing of it is refused.
        fn write(&mut self, plan: &Plan, now: Timestamp) {
            for step in plan.steps.iter().filter(|_| plan.refused.is_empty()) {
                match step {
                    Step::Row(row) => match meet(row, &self.present(row), now).unwrap() {
                        Outcome::Unchanged => panic!("a step that does nothing"),
                        Outcome::Added(student) => self.put(*student),
                        Outcome::Changed(change) => self.put(change.1),
                    },
                    Step::Leave(id) => {
                        let before = self.records.iter().find(|record| record.id == *id).unwrap();
                        self.put(left_out(before, now).unwrap());
                    }
                }
            }
        }

        fn put(&mut self, student: Student) {
            self.numbers.insert(student.number.clone(), student.id);
            self.records.retain(|record| record.id != student.id);
            self.records.push(student);
        }
    }

    /// Rows about few persons with few numbers, so that they meet and contradict
    /// each other.
    fn row() -> impl Strategy<Value = Row> {
        let person = (0..5_usize, 0..2_i8);
        let rest = (0..3_u8, 0..3_usize, any::<bool>());
        (1..100_u64, 0..7_u32, person, rest).prop_map(|(line, number, (passport, day), rest)| {
            let (cohort, standing, named) = rest;
            Row {
                line,
                number: format!("LX{number}").parse().unwrap(),
                name: if named { "NGUYEN VAN A".to_owned() } else { "VAN A NGUYEN".to_owned() },
                chinese_name: None,
                gender: None,
                nationality: "VN".to_owned(),
                birth_date: date(2004, 2, 1 + day),
                passport_no: format!("C100000{passport}"),
                passport_expires: None,
                email: None,
                programme: None,
                cohort: (cohort > 0).then(|| format!("202{cohort}").parse().unwrap()),
                starts_on: None,
                ends_on: None,
                standing: [Standing::Enrolled, Standing::Suspended, Standing::Left][standing],
            }
        })
    }

    fn roster() -> impl Strategy<Value = (Vec<Row>, bool)> {
        (prop::collection::vec(row(), 0..6), any::<bool>())
    }

    /// Some rosters one after the other, with the world before and after each.
    fn histories(rosters: Vec<(Vec<Row>, bool)>, mut each: impl FnMut(&World, &Plan, &World)) {
        let mut world = World::default();
        for (day, (rows, whole)) in (0..).zip(rosters) {
            let before = world.clone();
            let plan = before.plan(&rows, whole, instant(day));
            world.write(&plan, instant(day));
            each(&before, &plan, &world);
            // The same file again says nothing new.
            let again = world.plan(&rows, whole, instant(day + 1));
            if plan.refused.is_empty() {
                assert_eq!(again.changes, [], "of {rows:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn a_file_imported_twice_changes_nothing_and_what_is_shown_is_what_is_written(
            rosters in prop::collection::vec(roster(), 1..8),
        ) {
            histories(rosters, |before, plan, after| {
                let mut written = Vec::new();
                for record in &after.records {
                    let earlier = before.records.iter().find(|each| each.id == record.id);
                    if earlier != Some(record) {
                        written.push(RosterChange::of(None, earlier, record));
                    }
                }
                let unplaced = |change: &RosterChange| RosterChange {
                    line: None,
                    resembling: Vec::new(),
                    ..change.clone()
                };
                let mut shown: Vec<_> = plan.changes.iter().map(unplaced).collect();
                if !plan.refused.is_empty() {
                    assert_eq!(before, after, "a refused row, and something was written");
                    return;
                }
                let by_number = |one: &RosterChange, other: &RosterChange| one.number.cmp(&other.number);
                written.sort_by(by_number);
                shown.sort_by(by_number);
                assert_eq!(shown, written);
            });
        }

        #[test]
        fn no_rosters_merge_two_persons_delete_a_record_or_give_a_number_to_another(
            rosters in prop::collection::vec(roster(), 1..8),
        ) {
            histories(rosters, |before, _, after| {
                for record in &before.records {
                    let later = after.records.iter().find(|each| each.id == record.id).unwrap();
                    let Identity { passport_no, birth_date, .. } = &record.identity;
                    assert!(later.is_met_by(passport_no, *birth_date));
                    for former in &record.former_passports {
                        assert!(later.is_met_by(&former.passport_no, *birth_date));
                    }
                }
                for (number, owner) in &before.numbers {
                    assert_eq!(after.numbers.get(number), Some(owner));
                }
                for (passport, day) in (0..5).flat_map(|passport| [(passport, 1), (passport, 2)]) {
                    let (passport_no, born) = (format!("C100000{passport}"), date(2004, 2, day));
                    let of_person = after.records.iter().filter(|it| it.is_met_by(&passport_no, born));
                    assert!(of_person.count() <= 1, "one person, two records");
                }
            });
        }
    }

    fn table(rows: &[&str]) -> RosterFile {
        let rows = rows.join("\n");
        let table = format!("学号,护照姓名,国籍,出生日期,护照号,学籍状态\n{rows}\n");
        RosterFile::read(table.as_bytes(), TODAY).unwrap()
    }

    fn refused(file: &RosterFile) -> Vec<(&str, &str)> {
        file.refused.iter().map(|error| (error.pointer.as_str(), error.code)).collect()
    }

    #[test]
    fn rows_that_cannot_both_be_true_are_refused_both() {
        let file = table(&[
            "LX1,NGUYEN VAN A,VN,2004-02-29,C1000001,在读",
            "LX1,TRAN VAN B,VN,2004-02-28,C1000002,在读",
            "LX3,PHAM VAN C,VN,2004-02-27,C1000003,在读",
            "LX4,PHAM VAN C,VN,2004-02-27,c-1000003,在读",
            "LX5,LE VAN D,VN,2004-02-26,C1000005,在读",
        ]);
        assert_eq!(
            refused(&file),
            [
                ("/lines/2/number", "number_repeated"),
                ("/lines/3/number", "number_repeated"),
                ("/lines/4/passportNo", "person_repeated"),
                ("/lines/5/passportNo", "person_repeated"),
            ]
        );
        assert_eq!(file.rows.len(), 1);
    }

    #[test]
    fn a_number_without_the_zeros_that_others_have_is_refused() {
        let file = table(&[
            "0042,NGUYEN VAN A,VN,2004-02-29,C1000001,在读",
            "42,TRAN VAN B,VN,2004-02-28,C1000002,在读",
            "43,PHAM VAN C,VN,2004-02-27,C1000003,在读",
        ]);
        assert_eq!(refused(&file), [("/lines/3/number", "leading_zeros_lost")]);
        let mut world = World::default();
        let file = table(&["0043,PHAM VAN C,VN,2004-02-27,C1000003,在读"]);
        let plan = world.plan(&file.rows, false, instant(0));
        world.write(&plan, instant(0));
        let file = table(&["43,PHAM VAN C,VN,2004-02-27,C1000003,在读"]);
        let plan = world.plan(&file.rows, false, instant(1));
        assert_eq!(plan.refused[0].code, "leading_zeros_lost");
    }

    #[test]
    fn a_number_of_another_person_is_refused_whatever_the_name() {
        let mut world = World::default();
        let file = table(&["LX1,NGUYEN VAN A,VN,2004-02-29,C1000001,在读"]);
        world.write(&world.plan(&file.rows, false, instant(0)), instant(0));
        for row in [
            "LX1,NGUYEN VAN A,VN,2004-02-28,C1000001,在读",
            "LX1,NGUYEN VAN A,VN,2004-02-28,C1000002,在读",
        ] {
            let plan = world.plan(&table(&[row]).rows, false, instant(1));
            assert_eq!(refusals(&plan), [("/lines/2/number", "number_of_another")], "{row}");
            assert_eq!(plan.changes, []);
        }
        // The same name with another passport and another number is somebody else.
        let row = "LX2,NGUYEN VAN A,VN,2004-02-29,C1000002,在读";
        let plan = world.plan(&table(&[row]).rows, false, instant(1));
        assert_eq!(plan.changes[0].kind, RosterChangeKind::Added);
    }

    fn refusals(plan: &Plan) -> Vec<(&str, &str)> {
        plan.refused.iter().map(|error| (error.pointer.as_str(), error.code)).collect()
    }

    /// A world in which these rows are written, one file after the other.
    fn written(rows: &[&str]) -> World {
        let mut world = World::default();
        for (day, row) in (0..).zip(rows) {
            let plan = world.plan(&table(&[row]).rows, false, instant(day));
            assert_eq!(plan.refused, [], "{row}");
            world.write(&plan, instant(day));
        }
        world
    }

    /// What a row would change of a passport.
    fn passports(world: &World, row: &str) -> Vec<(Option<String>, Option<String>)> {
        let plan = world.plan(&table(&[row]).rows, false, instant(9));
        assert_eq!(plan.refused, [], "{row}");
        let fields = plan.changes.into_iter().flat_map(|change| change.fields);
        let of_passport = fields.filter(|field| field.field == "passportNo");
        of_passport.map(|field| (field.before, field.after)).collect()
    }

    const OLD: &str = "LX1,NGUYEN VAN A,VN,2004-02-29,C1000001,在读";
    const RENEWED: &str = "LX1,NGUYEN VAN A,VN,2004-02-29,C1000002,在读";

    fn pair(before: &str, after: &str) -> (Option<String>, Option<String>) {
        (Some(before.to_owned()), Some(after.to_owned()))
    }

    #[test]
    fn a_renewed_passport_under_the_same_number_and_birthday_is_a_difference_and_both_lead_on() {
        let mut world = written(&[OLD]);
        assert_eq!(passports(&world, RENEWED), [pair("C1000001", "C1000002")]);
        // A whole roster names the student still.
        let plan = world.plan(&table(&[RENEWED]).rows, true, instant(1));
        assert_eq!(plan.changes.len(), 1, "changed, and not left");
        assert_eq!(plan.changes[0].kind, RosterChangeKind::Changed);
        world.write(&plan, instant(1));
        assert_eq!(world.records.len(), 1);
        // By the old passport alone the student is met still, and gets the new number.
        let renumbered = "LX7,NGUYEN VAN A,VN,2004-02-29,C1000001,在读";
        let plan = world.plan(&table(&[renumbered]).rows, false, instant(2));
        assert_eq!(plan.changes[0].kind, RosterChangeKind::Changed);
    }

    #[test]
    fn a_passport_that_the_roster_replaced_comes_back_by_a_later_roster_and_is_shown() {
        let world = written(&[OLD, RENEWED]);
        assert_eq!(passports(&world, OLD), [pair("C1000002", "C1000001")]);
        let world = written(&[OLD, RENEWED, OLD, RENEWED]);
        assert_eq!(world.records[0].former_passports.len(), 1);
        assert_eq!(passports(&world, RENEWED), []);
    }

    #[test]
    fn a_passport_that_staff_have_seen_replaced_does_not_come_back_by_a_roster() {
        let mut world = written(&[OLD]);
        let expires = Some(date(2037, 5, 16));
        let source = PassportSource::Student;
        let renewed = world.records[0].with_passport("C1000002", expires, source);
        world.put(renewed.clone());
        let plan = world.plan(&table(&[OLD]).rows, true, instant(1));
        assert_eq!((plan.changes, plan.refused), (vec![], vec![]));
        // The roster goes on from there.
        let next = "LX1,NGUYEN VAN A,VN,2004-02-29,C1000003,在读";
        assert_eq!(passports(&world, next), [pair("C1000002", "C1000003")]);
    }

    #[test]
    fn the_last_day_of_a_passport_goes_with_it() {
        let with_day = |passport: &str, day: &str| {
            let names = "学号,护照姓名,国籍,出生日期,护照号,护照有效期";
            let row = format!("LX1,NGUYEN VAN A,VN,2004-02-29,{passport},{day}");
            RosterFile::read(format!("{names}\n{row}\n").as_bytes(), TODAY).unwrap()
        };
        let mut world = World::default();
        let mut last_day = |passport: &str, day: &str| {
            let plan = world.plan(&with_day(passport, day).rows, false, instant(0));
            world.write(&plan, instant(0));
            world.records[0].identity.passport_expires.map(|day| day.to_string())
        };
        assert_eq!(last_day("C1000001", "2030-05-01").as_deref(), Some("2030-05-01"));
        // The university has not heard of a newer one.
        assert_eq!(last_day("C1000001", "2028-05-01").as_deref(), Some("2030-05-01"));
        assert_eq!(last_day("C1000001", "").as_deref(), Some("2030-05-01"));
        assert_eq!(last_day("C1000001", "2031-05-01").as_deref(), Some("2031-05-01"));
        // Nobody knows that of the new one.
        assert_eq!(last_day("C1000002", ""), None);
        assert_eq!(last_day("C1000002", "2036-05-01").as_deref(), Some("2036-05-01"));
    }

    #[test]
    fn a_passport_or_a_birthday_of_another_keeps_a_row_from_being_a_renewal() {
        let world = written(&[OLD, "LX2,TRAN VAN B,VN,2004-02-29,C1000009,在读"]);
        let row = "LX1,NGUYEN VAN A,VN,2004-02-29,C1000009,在读";
        let plan = world.plan(&table(&[row]).rows, false, instant(2));
        assert_eq!(refusals(&plan), [("/lines/2/passportNo", "passport_of_another")]);
        // A number that the student had before says less than the present one.
        let world = written(&[OLD, "LX7,NGUYEN VAN A,VN,2004-02-29,C1000001,在读"]);
        let plan = world.plan(&table(&[RENEWED]).rows, false, instant(2));
        assert_eq!(refusals(&plan), [("/lines/2/number", "number_of_another")]);
    }

    #[test]
    fn two_rows_about_one_student_by_two_passports_are_refused_both() {
        let world = written(&[OLD, RENEWED]);
        let rows = [RENEWED, "LX7,NGUYEN VAN A,VN,2004-02-29,C1000001,在读"];
        let plan = world.plan(&table(&rows).rows, false, instant(2));
        let repeated = ["/lines/2/passportNo", "/lines/3/passportNo"];
        assert_eq!(refusals(&plan), repeated.map(|place| (place, "person_repeated")));
    }

    #[test]
    fn an_accepted_applicant_with_the_same_name_and_birthday_is_named_and_not_met() {
        let mut world = written(&[OLD]);
        world.records[0].state = StudentState::Admitted;
        let row = "LX5,VAN A NGUYEN,VN,2004-02-29,C1000002,在读";
        let plan = world.plan(&table(&[row]).rows, true, instant(1));
        assert_eq!(plan.changes.len(), 1);
        assert_eq!(plan.changes[0].kind, RosterChangeKind::Added);
        assert_eq!(plan.changes[0].resembling, ["LX1".parse().unwrap()]);
        for other in [
            "LX5,NGUYEN VAN A,VN,2004-02-28,C1000002,在读",
            "LX5,NGUYEN VAN B,VN,2004-02-29,C1000002,在读",
        ] {
            let plan = world.plan(&table(&[other]).rows, true, instant(1));
            assert_eq!(plan.changes[0].resembling, [], "{other}");
        }
    }

    #[test]
    fn who_has_two_records_is_met_by_the_number_of_one_of_them_only() {
        let mut world = World::default();
        let file = table(&["LX1,NGUYEN VAN A,VN,2004-02-29,C1000001,在读"]);
        world.write(&world.plan(&file.rows, false, instant(0)), instant(0));
        let mut second = world.records[0].clone();
        second.id = StudentId::new();
        second.number = "LX2".parse().unwrap();
        world.put(second.clone());
        let row = |number: &str| format!("{number},NGUYEN VAN A,VN,2004-02-29,C1000001,毕业");
        let plan = world.plan(&table(&[&row("LX9")]).rows, false, instant(1));
        assert_eq!(plan.refused[0].code, "meets_two_records");
        let plan = world.plan(&table(&[&row("LX2")]).rows, false, instant(1));
        world.write(&plan, instant(1));
        let state =
            |world: &World, id| world.records.iter().find(|record| record.id == id).unwrap().state;
        assert!(matches!(state(&world, second.id), StudentState::Left { .. }));
        // The other one is over in no way: now it alone is meant.
        let plan = world.plan(&table(&[&row("LX9")]).rows, false, instant(2));
        assert_eq!(plan.changes[0].kind, RosterChangeKind::Left);
    }

    #[test]
    fn a_whole_roster_says_who_has_left_and_another_one_does_not() {
        let mut world = World::default();
        let rows = [
            "LX1,NGUYEN VAN A,VN,2004-02-29,C1000001,在读",
            "LX2,TRAN VAN B,VN,2004-02-28,C1000002,在读",
        ];
        world.write(&world.plan(&table(&rows).rows, true, instant(0)), instant(0));
        assert_eq!(world.plan(&table(&rows[1..]).rows, false, instant(1)).changes, []);
        let plan = world.plan(&table(&rows[1..]).rows, true, instant(1));
        assert_eq!(plan.changes.len(), 1);
        assert_eq!((plan.changes[0].kind, plan.changes[0].line), (RosterChangeKind::Left, None));
        world.write(&plan, instant(1));
        assert_eq!(world.records.len(), 2, "who has left is not deleted");
        // Who comes back is the same record.
        let plan = world.plan(&table(&rows).rows, true, instant(2));
        assert_eq!(plan.changes[0].kind, RosterChangeKind::Changed);
    }
}
