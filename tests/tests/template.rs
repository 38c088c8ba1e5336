//! The template, the code, the API document and the sample events name the same
//! actions: whoever adds one to one of them adds it to all.

use std::collections::BTreeSet;

use shared_kit::template;
use system_tests::api_document::operations;
use system_tests::areas::{actions, file_of};
use system_tests::repository::path;

#[test]
fn every_action_is_a_function_of_its_areas_binary_and_there_are_no_others() {
    let functions: BTreeSet<(String, String)> = template().functions().into_iter().collect();
    let actions = actions().into_iter();
    let actions = actions.map(|(action, area)| (action.to_owned(), area.to_owned()));
    assert_eq!(functions, actions.collect());
}

#[test]
fn the_routes_of_the_template_are_the_operations_of_the_api_document() {
    let routes: BTreeSet<(String, String, String)> = template().routes().into_iter().collect();
    let operations = operations().into_iter();
    let operations = operations.map(|each| (each.id, each.method.to_string(), each.path));
    assert_eq!(routes, operations.collect());
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
