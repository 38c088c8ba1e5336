use std::time::Duration;

use serde_json::{Value, json};
use shared::application::ApplicationState;
use shared::auth::StaffRole;
use shared::document::documents_partition;
use shared::ids::ApplicationId;
use shared::store::{Item, Key};

use crate::samples;
use crate::setting::{File, Setting, object_of};

fn photo() -> File {
    File::new("photo", "image/jpeg", samples::portrait(600, 800, [250, 250, 250]))
}

#[tokio::test]
async fn a_link_takes_exactly_the_file_that_was_announced() {
    let setting = Setting::new().await;
    let file = photo();
    let reply = setting.ask("key-0001", &file.announcement()).send().await.expect(201);

    let document = &reply.body["document"];
    assert_eq!(document["state"], "requested");
    assert_eq!(document["slot"], "photo");
    let upload = &reply.body["upload"];
    assert_eq!(upload["method"], "PUT");
    assert_eq!(upload["expiresAt"], "2027-03-01T02:05:00Z");
    assert_eq!(
        upload["headers"],
        json!({
            "content-type": "image/jpeg",
            "if-none-match": "*",
            "x-amz-checksum-sha256": file.announcement()["sha256"],
        })
    );
    let url = upload["url"].as_str().unwrap();
    let signed = "content-length%3Bcontent-type%3Bhost%3Bif-none-match%3Bx-amz-checksum-sha256";
    assert!(url.contains(&format!("X-Amz-SignedHeaders={signed}&")), "{url}");
    assert!(url.contains("X-Amz-Expires=300&"), "{url}");
    let expected = format!(
        "quarantine/{}/{}/{}",
        setting.applicant.account,
        setting.application,
        document["id"].as_str().unwrap()
    );
    assert_eq!(object_of(&reply), expected);
}

#[tokio::test]
async fn a_repeated_request_gets_the_same_document() {
    let setting = Setting::new().await;
    let first = setting.ask("key-0001", &photo().announcement()).send().await.expect(201);
    let again = setting.ask("key-0001", &photo().announcement()).send().await.expect(201);
    assert_eq!(first.body["document"], again.body["document"]);
    assert_eq!(object_of(&first), object_of(&again));
    assert_eq!(setting.list().await.len(), 1);
}

#[tokio::test]
async fn an_idempotency_key_names_one_file() {
    let setting = Setting::new().await;
    let _ = setting.ask("key-0001", &photo().announcement()).send().await.expect(201);
    let other = File { bytes: samples::jpeg(500, 700), ..photo() };
    let reply = setting.ask("key-0001", &other.announcement()).send().await;
    let _ = reply.expect_problem(422, "idempotency_key_reused");
    let missing = setting.client.post(&setting.path()).by(&setting.applicant);
    let reply = missing.json(&photo().announcement()).send().await;
    let _ = reply.expect_problem(400, "idempotency_key_required");
    assert_eq!(setting.list().await.len(), 1);
}

#[tokio::test]
async fn only_what_the_checklist_asks_for_is_taken() {
    let setting = Setting::new().await;
    let change = |field: &str, value: Value| {
        let mut announcement = photo().announcement();
        announcement[field] = value;
        announcement
    };
    for (announcement, pointer, code) in [
        (change("slot", json!("diploma")), "/slot", "unknown_slot"),
        (change("slot", json!("../photo")), "/slot", "unknown_slot"),
        (change("slot", json!("transcript")), "/contentType", "format_not_taken"),
        (change("contentType", json!("text/html")), "/contentType", "photo_not_jpeg"),
        (change("sizeBytes", json!(5_000_001)), "/sizeBytes", "file_too_large"),
        (change("sizeBytes", json!(0)), "/sizeBytes", "file_empty"),
        (change("sha256", json!("c2hvcnQ=")), "/sha256", "malformed"),
        (change("fileName", json!("gpj.\u{202E}exe")), "/fileName", "malformed"),
    ] {
        let reply = setting.ask("key-0001", &announcement).send().await;
        let reply = reply.expect_problem(422, "invalid_input");
        assert_eq!(reply.errors(), [(pointer.to_owned(), code.to_owned())]);
    }
    assert!(setting.list().await.is_empty());
}

#[tokio::test]
async fn everything_that_is_wrong_is_said_at_once() {
    let setting = Setting::new().await;
    let announcement = json!({
        "slot": "none", "fileName": "", "contentType": "x", "sizeBytes": 0, "sha256": "",
    });
    let reply = setting.ask("key-0001", &announcement).send().await;
    let pointers: Vec<String> = reply.errors().into_iter().map(|(pointer, _)| pointer).collect();
    assert_eq!(pointers, ["/slot", "/sizeBytes", "/fileName", "/sha256"]);
}

#[tokio::test]
async fn a_photo_is_taken_as_jpeg_only_whatever_the_checklist_says() {
    let setting = Setting::new().await;
    let png = File::new("photo", "image/png", samples::png(600, 800));
    let reply = setting.ask("key-0001", &png.announcement()).send().await;
    assert_eq!(reply.errors(), [("/contentType".to_owned(), "photo_not_jpeg".to_owned())]);
}

#[tokio::test]
async fn a_submitted_application_takes_no_more_files() {
    let setting = Setting::new().await;
    for state in [ApplicationState::FeeDue, ApplicationState::ReadyForReview] {
        setting.application_is(state).await;
        let reply = setting.ask("key-0001", &photo().announcement()).send().await;
        let _ = reply.expect_problem(409, "application_locked");
    }
    assert!(setting.list().await.is_empty());
}

#[tokio::test]
async fn another_persons_application_is_not_found() {
    let setting = Setting::new().await;
    let other = setting.world.applicant();
    let unknown = format!("/api/applications/{}/documents", ApplicationId::new());
    for (path, caller) in [
        (setting.path(), &other),
        (unknown, &setting.applicant),
        ("/api/applications/app_nonsense/documents".to_owned(), &setting.applicant),
    ] {
        let call = setting.client.post(&path).by(caller).idempotency_key("key-0001");
        let reply = call.json(&photo().announcement()).send().await;
        let _ = reply.expect_problem(404, "not_found");
    }
    assert!(setting.list().await.is_empty());
}

#[tokio::test]
async fn only_a_signed_in_applicant_may_ask() {
    let setting = Setting::new().await;
    let call = || setting.client.post(&setting.path()).idempotency_key("key-0001");
    let announcement = photo().announcement();
    let nobody = call().json(&announcement).send().await;
    let _ = nobody.expect_problem(401, "sign_in_required");
    let expired = setting.world.expired(&setting.applicant);
    let late = call().by(&expired).json(&announcement).send().await;
    let _ = late.expect_problem(401, "token_expired");
    let reviewer = setting.world.staff(&[StaffRole::Reviewer]).await;
    let staff = call().by(&reviewer).json(&announcement).send().await;
    let _ = staff.expect_problem(403, "not_permitted");
}

#[tokio::test]
async fn what_is_no_announcement_is_refused() {
    let setting = Setting::new().await;
    for body in [json!([]), json!({ "slot": 5 }), json!({ "slot": "photo" })] {
        let reply = setting.ask("key-0001", &body).send().await;
        let _ = reply.expect_problem(400, "malformed_body");
    }
}

#[tokio::test]
async fn who_asks_too_often_is_slowed_down_and_not_locked_out() {
    let setting = Setting::new().await;
    let announcement = photo().announcement();
    for number in 0..20 {
        let _ = setting.ask(&format!("key-{number:04}"), &announcement).send().await.expect(201);
    }
    let reply = setting.ask("key-0020", &announcement).send().await;
    let reply = reply.expect_problem(429, "too_many_requests");
    assert_eq!(reply.headers["retry-after"], "15");
    setting.world.advance(Duration::from_secs(15));
    let _ = setting.ask("key-0020", &announcement).send().await.expect(201);
}

#[tokio::test]
async fn an_application_has_its_share_of_uploads() {
    let setting = Setting::new().await;
    let partition = documents_partition(setting.applicant.account, setting.application);
    let counter = Item::new(Key::new(partition, "UPLOADS"), &json!({ "requested": 199 }));
    setting.world.put("DOCUMENTS", counter.unwrap()).await;

    let last = setting.ask("key-0001", &photo().announcement()).send().await.expect(201);
    let reply = setting.ask("key-0002", &photo().announcement()).send().await;
    let _ = reply.expect_problem(409, "too_many_uploads");
    let again = setting.ask("key-0001", &photo().announcement()).send().await.expect(201);
    assert_eq!(again.body["document"], last.body["document"]);
}

#[tokio::test]
async fn the_audit_log_says_who_asked() {
    let setting = Setting::new().await;
    let reply = setting.ask("key-0001", &photo().announcement()).send().await.expect(201);
    let audit = setting.world.audit(reply.body["document"]["id"].as_str().unwrap()).await;
    assert_eq!(audit.len(), 1);
    assert_eq!(audit[0]["action"], "request_upload");
    assert_eq!(audit[0]["actor"], setting.applicant.account.to_string());
}

#[tokio::test]
async fn it_takes_two_round_trips() {
    let setting = Setting::new().await;
    let calls = setting.world.environment().calls();
    calls.reset();
    let _ = setting.ask("key-0001", &photo().announcement()).send().await.expect(201);
    assert_eq!(calls.round_trips(), 2, "{:?}", calls.operations());
}
