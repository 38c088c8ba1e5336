//! `view_letter_settings`.

use serde_json::json;
use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;

use crate::letters::{Lettered, settings};

#[tokio::test]
async fn officers_see_what_is_set_and_that_nothing_is() {
    let lettered = Lettered::without_settings().await;
    let (world, client) = (&lettered.case.setting.world, &lettered.case.setting.client);
    let call = || client.get("/api/visa/letter-settings");
    refuses_all_but(world, StaffRole::VisaOfficer, call).await;
    let seen = call().by(&lettered.officer).send().await.expect(200).body;
    assert_eq!(seen, json!({ "settings": null }));
    let set = lettered.set(&settings(0)).await.expect(200).body;
    world.calls().reset();
    let seen = call().by(&lettered.officer).send().await.expect(200).body;
    assert_eq!(world.calls().round_trips(), 1);
    assert_eq!(seen["settings"], set);
}
