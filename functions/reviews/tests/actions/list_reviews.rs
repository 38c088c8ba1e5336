//! `list_reviews`.

use std::time::Duration;

use serde_json::json;
use shared::auth::StaffRole;
use shared::testing::refuses_all_but;

use crate::setting::Setting;

#[tokio::test]
async fn the_longest_waiting_comes_first_and_a_page_is_one_round_trip() {
    let setting = Setting::new().await;
    let mut opened = Vec::new();
    for _ in 0..30 {
        opened.push(setting.opened().await.0.to_string());
        setting.world.advance(Duration::from_millis(500));
    }
    setting.world.environment().calls().reset();
    let first = setting.list("").await;
    assert_eq!(setting.world.environment().calls().round_trips(), 1);
    let second = setting.list(&format!("?cursor={}", first["next"].as_str().unwrap())).await;
    let ids = |page: &serde_json::Value| -> Vec<String> {
        let items = page["items"].as_array().unwrap().iter();
        items.map(|item| item["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&first), opened[..25]);
    assert_eq!(ids(&second), opened[25..]);
    assert_eq!(second["next"], json!(null));
}

#[tokio::test]
async fn the_list_shows_who_has_taken_what_until_the_half_hour_is_over() {
    let setting = Setting::new().await;
    let (review, _) = setting.opened().await;
    let _ = setting.claim(&setting.reviewer, review).await.expect(200);
    let item = setting.list("").await["items"][0].clone();
    assert_eq!(item["state"], "claimed");
    assert_eq!(
        item["claim"],
        json!({
            "by": { "id": setting.reviewer.account, "userName": "staff.member" },
            "until": "2027-03-01T02:30:00Z",
        })
    );
    setting.world.advance(Duration::from_secs(1800));
    let item = setting.list("").await["items"][0].clone();
    assert_eq!(item["state"], "open");
    assert_eq!(item["claim"], json!(null));
}

#[tokio::test]
async fn a_cursor_that_is_none_of_this_list_is_refused() {
    let setting = Setting::new().await;
    // {"queue":"PAYMENTS","queuedAt":"x","pk":"x","sk":"x"}
    let other = "eyJxdWV1ZSI6IlBBWU1FTlRTIiwicXVldWVkQXQiOiJ4IiwicGsiOiJ4Iiwic2siOiJ4In0";
    for cursor in ["nonsense", other] {
        let path = format!("/api/reviews?cursor={cursor}");
        let reply = setting.client.get(&path).by(&setting.reviewer).send().await;
        reply.expect_problem(400, "invalid_cursor");
    }
}

#[tokio::test]
async fn only_reviewers_see_the_queue() {
    let setting = Setting::new().await;
    let call = || setting.client.get("/api/reviews");
    refuses_all_but(&setting.world, StaffRole::Reviewer, call).await;
}
