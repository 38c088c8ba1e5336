//! `reissue_letter`.

use futures_util::future::join;
use serde_json::json;
use shared_domain::letter::Stage;
use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;

use crate::letters::Lettered;

#[tokio::test]
async fn a_new_letter_replaces_the_one_before_once_it_is_there() {
    let mut lettered = Lettered::ready().await;
    let path = format!("/api/visa/registrations/{}/letter", lettered.id());
    let body = json!({ "number": "VE-2027-000001", "reason": "x" });
    let (world, client) = (&lettered.case.setting.world, &lettered.case.setting.client);
    refuses_all_but(world, StaffRole::VisaOfficer, || client.post(&path).json(&body)).await;
    world.calls().reset();
    let asked = lettered.reissue("VE-2027-000001").await.expect(200).body;
    assert_eq!(world.calls().round_trips(), 2);
    assert_eq!(asked["state"], "requested");
    // Until then the first one is good.
    assert!(lettered.public("VE-2027-000001").await.unwrap().replaced_at.is_none());
    lettered.deliver_all().await;
    assert!(lettered.public("VE-2027-000001").await.unwrap().replaced_at.is_some());
    assert!(lettered.public("VE-2027-000002").await.unwrap().replaced_at.is_none());
    assert_eq!(lettered.number().await, "VE-2027-000002");
    assert_eq!(lettered.files().len(), 2);
    let log = lettered.case.setting.world.audit(lettered.id()).await;
    let reason = log.iter().find(|entry| entry["action"] == "reissue_letter").unwrap();
    assert_eq!(reason["after"]["reason"], "It was lost.");
}

#[tokio::test]
async fn asked_twice_it_is_replaced_once() {
    let mut lettered = Lettered::ready().await;
    let number = "VE-2027-000001";
    let (one, two) = join(lettered.reissue(number), lettered.reissue(number)).await;
    let statuses = [one.status.as_u16(), two.status.as_u16()];
    assert!(matches!(statuses, [200, 409] | [409, 200]), "{statuses:?}");
    lettered.reissue(number).await.expect_problem(409, "letter_not_ready");
    lettered.deliver_all().await;
    lettered.reissue(number).await.expect_problem(409, "letter_replaced");
    let case = lettered.letter().await.unwrap();
    assert_eq!((case.stage(), case.letters().len()), (&Stage::Ready, 2));
}

#[tokio::test]
async fn there_is_a_reason_and_a_letter() {
    let lettered = Lettered::approved().await;
    lettered.reissue("VE-2027-000001").await.expect_problem(404, "not_found");
    let path = format!("/api/visa/registrations/{}/letter", lettered.id());
    let body = json!({ "number": "VE-2027-000001", "reason": " " });
    let call = lettered.case.setting.client.post(&path).by(&lettered.officer).json(&body);
    let refused = call.send().await.expect_problem(422, "invalid_input");
    assert_eq!(refused.errors(), [("/reason".to_owned(), "required".to_owned())]);
}
