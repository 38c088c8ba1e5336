//! `view_roster_import`.

use serde_json::Value;
use shared_domain::ids::RosterImportId;
use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;

use crate::setting::{ROSTER, Setting, table, text};

#[tokio::test]
async fn the_registrar_sees_how_far_an_import_is() {
    let setting = Setting::new().await;
    let reply = setting.send_file("", &table(&ROSTER)).await.expect(202);
    let path = format!("/api/staff/roster/imports/{}", text(&reply.body["id"]));
    refuses_all_but(&setting.world, StaffRole::Registrar, || setting.client.get(&path)).await;
    let seen =
        async || setting.client.get(&path).by(&setting.registrar).send().await.expect(200).body;
    let before = seen().await;
    assert_eq!((&before["state"], &before["applied"]), (&"applying".into(), &0.into()));
    assert_eq!((&before["students"], &before["doneAt"]), (&3.into(), &Value::Null));
    setting.write_import(&reply).await.unwrap();
    let after = seen().await;
    assert_eq!((&after["state"], &after["applied"]), (&"done".into(), &3.into()));
}

#[tokio::test]
async fn an_import_that_does_not_exist_is_not_found() {
    let setting = Setting::new().await;
    let path = format!("/api/staff/roster/imports/{}", RosterImportId::new());
    let reply = setting.client.get(&path).by(&setting.registrar).send().await;
    reply.expect_problem(404, "not_found");
}
