use serde_json::json;

use crate::setting::Setting;
use crate::university::setting::Campus;

#[tokio::test]
async fn a_browser_is_sent_to_the_university_with_a_cookie_and_nothing_is_asked_there() {
    let campus = Campus::with_open_id().await;
    campus.world.calls().reset();
    let begun = campus.begin().await;
    assert_eq!(campus.world.calls().round_trips(), 2);
    assert!(begun.address.starts_with(&format!("{}/auth?", campus.university.address)));
    assert!(campus.university.asked().is_empty());
    let secret = begun.cookie.split_once('=').unwrap().1;
    assert!(!campus.world.dump("ACCOUNTS").await.contains(secret), "the table has hashes only");
    assert!(!begun.address.contains(secret));
}

#[tokio::test]
async fn each_beginning_has_a_state_nonce_and_challenge_of_its_own() {
    let campus = Campus::with_open_id().await;
    let (one, other) = (campus.begin().await, campus.begin().await);
    let parts = |address: &str| -> Vec<String> {
        let (_, query) = address.split_once('?').unwrap();
        let pairs = form_urlencoded::parse(query.as_bytes()).into_owned();
        let own = ["state", "nonce", "code_challenge"];
        pairs.filter(|(name, _)| own.contains(&name.as_str())).map(|(_, value)| value).collect()
    };
    let (one, other) = (parts(&one.address), parts(&other.address));
    assert_eq!((one.len(), other.len()), (3, 3));
    assert!(one.iter().all(|part| !other.contains(part)));
}

/// S7
#[tokio::test]
async fn another_agreement_than_the_one_in_force_begins_nothing() {
    let campus = Campus::with_open_id().await;
    let call = campus.client.post("/api/university-sign-ins");
    let reply = call.json(&json!({ "agreementVersion": "2020-01" })).send().await;
    let errors = reply.expect_problem(422, "invalid_input").errors();
    assert_eq!(errors, [("/agreementVersion".to_owned(), "agreement_not_accepted".to_owned())]);
}

#[tokio::test]
async fn where_the_university_is_not_configured_there_is_nothing() {
    let setting = Setting::new().await;
    let body = json!({ "agreementVersion": "2026-11" });
    let reply = setting.client.post("/api/university-sign-ins").json(&body).send().await;
    reply.expect_problem(404, "not_found");
    let body = json!({ "state": "x", "proof": "x" });
    let reply = setting.client.post("/api/sessions/university").json(&body).send().await;
    reply.expect_problem(404, "not_found");
}

/// Only the function that asks the university has its secret and its addresses.
#[test]
fn only_the_one_function_that_asks_the_university_can() {
    let text = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../infra/areas/accounts.yaml"
    ))
    .unwrap();
    let of = |name: &str| text.matches(name).count();
    assert_eq!(of("university-client-secret"), 1);
    assert_eq!(of("UNIVERSITY_CHECK_URL"), 1);
}
