//! `view_import`.

use serde_json::json;
use shared_domain::ids::ImportId;
use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;

use crate::setting::{Setting, demonstration_catalogue, text};

#[tokio::test]
async fn an_administrator_sees_how_far_an_import_is() {
    let setting = Setting::empty().await;
    let administrator = setting.world.staff(&[StaffRole::Administrator]).await;
    let reply = setting.import_by(&administrator, &demonstration_catalogue()).await.expect(202);
    let path = format!("/api/staff/imports/{}", text(&reply.body["id"]));
    setting.world.calls().reset();
    let applying = setting.client.get(&path).by(&administrator).send().await.expect(200).body;
    assert_eq!(setting.world.calls().round_trips(), 1);
    assert_eq!(
        applying,
        json!({
            "id": reply.body["id"],
            "state": "applying",
            "programmes": 16,
            "applied": 0,
            "startedAt": "2027-03-01T02:00:00Z",
            "doneAt": null,
        })
    );
    setting.write_import(&reply).await.unwrap();
    let done = setting.client.get(&path).by(&administrator).send().await.expect(200).body;
    assert_eq!((&done["state"], &done["applied"]), (&json!("done"), &json!(16)));
    assert_eq!(done["doneAt"], "2027-03-01T02:00:00Z");
}

#[tokio::test]
async fn only_administrators_look_and_an_unknown_import_is_not_found() {
    let setting = Setting::new().await;
    let path = format!("/api/staff/imports/{}", ImportId::new());
    refuses_all_but(&setting.world, StaffRole::Administrator, || setting.client.get(&path)).await;
    let administrator = setting.world.staff(&[StaffRole::Administrator]).await;
    let reply = setting.client.get(&path).by(&administrator).send().await;
    reply.expect_problem(404, "not_found");
}
