//! `report_deadline_done`.

use shared_domain::deadline::DeadlineKind;
use shared_domain::student::Student;
use shared_kit::refuses_all_but_applicants;

use super::setting::{AN_HOUR_AGO, HOUR, Office};
use crate::reminding::people::{change, with_paper};

#[tokio::test]
async fn what_is_said_to_be_done_comes_before_the_officer_and_nobody_is_told_of_it_meanwhile() {
    let office = Office::new().await;
    let _ = office.report("move", AN_HOUR_AGO).await.expect(200);
    let done = office.report_done("accommodation", "2027-03-01").await.expect(200).body;
    assert_eq!(done["doneOn"], "2027-03-01");
    // Said again, it is the same task.
    let _ = office.report_done("accommodation", "2027-03-01").await.expect(200);
    assert_eq!(office.tasks().await.len(), 1);
    office.setting.world.advance(HOUR * 50);
    assert_eq!(office.told().await, 0);
}

#[tokio::test]
async fn a_day_that_can_hardly_be_meant_is_not_taken_and_a_paper_comes_with_the_registration() {
    let office = Office::new().await;
    let _ = office.report("move", AN_HOUR_AGO).await.expect(200);
    for day in ["2027-03-02", "2027-02-28"] {
        office.report_done("accommodation", day).await.expect_problem(422, "invalid_input");
    }
    office.report_done("first_permit", "2027-03-01").await.expect_problem(404, "not_found");
    let with_visa =
        |student: Student| with_paper(student, DeadlineKind::Visa, jiff::civil::date(2027, 9, 1));
    change(&office.setting.world, office.id, with_visa).await;
    let paper = office.report_done("visa", "2027-03-01").await;
    paper.expect_problem(409, "renewed_by_registration");
    let path = "/api/student-record/dates/accommodation/done";
    refuses_all_but_applicants(&office.setting.world, || {
        office.setting.client.post(path).json(&serde_json::json!({ "on": "2027-03-01" }))
    })
    .await;
}
