//! `view_application`.

use shared::ids::ApplicationId;
use shared::testing::refuses_all_but_applicants;

use crate::setting::{Setting, text};

#[tokio::test]
async fn the_owner_sees_the_application_as_it_was_saved() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.completed(&applicant).await;
    setting.world.environment().calls().reset();
    let seen = setting.view(&applicant, &application).await;
    assert_eq!(setting.world.environment().calls().round_trips(), 1);
    let section = &seen["sections"]["basic_information"];
    assert_eq!(section["complete"], true);
    assert_eq!(section["fields"]["familyName"], "TESTER");
    assert_eq!(seen["version"], 2);
}

#[tokio::test]
async fn another_persons_application_is_not_found() {
    let setting = Setting::new().await;
    let application = setting.started(&setting.world.applicant()).await;
    let stranger = setting.world.applicant();
    let another = text(&application["id"]).to_owned();
    for id in [another, ApplicationId::new().to_string(), "app_1".to_owned()] {
        let path = format!("/api/applications/{id}");
        let reply = setting.client.get(&path).by(&stranger).send().await;
        reply.expect_problem(404, "not_found");
    }
}

#[tokio::test]
async fn only_applicants_view_applications() {
    let setting = Setting::empty().await;
    let path = format!("/api/applications/{}", ApplicationId::new());
    refuses_all_but_applicants(&setting.world, || setting.client.get(&path)).await;
}
