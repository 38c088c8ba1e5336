//! Every code that a client may see has its texts in both languages, and no text
//! is left over.
//!
//! The sources are read for string literals in the places where codes stand: in
//! the calls that make a problem or the error of a field, in what hands a `code`
//! on to them, and in functions whose error is a code.

use std::collections::BTreeSet;

use shared_platform::Locale;
use shared_platform::texts;
use system_tests::areas::AREAS;
use system_tests::repository::{read, rust_sources};
use system_tests::rust_source::{Function, Token, arguments, calls, functions, tokens};

/// Where texts of codes stand in the catalogue.
const FAMILIES: [&str; 3] = ["problem", "field", "refusal"];
/// What makes a problem of a code.
const PROBLEMS: [&str; 6] =
    ["new", "malformed", "unauthenticated", "forbidden", "conflict", "unprocessable"];

/// A code, the families one of which must have its text, and where it stands.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Code {
    code: String,
    families: Vec<&'static str>,
    file: String,
}

#[test]
fn every_code_has_its_texts_in_both_languages() {
    let codes = codes();
    // The search itself works: it finds codes of every kind of place.
    for known in [
        "sign_in_failed",
        "claimed_by_another",
        "password_differs",
        "unknown_slot",
        "date_not_past",
    ] {
        assert!(codes.iter().any(|code| code.code == known), "{known} is not found any more");
    }
    let without_text: Vec<&Code> = codes.iter().filter(|code| !has_text(code)).collect();
    assert!(without_text.is_empty(), "codes without a text in shared/texts: {without_text:#?}");
}

#[test]
fn no_text_of_a_code_is_left_over() {
    let used: BTreeSet<String> =
        sources().iter().flat_map(|(_, tokens)| literals(tokens)).collect();
    let refusals = read("functions/documents/src/inspecting/inspection.rs");
    let left_over: Vec<String> = catalogue()
        .into_iter()
        .filter(|(family, code)| match family.as_str() {
            // The codes of refusals are the names of an enumeration, or the word of a folder.
            "refusal" => !refusals.contains(&camel_case(code)) && !used.contains(code),
            _ => !used.contains(code),
        })
        .map(|(family, code)| format!("{family}-{code}"))
        .collect();
    assert!(left_over.is_empty(), "texts in shared/texts that nothing uses: {left_over:#?}");
}

/// The families and codes of the catalogue's texts.
fn catalogue() -> Vec<(String, String)> {
    let texts = read("shared/texts/en.ftl");
    let names = texts.lines().filter_map(|line| line.split_once(" =").map(|(name, _)| name));
    let split = names.filter_map(|name| name.split_once('-'));
    let of_codes = split.filter(|(family, _)| FAMILIES.contains(family));
    of_codes.map(|(family, code)| (family.to_owned(), code.replace('-', "_"))).collect()
}

fn has_text(code: &Code) -> bool {
    code.families.iter().any(|family| {
        let name = format!("{family}-{}", code.code.replace('_', "-"));
        [Locale::En, Locale::Zh].into_iter().all(|locale| texts::has(locale, &name))
    })
}

fn sources() -> Vec<(String, Vec<Token>)> {
    let areas = AREAS.map(|area| format!("functions/{}/src", area.name));
    let folders =
        areas.iter().map(String::as_str).chain(["shared/platform/src", "shared/domain/src"]);
    let files = folders.flat_map(rust_sources);
    files.map(|file| (file.clone(), tokens(&read(&file)))).collect()
}

fn codes() -> BTreeSet<Code> {
    let mut codes = BTreeSet::new();
    for (file, tokens) in sources() {
        let mut add = |families: &[&'static str], found: Vec<String>| {
            codes.extend(found.into_iter().map(|code| Code {
                code,
                families: families.to_vec(),
                file: file.clone(),
            }));
        };
        for name in PROBLEMS {
            add(&["problem"], last_literals(&tokens, &["Problem", name]));
            // In `impl From<…> for Problem`.
            add(&["problem"], last_literals(&tokens, &["Self", name]));
        }
        add(&["field"], last_literals(&tokens, &["FieldError", "new"]));
        add(&["field"], last_literals(&tokens, &["typed"]));
        for carrier in carriers(&tokens) {
            add(&FAMILIES, last_literals(&tokens, &[&carrier]));
        }
        for function in functions(&tokens).into_iter().filter(errs_with_a_code) {
            add(&FAMILIES, literals(function.body));
        }
    }
    codes
}

/// The functions and closures of a file that take a `code`.
fn carriers(tokens: &[Token]) -> BTreeSet<String> {
    let takes_code =
        |parameters: &[Token]| parameters.iter().any(|each| each.word() == Some("code"));
    let named = functions(tokens).into_iter().filter(|function| takes_code(function.head));
    let mut carriers: BTreeSet<String> = named.map(|function| function.name.to_owned()).collect();
    for at in 0..tokens.len() {
        let [Token::Word(name), Token::Sign('='), Token::Sign('|'), parameters @ ..] =
            &tokens[at..]
        else {
            continue;
        };
        let end = parameters.iter().position(|token| *token == Token::Sign('|')).unwrap();
        if takes_code(&parameters[..end]) {
            carriers.insert(name.clone());
        }
    }
    // Their calls are looked for by name.
    for too_general in ["new", "malformed"] {
        carriers.remove(too_general);
    }
    carriers
}

/// Whether the function answers a code, or fails with one, or chooses one for a
/// problem that it makes.
fn errs_with_a_code(function: &Function<'_>) -> bool {
    let static_text = tokens("&'static str");
    let mentions =
        |tokens: &[Token]| tokens.windows(static_text.len()).any(|part| part == static_text);
    let arrow = [Token::Sign('-'), Token::Sign('>')];
    let answer = function.head.windows(arrow.len()).position(|part| part == arrow);
    let answer = answer.map_or(&[][..], |at| &function.head[at..]);
    // The form calls the type of its codes `FieldCode`.
    let of_codes = mentions(answer) || answer.iter().any(|token| token.word() == Some("FieldCode"));
    let answers = of_codes
        && (function.name.ends_with("code") || answer.iter().any(|t| t.word() == Some("Result")));
    let chooses = calls(function.body, &["Problem", "new"]).any(|call| {
        let last = arguments(call).pop().unwrap_or_default();
        last == tokens("code")
    });
    answers || chooses
}

/// The codes that are the last argument of calls of `name`.
fn last_literals(tokens: &[Token], name: &[&str]) -> Vec<String> {
    let last = calls(tokens, name).filter_map(|call| arguments(call).pop());
    last.flat_map(literals).collect()
}

/// The literals that look like a code.
fn literals(tokens: &[Token]) -> Vec<String> {
    let is_code = |text: &String| {
        let letters = text.starts_with(|first: char| first.is_ascii_lowercase());
        letters
            && text
                .chars()
                .all(|each| each.is_ascii_lowercase() || each.is_ascii_digit() || each == '_')
    };
    let texts = tokens.iter().filter_map(|token| match token {
        Token::Text(text) => Some(text.clone()),
        _ => None,
    });
    texts.filter(is_code).collect()
}

fn camel_case(code: &str) -> String {
    code.split('_').map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}
