//! The columns of a roster, by the names that the university's systems and our
//! own description (docs/ROSTER.md) give them.

use shared_platform::http::FieldError;

use super::cell::Cell;
use super::sheet::Line;

/// In which lines the names of the columns are looked for: some systems put a title
/// above them.
const HEADER_WITHIN: usize = 10;

/// A column of a roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Number,
    Name,
    ChineseName,
    Gender,
    Nationality,
    BirthDate,
    PassportNo,
    PassportExpires,
    Email,
    ProgrammeZh,
    ProgrammeEn,
    Cohort,
    StartsOn,
    EndsOn,
    State,
}

/// Every column with the names it may have, the one of our description first.
pub(crate) const COLUMNS: [(Column, &[&str]); 15] = [
    (Column::Number, &["number", "学号", "studentNumber", "student number", "student id"]),
    (
        Column::Name,
        &["name", "护照姓名", "英文姓名", "英文名", "姓名(英文)", "外文姓名", "passport name"],
    ),
    (Column::ChineseName, &["chineseName", "中文姓名", "中文名", "姓名(中文)", "chinese name"]),
    (Column::Gender, &["gender", "性别", "sex"]),
    (Column::Nationality, &["nationality", "国籍", "国籍(地区)", "country"]),
    (Column::BirthDate, &["birthDate", "出生日期", "出生年月日", "生日", "date of birth"]),
    (
        Column::PassportNo,
        &["passportNo", "护照号码", "护照号", "护照编号", "passport number", "passport no."],
    ),
    (
        Column::PassportExpires,
        &["passportExpires", "护照有效期", "护照有效期至", "护照到期日期", "护照到期日"],
    ),
    (Column::Email, &["email", "邮箱", "电子邮箱", "电子邮件", "e-mail"]),
    (Column::ProgrammeZh, &["programmeZh", "专业", "专业名称", "中文专业"]),
    (Column::ProgrammeEn, &["programmeEn", "英文专业", "专业(英文)", "programme", "major"]),
    (Column::Cohort, &["cohort", "批次", "年级", "入学批次"]),
    (Column::StartsOn, &["startsOn", "入学日期", "入学时间", "学习开始日期"]),
    (Column::EndsOn, &["endsOn", "预计毕业日期", "预计毕业时间", "毕业日期", "学习结束日期"]),
    (Column::State, &["state", "学籍状态", "在校状态", "状态", "status"]),
];

/// The columns without which nothing can be imported.
const COMPULSORY: [Column; 5] =
    [Column::Number, Column::Name, Column::Nationality, Column::BirthDate, Column::PassportNo];

impl Column {
    /// The name by which errors and changes call it.
    pub(crate) fn name(self) -> &'static str {
        let found = COLUMNS.iter().find(|(column, _)| *column == self);
        found.and_then(|(_, names)| names.first().copied()).unwrap_or_default()
    }

    fn named(text: &str) -> Option<Self> {
        // Some forms mark what must be filled in.
        let text = text.trim_matches(['*', ' ']);
        let is = |name: &&str| name.eq_ignore_ascii_case(text);
        COLUMNS.into_iter().find(|(_, names)| names.iter().any(&is)).map(|(it, _)| it)
    }
}

/// Where the columns of a table are.
#[derive(Debug)]
pub(crate) struct Columns(Vec<Option<Column>>);

impl Columns {
    /// The columns of a table, and the lines below their names.
    pub(crate) fn of(lines: &[Line]) -> Result<(Self, &[Line]), Vec<FieldError>> {
        let headers = lines.iter().take(HEADER_WITHIN).map(Self::in_line);
        // The line that names the most of them.
        let (at, columns) = headers
            .enumerate()
            .max_by_key(|(at, columns)| (columns.known(), usize::MAX - at))
            .ok_or_else(|| vec![FieldError::new("", "empty_table")])?;
        let line = lines.get(at).map_or(1, |line| line.number);
        let errors = columns.errors(line);
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok((columns, lines.get(at + 1..).unwrap_or_default()))
    }

    fn in_line(line: &Line) -> Self {
        let column = |cell: &Cell| match cell {
            Cell::Text(text) => Column::named(text),
            _ => None,
        };
        Self(line.cells.iter().map(column).collect())
    }

    fn known(&self) -> usize {
        self.0.iter().flatten().count()
    }

    fn errors(&self, line: u64) -> Vec<FieldError> {
        let times = |column: Column| self.0.iter().flatten().filter(|it| **it == column).count();
        let error = |column: Column, code: &'static str| {
            FieldError::new(format!("/lines/{line}/{}", column.name()), code)
        };
        let missing = COMPULSORY.into_iter().filter(|column| times(*column) == 0);
        let missing = missing.map(|column| error(column, "missing_column"));
        let twice = COLUMNS.into_iter().filter(|(column, _)| times(*column) > 1);
        missing.chain(twice.map(|(column, _)| error(column, "duplicate_column"))).collect()
    }

    /// The cell of a line in a column.
    pub(crate) fn cell<'line>(&self, line: &'line Line, column: Column) -> &'line Cell {
        let at = self.0.iter().position(|it| *it == Some(column));
        at.and_then(|at| line.cells.get(at)).unwrap_or(&Cell::Empty)
    }
}

#[cfg(test)]
mod tests {
    use super::super::cell;
    use super::*;

    fn line(number: u64, cells: &[&str]) -> Line {
        Line { number, cells: cells.iter().map(|text| cell::of_text(text)).collect() }
    }

    #[test]
    fn columns_are_known_by_their_chinese_names_below_a_title() {
        let lines = [
            line(1, &["2027年国际学生名单"]),
            line(3, &["序号", "学号*", "英文姓名", "国籍", "出生日期", "护照号码"]),
            line(4, &["1", "LX01", "NGUYEN VAN A", "越南", "2004-02-29", "C1234567"]),
        ];
        let (columns, rest) = Columns::of(&lines).unwrap();
        assert_eq!(rest, &lines[2..]);
        assert_eq!(columns.cell(&rest[0], Column::Nationality), &cell::of_text("越南"));
        assert_eq!(columns.cell(&rest[0], Column::Email), &Cell::Empty);
    }

    #[test]
    fn what_is_missing_or_there_twice_is_named_by_its_line() {
        let lines = [line(2, &["学号", "number", "国籍", "出生日期", "护照号"])];
        let errors = Columns::of(&lines).unwrap_err();
        assert_eq!(
            errors,
            [
                FieldError::new("/lines/2/name", "missing_column"),
                FieldError::new("/lines/2/number", "duplicate_column"),
            ]
        );
    }

    #[test]
    fn every_column_is_described() {
        let description = include_str!("../../../../docs/ROSTER.md");
        for (column, names) in COLUMNS {
            assert!(description.contains(&format!("`{}`", column.name())), "{}", column.name());
            assert!(description.contains(names[1]), "{}", names[1]);
        }
    }
}
