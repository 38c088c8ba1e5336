//! `view_new_permit`.

use serde_json::json;
use shared_kit::refuses_all_but_applicants;

use crate::letters::Lettered;

/// S104
#[tokio::test]
async fn who_has_a_letter_is_to_bring_receipt_and_permit() {
    let lettered = Lettered::ready().await;
    let path = lettered.case.path("/permit");
    let (world, client) = (&lettered.case.setting.world, &lettered.case.setting.client);
    refuses_all_but_applicants(world, || client.get(&path)).await;
    world.calls().reset();
    let seen = client.get(&path).by(&lettered.case.student).send().await.expect(200).body;
    assert_eq!(world.calls().round_trips(), 1);
    assert_eq!((&seen["state"], &seen["permit"]), (&json!("draft"), &json!(null)));
    let slots: Vec<_> =
        seen["checklist"].as_array().unwrap().iter().map(|row| &row["slot"]).collect();
    assert_eq!(slots, ["police_receipt", "permit_page"]);
    let other = world.applicant();
    client.get(&path).by(&other).send().await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn before_there_is_a_letter_none_is_expected() {
    let lettered = Lettered::approved().await;
    let call = lettered.case.setting.client.get(&lettered.case.path("/permit"));
    call.by(&lettered.case.student).send().await.expect_problem(404, "not_found");
}
