use std::time::Duration;

use serde_json::{Value, json};
use shared_domain::account::mail_feedback_key;
use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;
use shared_platform::ids::AccountId;
use shared_platform::store::{Item, Key};

use crate::setting::Setting;

async fn list(setting: &Setting, query: &str) -> Value {
    let administrator = setting.administrator().await;
    let call = setting.client.get(&format!("/api/staff/accounts{query}")).by(&administrator);
    call.send().await.expect(200).body
}

#[tokio::test]
async fn the_directory_has_members_and_invitations() {
    let setting = Setting::new().await;
    let _ = setting.staff("wei.reviewer").await;
    let _ = setting.invited("li.finance@example.org", &["finance"]).await;
    let seen = list(&setting, "").await;
    assert_eq!(seen["items"].as_array().unwrap().len(), 1);
    let member = &seen["items"][0];
    assert_eq!(member["userName"], "wei.reviewer");
    assert_eq!(member["email"], "wei.reviewer@example.org");
    assert_eq!(member["emailTrouble"], json!(null));
    assert_eq!(member["roles"], json!(["reviewer"]));
    assert_eq!(member["state"], "active");
    let invitations = seen["invitations"].as_array().unwrap();
    assert_eq!(invitations.len(), 1);
    assert_eq!(invitations[0]["email"], "li.finance@example.org");
    assert_eq!(seen["next"], json!(null));
}

#[tokio::test]
async fn an_invitation_that_is_over_is_not_shown() {
    let setting = Setting::new().await;
    let _ = setting.invited("li.finance@example.org", &["finance"]).await;
    setting.world.advance(Duration::from_secs(72 * 60 * 60));
    assert_eq!(list(&setting, "").await["invitations"], json!([]));
}

#[tokio::test]
async fn an_administrator_sees_whom_mails_do_not_reach() {
    let setting = Setting::new().await;
    let _ = setting.staff("wei.reviewer").await;
    let trouble = json!({ "state": "bounced", "at": "2027-02-28T08:00:00Z" });
    let key = mail_feedback_key("wei.reviewer@example.org");
    setting.world.put("NOTICES", Item::new(key, &trouble).unwrap()).await;
    assert_eq!(list(&setting, "").await["items"][0]["emailTrouble"], trouble);
}

#[tokio::test]
async fn a_page_takes_two_round_trips_however_long_the_directory_is() {
    let setting = Setting::new().await;
    for number in 0..30 {
        let id = AccountId::new();
        let member = json!({
            "id": id,
            "userName": format!("member.{number:02}"),
            // One address can stand in two rows: a closed account's is free again.
            "email": "somebody@example.org",
            "roles": ["viewer"],
        });
        let key = Key::new("STAFF", format!("ACCOUNT#{id}"));
        setting.world.put("ACCOUNTS", Item::new(key, &member).unwrap()).await;
    }
    let administrator = setting.administrator().await;
    let call = setting.client.get("/api/staff/accounts").by(&administrator);
    let (reply, round_trips) = setting.round_trips_of(call.send()).await;
    let first = reply.expect(200).body;
    assert_eq!(round_trips, 2);
    let second = list(&setting, &format!("?cursor={}", first["next"].as_str().unwrap())).await;
    let names = [&first, &second].map(|page| page["items"].as_array().unwrap().clone()).concat();
    let names: Vec<&str> = names.iter().map(|item| item["userName"].as_str().unwrap()).collect();
    let expected: Vec<String> = (0..30).map(|number| format!("member.{number:02}")).collect();
    assert_eq!(names, expected);
    assert_eq!(second["next"], json!(null));
}

#[tokio::test]
async fn only_administrators_see_the_directory() {
    let setting = Setting::new().await;
    let call = || setting.client.get("/api/staff/accounts");
    refuses_all_but(&setting.world, StaffRole::Administrator, call).await;
}
