//! A table as Chinese offices save it: CSV in UTF-8, UTF-16 or GBK, or XLSX. What
//! it is follows from its bytes; what a browser or a mail program calls it does not
//! matter.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx};
use encoding_rs::{Encoding, GB18030};
use shared_domain::form::vocabulary::FieldCode;
use shared_platform::delimited::{Lines, separator_below_titles};

use super::cell::{self, Cell};

/// Most lines that are read: more are no roster.
const MOST_LINES: usize = 20_000;
/// Most columns that are looked at.
const MOST_COLUMNS: usize = 200;
/// Every roster has more columns than these.
const LEAST_COLUMNS: usize = 4;
/// What an XLSX begins with: it is a ZIP.
const ZIP: &[u8] = b"PK\x03\x04";
/// What an old XLS begins with, and an XLSX with a password.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0";

/// A line of a table that is not empty.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    /// Its number, as programs for tables show it.
    pub(crate) number: u64,
    /// Its cells.
    pub(crate) cells: Vec<Cell>,
}

/// Reads the first sheet of a file that its readers see.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Line>, FieldCode> {
    let lines = match bytes {
        bytes if bytes.starts_with(ZIP) => workbook(bytes)?,
        bytes if bytes.starts_with(COMPOUND) => return Err("old_workbook"),
        bytes => delimited(&decoded(bytes)?)?,
    };
    match lines.len() {
        0 => Err("empty_table"),
        1..=MOST_LINES => Ok(lines),
        _ => Err("too_many_lines"),
    }
}

/// UTF-8 or what its mark says; else GBK, which GB 18030 contains.
fn decoded(bytes: &[u8]) -> Result<String, FieldCode> {
    let utf_8 = std::str::from_utf8(bytes).is_ok();
    let (text, malformed) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => {
            encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default())
        }
        None if utf_8 => encoding_rs::UTF_8.decode_without_bom_handling(bytes),
        None => GB18030.decode_without_bom_handling(bytes),
    };
    if malformed || text.contains('\0') { Err("unknown_encoding") } else { Ok(text.into_owned()) }
}

fn delimited(text: &str) -> Result<Vec<Line>, FieldCode> {
    // Some systems save a page and call it .xls.
    if text.trim_start().starts_with('<') {
        return Err("page_instead_of_table");
    }
    let mut table = csv::ReaderBuilder::new()
        .delimiter(separator_below_titles(text, LEAST_COLUMNS))
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut lines = Lines::of(text);
    // The reader knows UTF-8 and lines of any length: it has no errors left.
    let records = table.records().filter_map(Result::ok).take(MOST_LINES + 1);
    let lines = records.map(|record| Line {
        number: lines.line_from(record.position().map_or(0, csv::Position::byte)),
        cells: record.iter().take(MOST_COLUMNS).map(cell::of_text).collect(),
    });
    Ok(lines.filter(Line::says_something).collect())
}

fn workbook(bytes: &[u8]) -> Result<Vec<Line>, FieldCode> {
    let malformed = |_| "malformed_workbook";
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(malformed)?;
    // A list for drop-downs is often hidden before the table.
    let is_table = |typ, visible| typ == SheetType::WorkSheet && visible == SheetVisible::Visible;
    let sheets = book.sheets_metadata();
    let first = sheets.iter().find(|sheet| is_table(sheet.typ, sheet.visible));
    let first = first.ok_or("empty_table")?.name.clone();
    let mut cells = book.worksheet_cells_reader(&first).map_err(malformed)?;
    let mut lines: BTreeMap<u32, Vec<Cell>> = BTreeMap::new();
    // One cell after the other: a cell far below or far right costs nothing.
    while let Some(cell) = cells.next_cell().map_err(malformed)? {
        let (line, column) = cell.get_position();
        let value = of_workbook(cell.get_value());
        let Some(column) = usize::try_from(column).ok().filter(|column| *column < MOST_COLUMNS)
        else {
            continue;
        };
        if value == Cell::Empty {
            continue;
        }
        let line = lines.entry(line).or_default();
        if line.len() <= column {
            line.resize(column + 1, Cell::Empty);
        }
        if let Some(place) = line.get_mut(column) {
            *place = value;
        }
        if lines.len() > MOST_LINES {
            break;
        }
    }
    let lines = lines.into_iter();
    Ok(lines.map(|(line, cells)| Line { number: u64::from(line) + 1, cells }).collect())
}

fn of_workbook(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) => cell::of_text(text),
        DataRef::SharedString(text) => cell::of_text(text),
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::DateTime(date) if date.is_datetime() => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            cell::of_date(year, month, day)
        }
        DataRef::Bool(true) => Cell::Text("true".to_owned()),
        DataRef::Bool(false) => Cell::Text("false".to_owned()),
        DataRef::DateTime(_) | DataRef::DurationIso(_) | DataRef::Error(_) => Cell::Broken,
        DataRef::Empty => Cell::Empty,
    }
}

impl Line {
    fn says_something(&self) -> bool {
        self.cells.iter().any(|cell| *cell != Cell::Empty)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(bytes: &[u8]) -> Vec<(u64, Vec<String>)> {
        let text = |cell: &Cell| match cell {
            Cell::Text(text) => text.clone(),
            other => format!("{other:?}"),
        };
        let lines = read(bytes).unwrap();
        lines.iter().map(|line| (line.number, line.cells.iter().map(text).collect())).collect()
    }

    const TABLE: &str = "学号,姓名\r\n\r\nLX01,阮文安\r\n";

    fn expected() -> Vec<(u64, Vec<String>)> {
        let line = |number, cells: [&str; 2]| (number, cells.map(str::to_owned).to_vec());
        vec![line(1, ["学号", "姓名"]), line(3, ["LX01", "阮文安"])]
    }

    #[test]
    fn a_table_reads_the_same_in_every_encoding_that_offices_save() {
        let (gbk, _, lost) = encoding_rs::GBK.encode(TABLE);
        assert!(!lost);
        let utf_16: Vec<u8> = std::iter::once(0xFEFF)
            .chain(TABLE.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        let marked = format!("\u{feff}{TABLE}");
        let tabs = TABLE.replace(',', "\t");
        for bytes in [TABLE.as_bytes(), marked.as_bytes(), &gbk, &utf_16, tabs.as_bytes()] {
            assert_eq!(texts(bytes), expected());
        }
    }

    #[test]
    fn the_first_sheet_that_is_seen_is_the_table() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let choices = book.add_worksheet();
        choices.write_string(0, 0, "在读").unwrap();
        choices.set_hidden(true);
        let table = book.add_worksheet();
        table.write_string(0, 0, "学号").unwrap();
        table.set_active(true);
        let lines = texts(&book.save_to_buffer().unwrap());
        assert_eq!(lines, [(1, vec!["学号".to_owned()])]);
    }

    #[test]
    fn titles_stand_above_a_table_of_any_kind() {
        for between in [",", ";", "\t"] {
            let names = ["学号", "姓名", "国籍", "护照号"].join(between);
            let table = format!("2027年国际学生名单\n{names}\n");
            assert_eq!(texts(table.as_bytes())[1].1, ["学号", "姓名", "国籍", "护照号"]);
        }
    }

    #[test]
    fn a_rare_letter_of_gb_18030_is_read() {
        let (bytes, ..) = GB18030.encode("学号,姓名\nLX01,㐂𠮷\n");
        assert_eq!(texts(&bytes)[1].1[1], "㐂𠮷");
    }

    #[test]
    fn what_is_no_table_is_named_for_what_it_is() {
        let page = "\n<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table></table>";
        for (bytes, code) in [
            (page.as_bytes(), "page_instead_of_table"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), "old_workbook"),
            (b"PK\x03\x04 and nothing more", "malformed_workbook"),
            (b"", "empty_table"),
            (b"\n , \n", "empty_table"),
            (b"\xFF\xFF\xFF\xFF", "unknown_encoding"),
        ] {
            assert_eq!(read(bytes), Err(code));
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(&bytes);
            let _ = read(&[ZIP, &bytes].concat());
        }
    }
}
