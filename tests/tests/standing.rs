//! A role that is taken away and a session that is ended count at once, for
//! every operation of staff, whatever the token still says.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

use serde_json::{Value, json};
use shared_platform::auth::StaffRole;
use system_tests::api_document::{ApiOperation, operations};
use system_tests::people::{account_of, new_staff, sign_in_staff};
use system_tests::repository::read;
use system_tests::system::System;
use system_tests::tokens::{Caller, Tokens};
use system_tests::visitor::{Reply, Visitor};

/// The operations that only staff may call.
fn operations_of_staff() -> Vec<ApiOperation> {
    let of_staff =
        |operation: &ApiOperation| matches!(operation.caller, Caller::Staff(_) | Caller::AnyOf(_));
    let found: Vec<ApiOperation> = operations().into_iter().filter(of_staff).collect();
    assert!(found.len() >= 12, "only {} operations of staff", found.len());
    found
}

/// A new member of staff with every role that an operation asks for, signed in.
async fn signed_in(system: &System) -> Visitor {
    let staff =
        new_staff(system, &["reviewer", "administrator", "registrar", "visa_officer"]).await;
    sign_in_staff(&system.visitor(), &staff).await
}

/// Calls an operation as its sample event does.
async fn call(visitor: &Visitor, operation: &ApiOperation) -> Reply {
    let sample: Value =
        serde_json::from_str(&read(&format!("events/{}.json", operation.id))).unwrap();
    let path = match sample["rawQueryString"].as_str() {
        None | Some("") => sample["rawPath"].as_str().unwrap().to_owned(),
        Some(query) => format!("{}?{query}", sample["rawPath"].as_str().unwrap()),
    };
    let mut request = visitor.request(operation.method.clone(), &path);
    if operation.takes_idempotency_key {
        request = request.idempotent();
    }
    if let Some(body) = sample["body"].as_str() {
        request = match serde_json::from_str::<Value>(body) {
            Ok(body) => request.json(&body),
            Err(_) => {
                let kind = sample["headers"]["content-type"].as_str().unwrap();
                request.header("content-type", kind).raw(body.as_bytes().to_vec())
            }
        };
    }
    request.send().await
}

/// Nothing is done for the visitor, and nothing shown: not even that what the sample
/// names is not there.
async fn refuses_everything(visitor: &Visitor) {
    for operation in operations_of_staff() {
        let reply = call(visitor, &operation).await;
        let code = reply.body["code"].as_str().unwrap_or_default();
        assert!(
            matches!((reply.status, code), (401, "session_over") | (403, "not_permitted")),
            "{}: {} {:#}",
            operation.id,
            reply.status,
            reply.body
        );
    }
}

#[tokio::test]
async fn while_the_role_is_there_no_operation_refuses_it() {
    let system = System::running().await;
    let colleague = signed_in(&system).await;
    for operation in operations_of_staff() {
        let reply = call(&colleague, &operation).await;
        assert!(!matches!(reply.status, 401 | 403), "{}: {:#}", operation.id, reply.body);
    }
}

#[tokio::test]
async fn a_role_that_is_taken_away_counts_at_once_for_every_operation() {
    let system = System::running().await;
    let colleague = signed_in(&system).await;
    let tokens = Tokens::of(&system);
    let administrator = tokens.member_of_staff(&system, StaffRole::Administrator).await;
    let administrator = system.visitor().with_token(&administrator);
    let path = format!("/api/staff/accounts/{}/roles", account_of(&colleague));
    let change = administrator.put(&path).json(&json!({ "roles": ["viewer"] }));
    let _ = change.send().await.expect(200);
    refuses_everything(&colleague).await;
}

#[tokio::test]
async fn a_session_that_is_ended_is_over_for_every_operation() {
    let system = System::running().await;
    let colleague = signed_in(&system).await;
    let end = colleague.request(http::Method::DELETE, "/api/account/sessions");
    let _ = end.send().await.expect(204);
    refuses_everything(&colleague).await;
}
