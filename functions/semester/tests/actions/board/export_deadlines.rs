//! `export_deadlines`.

use jiff::civil::date;
use shared_domain::deadline::DeadlineKind;
use shared_kit::refuses_all_but_any;
use shared_platform::auth::StaffRole;

use crate::reminding::people::{enrol, enrolled, with_paper};
use crate::setting::Setting;

const PATH: &str = "/api/staff/deadlines/export?deadline=residence_permit&until=2027-06-30";

#[tokio::test]
async fn all_that_falls_until_the_day_is_in_the_file() {
    let setting = Setting::new().await;
    for number in 0..60 {
        let last_day = if number < 55 { date(2027, 6, 30) } else { date(2027, 7, 1) };
        let student = with_paper(enrolled(number), DeadlineKind::ResidencePermit, last_day);
        enrol(&setting.world, &student).await;
    }
    let reply = setting.client.get(PATH).by(&setting.registrar).send().await.expect(200);
    let table = reply.text();
    assert_eq!(table.lines().count(), 56, "{table}");
    assert!(table.contains("Your residence permit,2027-06-30"), "{table}");
    let book = setting.client.get(&format!("{PATH}&format=xlsx")).by(&setting.registrar);
    let book = book.send().await.expect(200);
    assert!(book.headers["content-disposition"].to_str().unwrap().ends_with(".xlsx\""));
}

#[tokio::test]
async fn only_the_registrar_and_visa_officers_take_it_along() {
    let setting = Setting::new().await;
    let roles = [StaffRole::Registrar, StaffRole::VisaOfficer];
    refuses_all_but_any(&setting.world, &roles, || setting.client.get(PATH)).await;
}
