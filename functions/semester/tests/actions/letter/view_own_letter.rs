//! `view_own_letter`.

use serde_json::json;
use shared_kit::refuses_all_but_applicants;

use crate::case::Case;
use crate::letters::{Lettered, settings};

/// S103
#[tokio::test]
async fn a_student_sees_where_the_letter_is_and_when_it_can_be_collected() {
    let mut lettered = Lettered::approved().await;
    let (world, client) = (&lettered.case.setting.world, &lettered.case.setting.client);
    refuses_all_but_applicants(world, || client.get(&lettered.case.path("/letter"))).await;
    let seen = lettered.view().await.expect(200).body;
    assert_eq!((&seen["state"], &seen["letter"]), (&json!("requested"), &json!(null)));
    assert_eq!(seen["collection"]["slots"], json!([]));
    lettered.deliver_all().await;
    lettered.case.setting.world.calls().reset();
    let seen = lettered.view().await.expect(200).body;
    assert_eq!(lettered.case.setting.world.calls().round_trips(), 2);
    assert_eq!(seen["letter"]["number"], "VE-2027-000001");
    assert_eq!(seen["collection"]["place"]["zh"], "101室");
    let slots = seen["collection"]["slots"].as_array().unwrap();
    assert_eq!(slots[0], json!({ "day": "2027-03-01", "starts": "14:00:00", "free": 1 }));
    assert_eq!(slots.len(), 4);
    // It is collected, unless the university lets students download it.
    assert_eq!(seen["file"], json!(null));
    let mut set = settings(1);
    set["downloadable"] = json!(true);
    let _ = lettered.set(&set).await.expect(200);
    let seen = lettered.view().await.expect(200).body;
    assert!(seen["file"]["url"].as_str().unwrap().contains("/letters/"));
}

#[tokio::test]
async fn nobody_elses_letter_is_found_and_none_before_the_approval() {
    let lettered = Lettered::ready().await;
    let other = lettered.case.setting.world.applicant();
    let call = lettered.case.setting.client.get(&lettered.case.path("/letter")).by(&other);
    call.send().await.expect_problem(404, "not_found");
    let case = Case::complete().await;
    let call = case.setting.client.get(&case.path("/letter")).by(&case.student);
    call.send().await.expect_problem(404, "not_found");
}
