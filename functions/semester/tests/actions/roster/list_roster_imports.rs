//! `list_roster_imports`.

use serde_json::Value;
use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;

use crate::setting::{ROSTER, Setting, table};

const PATH: &str = "/api/staff/roster/imports";

#[tokio::test]
async fn the_registrar_sees_what_was_imported_by_whom_the_newest_first() {
    let setting = Setting::with_roster().await;
    refuses_all_but(&setting.world, StaffRole::Registrar, || setting.client.get(PATH)).await;
    let running = setting.send_file("", &table(&[&ROSTER[0].replace("在读", "休学")])).await;
    let running = running.expect(202);
    setting.world.calls().reset();
    let reply = setting.client.get(PATH).by(&setting.registrar).send().await.expect(200);
    assert_eq!(setting.world.calls().round_trips(), 1);
    let items = reply.body["items"].as_array().unwrap();
    let states: Vec<&Value> = items.iter().map(|item| &item["state"]).collect();
    assert_eq!(states, ["applying", "done"]);
    assert_eq!(items[0]["id"], running.body["id"]);
    assert_eq!((&items[1]["students"], &items[1]["applied"]), (&3.into(), &3.into()));
    assert_eq!(items[1]["by"]["id"], setting.registrar.account.to_string());
    assert_eq!(reply.body["next"], Value::Null);
}

#[tokio::test]
async fn a_long_history_comes_in_pages() {
    let setting = Setting::new().await;
    for state in ["在读", "休学"].into_iter().cycle().take(12) {
        let _ = setting.import(&table(&[&ROSTER[0].replace("在读", state)])).await.expect(202);
    }
    let page = async |query: &str| {
        let path = format!("{PATH}{query}");
        setting.client.get(&path).by(&setting.registrar).send().await.expect(200).body
    };
    let first = page("").await;
    assert_eq!(first["items"].as_array().unwrap().len(), 10);
    let rest = page(&format!("?cursor={}", first["next"].as_str().unwrap())).await;
    assert_eq!((rest["items"].as_array().unwrap().len(), &rest["next"]), (2, &Value::Null));
    let path = format!("{PATH}?cursor=made-up");
    let reply = setting.client.get(&path).by(&setting.registrar).send().await;
    reply.expect_problem(400, "invalid_cursor");
}
