//! `view_letter`.

use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;

use crate::letters::Lettered;

#[tokio::test]
async fn an_officer_finds_a_letter_by_its_number_and_prints_the_one_that_counts() {
    let mut lettered = Lettered::ready().await;
    let path = "/api/visa/letters?number=ve2027000001";
    let (world, client) = (&lettered.case.setting.world, &lettered.case.setting.client);
    refuses_all_but(world, StaffRole::VisaOfficer, || client.get(path)).await;
    world.calls().reset();
    let seen = client.get(path).by(&lettered.officer).send().await.expect(200).body;
    assert_eq!(world.calls().round_trips(), 2);
    assert_eq!(seen["state"], "ready");
    assert!(seen["file"]["url"].as_str().unwrap().contains("/letters/"));
    assert_eq!(seen["student"]["number"], "2025LX0001");
    let log = world.audit(lettered.id()).await;
    assert!(log.iter().any(|entry| entry["action"] == "view_letter"), "{log:?}");
    let _ = lettered.reissue("VE-2027-000001").await.expect(200);
    lettered.deliver_all().await;
    let client = &lettered.case.setting.client;
    let seen = client.get(path).by(&lettered.officer).send().await.expect(200).body;
    assert_eq!(seen["letters"][1]["number"], "VE-2027-000002");
    for query in ["VE-2027-000009", "2025LX0001", "nonsense"] {
        let path = format!("/api/visa/letters?number={query}");
        let reply = client.get(&path).by(&lettered.officer).send().await;
        let refused = reply.expect_problem(422, "invalid_input");
        assert_eq!(refused.errors(), [("/number".to_owned(), "unknown_letter".to_owned())]);
    }
}
