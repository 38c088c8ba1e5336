use serde_json::json;
use shared_domain::account::mails::{PasswordChanged, SessionReused};
use shared_kit::{Call, is_mail, line_in};

use crate::holder::Holder;
use crate::setting::{PASSWORD, Setting, cookie};

/// How often the owner was told that somebody else may have a token.
async fn thefts_told(setting: &Setting) -> usize {
    let mails = setting.mails().await;
    mails.iter().filter(|mail| is_mail::<SessionReused>(mail)).count()
}

const NEW: &str = "Quiet-River-31";

fn change(setting: &Setting, holder: &Holder, old: &str, new: &str) -> Call {
    let form = json!({ "oldPassword": old, "password": new, "passwordConfirmation": new });
    setting.client.put("/api/account/password").bearer(&holder.token).json(&form)
}

#[tokio::test]
async fn the_password_is_changed_with_the_old_and_a_new_one() {
    let setting = Setting::with_cheap_work().await;
    let anna = setting.holder("anna.tester").await;
    let _ = change(&setting, &anna, PASSWORD, NEW).send().await.expect(200);
    for name in ["anna.tester", "anna.tester@example.org"] {
        let _ = setting.sign_in(name, NEW).await.expect(201);
    }
    setting.sign_in("anna.tester", PASSWORD).await.expect_problem(401, "sign_in_failed");
}

#[tokio::test]
async fn this_session_goes_on_with_other_tokens_and_all_others_end() {
    let setting = Setting::with_cheap_work().await;
    let other = setting.holder("anna.tester").await;
    let own = setting.signed_in("anna.tester").await;
    let reply = change(&setting, &own, PASSWORD, NEW).send().await.expect(200);
    let view = async |token: &str| setting.client.get("/api/account").bearer(token).send().await;

    let _ = view(reply.body["accessToken"].as_str().unwrap()).await.expect(200);
    let _ = setting.refresh(&cookie(&reply)).await.expect(200);
    for lost in [&other, &own] {
        view(&lost.token).await.expect_problem(401, "session_over");
        setting.refresh(&lost.cookie).await.expect_problem(401, "session_over");
    }
}

#[tokio::test]
async fn who_does_not_know_the_old_password_changes_nothing() {
    let setting = Setting::with_cheap_work().await;
    let anna = setting.holder("anna.tester").await;
    let reply = change(&setting, &anna, "Wrong-Password-1", NEW).send().await;
    let reply = reply.expect_problem(422, "invalid_input");
    assert_eq!(reply.errors(), [("/oldPassword".to_owned(), "password_wrong".to_owned())]);
    let _ = setting.sign_in("anna.tester", PASSWORD).await.expect(201);
}

#[tokio::test]
async fn the_new_password_keeps_the_rule_and_is_new() {
    let setting = Setting::with_cheap_work().await;
    let anna = setting.holder("anna.tester").await;
    for (password, code) in [
        ("Lotus27", "password_too_short"),
        ("Qwerty123", "password_too_common"),
        ("My-Anna.Tester-1", "password_contains_name"),
        (PASSWORD, "password_not_new"),
    ] {
        let reply = change(&setting, &anna, PASSWORD, password).send().await;
        let reply = reply.expect_problem(422, "invalid_input");
        assert_eq!(reply.errors(), [("/password".to_owned(), code.to_owned())]);
    }
}

#[tokio::test]
async fn a_session_that_was_ended_changes_no_password() {
    let setting = Setting::with_cheap_work().await;
    let lost = setting.holder("anna.tester").await;
    let own = setting.signed_in("anna.tester").await;
    let _ = setting.client.delete("/api/account/sessions").bearer(&own.token).send().await;
    for holder in [&lost, &own] {
        let reply = change(&setting, holder, PASSWORD, NEW).send().await;
        reply.expect_problem(401, "session_over");
    }
    setting
        .client
        .put("/api/account/password")
        .send()
        .await
        .expect_problem(401, "sign_in_required");
}

#[tokio::test]
async fn the_owner_is_told_by_mail_and_it_is_in_the_audit_log() {
    let setting = Setting::with_cheap_work().await;
    let anna = setting.holder("anna.tester").await;
    let _ = change(&setting, &anna, PASSWORD, NEW).send().await.expect(200);
    let mail = setting.mails().await.pop().unwrap();
    assert!(is_mail::<PasswordChanged>(&mail));
    assert_eq!(line_in(&mail, "user_name"), Some("anna.tester"));
    let entries = setting.world.audit(&anna.account).await;
    assert!(entries.iter().any(|entry| entry["action"] == "change_password"));
}

#[tokio::test]
async fn two_changes_at_once_change_it_once() {
    let setting = Setting::with_cheap_work().await;
    let anna = setting.holder("anna.tester").await;
    let (first, second) = tokio::join!(
        change(&setting, &anna, PASSWORD, NEW).send(),
        change(&setting, &anna, PASSWORD, "Another-Try-28").send(),
    );
    let changed = [&first, &second].into_iter().filter(|reply| reply.status == 200).count();
    assert_eq!(changed, 1, "{first:?} {second:?}");
}

#[tokio::test]
async fn a_change_takes_one_round_trip_to_read_and_one_to_write() {
    let setting = Setting::with_cheap_work().await;
    let anna = setting.holder("anna.tester").await;
    assert_eq!(setting.round_trips(change(&setting, &anna, PASSWORD, NEW)).await, 2);
}

#[tokio::test]
async fn who_lost_the_reply_is_signed_out_and_is_not_taken_for_a_thief() {
    let setting = Setting::with_cheap_work().await;
    let anna = setting.holder("anna.tester").await;
    let lost = change(&setting, &anna, PASSWORD, NEW).send().await.expect(200);
    // The page asks again, with what it has.
    change(&setting, &anna, PASSWORD, NEW).send().await.expect_problem(401, "session_over");
    for _ in 0..2 {
        let reply = setting.refresh(&anna.cookie).await.expect_problem(401, "session_over");
        assert!(reply.headers.get("set-cookie").is_none(), "another may just have been set");
    }
    assert_eq!(thefts_told(&setting).await, 0);
    let next = setting.refresh(&cookie(&lost)).await.expect(200);
    setting.refresh(&anna.cookie).await.expect_problem(401, "session_over");
    let _ = setting.refresh(&cookie(&next)).await.expect(200);
}

#[tokio::test]
async fn a_change_and_refreshes_at_once_hand_out_no_dead_token() {
    for _ in 0..5 {
        let setting = Setting::with_cheap_work().await;
        let anna = setting.holder("anna.tester").await;
        let mut refreshes = tokio::task::JoinSet::new();
        for _ in 0..10 {
            let (client, held) = (setting.client.clone(), anna.cookie.clone());
            refreshes.spawn(async move {
                client.post("/api/sessions/refresh").header("cookie", &held).send().await
            });
        }
        let changed = change(&setting, &anna, PASSWORD, NEW).send().await;
        let refreshed = refreshes.join_all().await;
        let given = refreshed.iter().filter(|reply| reply.status == 200);
        let given: std::collections::HashSet<String> = given.map(cookie).collect();
        assert!(given.len() <= 1);
        if changed.status == 200 {
            let _ = setting.refresh(&cookie(&changed)).await.expect(200);
        } else {
            changed.expect_problem(409, "changed_meanwhile");
        }
        for held in given {
            let _ = setting.refresh(&held).await;
        }
        assert_eq!(thefts_told(&setting).await, 0);
    }
}
