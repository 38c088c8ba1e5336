//! `cancel_collection`.

use serde_json::json;
use shared_kit::refuses_all_but_applicants;

use crate::letters::Lettered;

#[tokio::test]
async fn a_place_that_is_given_back_is_free_again() {
    let lettered = Lettered::ready().await;
    let (world, client) = (&lettered.case.setting.world, &lettered.case.setting.client);
    refuses_all_but_applicants(world, || client.delete(&lettered.case.path("/letter/collection")))
        .await;
    let _ = lettered.book("2027-03-01", "14:00").await.expect(200);
    world.calls().reset();
    let _ = lettered.cancel().await.expect(204);
    assert_eq!(world.calls().round_trips(), 2);
    // Given back twice, it is given back once.
    let _ = lettered.cancel().await.expect(204);
    let seen = lettered.view().await.expect(200).body;
    assert_eq!(seen["booking"], json!(null));
    assert_eq!(seen["collection"]["slots"][0]["free"], 1);
    let _ = lettered.book("2027-03-01", "14:00").await.expect(200);
}
