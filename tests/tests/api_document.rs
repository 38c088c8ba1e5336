//! The API document says what the handlers say, and can be used by programs.

use std::collections::BTreeMap;

use serde_json::Value;
use system_tests::api_document::{self, document, operations};
use system_tests::areas::{AREAS, file_of};
use system_tests::repository::read;

#[test]
fn the_committed_document_is_what_the_handlers_say() {
    let fresh = api_document::text() == read("docs/openapi.json");
    assert!(fresh, "docs/openapi.json is stale: run `cargo dev api`");
}

#[test]
fn two_types_never_share_a_name() {
    let mut seen: BTreeMap<String, Value> = BTreeMap::new();
    for area in AREAS {
        for part in (area.actions)().documents() {
            let part = serde_json::to_value(part).unwrap();
            let schemas = part["components"]["schemas"].as_object().cloned().unwrap_or_default();
            for (name, schema) in schemas {
                let first = seen.entry(name.clone()).or_insert_with(|| schema.clone());
                assert_eq!(*first, schema, "two types are called {name}");
            }
        }
    }
}

#[test]
fn every_reference_leads_to_a_schema() {
    let document = document();
    let mut references = Vec::new();
    collect_references(&document, &mut references);
    for reference in references {
        let pointer = reference.strip_prefix('#').expect("a reference into the document");
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
}

fn collect_references(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            references.extend(members.get("$ref").and_then(Value::as_str).map(str::to_owned));
            members.values().for_each(|member| collect_references(member, references));
        }
        Value::Array(items) => items.iter().for_each(|item| collect_references(item, references)),
        _ => {}
    }
}

#[test]
fn every_operation_says_in_a_line_what_it_does() {
    for operation in operations() {
        let summary = operation.summary.as_str();
        assert!(summary.ends_with('.') && !summary.contains('\n'), "{}: {summary:?}", operation.id);
    }
}

#[test]
fn an_operation_that_takes_a_token_says_so() {
    // bad_input.rs takes its operations from this document: one that takes a
    // token without saying so would not be tried without one.
    for operation in operations().iter().filter(|operation| !operation.takes_token) {
        let source = read(&file_of(&operation.id));
        for actor in [": Applicant", ": AccountHolder", ": Staff<"] {
            assert!(!source.contains(actor), "{} takes a token and does not say so", operation.id);
        }
    }
}
