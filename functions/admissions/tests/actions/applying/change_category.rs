//! `change_category`.

use futures_util::future::join_all;
use serde_json::{Value, json};
use shared_domain::application::news::CategoryChanged;
use shared_domain::ids::ApplicationId;
use shared_domain::notices::{PostNotice, Shown, Words};
use shared_kit::{Caller, Reply, is_notice, refuses_all_but};
use shared_platform::auth::StaffRole;
use shared_platform::ids::AccountId;

use crate::setting::{FILLED_IN, Setting, text};

struct Case {
    setting: Setting,
    applicant: Caller,
    reviewer: Caller,
}

impl Case {
    async fn new() -> Self {
        let setting = Setting::new().await;
        let applicant = setting.world.applicant();
        let reviewer = setting.world.staff(&[StaffRole::Reviewer]).await;
        Self { setting, applicant, reviewer }
    }

    async fn change(&self, application: &Value, category: &str, version: u64) -> Reply {
        let (account, id) = (self.applicant.account, text(&application["id"]));
        let path = format!("/api/staff/applicants/{account}/applications/{id}/category");
        let body = json!({
            "fundingCategory": category,
            "reason": " You asked us to. ",
            "version": version,
        });
        self.setting.client.put(&path).by(&self.reviewer).json(&body).send().await
    }

    async fn reasons_told(&self) -> Vec<String> {
        let reason = |post: PostNotice| match post.notice.values().get("reason") {
            Some(Shown::Words(Words::Lines(reason))) => reason.clone(),
            other => panic!("{other:?}"),
        };
        let told = self.setting.world.sent().await.into_iter();
        told.filter(is_notice::<CategoryChanged>).map(reason).collect()
    }
}

#[tokio::test]
async fn a_draft_is_moved_to_another_category_with_its_fee() {
    let case = Case::new().await;
    let application = case.setting.started(&case.applicant).await;
    case.setting.world.calls().reset();
    let reply = case.change(&application, "university_scholarship", 1).await.expect(200);
    // The programme is known from the application only.
    assert_eq!(case.setting.world.calls().round_trips(), 3);
    assert_eq!(reply.body["fundingCategory"], "university_scholarship");
    assert_eq!((&reply.body["fee"], &reply.body["feeState"]), (&Value::Null, &json!("waived")));
    assert_eq!(case.reasons_told().await, ["You asked us to."]);
    let entries = case.setting.world.audit(text(&application["id"])).await;
    let entry = entries.last().unwrap();
    assert_eq!(entry["action"], "change_category");
    assert_eq!(entry["actor"], case.reviewer.account.to_string());
    assert_eq!(entry["before"]["fundingCategory"], "self_funded");
}

#[tokio::test]
async fn a_paid_fee_is_kept() {
    let case = Case::new().await;
    let application = case.setting.ready(&case.applicant).await;
    let version = application["version"].as_u64().unwrap();
    let reply = case.change(&application, "university_scholarship", version).await.expect(200);
    assert_eq!(reply.body["fee"], application["fee"]);
    assert_eq!(reply.body["feeState"], "settled");
    assert_eq!(reply.body["state"], "ready_for_review");
}

#[tokio::test]
async fn the_same_change_ten_times_at_once_is_one() {
    let case = Case::new().await;
    let application = case.setting.started(&case.applicant).await;
    let calls = (0..10).map(|_| case.change(&application, "government_scholarship", 1));
    for reply in join_all(calls).await {
        assert_eq!(reply.expect(200).body["fundingCategory"], "government_scholarship");
    }
    assert_eq!(case.reasons_told().await.len(), 1);
}

#[tokio::test]
async fn only_what_the_programme_is_open_to_and_as_it_was_seen() {
    let case = Case::new().await;
    let application = case.setting.completed(&case.applicant).await;
    for category in ["exchange_agreement", "unheard_of"] {
        let reply = case.change(&application, category, FILLED_IN).await;
        let problem = reply.expect_problem(422, "invalid_input");
        assert_eq!(problem.body["errors"][0]["pointer"], "/fundingCategory");
    }
    let reply = case.change(&application, "government_scholarship", 1).await;
    reply.expect_problem(409, "version_conflict");
    assert_eq!(case.setting.view(&case.applicant, &application).await, application);
    assert_eq!(case.reasons_told().await, [""; 0]);
}

#[tokio::test]
async fn a_withdrawn_application_keeps_its_category() {
    let case = Case::new().await;
    let application = case.setting.started(&case.applicant).await;
    let _ = case.setting.withdraw(&case.applicant, &application, 1).await.expect(200);
    let reply = case.change(&application, "university_scholarship", 2).await;
    reply.expect_problem(409, "application_over");
}

#[tokio::test]
async fn a_reason_is_given() {
    let case = Case::new().await;
    let application = case.setting.started(&case.applicant).await;
    let (account, id) = (case.applicant.account, text(&application["id"]));
    let path = format!("/api/staff/applicants/{account}/applications/{id}/category");
    for (reason, code) in [(" ".to_owned(), "required"), ("x".repeat(501), "too_long")] {
        let body = json!({ "fundingCategory": "self_funded", "reason": reason, "version": 1 });
        let reply = case.setting.client.put(&path).by(&case.reviewer).json(&body).send().await;
        let problem = reply.expect_problem(422, "invalid_input");
        assert_eq!(problem.body["errors"][0]["code"], code);
    }
}

#[tokio::test]
async fn only_reviewers_change_a_category() {
    let setting = Setting::empty().await;
    let (account, id) = (AccountId::new(), ApplicationId::new());
    let path = format!("/api/staff/applicants/{account}/applications/{id}/category");
    let body = json!({ "fundingCategory": "self_funded", "reason": "x", "version": 1 });
    let call = || setting.client.put(&path).json(&body);
    refuses_all_but(&setting.world, StaffRole::Reviewer, call).await;
}
