//! `set_letter_settings`.

use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;

use crate::letters::{Lettered, settings};

#[tokio::test]
async fn a_visa_officer_sets_what_letters_say_over_what_they_looked_at() {
    let lettered = Lettered::without_settings().await;
    let (world, client) = (&lettered.case.setting.world, &lettered.case.setting.client);
    refuses_all_but(world, StaffRole::VisaOfficer, || {
        client.put("/api/visa/letter-settings").json(&settings(0))
    })
    .await;
    world.calls().reset();
    let set = lettered.set(&settings(0)).await.expect(200).body;
    assert_eq!(world.calls().round_trips(), 2);
    assert_eq!(set["version"], 1);
    lettered.set(&settings(0)).await.expect_problem(409, "changed_meanwhile");
    assert_eq!(lettered.set(&settings(1)).await.expect(200).body["version"], 2);
}

#[tokio::test]
async fn what_is_wrong_with_them_is_named() {
    let lettered = Lettered::without_settings().await;
    let mut wrong = settings(0);
    wrong["validDays"] = 0.into();
    wrong["university"]["en"] = "".into();
    let refused = lettered.set(&wrong).await.expect_problem(422, "invalid_input");
    let pointers: Vec<String> = refused.errors().into_iter().map(|(pointer, _)| pointer).collect();
    assert_eq!(pointers, ["/university/en", "/validDays"]);
}
