//! Programmes as a table (CSV): one row a programme, the columns named by the
//! first row. docs/CATALOGUE.md describes it for who fills it in.
//!
//! A row becomes the JSON of a programme and is read as that, so that both forms
//! take the same and name the same errors.

use std::collections::HashSet;

use serde_json::{Map, Value, json};
use shared_platform::delimited::{BYTE_ORDER_MARK, Lines, separator};
use shared_platform::http::FieldError;
use shared_platform::slug::Slug;

use super::file::{CatalogueFile, Row, typed};
use super::lists::Checklist;
use crate::beijing_time;

/// Longest name of an unknown column that is repeated to who sent it, in characters.
const LONGEST_COLUMN: usize = 40;

/// A column: its name, its place in the JSON of a programme, what its cells are.
struct Column {
    name: &'static str,
    path: &'static str,
    cells: Cells,
}

/// What the cells of a column are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cells {
    /// A text or a short name.
    Text,
    /// The same, and the column may be missing.
    OptionalText,
    /// A whole number.
    Number,
    /// The same, and the column may be missing.
    OptionalNumber,
    /// Yes or no; the column may be missing.
    Truth,
    /// An instant, UTC or in Beijing; the column may be missing.
    Instant,
    /// Short texts with `;` between them; the column may be missing.
    Several,
    /// Funding categories with their fees in yuan.
    Funding,
    /// The name of a checklist.
    Checklist,
    /// Whether the programme is taken out; the column may be missing.
    Removal,
}

impl Cells {
    const fn may_be_missing(self) -> bool {
        !matches!(self, Self::Text | Self::Number | Self::Funding | Self::Checklist)
    }
}

const fn column(name: &'static str, path: &'static str, cells: Cells) -> Column {
    Column { name, path, cells }
}

const COLUMNS: [Column; 35] = [
    column("code", "code", Cells::Text),
    column("nameEn", "name/en", Cells::Text),
    column("nameZh", "name/zh", Cells::Text),
    column("department", "department", Cells::Text),
    column("majorEn", "major/en", Cells::Text),
    column("majorZh", "major/zh", Cells::Text),
    column("researchAreaEn", "researchArea/en", Cells::OptionalText),
    column("researchAreaZh", "researchArea/zh", Cells::OptionalText),
    column("teachingLanguage", "teachingLanguage", Cells::Text),
    column("intake", "intake", Cells::Text),
    column("admissionType", "admissionType", Cells::Text),
    column("durationMonths", "durationMonths", Cells::Number),
    column("closesAt", "closesAt", Cells::Instant),
    column("fundingCategories", "fundingCategories", Cells::Funding),
    column("guideVersion", "guide/version", Cells::Text),
    column("guidePublishedAt", "guide/publishedAt", Cells::Text),
    column("guidePublisherEn", "guide/publisher/en", Cells::Text),
    column("guidePublisherZh", "guide/publisher/zh", Cells::Text),
    column("guideRequirementsEn", "guide/requirements/en", Cells::Text),
    column("guideRequirementsZh", "guide/requirements/zh", Cells::Text),
    column("guideDocumentsNoteEn", "guide/documentsNote/en", Cells::Text),
    column("guideDocumentsNoteZh", "guide/documentsNote/zh", Cells::Text),
    column("guideDeadlineNoteEn", "guide/deadlineNote/en", Cells::Text),
    column("guideDeadlineNoteZh", "guide/deadlineNote/zh", Cells::Text),
    column("asksResearchArea", "asks/researchArea", Cells::Truth),
    column("asksStudyDates", "asks/studyDates", Cells::Truth),
    column("asksRecommenders", "asks/recommenders", Cells::OptionalNumber),
    column("asksStudyPlanWords", "asks/studyPlanWords", Cells::OptionalNumber),
    column("leastAge", "eligibility/leastAge", Cells::OptionalNumber),
    column("mostAge", "eligibility/mostAge", Cells::OptionalNumber),
    column("leastEducation", "eligibility/leastEducation", Cells::OptionalText),
    column("nationalitiesNotAdmitted", "eligibility/nationalitiesNotAdmitted", Cells::Several),
    column("seats", "seats", Cells::OptionalNumber),
    column("checklist", "checklist", Cells::Checklist),
    column("remove", "remove", Cells::Removal),
];

/// Reads a table; its rows name checklists of the catalogue.
#[must_use]
pub fn read(bytes: &[u8], checklists: &[Checklist]) -> CatalogueFile {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return refused(vec![FieldError::new("", "not_utf_8")]);
    };
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let mut table = csv::ReaderBuilder::new()
        .delimiter(separator(text))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let columns = match table.headers() {
        Ok(names) => match columns_of(names) {
            Ok(columns) => columns,
            Err(errors) => return refused(errors),
        },
        Err(_) => return refused(vec![FieldError::new("/lines/1", "malformed_value")]),
    };
    let mut file = CatalogueFile::default();
    let mut lines = Lines::of(text);
    // The reader knows UTF-8 and rows of any length: it has no errors left.
    for record in table.records().filter_map(Result::ok) {
        if record.iter().all(str::is_empty) {
            continue;
        }
        let line = lines.line_from(record.position().map_or(0, csv::Position::byte));
        read_row(&mut file, &format!("/lines/{line}"), &columns, &record, checklists);
    }
    file
}

fn refused(malformed: Vec<FieldError>) -> CatalogueFile {
    CatalogueFile { malformed, ..CatalogueFile::default() }
}

/// The columns that the first row names.
fn columns_of(names: &csv::StringRecord) -> Result<Vec<&'static Column>, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut seen = HashSet::new();
    let mut columns = Vec::new();
    for (number, name) in names.iter().enumerate() {
        let shown = match name.is_empty() || name.chars().count() > LONGEST_COLUMN {
            true => (number + 1).to_string(),
            false => name.to_owned(),
        };
        let place = format!("/lines/1/{shown}");
        match COLUMNS.iter().find(|column| column.name == name) {
            None => errors.push(FieldError::new(place, "unknown_column")),
            Some(_) if !seen.insert(name) => {
                errors.push(FieldError::new(place, "duplicate_column"));
            }
            Some(column) => columns.push(column),
        }
    }
    // A table of nothing but programmes to take out names them by their codes.
    let only_removes = seen.len() == 2 && seen.contains("code") && seen.contains("remove");
    for column in COLUMNS.iter().filter(|column| !column.cells.may_be_missing() && !only_removes) {
        if !seen.contains(column.name) {
            let place = format!("/lines/1/{}", column.name);
            errors.push(FieldError::new(place, "missing_column"));
        }
    }
    if errors.is_empty() { Ok(columns) } else { Err(errors) }
}

fn read_row(
    file: &mut CatalogueFile,
    place: &str,
    columns: &[&'static Column],
    record: &csv::StringRecord,
    checklists: &[Checklist],
) {
    if record.len() != columns.len() {
        file.malformed.push(FieldError::new(place, "wrong_number_of_cells"));
        return;
    }
    let cells: Vec<(&Column, &str)> = columns.iter().copied().zip(record.iter()).collect();
    let cell = |kind: Cells| cells.iter().find(|(column, _)| column.cells == kind);
    let code = cells.iter().find(|(column, _)| column.name == "code").map(|(_, text)| *text);
    match cell(Cells::Removal).map(|(_, text)| truth(text)) {
        Some(Value::Bool(true)) => {
            match typed::<Slug>(&format!("{place}/code"), json!(code.unwrap_or_default())) {
                Ok(value) => file.remove.push(Row { place: place.to_owned(), value }),
                Err(error) => file.malformed.push(error),
            }
            return;
        }
        Some(Value::Bool(false)) | None => {}
        Some(_) => {
            let place = format!("{place}/remove");
            file.malformed.push(FieldError::new(place, "malformed_value"));
            return;
        }
    }
    let mut programme = Map::new();
    let mut errors = Vec::new();
    for (column, text) in &cells {
        match column.cells {
            Cells::Removal => {}
            Cells::Checklist => {
                match checklists.iter().find(|checklist| checklist.id.as_str() == *text) {
                    Some(checklist) => put(&mut programme, column.path, json!(checklist.slots)),
                    None => {
                        let place = format!("{place}/{}", column.name);
                        errors.push(FieldError::new(place, "unknown_checklist"));
                        put(&mut programme, column.path, json!([]));
                    }
                }
            }
            cells if cells.may_be_missing() && text.is_empty() => {}
            cells => put(&mut programme, column.path, value(cells, text)),
        }
    }
    match typed(place, Value::Object(programme)) {
        Ok(value) if errors.is_empty() => {
            file.programmes.push(Row { place: place.to_owned(), value });
        }
        Ok(_) => file.malformed.extend(errors),
        Err(error) => file.malformed.extend(errors.into_iter().chain([by_column(error)])),
    }
}

/// A cell as JSON; what is not of its kind stays a text, which the programme's
/// own form then refuses.
fn value(cells: Cells, text: &str) -> Value {
    match cells {
        Cells::Number | Cells::OptionalNumber => match text.parse::<u64>() {
            Ok(number) => json!(number),
            Err(_) => json!(text),
        },
        Cells::Truth => truth(text),
        Cells::Instant => {
            let beijing = text.strip_suffix(" Asia/Shanghai").unwrap_or(text);
            match beijing_time::parse(beijing) {
                Some(instant) => json!(instant),
                None => json!(text),
            }
        }
        Cells::Several => {
            let each = text.split(';').map(str::trim).filter(|each| !each.is_empty());
            json!(each.collect::<Vec<_>>())
        }
        Cells::Funding => {
            let each = text.split(';').map(str::trim).filter(|each| !each.is_empty());
            json!(each.map(funding).collect::<Vec<_>>())
        }
        Cells::Text | Cells::OptionalText | Cells::Checklist | Cells::Removal => json!(text),
    }
}

fn truth(text: &str) -> Value {
    match text.to_lowercase().as_str() {
        "yes" | "true" | "1" | "是" => json!(true),
        "" | "no" | "false" | "0" | "否" => json!(false),
        _ => json!(text),
    }
}

/// `self_funded:400.00`, or `self_funded:` where the fee is waived.
fn funding(text: &str) -> Value {
    match text.split_once(':') {
        None => json!(text),
        Some((id, fee)) => {
            let fee = match fee.trim() {
                "" => Value::Null,
                yuan => match fen(yuan) {
                    Some(fen) => json!({ "amountFen": fen, "currency": "CNY" }),
                    None => json!(yuan),
                },
            };
            json!({ "id": id.trim(), "fee": fee })
        }
    }
}

/// An amount of yuan, with at most two places, in fen.
fn fen(yuan: &str) -> Option<i64> {
    let (whole, part) = yuan.split_once('.').unwrap_or((yuan, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    format!("{whole}{part:0<2}").parse().ok()
}

/// Puts a value into nested objects.
fn put(object: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('/') {
        None => {
            object.insert(path.to_owned(), value);
        }
        Some((first, rest)) => {
            let inner = object.entry(first).or_insert_with(|| json!({}));
            if let Value::Object(inner) = inner {
                put(inner, rest, value);
            }
        }
    }
}

/// An error of a programme, where the programme is a row of a table: it names the
/// column in place of the field.
#[must_use]
pub fn by_column(error: FieldError) -> FieldError {
    let Some(place) = error.pointer.strip_prefix("/lines/") else { return error };
    let Some((line, field)) = place.split_once('/') else { return error };
    let is_of = |column: &&Column| {
        let below = |long: &str, short: &str| {
            long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        below(field, column.path) || below(column.path, field)
    };
    match COLUMNS.iter().find(is_of) {
        Some(column) => FieldError::new(format!("/lines/{line}/{}", column.name), error.code),
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use shared_domain::programme::Programme;

    use super::*;

    const EXAMPLE: &str = include_str!("../../../../docs/catalogue-example.csv");

    fn checklists() -> Vec<Checklist> {
        let file = include_str!("../../../../infra/dev/data/demonstration-catalogue.json");
        CatalogueFile::parse(serde_json::from_str(file).unwrap()).checklists
    }

    fn errors(table: &str) -> Vec<(String, &'static str)> {
        let file = read(table.as_bytes(), &checklists());
        file.malformed.into_iter().map(|error| (error.pointer, error.code)).collect()
    }

    /// The example with another cell in one row.
    fn changed(row: usize, column: &str, cell: &str) -> String {
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).from_reader(EXAMPLE.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let place = rows[0].iter().position(|name| name == column).unwrap();
        let mut writer = csv::Writer::from_writer(Vec::new());
        for (number, record) in rows.iter().enumerate() {
            let cells = record
                .iter()
                .enumerate()
                .map(|(at, text)| if (number, at) == (row, place) { cell } else { text });
            writer.write_record(cells).unwrap();
        }
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    }

    fn programmes(table: &str) -> Vec<Programme> {
        let file = read(table.as_bytes(), &checklists());
        assert_eq!(file.malformed, []);
        file.programmes.into_iter().map(|row| row.value).collect()
    }

    #[test]
    fn a_row_is_a_programme() {
        let programmes = programmes(EXAMPLE);
        let first = &programmes[0];
        assert_eq!(first.code.as_str(), "data-science-master-2027a");
        assert_eq!(first.name.zh, "数据科学");
        assert_eq!(first.closes_at, Some("2027-05-31T16:00:00Z".parse().unwrap()));
        assert_eq!(first.funding_categories[0].fee.unwrap().amount_fen, 60_000);
        assert_eq!(first.funding_categories[1].fee, None);
        assert_eq!(first.eligibility.most_age, Some(35));
        assert_eq!(first.eligibility.nationalities_not_admitted, ["CN"]);
        assert_eq!((first.asks.recommenders, first.seats), (2, Some(20)));
        assert!(first.checklist.len() > 2);
        assert!(first.guide.requirements.en.contains('\n'), "a line break in quotes stays");
        assert_eq!(programmes[1].research_area, None);
        assert_eq!(programmes[1].seats, None);
    }

    #[test]
    fn a_table_of_excel_reads_the_same() {
        let of_excel = format!("{BYTE_ORDER_MARK}{}", EXAMPLE.replace('\n', "\r\n"));
        let rows = programmes(&of_excel);
        assert_eq!(rows.len(), programmes(EXAMPLE).len());
        assert_eq!(rows[1], programmes(EXAMPLE)[1]);
        // Rows that a program for tables left empty are no programmes.
        let empty = format!("{EXAMPLE}{}\r\n", ",".repeat(COLUMNS.len() - 1));
        assert_eq!(programmes(&empty).len(), rows.len());
    }

    /// The example as a program writes it where another separator is usual.
    fn separated_by(separator: u8) -> String {
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).from_reader(EXAMPLE.as_bytes());
        let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
        for record in reader.records() {
            writer.write_record(&record.unwrap()).unwrap();
        }
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    }

    #[test]
    fn tables_with_semicolons_or_tabs_read_the_same() {
        let with_semicolons = separated_by(b';');
        // Cells with semicolons of their own stand in quotes.
        assert!(with_semicolons.contains(";\"self_funded:600.00; university_scholarship:\";"));
        assert_eq!(programmes(&with_semicolons), programmes(EXAMPLE));
        assert_eq!(programmes(&separated_by(b'\t')), programmes(EXAMPLE));
        let removals = read(b"\n\"code\";\"remove\"\r\nold-one;yes\r\n", &[]);
        assert_eq!((removals.malformed.len(), removals.remove.len()), (0, 1));
        let unquoted =
            with_semicolons.replacen("\"self_funded:600.00; ", "self_funded:600.00; ", 1);
        assert_eq!(errors(&unquoted)[0].1, "wrong_number_of_cells");
    }

    #[test]
    fn a_bad_cell_is_named_by_its_line_and_column() {
        for (column, cell, code) in [
            ("durationMonths", "four years", "malformed_value"),
            ("closesAt", "2027-02-30 24:00", "malformed_value"),
            ("fundingCategories", "self_funded:400.005", "malformed_value"),
            ("fundingCategories", "self_funded", "malformed_value"),
            ("teachingLanguage", "Latin", "malformed_value"),
            ("asksResearchArea", "perhaps", "malformed_value"),
            ("leastEducation", "kindergarten", "malformed_value"),
            ("guidePublishedAt", "last week", "malformed_value"),
            ("code", "Data Science", "malformed_value"),
            ("checklist", "unheard_of", "unknown_checklist"),
            ("remove", "perhaps", "malformed_value"),
        ] {
            // The first programme has line breaks in its texts.
            let first = errors(&changed(1, column, cell));
            assert_eq!(first, [(format!("/lines/2/{column}"), code)], "{cell}");
            let (second, _) = errors(&changed(2, column, cell)).remove(0);
            let line = EXAMPLE.split("\n\"?exchange-term").next().unwrap();
            let line = line.lines().position(|line| line.starts_with("exchange-term")).unwrap() + 1;
            assert_eq!(second, format!("/lines/{line}/{column}"), "{cell}");
        }
    }

    #[test]
    fn a_line_is_the_same_whatever_ends_it_and_empty_ones_count() {
        let table = changed(2, "durationMonths", "four years");
        let expected = errors(&table);
        assert_eq!(errors(&table.replace('\n', "\r\n")), expected);
        let line: u64 = expected[0].0.split('/').nth(2).unwrap().parse().unwrap();
        let below = errors(&format!("\r\n\r\n{}", table.replace('\n', "\r\n")));
        assert_eq!(below[0].0, format!("/lines/{}/durationMonths", line + 2));
    }

    #[test]
    fn bad_columns_are_named() {
        let with = |names: &str| errors(&EXAMPLE.replacen("durationMonths", names, 1));
        assert_eq!(
            with("duration"),
            [
                ("/lines/1/duration".to_owned(), "unknown_column"),
                ("/lines/1/durationMonths".to_owned(), "missing_column"),
            ]
        );
        assert_eq!(
            with("durationMonths,code")[0],
            ("/lines/1/code".to_owned(), "duplicate_column")
        );
        assert_eq!(errors("code\nx")[0].1, "missing_column");
        let ragged = format!("{EXAMPLE}too,few\n");
        assert_eq!(errors(&ragged)[0].1, "wrong_number_of_cells");
        let file = read(&[0xb2, 0xe2, 0xca, 0xd4], &[]);
        assert_eq!(file.malformed, [FieldError::new("", "not_utf_8")]);
    }

    #[test]
    fn programmes_to_take_out_are_named_by_their_codes() {
        let file = read(b"code,remove\nold-one,yes\nolder-one,\xE6\x98\xAF\n", &[]);
        let codes: Vec<&str> = file.remove.iter().map(|row| row.value.as_str()).collect();
        assert_eq!(codes, ["old-one", "older-one"]);
        assert_eq!(file.malformed, []);
    }

    #[test]
    fn every_column_is_described() {
        let description = include_str!("../../../../docs/CATALOGUE.md");
        for column in COLUMNS {
            assert!(description.contains(&format!("`{}`", column.name)), "{}", column.name);
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes, &[]);
        }

        #[test]
        fn no_cells_make_it_panic(cells in prop::collection::vec("[a-z0-9:;./\\-\", \n]{0,12}", 35)) {
            let names: Vec<&str> = COLUMNS.iter().map(|column| column.name).collect();
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(&names).unwrap();
            writer.write_record(&cells).unwrap();
            let file = read(&writer.into_inner().unwrap(), &[]);
            prop_assert!(file.programmes.len() + file.remove.len() <= 1);
        }

        #[test]
        fn yuan_with_two_places_are_fen(amount in 0..1_000_000_i64) {
            prop_assert_eq!(fen(&format!("{}.{:02}", amount / 100, amount % 100)), Some(amount));
        }
    }
}
