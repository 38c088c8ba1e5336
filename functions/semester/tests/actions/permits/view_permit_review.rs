//! `view_permit_review`.

use serde_json::json;
use shared_domain::ids::ReviewId;
use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;

use crate::letters::Lettered;

/// S110
#[tokio::test]
async fn an_officer_sees_what_was_typed_beside_what_proves_it_and_what_the_record_has() {
    let (lettered, review) = Lettered::with_permit().await;
    let path = format!("/api/reviews/{review}/permit");
    let (world, client) = (&lettered.case.setting.world, &lettered.case.setting.client);
    refuses_all_but(world, StaffRole::VisaOfficer, || client.get(&path)).await;
    world.calls().reset();
    let seen = client.get(&path).by(&lettered.officer).send().await.expect(200).body;
    assert_eq!(world.calls().round_trips(), 2);
    assert_eq!(seen["permit"]["number"], "R0000043");
    assert_eq!(seen["before"]["number"], "A00112233");
    let documents = seen["documents"].as_array().unwrap();
    let slots: Vec<_> = documents.iter().map(|document| &document["slot"]).collect();
    assert_eq!(slots, ["police_receipt", "permit_page"]);
    assert!(documents[0]["url"].as_str().unwrap().contains("/clean/"));
    assert_eq!((&seen["queue"], &seen["occasion"]), (&json!("visa"), &json!("submitted")));
    let log = world.audit(lettered.id()).await;
    assert!(log.iter().any(|entry| entry["action"] == "view_permit_review"), "{log:?}");
    let none = format!("/api/reviews/{}/permit", ReviewId::new());
    let reply = client.get(&none).by(&lettered.officer).send().await;
    reply.expect_problem(404, "not_found");
}
