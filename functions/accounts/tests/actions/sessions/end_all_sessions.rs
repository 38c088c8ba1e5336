use shared_kit::Call;

use crate::holder::Holder;
use crate::setting::{PASSWORD, Setting};

fn end_all(setting: &Setting, holder: &Holder) -> Call {
    setting.client.delete("/api/account/sessions").bearer(&holder.token)
}

#[tokio::test]
async fn all_sessions_end_and_the_cookie_is_removed() {
    let setting = Setting::new().await;
    let first = setting.holder("anna.tester").await;
    let second = setting.signed_in("anna.tester").await;
    let reply = end_all(&setting, &second).send().await.expect(204);
    assert!(reply.headers["set-cookie"].to_str().unwrap().contains("Max-Age=0"));
    for session in [&first, &second] {
        setting.refresh(&session.cookie).await.expect_problem(401, "session_over");
        end_all(&setting, session).send().await.expect_problem(401, "session_over");
    }
}

#[tokio::test]
async fn one_signs_in_again_by_either_name() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let _ = end_all(&setting, &anna).send().await.expect(204);
    for name in ["anna.tester", "anna.tester@example.org"] {
        let reply = setting.sign_in(name, PASSWORD).await.expect(201);
        let _ = setting.refresh(&crate::setting::cookie(&reply)).await.expect(200);
    }
}

#[tokio::test]
async fn the_sessions_of_others_go_on() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let bert = setting.holder("bert.tester").await;
    let _ = end_all(&setting, &anna).send().await.expect(204);
    let _ = setting.refresh(&bert.cookie).await.expect(200);
}

#[tokio::test]
async fn ending_all_sessions_takes_two_round_trips_however_many_there_are() {
    let setting = Setting::new().await;
    let mut anna = setting.holder("anna.tester").await;
    for _ in 0..5 {
        anna = setting.signed_in("anna.tester").await;
    }
    assert_eq!(setting.round_trips(end_all(&setting, &anna)).await, 2);
}
