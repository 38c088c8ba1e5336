use serde_json::json;
use shared_domain::notices::SendMail;
use shared_domain::staff::mails::RolesChanged;
use shared_kit::{Reply, refuses_all_but};
use shared_platform::auth::StaffRole;
use shared_platform::ids::AccountId;

use crate::setting::{PASSWORD, Setting};

async fn close(setting: &Setting, token: &str, account: &str) -> Reply {
    setting.client.delete(&format!("/api/staff/accounts/{account}")).bearer(token).send().await
}

#[tokio::test]
async fn a_closed_account_opens_to_nobody_and_stays_in_the_directory() {
    let setting = Setting::new().await;
    let wei = setting.staff("wei.reviewer").await;
    let session = setting.session_of(&wei).await;
    let administrator = setting.administrator().await;
    let closing = close(&setting, &administrator.token, &session.account);
    let (reply, round_trips) = setting.round_trips_of(closing).await;
    let _ = reply.expect(204);
    assert_eq!(round_trips, 2);

    setting.refresh(&session.cookie).await.expect_problem(401, "session_over");
    let shown = json!({ "totp": setting.digits(&wei.totp_secret) });
    setting.try_to_sign_in(&wei, shown).await.expect_problem(401, "sign_in_failed");
    let row = &setting.directory("ACCOUNT#").await[0];
    assert_eq!(row["roles"], json!([]));
    assert!(row["closedAt"].is_string());
    let dump = setting.world.dump("ACCOUNTS").await;
    assert!(!dump.contains("RECOVERY#"), "no recovery code is left");
    let told = setting.mails().await.pop().unwrap();
    let closed = RolesChanged { user_name: wei.user_name, roles: Vec::new() };
    assert_eq!(told, SendMail::to(told.recipient().clone(), &closed));
}

#[tokio::test]
async fn closing_twice_is_closing_once() {
    let setting = Setting::new().await;
    let wei = setting.staff("wei.reviewer").await;
    let wei = setting.session_of(&wei).await;
    let administrator = setting.administrator().await;
    for _ in 0..2 {
        let _ = close(&setting, &administrator.token, &wei.account).await.expect(204);
    }
    let entries = setting.world.audit(&wei.account).await;
    let closings = entries.iter().filter(|entry| entry["action"] == "close_staff_account");
    assert_eq!(closings.count(), 1);
    let path = format!("/api/staff/accounts/{}/roles", wei.account);
    let call = setting.client.put(&path).by(&administrator).json(&json!({ "roles": ["viewer"] }));
    call.send().await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn the_address_of_a_closed_account_can_be_invited_again() {
    let setting = Setting::new().await;
    let wei = setting.staff("wei.reviewer").await;
    let wei = setting.session_of(&wei).await;
    let administrator = setting.administrator().await;
    let _ = close(&setting, &administrator.token, &wei.account).await.expect(204);
    let code = setting.invited("wei.reviewer@example.org", &["finance"]).await;
    let _ = setting.accept(&setting.acceptance(&code, "wei.reviewer").await).await.expect(201);
    let reply = setting.sign_in("wei.reviewer", PASSWORD).await;
    reply.expect_problem(401, "totp_required");
}

#[tokio::test]
async fn an_invitation_does_not_open_an_account_that_was_closed_since() {
    let setting = Setting::new().await;
    let wei = setting.staff("wei.reviewer").await;
    let session = setting.session_of(&wei).await;
    let code = setting.invited(&wei.email, &["reviewer"]).await;
    let acceptance = setting.acceptance(&code, "wei.reviewer").await;
    let administrator = setting.administrator().await;
    let _ = close(&setting, &administrator.token, &session.account).await.expect(204);
    setting.accept(&acceptance).await.expect_problem(422, "invitation_invalid");
}

#[tokio::test]
async fn nobody_closes_their_own_account() {
    let setting = Setting::new().await;
    let wei = setting.colleague("wei.tester", &["administrator"]).await;
    let wei = setting.session_of(&wei).await;
    close(&setting, &wei.token, &wei.account).await.expect_problem(409, "own_account");
    let anna = setting.holder("anna.tester").await;
    for account in [AccountId::new().to_string(), anna.account] {
        close(&setting, &wei.token, &account).await.expect_problem(404, "not_found");
    }
}

#[tokio::test]
async fn two_administrators_who_close_each_other_at_once_leave_one() {
    let setting = Setting::with_cheap_work().await;
    for round in 0..10 {
        let one = setting.colleague(&format!("one.{round:02}"), &["administrator"]).await;
        let other = setting.colleague(&format!("other.{round:02}"), &["administrator"]).await;
        let one = setting.session_of(&one).await;
        let other = setting.session_of(&other).await;
        let (by_one, by_other) = tokio::join!(
            close(&setting, &one.token, &other.account),
            close(&setting, &other.token, &one.account),
        );
        let closed = [by_one, by_other].into_iter().filter(|reply| reply.status == 204);
        assert_eq!(closed.count(), 1, "round {round}");
    }
}

#[tokio::test]
async fn only_administrators_close_accounts() {
    let setting = Setting::new().await;
    let wei = setting.staff("wei.reviewer").await;
    let wei = setting.session_of(&wei).await;
    let path = format!("/api/staff/accounts/{}", wei.account);
    let call = || setting.client.delete(&path);
    refuses_all_but(&setting.world, StaffRole::Administrator, call).await;
    let _ = setting.refresh(&wei.cookie).await.expect(200);
}
