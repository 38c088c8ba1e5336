//! `mark_letter_collected`.

use serde_json::json;
use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;

use crate::letters::Lettered;

/// S103
#[tokio::test]
async fn a_letter_is_marked_as_collected_with_its_number_alone() {
    let mut lettered = Lettered::ready().await;
    let (world, client) = (&lettered.case.setting.world, &lettered.case.setting.client);
    let body = json!({ "number": "VE-2027-000001" });
    refuses_all_but(world, StaffRole::VisaOfficer, || {
        client.post("/api/visa/collections").json(&body)
    })
    .await;
    world.calls().reset();
    let collected = lettered.collect("ve 2027 000001").await.expect(200).body;
    // The first two are made while the standing is asked for, and count with it or alone.
    assert!(world.calls().round_trips() <= 3);
    assert_eq!(collected["state"], "collected");
    assert_eq!(collected["collectedAt"], "2027-03-01T02:00:00Z");
    // Said twice, it is said once.
    let again = lettered.collect("VE-2027-000001").await.expect(200).body;
    assert_eq!(again["collectedAt"], collected["collectedAt"]);
    let _ = lettered.reissue("VE-2027-000001").await.expect(200);
    lettered.deliver_all().await;
    lettered.collect("VE-2027-000001").await.expect_problem(409, "letter_replaced");
    let _ = lettered.collect("VE-2027-000002").await.expect(200);
}

#[tokio::test]
async fn a_number_that_there_is_not_is_no_letter() {
    let lettered = Lettered::ready().await;
    for number in ["VE-2027-000009", "nonsense", ""] {
        let refused = lettered.collect(number).await.expect_problem(422, "invalid_input");
        assert_eq!(refused.errors(), [("/number".to_owned(), "unknown_letter".to_owned())]);
    }
}
