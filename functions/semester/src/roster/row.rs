//! A row of the roster: what the university's own system says of one student.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared_domain::form::application::Gender;
use shared_domain::form::vocabulary::{
    FieldCode, chinese_name, email, name_part, passport_number, past_date,
};
use shared_domain::student::StudentNumber;
use shared_platform::http::FieldError;
use shared_platform::locale::Bilingual;
use shared_platform::slug::Slug;

use super::cell::Cell;
use super::columns::{Column, Columns};
use super::countries;
use super::sheet::Line;

/// Longest name of a programme, in characters.
const LONGEST_PROGRAMME: usize = 200;

/// What genders are called.
const GENDERS: [(&str, Gender); 9] = [
    ("男", Gender::Male),
    ("male", Gender::Male),
    ("m", Gender::Male),
    ("女", Gender::Female),
    ("female", Gender::Female),
    ("f", Gender::Female),
    ("未说明", Gender::Unspecified),
    ("unspecified", Gender::Unspecified),
    ("x", Gender::Unspecified),
];
/// What it is called to study.
const ENROLLED: [&str; 7] = ["enrolled", "active", "在读", "在校", "在籍", "在学", "有学籍"];
/// What it is called not to study for now.
const SUSPENDED: [&str; 4] = ["suspended", "on leave", "休学", "保留学籍"];
/// What it is called not to study any more.
const LEFT: [&str; 10] =
    ["left", "毕业", "结业", "肄业", "退学", "离校", "转学", "转出", "开除", "无学籍"];

/// How the university's own system says that a student stands to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Standing {
    /// The student studies.
    Enrolled,
    /// The student pauses: the record stays, and registering waits.
    Suspended,
    /// The student has left.
    Left,
}

/// What a row says. What it leaves out stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Row {
    /// The line of the file.
    pub(crate) line: u64,
    pub(crate) number: StudentNumber,
    pub(crate) name: String,
    pub(crate) chinese_name: Option<String>,
    pub(crate) gender: Option<Gender>,
    pub(crate) nationality: String,
    pub(crate) birth_date: Date,
    pub(crate) passport_no: String,
    pub(crate) passport_expires: Option<Date>,
    pub(crate) email: Option<String>,
    pub(crate) programme: Option<Bilingual>,
    pub(crate) cohort: Option<Slug>,
    pub(crate) starts_on: Option<Date>,
    pub(crate) ends_on: Option<Date>,
    /// Whether the student studies, pauses or has left.
    pub(crate) standing: Standing,
}

impl Row {
    /// Where errors of the row point to.
    pub(crate) fn place(line: u64, column: Column) -> String {
        format!("/lines/{line}/{}", column.name())
    }

    /// Reads a line, or names everything against it.
    pub(crate) fn read(
        line: &Line,
        columns: &Columns,
        today: Date,
    ) -> Result<Self, Vec<FieldError>> {
        let mut reading = Reading { line, columns, errors: Vec::new() };
        let number = reading.required(Column::Number, |cell| parsed(cell.number()?, number));
        let name = reading.required(Column::Name, |cell| parsed(cell.text()?, name));
        let nationality = reading.required(Column::Nationality, |cell| {
            parsed(cell.text()?, |text| countries::named(text).map(|country| country.to_string()))
        });
        let birth_date = reading.required(Column::BirthDate, |cell| {
            cell.date()?.map(|date| past_date(today)(&date.to_string())).transpose()
        });
        let passport_no = reading.required(Column::PassportNo, |cell| {
            parsed(cell.number()?, |text| passport_number(&text.replace(' ', "")))
        });
        let chinese_name =
            reading.optional(Column::ChineseName, |cell| parsed(cell.text()?, chinese_name));
        let gender = reading.optional(Column::Gender, |cell| parsed(cell.text()?, gender));
        let passport_expires = reading.optional(Column::PassportExpires, Cell::date);
        let email = reading.optional(Column::Email, |cell| parsed(cell.text()?, email));
        let programme = reading.programme();
        let cohort = reading.optional(Column::Cohort, |cell| parsed(cell.text()?, cohort));
        let starts_on = reading.optional(Column::StartsOn, Cell::date);
        let ends_on = reading.optional(Column::EndsOn, Cell::date);
        let standing = reading.optional(Column::State, |cell| parsed(cell.text()?, standing));
        match (number, name, nationality, birth_date, passport_no) {
            (Some(number), Some(name), Some(nationality), Some(birth_date), Some(passport_no))
                if reading.errors.is_empty() =>
            {
                Ok(Self {
                    line: line.number,
                    number,
                    name,
                    chinese_name,
                    gender,
                    nationality,
                    birth_date,
                    passport_no,
                    passport_expires,
                    email,
                    programme,
                    cohort,
                    starts_on,
                    ends_on,
                    standing: standing.unwrap_or(Standing::Enrolled),
                })
            }
            _ => Err(reading.errors),
        }
    }
}

/// Reads the cells of a line and keeps everything against them.
struct Reading<'file> {
    line: &'file Line,
    columns: &'file Columns,
    errors: Vec<FieldError>,
}

impl Reading<'_> {
    fn optional<T>(
        &mut self,
        column: Column,
        read: impl FnOnce(&Cell) -> Result<Option<T>, FieldCode>,
    ) -> Option<T> {
        match read(self.columns.cell(self.line, column)) {
            Ok(value) => value,
            Err(code) => {
                self.refuse(column, code);
                None
            }
        }
    }

    fn required<T>(
        &mut self,
        column: Column,
        read: impl FnOnce(&Cell) -> Result<Option<T>, FieldCode>,
    ) -> Option<T> {
        self.optional(column, |cell| read(cell)?.map(Some).ok_or("required"))
    }

    fn refuse(&mut self, column: Column, code: FieldCode) {
        self.errors.push(FieldError::new(Row::place(self.line.number, column), code));
    }

    /// The programme in both languages; where a roster has one of them, it stands
    /// for both.
    fn programme(&mut self) -> Option<Bilingual> {
        let zh = self.optional(Column::ProgrammeZh, |cell| parsed(cell.text()?, programme));
        let en = self.optional(Column::ProgrammeEn, |cell| parsed(cell.text()?, programme));
        let zh = zh.or_else(|| en.clone())?;
        Some(Bilingual { en: en.unwrap_or_else(|| zh.clone()), zh })
    }
}

fn parsed<T>(
    text: Option<String>,
    parse: impl FnOnce(&str) -> Result<T, FieldCode>,
) -> Result<Option<T>, FieldCode> {
    text.map(|text| parse(&text)).transpose()
}

fn number(text: &str) -> Result<StudentNumber, FieldCode> {
    text.parse().map_err(|_| "invalid_student_number")
}

/// A name as in the passport; some write a comma after the family name, a full stop
/// after `MD`, and other apostrophes and hyphens than the passport's.
fn name(text: &str) -> Result<String, FieldCode> {
    let text = text.replace([',', '.'], " ");
    let text = text.replace(['’', '‘', 'ʼ', 'ʻ', '`', '´', '′'], "'");
    let text = text.replace(['‐', '‑', '–', '—'], "-");
    name_part(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn gender(text: &str) -> Result<Gender, FieldCode> {
    GENDERS.iter().find(|(name, _)| is(name, text)).map(|(_, it)| *it).ok_or("unknown_gender")
}

fn is(name: &str, text: &str) -> bool {
    name.eq_ignore_ascii_case(text)
}

fn programme(text: &str) -> Result<String, FieldCode> {
    match text.chars().count() {
        ..=LONGEST_PROGRAMME => Ok(text.to_owned()),
        _ => Err("too_long"),
    }
}

/// `2025级` is the cohort `2025`.
fn cohort(text: &str) -> Result<Slug, FieldCode> {
    let short = text.trim_end_matches('级').to_ascii_lowercase().replace(' ', "-");
    short.parse().map_err(|_| "invalid_cohort")
}

/// How somebody stands to the university, by what its systems call it.
fn standing(text: &str) -> Result<Standing, FieldCode> {
    let named = |names: &[&str]| names.iter().any(|name| is(name, text));
    let standings = [
        (named(&ENROLLED), Standing::Enrolled),
        (named(&SUSPENDED), Standing::Suspended),
        (named(&LEFT), Standing::Left),
    ];
    let meant = standings.into_iter().find(|(is_meant, _)| *is_meant);
    meant.map(|(_, standing)| standing).ok_or("unknown_student_state")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::sheet;
    use super::*;

    const TODAY: Date = date(2027, 3, 1);

    /// The rows of a table, or what is against it.
    fn read(table: &str) -> Result<Vec<Row>, Vec<FieldError>> {
        let lines = sheet::read(table.as_bytes()).unwrap();
        let (columns, lines) = Columns::of(&lines)?;
        lines.iter().map(|line| Row::read(line, &columns, TODAY)).collect()
    }

    fn errors(table: &str) -> Vec<(String, FieldCode)> {
        let errors = read(table).unwrap_err();
        errors.into_iter().map(|error| (error.pointer, error.code)).collect()
    }

    const NAMES: &str =
        "学号,护照姓名,中文姓名,性别,国籍,出生日期,护照号,邮箱,专业,年级,入学日期,学籍状态";

    fn with(row: &str) -> String {
        format!("{NAMES}\n{row}\n")
    }

    #[test]
    fn a_row_says_who_studies_what_since_when() {
        let row = "2025LX0042,\"Nguyen, Van A\",阮文安,男,越南,2004/2/29,c 1234567,a@example.org,药学,2025级,2025年9月1日,在读";
        let row = read(&with(row)).unwrap().remove(0);
        assert_eq!(row.number.as_str(), "2025LX0042");
        assert_eq!(row.name, "NGUYEN VAN A");
        assert_eq!(row.gender, Some(Gender::Male));
        assert_eq!((row.nationality.as_str(), row.passport_no.as_str()), ("VN", "C1234567"));
        assert_eq!(row.birth_date, date(2004, 2, 29));
        assert_eq!(row.programme.map(|programme| programme.en).as_deref(), Some("药学"));
        assert_eq!(row.cohort.as_ref().map(Slug::as_str), Some("2025"));
        assert_eq!((row.starts_on, row.ends_on), (Some(date(2025, 9, 1)), None));
        assert_eq!(row.standing, Standing::Enrolled);
    }

    #[test]
    fn everything_against_a_row_is_named_by_line_and_column() {
        let row = ",阮文安,Nguyen,?,Atlantis,3/4/2004,1.23457E+11,nobody,药学,二年级!,soon,?";
        let expected = [
            ("number", "required"),
            ("name", "invalid_name"),
            ("nationality", "unknown_country"),
            ("birthDate", "ambiguous_date"),
            ("passportNo", "digits_lost"),
            ("chineseName", "invalid_chinese_name"),
            ("gender", "unknown_gender"),
            ("email", "email_malformed"),
            ("cohort", "invalid_cohort"),
            ("startsOn", "invalid_date"),
            ("state", "unknown_student_state"),
        ];
        let expected = expected.map(|(column, code)| (format!("/lines/2/{column}"), code));
        assert_eq!(errors(&with(row)), expected);
    }

    #[test]
    fn a_name_is_read_with_the_marks_that_offices_write() {
        for (written, expected) in [
            ("MD. RAHIM", "MD RAHIM"),
            ("\"O’Brien, Sean\"", "O'BRIEN SEAN"),
            ("OʻKTAM SMITH–JONES", "O'KTAM SMITH-JONES"),
        ] {
            let row = format!("LX1,{written},,,VN,2004-02-29,C1234567,,,,,");
            assert_eq!(read(&with(&row)).unwrap().remove(0).name, expected);
        }
    }

    #[test]
    fn who_pauses_has_not_left() {
        for (text, expected) in [
            ("在读", Standing::Enrolled),
            ("", Standing::Enrolled),
            ("休学", Standing::Suspended),
            ("保留学籍", Standing::Suspended),
            ("Suspended", Standing::Suspended),
            ("退学", Standing::Left),
        ] {
            let row = format!("LX1,NGUYEN VAN A,,,VN,2004-02-29,C1234567,,,,,{text}");
            assert_eq!(read(&with(&row)).unwrap().remove(0).standing, expected, "{text}");
        }
    }

    #[test]
    fn nobody_is_born_tomorrow() {
        let row = "LX1,NGUYEN VAN A,,,VN,2027-03-01,C1234567,,,,,";
        assert_eq!(errors(&with(row)), [("/lines/2/birthDate".to_owned(), "date_not_past")]);
    }
}
