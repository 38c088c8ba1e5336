//! The two languages of the service.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A reader's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    Zh,
}

impl Locale {
    /// The language an `Accept-Language` header prefers; English when it names neither.
    #[must_use]
    pub fn preferred(accept_language: Option<&str>) -> Self {
        let mut best = (Self::En, 0.0);
        for range in accept_language.unwrap_or_default().split(',') {
            let (tag, quality) = match range.split_once(";q=") {
                Some((tag, quality)) => (tag, quality.trim().parse().unwrap_or(0.0)),
                None => (range, 1.0),
            };
            let language = tag.trim().split('-').next().unwrap_or_default();
            let locale = match language.to_ascii_lowercase().as_str() {
                "zh" => Self::Zh,
                "en" => Self::En,
                _ => continue,
            };
            if quality > best.1 {
                best = (locale, quality);
            }
        }
        best.0
    }

    /// The language tag of pages and replies.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh-CN",
        }
    }
}

/// A text that exists in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Bilingual {
    /// English.
    pub en: String,
    /// Simplified Chinese.
    pub zh: String,
}

impl Bilingual {
    /// The text in a reader's language.
    #[must_use]
    pub fn text(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.en,
            Locale::Zh => &self.zh,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_decides_the_language() {
        for (header, expected) in [
            (None, Locale::En),
            (Some("zh-CN,zh;q=0.9,en;q=0.8"), Locale::Zh),
            (Some("en-GB,en;q=0.9,zh;q=0.8"), Locale::En),
            (Some("fr,zh-TW;q=0.5,en;q=0.2"), Locale::Zh),
            (Some("fr"), Locale::En),
            (Some(";;q=,,zh;q=abc"), Locale::En),
        ] {
            assert_eq!(Locale::preferred(header), expected, "{header:?}");
        }
    }
}
