//! `view_own_student_record`.

use shared_kit::refuses_all_but_applicants;

use crate::setting::Setting;

#[tokio::test]
async fn a_student_sees_number_state_and_semester() {
    let setting = Setting::with_roster().await;
    let _ = setting.set_semester("2027-02-22", "2027-03-05").await.expect(200);
    let student = setting.student("2025LX0001").await;
    setting.world.calls().reset();
    let own = setting.client.get("/api/student-record").by(&student).send().await.expect(200).body;
    assert_eq!(setting.world.calls().round_trips(), 2);
    assert_eq!((&own["number"], &own["state"]["is"]), (&"2025LX0001".into(), &"enrolled".into()));
    assert_eq!(own["semester"]["id"], "2027-spring");
    assert_eq!(own["cohort"], "2025");
}

#[tokio::test]
async fn an_account_without_a_record_finds_none_and_sees_no_other() {
    let setting = Setting::with_roster().await;
    setting.student("2025LX0001").await;
    refuses_all_but_applicants(&setting.world, || setting.client.get("/api/student-record")).await;
    let other = setting.somebody().await;
    let reply = setting.client.get("/api/student-record").by(&other).send().await;
    reply.expect_problem(404, "not_found");
}
