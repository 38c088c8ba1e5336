//! `request_registration_uploads`.

use std::time::Duration;

use shared_domain::registration::Item;
use shared_kit::refuses_all_but_applicants;

use crate::registration::{Registered, page};

#[tokio::test]
async fn what_the_form_asks_for_is_taken_inspected_and_counts() {
    let registered = Registered::new().await;
    let (world, client) = (&registered.setting.world, &registered.setting.client);
    refuses_all_but_applicants(world, || {
        client.post(&registered.path()).json(&serde_json::json!({ "files": [] }))
    })
    .await;
    let document = registered.upload(&page("contract")).await;
    let listed = registered.list().await;
    assert_eq!((&listed[0]["id"], &listed[0]["state"]), (&document.into(), &"clean".into()));
    assert_eq!(listed[0]["counts"], true);
    // S105: nobody asks this student for the receipt of a room on campus.
    let refused = registered.ask(&page("fee_receipt")).send().await.expect(200).body;
    assert_eq!(refused["items"][0]["errors"][0]["code"], "unknown_slot");
}

/// S101
#[tokio::test]
async fn what_was_returned_takes_documents_of_its_items_only_and_without_limit() {
    let mut registered = Registered::new().await;
    registered.is_submitted().await;
    let locked = registered.ask(&page("contract")).send().await;
    locked.expect_problem(409, "registration_locked");
    registered.is_returned(Item::Insurance).await;
    registered.setting.world.advance(Duration::from_secs(400 * 24 * 60 * 60));
    let refused = registered.ask(&page("contract")).send().await.expect(200).body;
    assert_eq!(refused["items"][0]["errors"][0]["code"], "slot_locked");
    registered.upload(&page("insurance_proof")).await;
}

#[tokio::test]
async fn the_registration_of_another_takes_nothing() {
    let registered = Registered::new().await;
    let other = registered.setting.world.applicant();
    let reply = registered.setting.client.get(&registered.path()).by(&other).send().await;
    reply.expect_problem(404, "not_found");
    let body = serde_json::json!({ "files": [page("contract").announcement()] });
    let call = registered.setting.client.post(&registered.path()).by(&other).json(&body);
    call.send().await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn a_file_that_comes_when_it_is_submitted_does_not_count() {
    let mut registered = Registered::new().await;
    let file = page("contract");
    let reply = registered.ask(&file).send().await.expect(200);
    let object = crate::setting::object_of(&reply.body["items"][0]);
    registered.is_submitted().await;
    registered.setting.bucket.put(&object, file.content_type, &file.bytes);
    registered.setting.tell_of(&object).await.unwrap();
    let document = &registered.setting.world.items("DOCUMENTS").await;
    let refused = document.iter().find(|item| item["slot"] == "contract").unwrap();
    assert_eq!(refused["refusal"], "registration_locked");
}
