//! `view_own_dates`.

use jiff::civil::date;
use shared_domain::deadline::DeadlineKind;
use shared_domain::student::Student;
use shared_kit::refuses_all_but_applicants;

use super::setting::{AN_HOUR_AGO, Office};
use crate::reminding::people::{change, with_paper};

#[tokio::test]
async fn a_student_sees_all_own_dates_and_the_first_first() {
    let office = Office::new().await;
    let with_papers = |student: Student| {
        let student = with_paper(student, DeadlineKind::Passport, date(2027, 6, 1));
        with_paper(student, DeadlineKind::Insurance, date(2027, 2, 1))
    };
    change(&office.setting.world, office.id, with_papers).await;
    let _ = office.report("move", AN_HOUR_AGO).await.expect(200);
    let dates = office.dates().await;
    let seen =
        dates.iter().map(|date| (date["deadline"].as_str().unwrap(), date["isOver"] == true));
    assert_eq!(
        seen.collect::<Vec<_>>(),
        [("insurance", true), ("accommodation", false), ("passport", false)]
    );
    assert_eq!(dates[2]["lastDay"], "2027-06-01");
    assert_eq!(dates[2]["what"]["en"], "Your passport");
    let call = || office.setting.client.get("/api/student-record/dates");
    refuses_all_but_applicants(&office.setting.world, call).await;
    let nobody = office.setting.world.applicant();
    call().by(&nobody).send().await.expect_problem(404, "not_found");
}
