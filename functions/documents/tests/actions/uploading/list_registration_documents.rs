//! `list_registration_documents`.

use shared_kit::refuses_all_but_applicants;

use crate::registration::{Registered, page};

#[tokio::test]
async fn the_documents_of_a_registration_are_its_own() {
    let registered = Registered::new().await;
    let (world, client) = (&registered.setting.world, &registered.setting.client);
    refuses_all_but_applicants(world, || client.get(&registered.path())).await;
    assert!(registered.list().await.is_empty());
    registered.setting.upload(&page("passport_page")).await;
    registered.upload(&page("permit_page")).await;
    world.calls().reset();
    let listed = registered.list().await;
    assert_eq!(world.calls().round_trips(), 1);
    let slots: Vec<_> = listed.iter().map(|document| document["slot"].clone()).collect();
    assert_eq!(slots, ["permit_page"]);
}

#[tokio::test]
async fn what_nobody_has_begun_has_no_documents() {
    let registered = Registered::new().await;
    let path = registered.path().replace("2027-spring", "2027-autumn");
    let call = registered.setting.client.get(&path).by(&registered.setting.applicant);
    call.send().await.expect_problem(404, "not_found");
}
