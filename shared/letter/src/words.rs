//! What is said in both languages.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A text in both languages of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilingual {
    /// Simplified Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// A text in both languages.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// A day, as each language writes it: `2026年9月1日`, `1 September 2026`.
    #[must_use]
    pub fn date(date: Date) -> Self {
        let zh = format!("{}年{}月{}日", date.year(), date.month(), date.day());
        Self::new(zh, date.strftime("%-d %B %Y").to_string())
    }

    /// Both on one line, as a value of the letter is set.
    #[must_use]
    pub fn on_one_line(&self) -> String {
        format!("{} / {}", self.zh, self.en)
    }

    /// Both on one line, as a label of the letter is set.
    pub(crate) fn as_label(&self) -> String {
        format!("{} {}", self.zh, self.en)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::Bilingual;

    #[test]
    fn a_date_has_no_spaces_in_chinese_and_its_month_in_words_in_english() {
        let day = Bilingual::date(date(2026, 9, 1));
        assert_eq!(day.zh, "2026年9月1日");
        assert_eq!(day.en, "1 September 2026");
    }
}
