//! `open_review`.

use serde_json::{Value, json};
use shared_domain::application::{ApplicationState, SecondLook, Stage};
use shared_domain::document::DocumentState;
use shared_domain::ids::ReviewId;
use shared_domain::samples;
use shared_domain::staff::Colleague;
use shared_platform::auth::StaffRole;

use super::setting::{Setting, finding, submitted};

#[tokio::test]
async fn a_ready_application_enters_the_queue() {
    let setting = Setting::new().await;
    let (review, submitted) = setting.opened().await;
    assert_eq!(
        json!(setting.queue().await),
        json!([{
            "id": review,
            "subject": {
                "kind": "application",
                "id": submitted.head.id,
                "applicantName": "TESTER ANNA",
                "programme": submitted.head.programme,
                "intake": "2027-autumn",
            },
            "occasion": "submitted",
            "state": "open",
            "queue": "general",
            "claim": null,
            "proposal": null,
            "rejection": null,
            "waitlisting": null,
            "closing": null,
            "findings": [],
            "openedAt": "2027-03-01T02:00:00Z",
        }])
    );
}

#[tokio::test]
async fn a_task_knows_why_it_is_looked_at_again_and_that_the_applicant_has_objected() {
    let setting = Setting::new().await;
    let mut submitted = submitted();
    let at = setting.world.clock().now();
    let text = "Please look at page 3.".to_owned();
    submitted.head.second_look = Some(SecondLook::Appeal { at, text });
    submitted.head.appealed = true;
    setting.store(&submitted).await;
    let review = ReviewId::new();
    setting.deliver(&submitted.head, review).await.unwrap();
    let path = format!("/api/reviews/{review}");
    let seen = setting.client.get(&path).by(&setting.reviewer).send().await.expect(200).body;
    assert_eq!((&seen["secondLook"]["kind"], &seen["appealed"]), (&json!("appeal"), &json!(true)));
}

#[tokio::test]
async fn the_same_message_twice_opens_one_task() {
    let setting = Setting::new().await;
    let (review, submitted) = setting.opened().await;
    let claimed = setting.claim(&setting.reviewer, review).await;
    setting.deliver(&submitted.head, review).await.unwrap();
    let items = setting.queue().await;
    assert_eq!(items.len(), 1);
    assert_eq!(items[0]["claim"], json!(claimed));
    assert_eq!(setting.world.audit(review).await[0]["action"], "open_review");
}

#[tokio::test]
async fn a_message_that_comes_after_the_decision_opens_nothing() {
    let setting = Setting::new().await;
    for state in [ApplicationState::Accepted, ApplicationState::Declined] {
        let mut submitted = submitted();
        submitted.head = samples::in_stage(submitted.head, samples::stage(state));
        setting.store(&submitted).await;
        setting.deliver(&submitted.head, ReviewId::new()).await.unwrap();
    }
    assert_eq!(setting.queue().await, [json!(null); 0]);
}

#[tokio::test]
async fn what_is_not_paid_does_not_come_before_staff() {
    let setting = Setting::new().await;
    for state in [ApplicationState::Draft, ApplicationState::FeeDue] {
        let mut submitted = submitted();
        submitted.head = samples::in_stage(submitted.head, samples::stage(state));
        setting.store(&submitted).await;
        assert!(setting.deliver(&submitted.head, ReviewId::new()).await.is_err());
    }
    assert_eq!(setting.queue().await, [json!(null); 0]);
}

#[tokio::test]
async fn a_message_about_nothing_is_kept_for_a_person() {
    let setting = Setting::new().await;
    assert!(setting.deliver(&submitted().head, ReviewId::new()).await.is_err());
}

#[tokio::test]
async fn the_checks_find_what_a_reviewer_must_know() {
    let setting = Setting::new().await;
    let mut submitted = submitted();
    submitted.submission.passport_expires = "2027-12-31".parse().unwrap();
    submitted.submission.required_slots.push("diploma".parse().unwrap());
    submitted.documents[1].state = DocumentState::Refused;
    setting.store(&submitted).await;
    setting.deliver(&submitted.head, ReviewId::new()).await.unwrap();
    assert_eq!(
        setting.queue().await[0]["findings"],
        json!([
            finding("document_missing", "blocking", Some("diploma")),
            finding("document_not_clean", "blocking", Some("photo")),
            finding("passport_expiring", "warning", None),
        ])
    );
}

#[tokio::test]
async fn a_task_is_kept_for_who_asked_as_long_as_they_are_a_reviewer() {
    let setting = Setting::new().await;
    for (roles, holder) in [
        ([StaffRole::Reviewer].as_slice(), json!("staff.member")),
        // The account was closed, or has other work now.
        (&[StaffRole::Viewer], Value::Null),
        (&[], Value::Null),
    ] {
        let colleague = setting.world.staff(roles).await.account;
        let by = Colleague { id: colleague, user_name: "staff.member".to_owned() };
        let (submitted, review) = (submitted(), ReviewId::new());
        setting.store(&submitted).await;
        setting.deliver_for(&submitted.head, review, by).await.unwrap();
        let items = setting.queue().await;
        let task = items.iter().find(|item| item["id"] == json!(review));
        assert_eq!(task.unwrap()["claim"]["by"]["userName"], holder, "{roles:?}");
    }
}

#[tokio::test]
async fn an_application_that_waits_for_another_task_or_none_gets_no_task() {
    let setting = Setting::new().await;
    let submitted = submitted();
    setting.store(&submitted).await;
    let late = ReviewId::new();
    let waiting_for = |review| Stage::ReadyForReview { fee: None, review };
    for stage in [samples::stage(ApplicationState::RevisionRequested), waiting_for(ReviewId::new())]
    {
        setting.store_head(&samples::in_stage(submitted.head.clone(), stage)).await;
        setting.deliver_as_is(&submitted.head, late).await.unwrap();
    }
    assert_eq!(setting.queue().await, [json!(null); 0]);
    setting.store_head(&samples::in_stage(submitted.head.clone(), waiting_for(late))).await;
    setting.deliver_as_is(&submitted.head, late).await.unwrap();
    assert_eq!(setting.queue().await[0]["id"], late.to_string());
}
