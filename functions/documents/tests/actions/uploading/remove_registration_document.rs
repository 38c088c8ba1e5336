//! `remove_registration_document`.

use documents::EraseFile;
use shared_domain::registration::{Item, folder_of};
use shared_kit::refuses_all_but_applicants;

use crate::registration::{Registered, page};

#[tokio::test]
async fn a_document_of_a_registration_is_taken_back_with_its_file() {
    let registered = Registered::new().await;
    let document = registered.upload(&page("contract")).await;
    let path = format!("{}/{document}", registered.path());
    let (world, client) = (&registered.setting.world, &registered.setting.client);
    refuses_all_but_applicants(world, || client.delete(&path)).await;
    let _ = registered.remove(&document).await.expect(204);
    assert!(registered.list().await.is_empty());
    let sent = world.sent::<EraseFile>().await;
    let [erase] = sent.as_slice() else { panic!("{sent:?}") };
    assert_eq!(erase.folder, folder_of(registered.head.account, registered.head.id()));
}

/// S101
#[tokio::test]
async fn nothing_is_taken_out_of_what_is_submitted_and_of_what_was_returned_only_its_items() {
    let mut registered = Registered::new().await;
    let contract = registered.upload(&page("contract")).await;
    let proof = registered.upload(&page("insurance_proof")).await;
    registered.is_submitted().await;
    registered.remove(&contract).await.expect_problem(409, "registration_locked");
    registered.is_returned(Item::Insurance).await;
    registered.remove(&contract).await.expect_problem(409, "registration_locked");
    let _ = registered.remove(&proof).await.expect(204);
}
