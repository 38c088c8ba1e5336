//! The kinds of fields that the form is made of. Each is parsed from what was
//! typed, or refused with the stable code of why; its `Display` is the one
//! spelling in which it is stored.

use std::fmt;
use std::ops::RangeInclusive;

use jiff::ToSpan;
use jiff::civil::Date;

/// Why a field is refused: a stable code, whose text is `field-<code>`.
pub type FieldCode = &'static str;

/// Longest name part: the name field of a passport holds 39 characters.
const LONGEST_NAME: usize = 39;
/// Longest number of a paper, in characters.
const LONGEST_PAPER_NUMBER: usize = 40;
/// No one living was born earlier than this many years ago.
const OLDEST_AGE: i16 = 120;

/// A country or region of ISO 3166-1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country {
    alpha2: &'static str,
    alpha3: &'static str,
}

impl Country {
    /// Its three-letter code.
    #[must_use]
    pub fn alpha3(self) -> &'static str {
        self.alpha3
    }
}

impl fmt::Display for Country {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.alpha2)
    }
}

/// A month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    year: i16,
    month: i8,
}

impl Month {
    /// The month of a day.
    #[must_use]
    pub fn of(date: Date) -> Self {
        Self { year: date.year(), month: date.month() }
    }

    /// How many months lie between the first day of `earlier` and the first day of this one.
    #[must_use]
    pub fn months_since(self, earlier: Self) -> i32 {
        let count = |month: Self| i32::from(month.year) * 12 + i32::from(month.month);
        count(self) - count(earlier)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}", self.year, self.month)
    }
}

/// A score with at most one digit after the point, in tenths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score(u32);

impl fmt::Display for Score {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % 10 {
            0 => write!(formatter, "{}", self.0 / 10),
            tenths => write!(formatter, "{}.{tenths}", self.0 / 10),
        }
    }
}

/// The digit nought of scripts that phones type beside ours; theirs follow it in order.
const NOUGHTS: [char; 15] = [
    '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}',
    '\u{be6}', '\u{c66}', '\u{ce6}', '\u{d66}', '\u{e50}', '\u{ed0}', '\u{1040}',
];

/// A number as it is meant: phones type wide letters, and the digits of other scripts.
fn plain(text: &str) -> String {
    let letter = |letter: char| match letter {
        '\u{3000}' => ' ',
        // Wide letters stand in the order of ASCII.
        '！'..='～' => {
            char::from_u32(u32::from(letter) - u32::from('！') + u32::from('!')).unwrap_or(letter)
        }
        other => digit(other).unwrap_or(other),
    };
    text.chars().map(letter).collect::<String>().trim().to_owned()
}

fn digit(letter: char) -> Option<char> {
    NOUGHTS.into_iter().find_map(|nought| {
        let value = u32::from(letter).checked_sub(u32::from(nought))?;
        char::from_digit(value, 10)
    })
}

/// The same without blanks, in capitals.
fn plain_capitals(text: &str) -> String {
    plain(text).split_whitespace().collect::<String>().to_uppercase()
}

/// Any line of text.
pub fn line(text: &str) -> Result<String, FieldCode> {
    Ok(text.to_owned())
}

/// A text of at most so many characters.
pub fn at_most(longest: usize) -> impl Fn(&str) -> Result<String, FieldCode> {
    move |text| if text.chars().count() > longest { Err("too_long") } else { line(text) }
}

/// A text of at least so many words; a Chinese character is a word.
pub fn words(least: u16) -> impl Fn(&str) -> Result<String, FieldCode> {
    move |text| {
        if count_words(text) < usize::from(least) { Err("too_few_words") } else { line(text) }
    }
}

fn count_words(text: &str) -> usize {
    let han = text.chars().filter(|letter| is_han(*letter)).count();
    let others = text.split(|letter: char| letter.is_whitespace() || is_han(letter));
    han + others.filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// The letters of the machine-readable zone, with what the visual zone adds (S42).
pub fn name_part(text: &str) -> Result<String, FieldCode> {
    let text = text.to_uppercase();
    let allowed = |letter: char| letter.is_ascii_uppercase() || " '-".contains(letter);
    if !text.chars().all(allowed) || !text.contains(|letter: char| letter.is_ascii_uppercase()) {
        return Err("invalid_name");
    }
    at_most(LONGEST_NAME)(&text)
}

/// A name in Chinese characters.
pub fn chinese_name(text: &str) -> Result<String, FieldCode> {
    let allowed = |letter: char| is_han(letter) || letter == '·';
    if !text.chars().all(allowed) || !text.contains(is_han) {
        return Err("invalid_chinese_name");
    }
    at_most(LONGEST_NAME)(text)
}

/// Unified ideographs with their extensions A to H, and the compatibility block.
fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

/// A country by its two-letter code.
pub fn country(text: &str) -> Result<Country, FieldCode> {
    let country = rust_iso3166::from_alpha2(&text.to_uppercase()).ok_or("unknown_country")?;
    Ok(Country { alpha2: country.alpha2, alpha3: country.alpha3 })
}

/// A language of ISO 639-1, by its code.
pub fn language(text: &str) -> Result<&'static str, FieldCode> {
    let language = isolang::Language::from_639_1(&text.to_lowercase());
    language.and_then(|language| language.to_639_1()).ok_or("unknown_language")
}

/// Letters, digits and the marks that some states print in a passport number.
pub fn passport_number(text: &str) -> Result<String, FieldCode> {
    let text = plain(text).to_uppercase();
    let allowed = |letter: char| {
        letter.is_ascii_uppercase() || letter.is_ascii_digit() || "№/()-".contains(letter)
    };
    let long_enough = (5..=20).contains(&text.chars().count());
    if !long_enough || !text.chars().all(allowed) || !text.contains(|c: char| c.is_ascii_digit()) {
        return Err("invalid_passport_number");
    }
    Ok(text)
}

/// The number of a policy: each insurer has its own form.
pub fn policy_number(text: &str) -> Result<String, FieldCode> {
    at_most(LONGEST_PAPER_NUMBER)(&plain(text))
}

/// The number of a visa or a permit: letters and digits, as they are printed.
pub fn permit_number(text: &str) -> Result<String, FieldCode> {
    at_most(LONGEST_PAPER_NUMBER)(&plain_capitals(text))
}

/// A number in the international form of E.164: `+` and 7 to 15 digits.
pub fn phone(text: &str) -> Result<String, FieldCode> {
    let text = plain(text);
    let is_mark = |letter: &char| !matches!(letter, ' ' | '-' | '(' | ')' | '.' | '/');
    let bare: String = text.chars().filter(is_mark).collect();
    let digits = bare.strip_prefix('+').or_else(|| bare.strip_prefix("00")).unwrap_or("");
    let well_formed = (7..=15).contains(&digits.len())
        && digits.chars().all(|digit| digit.is_ascii_digit())
        && !digits.starts_with('0');
    if well_formed { Ok(format!("+{digits}")) } else { Err("invalid_phone") }
}

/// An address that mail can be sent to.
pub fn email(text: &str) -> Result<String, FieldCode> {
    crate::account::check_email(text)?;
    line(text)
}

/// An address to write to or a number to call.
pub fn email_or_phone(text: &str) -> Result<String, FieldCode> {
    email(text).or_else(|_| phone(text)).map_err(|_| "invalid_email_or_phone")
}

/// Exactly `YYYY-MM-DD`.
pub fn date(text: &str) -> Result<Date, FieldCode> {
    let text = plain(text);
    let well_formed = text.len() == "2026-11-22".len();
    text.parse().ok().filter(|_| well_formed).ok_or("invalid_date")
}

/// A day before today, within a lifetime.
pub fn past_date(today: Date) -> impl Fn(&str) -> Result<Date, FieldCode> {
    move |text| {
        let date = date(text)?;
        if date >= today {
            return Err("date_not_past");
        }
        if today.year() - date.year() > OLDEST_AGE {
            return Err("date_too_long_ago");
        }
        Ok(date)
    }
}

/// Today or later.
pub fn future_date(today: Date) -> impl Fn(&str) -> Result<Date, FieldCode> {
    move |text| date(text).and_then(|date| if date < today { Err("date_past") } else { Ok(date) })
}

/// A day of the last two years: what a test certificate is worth.
pub fn test_date(today: Date) -> impl Fn(&str) -> Result<Date, FieldCode> {
    move |text| {
        let date = past_date(today)(text)?;
        let oldest = today.saturating_sub(2.years());
        if date < oldest { Err("test_too_long_ago") } else { Ok(date) }
    }
}

/// Exactly `YYYY-MM`, not later than this month.
pub fn past_month(today: Date) -> impl Fn(&str) -> Result<Month, FieldCode> {
    move |text| {
        let text = plain(text);
        let well_formed = text.len() == "2026-11".len();
        let first_day: Option<Date> = format!("{text}-01").parse().ok();
        let first_day = first_day.filter(|_| well_formed).ok_or("invalid_month")?;
        if first_day > today {
            return Err("date_not_past");
        }
        if today.year() - first_day.year() > OLDEST_AGE {
            return Err("date_too_long_ago");
        }
        Ok(Month::of(first_day))
    }
}

/// A score between two whole numbers, in steps of so many tenths.
pub fn score(range: RangeInclusive<u32>, step: u32) -> impl Fn(&str) -> Result<Score, FieldCode> {
    move |text| {
        let text = plain(text);
        let (whole, tenths) = text.split_once('.').unwrap_or((&text, "0"));
        let is_number = |part: &str| {
            (1..=4).contains(&part.len()) && part.chars().all(|digit| digit.is_ascii_digit())
        };
        if !is_number(whole) || !is_number(tenths) || tenths.len() > 1 {
            return Err("invalid_score");
        }
        let number = |part: &str| part.parse::<u32>().map_err(|_| "invalid_score");
        let score = number(whole)? * 10 + number(tenths)?;
        let possible =
            (range.start() * 10..=range.end() * 10).contains(&score) && score.is_multiple_of(step);
        if possible { Ok(Score(score)) } else { Err("score_not_possible") }
    }
}

/// A whole number from one, of up to three digits.
pub fn rank(text: &str) -> Result<u16, FieldCode> {
    let rank = plain(text).parse().ok().filter(|rank| (1..=999).contains(rank));
    rank.ok_or("invalid_rank")
}

/// How old somebody born on one day is on another.
#[must_use]
pub fn age_on(born: Date, day: Date) -> i16 {
    let had_no_birthday_yet = (day.month(), day.day()) < (born.month(), born.day());
    day.year() - born.year() - i16::from(had_no_birthday_yet)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_phones_type_them() {
        assert_eq!(date("２０３３－１２－３１").unwrap().to_string(), "2033-12-31");
        assert_eq!(date("٢٠٣٣-١٢-٣١").unwrap().to_string(), "2033-12-31");
        assert_eq!(
            past_month(date("2027-01-01").unwrap())("２０２６－０９").unwrap().to_string(),
            "2026-09"
        );
        assert_eq!(passport_number("ｅ１２３４５６７８").unwrap(), "E12345678");
        assert_eq!(passport_number("№12345").unwrap(), "№12345");
        assert_eq!(permit_number("a0011 2233").unwrap(), "A00112233");
        assert_eq!(policy_number("ＰＩＣＣ－2026　b").unwrap(), "PICC-2026 b");
        assert_eq!(phone("＋８６ 23 5550 0100").unwrap(), "+862355500100");
        assert_eq!(rank("۱۲").unwrap(), 12);
    }
}
