//! The message catalogue: every text the service itself says, in both languages.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::locale::{Bilingual, Locale};

/// The catalogue of a language. A build for deployment carries it; one for
/// development reads it from the working tree, so that a changed text needs no
/// build.
#[cfg(not(debug_assertions))]
fn source(locale: Locale) -> &'static str {
    match locale {
        Locale::En => include_str!("../../texts/en.ftl"),
        Locale::Zh => include_str!("../../texts/zh-CN.ftl"),
    }
}

#[cfg(debug_assertions)]
fn source(locale: Locale) -> &'static str {
    use std::sync::OnceLock;
    static SOURCES: [OnceLock<String>; 2] = [OnceLock::new(), OnceLock::new()];
    let [english, chinese] = &SOURCES;
    let source = match locale {
        Locale::En => english,
        Locale::Zh => chinese,
    };
    source.get_or_init(|| {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../texts");
        std::fs::read_to_string(format!("{folder}/{}.ftl", locale.tag())).unwrap_or_default()
    })
}

/// The text called `name` (or `name.attribute`) in a reader's language. A text
/// that is missing shows its name; a test keeps that from happening.
#[must_use]
pub fn text(locale: Locale, name: &str) -> String {
    text_with(locale, name, &FluentArgs::new())
}

/// The same with values for the places in it.
#[must_use]
pub fn text_with(locale: Locale, name: &str, values: &FluentArgs<'_>) -> String {
    lookup(locale, name, values).unwrap_or_else(|| name.to_owned())
}

/// A text in both languages, for what staff and applicants read side by side.
#[must_use]
pub fn in_both_languages(name: &str) -> Bilingual {
    Bilingual { en: text(Locale::En, name), zh: text(Locale::Zh, name) }
}

/// Whether the catalogue of a language has the text.
#[must_use]
pub fn has(locale: Locale, name: &str) -> bool {
    lookup(locale, name, &FluentArgs::new()).is_some()
}

fn lookup(locale: Locale, name: &str, values: &FluentArgs<'_>) -> Option<String> {
    let (id, attribute) = match name.split_once('.') {
        Some((id, attribute)) => (id, Some(attribute)),
        None => (name, None),
    };
    let bundle = parse(locale, entry(source(locale), id)?);
    let message = bundle.get_message(id)?;
    let pattern = match attribute {
        Some(attribute) => message.get_attribute(attribute)?.value(),
        None => message.value()?,
    };
    Some(bundle.format_pattern(pattern, Some(values), &mut Vec::new()).into_owned())
}

/// The part of a catalogue with one message. A function says one text or none in
/// its first reply; parsing all of them took longer than its call of the database.
/// So a message cannot refer to another, which a test keeps from happening.
fn entry<'s>(catalogue: &'s str, id: &str) -> Option<&'s str> {
    let is_it = |line: &str| {
        line.strip_prefix(id).is_some_and(|rest| rest.trim_start_matches(' ').starts_with('='))
    };
    let begins_another =
        |line: &str| line.starts_with(|first: char| first.is_alphabetic() || first == '#');
    let mut rest = catalogue.split_inclusive('\n').scan(0, |offset, line| {
        let begin = *offset;
        *offset += line.len();
        Some((begin, line))
    });
    let (begin, _) = rest.find(|(_, line)| is_it(line))?;
    let end = rest.find(|(_, line)| begins_another(line)).map(|(end, _)| end);
    catalogue.get(begin..end.unwrap_or(catalogue.len()))
}

fn parse(locale: Locale, entry: &str) -> FluentBundle<FluentResource> {
    let language: LanguageIdentifier = locale.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // The texts stand in HTML and JSON: no direction marks around values.
    bundle.set_use_isolating(false);
    // What cannot be parsed is left out; a test reads the whole catalogue.
    let resource = FluentResource::try_new(entry.to_owned());
    bundle.add_resource_overriding(resource.unwrap_or_else(|(resource, _)| resource));
    bundle
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The names of a catalogue: messages and their attributes.
    fn names(locale: Locale) -> BTreeSet<String> {
        let resource =
            FluentResource::try_new(source(locale).to_owned()).expect("the catalogue parses");
        let mut names = BTreeSet::new();
        for entry in resource.entries() {
            if let fluent_syntax::ast::Entry::Message(message) = entry {
                names.insert(message.id.name.to_owned());
                for attribute in &message.attributes {
                    names.insert(format!("{}.{}", message.id.name, attribute.id.name));
                }
            }
        }
        names
    }

    #[test]
    fn both_languages_have_the_same_texts() {
        assert_eq!(names(Locale::En), names(Locale::Zh));
    }

    #[test]
    fn a_text_is_said_in_the_language_of_its_reader_and_a_missing_one_by_its_name() {
        let title = in_both_languages("problem-not-found");
        assert!(title.en.is_ascii() && !title.zh.is_ascii(), "{title:?}");
        for locale in [Locale::En, Locale::Zh] {
            for (name, is_there) in
                [("problem-not-found", true), ("problem-not-found.detail", true)]
                    .into_iter()
                    .chain([("problem-nobody-has", false), ("problem-not-found.none", false)])
            {
                assert_eq!(has(locale, name), is_there, "{name}");
                assert_eq!(text(locale, name) != name, is_there, "{name}");
            }
        }
    }

    #[test]
    fn every_text_is_found_by_its_name_alone() {
        for locale in [Locale::En, Locale::Zh] {
            let names = names(locale);
            for name in &names {
                // An attribute may stand in a message without a text of its own.
                let found = has(locale, name);
                let has_attributes =
                    names.iter().any(|other| other.starts_with(&format!("{name}.")));
                assert!(found || has_attributes, "{name} is not found in {}", locale.tag());
            }
        }
    }

    #[test]
    fn no_text_refers_to_another() {
        use fluent_syntax::ast::{Entry, Expression, InlineExpression, PatternElement};
        for locale in [Locale::En, Locale::Zh] {
            let resource = FluentResource::try_new(source(locale).to_owned()).unwrap();
            for entry in resource.entries() {
                let Entry::Message(message) = entry else { continue };
                let patterns = message.attributes.iter().map(|attribute| &attribute.value);
                let elements = patterns.chain(&message.value).flat_map(|it| &it.elements);
                let referred = elements.into_iter().any(|element| {
                    matches!(
                        element,
                        PatternElement::Placeable {
                            expression: Expression::Inline(
                                InlineExpression::MessageReference { .. }
                                    | InlineExpression::TermReference { .. }
                            )
                        }
                    )
                });
                assert!(!referred, "{} refers to another text", message.id.name);
            }
        }
    }

    #[test]
    fn the_part_of_a_catalogue_ends_where_the_next_begins() {
        let catalogue = "one = 1\n\none-more = { $n ->\n    [one] a\n   *[other] b\n}\n    .detail = d\n## x\ntwo = 2\n";
        assert_eq!(entry(catalogue, "one"), Some("one = 1\n\n"));
        let more = "one-more = { $n ->\n    [one] a\n   *[other] b\n}\n    .detail = d\n";
        assert_eq!(entry(catalogue, "one-more"), Some(more));
        assert_eq!(entry(catalogue, "two"), Some("two = 2\n"));
        assert_eq!(entry(catalogue, "o"), None);
    }

    #[test]
    fn every_problem_says_what_to_do() {
        for name in names(Locale::En).iter().filter(|name| name.starts_with("problem-")) {
            let problem = name.split('.').next().unwrap();
            assert!(has(Locale::En, &format!("{problem}.detail")), "{problem} has no detail");
        }
    }
}
