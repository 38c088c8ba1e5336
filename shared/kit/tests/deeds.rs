//! What staff do counts only while their standing holds, however late it is lost.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use std::sync::Arc;

use axum::extract::FromRequestParts;
use http::Request;
use http::request::Parts;
use serde_json::json;
use shared_kit::{Caller, World};
use shared_platform::audit::{AuditLog, Deed, Told};
use shared_platform::auth::{
    AccountHolder, Applicant, Reviewer, Staff, StaffRole, Standings, TokenVerifier, Visitor,
    account_key,
};
use shared_platform::http::ClientAddress;
use shared_platform::locale::Locale;
use shared_platform::store::{Item, Transaction};
use shared_platform::{Problem, RequestContext};

fn context(world: &World) -> RequestContext {
    RequestContext {
        request_id: "a request".to_owned(),
        address: ClientAddress::new("192.0.2.1"),
        locale: Locale::En,
        now: world.clock().now(),
    }
}

/// A request with somebody's token, as it passed the envelope.
fn request_of(caller: &Caller, world: &World) -> Parts {
    let request = Request::builder().header("authorization", format!("Bearer {}", caller.token));
    let (mut parts, ()) = request.body(()).unwrap().into_parts();
    parts.extensions.insert(Arc::new(TokenVerifier::of(world.environment()).unwrap()));
    parts.extensions.insert(context(world));
    parts
}

/// What a reviewer has begun and not committed.
async fn begun_by(reviewer: &Caller, world: &World) -> Transaction {
    let mut request = request_of(reviewer, world);
    let reviewer = Staff::<Reviewer>::from_request_parts(&mut request, &()).await.unwrap();
    let standings = Standings::of(world.environment()).unwrap();
    let (reviewer, ()) = standings.confirmed(reviewer, async {}).await.unwrap();
    let deed = Deed::of(&reviewer, "an_action", &context(world));
    let audit = AuditLog::of(world.environment()).unwrap();
    audit.begin(&deed, Told::new("a subject", json!({ "changed": true }))).unwrap()
}

#[tokio::test]
async fn what_staff_begin_is_committed_and_told_while_their_standing_holds() {
    let world = World::new().await;
    let reviewer = world.staff(&[StaffRole::Reviewer]).await;
    begun_by(&reviewer, &world).await.commit().await.unwrap();
    assert_eq!(world.items("AUDIT").await[0]["actor"], reviewer.account.to_string());
}

#[tokio::test]
async fn a_standing_that_is_lost_between_beginning_and_commit_keeps_all_of_it_back() {
    let world = World::new().await;
    let reviewer = async || world.staff(&[StaffRole::Reviewer]).await;
    let (demoted, signed_out) = (reviewer().await, reviewer().await);
    let of_demoted = begun_by(&demoted, &world).await;
    let of_signed_out = begun_by(&signed_out, &world).await;
    world.set_roles(&demoted, &[StaffRole::Viewer]).await;
    world.end_session(&signed_out).await;
    for (begun, code) in [(of_demoted, "not_permitted"), (of_signed_out, "session_over")] {
        let refused = begun.commit().await.unwrap_err();
        assert_eq!(Problem::from(refused).code(), code);
    }
    assert!(world.items("AUDIT").await.is_empty());
}

#[tokio::test]
async fn who_lost_their_standing_is_told_nothing_of_what_was_read() {
    let world = World::new().await;
    let standings = Standings::of(world.environment()).unwrap();
    let code = async |caller: &Caller| {
        let mut request = request_of(caller, &world);
        let staff = Staff::<Reviewer>::from_request_parts(&mut request, &()).await.unwrap();
        let confirmed = standings.confirmed(staff, async { "what was read" }).await;
        confirmed.map(|(_, read)| read).map_err(|problem| problem.code())
    };
    let reviewer = async || world.staff(&[StaffRole::Reviewer]).await;
    assert_eq!(code(&reviewer().await).await, Ok("what was read"));
    let [demoted, signed_out, elsewhere] = [reviewer().await, reviewer().await, reviewer().await];
    world.set_roles(&demoted, &[StaffRole::Viewer]).await;
    assert_eq!(code(&demoted).await, Err("not_permitted"));
    world.end_session(&signed_out).await;
    assert_eq!(code(&signed_out).await, Err("session_over"));
    // All sessions were ended at once: each is of a generation that is over.
    let next = json!({ "sessionGeneration": 2, "roles": ["reviewer"] });
    world.put("ACCOUNTS", Item::new(account_key(elsewhere.account), &next).unwrap()).await;
    assert_eq!(code(&elsewhere).await, Err("session_over"));
}

#[tokio::test]
async fn a_role_is_had_while_the_account_says_so() {
    let world = World::new().await;
    let standings = Standings::of(world.environment()).unwrap();
    let colleague = world.staff(&[StaffRole::Finance, StaffRole::Viewer]).await;
    let has = async |role| standings.has_role(colleague.account, role).await.unwrap();
    assert!(has(StaffRole::Finance).await && has(StaffRole::Viewer).await);
    assert!(!has(StaffRole::Reviewer).await);
    world.set_roles(&colleague, &[StaffRole::Viewer]).await;
    assert!(!has(StaffRole::Finance).await);
    let nobody = world.applicant();
    assert!(!standings.has_role(nobody.account, StaffRole::Viewer).await.unwrap());
}

#[tokio::test]
async fn nobody_acts_in_two_names_in_one_request() {
    let world = World::new().await;
    let mut request = request_of(&world.applicant(), &world);
    let visitor = Visitor::from_request_parts(&mut request, &()).await;
    assert!(visitor.is_ok());
    let also = AccountHolder::from_request_parts(&mut request, &()).await.unwrap_err();
    assert_eq!(also.code(), "internal");
    let also = Applicant::from_request_parts(&mut request, &()).await.unwrap_err();
    assert_eq!(also.code(), "internal");
}
