use std::time::Duration;

use serde_json::json;
use shared_domain::account::mails::PasswordChanged;
use shared_kit::{is_mail, line_in};

use crate::setting::{PASSWORD, Setting};

const NEW: &str = "Quiet-River-31";

#[tokio::test]
async fn a_temporary_password_opens_nothing_but_the_choice_of_a_new_one() {
    let setting = Setting::with_cheap_work().await;
    setting.activated("anna.tester").await;
    let temporary = setting.temporary_password("anna.tester").await;
    let reply = setting.sign_in("anna.tester", &temporary).await;
    let reply = reply.expect_problem(403, "password_change_required");
    assert!(reply.headers.get("set-cookie").is_none());

    let _ = setting.reset("anna.tester@example.org", &temporary, NEW).await.expect(204);
    let _ = setting.sign_in("anna.tester", NEW).await.expect(201);
    setting.sign_in("anna.tester", PASSWORD).await.expect_problem(401, "sign_in_failed");
}

#[tokio::test]
async fn a_temporary_password_is_good_once() {
    let setting = Setting::with_cheap_work().await;
    setting.activated("anna.tester").await;
    let temporary = setting.temporary_password("anna.tester").await;
    let _ = setting.reset("anna.tester", &temporary, NEW).await.expect(204);
    let again = setting.reset("anna.tester", &temporary, "Another-Try-28").await;
    again.expect_problem(422, "temporary_password_wrong");
    setting.sign_in("anna.tester", &temporary).await.expect_problem(401, "sign_in_failed");
}

#[tokio::test]
async fn a_temporary_password_works_until_its_half_hour_is_over() {
    let setting = Setting::with_cheap_work().await;
    setting.activated("anna.tester").await;
    let temporary = setting.temporary_password("anna.tester").await;
    setting.world.advance(Duration::from_secs(1_799));
    let _ = setting.reset("anna.tester", &temporary, NEW).await.expect(204);
}

#[tokio::test]
async fn a_temporary_password_ends_after_half_an_hour() {
    let setting = Setting::with_cheap_work().await;
    setting.activated("anna.tester").await;
    let temporary = setting.temporary_password("anna.tester").await;
    setting.world.advance(Duration::from_secs(30 * 60));
    setting.sign_in("anna.tester", &temporary).await.expect_problem(401, "sign_in_failed");
    let late = setting.reset("anna.tester", &temporary, NEW).await;
    late.expect_problem(422, "temporary_password_wrong");
    let _ = setting.sign_in("anna.tester", PASSWORD).await.expect(201);
}

#[tokio::test]
async fn a_reset_makes_all_temporary_passwords_worthless_and_ends_all_sessions() {
    let setting = Setting::with_cheap_work().await;
    let anna = setting.holder("anna.tester").await;
    let first = setting.temporary_password("anna.tester").await;
    let second = setting.temporary_password("anna.tester").await;
    let _ = setting.reset("anna.tester", &second, NEW).await.expect(204);
    let other = setting.reset("anna.tester", &first, "Another-Try-28").await;
    other.expect_problem(422, "temporary_password_wrong");
    setting.refresh(&anna.cookie).await.expect_problem(401, "session_over");
    let view = setting.client.get("/api/account").bearer(&anna.token).send().await;
    view.expect_problem(401, "session_over");
}

#[tokio::test]
async fn the_end_of_all_sessions_makes_temporary_passwords_worthless() {
    let setting = Setting::with_cheap_work().await;
    let anna = setting.holder("anna.tester").await;
    let temporary = setting.temporary_password("anna.tester").await;
    let end = setting.client.delete("/api/account/sessions").bearer(&anna.token);
    let _ = end.send().await.expect(204);
    let reply = setting.reset("anna.tester", &temporary, NEW).await;
    reply.expect_problem(422, "temporary_password_wrong");
}

#[tokio::test]
async fn a_temporary_password_of_somebody_else_changes_nothing() {
    let setting = Setting::with_cheap_work().await;
    setting.activated("anna.tester").await;
    setting.activated("bert.tester").await;
    let temporary = setting.temporary_password("bert.tester").await;
    for name in ["anna.tester", "nobody.here", ""] {
        let reply = setting.reset(name, &temporary, NEW).await;
        reply.expect_problem(422, "temporary_password_wrong");
    }
    let _ = setting.reset("bert.tester", &temporary, NEW).await.expect(204);
}

#[tokio::test]
async fn a_password_that_breaks_the_rule_does_not_use_the_temporary_one_up() {
    let setting = Setting::with_cheap_work().await;
    setting.activated("anna.tester").await;
    let temporary = setting.temporary_password("anna.tester").await;
    for (password, code) in [
        ("Lotus27", "password_too_short"),
        ("Password1", "password_too_common"),
        ("My-Anna.Tester-1", "password_contains_name"),
        (&*temporary, "password_not_new"),
    ] {
        let reply = setting.reset("anna.tester", &temporary, password).await;
        let reply = reply.expect_problem(422, "invalid_input");
        assert_eq!(reply.errors(), [("/password".to_owned(), code.to_owned())]);
    }
    let _ = setting.reset("anna.tester", &temporary, NEW).await.expect(204);
}

#[tokio::test]
async fn the_new_password_must_be_typed_twice_alike() {
    let setting = Setting::with_cheap_work().await;
    let form = json!({
        "name": "anna.tester", "temporaryPassword": "x",
        "password": NEW, "passwordConfirmation": PASSWORD,
    });
    let reply = setting.client.post("/api/passwords/resets").json(&form).send().await;
    let reply = reply.expect_problem(422, "invalid_input");
    let differs = ("/passwordConfirmation".to_owned(), "password_differs".to_owned());
    assert_eq!(reply.errors(), [differs]);
}

#[tokio::test]
async fn the_owner_is_told_by_mail() {
    let setting = Setting::with_cheap_work().await;
    setting.activated("anna.tester").await;
    let temporary = setting.temporary_password("anna.tester").await;
    let _ = setting.reset("anna.tester", &temporary, NEW).await.expect(204);
    let mail = setting.mails().await.pop().unwrap();
    assert!(is_mail::<PasswordChanged>(&mail));
    assert_eq!(line_in(&mail, "user_name"), Some("anna.tester"));
}

#[tokio::test]
async fn staff_show_their_second_factor_too() {
    let setting = Setting::with_cheap_work().await;
    let staff = setting.staff("staff.reviewer").await;
    let temporary = setting.temporary_password("staff.reviewer").await;
    let reset = async |code: Option<String>| {
        let form = json!({
            "name": "staff.reviewer", "temporaryPassword": temporary,
            "password": NEW, "passwordConfirmation": NEW, "totp": code,
        });
        setting.client.post("/api/passwords/resets").json(&form).send().await
    };
    reset(None).await.expect_problem(401, "totp_required");
    reset(Some("000000".to_owned())).await.expect_problem(401, "sign_in_failed");
    let code = setting.digits(&staff.totp_secret);
    let _ = reset(Some(code.clone())).await.expect(204);
    let form = json!({ "name": "staff.reviewer", "password": NEW, "totp": code });
    let used = setting.client.post("/api/sessions").json(&form).send().await;
    used.expect_problem(401, "sign_in_failed");
}

#[tokio::test]
async fn twenty_resets_at_once_with_one_temporary_password_change_it_once() {
    let setting = Setting::with_cheap_work().await;
    setting.activated("anna.tester").await;
    let temporary = setting.temporary_password("anna.tester").await;
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..20 {
        let password = format!("Quiet-River-{number}");
        let form = json!({
            "name": "anna.tester", "temporaryPassword": temporary,
            "password": password, "passwordConfirmation": password,
        });
        let call = setting.client.post("/api/passwords/resets").json(&form);
        let forwarded = format!("203.0.113.{number}, 192.0.2.1");
        tasks.spawn(call.header("x-forwarded-for", &forwarded).send());
    }
    let replies = tasks.join_all().await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 204).count(), 1);
}

#[tokio::test]
async fn a_reset_takes_one_round_trip_to_read_and_one_to_write() {
    let setting = Setting::with_cheap_work().await;
    setting.activated("anna.tester").await;
    let temporary = setting.temporary_password("anna.tester").await;
    let calls = setting.world.calls();
    calls.reset();
    let _ = setting.reset("anna.tester", &temporary, NEW).await.expect(204);
    assert_eq!(calls.round_trips(), 2, "{:?}", calls.operations());
}
