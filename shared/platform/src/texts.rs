//! The message catalogue: every text the service itself says, in both languages.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::locale::{Bilingual, Locale};

/// The catalogue of a language. A build for deployment carries it; one for
/// development reads it from the working tree, so that a changed text needs no
/// build.
#[cfg(not(debug_assertions))]
fn source(locale: Locale) -> String {
    let source = match locale {
        Locale::En => include_str!("../../texts/en.ftl"),
        Locale::Zh => include_str!("../../texts/zh-CN.ftl"),
    };
    source.to_owned()
}

#[cfg(debug_assertions)]
fn source(locale: Locale) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../texts");
    std::fs::read_to_string(format!("{folder}/{}.ftl", locale.tag())).unwrap_or_default()
}

type Bundle = FluentBundle<FluentResource>;

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
    let bundle = bundle(locale);
    let (id, attribute) = match name.split_once('.') {
        Some((id, attribute)) => (id, Some(attribute)),
        None => (name, None),
    };
    let message = bundle.get_message(id)?;
    let pattern = match attribute {
        Some(attribute) => message.get_attribute(attribute)?.value(),
        None => message.value()?,
    };
    Some(bundle.format_pattern(pattern, Some(values), &mut Vec::new()).into_owned())
}

/// Parsed on first use: most invocations say nothing.
fn bundle(locale: Locale) -> &'static Bundle {
    static BUNDLES: [OnceLock<Bundle>; 2] = [OnceLock::new(), OnceLock::new()];
    let [english, chinese] = &BUNDLES;
    match locale {
        Locale::En => english.get_or_init(|| parse(locale)),
        Locale::Zh => chinese.get_or_init(|| parse(locale)),
    }
}

fn parse(locale: Locale) -> Bundle {
    let language: LanguageIdentifier = locale.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // The texts stand in HTML and JSON: no direction marks around values.
    bundle.set_use_isolating(false);
    // What cannot be parsed is left out; a test reads the whole catalogue.
    let resource = FluentResource::try_new(source(locale));
    bundle.add_resource_overriding(resource.unwrap_or_else(|(resource, _)| resource));
    bundle
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The names of a catalogue: messages and their attributes.
    fn names(locale: Locale) -> BTreeSet<String> {
        let resource = FluentResource::try_new(source(locale)).expect("the catalogue parses");
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
    fn every_problem_says_what_to_do() {
        for name in names(Locale::En).iter().filter(|name| name.starts_with("problem-")) {
            let problem = name.split('.').next().unwrap();
            assert!(has(Locale::En, &format!("{problem}.detail")), "{problem} has no detail");
        }
    }
}
