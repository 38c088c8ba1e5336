//! `review_permit`.

use futures_util::future::join;
use serde_json::json;
use shared_domain::permit::PermitState;
use shared_domain::permit::news::{PermitRecorded, PermitReturned};
use shared_kit::{is_notice, refuses_all_but};
use shared_platform::auth::StaffRole;

use crate::letters::Lettered;

/// S104
#[tokio::test]
async fn what_passes_stands_on_the_record_at_once_and_closes_the_case() {
    let (mut lettered, review) = Lettered::with_permit().await;
    let path = format!("/api/reviews/{review}/permit/verdict");
    let (world, client) = (&lettered.case.setting.world, &lettered.case.setting.client);
    refuses_all_but(world, StaffRole::VisaOfficer, || client.post(&path).json(&json!({}))).await;
    world.calls().reset();
    let closed = lettered.judge_permit(review, &json!({})).await.expect(200).body;
    assert_eq!(world.calls().round_trips(), 3);
    assert_eq!(closed["closing"]["outcome"], "approve");
    let permit = lettered.record().await.seen.permit.unwrap();
    assert_eq!(
        (permit.number.as_str(), permit.expires.to_string().as_str()),
        ("R0000043", "2028-02-29")
    );
    // What else staff have seen stays.
    assert!(lettered.record().await.seen.insurance.is_some());
    assert_eq!(lettered.permit().await.unwrap().stage().state(), PermitState::Closed);
    // Said twice, it is said once.
    let _ = lettered.judge_permit(review, &json!({})).await.expect(200);
    lettered.take().await;
    let told = lettered.notices.iter().filter(|post| is_notice::<PermitRecorded>(post));
    assert_eq!(told.count(), 1);
    let log = lettered.case.setting.world.dump("AUDIT").await;
    assert!(!log.contains("R0000043"));
}

/// S101, S106
#[tokio::test]
async fn what_is_returned_is_corrected_and_kept_for_who_returned_it() {
    let (mut lettered, review) = Lettered::with_permit().await;
    let note = json!({ "en": "The page is blurred.", "zh": "证件页模糊。" });
    let back = json!({ "returned": { "reason": "unreadable", "note": note } });
    let closed = lettered.judge_permit(review, &back).await.expect(200).body;
    assert_eq!(closed["closing"]["returned"]["note"]["zh"], "证件页模糊。");
    assert_eq!(lettered.record().await.seen.permit.unwrap().number, "A00112233");
    lettered.take().await;
    let told = lettered.notices.iter().find(|post| is_notice::<PermitReturned>(post)).unwrap();
    assert!(json!(told).to_string().contains("The page is blurred."));
    let call = lettered.case.setting.client.get(&lettered.case.path("/permit"));
    let seen = call.by(&lettered.student_now()).send().await.expect(200).body;
    assert_eq!(
        (&seen["state"], &seen["returned"]["reason"]),
        (&json!("returned"), &json!("unreadable"))
    );
    let _ = lettered.submit_permit(3).await.expect(200);
    let reviews = lettered.case.setting.world.items("REVIEWS").await;
    let again = lettered.permit_review().await;
    let task = reviews.iter().find(|item| item["id"] == json!(again)).unwrap();
    assert_eq!(task["claim"]["by"]["id"], json!(lettered.officer.account));
}

#[tokio::test]
async fn a_return_has_a_note_in_both_languages() {
    let (lettered, review) = Lettered::with_permit().await;
    let note = json!({ "en": "Blurred.", "zh": " " });
    let back = json!({ "returned": { "reason": "unreadable", "note": note } });
    let refused = lettered.judge_permit(review, &back).await.expect_problem(422, "invalid_input");
    assert_eq!(refused.errors(), [("/returned/note/zh".to_owned(), "required".to_owned())]);
}

#[tokio::test]
async fn of_two_verdicts_at_one_moment_one_counts() {
    let (lettered, review) = Lettered::with_permit().await;
    let note = json!({ "en": "Blurred.", "zh": "模糊。" });
    let back = json!({ "returned": { "reason": "unreadable", "note": note } });
    let passing = json!({});
    let both = join(lettered.judge_permit(review, &passing), lettered.judge_permit(review, &back));
    let (one, two) = both.await;
    let statuses = [one.status.as_u16(), two.status.as_u16()];
    assert!(matches!(statuses, [200, 409] | [409, 200]), "{statuses:?} {} {}", one.body, two.body);
    let recorded = lettered.record().await.seen.permit.unwrap().number == "R0000043";
    assert_eq!(recorded, one.status == 200);
}
