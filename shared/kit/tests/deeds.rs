//! What staff do counts only while their standing holds, however late it is lost.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use serde_json::json;
use shared_kit::{Caller, World};
use shared_platform::Problem;
use shared_platform::audit::{AuditLog, Deed, Occasion, Told};
use shared_platform::auth::{Actor, StaffRole};
use shared_platform::store::Transaction;

/// What a reviewer has begun and not committed.
fn begun_by(reviewer: &Caller, world: &World) -> Transaction {
    let deed = Deed {
        actor: Actor::Staff(reviewer.standing(StaffRole::Reviewer)),
        action: "an_action",
        occasion: Occasion { now: world.clock().now(), cause: "a request".into(), address: None },
    };
    let audit = AuditLog::of(world.environment()).unwrap();
    audit.begin(&deed, Told::new("a subject", json!({ "changed": true }))).unwrap()
}

#[tokio::test]
async fn what_staff_begin_is_committed_and_told_while_their_standing_holds() {
    let world = World::new().await;
    let reviewer = world.staff(&[StaffRole::Reviewer]).await;
    begun_by(&reviewer, &world).commit().await.unwrap();
    assert_eq!(world.items("AUDIT").await[0]["actor"], reviewer.account.to_string());
}

#[tokio::test]
async fn a_standing_that_is_lost_between_beginning_and_commit_keeps_all_of_it_back() {
    let world = World::new().await;
    let reviewer = async || world.staff(&[StaffRole::Reviewer]).await;
    let (demoted, signed_out) = (reviewer().await, reviewer().await);
    let (of_demoted, of_signed_out) = (begun_by(&demoted, &world), begun_by(&signed_out, &world));
    world.set_roles(&demoted, &[StaffRole::Viewer]).await;
    world.end_session(&signed_out).await;
    for (begun, code) in [(of_demoted, "not_permitted"), (of_signed_out, "session_over")] {
        let refused = begun.commit().await.unwrap_err();
        assert_eq!(Problem::from(refused).code(), code);
    }
    assert!(world.items("AUDIT").await.is_empty());
}
