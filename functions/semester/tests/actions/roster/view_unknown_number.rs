//! `view_unknown_number`.

use serde_json::Value;
use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;

use crate::setting::{ROSTER, Setting, table};

#[tokio::test]
async fn the_registrar_sees_the_number_and_whoever_had_it() {
    let setting = Setting::with_roster().await;
    setting.try_number("2025LX9999").await;
    let review = setting.claimed_number().await;
    let path = format!("/api/reviews/{review}/student-number");
    let get = || setting.client.get(&path);
    refuses_all_but(&setting.world, StaffRole::Registrar, get).await;
    setting.world.calls().reset();
    let seen = get().by(&setting.registrar).send().await.expect(200).body;
    assert_eq!(setting.world.calls().round_trips(), 2);
    assert_eq!((&seen["number"], &seen["student"]), (&"2025LX9999".into(), &Value::Null));

    // The roster has it meanwhile.
    let row = ROSTER[0].replace("2025LX0001", "2025LX9999");
    let _ = setting.import(&table(&[&row])).await.expect(202);
    assert_eq!(viewed(&setting).await, 0, "of nobody there is nothing to see");
    let seen = get().by(&setting.registrar).send().await.expect(200).body;
    assert_eq!(seen["student"]["number"], "2025LX9999");
    // Whoever looks at a student stands in the log.
    assert_eq!(viewed(&setting).await, 1);
}

/// How often somebody looked at the student.
async fn viewed(setting: &Setting) -> usize {
    let entries = setting.world.audit(setting.id_of("2025LX9999").await).await;
    entries.iter().filter(|entry| entry["action"] == "view_unknown_number").count()
}
