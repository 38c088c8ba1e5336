//! `view_review`.

use serde_json::{Value, json};
use shared_domain::account::mail_feedback_key;
use shared_domain::application::application_key;
use shared_domain::ids::ReviewId;
use shared_domain::review::{close_withdrawn, review_key};
use shared_domain::samples;
use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;
use shared_platform::auth::account_key;
use shared_platform::store::{Change, Condition, Item, Transaction};

use super::setting::Setting;

#[tokio::test]
async fn a_reviewer_sees_what_was_submitted() {
    let setting = Setting::new().await;
    let (review, submitted) = setting.opened().await;
    setting.world.calls().reset();
    let path = format!("/api/reviews/{review}");
    let seen = setting.client.get(&path).by(&setting.reviewer).send().await.expect(200).body;
    assert_eq!(setting.world.calls().round_trips(), 2);
    assert_eq!(seen["state"], "open");
    let submission = &seen["submission"];
    assert_eq!(submission["applicationId"], json!(submitted.head.id));
    assert_eq!(submission["sections"]["basic_information"]["passportNo"], "X1234567");
    assert_eq!(submission["documents"][0]["slot"], "passport_page");
    assert_eq!(submission["documents"][1]["slot"], "photo");
}

#[tokio::test]
async fn a_reviewer_sees_that_mails_do_not_reach_the_applicant() {
    let setting = Setting::new().await;
    let (review, submitted) = setting.opened().await;
    let path = format!("/api/reviews/{review}");
    let seen = async || {
        let call = setting.client.get(&path).by(&setting.reviewer);
        call.send().await.expect(200).body["emailTrouble"].clone()
    };
    let account = Item::new(account_key(submitted.head.applicant), &samples::contact()).unwrap();
    setting.world.put("ACCOUNTS", account).await;
    assert_eq!(seen().await, Value::Null);
    let trouble = json!({ "state": "bounced", "at": "2027-03-01T01:00:00Z" });
    let feedback = Item::new(mail_feedback_key("Anna@example.org"), &trouble).unwrap();
    setting.world.put("NOTICES", feedback).await;
    assert_eq!(seen().await, trouble);
    let calls = setting.world.calls();
    calls.reset();
    seen().await;
    // Whose address it is and what is known of it are read one after the other,
    // while the viewing is recorded.
    let mut operations = calls.operations();
    operations.sort();
    let (standing, history) = (["BatchGetItem"], ["GetItem"; 4].into_iter().chain(["Query"; 2]));
    let expected = standing.into_iter().chain(history).chain(["TransactWriteItems"]);
    assert_eq!(operations, expected.collect::<Vec<_>>());
}

#[tokio::test]
async fn a_link_saves_the_clean_file_and_works_for_minutes_only() {
    let setting = Setting::new().await;
    let (review, submitted) = setting.opened().await;
    let path = format!("/api/reviews/{review}");
    let seen = setting.client.get(&path).by(&setting.reviewer).send().await.expect(200).body;
    let document = &seen["submission"]["documents"][0];
    let url = document["url"].as_str().unwrap();
    assert!(url.contains(&format!("/{}?", submitted.documents[0].clean_object())), "{url}");
    assert!(url.contains("X-Amz-Expires=120"), "{url}");
    assert!(url.contains("X-Amz-Signature="), "{url}");
    assert!(url.contains("response-content-disposition=attachment"), "{url}");
    assert_eq!(document["urlExpiresAt"], "2027-03-01T02:02:00Z");
    assert_eq!(document["fileName"], "护照 passport_page.jpg");
}

#[tokio::test]
async fn every_viewing_is_in_the_audit_log_of_the_application() {
    let setting = Setting::new().await;
    let (review, submitted) = setting.opened().await;
    let path = format!("/api/reviews/{review}");
    for _ in 0..2 {
        let call = setting.client.get(&path).by(&setting.reviewer);
        let _ = call.send().await.expect(200);
    }
    let entries = setting.world.audit(submitted.head.id).await;
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[0]["action"], "view_review");
    assert_eq!(entries[0]["actor"], setting.reviewer.account.to_string());
    assert_eq!(entries[0]["after"], json!({ "review": review, "rounds": [1] }));
}

#[tokio::test]
async fn an_unknown_task_is_not_found() {
    let setting = Setting::new().await;
    for id in [ReviewId::new().to_string(), "rev_1".to_owned()] {
        let call = setting.client.get(&format!("/api/reviews/{id}")).by(&setting.reviewer);
        call.send().await.expect_problem(404, "not_found");
    }
}

#[tokio::test]
async fn what_was_withdrawn_is_shown_as_it_ended_and_nobody_has_it() {
    let setting = Setting::new().await;
    let (review, _) = setting.opened().await;
    setting.claim(&setting.reviewer, review).await;
    let table = setting.world.environment().table("REVIEWS").unwrap();
    let mut transaction = Transaction::without_author();
    let now = setting.world.clock().now();
    close_withdrawn(&mut transaction, &table, review, now).unwrap();
    transaction.commit().await.unwrap();
    let path = format!("/api/reviews/{review}");
    let seen = setting.client.get(&path).by(&setting.reviewer).send().await.expect(200).body;
    assert_eq!((&seen["state"], &seen["claim"]), (&json!("closed"), &Value::Null));
    assert_eq!(
        seen["closing"],
        json!({
            "by": null,
            "at": "2027-03-01T02:00:00Z",
            "outcome": "withdrawn",
            "reasons": [],
            "conditions": [],
            "noteToApplicant": null,
            "justification": null,
            "withoutPlace": false,
            "proposedBy": null,
        })
    );
}

#[tokio::test]
async fn a_task_about_something_else_is_not_found() {
    let setting = Setting::new().await;
    let (review, _) = setting.opened().await;
    let table = setting.world.environment().table("REVIEWS").unwrap();
    let change = Change::new().set("matterKind", "bicycle").set("matter", json!({ "gears": 3 }));
    table.update(review_key(review), change, Condition::item_exists()).await.unwrap();
    for what in ["", "/comparison?from=1&to=1"] {
        let path = format!("/api/reviews/{review}{what}");
        let reply = setting.client.get(&path).by(&setting.reviewer).send().await;
        reply.expect_problem(404, "not_found");
    }
    let path = format!("/api/reviews/{review}/decision");
    let call = setting.client.post(&path).by(&setting.reviewer);
    let reply = call.json(&json!({ "outcome": "accept" })).send().await;
    reply.expect_problem(404, "not_found");
}

#[tokio::test]
async fn only_reviewers_see_a_submission() {
    let setting = Setting::new().await;
    let (review, submitted) = setting.opened().await;
    let path = format!("/api/reviews/{review}");
    refuses_all_but(&setting.world, StaffRole::Reviewer, || setting.client.get(&path)).await;
    assert_eq!(setting.world.audit(submitted.head.id).await, [json!(null); 0]);
}

#[tokio::test]
async fn a_reviewer_sees_every_round_what_was_asked_and_what_can_be_asked_for() {
    let setting = Setting::new().await;
    let (review, submitted) = setting.opened().await;
    setting.resubmitted(&submitted).await;
    let path = format!("/api/reviews/{review}");
    let calls = setting.world.calls();
    calls.reset();
    let seen = setting.client.get(&path).by(&setting.reviewer).send().await.expect(200).body;
    assert_eq!(calls.round_trips(), 2);
    assert_eq!(
        seen["rounds"],
        json!([
            { "round": 1, "submittedAt": "2027-03-01T01:00:00Z" },
            { "round": 2, "submittedAt": "2027-03-01T01:30:00Z" },
        ])
    );
    // The task is about the round it was opened for.
    assert_eq!(seen["submission"]["round"], 1);
    let revision = &seen["revisions"][0];
    assert_eq!((&revision["number"], &revision["state"]), (&json!(1), &json!("answered")));
    assert_eq!(revision["requestedBy"]["userName"], "reviewer.li");
    assert_eq!(revision["remindersSent"], 2);
    assert_eq!(revision["items"][0]["reasonText"]["en"], "It is not as in the passport");
    assert_eq!(seen["slots"], json!([]));
}

#[tokio::test]
async fn a_category_that_changed_since_is_shown_beside_the_one_submitted() {
    let setting = Setting::new().await;
    let (review, submitted) = setting.opened().await;
    let head = &submitted.head;
    let key = application_key(head.applicant, head.id);
    let mut application = serde_json::to_value(head).unwrap();
    application["fundingCategory"] = json!("government_scholarship");
    setting.world.put("APPLICATIONS", Item::new(key, &application).unwrap()).await;
    let path = format!("/api/reviews/{review}");
    let seen = setting.client.get(&path).by(&setting.reviewer).send().await.expect(200).body;
    assert_eq!(seen["fundingCategory"], "government_scholarship");
    assert_eq!(seen["submission"]["fundingCategory"], "self_funded");
}
