//! `list_applications`.

use serde_json::json;
use shared_kit::refuses_all_but_applicants;

use crate::setting::Setting;

#[tokio::test]
async fn applicants_see_their_own_applications_with_their_state() {
    let setting = Setting::new().await;
    let [one, two] = [setting.world.applicant(), setting.world.applicant()];
    let application = setting.started(&one).await;
    let _ = setting.started(&two).await;
    setting.world.calls().reset();
    let list = setting.client.get("/api/applications").by(&one).send().await.expect(200).body;
    assert_eq!(setting.world.calls().round_trips(), 1);
    let items = list["items"].as_array().unwrap();
    assert_eq!(items.len(), 1);
    assert_eq!(items[0]["id"], application["id"]);
    assert_eq!(items[0]["state"], "draft");
    assert_eq!(list["next"], json!(null));
}

#[tokio::test]
async fn a_long_list_comes_in_pages_the_latest_first() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let mut started = Vec::new();
    for _ in 0..25 {
        let application = setting.started(&applicant).await;
        let _ = setting.withdraw(&applicant, &application, 1).await.expect(200);
        started.insert(0, application["id"].clone());
    }
    let page = async |path: &str| {
        setting.world.calls().reset();
        let page = setting.client.get(path).by(&applicant).send().await.expect(200).body;
        assert_eq!(setting.world.calls().round_trips(), 1);
        page
    };
    let first = page("/api/applications").await;
    let next = format!("/api/applications?cursor={}", first["next"].as_str().unwrap());
    let second = page(&next).await;
    let items = [&first, &second].map(|page| page["items"].as_array().unwrap().clone());
    assert_eq!(items.each_ref().map(Vec::len), [20, 5]);
    let ids: Vec<_> = items.iter().flatten().map(|item| item["id"].clone()).collect();
    assert_eq!(ids, started);
    assert_eq!(second["next"], json!(null));
}

#[tokio::test]
async fn a_cursor_of_another_applicant_is_refused() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    // {"pk":"APPLICANT#…","sk":"…"} of somebody else, as this service would write it.
    let cursor = "eyJwayI6IkFQUExJQ0FOVCNhY2NfMSIsInNrIjoiQVBQTElDQVRJT04jYXBwXzEifQ";
    for cursor in [cursor, "nonsense"] {
        let path = format!("/api/applications?cursor={cursor}");
        let reply = setting.client.get(&path).by(&applicant).send().await;
        reply.expect_problem(400, "invalid_cursor");
    }
}

#[tokio::test]
async fn only_applicants_list_applications() {
    let setting = Setting::empty().await;
    refuses_all_but_applicants(&setting.world, || setting.client.get("/api/applications")).await;
}
