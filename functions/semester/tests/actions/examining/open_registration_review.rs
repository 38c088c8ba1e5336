//! `open_registration_review`.

use serde_json::json;
use shared_domain::ids::ReviewId;
use shared_domain::registration::review::OpenRegistrationReview;
use shared_domain::review::{Review, Severity};
use shared_platform::auth::StaffRole;

use crate::case::{Case, filled_in, verdicts};

#[tokio::test]
async fn a_submitted_registration_enters_the_queue_with_who_and_what_it_is() {
    let (case, review) = Case::before_staff().await;
    let task = case.task(review).await.unwrap();
    assert_eq!(task.findings(), []);
    let shown = json!(Review::of(&task, case.setting.world.clock().now()));
    assert_eq!(shown["state"], "open");
    assert_eq!(shown["occasion"], "submitted");
    let subject = &shown["subject"];
    assert_eq!(subject["kind"], "registration");
    assert_eq!(subject["number"], "2025LX0001");
    assert_eq!(subject["id"], json!(case.id));
}

#[tokio::test]
async fn what_does_not_fit_together_is_a_finding_with_the_document_that_shows_it() {
    let case = Case::complete().await;
    let mut residence = filled_in("residence");
    residence["contractHolder"] = json!("Wang Xiaoming");
    let _ = case.save("residence", &residence).await.expect(200);
    let _ = case.submit().await.expect(200);
    let review = case.opened().await;
    let task = case.task(review).await.unwrap();
    let [finding] = task.findings() else { panic!("{:?}", task.findings()) };
    assert_eq!(finding.code.as_str(), "contract_of_another");
    assert_eq!(finding.severity, Severity::Warning);
    assert_eq!(finding.slot, "contract".parse().ok());
}

#[tokio::test]
async fn the_message_may_come_twice_and_late() {
    let case = Case::complete().await;
    let _ = case.submit().await.expect(200);
    let message = case.asked().await.pop().unwrap();
    for _ in 0..2 {
        case.deliver(message.clone()).await.unwrap();
    }
    case.claim(&case.reviewer, message.review).await;
    let said = verdicts(&["visa"]);
    let _ = case.judge(&case.reviewer, message.review, &said).await.expect(200);
    let before = case.setting.world.dump("REVIEWS").await;
    case.deliver(message.clone()).await.unwrap();
    assert_eq!(case.setting.world.dump("REVIEWS").await, before);
    // About what was never submitted it is kept for a person.
    let none = OpenRegistrationReview { review: ReviewId::new(), round: 7, ..message };
    assert!(case.deliver(none).await.is_err());
}

#[tokio::test]
async fn a_correction_is_kept_for_who_returned_it_while_they_are_a_reviewer() {
    for (roles, is_kept) in [(vec![StaffRole::Reviewer], true), (vec![], false)] {
        let (case, review) = Case::claimed().await;
        let _ = case.judge(&case.reviewer, review, &verdicts(&["visa"])).await.expect(200);
        case.setting.world.take_outbox().await;
        let _ = case.submit().await.expect(200);
        case.setting.world.set_roles(&case.reviewer, &roles).await;
        let again = case.opened().await;
        let task = case.task(again).await.unwrap();
        let holder = task.holder(case.setting.world.clock().now());
        assert_eq!(holder, is_kept.then_some(case.reviewer.account));
    }
}
