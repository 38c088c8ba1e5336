use serde_json::{Value, json};
use shared_platform::store::{Item, Key};

use crate::holder::Holder;
use crate::setting::Setting;

/// Notes sign-ins, one a minute from eight o'clock on.
async fn noted(setting: &Setting, holder: &Holder, count: u32) {
    for minute in 0..count {
        let at = format!("2027-02-28T08:{minute:02}:00Z");
        let entry = json!({
            "at": at,
            "outcome": "wrong_password",
            "device": "Firefox, Android",
            "address": "203.0.113.7",
        });
        let key = Key::new(format!("ACCOUNT#{}", holder.account), format!("SIGNIN#{at}#{minute}"));
        setting.world.put("ACCOUNTS", Item::new(key, &entry).unwrap()).await;
    }
}

async fn page(setting: &Setting, holder: &Holder, query: &str) -> Value {
    let path = format!("/api/account/sign-ins{query}");
    setting.client.get(&path).bearer(&holder.token).send().await.expect(200).body
}

/// How many sign-ins of eight o'clock a page has.
fn of_eight(page: &Value) -> usize {
    let items = page["items"].as_array().unwrap();
    let of_eight = |item: &&Value| item["at"].as_str().unwrap().starts_with("2027-02-28T08");
    items.iter().filter(of_eight).count()
}

#[tokio::test]
async fn the_owner_reads_the_sign_ins_newest_first() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    noted(&setting, &anna, 3).await;
    let seen = page(&setting, &anna, "").await;
    let times: Vec<&str> =
        seen["items"].as_array().unwrap().iter().map(|item| item["at"].as_str().unwrap()).collect();
    assert!(times.is_sorted_by(|a, b| a >= b), "{times:?}");
    assert_eq!(of_eight(&seen), 3);
    let last = seen["items"].as_array().unwrap().last().unwrap();
    let expected = json!({
        "at": "2027-02-28T08:00:00Z",
        "outcome": "wrong_password",
        "device": "Firefox, Android",
        "address": "203.0.113.7",
    });
    assert_eq!(*last, expected);
}

#[tokio::test]
async fn a_long_list_comes_in_pages() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    noted(&setting, &anna, 30).await;
    let first = page(&setting, &anna, "").await;
    assert_eq!(first["items"].as_array().unwrap().len(), 20);
    let cursor = first["next"].as_str().unwrap();
    let second = page(&setting, &anna, &format!("?cursor={cursor}")).await;
    assert_eq!(of_eight(&first) + of_eight(&second), 30);
}

#[tokio::test]
async fn a_cursor_of_somebody_else_is_refused() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    noted(&setting, &anna, 30).await;
    let bert = setting.holder("bert.tester").await;
    let first = page(&setting, &anna, "").await;
    let path = format!("/api/account/sign-ins?cursor={}", first["next"].as_str().unwrap());
    let reply = setting.client.get(&path).bearer(&bert.token).send().await;
    reply.expect_problem(400, "invalid_cursor");
}

#[tokio::test]
async fn an_entry_is_gone_after_half_a_year() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    noted(&setting, &anna, 3).await;
    // The first is of 18 hours before, the last of two minutes later.
    for (seconds, left) in [(15_487_199, 3), (1, 2), (120, 0)] {
        setting.world.advance(std::time::Duration::from_secs(seconds));
        let anna = setting.signed_in("anna.tester").await;
        assert_eq!(of_eight(&page(&setting, &anna, "").await), left);
    }
}

#[tokio::test]
async fn a_page_takes_one_round_trip() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    noted(&setting, &anna, 30).await;
    let call = setting.client.get("/api/account/sign-ins").bearer(&anna.token);
    assert_eq!(setting.round_trips(call).await, 1);
}
