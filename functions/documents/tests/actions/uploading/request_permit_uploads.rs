//! `request_permit_uploads`.

use serde_json::json;
use shared_kit::refuses_all_but_applicants;

use crate::permit::Permitted;
use crate::registration::page;

/// S104
#[tokio::test]
async fn receipt_and_permit_are_taken_inspected_and_count() {
    let permitted = Permitted::new().await;
    let (world, client) = (&permitted.setting.world, &permitted.setting.client);
    refuses_all_but_applicants(world, || {
        client.post(&permitted.path()).json(&json!({ "files": [] }))
    })
    .await;
    let document = permitted.upload("police_receipt").await;
    let listed = permitted.list().await;
    assert_eq!((&listed[0]["id"], &listed[0]["state"]), (&document.into(), &"clean".into()));
    assert_eq!(listed[0]["counts"], true);
    let refused = permitted.ask(&page("contract")).send().await.expect(200).body;
    assert_eq!(refused["items"][0]["errors"][0]["code"], "unknown_slot");
}

#[tokio::test]
async fn what_is_before_staff_and_what_is_anothers_takes_nothing() {
    let permitted = Permitted::new().await;
    let other = permitted.setting.world.applicant();
    let body = json!({ "files": [page("permit_page").announcement()] });
    let call = permitted.setting.client.post(&permitted.path()).by(&other).json(&body);
    call.send().await.expect_problem(404, "not_found");
    permitted.is_submitted().await;
    let locked = permitted.ask(&page("permit_page")).send().await;
    locked.expect_problem(409, "permit_locked");
}
