use std::time::Duration;

use serde_json::json;
use shared_domain::account::mails::SessionReused;
use shared_kit::{Reply, is_mail};

use crate::setting::{PASSWORD, Setting, cookie};

async fn signed_in(setting: &Setting) -> String {
    setting.activated("anna.tester").await;
    cookie(&setting.sign_in("anna.tester", PASSWORD).await.expect(201))
}

#[tokio::test]
async fn a_refresh_gives_a_new_access_token_and_the_next_refresh_token() {
    let setting = Setting::new().await;
    let first = signed_in(&setting).await;
    let reply = setting.refresh(&first).await.expect(200);
    assert!(reply.body["accessToken"].is_string());
    let second = cookie(&reply);
    assert_ne!(first, second);
    let _ = setting.refresh(&second).await.expect(200);
}

#[tokio::test]
async fn a_client_that_lost_the_reply_gets_the_same_token_again() {
    let setting = Setting::new().await;
    let first = signed_in(&setting).await;
    let lost = cookie(&setting.refresh(&first).await.expect(200));
    let again = cookie(&setting.refresh(&first).await.expect(200));
    assert_eq!(lost, again);
}

#[tokio::test]
async fn two_hundred_refreshes_of_one_token_give_one_new_token_and_lose_no_session() {
    let setting = Setting::new().await;
    let first = signed_in(&setting).await;
    let replies = {
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..200 {
            let client = setting.client.clone();
            let first = first.clone();
            tasks.spawn(async move {
                client.post("/api/sessions/refresh").header("cookie", &first).send().await
            });
        }
        tasks.join_all().await
    };
    let cookies: std::collections::HashSet<String> =
        replies.into_iter().map(|reply| cookie(&reply.expect(200))).collect();
    assert_eq!(cookies.len(), 1);
    let next = cookies.into_iter().next().unwrap();
    let retried = setting.refresh(&first).await.expect(200);
    assert_eq!(cookie(&retried), next, "who lost all replies asks again");
    let _ = setting.refresh(&next).await.expect(200);
}

#[tokio::test]
async fn an_old_token_in_somebodys_hands_ends_the_session() {
    let setting = Setting::new().await;
    let stolen = signed_in(&setting).await;
    let present = cookie(&setting.refresh(&stolen).await.expect(200));
    setting.world.advance(Duration::from_secs(61));
    setting.refresh(&stolen).await.expect_problem(401, "session_over");
    setting.refresh(&present).await.expect_problem(401, "session_over");
}

#[tokio::test]
async fn a_session_ends_after_fourteen_days() {
    let setting = Setting::new().await;
    let mut token = signed_in(&setting).await;
    let two_days = Duration::from_secs(2 * 24 * 60 * 60);
    for _ in 1..7 {
        setting.world.advance(two_days);
        token = cookie(&setting.refresh(&token).await.expect(200));
    }
    setting.world.advance(two_days);
    setting.refresh(&token).await.expect_problem(401, "session_over");
}

#[tokio::test]
async fn a_session_that_nobody_uses_ends_after_three_days() {
    let setting = Setting::new().await;
    let token = signed_in(&setting).await;
    setting.world.advance(Duration::from_secs(3 * 24 * 60 * 60));
    setting.refresh(&token).await.expect_problem(401, "session_over");
}

/// For how many seconds a browser keeps the session that a reply carries.
fn kept_for(reply: &Reply) -> u32 {
    let cookies = reply.headers.get_all("set-cookie").iter().map(|one| one.to_str().unwrap());
    let mut session = cookies.filter(|cookie| cookie.starts_with("__Host-session="));
    let (_, life) = session.next().unwrap().split_once("; Max-Age=").unwrap();
    life.split(';').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn the_cookie_lives_as_long_as_the_session_may_last() {
    let setting = Setting::new().await;
    setting.activated("anna.tester").await;
    let mut reply = setting.sign_in("anna.tester", PASSWORD).await.expect(201);
    for left in [1_209_600, 1_036_800, 864_000] {
        assert_eq!(kept_for(&reply), left);
        setting.world.advance(Duration::from_secs(172_800));
        reply = setting.refresh(&cookie(&reply)).await.expect(200);
    }

    let staff = setting.staff("wei.reviewer").await;
    let shown = json!({ "totp": setting.digits(&staff.totp_secret) });
    let reply = setting.try_to_sign_in(&staff, shown).await.expect(201);
    assert_eq!(kept_for(&reply), 43_200);
    setting.world.advance(Duration::from_secs(1_800));
    let reply = setting.refresh(&cookie(&reply)).await.expect(200);
    assert_eq!(kept_for(&reply), 41_400);
}

#[tokio::test]
async fn a_cookie_that_is_none_is_refused() {
    let setting = Setting::new().await;
    for cookie in ["", "__Host-session=", "__Host-session=a.b.c", "session=x"] {
        setting.refresh(cookie).await.expect_problem(401, "session_over");
    }
}

#[tokio::test]
async fn the_owner_is_told_once_of_an_old_token_in_somebodys_hands() {
    let setting = Setting::new().await;
    let stolen = signed_in(&setting).await;
    let _ = setting.refresh(&stolen).await.expect(200);
    setting.world.advance(Duration::from_secs(61));
    for _ in 0..2 {
        setting.refresh(&stolen).await.expect_problem(401, "session_over");
    }
    let mut told = setting.mails().await;
    told.retain(is_mail::<SessionReused>);
    assert_eq!(told.len(), 1);
}
