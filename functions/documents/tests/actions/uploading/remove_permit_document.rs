//! `remove_permit_document`.

use documents::EraseFile;
use shared_domain::permit::folder_of;
use shared_kit::refuses_all_but_applicants;

use crate::permit::Permitted;

#[tokio::test]
async fn a_document_of_a_new_permit_is_taken_back_with_its_file() {
    let permitted = Permitted::new().await;
    let document = permitted.upload("permit_page").await;
    let path = format!("{}/{document}", permitted.path());
    let (world, client) = (&permitted.setting.world, &permitted.setting.client);
    refuses_all_but_applicants(world, || client.delete(&path)).await;
    let _ = client.delete(&path).by(&permitted.setting.applicant).send().await.expect(204);
    assert!(permitted.list().await.is_empty());
    let sent = world.sent::<EraseFile>().await;
    let [erase] = sent.as_slice() else { panic!("{sent:?}") };
    assert_eq!(erase.folder, folder_of(permitted.permit.account, permitted.permit.registration()));
}

#[tokio::test]
async fn nothing_is_taken_out_of_what_is_before_staff() {
    let permitted = Permitted::new().await;
    let document = permitted.upload("permit_page").await;
    permitted.is_submitted().await;
    let path = format!("{}/{document}", permitted.path());
    let call = permitted.setting.client.delete(&path).by(&permitted.setting.applicant);
    call.send().await.expect_problem(409, "permit_locked");
}
