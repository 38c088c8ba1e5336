use std::collections::HashSet;

use futures_util::future::join_all;
use serde_json::json;
use shared::outbox::Mail;
use shared::testing::Reply;

use crate::holder::Holder;
use crate::setting::{PASSWORD, Setting};

async fn renew(setting: &Setting, holder: &Holder, password: &str) -> Reply {
    let call = setting.client.post("/api/account/recovery-codes").bearer(&holder.token);
    call.json(&json!({ "password": password })).send().await
}

#[tokio::test]
async fn ten_new_codes_take_the_place_of_those_before() {
    let setting = Setting::with_cheap_work().await;
    let wei = setting.staff("wei.reviewer").await;
    let session = setting.session_of(&wei).await;
    let (reply, round_trips) = setting.round_trips_of(renew(&setting, &session, PASSWORD)).await;
    let codes: Vec<String> =
        serde_json::from_value(reply.expect(200).body["recoveryCodes"].clone()).unwrap();
    assert_eq!(round_trips, 2);
    let all: HashSet<&String> = codes.iter().chain(&wei.recovery_codes).collect();
    assert_eq!(all.len(), 20);
    assert_eq!(setting.world.dump("ACCOUNTS").await.matches("RECOVERY#").count(), 10);
    assert!(matches!(setting.mails().await.pop().unwrap().mail, Mail::AuthenticatorChanged { .. }));
    let old = json!({ "recoveryCode": wei.recovery_codes[0] });
    setting.try_to_sign_in(&wei, old).await.expect_problem(401, "sign_in_failed");
    setting.world.advance(std::time::Duration::from_secs(60));
    let new = json!({ "recoveryCode": codes[0] });
    let _ = setting.try_to_sign_in(&wei, new).await.expect(201);
}

#[tokio::test]
async fn all_sessions_end_but_the_one_that_asked() {
    let setting = Setting::with_cheap_work().await;
    let wei = setting.staff("wei.reviewer").await;
    let session = setting.session_of(&wei).await;
    let other = setting.session_of(&wei).await;
    let _ = renew(&setting, &session, PASSWORD).await.expect(200);
    setting.refresh(&other.cookie).await.expect_problem(401, "session_over");
    let session = setting.refreshed(&session).await;
    let account = setting.client.get("/api/account").bearer(&session.token).send().await;
    assert_eq!(account.expect(200).body["recoveryCodesLeft"], 10);
}

#[tokio::test]
async fn five_renewals_at_once_leave_ten_codes() {
    let setting = Setting::with_cheap_work().await;
    let wei = setting.staff("wei.reviewer").await;
    let session = setting.session_of(&wei).await;
    let replies = join_all((0..5).map(|_| renew(&setting, &session, PASSWORD))).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 1);
    assert_eq!(setting.world.dump("ACCOUNTS").await.matches("RECOVERY#").count(), 10);
}

#[tokio::test]
async fn the_password_is_asked_for() {
    let setting = Setting::with_cheap_work().await;
    let wei = setting.staff("wei.reviewer").await;
    let session = setting.session_of(&wei).await;
    let reply = renew(&setting, &session, "Wrong-Password-1").await.expect(422);
    assert_eq!(reply.errors(), [("/password".to_owned(), "password_wrong".to_owned())]);
    let old = json!({ "recoveryCode": wei.recovery_codes[0] });
    let _ = setting.try_to_sign_in(&wei, old).await.expect(201);
}

#[tokio::test]
async fn an_applicant_has_no_recovery_codes() {
    let setting = Setting::with_cheap_work().await;
    let anna = setting.holder("anna.tester").await;
    renew(&setting, &anna, PASSWORD).await.expect_problem(403, "not_permitted");
    let call = setting.client.post("/api/account/recovery-codes");
    let reply = call.json(&json!({ "password": PASSWORD })).send().await;
    reply.expect_problem(401, "sign_in_required");
}
