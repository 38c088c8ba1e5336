//! `prepare_letter`.

use serde_json::json;
use shared_domain::letter::{Spelling, Stage};
use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;

use crate::letters::Lettered;

#[tokio::test]
async fn an_officer_spells_the_name_and_the_letter_is_issued() {
    let (mut lettered, review) = Lettered::referred().await;
    let path = format!("/api/reviews/{review}/letter/decision");
    let (world, client) = (&lettered.case.setting.world, &lettered.case.setting.client);
    refuses_all_but(world, StaffRole::VisaOfficer, || client.post(&path).json(&json!({}))).await;
    let spelled =
        json!({ "spelling": { "passportName": " NGUYEN VAN A ", "chineseName": "王吉" } });
    world.calls().reset();
    let closed = lettered.prepare(review, &spelled).await.expect(200).body;
    assert_eq!(world.calls().round_trips(), 3);
    assert_eq!(closed["closing"]["outcome"], "print");
    assert_eq!(closed["closing"]["spelling"]["passportName"], "NGUYEN VAN A");
    // Said twice, it is said once.
    let _ = lettered.prepare(review, &spelled).await.expect(200);
    lettered.deliver_all().await;
    let case = lettered.letter().await.unwrap();
    assert_eq!((case.stage(), case.letters().len()), (&Stage::Ready, 1));
    let chinese_name = Some("王吉".to_owned());
    let passport_name = "NGUYEN VAN A".to_owned();
    assert_eq!(case.spelling(), Some(&Spelling { passport_name, chinese_name }));
    assert_eq!(lettered.number().await, "VE-2027-000001");
}

#[tokio::test]
async fn without_a_spelling_it_is_issued_as_the_record_is_by_now() {
    let (mut lettered, review) = Lettered::referred().await;
    lettered.record_has_chinese_name("王吉").await;
    let _ = lettered.prepare(review, &json!({})).await.expect(200);
    lettered.deliver_all().await;
    assert_eq!(lettered.stage().await, Stage::Ready);
}

#[tokio::test]
async fn what_still_cannot_be_set_is_another_task() {
    let (mut lettered, review) = Lettered::referred().await;
    let spelled = json!({ "spelling": { "passportName": "علي" } });
    let _ = lettered.prepare(review, &spelled).await.expect(200);
    lettered.deliver_all().await;
    assert_ne!(lettered.review().await, review);
}

#[tokio::test]
async fn who_does_not_hold_the_task_or_spells_nothing_changes_nothing() {
    let (lettered, review) = Lettered::referred().await;
    let empty = json!({ "spelling": { "passportName": " " } });
    let refused = lettered.prepare(review, &empty).await.expect_problem(422, "invalid_input");
    assert_eq!(refused.errors(), [("/spelling/passportName".to_owned(), "required".to_owned())]);
    let other = lettered.case.setting.world.staff(&[StaffRole::VisaOfficer]).await;
    let path = format!("/api/reviews/{review}/letter/decision");
    let call = lettered.case.setting.client.post(&path).by(&other).json(&json!({}));
    call.send().await.expect_problem(409, "claim_lost");
    assert_eq!(lettered.review().await, review);
}
