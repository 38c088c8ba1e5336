//! `view_letter_review`.

use serde_json::json;
use shared_domain::ids::ReviewId;
use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;

use crate::letters::Lettered;

#[tokio::test]
async fn an_officer_sees_why_a_letter_cannot_be_set_and_the_viewing_is_recorded() {
    let (lettered, review) = Lettered::referred().await;
    let (world, client) = (&lettered.case.setting.world, &lettered.case.setting.client);
    let path = format!("/api/reviews/{review}/letter");
    refuses_all_but(world, StaffRole::VisaOfficer, || client.get(&path)).await;
    world.calls().reset();
    let seen = client.get(&path).by(&lettered.officer).send().await.expect(200).body;
    assert_eq!(world.calls().round_trips(), 2);
    assert_eq!(seen["obstacle"], json!({ "is": "characters", "characters": ["𠮷"] }));
    assert_eq!(seen["student"]["chineseName"], "王𠮷");
    assert_eq!((&seen["queue"], &seen["subject"]["kind"]), (&json!("visa"), &json!("letter")));
    let log = world.audit(lettered.id()).await;
    assert!(log.iter().any(|entry| entry["action"] == "view_letter_review"), "{log:?}");
    let none = format!("/api/reviews/{}/letter", ReviewId::new());
    let reply = client.get(&none).by(&lettered.officer).send().await;
    reply.expect_problem(404, "not_found");
}
