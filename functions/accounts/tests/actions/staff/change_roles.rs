use serde_json::{Value, json};
use shared_domain::notices::SendMail;
use shared_domain::staff::mails::RolesChanged;
use shared_kit::{Reply, is_mail, refuses_all_but};
use shared_platform::auth::StaffRole;
use shared_platform::ids::AccountId;

use crate::holder::Holder;
use crate::setting::Setting;

async fn change_roles(setting: &Setting, token: &str, account: &str, roles: &[&str]) -> Reply {
    let call = setting.client.put(&format!("/api/staff/accounts/{account}/roles")).bearer(token);
    call.json(&json!({ "roles": roles })).send().await
}

async fn look_at_the_directory(setting: &Setting, by: &Holder) -> Reply {
    setting.client.get("/api/staff/accounts").bearer(&by.token).send().await
}

#[tokio::test]
async fn a_role_that_is_taken_away_counts_at_once_and_ends_the_sessions() {
    let setting = Setting::new().await;
    let wei = setting.colleague("wei.tester", &["administrator", "viewer"]).await;
    let wei = setting.session_of(&wei).await;
    let _ = look_at_the_directory(&setting, &wei).await.expect(200);
    let administrator = setting.administrator().await;
    let change = change_roles(&setting, &administrator.token, &wei.account, &["viewer"]);
    let (reply, round_trips) = setting.round_trips_of(change).await;
    let changed = reply.expect(200).body;
    assert_eq!(round_trips, 2);
    assert_eq!((&changed["roles"], &changed["state"]), (&json!(["viewer"]), &json!("active")));

    look_at_the_directory(&setting, &wei).await.expect_problem(401, "session_over");
    setting.refresh(&wei.cookie).await.expect_problem(401, "session_over");
    assert_eq!(setting.directory("ACCOUNT#").await[0]["roles"], json!(["viewer"]));
    let entry = setting.world.audit(&wei.account).await.pop().unwrap();
    assert_eq!(entry["actor"], administrator.account.to_string());
    assert_eq!(entry["before"], json!({ "roles": ["administrator", "viewer"] }));
    assert_eq!(entry["after"], json!({ "roles": ["viewer"] }));
}

#[tokio::test]
async fn a_role_that_is_added_counts_with_the_next_access_token() {
    let setting = Setting::new().await;
    let wei = setting.staff("wei.tester").await;
    let wei = setting.session_of(&wei).await;
    let administrator = setting.administrator().await;
    let roles = ["reviewer", "administrator"];
    let _ = change_roles(&setting, &administrator.token, &wei.account, &roles).await.expect(200);
    look_at_the_directory(&setting, &wei).await.expect_problem(403, "not_permitted");
    let wei = setting.refreshed(&wei).await;
    let _ = look_at_the_directory(&setting, &wei).await.expect(200);
}

#[tokio::test]
async fn whose_roles_change_is_told() {
    let setting = Setting::new().await;
    let wei = setting.staff("wei.tester").await;
    let wei = setting.session_of(&wei).await;
    let administrator = setting.administrator().await;
    let _ =
        change_roles(&setting, &administrator.token, &wei.account, &["finance"]).await.expect(200);
    // The same again changes nothing and tells nobody.
    let _ =
        change_roles(&setting, &administrator.token, &wei.account, &["finance"]).await.expect(200);
    let mut told = setting.mails().await;
    told.retain(is_mail::<RolesChanged>);
    let user_name = "wei.tester".to_owned();
    let changed = RolesChanged { user_name, roles: vec![StaffRole::Finance] };
    assert_eq!(told, [SendMail::to(told[0].recipient().clone(), &changed)]);
}

#[tokio::test]
async fn nobody_changes_their_own_roles() {
    let setting = Setting::new().await;
    let wei = setting.colleague("wei.tester", &["administrator"]).await;
    let wei = setting.session_of(&wei).await;
    let reply = change_roles(&setting, &wei.token, &wei.account, &["viewer"]).await;
    reply.expect_problem(409, "own_account");
    let _ = look_at_the_directory(&setting, &wei).await.expect(200);
}

#[tokio::test]
async fn two_administrators_who_remove_each_other_at_once_leave_one() {
    let setting = Setting::with_cheap_work().await;
    for round in 0..25 {
        let one = setting.colleague(&format!("one.{round:02}"), &["administrator"]).await;
        let other = setting.colleague(&format!("other.{round:02}"), &["administrator"]).await;
        let one = setting.session_of(&one).await;
        let other = setting.session_of(&other).await;
        let (by_one, by_other) = tokio::join!(
            change_roles(&setting, &one.token, &other.account, &["viewer"]),
            change_roles(&setting, &other.token, &one.account, &["viewer"]),
        );
        let (done, refused) =
            if by_one.status == 200 { (by_one, by_other) } else { (by_other, by_one) };
        let _ = done.expect(200);
        assert!(
            ["session_over", "not_permitted", "changed_meanwhile"].contains(&refused.code()),
            "{refused:?}"
        );
        let left = async |holder: &Holder| look_at_the_directory(&setting, holder).await.status;
        let mut left = [left(&one).await, left(&other).await];
        left.sort_unstable();
        assert_eq!(left.map(|status| status.as_u16()), [200, 401], "round {round}");
    }
}

#[tokio::test]
async fn a_ring_of_administrators_who_remove_each_other_leaves_one() {
    let setting = Setting::with_cheap_work().await;
    let mut ring = Vec::new();
    for number in 0..6 {
        let each = setting.colleague(&format!("each.{number}"), &["administrator"]).await;
        ring.push(setting.session_of(&each).await);
    }
    let next = |number: usize| &ring[(number + 1) % ring.len()];
    let removals = (0..ring.len()).map(|number| {
        change_roles(&setting, &ring[number].token, &next(number).account, &["viewer"])
    });
    let _ = futures_util::future::join_all(removals).await;
    let rows = setting.directory("ACCOUNT#").await;
    let is_administrator =
        |row: &&Value| row["roles"].as_array().unwrap().contains(&json!("administrator"));
    assert!(rows.iter().any(|row| is_administrator(&row)), "{rows:?}");
}

#[tokio::test]
async fn who_is_no_member_of_staff_has_no_roles() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let administrator = setting.administrator().await;
    let unknown = AccountId::new().to_string();
    for account in [anna.account.as_str(), &unknown, "acc_1"] {
        let reply = change_roles(&setting, &administrator.token, account, &["viewer"]).await;
        reply.expect_problem(404, "not_found");
    }
    let none = change_roles(&setting, &administrator.token, &unknown, &[]).await.expect(422);
    assert_eq!(none.errors(), [("/roles".to_owned(), "required".to_owned())]);
}

#[tokio::test]
async fn only_administrators_change_roles() {
    let setting = Setting::new().await;
    let wei = setting.staff("wei.tester").await;
    let wei = setting.session_of(&wei).await;
    let path = format!("/api/staff/accounts/{}/roles", wei.account);
    let body = json!({ "roles": ["administrator"] });
    refuses_all_but(&setting.world, StaffRole::Administrator, || {
        setting.client.put(&path).json(&body)
    })
    .await;
    assert_eq!(setting.directory("ACCOUNT#").await[0]["roles"], json!(["reviewer"]));
}
