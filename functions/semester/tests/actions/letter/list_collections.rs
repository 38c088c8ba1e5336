//! `list_collections`.

use serde_json::json;
use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;

use crate::letters::Lettered;

#[tokio::test]
async fn officers_see_who_comes_on_a_day() {
    let lettered = Lettered::ready().await;
    let _ = lettered.book("2027-03-01", "14:00").await.expect(200);
    let (world, client) = (&lettered.case.setting.world, &lettered.case.setting.client);
    let path = "/api/visa/collections";
    refuses_all_but(world, StaffRole::VisaOfficer, || client.get(path)).await;
    world.calls().reset();
    let today = client.get(path).by(&lettered.officer).send().await.expect(200).body;
    // The first is made while the standing is asked for, and counts with it or alone.
    assert!(world.calls().round_trips() <= 2);
    let comes = json!({
        "starts": "14:00:00",
        "registration": lettered.id(),
        "name": "NGUYEN VAN A",
        "number": "VE-2027-000001",
        "state": "ready",
    });
    assert_eq!(today, json!({ "day": "2027-03-01", "items": [comes] }));
    let other = format!("{path}?day=2027-03-03");
    let other = client.get(&other).by(&lettered.officer).send().await.expect(200).body;
    assert_eq!(other["items"], json!([]));
}
