//! `check_eligibility`.

use serde_json::{Value, json};
use shared_domain::ids::ProgrammeId;
use shared_kit::Call;

use crate::setting::{CLOSED, MASTER, Setting};

/// Somebody whom the master's programme admits.
fn answers() -> Value {
    json!({
        "birthDate": "2001-02-03",
        "nationality": "FI",
        "highestEducation": "bachelor",
        "fundingCategory": "self_funded",
    })
}

fn ask(setting: &Setting, programme: &str, answers: &Value) -> Call {
    let path = format!("/api/programmes/{}/eligibility", ProgrammeId::named(programme));
    setting.client.post(&path).json(answers)
}

#[tokio::test]
async fn anybody_learns_before_applying_whether_the_programme_admits_them() {
    let setting = Setting::new().await;
    setting.world.calls().reset();
    let reply = ask(&setting, MASTER, &answers()).send().await.expect(200);
    assert_eq!(setting.world.calls().round_trips(), 1);
    assert_eq!(
        reply.body,
        json!({
            "eligible": true,
            "reasons": [],
            "open": true,
            "seats": { "total": 15, "taken": 0 },
            "closesAt": "2027-06-30T16:00:00Z",
        })
    );
}

#[tokio::test]
async fn every_reason_is_explained_in_the_readers_language() {
    let setting = Setting::new().await;
    let mut answers = answers();
    answers["birthDate"] = json!("1985-09-01");
    answers["nationality"] = json!("CN");
    answers["highestEducation"] = json!("senior_high");
    let body = ask(&setting, MASTER, &answers).send().await.expect(200).body;
    assert_eq!(body["eligible"], false);
    let reasons: Vec<(&str, &str)> = body["reasons"]
        .as_array()
        .unwrap()
        .iter()
        .map(|reason| (reason["pointer"].as_str().unwrap(), reason["code"].as_str().unwrap()))
        .collect();
    assert_eq!(
        reasons,
        [
            ("/birthDate", "too_old_for_programme"),
            ("/nationality", "nationality_not_admitted"),
            ("/highestEducation", "education_too_low"),
        ]
    );
    let english = body["reasons"][0]["text"].as_str().unwrap();
    assert!(english.contains("you will be 42") && english.contains("up to 35"), "{english}");
    let body = ask(&setting, MASTER, &answers).header("accept-language", "zh-CN").send().await.body;
    let chinese = body["reasons"][0]["text"].as_str().unwrap();
    assert!(chinese.contains("42 周岁") && chinese.contains("35 周岁"), "{chinese}");
}

#[tokio::test]
async fn who_asks_too_late_is_told_so() {
    let setting = Setting::new().await;
    let body = ask(&setting, CLOSED, &answers()).send().await.expect(200).body;
    assert_eq!((&body["eligible"], &body["open"]), (&json!(true), &json!(false)));
    assert_eq!(body["seats"], Value::Null);
}

#[tokio::test]
async fn nothing_of_the_answers_is_kept() {
    let setting = Setting::new().await;
    let before = setting.world.dump("APPLICATIONS").await;
    let _ = ask(&setting, MASTER, &answers()).send().await.expect(200);
    assert_eq!(setting.world.dump("APPLICATIONS").await, before);
    for table in ["PROGRAMMES", "LIMITS", "AUDIT", "OUTBOX"] {
        assert!(!setting.world.dump(table).await.contains("2001-02-03"), "{table}");
    }
}

#[tokio::test]
async fn answers_that_cannot_be_are_named() {
    let setting = Setting::new().await;
    let mut wrong = answers();
    wrong["birthDate"] = json!("2030-01-01");
    wrong["nationality"] = json!("Utopia");
    let reply = ask(&setting, MASTER, &wrong).send().await.expect(422);
    let expected = [("/birthDate", "date_not_past"), ("/nationality", "unknown_country")];
    let expected = expected.map(|(pointer, code)| (pointer.to_owned(), code.to_owned()));
    assert_eq!(reply.errors(), expected);
    let mut unfunded = answers();
    unfunded["fundingCategory"] = json!("exchange_agreement");
    let reply = ask(&setting, MASTER, &unfunded).send().await.expect(422);
    assert_eq!(reply.errors(), [("/fundingCategory".to_owned(), "not_offered".to_owned())]);
    ask(&setting, "alchemy", &answers()).send().await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn whoever_asks_too_often_is_slowed_down() {
    let setting = Setting::new().await;
    for _ in 0..30 {
        let _ = ask(&setting, MASTER, &answers()).send().await.expect(200);
    }
    let reply = ask(&setting, MASTER, &answers()).send().await;
    reply.expect_problem(429, "too_many_requests");
}
