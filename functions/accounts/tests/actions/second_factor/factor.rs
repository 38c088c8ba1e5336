//! The second factor of staff at sign-in and when a password is reset.

use std::time::Duration;

use serde_json::{Value, json};
use shared_domain::notices::SendMail;
use shared_domain::staff::mails::RecoveryCodeUsed;

use crate::colleague::Colleague;
use crate::setting::Setting;

async fn reset(
    setting: &Setting,
    colleague: &Colleague,
    temporary: &str,
    shown: Value,
) -> shared_kit::Reply {
    let mut form = json!({
        "name": colleague.user_name,
        "temporaryPassword": temporary,
        "password": "Another-Lantern-28",
        "passwordConfirmation": "Another-Lantern-28",
    });
    form.as_object_mut().unwrap().extend(shown.as_object().unwrap().clone());
    setting.client.post("/api/passwords/resets").json(&form).send().await
}

#[tokio::test]
async fn a_recovery_code_signs_in_once_and_its_owner_is_told() {
    let setting = Setting::with_cheap_work().await;
    let wei = setting.staff("wei.reviewer").await;
    let shown = json!({ "recoveryCode": wei.recovery_codes[3].to_lowercase() });
    let _ = setting.try_to_sign_in(&wei, shown.clone()).await.expect(201);
    let told = setting.mails().await.pop().unwrap();
    let at = setting.world.clock().now();
    let expected = RecoveryCodeUsed { user_name: "wei.reviewer".to_owned(), at };
    assert_eq!(told, SendMail::to(told.recipient().clone(), &expected));
    setting.try_to_sign_in(&wei, shown).await.expect_problem(401, "sign_in_failed");
    setting.world.advance(Duration::from_secs(60));
    let other = json!({ "recoveryCode": wei.recovery_codes[4] });
    let _ = setting.try_to_sign_in(&wei, other).await.expect(201);
}

#[tokio::test]
async fn signing_in_with_a_recovery_code_takes_as_many_round_trips_as_with_the_authenticator() {
    let setting = Setting::with_cheap_work().await;
    let wei = setting.staff("wei.reviewer").await;
    let digits = json!({ "totp": setting.digits(&wei.totp_secret) });
    let (reply, with_digits) = setting.round_trips_of(setting.try_to_sign_in(&wei, digits)).await;
    let _ = reply.expect(201);
    // A limit that is not full takes a round trip more.
    setting.world.advance(Duration::from_secs(3600));
    let code = json!({ "recoveryCode": wei.recovery_codes[0] });
    let (reply, with_code) = setting.round_trips_of(setting.try_to_sign_in(&wei, code)).await;
    let _ = reply.expect(201);
    assert_eq!(with_code, with_digits);
}

#[tokio::test]
async fn a_code_that_is_nobodys_or_anothers_does_not_sign_in() {
    let setting = Setting::with_cheap_work().await;
    let wei = setting.staff("wei.reviewer").await;
    let li = setting.staff("li.reviewer").await;
    let reply = setting.try_to_sign_in(&wei, json!({ "recoveryCode": " " })).await;
    reply.expect_problem(401, "totp_required");
    for code in [li.recovery_codes[0].as_str(), "ABCD-EFGH-IJKL-MNOP-QRST-UVWX"] {
        let reply = setting.try_to_sign_in(&wei, json!({ "recoveryCode": code })).await;
        reply.expect_problem(401, "sign_in_failed");
    }
}

#[tokio::test]
async fn six_digits_shown_fifty_times_at_once_open_one_session() {
    let setting = Setting::with_cheap_work().await;
    let wei = setting.staff("wei.reviewer").await;
    let shown = json!({ "totp": setting.digits(&wei.totp_secret) });
    assert_eq!(setting.sign_in_at_once(&wei, &shown).await, 1);
}

#[tokio::test]
async fn a_recovery_code_shown_fifty_times_at_once_opens_one_session() {
    let setting = Setting::with_cheap_work().await;
    let wei = setting.staff("wei.reviewer").await;
    let shown = json!({ "recoveryCode": wei.recovery_codes[0] });
    assert_eq!(setting.sign_in_at_once(&wei, &shown).await, 1);
}

#[tokio::test]
async fn a_forgotten_password_of_staff_is_reset_with_a_recovery_code_that_works_once() {
    let setting = Setting::with_cheap_work().await;
    let wei = setting.staff("wei.reviewer").await;
    let temporary = setting.temporary_password(&wei.user_name).await;
    let none = reset(&setting, &wei, &temporary, json!({})).await;
    none.expect_problem(401, "totp_required");
    let shown = json!({ "recoveryCode": wei.recovery_codes[0] });
    let _ = reset(&setting, &wei, &temporary, shown.clone()).await.expect(204);

    let wei = Colleague { password: "Another-Lantern-28".to_owned(), ..wei };
    setting.try_to_sign_in(&wei, shown).await.expect_problem(401, "sign_in_failed");
    setting.world.advance(Duration::from_secs(60));
    let digits = json!({ "totp": setting.digits(&wei.totp_secret) });
    let _ = setting.try_to_sign_in(&wei, digits).await.expect(201);
}

#[tokio::test]
async fn the_table_holds_recovery_codes_as_hashes_only() {
    let setting = Setting::with_cheap_work().await;
    let wei = setting.staff("wei.reviewer").await;
    let dump = setting.world.dump("ACCOUNTS").await;
    for code in &wei.recovery_codes {
        assert!(!dump.contains(code) && !dump.contains(&code.replace('-', "")));
    }
    assert_eq!(dump.matches("RECOVERY#").count(), 10);
}
