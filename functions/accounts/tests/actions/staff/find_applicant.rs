//! `find_applicant`.

use serde_json::{Value, json};
use shared_domain::application::{ApplicationState, application_key};
use shared_domain::ids::ApplicationId;
use shared_domain::samples;
use shared_kit::{Caller, Reply, refuses_all_but};
use shared_platform::auth::StaffRole;
use shared_platform::ids::AccountId;
use shared_platform::store::Item;

use crate::setting::Setting;

const SEARCHES: &str = "/api/staff/applicants/searches";

/// Puts an application of an applicant in, as admissions has it.
async fn put_application(setting: &Setting, applicant: AccountId) -> ApplicationId {
    let id = ApplicationId::new();
    let application = samples::application(applicant, id);
    let mut application = samples::in_stage(application, samples::stage(ApplicationState::FeeDue));
    application.version = 7;
    let item = Item::new(application_key(applicant, id), &application).unwrap();
    setting.world.put("APPLICATIONS", item).await;
    id
}

async fn find(setting: &Setting, by: &Caller, name: &str) -> Reply {
    setting.client.post(SEARCHES).by(by).json(&json!({ "name": name })).send().await
}

#[tokio::test]
async fn an_applicant_is_found_by_user_name_and_address_with_the_applications() {
    let setting = Setting::with_cheap_work().await;
    let reviewer = setting.world.staff(&[StaffRole::Reviewer]).await;
    let anna = setting.holder("anna.tester").await;
    let applicant: AccountId = anna.account.parse().unwrap();
    let older = put_application(&setting, applicant).await;
    std::thread::sleep(std::time::Duration::from_millis(2));
    let newer = put_application(&setting, applicant).await;
    for name in ["anna.tester", "ANNA.tester@example.org"] {
        let call = find(&setting, &reviewer, name);
        let (reply, round_trips) = setting.round_trips_of(call).await;
        assert_eq!(round_trips, 2);
        let found = reply.expect(200).body;
        assert_eq!(
            found["account"],
            json!({
                "id": applicant,
                "userName": "anna.tester",
                "email": "anna.tester@example.org",
            })
        );
        let applications = found["applications"].as_array().unwrap();
        let ids: Vec<&Value> = applications.iter().map(|each| &each["id"]).collect();
        assert_eq!(ids, [&json!(newer), &json!(older)]);
        assert_eq!(applications[0]["version"], 7);
        assert_eq!(applications[0]["state"], "fee_due");
        assert_eq!(applications[0]["feeState"], "due");
        assert_eq!(applications[0]["fee"], json!({ "amountFen": 40_000, "currency": "CNY" }));
        assert_eq!(applications[0]["fundingCategory"], "self_funded");
    }
    let entries = setting.world.audit(applicant).await;
    let looked: Vec<_> =
        entries.iter().filter(|entry| entry["action"] == "find_applicant").collect();
    assert_eq!(looked.len(), 2);
    assert_eq!(looked[0]["actor"], reviewer.account.to_string());
}

/// Not who waits for an address that may be another's, nor a name that only
/// seems to be registered.
#[tokio::test]
async fn who_was_never_activated_is_not_found() {
    let setting = Setting::with_cheap_work().await;
    let reviewer = setting.world.staff(&[StaffRole::Reviewer]).await;
    setting.activated("anna.tester").await;
    let ghost = setting.form("spy.tester").await.with("email", "anna.tester@example.org");
    let _ = setting.register(&ghost).await.expect(202);
    let _ = setting.register(&setting.form("bert.waiting").await).await.expect(202);
    for name in ["spy.tester", "bert.waiting", "bert.waiting@example.org"] {
        find(&setting, &reviewer, name).await.expect_problem(404, "not_found");
    }
}

#[tokio::test]
async fn nobody_and_staff_are_not_found() {
    let setting = Setting::with_cheap_work().await;
    let reviewer = setting.world.staff(&[StaffRole::Reviewer]).await;
    for name in ["nobody", "nobody@example.org", "", "%", "staff.member"] {
        find(&setting, &reviewer, name).await.expect_problem(404, "not_found");
    }
    let call = setting.client.post(SEARCHES).by(&reviewer).json(&json!({}));
    call.send().await.expect_problem(400, "malformed_body");
}

#[tokio::test]
async fn only_reviewers_find_applicants() {
    let setting = Setting::new().await;
    let call = || setting.client.post(SEARCHES).json(&json!({ "name": "anna" }));
    refuses_all_but(&setting.world, StaffRole::Reviewer, call).await;
}
