//! A notice and its words.

use fluent_bundle::FluentArgs;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_domain::ids::NoticeId;
use shared_domain::notices::{Notice, Shown};
use shared_platform::locale::Locale;
use shared_platform::texts;

use crate::reader::Reader;
use crate::words::in_words;

/// A notice as it stands in the Notices table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NoticeItem {
    /// The notice; later ones sort later.
    pub id: NoticeId,
    /// What it says.
    pub notice: Notice,
    /// When it was put into the account.
    pub created_at: Timestamp,
    /// When its owner read it.
    pub read_at: Option<Timestamp>,
}

/// The heading of a notice in a reader's language.
#[must_use]
pub fn title(notice: &Notice, locale: Locale) -> String {
    texts::text(locale, &text_name(notice))
}

/// What a notice says, in a reader's language: its text, and what follows it.
#[must_use]
pub fn text(notice: &Notice, locale: Locale) -> String {
    let reader = Reader::new(locale);
    let mut values = FluentArgs::new();
    for (name, value) in notice.values().iter() {
        if let Shown::Words(words) = value {
            values.set(name, in_words(words, &reader));
        }
    }
    let text = format!("{}.{}", text_name(notice), notice.variant());
    let mut paragraphs = vec![texts::text_with(locale, &text, &values)];
    for name in notice.followed_by() {
        match notice.values().get(name) {
            Some(Shown::Words(words)) => paragraphs.push(in_words(words, &reader)),
            Some(Shown::List(list)) if !list.is_empty() => {
                paragraphs.extend(heading(notice, name, locale));
                paragraphs.extend(list.iter().map(|each| format!("– {}", in_words(each, &reader))));
            }
            _ => {}
        }
    }
    paragraphs.join("\n\n")
}

/// What stands over a list, if anything does.
fn heading(notice: &Notice, list: &str, locale: Locale) -> Option<String> {
    let name = format!("{}.{list}", text_name(notice));
    texts::has(locale, &name).then(|| texts::text(locale, &name))
}

fn text_name(notice: &Notice) -> String {
    format!("notice-{}", notice.kind().replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use shared_domain::notices::samples::{self, Given};

    use super::*;

    const LOCALES: [Locale; 2] = [Locale::En, Locale::Zh];

    /// All news in each of their forms.
    fn notices() -> Vec<(&'static str, Notice)> {
        let samples = samples::all(&Given::ORDINARY).into_iter();
        samples.filter_map(|sample| Some((sample.case, sample.notice?))).collect()
    }

    #[test]
    fn every_notice_reads_as_reviewed() {
        for locale in LOCALES {
            let read = notices().into_iter().map(|(case, notice)| {
                format!("# {case}\n{}\n\n{}\n", title(&notice, locale), text(&notice, locale))
            });
            insta::assert_snapshot!(locale.tag(), read.collect::<Vec<_>>().join("\n"));
        }
    }

    #[test]
    fn a_notice_leaves_no_place_of_its_text_open() {
        for (case, notice) in notices() {
            for locale in LOCALES {
                let said = text(&notice, locale);
                assert!(!said.contains("{$"), "{case}: {said}");
            }
        }
    }

    #[test]
    fn what_follows_a_notice_is_among_its_values() {
        for (case, notice) in notices() {
            for name in notice.followed_by() {
                assert!(notice.values().get(name).is_some(), "{case}: {name}");
            }
        }
    }

    #[test]
    fn every_notice_has_its_texts_and_every_text_is_said_by_one() {
        for locale in LOCALES {
            let said: BTreeSet<String> = notices().iter().flat_map(names_of_texts).collect();
            let there = names_in_catalogue(locale);
            let either: Vec<&String> = said.symmetric_difference(&there).collect();
            assert!(either.is_empty(), "not said, or missing in {}: {either:?}", locale.tag());
        }
    }

    /// The texts that a notice says: its heading, its text, and what stands over lists.
    fn names_of_texts((_, notice): &(&str, Notice)) -> Vec<String> {
        let own = text_name(notice);
        let lists = notice.followed_by().filter(|name| heading(notice, name, Locale::En).is_some());
        let attributes = lists.chain([notice.variant()]);
        let attributes = attributes.map(|attribute| format!("{own}.{attribute}"));
        attributes.chain([own.clone()]).collect()
    }

    fn names_in_catalogue(locale: Locale) -> BTreeSet<String> {
        let file =
            format!("{}/../../shared/texts/{}.ftl", env!("CARGO_MANIFEST_DIR"), locale.tag());
        let catalogue = std::fs::read_to_string(file).unwrap();
        let mut names = BTreeSet::new();
        let mut message = None;
        for (name, _) in catalogue.lines().filter_map(|line| line.split_once(" =")) {
            match name.strip_prefix("    .") {
                Some(attribute) => {
                    names.extend(message.map(|message| format!("{message}.{attribute}")));
                }
                None => {
                    message = Some(name).filter(|name| name.starts_with("notice-"));
                    names.extend(message.map(str::to_owned));
                }
            }
        }
        names
    }
}
