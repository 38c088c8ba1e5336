//! `list_permit_documents`.

use shared_kit::refuses_all_but_applicants;

use crate::permit::Permitted;

#[tokio::test]
async fn the_documents_of_a_new_permit_are_its_own() {
    let permitted = Permitted::new().await;
    let (world, client) = (&permitted.setting.world, &permitted.setting.client);
    refuses_all_but_applicants(world, || client.get(&permitted.path())).await;
    assert!(permitted.list().await.is_empty());
    permitted.upload("permit_page").await;
    world.calls().reset();
    let listed = permitted.list().await;
    assert_eq!(world.calls().round_trips(), 1);
    let slots: Vec<_> = listed.iter().map(|document| document["slot"].clone()).collect();
    assert_eq!(slots, ["permit_page"]);
}
