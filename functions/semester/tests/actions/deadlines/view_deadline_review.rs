//! `view_deadline_review`.

use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;

use super::setting::{AN_HOUR_AGO, Office};

#[tokio::test]
async fn the_officer_sees_the_student_and_all_that_falls_due_and_stands_in_the_log() {
    let office = Office::new().await;
    let _ = office.report("arrival", AN_HOUR_AGO).await.expect(200);
    let _ = office.report_done("accommodation", "2027-03-01").await.expect(200);
    let review = office.tasks().await[0];
    let path = format!("/api/reviews/{review}/deadline");
    let call = || office.setting.client.get(&path);
    refuses_all_but(&office.setting.world, StaffRole::VisaOfficer, call).await;
    let seen = call().by(&office.officer).send().await.expect(200).body;
    assert_eq!(seen["occasion"], "deadline_done");
    assert_eq!(seen["subject"]["deadline"], "accommodation");
    assert_eq!(seen["student"]["identity"]["passportNo"], "C1234567");
    assert_eq!(seen["dates"].as_array().unwrap().len(), 2);
    let entry = office.setting.world.audit(office.id).await.pop().unwrap();
    assert_eq!(entry["action"], "view_deadline_review");
}
