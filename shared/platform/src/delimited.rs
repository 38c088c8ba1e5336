//! Tables as text (CSV), as programs for tables write them.

/// What programs for tables write before UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";
/// What stands between cells: programs for tables write what is usual where they
/// run. Where the first row does not tell, it is the last of these.
const SEPARATORS: [u8; 3] = *b"\t;,";

/// What stands between the cells of a table: what is most often in its first
/// row, because no name of a column has any of it.
#[must_use]
pub fn separator(table: &str) -> u8 {
    let names = table.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let often = |separator: &u8| names.bytes().filter(|byte| byte == separator).count();
    SEPARATORS.into_iter().max_by_key(often).unwrap_or(b',')
}

/// In how many lines titles stand above the names of the columns.
const TITLES: usize = 10;

/// What stands between the cells of a table of so many columns at least, above whose
/// names titles may stand: what is often enough in one of its first rows. Where none has
/// so many, the first row tells.
#[must_use]
pub fn separator_below_titles(table: &str, columns: usize) -> u8 {
    let lines = table.lines().filter(|line| !line.trim().is_empty()).take(TITLES);
    let is_between = |line: &str, separator: &u8| {
        columns <= line.bytes().filter(|byte| byte == separator).count() + 1
    };
    let found = lines
        .filter_map(|line| SEPARATORS.into_iter().find(|separator| is_between(line, separator)));
    found.into_iter().next().unwrap_or_else(|| separator(table))
}

/// The lines of a table. A reader of CSV says where a record begins before it has
/// passed over empty lines and the second half of `\r\n`; people count all lines.
#[derive(Debug)]
pub struct Lines<'table> {
    table: &'table [u8],
    at: usize,
    line: u64,
}

impl<'table> Lines<'table> {
    /// The lines of a table.
    #[must_use]
    pub const fn of(table: &'table str) -> Self {
        Self { table: table.as_bytes(), at: 0, line: 1 }
    }

    /// The line of the record that begins at this byte, or behind the empty lines
    /// there. Records are asked for in their order.
    pub fn line_from(&mut self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(letter) = self.table.get(self.at) {
            let is_break = matches!(letter, b'\r' | b'\n');
            if self.at >= byte && !is_break {
                break;
            }
            let next = self.table.get(self.at + 1);
            let is_half = *letter == b'\r' && next == Some(&b'\n');
            self.line += u64::from(is_break && !is_half);
            self.at += 1;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_stands_in_the_line_that_people_count() {
        for (table, starts, expected) in [
            ("a\nb\nc\n", vec![0, 2, 4], vec![1, 2, 3]),
            // As the reader says it: before the rest of the break.
            ("a\r\nb\r\nc\r\n", vec![0, 2, 5], vec![1, 2, 3]),
            ("a\r\n\r\n\nb\n", vec![0, 2], vec![1, 4]),
            ("\"a\n\"\nb\n", vec![0, 5], vec![1, 3]),
            ("a\rb", vec![0, 2], vec![1, 2]),
        ] {
            let mut lines = Lines::of(table);
            let found: Vec<u64> = starts.into_iter().map(|at| lines.line_from(at)).collect();
            assert_eq!(found, expected, "{table:?}");
        }
    }

    #[test]
    fn titles_do_not_tell_what_stands_between_cells() {
        for (table, expected) in [
            ("2027年国际学生名单\na;b;c;d\n", b';'),
            ("2027年国际学生名单\na\tb\tc\td\n", b'\t'),
            ("Students, 2027\na\tb\tc\td\n1,2,3,4\t\t\t", b'\t'),
            ("a,b,c,d\n1;2;3;4,,,", b','),
            ("a;b\n1,2,3", b';'),
        ] {
            assert_eq!(separator_below_titles(table, 4), expected, "{table:?}");
        }
    }

    #[test]
    fn the_first_row_tells_what_stands_between_cells() {
        for (table, expected) in [
            ("code,remove\na;b;c", b','),
            ("code;remove\na,b,c", b';'),
            ("code\tremove\r\na;b", b'\t'),
            ("\"code\";\"remove\"", b';'),
            ("\n \ncode;remove", b';'),
            ("code\na;b", b','),
            ("", b','),
        ] {
            assert_eq!(separator(table), expected, "{table:?}");
        }
    }
}
