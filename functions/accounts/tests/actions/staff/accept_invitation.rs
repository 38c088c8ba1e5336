use std::time::Duration;

use futures_util::future::join_all;
use serde_json::json;
use shared_domain::staff::mails::AuthenticatorChanged;
use shared_kit::is_mail;

use crate::colleague::Acceptance;
use crate::setting::{PASSWORD, Setting};

#[tokio::test]
async fn accepting_makes_an_account_with_a_second_factor_and_ten_recovery_codes() {
    let setting = Setting::new().await;
    let code = setting.invited("wei.reviewer@example.org", &["reviewer"]).await;
    let acceptance = setting.acceptance(&code, "wei.reviewer").await;
    let (reply, round_trips) = setting.round_trips_of(setting.accept(&acceptance)).await;
    let accepted = reply.expect(201).body;
    assert_eq!(round_trips, 2);
    assert_eq!(accepted["userName"], "wei.reviewer");
    assert_eq!(accepted["recoveryCodes"].as_array().unwrap().len(), 10);
    let reply = setting.sign_in("wei.reviewer@example.org", PASSWORD).await;
    reply.expect_problem(401, "totp_required");
    let secret = setting.directory("ACCOUNT#").await;
    assert_eq!(secret[0]["userName"], "wei.reviewer");
}

#[tokio::test]
async fn whoever_accepted_signs_in_with_the_authenticator_that_was_shown() {
    let setting = Setting::new().await;
    let wei = setting.staff("wei.reviewer").await;
    let shown = json!({ "totp": setting.digits(&wei.totp_secret) });
    let session = setting.try_to_sign_in(&wei, shown).await.expect(201).body;
    assert_eq!(session["account"]["kind"], "staff");
    assert_eq!(session["account"]["roles"], json!(["reviewer"]));
}

#[tokio::test]
async fn the_digits_that_confirmed_the_authenticator_do_not_sign_in() {
    let setting = Setting::new().await;
    let code = setting.invited("wei.reviewer@example.org", &["reviewer"]).await;
    let acceptance = setting.acceptance(&code, "wei.reviewer").await;
    let _ = setting.accept(&acceptance).await.expect(201);
    let form = json!({
        "name": "wei.reviewer", "password": PASSWORD, "totp": acceptance.0["totp"],
    });
    let reply = setting.client.post("/api/sessions").json(&form).send().await;
    reply.expect_problem(401, "sign_in_failed");
}

#[tokio::test]
async fn an_invitation_works_once() {
    let setting = Setting::new().await;
    let code = setting.invited("wei.reviewer@example.org", &["reviewer"]).await;
    let acceptance = setting.acceptance(&code, "wei.reviewer").await;
    let _ = setting.accept(&acceptance).await.expect(201);
    let again = setting.accept(&acceptance.with("userName", "wei.other")).await;
    again.expect_problem(422, "invitation_invalid");
    assert!(setting.name("wei.other").await.is_none());
    assert!(setting.directory("INVITATION#").await.is_empty());
}

#[tokio::test]
async fn an_invitation_ends_after_three_days() {
    let setting = Setting::new().await;
    let code = setting.invited("wei.reviewer@example.org", &["reviewer"]).await;
    let acceptance = setting.acceptance(&code, "wei.reviewer").await;
    setting.world.advance(Duration::from_secs(72 * 60 * 60));
    setting.accept(&acceptance).await.expect_problem(422, "invitation_expired");
    assert!(setting.name("wei.reviewer").await.is_none());
}

#[tokio::test]
async fn twenty_who_accept_at_once_make_one_account() {
    let setting = Setting::with_cheap_work().await;
    let code = setting.invited("wei.reviewer@example.org", &["reviewer"]).await;
    let forms = join_all((0..20).map(|number| {
        let setting = &setting;
        let code = &code;
        async move { setting.acceptance(code, &format!("wei.reviewer{number}")).await }
    }))
    .await;
    let replies = join_all(forms.iter().map(|form| setting.accept(form))).await;
    let (made, refused): (Vec<_>, Vec<_>) =
        replies.into_iter().partition(|reply| reply.status == 201);
    assert_eq!(made.len(), 1);
    for reply in refused {
        reply.expect_problem(422, "invitation_invalid");
    }
    assert_eq!(setting.directory("ACCOUNT#").await.len(), 1);
    let winner = made[0].body["userName"].as_str().unwrap();
    for number in 0..20 {
        let name = format!("wei.reviewer{number}");
        assert_eq!(setting.name(&name).await.is_some(), name == winner, "{name}");
    }
}

#[tokio::test]
async fn what_is_wrong_is_named_and_the_invitation_stays_good() {
    let setting = Setting::with_cheap_work().await;
    setting.activated("anna.tester").await;
    let code = setting.invited("wei.reviewer@example.org", &["reviewer"]).await;
    let form = async || setting.acceptance(&code, "wei.reviewer").await;
    let errors = async |form| setting.accept(&form).await.expect(422).errors();
    let expected = |pointer: &str, code: &str| vec![(pointer.to_owned(), code.to_owned())];

    let wrong = form().await.with("totp", "000000");
    assert_eq!(errors(wrong).await, expected("/totp", "totp_wrong"));
    let none = form().await.with("totp", " ");
    assert_eq!(errors(none).await, expected("/totp", "required"));
    let name = form().await.with("userName", "wei");
    assert_eq!(errors(name).await, expected("/userName", "user_name_malformed"));
    let differs = form().await.with("passwordConfirmation", "Other-Password-1");
    assert_eq!(errors(differs).await, expected("/passwordConfirmation", "password_differs"));
    let short = form().await.with("password", "Ab1").with("passwordConfirmation", "Ab1");
    assert_eq!(errors(short).await, expected("/password", "password_too_short"));
    let taken = form().await.with("userName", "Anna.Tester");
    assert_eq!(errors(taken).await, expected("/userName", "user_name_taken"));

    let _ = setting.accept(&form().await).await.expect(201);
}

#[tokio::test]
async fn an_address_that_an_applicant_registered_since_makes_no_account_of_staff() {
    let setting = Setting::new().await;
    let code = setting.invited("anna.tester@example.org", &["reviewer"]).await;
    setting.activated("anna.tester").await;
    let acceptance = setting.acceptance(&code, "anna.reviewer").await;
    let reply = setting.accept(&acceptance).await;
    reply.expect_problem(409, "invitation_address_taken");
    assert!(setting.name("anna.reviewer").await.is_none());
}

#[tokio::test]
async fn a_second_invitation_makes_the_first_one_worthless() {
    let setting = Setting::new().await;
    let first = setting.invited("wei.reviewer@example.org", &["reviewer"]).await;
    let second = setting.invited("Wei.Reviewer@example.org", &["finance"]).await;
    assert_eq!(setting.directory("INVITATION#").await.len(), 1);
    setting.view_invitation(&first).await.expect_problem(422, "invitation_invalid");
    let acceptance = setting.acceptance(&second, "wei.reviewer").await;
    setting
        .accept(&acceptance_of(&acceptance, &first))
        .await
        .expect_problem(422, "invitation_invalid");
    let _ = setting.accept(&acceptance).await.expect(201);
    assert_eq!(setting.directory("ACCOUNT#").await[0]["roles"], json!(["finance"]));
    assert!(setting.directory("INVITATION#").await.is_empty());
    // The next one is for the account that there is now.
    let third = setting.invited("wei.reviewer@example.org", &["reviewer"]).await;
    let seen = setting.view_invitation(&third).await.expect(200).body;
    assert_eq!(seen["userName"], "wei.reviewer");
}

/// The same acceptance of another code.
fn acceptance_of(acceptance: &Acceptance, code: &str) -> Acceptance {
    Acceptance(acceptance.0.clone()).with("code", code)
}

#[tokio::test]
async fn an_invitation_that_is_over_is_replaced_too() {
    let setting = Setting::new().await;
    let _ = setting.invited("wei.reviewer@example.org", &["reviewer"]).await;
    setting.world.advance(Duration::from_secs(72 * 60 * 60));
    let _ = setting.staff("wei.reviewer").await;
}

/// Who has got in by another way since, or was thrown out, is safe from the old link.
#[tokio::test]
async fn the_invitation_of_a_colleague_ends_when_all_their_sessions_are_ended() {
    let setting = Setting::new().await;
    let wei = setting.staff("wei.reviewer").await;
    let code = setting.invited(&wei.email, &["reviewer"]).await;
    let session = setting.session_of(&wei).await;
    let end = setting.client.delete("/api/account/sessions").bearer(&session.token);
    let _ = end.send().await.expect(204);
    let acceptance = setting.acceptance(&code, "wei.reviewer").await;
    setting.accept(&acceptance).await.expect_problem(422, "invitation_invalid");
    let _ = setting.session_of(&wei).await;
}

#[tokio::test]
async fn a_colleague_is_invited_again_however_the_address_is_written() {
    let setting = Setting::new().await;
    let wei = setting.staff("wei.reviewer").await;
    let code = setting.invited("WEI.Reviewer@Example.org", &["reviewer"]).await;
    let acceptance = setting.acceptance(&code, "wei.reviewer").await;
    let _ = setting.accept(&acceptance).await.expect(201);
    assert_eq!(setting.directory("ACCOUNT#").await[0]["email"], wei.email);
}

#[tokio::test]
async fn a_colleague_who_lost_every_way_in_is_invited_again_and_keeps_name_and_roles() {
    let setting = Setting::new().await;
    let before = setting.colleague("wei.reviewer", &["reviewer", "finance"]).await;
    let session = setting.session_of(&before).await;
    let code = setting.invited("wei.reviewer@example.org", &["administrator"]).await;
    let seen = setting.view_invitation(&code).await.expect(200).body;
    assert_eq!(seen["userName"], "wei.reviewer");
    assert_eq!(seen["roles"], json!(["reviewer", "finance"]));

    let acceptance = setting.acceptance(&code, "somebody.else").await;
    let acceptance = acceptance
        .with("password", "Another-Lantern-28")
        .with("passwordConfirmation", "Another-Lantern-28");
    let (reply, round_trips) = setting.round_trips_of(setting.accept(&acceptance)).await;
    let accepted = reply.expect(201).body;
    assert_eq!(round_trips, 3);
    assert_eq!(accepted["userName"], "wei.reviewer");
    assert!(setting.name("somebody.else").await.is_none());

    setting.refresh(&session.cookie).await.expect_problem(401, "session_over");
    let shown = json!({ "totp": setting.digits(&before.totp_secret) });
    setting.try_to_sign_in(&before, shown).await.expect_problem(401, "sign_in_failed");
    let after = crate::colleague::Colleague {
        password: "Another-Lantern-28".to_owned(),
        totp_secret: seen["totpSecret"].as_str().unwrap().to_owned(),
        recovery_codes: serde_json::from_value(accepted["recoveryCodes"].clone()).unwrap(),
        ..before
    };
    let shown = json!({ "totp": setting.digits(&after.totp_secret) });
    let session = setting.try_to_sign_in(&after, shown).await.expect(201).body;
    assert_eq!(session["account"]["roles"], json!(["reviewer", "finance"]));
    assert!(setting.mails().await.iter().any(is_mail::<AuthenticatorChanged>));
    assert_eq!(setting.directory("ACCOUNT#").await.len(), 1);
}
