use serde_json::json;
use shared_domain::account::mails::DeletionScheduled;
use shared_domain::application::ApplicationState;
use shared_domain::notices::Recipient;
use shared_kit::{Call, Reply, is_mail};

use crate::holder::Holder;
use crate::setting::{PASSWORD, Setting};

pub(crate) fn ask(setting: &Setting, holder: &Holder) -> Call {
    let call = setting.client.post("/api/account/deletion").bearer(&holder.token);
    call.json(&json!({ "password": PASSWORD }))
}

async fn refused(setting: &Setting, holder: &Holder) -> Reply {
    ask(setting, holder).send().await.expect_problem(409, "deletion_refused")
}

fn reasons(reply: &Reply) -> Vec<String> {
    reply.errors().into_iter().map(|(_, code)| code).collect()
}

#[tokio::test]
async fn a_deletion_is_a_week_ahead_and_its_owner_is_told() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let reply = ask(&setting, &anna).send().await.expect(202);
    assert_eq!(reply.body, json!({ "dueAt": "2027-03-08T02:00:00Z" }));
    let anna = setting.refreshed(&anna).await;
    let seen = setting.client.get("/api/account").bearer(&anna.token).send().await.expect(200);
    let expected = json!({
        "requestedAt": "2027-03-01T02:00:00Z",
        "dueAt": "2027-03-08T02:00:00Z",
        "hindrances": [],
    });
    assert_eq!(seen.body["deletion"], expected);
    let told = setting.mails().await.pop().unwrap();
    assert_eq!(told.recipient(), &Recipient::Account(anna.account.parse().unwrap()));
    assert!(is_mail::<DeletionScheduled>(&told));
}

#[tokio::test]
async fn all_sessions_end_but_the_one_that_asked() {
    let setting = Setting::new().await;
    let other = setting.holder("anna.tester").await;
    let anna = setting.signed_in("anna.tester").await;
    let _ = ask(&setting, &anna).send().await.expect(202);
    setting.refresh(&other.cookie).await.expect_problem(401, "session_over");
    let _ = setting.refreshed(&anna).await;
}

#[tokio::test]
async fn asking_again_changes_nothing() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let first = ask(&setting, &anna).send().await.expect(202);
    setting.world.advance(std::time::Duration::from_secs(3600));
    let anna = setting.refreshed(&anna).await;
    let again = ask(&setting, &anna).send().await.expect(202);
    assert_eq!(first.body, again.body);
}

#[tokio::test]
async fn what_is_under_way_keeps_an_account_and_is_named() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let _ = setting.belongings(&anna, ApplicationState::ReadyForReview).await;
    let _ = setting.belongings(&anna, ApplicationState::Accepted).await;
    let reply = refused(&setting, &anna).await;
    assert_eq!(reasons(&reply), ["application_under_review", "application_accepted"]);
    assert!(reply.body["errors"][0]["detail"].as_str().unwrap().contains("review"));
    assert_eq!(setting.world.list::<serde_json::Value>("ACCOUNTS", "DELETIONS").await.len(), 0);
}

#[tokio::test]
async fn a_payment_that_is_being_entered_keeps_an_account() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let _ = setting.belongings(&anna, ApplicationState::FeeDue).await;
    assert_eq!(reasons(&refused(&setting, &anna).await), ["payment_on_the_way"]);
}

#[tokio::test]
async fn drafts_and_declined_applications_keep_nobody() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    for state in [ApplicationState::Draft, ApplicationState::Declined] {
        let _ = setting.belongings(&anna, state).await;
    }
    let _ = ask(&setting, &anna).send().await.expect(202);
}

#[tokio::test]
async fn who_is_on_the_roster_keeps_the_account() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    setting.enrol(&anna).await;
    let reply = ask(&setting, &anna).send().await.expect_problem(409, "deletion_refused");
    assert_eq!(reply.errors(), [(String::new(), "student_enrolled".to_owned())]);
}

#[tokio::test]
async fn the_password_is_asked_for_again() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let call = setting.client.post("/api/account/deletion").bearer(&anna.token);
    let reply = call.json(&json!({ "password": "Not-the-password-1" })).send().await;
    let reply = reply.expect_problem(422, "invalid_input");
    assert_eq!(reply.errors(), [("/password".to_owned(), "password_wrong".to_owned())]);
}

#[tokio::test]
async fn staff_do_not_delete_their_own_accounts() {
    let setting = Setting::new().await;
    let staff = setting.world.staff(&[]).await;
    let call = setting.client.post("/api/account/deletion").by(&staff);
    let reply = call.json(&json!({ "password": PASSWORD })).send().await;
    reply.expect_problem(403, "not_permitted");
}

#[tokio::test]
async fn asking_takes_one_round_trip_to_read_and_one_to_write() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    assert_eq!(setting.round_trips(ask(&setting, &anna)).await, 2);
}
