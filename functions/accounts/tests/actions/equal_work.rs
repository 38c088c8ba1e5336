//! Nobody learns by work, time or reply whether a name is somebody's.

use std::time::Duration;

use serde_json::{Value, json};
use shared_kit::Call;

use crate::setting::{PASSWORD, Setting};

/// What a call costs and says: AWS calls, round trips, hashes and the reply,
/// byte for byte but for the request's id.
#[derive(Debug, PartialEq)]
struct Seen {
    operations: Vec<String>,
    round_trips: usize,
    hashes: usize,
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

async fn seen(setting: &Setting, call: Call) -> Seen {
    let calls = setting.world.calls();
    calls.reset();
    setting.hashes();
    let mut reply = call.send().await;
    let id = reply.headers.remove("x-request-id").unwrap();
    let mut operations = calls.operations();
    operations.sort();
    let headers = reply.headers.iter();
    Seen {
        operations,
        round_trips: calls.round_trips(),
        hashes: setting.hashes(),
        status: reply.status.as_u16(),
        headers: headers.map(|(name, value)| (name.to_string(), format!("{value:?}"))).collect(),
        body: reply.body.to_string().replace(id.to_str().unwrap(), ""),
    }
}

/// An account that is active, one that waits to be activated, and none.
async fn setting() -> Setting {
    let setting = Setting::new().await;
    setting.activated("anna.tester").await;
    let _ = setting.register(&setting.form("bert.waiting").await).await.expect(202);
    setting
}

const NAMES: [&str; 5] =
    ["anna.tester", "anna.tester@example.org", "bert.waiting", "nobody.here", "no@example.org"];

/// Stops the test unless the form costs and says the same of every name.
async fn all_alike(path: &str, form: impl AsyncFn(&Setting, &str) -> Value) -> Seen {
    let setting = setting().await;
    let mut all = Vec::new();
    for name in NAMES {
        // Limits are full again, so that they cost the same.
        setting.world.advance(Duration::from_secs(2 * 60 * 60));
        let call = setting.client.post(path).json(&form(&setting, name).await);
        all.push(seen(&setting, call).await);
    }
    let first = all.remove(0);
    all.into_iter().for_each(|other| assert_eq!(first, other));
    first
}

#[tokio::test]
async fn a_wrong_password_costs_and_says_the_same_as_an_unknown_name() {
    let form = async |_: &Setting, name: &str| json!({ "name": name, "password": "Wrong-1-Word" });
    let seen = all_alike("/api/sessions", form).await;
    assert_eq!((seen.status, seen.hashes, seen.round_trips), (401, 1, 2));
}

#[tokio::test]
async fn with_a_challenge_and_a_code_it_is_the_same() {
    let form = async |setting: &Setting, name: &str| {
        let challenge = setting.solution(0).await;
        json!({ "name": name, "password": "Wrong-1-Word", "totp": "000000", "challenge": challenge })
    };
    let seen = all_alike("/api/sessions", form).await;
    assert_eq!((seen.status, seen.hashes, seen.round_trips), (401, 1, 2));
}

#[tokio::test]
async fn from_a_device_of_another_account_it_is_the_same() {
    let setting = setting().await;
    setting.activated("spy.tester").await;
    let reply = setting.sign_in("spy.tester", PASSWORD).await.expect(201);
    let device = crate::setting::device_cookie(&reply);
    let mut all = Vec::new();
    for name in ["anna.tester", "nobody.here"] {
        setting.world.advance(Duration::from_secs(2 * 60 * 60));
        let form = json!({ "name": name, "password": "Wrong-1-Word" });
        let call = setting.client.post("/api/sessions").json(&form).header("cookie", &device);
        // The address is counted twice: when the second count is made depends
        // on which call of the first round is back first.
        all.push(Seen { round_trips: 0, ..seen(&setting, call).await });
    }
    assert_eq!(all[0], all[1]);
}

#[tokio::test]
async fn a_link_is_sent_again_or_not_and_the_request_costs_and_says_the_same() {
    let form = async |setting: &Setting, name: &str| json!({ "name": name, "challenge": setting.solution(0).await });
    let seen = all_alike("/api/activations/requests", form).await;
    assert_eq!((seen.status, seen.hashes, seen.round_trips), (202, 0, 2));
}

#[tokio::test]
async fn a_temporary_password_is_sent_or_not_and_the_request_costs_and_says_the_same() {
    let form = async |setting: &Setting, name: &str| json!({ "name": name, "challenge": setting.solution(0).await });
    let seen = all_alike("/api/passwords/requests", form).await;
    assert_eq!((seen.status, seen.hashes, seen.round_trips), (202, 0, 2));
}

#[tokio::test]
async fn a_wrong_temporary_password_costs_and_says_the_same_as_an_unknown_name() {
    let form = async |_: &Setting, name: &str| {
        json!({
            "name": name, "temporaryPassword": "Sj1-invented",
            "password": "Quiet-River-31", "passwordConfirmation": "Quiet-River-31",
        })
    };
    let seen = all_alike("/api/passwords/resets", form).await;
    assert_eq!((seen.status, seen.hashes, seen.round_trips), (422, 1, 1));
}
