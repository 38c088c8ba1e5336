//! `export_registrations`.

use shared_kit::refuses_all_but_any;
use shared_platform::auth::StaffRole;

use crate::setting::Setting;

const PATH: &str = "/api/staff/registrations/export?semester=2027-spring&cohort=2025";

#[tokio::test]
async fn the_list_is_taken_along_in_the_readers_language_and_stands_in_the_log() {
    let setting = Setting::with_roster().await;
    let call = setting.client.get(PATH).header("accept-language", "zh");
    let reply = call.by(&setting.registrar).send().await.expect(200);
    let table = reply.text();
    assert!(table.starts_with("\u{feff}学号,姓名,"), "{table}");
    assert_eq!(table.lines().count(), 4);
    assert!(
        table.contains("2025LX0001,NGUYEN VAN A,阮文安,2025,药学,a@example.org,未开始"),
        "{table}"
    );
    let entry = setting.world.audit("registrations-2027-spring-2025").await.pop().unwrap();
    assert_eq!(
        (&entry["action"], &entry["after"]["rows"]),
        (&"export_registrations".into(), &3.into())
    );
}

#[tokio::test]
async fn only_the_registrar_and_visa_officers_take_it_along() {
    let setting = Setting::new().await;
    let roles = [StaffRole::Registrar, StaffRole::VisaOfficer];
    refuses_all_but_any(&setting.world, &roles, || setting.client.get(PATH)).await;
}
