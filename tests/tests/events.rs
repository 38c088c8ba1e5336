//! Every function answers its sample event.

use dev::ORIGIN_SECRET;
use serde_json::{Value, json};
use shared_platform::http::ORIGIN_HEADER;
use system_tests::api_document::operations;
use system_tests::areas::actions;
use system_tests::emulator::Emulator;
use system_tests::repository::read;
use system_tests::system::System;
use system_tests::tokens::{Caller, Tokens};

#[tokio::test]
async fn every_function_answers_its_sample_event() {
    let emulator = System::running().await.emulator();
    for (action, _) in actions() {
        let event = sample(action);
        let invocation = emulator.invoke(action, &event).await;
        assert!(!invocation.failed, "{action}: {:#}", invocation.payload);
        match event.pointer("/Records/0/eventSource").and_then(Value::as_str) {
            Some("aws:sqs") => is_batch_reply(action, &event, &invocation.payload),
            Some(_) => {}
            None if event["requestContext"].is_object() => {
                is_http_reply(action, &invocation.payload);
            }
            None => {}
        }
    }
}

#[tokio::test]
async fn every_http_sample_is_understood_when_its_caller_is_signed_in() {
    let system = System::running().await;
    let (emulator, tokens) = (system.emulator(), Tokens::of(&system));
    for operation in operations().iter().filter(|operation| operation.takes_token) {
        let mut event = sample(&operation.id);
        let token = match operation.caller {
            Caller::Staff(role) => tokens.member_of_staff(&system, role).await,
            Caller::AnyOf(roles) => tokens.member_of_staff(&system, roles[0]).await,
            caller => tokens.of_caller(caller),
        };
        event["headers"]["authorization"] = json!(format!("Bearer {token}"));
        let reply = invoke_http(&emulator, &operation.id, &event).await;
        // What the sample names is nobody's; but nothing is wrong with the request.
        let status = reply["statusCode"].as_u64().unwrap();
        // Nobody has such an account or session: 401 of their own account.
        let nobodys = operation.caller == Caller::AccountHolder && status == 401;
        let understood = status < 300 || matches!(status, 404 | 422) || nobodys;
        assert!(understood, "{}: {reply:#}", operation.id);
    }
}

async fn invoke_http(emulator: &Emulator, action: &str, event: &Value) -> Value {
    let reply = emulator.invoke(action, event).await.successful().clone();
    is_http_reply(action, &reply);
    reply
}

/// The sample, as it comes through the distribution.
fn sample(action: &str) -> Value {
    let mut event: Value = serde_json::from_str(&read(&format!("events/{action}.json"))).unwrap();
    if event["requestContext"].is_object() {
        // What the distribution adds is a parameter of the installation.
        event["headers"][ORIGIN_HEADER] = json!(ORIGIN_SECRET);
    }
    event
}

/// Every message that failed is one of those that came.
fn is_batch_reply(action: &str, event: &Value, reply: &Value) {
    let came: Vec<&Value> = ids(&event["Records"], "messageId");
    let failed = ids(&reply["batchItemFailures"], "itemIdentifier");
    for id in failed {
        assert!(came.contains(&id), "{action}: {id} did not come: {reply:#}");
    }
}

fn ids<'a>(list: &'a Value, name: &str) -> Vec<&'a Value> {
    let list = list.as_array().unwrap_or_else(|| panic!("no list: {list:#}"));
    list.iter().map(|item| &item[name]).collect()
}

/// A reply of ours: a status that is no failure, an id, and JSON if anything, unless it
/// is a file to be kept.
fn is_http_reply(action: &str, reply: &Value) {
    let status = reply["statusCode"].as_u64().unwrap_or_default();
    assert!((200..500).contains(&status), "{action}: {reply:#}");
    let header = |name: &str| reply["headers"][name].as_str().unwrap_or_default().to_owned();
    assert!(!header("x-request-id").is_empty(), "{action}: {reply:#}");
    let body = reply["body"].as_str().unwrap_or_default();
    if header("content-disposition").starts_with("attachment") {
        assert_eq!(status, 200, "{action}: {reply:#}");
    } else if status != 204 {
        let body: Value =
            serde_json::from_str(body).unwrap_or_else(|_| panic!("{action}: {reply:#}"));
        assert!(header("content-type").ends_with("json"), "{action}: {reply:#}");
        assert_eq!(body["code"].is_string(), status >= 400, "{action}: {body:#}");
    }
}
