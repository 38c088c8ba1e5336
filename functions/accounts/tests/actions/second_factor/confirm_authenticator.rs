use std::time::Duration;

use serde_json::json;
use shared_domain::notices::SendMail;
use shared_domain::staff::mails::AuthenticatorChanged;
use shared_kit::Reply;

use crate::colleague::Colleague;
use crate::holder::Holder;
use crate::second_factor::enrol_authenticator::enrol;
use crate::setting::Setting;

/// A colleague with a session, and with a new authenticator that waits.
async fn enrolled() -> (Setting, Colleague, Holder, String) {
    let setting = Setting::with_cheap_work().await;
    let wei = setting.staff("wei.reviewer").await;
    let session = setting.session_of(&wei).await;
    let shown = json!({ "totp": setting.digits(&wei.totp_secret) });
    let seen = enrol(&setting, &session, shown).await.expect(200).body;
    setting.world.advance(Duration::from_secs(30));
    (setting, wei, session, seen["totpSecret"].as_str().unwrap().to_owned())
}

async fn confirm(setting: &Setting, holder: &Holder, digits: &str) -> Reply {
    let call = setting.client.put("/api/account/authenticator").bearer(&holder.token);
    call.json(&json!({ "totp": digits })).send().await
}

#[tokio::test]
async fn the_new_authenticator_takes_the_place_of_the_one_before() {
    let (setting, wei, session, secret) = enrolled().await;
    let digits = setting.digits(&secret);
    let (reply, round_trips) = setting.round_trips_of(confirm(&setting, &session, &digits)).await;
    let _ = reply.expect(204);
    assert_eq!(round_trips, 2);
    let told = setting.mails().await.pop().unwrap();
    let at = setting.world.clock().now();
    let expected = AuthenticatorChanged { user_name: "wei.reviewer".to_owned(), at };
    assert_eq!(told, SendMail::to(told.recipient().clone(), &expected));

    setting.world.advance(Duration::from_secs(30));
    let old = json!({ "totp": setting.digits(&wei.totp_secret) });
    setting.try_to_sign_in(&wei, old).await.expect_problem(401, "sign_in_failed");
    setting.world.advance(Duration::from_secs(60));
    let _ = setting.session_of(&Colleague { totp_secret: secret, ..wei }).await;
}

#[tokio::test]
async fn all_sessions_end_but_the_one_it_is_confirmed_in() {
    let (setting, wei, session, secret) = enrolled().await;
    let other = setting.session_of(&wei).await;
    let _ = confirm(&setting, &session, &setting.digits(&secret)).await.expect(204);
    setting.refresh(&other.cookie).await.expect_problem(401, "session_over");
    let session = setting.refreshed(&session).await;
    let call = setting.client.get("/api/account").bearer(&session.token);
    let _ = call.send().await.expect(200);
}

#[tokio::test]
async fn the_digits_of_another_authenticator_confirm_nothing() {
    let (setting, wei, session, secret) = enrolled().await;
    for digits in [setting.digits(&wei.totp_secret), "000000".to_owned()] {
        let reply = confirm(&setting, &session, &digits).await.expect(422);
        assert_eq!(reply.errors(), [("/totp".to_owned(), "totp_wrong".to_owned())]);
    }
    let _ = confirm(&setting, &session, &setting.digits(&secret)).await.expect(204);
}

#[tokio::test]
async fn it_is_confirmed_once_and_within_a_quarter_of_an_hour() {
    let (setting, _, session, secret) = enrolled().await;
    let digits = setting.digits(&secret);
    let _ = confirm(&setting, &session, &digits).await.expect(204);
    let session = setting.refreshed(&session).await;
    confirm(&setting, &session, &digits).await.expect_problem(409, "enrolment_over");

    // It was enrolled half a minute ago.
    for (seconds, code) in [(869, None), (870, Some("enrolment_over"))] {
        let (setting, _, session, secret) = enrolled().await;
        setting.world.advance(Duration::from_secs(seconds));
        let session = setting.refreshed(&session).await;
        let reply = confirm(&setting, &session, &setting.digits(&secret)).await;
        let _ = match code {
            None => reply.expect(204),
            Some(code) => reply.expect_problem(409, code),
        };
    }
}

#[tokio::test]
async fn a_session_that_was_ended_confirms_nothing() {
    let (setting, _, session, secret) = enrolled().await;
    let call = setting.client.delete("/api/account/sessions").bearer(&session.token);
    let _ = call.send().await.expect(204);
    let reply = confirm(&setting, &session, &setting.digits(&secret)).await;
    reply.expect_problem(401, "session_over");
}
