//! `view_student`.

use shared_domain::ids::StudentId;
use shared_kit::refuses_all_but_any;
use shared_platform::auth::StaffRole;

use crate::setting::Setting;

#[tokio::test]
async fn the_registrar_sees_the_whole_record_and_stands_in_the_log() {
    let setting = Setting::with_roster().await;
    let id = setting.id_of("2025LX0001").await;
    let path = format!("/api/staff/students/{id}");
    refuses_all_but_any(&setting.world, &[StaffRole::Registrar, StaffRole::VisaOfficer], || {
        setting.client.get(&path)
    })
    .await;
    setting.world.calls().reset();
    let seen = setting.client.get(&path).by(&setting.registrar).send().await.expect(200).body;
    assert_eq!(setting.world.calls().round_trips(), 2);
    assert_eq!(seen["identity"]["passportNo"], "C1234567");
    assert_eq!((&seen["origin"], &seen["state"]["is"]), (&"roster".into(), &"enrolled".into()));
    assert_eq!(seen["email"], "a@example.org");
    let entry = setting.world.audit(id).await.pop().unwrap();
    assert_eq!(entry["action"], "view_student");
    assert_eq!(entry["actor"], setting.registrar.account.to_string());
}

#[tokio::test]
async fn a_student_who_does_not_exist_is_not_found() {
    let setting = Setting::new().await;
    let path = format!("/api/staff/students/{}", StudentId::new());
    let reply = setting.client.get(&path).by(&setting.registrar).send().await;
    reply.expect_problem(404, "not_found");
}
