use serde_json::json;
use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;
use shared_platform::auth::account_key;
use shared_platform::ids::AccountId;
use shared_platform::store::{Item, Key};

use crate::setting::Setting;

#[tokio::test]
async fn an_administrator_reads_the_sign_ins_of_an_account_in_one_round_trip() {
    let setting = Setting::new().await;
    let account = AccountId::new();
    let item = Item::new(account_key(account), &json!({})).unwrap();
    setting.world.put("ACCOUNTS", item).await;
    let entry = |at: &str| {
        json!({
            "at": at,
            "outcome": "wrong_password",
            "device": "Firefox, Android",
            "address": "203.0.113.7",
        })
    };
    for at in ["2027-02-28T08:00:00Z", "2027-02-28T08:01:00Z"] {
        let key = Key::new(format!("ACCOUNT#{account}"), format!("SIGNIN#{at}#1"));
        setting.world.put("ACCOUNTS", Item::new(key, &entry(at)).unwrap()).await;
    }
    let administrator = setting.administrator().await;
    let path = format!("/api/staff/accounts/{account}/sign-ins");
    let call = setting.client.get(&path).by(&administrator);
    let (reply, round_trips) = setting.round_trips_of(call.send()).await;
    let seen = reply.expect(200).body;
    assert_eq!(round_trips, 1);
    let newest_first = ["2027-02-28T08:01:00Z", "2027-02-28T08:00:00Z"].map(entry);
    assert_eq!(seen, json!({ "items": newest_first, "next": null }));
}

#[tokio::test]
async fn the_sign_ins_of_nobody_are_not_found() {
    let setting = Setting::new().await;
    let administrator = setting.administrator().await;
    let path = format!("/api/staff/accounts/{}/sign-ins", AccountId::new());
    let call = setting.client.get(&path).by(&administrator);
    call.send().await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn only_administrators_read_the_sign_ins_of_others() {
    let setting = Setting::new().await;
    let path = format!("/api/staff/accounts/{}/sign-ins", AccountId::new());
    let call = || setting.client.get(&path);
    refuses_all_but(&setting.world, StaffRole::Administrator, call).await;
}
