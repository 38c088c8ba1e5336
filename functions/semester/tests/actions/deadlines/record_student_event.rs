//! `record_student_event`.

use serde_json::json;
use shared_kit::refuses_all_but_any;
use shared_platform::auth::StaffRole;

use super::setting::{AN_HOUR_AGO, Office};

#[tokio::test]
async fn what_the_office_tells_of_has_the_same_consequences() {
    let office = Office::new().await;
    let path = format!("/api/staff/students/{}/events", office.id);
    let call = || {
        let call = office.setting.client.post(&path);
        call.json(&json!({ "what": "re_entry", "at": AN_HOUR_AGO }))
    };
    let roles = [StaffRole::Registrar, StaffRole::VisaOfficer];
    refuses_all_but_any(&office.setting.world, &roles, call).await;
    for colleague in [&office.officer, &office.setting.registrar] {
        let follow = call().by(colleague).send().await.expect(200).body;
        assert_eq!(follow[0]["deadline"], "accommodation");
    }
    assert_eq!(office.dates().await[0]["event"]["what"], "re_entry");
    let entry = office.setting.world.audit(office.id).await.pop().unwrap();
    assert_eq!(entry["actor"], office.officer.account.to_string());
}
