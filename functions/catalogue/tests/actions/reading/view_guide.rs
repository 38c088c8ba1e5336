//! `view_guide`.

use serde_json::json;
use shared_domain::ids::ProgrammeId;

use crate::setting::{MASTER, Setting, demonstration_catalogue};

fn path(version: &str) -> String {
    format!("/api/programmes/{}/guides/{version}", ProgrammeId::named(MASTER))
}

#[tokio::test]
async fn a_guide_that_was_agreed_to_stays_readable_after_a_newer_one() {
    let setting = Setting::with_catalogue().await;
    setting.world.calls().reset();
    let first = setting.client.get(&path("1")).send().await.expect(200);
    assert_eq!(setting.world.calls().round_trips(), 1);
    assert_eq!(first.body["programme"]["id"], json!(ProgrammeId::named(MASTER)));
    assert_eq!(first.body["programme"]["name"]["zh"], "计算机科学与技术");
    let mut file = demonstration_catalogue();
    let rows = file["programmes"].as_array_mut().unwrap();
    let row = rows.iter_mut().find(|row| row["code"] == MASTER).unwrap();
    row["guide"]["version"] = json!("2");
    row["guide"]["requirements"]["en"] = json!("Anybody.");
    row["name"] = json!({ "en": "Computing", "zh": "计算" });
    let _ = setting.import(&file).await;

    let again = setting.client.get(&path("1")).send().await.expect(200);
    assert_eq!(again.body, first.body);
    let newer = setting.client.get(&path("2")).send().await.expect(200).body;
    assert_eq!(newer["guide"]["requirements"]["en"], "Anybody.");
    assert_eq!(newer["programme"]["name"]["en"], "Computing");
}

#[tokio::test]
async fn a_guide_never_changes_and_is_kept_for_a_year() {
    let setting = Setting::new().await;
    let guide = setting.client.get(&path("1")).send().await.expect(200);
    assert_eq!(guide.headers["cache-control"], "public, max-age=31536000, immutable");
    let tag = guide.headers["etag"].to_str().unwrap().to_owned();
    let again = setting.client.get(&path("1")).header("if-none-match", &tag).send().await;
    let _ = again.expect(304);
}

#[tokio::test]
async fn a_guide_that_never_was_is_not_found() {
    let setting = Setting::new().await;
    for version in ["7", "No.1"] {
        setting.client.get(&path(version)).send().await.expect_problem(404, "not_found");
    }
    let unknown = format!("/api/programmes/{}/guides/1", ProgrammeId::new());
    setting.client.get(&unknown).send().await.expect_problem(404, "not_found");
}
