//! `view_status`.

use serde_json::{Value, json};
use shared_domain::ids::ApplicationId;
use shared_kit::{Caller, Reply, refuses_all_but_applicants};

use crate::setting::{Setting, text};

async fn status(setting: &Setting, by: &Caller, application: &Value) -> Reply {
    let path = format!("/api/applications/{}/status", text(&application["id"]));
    setting.client.get(&path).by(by).send().await
}

fn events(status: &Value) -> Vec<&str> {
    status["history"].as_array().unwrap().iter().map(|entry| text(&entry["event"])).collect()
}

#[tokio::test]
async fn applicants_see_what_happened_and_what_is_next() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.submitted(&applicant).await;
    setting.world.calls().reset();
    let seen = status(&setting, &applicant, &application).await.expect(200).body;
    assert_eq!(setting.world.calls().round_trips(), 1);
    assert_eq!(events(&seen), ["started", "submitted"]);
    assert_eq!(seen["state"], "fee_due");
    assert_eq!(seen["guideVersion"], "1");
    assert_eq!(
        (&seen["next"]["by"], &seen["next"]["what"]),
        (&json!("applicant"), &json!("pay_fee"))
    );
    assert_eq!(seen["next"]["expectedOn"], Value::Null);

    setting.settle(&applicant, &application).await.unwrap();
    let seen = status(&setting, &applicant, &application).await.expect(200).body;
    assert_eq!(events(&seen), ["started", "submitted", "fee_settled"]);
    assert_eq!((&seen["next"]["by"], &seen["next"]["what"]), (&json!("office"), &json!("review")));
    // Some working days after the first of March 2027, a Monday.
    let expected: jiff::civil::Date = text(&seen["next"]["expectedOn"]).parse().unwrap();
    assert!(expected > jiff::civil::date(2027, 3, 1), "{expected}");
}

#[tokio::test]
async fn what_is_next_is_said_in_the_readers_language() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.started(&applicant).await;
    let english = status(&setting, &applicant, &application).await.expect(200).body;
    assert!(text(&english["next"]["text"]).starts_with("Fill in the form"));
    let path = format!("/api/applications/{}/status", text(&application["id"]));
    let call = setting.client.get(&path).by(&applicant).header("accept-language", "zh-CN");
    let chinese = call.send().await.expect(200).body;
    assert!(text(&chinese["next"]["text"]).starts_with("请填写申请表"));
}

#[tokio::test]
async fn a_withdrawn_application_keeps_its_history_and_waits_for_nobody() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.started(&applicant).await;
    let _ = setting.withdraw(&applicant, &application, 1).await.expect(200);
    let seen = status(&setting, &applicant, &application).await.expect(200).body;
    assert_eq!(events(&seen), ["started", "withdrawn"]);
    assert_eq!(seen["next"]["by"], "nobody");
}

#[tokio::test]
async fn the_status_of_another_persons_application_is_not_found() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.started(&applicant).await;
    let stranger = setting.world.applicant();
    for application in [application, json!({ "id": ApplicationId::new() })] {
        let reply = status(&setting, &stranger, &application).await;
        reply.expect_problem(404, "not_found");
    }
}

#[tokio::test]
async fn only_applicants_see_a_status() {
    let setting = Setting::empty().await;
    let path = format!("/api/applications/{}/status", ApplicationId::new());
    refuses_all_but_applicants(&setting.world, || setting.client.get(&path)).await;
}
