use std::collections::HashSet;

use futures_util::future::join_all;
use serde_json::{Value, json};
use shared_domain::staff::mails::{AuthenticatorChanged, RecoveryCodeUsed};
use shared_kit::{Reply, is_mail};

use crate::colleague::Colleague;
use crate::holder::Holder;
use crate::setting::{PASSWORD, Setting};

async fn renew(setting: &Setting, holder: &Holder, shown: Value) -> Reply {
    let mut form = json!({ "password": PASSWORD });
    form.as_object_mut().unwrap().extend(shown.as_object().unwrap().clone());
    let call = setting.client.post("/api/account/recovery-codes").bearer(&holder.token);
    call.json(&form).send().await
}

fn digits(setting: &Setting, colleague: &Colleague) -> Value {
    json!({ "totp": setting.digits(&colleague.totp_secret) })
}

#[tokio::test]
async fn ten_new_codes_take_the_place_of_those_before() {
    let setting = Setting::with_cheap_work().await;
    let wei = setting.staff("wei.reviewer").await;
    let session = setting.session_of(&wei).await;
    let shown = digits(&setting, &wei);
    let (reply, round_trips) = setting.round_trips_of(renew(&setting, &session, shown)).await;
    let codes: Vec<String> =
        serde_json::from_value(reply.expect(200).body["recoveryCodes"].clone()).unwrap();
    assert_eq!(round_trips, 3);
    let all: HashSet<&String> = codes.iter().chain(&wei.recovery_codes).collect();
    assert_eq!(all.len(), 20);
    assert_eq!(setting.world.dump("ACCOUNTS").await.matches("RECOVERY#").count(), 10);
    assert!(is_mail::<AuthenticatorChanged>(setting.mails().await.last().unwrap()));
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
    let _ = renew(&setting, &session, digits(&setting, &wei)).await.expect(200);
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
    let shown = (0..5).map(|number| json!({ "recoveryCode": wei.recovery_codes[number] }));
    let replies = join_all(shown.map(|shown| renew(&setting, &session, shown))).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 1);
    assert_eq!(setting.world.dump("ACCOUNTS").await.matches("RECOVERY#").count(), 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn whose_session_ends_while_they_ask_gets_no_codes() {
    let setting = Setting::with_cheap_work().await;
    let wei = setting.staff("wei.reviewer").await;
    let session = setting.session_of(&wei).await;
    let sign_out = setting.client.delete("/api/sessions/current").header("cookie", &session.cookie);
    setting.world.before_next_commit(async { drop(sign_out.send().await.expect(204)) });
    let reply = renew(&setting, &session, digits(&setting, &wei)).await;
    reply.expect_problem(401, "session_over");
    let old = json!({ "recoveryCode": wei.recovery_codes[0] });
    let _ = setting.try_to_sign_in(&wei, old).await.expect(201);
}

#[tokio::test]
async fn the_password_alone_makes_no_new_codes() {
    let setting = Setting::with_cheap_work().await;
    let wei = setting.staff("wei.reviewer").await;
    let session = setting.session_of(&wei).await;
    let errors = async |shown: Value| renew(&setting, &session, shown).await.expect(422).errors();
    let expected = |pointer: &str, code: &str| vec![(pointer.to_owned(), code.to_owned())];
    assert_eq!(errors(json!({})).await, expected("/totp", "required"));
    assert_eq!(errors(json!({ "totp": "000000" })).await, expected("/totp", "totp_wrong"));
    let none = json!({ "recoveryCode": "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF" });
    assert_eq!(errors(none).await, expected("/recoveryCode", "recovery_code_wrong"));
    let old = json!({ "recoveryCode": wei.recovery_codes[0] });
    let _ = setting.try_to_sign_in(&wei, old).await.expect(201);
}

#[tokio::test]
async fn a_recovery_code_makes_ten_others_and_is_used_up() {
    let setting = Setting::with_cheap_work().await;
    let wei = setting.staff("wei.reviewer").await;
    let session = setting.session_of(&wei).await;
    let shown = json!({ "recoveryCode": wei.recovery_codes[3] });
    let _ = renew(&setting, &session, shown.clone()).await.expect(200);
    assert_eq!(setting.world.dump("ACCOUNTS").await.matches("RECOVERY#").count(), 10);
    assert!(setting.mails().await.iter().any(is_mail::<RecoveryCodeUsed>));
    let session = setting.refreshed(&session).await;
    let again = renew(&setting, &session, shown).await.expect(422);
    let expected = ("/recoveryCode".to_owned(), "recovery_code_wrong".to_owned());
    assert_eq!(again.errors(), [expected]);
}

#[tokio::test]
async fn the_password_is_asked_for() {
    let setting = Setting::with_cheap_work().await;
    let wei = setting.staff("wei.reviewer").await;
    let session = setting.session_of(&wei).await;
    let mut shown = digits(&setting, &wei);
    shown["password"] = json!("Wrong-Password-1");
    let reply = renew(&setting, &session, shown).await.expect(422);
    assert_eq!(reply.errors(), [("/password".to_owned(), "password_wrong".to_owned())]);
    let old = json!({ "recoveryCode": wei.recovery_codes[0] });
    let _ = setting.try_to_sign_in(&wei, old).await.expect(201);
}

#[tokio::test]
async fn an_applicant_has_no_recovery_codes() {
    let setting = Setting::with_cheap_work().await;
    let anna = setting.holder("anna.tester").await;
    renew(&setting, &anna, json!({})).await.expect_problem(403, "not_permitted");
    let call = setting.client.post("/api/account/recovery-codes");
    let reply = call.json(&json!({ "password": PASSWORD })).send().await;
    reply.expect_problem(401, "sign_in_required");
}
