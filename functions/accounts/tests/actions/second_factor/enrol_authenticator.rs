use serde_json::{Value, json};
use shared_kit::Reply;

use crate::colleague::Colleague;
use crate::holder::Holder;
use crate::setting::{PASSWORD, Setting};

pub(crate) async fn enrol(setting: &Setting, holder: &Holder, shown: Value) -> Reply {
    let mut form = json!({ "password": PASSWORD });
    form.as_object_mut().unwrap().extend(shown.as_object().unwrap().clone());
    setting.client.post("/api/account/authenticator").bearer(&holder.token).json(&form).send().await
}

async fn signed_in() -> (Setting, Colleague, Holder) {
    let setting = Setting::with_cheap_work().await;
    let wei = setting.staff("wei.reviewer").await;
    let session = setting.session_of(&wei).await;
    (setting, wei, session)
}

#[tokio::test]
async fn a_new_authenticator_is_shown_and_the_present_one_still_counts() {
    let (setting, wei, session) = signed_in().await;
    let shown = json!({ "totp": setting.digits(&wei.totp_secret) });
    let (reply, round_trips) = setting.round_trips_of(enrol(&setting, &session, shown)).await;
    let seen = reply.expect(200).body;
    assert_eq!(round_trips, 3);
    assert_ne!(seen["totpSecret"], wei.totp_secret.as_str());
    let url = seen["otpauthUrl"].as_str().unwrap();
    assert!(url.starts_with("otpauth://totp/Sojourn:wei.reviewer?"), "{url}");
    let dump = setting.world.dump("ACCOUNTS").await;
    assert!(!dump.contains(seen["totpSecret"].as_str().unwrap()));

    setting.world.advance(std::time::Duration::from_secs(30));
    let _ = setting.session_of(&wei).await;
}

#[tokio::test]
async fn a_lost_authenticator_is_replaced_with_a_recovery_code_that_works_once() {
    let (setting, wei, session) = signed_in().await;
    let shown = json!({ "recoveryCode": wei.recovery_codes[0] });
    let _ = enrol(&setting, &session, shown.clone()).await.expect(200);
    let again = enrol(&setting, &session, shown).await.expect(422);
    let expected = ("/recoveryCode".to_owned(), "recovery_code_wrong".to_owned());
    assert_eq!(again.errors(), [expected]);
}

#[tokio::test]
async fn the_password_and_the_present_second_factor_are_asked_for() {
    let (setting, wei, session) = signed_in().await;
    let errors = async |shown: Value| enrol(&setting, &session, shown).await.expect(422).errors();
    let expected = |pointer: &str, code: &str| vec![(pointer.to_owned(), code.to_owned())];
    assert_eq!(errors(json!({})).await, expected("/totp", "required"));
    assert_eq!(errors(json!({ "totp": "000000" })).await, expected("/totp", "totp_wrong"));
    let digits = setting.digits(&wei.totp_secret);
    let wrong = json!({ "password": "Wrong-Password-1", "totp": digits });
    assert_eq!(errors(wrong).await, expected("/password", "password_wrong"));
    let _ = enrol(&setting, &session, json!({ "totp": digits })).await.expect(200);
    // The digits were used up.
    assert_eq!(errors(json!({ "totp": digits })).await, expected("/totp", "totp_wrong"));
}

#[tokio::test]
async fn an_applicant_has_no_authenticator() {
    let setting = Setting::with_cheap_work().await;
    let anna = setting.holder("anna.tester").await;
    enrol(&setting, &anna, json!({ "totp": "123456" })).await.expect_problem(403, "not_permitted");
}

#[tokio::test]
async fn nobody_enrols_without_a_session() {
    let (setting, _, session) = signed_in().await;
    let call = setting.client.post("/api/account/authenticator");
    let reply = call.json(&json!({ "password": PASSWORD })).send().await;
    reply.expect_problem(401, "sign_in_required");
    let call = setting.client.delete("/api/account/sessions").bearer(&session.token);
    let _ = call.send().await.expect(204);
    let reply = enrol(&setting, &session, json!({ "totp": "123456" })).await;
    reply.expect_problem(401, "session_over");
}
