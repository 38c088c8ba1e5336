use shared_kit::{Reply, refuses_all_but};
use shared_platform::auth::StaffRole;
use shared_platform::ids::AccountId;

use crate::setting::Setting;

async fn end_sessions(setting: &Setting, token: &str, account: &str) -> Reply {
    let path = format!("/api/staff/accounts/{account}/sessions");
    setting.client.delete(&path).bearer(token).send().await
}

#[tokio::test]
async fn an_administrator_ends_all_sessions_of_an_account() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let second = setting.signed_in("anna.tester").await;
    let administrator = setting.administrator().await;
    let ending = end_sessions(&setting, &administrator.token, &anna.account);
    let (reply, round_trips) = setting.round_trips_of(ending).await;
    let _ = reply.expect(204);
    assert_eq!(round_trips, 2);
    for session in [&anna, &second] {
        setting.refresh(&session.cookie).await.expect_problem(401, "session_over");
    }
    let entry = setting.world.audit(&anna.account).await.pop().unwrap();
    assert_eq!(entry["actor"], administrator.account.to_string());
    // Who knows the password comes back.
    let _ = setting.signed_in("anna.tester").await;
}

#[tokio::test]
async fn an_administrator_can_be_signed_out_by_their_own_hand() {
    let setting = Setting::new().await;
    let wei = setting.colleague("wei.tester", &["administrator"]).await;
    let wei = setting.session_of(&wei).await;
    let _ = end_sessions(&setting, &wei.token, &wei.account).await.expect(204);
    setting.refresh(&wei.cookie).await.expect_problem(401, "session_over");
}

#[tokio::test]
async fn nobody_has_no_sessions() {
    let setting = Setting::new().await;
    let administrator = setting.administrator().await;
    let reply = end_sessions(&setting, &administrator.token, &AccountId::new().to_string()).await;
    reply.expect_problem(404, "not_found");
}

#[tokio::test]
async fn only_administrators_end_the_sessions_of_others() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let path = format!("/api/staff/accounts/{}/sessions", anna.account);
    let call = || setting.client.delete(&path);
    refuses_all_but(&setting.world, StaffRole::Administrator, call).await;
    let _ = setting.refresh(&anna.cookie).await.expect(200);
}
