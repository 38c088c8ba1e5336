//! A table as a file, as offices open one: CSV or XLSX.

use axum::response::IntoResponse;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use http::{HeaderName, HeaderValue};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use serde::Deserialize;
use shared_platform::delimited::BYTE_ORDER_MARK;
use shared_platform::{Locale, Problem, texts};
use utoipa::ToSchema;

/// What programs for tables take for the beginning of a formula; some take the wide signs,
/// too.
const FORMULAE: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
/// Most rows of a file: a reply does not carry more. Beyond that one asks for less; the
/// last line of the file says so.
const MOST_ROWS: usize = 20_000;

/// Rows of a file, gathered page by page.
#[derive(Debug, Default)]
pub(super) struct Rows {
    rows: Vec<Vec<String>>,
    is_cut: bool,
}

impl Rows {
    /// Takes a row; one that is too many shows in the file.
    pub(super) fn push(&mut self, row: Vec<String>) {
        match self.rows.len() < MOST_ROWS {
            true => self.rows.push(row),
            false => self.is_cut = true,
        }
    }

    /// Whether nothing of more rows would be in the file.
    pub(super) const fn is_over(&self) -> bool {
        self.is_cut
    }

    /// How many rows there are.
    pub(super) const fn len(&self) -> usize {
        self.rows.len()
    }
}

/// As which kind of file.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum SheetFormat {
    /// Text with commas, in UTF-8 with its mark.
    #[default]
    Csv,
    /// As Excel has it.
    Xlsx,
}

/// A table with its headings.
#[derive(Debug)]
pub(super) struct Sheet {
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// The table cannot be written: a defect.
#[derive(Debug, thiserror::Error)]
#[error("a table cannot be written")]
enum NotWritten {
    Csv(#[from] csv::Error),
    Xlsx(#[from] XlsxError),
}

impl Sheet {
    /// A table whose columns are called so; their texts are `sheet-<name>`.
    pub(super) fn of(columns: &[&str], locale: Locale, gathered: Rows) -> Self {
        let heading = |name: &&str| texts::text(locale, &format!("sheet-{name}"));
        let Rows { mut rows, is_cut } = gathered;
        if is_cut {
            let mut last = vec![String::new(); columns.len()];
            if let Some(first) = last.first_mut() {
                *first = texts::text(locale, "sheet-cut");
            }
            rows.push(last);
        }
        Self { headings: columns.iter().map(heading).collect(), rows }
    }

    /// The file, as a reply that is saved under this name.
    pub(super) fn file(
        &self,
        format: SheetFormat,
        name: &str,
    ) -> Result<impl IntoResponse + use<>, Problem> {
        let (kind, ending, content) = match format {
            // Not as text/csv: of a text lambda_http takes the mark of UTF-8 away, without which
            // Excel in China reads rubbish, and leaves its length as it was.
            SheetFormat::Csv => ("application/octet-stream", "csv", self.csv()),
            SheetFormat::Xlsx => (
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "xlsx",
                self.xlsx(),
            ),
        };
        let content = content.map_err(Problem::internal)?;
        let saved_as = format!("attachment; filename=\"{name}.{ending}\"");
        let saved_as = HeaderValue::from_str(&saved_as).map_err(Problem::internal)?;
        let headers: [(HeaderName, HeaderValue); 2] =
            [(CONTENT_TYPE, HeaderValue::from_static(kind)), (CONTENT_DISPOSITION, saved_as)];
        Ok((headers, content))
    }

    fn csv(&self) -> Result<Vec<u8>, NotWritten> {
        let mut csv = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
        csv.write_record(&self.headings)?;
        for row in &self.rows {
            csv.write_record(row.iter().map(|cell| no_formula(cell)))?;
        }
        csv.into_inner().map_err(|error| NotWritten::Csv(error.into_error().into()))
    }

    fn xlsx(&self) -> Result<Vec<u8>, NotWritten> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let bold = Format::new().set_bold();
        for (column, heading) in (0..).zip(&self.headings) {
            sheet.write_string_with_format(0, column, heading, &bold)?;
        }
        for (line, row) in (1..).zip(&self.rows) {
            for (column, cell) in (0..).zip(row) {
                // As a text, which no program computes.
                sheet.write_string(line, column, cell)?;
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(book.save_to_buffer()?)
    }
}

/// A cell that no program for tables takes for a formula.
fn no_formula(cell: &str) -> String {
    if cell.starts_with(FORMULAE) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
    use proptest::prelude::*;

    use super::*;

    fn sheet(rows: &[&[&str]]) -> Sheet {
        let mut gathered = Rows::default();
        for row in rows {
            gathered.push(row.iter().map(|cell| (*cell).to_owned()).collect());
        }
        Sheet::of(&["number", "name"], Locale::Zh, gathered)
    }

    #[test]
    fn a_list_that_is_longer_than_a_file_says_so_in_its_last_line() {
        let of = |count: usize| {
            let mut rows = Rows::default();
            for number in 0..count {
                rows.push(vec![number.to_string(), "阮文安".to_owned()]);
            }
            let (is_over, len) = (rows.is_over(), rows.len());
            let written = Sheet::of(&["number", "name"], Locale::En, rows).csv().unwrap();
            let text = String::from_utf8(written).unwrap();
            let last = text.lines().last().unwrap_or_default().to_owned();
            (is_over, len, text.lines().count(), last)
        };
        let (is_over, len, lines, last) = of(MOST_ROWS);
        assert_eq!((is_over, len, lines), (false, MOST_ROWS, MOST_ROWS + 1));
        assert_eq!(last, "19999,阮文安");
        let (is_over, len, lines, last) = of(MOST_ROWS + 1);
        assert_eq!((is_over, len, lines), (true, MOST_ROWS, MOST_ROWS + 2));
        assert!(last.contains("The list goes on"), "{last}");
    }

    #[test]
    fn a_table_begins_with_the_mark_that_chinese_excel_wants() {
        let csv = String::from_utf8(sheet(&[&["0042", "阮文安"]]).csv().unwrap()).unwrap();
        assert_eq!(csv, "\u{feff}学号,姓名\r\n0042,阮文安\r\n");
    }

    #[test]
    fn an_excel_file_has_the_same_cells_and_all_are_texts() {
        let file = sheet(&[&["0042", "=1+1"]]).xlsx().unwrap();
        let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(file)).unwrap();
        let range = book.worksheet_range_at(0).unwrap().unwrap();
        let cells: Vec<&Data> = range.rows().flatten().collect();
        let texts = ["学号", "姓名", "0042", "=1+1"].map(|text| Data::String(text.to_owned()));
        assert_eq!(cells, texts.iter().collect::<Vec<_>>());
    }

    proptest! {
        #[test]
        fn no_cell_of_a_table_is_taken_for_a_formula(cell in shared_kit::properties::any_text(0..12)) {
            for begins in ["", "=", "+", "-", "@", "\t", "\r"] {
                let written = sheet(&[&[&format!("{begins}{cell}"), "x"]]).csv().unwrap();
                let table = written.strip_prefix(BYTE_ORDER_MARK.as_bytes()).unwrap();
                let mut reader = csv::Reader::from_reader(table);
                let row = reader.records().next().unwrap().unwrap();
                prop_assert!(!row[0].starts_with(FORMULAE), "{:?}", &row[0]);
                prop_assert!(row[0].ends_with(&cell));
            }
        }
    }
}
