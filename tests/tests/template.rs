//! The template, the code, the API document and the sample events name the same
//! actions: whoever adds one to one of them adds it to all.

use std::collections::{BTreeMap, BTreeSet};

use shared_kit::template;
use system_tests::api_document::operations;
use system_tests::areas::{AREAS, actions, file_of, message_consumers};
use system_tests::repository::{path, read, rust_sources};

#[test]
fn every_action_is_a_function_of_its_areas_binary_and_there_are_no_others() {
    let functions: BTreeSet<(String, String)> = template().functions().into_iter().collect();
    let actions = actions().into_iter();
    let actions = actions.map(|(action, area)| (action.to_owned(), area.to_owned()));
    assert_eq!(functions, actions.collect());
}

/// The university is asked, and browsers are sent there, by nothing that can be read or
/// changed on the way; the local run has it on the same machine.
#[test]
fn the_addresses_of_the_university_are_encrypted_but_for_the_local_run() {
    let template = read("infra/template.yaml");
    for parameter in ["UniversityLoginUrl", "UniversityCheckUrl", "UniversityIssuer"] {
        let of_parameter = template.split(&format!("\n  {parameter}:\n")).nth(1).unwrap();
        let pattern = of_parameter.lines().find(|line| line.contains("AllowedPattern"));
        let expected = r#"    AllowedPattern: "(https://.+|http://127[.]0[.]0[.]1:.+)?""#;
        assert_eq!(pattern, Some(expected), "{parameter}");
    }
}

#[test]
fn the_routes_of_the_template_are_the_operations_of_the_api_document() {
    let routes: BTreeSet<(String, String, String)> = template().routes().into_iter().collect();
    let operations = operations().into_iter();
    let operations = operations.map(|each| (each.id, each.method.to_string(), each.path));
    assert_eq!(routes, operations.collect());
}

/// A message is a type with the name of its consumer; the consumer's queue bears
/// the same name. Whoever adds one of the three adds the others.
#[test]
fn every_message_has_a_consumer_and_the_consumer_a_queue() {
    let consumers = message_consumers();
    let named: BTreeSet<String> = message_types().into_values().collect();
    let without: Vec<&String> =
        named.iter().filter(|action| !consumers.contains(action.as_str())).collect();
    assert!(without.is_empty(), "messages that nobody consumes: {without:?}");
    let queues: BTreeSet<String> = template().consumers().into_iter().collect();
    let without: Vec<&&str> =
        consumers.iter().filter(|action| !queues.contains(**action)).collect();
    assert!(without.is_empty(), "consumers without a queue in the template: {without:?}");
}

/// The messages of the source code, each with the action that it names.
fn message_types() -> BTreeMap<String, String> {
    let folders = AREAS.map(|area| format!("functions/{}/src", area.name));
    let files = folders.iter().map(String::as_str).chain(["shared/domain/src"]);
    let mut types = BTreeMap::new();
    for source in files.flat_map(rust_sources).map(|file| read(&file)) {
        for part in source.split("impl Message for ").skip(1) {
            let name = part.split([' ', '<']).next().unwrap_or_default();
            let action = part.split("const ACTION: &'static str = \"").nth(1);
            let action = action.and_then(|rest| rest.split('"').next());
            types.insert(name.to_owned(), action.unwrap_or_default().to_owned());
        }
    }
    assert!(types.len() > 10, "the messages were not found: {types:?}");
    types
}

#[test]
fn every_action_has_a_sample_event_and_there_are_no_others() {
    let files = std::fs::read_dir(path("events")).unwrap();
    let samples: BTreeSet<String> =
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    let wanted = actions().into_iter().map(|(action, _)| format!("{action}.json"));
    assert_eq!(samples, wanted.collect());
}

#[test]
fn every_action_has_a_file_of_its_name() {
    for (action, _) in actions() {
        let _ = file_of(action);
    }
}

#[test]
fn every_action_has_its_tests_and_says_in_the_documents_what_it_reads_and_writes() {
    let data = read("docs/DATA.md");
    for (action, area) in actions() {
        let tests = rust_sources(&format!("functions/{area}/tests"));
        let own = format!("/{action}.rs");
        assert!(tests.iter().any(|file| file.ends_with(&own)), "{action} has no tests");
        assert!(data.contains(&format!("`{action}`")), "docs/DATA.md does not name {action}");
    }
}
