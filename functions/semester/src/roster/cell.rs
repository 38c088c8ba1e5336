//! What a cell of a table says. Programs for tables change what was typed: a
//! number loses its leading zeros or becomes `2.02701E+11`, a date becomes the
//! count of days since 1900. What was meant is read; what cannot be known any more
//! is refused.

use jiff::ToSpan as _;
use jiff::civil::Date;
use shared_domain::form::vocabulary::FieldCode;
use unicode_normalization::UnicodeNormalization as _;

/// Day 0 of programs for tables, from their 61st day on: they believe that 1900
/// was a leap year.
const DAY_ZERO: Date = Date::constant(1899, 12, 30);
/// The first and the last day that a bare number may stand for: 1900-03-01 and
/// 2099-12-31.
const SERIALS: std::ops::RangeInclusive<i32> = 61..=73_050;
/// Numbers that are rather a year than a day of 1905: whoever typed one has left out the
/// rest.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;
/// From here on a number has digits that the program has not kept.
const FIRST_LOST: f64 = 1e15;

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// Nothing.
    Empty,
    /// A text, in normal form (full-width digits are digits) and without what
    /// cannot be seen at its ends; never empty.
    Text(String),
    /// A number that is kept as one.
    Number(f64),
    /// A date that is kept as one.
    Date(Date),
    /// A formula that failed, or what is neither text nor number nor date.
    Broken,
}

/// The cell of a text.
pub(crate) fn of_text(text: &str) -> Cell {
    let visible = text.nfkc().filter(|letter| !has_no_width(*letter));
    let text: String = visible.map(|each| if each.is_control() { ' ' } else { each }).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // What makes programs for tables keep a number as a text: '0042 and ="0042".
    let number =
        text.strip_prefix('\'').filter(|rest| rest.contains(|it: char| it.is_ascii_digit()));
    let text = number.unwrap_or(&text);
    let quoted = text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"'));
    match quoted.unwrap_or(text).trim() {
        "" => Cell::Empty,
        text => Cell::Text(text.to_owned()),
    }
}

fn has_no_width(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The cell of a date.
pub(crate) fn of_date(year: u16, month: u8, day: u8) -> Cell {
    let date = i16::try_from(year)
        .ok()
        .zip(i8::try_from(month).ok())
        .zip(i8::try_from(day).ok())
        .and_then(|((year, month), day)| Date::new(year, month, day).ok());
    date.map_or(Cell::Broken, Cell::Date)
}

impl Cell {
    /// A text, if the cell says anything.
    pub(crate) fn text(&self) -> Result<Option<String>, FieldCode> {
        match self {
            Self::Empty => Ok(None),
            Self::Text(text) => Ok(Some(text.clone())),
            Self::Number(number) => digits(*number).map(Some),
            Self::Date(_) | Self::Broken => Err("malformed_value"),
        }
    }

    /// The letters and digits of a number that stands for somebody: of a student,
    /// of a passport.
    pub(crate) fn number(&self) -> Result<Option<String>, FieldCode> {
        let Some(text) = self.text()? else { return Ok(None) };
        unscientific(&text).map(Some)
    }

    /// A date, however it was typed or changed.
    pub(crate) fn date(&self) -> Result<Option<Date>, FieldCode> {
        match self {
            Self::Empty => Ok(None),
            Self::Date(date) => Ok(Some(*date)),
            Self::Text(text) => date_of(text).map(Some),
            Self::Number(number) => date_of(&digits(number.floor())?).map(Some),
            Self::Broken => Err("malformed_value"),
        }
    }
}

/// The digits of a whole number.
fn digits(number: f64) -> Result<String, FieldCode> {
    if !number.is_finite() || number.fract() != 0.0 || number < 0.0 {
        return Err("malformed_value");
    }
    if number >= FIRST_LOST {
        return Err("digits_lost");
    }
    Ok(format!("{number:.0}"))
}

/// A number that a program has written as `2.02701E+11`, if all its digits are
/// still there.
fn unscientific(text: &str) -> Result<String, FieldCode> {
    let upper = text.to_ascii_uppercase();
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((mantissa, exponent)) = upper.split_once("E+") {
        let (whole, places) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let exponent = exponent.parse::<usize>().map_err(|_| "malformed_value")?;
        if whole.len() != 1 || !is_number(&format!("{whole}{places}")) {
            return Err("malformed_value");
        }
        // 2.0270042E+7 has all its digits; 2.02701E+11 has lost some.
        return match places.len() {
            kept if kept == exponent => Ok(format!("{whole}{places}")),
            _ => Err("digits_lost"),
        };
    }
    // 20270042.0, as some programs write a number.
    let whole = text.split_once('.').filter(|(whole, places)| {
        is_number(whole) && !places.is_empty() && places.bytes().all(|place| place == b'0')
    });
    Ok(whole.map_or(text, |(whole, _)| whole).to_owned())
}

/// `2004-2-29`, `2004/2/29`, `2004.2.29`, `2004年2月29日`, `2004 02 29`, `20040229`, with
/// or without blanks between and a time after it, or days since 1900.
fn date_of(text: &str) -> Result<Date, FieldCode> {
    let day = without_time(text).trim_end_matches('日').replace(['年', '月', '/', '.'], "-");
    let mut parts: Vec<&str> = day.split('-').map(str::trim).collect();
    if let [all] = parts.as_slice() {
        parts = all.split_whitespace().collect();
    }
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_short = |part: &str| (1..=2).contains(&part.len()) && is_number(part);
    let (year, month, day) = match parts.as_slice() {
        [digits] if is_number(digits) => return date_of_digits(digits),
        [year, month, day] if year.len() == 4 && is_short(month) && is_short(day) => {
            (year, month, day)
        }
        // 3/4/2004 may be the third of April or the fourth of March.
        [first, _, year] if is_short(first) && year.len() == 4 => return Err("ambiguous_date"),
        _ => return Err("invalid_date"),
    };
    let number = |part: &str| part.parse::<i16>().map_err(|_| "invalid_date");
    let month = i8::try_from(number(month)?).map_err(|_| "invalid_date")?;
    let day = i8::try_from(number(day)?).map_err(|_| "invalid_date")?;
    Date::new(number(year)?, month, day).map_err(|_| "invalid_date")
}

/// What stands before a time of the day.
fn without_time(text: &str) -> &str {
    let Some((before, _)) = text.split_once(':') else { return text.trim() };
    let time = before.rfind([' ', 'T']).unwrap_or(0);
    before.get(..time).unwrap_or_default().trim()
}

fn date_of_digits(digits: &str) -> Result<Date, FieldCode> {
    match digits.len() {
        // jiff reads 20040229 as ISO 8601 does.
        8 => digits.parse().map_err(|_| "invalid_date"),
        _ => {
            let serial: i32 = digits.parse().map_err(|_| "invalid_date")?;
            let is_day = SERIALS.contains(&serial) && !YEARS.contains(&serial);
            let serial = is_day.then_some(serial).ok_or("invalid_date")?;
            DAY_ZERO.checked_add(serial.days()).map_err(|_| "invalid_date")
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_was_typed_is_read_however_a_program_shows_it() {
        for (text, number) in [
            ("LX0042", "LX0042"),
            ("　２０２７００４２ ", "20270042"),
            ("'0042", "0042"),
            ("=\"0042\"", "0042"),
            ("20270042.0", "20270042"),
            ("2.0270042E+7", "20270042"),
            ("\u{feff}42\u{200b}", "42"),
        ] {
            assert_eq!(of_text(text).number(), Ok(Some(number.to_owned())), "{text}");
        }
        assert_eq!(Cell::Number(20_270_042.0).number(), Ok(Some("20270042".to_owned())));
        assert_eq!(of_text(" \u{3000}").number(), Ok(None));
        assert_eq!(of_text("'t Hart").text(), Ok(Some("'t Hart".to_owned())));
    }

    #[test]
    fn digits_that_are_lost_are_not_made_up() {
        assert_eq!(of_text("2.02701E+11").number(), Err("digits_lost"));
        assert_eq!(of_text("2.027e+11").number(), Err("digits_lost"));
        assert_eq!(Cell::Number(2.027_004_2e17).number(), Err("digits_lost"));
        assert_eq!(Cell::Number(0.5).number(), Err("malformed_value"));
        assert_eq!(Cell::Number(-1.0).number(), Err("malformed_value"));
        assert_eq!(Cell::Number(f64::NAN).number(), Err("malformed_value"));
        // A passport number may have an E.
        assert_eq!(of_text("E1234567").number(), Ok(Some("E1234567".to_owned())));
        assert_eq!(of_text("1E234567").number(), Ok(Some("1E234567".to_owned())));
    }

    #[test]
    fn a_date_is_read_in_every_form_that_offices_use() {
        let leap_day = date(2004, 2, 29);
        for text in [
            "2004-02-29",
            "2004-2-29",
            "2004/2/29",
            "2004.02.29",
            "2004年2月29日",
            "20040229",
            "２００４－０２－２９",
            "2004-02-29 00:00:00",
            "2004-02-29T00:00:00",
            "2004/2/29 0:00:00.000",
            "2004/2/29 上午12:00",
            "2004 年 2 月 29 日",
            "2004年2月29日 00:00",
            "2004 - 2 - 29",
            "2004 02 29",
            "38046",
        ] {
            assert_eq!(of_text(text).date(), Ok(Some(leap_day)), "{text}");
        }
        assert_eq!(Cell::Number(38_046.0).date(), Ok(Some(leap_day)));
        assert_eq!(Cell::Number(38_046.75).date(), Ok(Some(leap_day)));
        assert_eq!(Cell::Number(20_040_229.0).date(), Ok(Some(leap_day)));
    }

    #[test]
    fn a_date_that_may_be_another_is_refused() {
        assert_eq!(of_text("3/4/2004").date(), Err("ambiguous_date"));
        for text in ["2004-02-30", "soon", "04-02-29", "2004-2", "60", "1e5", "99999999", "-1"] {
            assert_eq!(of_text(text).date(), Err("invalid_date"), "{text}");
        }
        // A day of 1905 is not what is meant.
        for text in ["2004", "1988 (农历)", "2004 年", "1988 2", "2004 12:00"] {
            assert_eq!(of_text(text).date(), Err("invalid_date"), "{text}");
        }
        assert_eq!(Cell::Number(2004.0).date(), Err("invalid_date"));
    }

    proptest! {
        #[test]
        fn every_day_reads_back_from_its_count_and_its_texts(serial in SERIALS) {
            prop_assume!(!YEARS.contains(&serial));
            let day = DAY_ZERO.saturating_add(serial.days());
            prop_assert_eq!(Cell::Number(f64::from(serial)).date(), Ok(Some(day)));
            prop_assert_eq!(of_text(&serial.to_string()).date(), Ok(Some(day)));
            prop_assert_eq!(of_text(&day.to_string()).date(), Ok(Some(day)));
            let chinese = format!("{}年{}月{}日", day.year(), day.month(), day.day());
            prop_assert_eq!(of_text(&chinese).date(), Ok(Some(day)));
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,30}") {
            let cell = of_text(&text);
            let _ = (cell.text(), cell.number(), cell.date());
        }

        #[test]
        fn a_whole_number_up_to_fifteen_digits_keeps_its_digits(number in 0_u64..999_999_999_999_999) {
            let cell = Cell::Number(number as f64);
            prop_assert_eq!(cell.number(), Ok(Some(number.to_string())));
        }
    }
}
