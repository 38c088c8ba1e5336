//! How things are said to a reader.

use fluent_bundle::FluentArgs;
use jiff::civil::Date;
use shared_domain::notices::Words;
use shared_platform::locale::Locale;
use shared_platform::money::{Currency, Money};
use shared_platform::texts;

use crate::plain::{line, lines};
use crate::reader::Reader;

/// The words, as whoever gave them wrote them.
#[must_use]
pub(crate) fn in_words(words: &Words, reader: &Reader) -> String {
    match words {
        Words::Line(text) | Words::Lines(text) | Words::Secret(text) => text.clone(),
        Words::Bilingual(text) => text.text(reader.locale).to_owned(),
        Words::Instant(instant) => reader.instant(*instant),
        Words::Day(day) => date(*day, reader.locale),
        Words::Amount(money) => amount(*money, reader.locale),
        Words::Text { name, values } => {
            let mut places = FluentArgs::new();
            for (name, words) in values {
                places.set(name.as_str(), in_words(words, reader));
            }
            texts::text_with(reader.locale, name, &places)
        }
        Words::Sentences(sentences) => {
            let sentences = sentences.iter().map(|sentence| in_words(sentence, reader));
            sentences.collect::<Vec<_>>().join(" ")
        }
    }
}

/// The words as they may stand in a mail: made plain.
#[must_use]
pub(crate) fn in_plain_words(words: &Words, reader: &Reader) -> String {
    let said = in_words(words, reader);
    match words {
        Words::Secret(_) => said,
        Words::Lines(_) => lines(&said),
        _ => line(&said),
    }
}

/// A day as a reader writes it.
fn date(day: Date, locale: Locale) -> String {
    let form = match locale {
        Locale::En => "%-d %B %Y",
        Locale::Zh => "%Y年%-m月%-d日",
    };
    day.strftime(form).to_string()
}

/// An amount of money as a reader writes it.
fn amount(money: Money, locale: Locale) -> String {
    let (yuan, fen) = (money.amount_fen / 100, (money.amount_fen % 100).abs());
    match (money.currency, locale) {
        (Currency::Cny, Locale::En) => format!("CNY {yuan}.{fen:02}"),
        (Currency::Cny, Locale::Zh) => format!("人民币 {yuan}.{fen:02} 元"),
    }
}
