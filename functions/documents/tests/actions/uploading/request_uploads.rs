use std::time::Duration;

use serde_json::{Value, json};
use shared_domain::application::ApplicationState;
use shared_domain::ids::ApplicationId;
use shared_platform::auth::StaffRole;
use shared_platform::store::Item;

use crate::samples::{self, PdfKind};
use crate::setting::{File, Setting, TIME_TO_REVISE, object_of};

fn photo() -> File {
    File::new("photo", "image/jpeg", samples::portrait(600, 800, [250, 250, 250]))
}

fn page() -> File {
    File::new("passport_page", "image/jpeg", samples::jpeg(300, 200))
}

fn transcript(entry: &[u8]) -> File {
    File::new("transcript", "application/pdf", samples::pdf(PdfKind::Plain, entry))
}

fn id(verdict: &Value) -> &str {
    verdict["document"]["id"].as_str().unwrap()
}

/// The pointers and codes of what is wrong with a file.
fn errors(verdict: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let errors = verdict["errors"].as_array().unwrap();
    errors.iter().map(|error| (text(&error["pointer"]), text(&error["code"]))).collect()
}

#[tokio::test]
async fn a_link_takes_exactly_the_file_that_was_announced() {
    let setting = Setting::new().await;
    let file = photo();
    let verdicts = setting.verdicts(&[file.announcement()]).await;
    let verdict = &verdicts[0];

    let document = &verdict["document"];
    assert_eq!(document["state"], "requested");
    assert_eq!(document["slot"], "photo");
    assert_eq!(verdict["errors"], json!([]));
    let upload = &verdict["upload"];
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
    let (applicant, application) = (setting.applicant.account, setting.application);
    let expected = format!("quarantine/{applicant}/application/{application}/{}", id(verdict));
    assert_eq!(object_of(verdict), expected);
}

#[tokio::test]
async fn several_files_are_asked_for_at_once_and_judged_one_by_one() {
    let setting = Setting::new().await;
    let mut too_large = page().announcement();
    too_large["sizeBytes"] = json!(5_000_001);
    let verdicts = setting
        .verdicts(&[photo().announcement(), too_large, transcript(b"").announcement()])
        .await;
    assert_eq!(verdicts.len(), 3);
    assert_eq!(verdicts[0]["document"]["slot"], "photo");
    assert_eq!(verdicts[1]["document"], Value::Null);
    assert_eq!(verdicts[1]["upload"], Value::Null);
    let expected = ("/files/1/sizeBytes".to_owned(), "file_too_large".to_owned());
    assert_eq!(errors(&verdicts[1]), [expected]);
    assert_eq!(verdicts[2]["document"]["slot"], "transcript");
    assert_eq!(setting.list().await.len(), 2);
}

#[tokio::test]
async fn one_to_twenty_files_are_taken_at_once() {
    let setting = Setting::new().await;
    for (files, code) in [(0, "required"), (21, "too_many_files")] {
        let reply = setting.ask(&vec![photo().announcement(); files]).send().await;
        let reply = reply.expect_problem(422, "invalid_input");
        assert_eq!(reply.errors(), [("/files".to_owned(), code.to_owned())]);
    }
    let twenty: Vec<Value> = (0..20)
        .map(|number| {
            let mut file = page().announcement();
            file["sizeBytes"] = json!(1000 + number);
            file
        })
        .collect();
    let verdicts = setting.verdicts(&twenty).await;
    assert!(verdicts.iter().all(|verdict| !verdict["upload"].is_null()));
}

#[tokio::test]
async fn asking_again_for_what_has_not_arrived_gives_a_new_link_for_the_same_document() {
    let setting = Setting::new().await;
    let first = setting.verdicts(&[photo().announcement()]).await;
    setting.world.advance(Duration::from_secs(4 * 60));
    let again = setting.verdicts(&[photo().announcement(), photo().announcement()]).await;
    assert_eq!([id(&again[0]), id(&again[1])], [id(&first[0]); 2]);
    assert_eq!(object_of(&again[0]), object_of(&first[0]));
    assert_eq!(again[0]["upload"]["expiresAt"], "2027-03-01T02:09:00Z");
    assert_eq!(setting.list().await.len(), 1);
    assert_eq!(requested(&setting).await, 1);
}

/// How many uploads of the application were counted.
async fn requested(setting: &Setting) -> u64 {
    let key = setting.folder().uploads_key();
    let uploads: Value = setting.world.get("DOCUMENTS", &key).await.unwrap();
    uploads["requested"].as_u64().unwrap()
}

#[tokio::test]
async fn asking_for_what_has_arrived_or_is_another_file_gives_another_document() {
    let setting = Setting::new().await;
    let arrived = setting.upload(&page()).await;
    let other = File { bytes: samples::jpeg(300, 201), ..page() };
    let verdicts = setting.verdicts(&[page().announcement(), other.announcement()]).await;
    assert_ne!(id(&verdicts[0]), arrived);
    assert_ne!(id(&verdicts[0]), id(&verdicts[1]));
    assert_eq!(requested(&setting).await, 3);
}

#[tokio::test]
async fn who_asks_again_as_long_as_it_is_listed_goes_on_with_the_same_document() {
    let mut setting = Setting::new().await;
    let first = setting.verdicts(&[photo().announcement()]).await;
    setting.world.advance(Duration::from_secs(59 * 60));
    setting.applicant = setting.world.renewed(&setting.applicant);
    let again = setting.verdicts(&[photo().announcement()]).await;
    assert_eq!(id(&again[0]), id(&first[0]));
    setting.world.advance(Duration::from_secs(60 * 60));
    setting.applicant = setting.world.renewed(&setting.applicant);
    assert!(setting.list().await.is_empty());
    let again = setting.verdicts(&[photo().announcement()]).await;
    assert_ne!(id(&again[0]), id(&first[0]));
}

#[tokio::test]
async fn the_same_request_twice_at_once_makes_one_document() {
    let setting = Setting::new().await;
    let files = [photo().announcement(), page().announcement()];
    let (one, other) = tokio::join!(setting.verdicts(&files), setting.verdicts(&files));
    assert_eq!([id(&one[0]), id(&one[1])], [id(&other[0]), id(&other[1])]);
    assert_eq!(setting.list().await.len(), 2);
    assert_eq!(requested(&setting).await, 2);
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
        (change("slot", json!("diploma")), "/files/0/slot", "unknown_slot"),
        (change("slot", json!("../photo")), "/files/0/slot", "unknown_slot"),
        (change("slot", json!("transcript")), "/files/0/contentType", "format_not_taken"),
        (change("contentType", json!("text/html")), "/files/0/contentType", "photo_not_jpeg"),
        (change("sizeBytes", json!(5_000_001)), "/files/0/sizeBytes", "file_too_large"),
        (change("sizeBytes", json!(0)), "/files/0/sizeBytes", "file_empty"),
        (change("sha256", json!("c2hvcnQ=")), "/files/0/sha256", "malformed"),
        (change("fileName", json!("gpj.\u{202E}exe")), "/files/0/fileName", "malformed"),
    ] {
        let verdicts = setting.verdicts(&[announcement]).await;
        assert_eq!(errors(&verdicts[0]), [(pointer.to_owned(), code.to_owned())]);
    }
    assert!(setting.list().await.is_empty());
}

#[tokio::test]
async fn everything_that_is_wrong_with_a_file_is_said_at_once() {
    let setting = Setting::new().await;
    let announcement = json!({
        "slot": "none", "fileName": "", "contentType": "x", "sizeBytes": 0, "sha256": "",
    });
    let verdicts = setting.verdicts(&[announcement]).await;
    let pointers: Vec<String> =
        errors(&verdicts[0]).into_iter().map(|(pointer, _)| pointer).collect();
    let expected =
        ["slot", "sizeBytes", "fileName", "sha256"].map(|name| format!("/files/0/{name}"));
    assert_eq!(pointers, expected);
}

#[tokio::test]
async fn a_photo_is_taken_as_jpeg_only_whatever_the_checklist_says() {
    let setting = Setting::new().await;
    let png = File::new("photo", "image/png", samples::png(600, 800));
    let verdicts = setting.verdicts(&[png.announcement()]).await;
    let expected = ("/files/0/contentType".to_owned(), "photo_not_jpeg".to_owned());
    assert_eq!(errors(&verdicts[0]), [expected]);
}

#[tokio::test]
async fn a_paper_that_is_good_for_some_months_comes_with_its_date() {
    let setting = Setting::new().await;
    let record = |issued_on: Value| {
        let mut file = transcript(b"/Lang (zh)").announcement();
        file["slot"] = json!("health");
        file["issuedOn"] = issued_on;
        file
    };
    for (issued_on, code) in [
        (Value::Null, "required"),
        (json!("2026-08-31"), "document_too_old"),
        (json!("2027-03-02"), "date_in_future"),
    ] {
        let verdicts = setting.verdicts(&[record(issued_on)]).await;
        assert_eq!(errors(&verdicts[0]), [("/files/0/issuedOn".to_owned(), code.to_owned())]);
    }
    let verdicts = setting.verdicts(&[record(json!("2026-09-01"))]).await;
    assert_eq!(verdicts[0]["document"]["issuedOn"], "2026-09-01");
}

#[tokio::test]
async fn a_submitted_application_takes_no_more_files() {
    let setting = Setting::new().await;
    for state in [ApplicationState::FeeDue, ApplicationState::ReadyForReview] {
        setting.application_is(state).await;
        let reply = setting.ask(&[photo().announcement()]).send().await;
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
        let body = json!({ "files": [photo().announcement()] });
        let reply = setting.client.post(&path).by(caller).json(&body).send().await;
        let _ = reply.expect_problem(404, "not_found");
    }
    assert!(setting.list().await.is_empty());
}

#[tokio::test]
async fn only_a_signed_in_applicant_may_ask() {
    let setting = Setting::new().await;
    let call = || setting.client.post(&setting.path());
    let body = json!({ "files": [photo().announcement()] });
    let nobody = call().json(&body).send().await;
    let _ = nobody.expect_problem(401, "sign_in_required");
    let expired = setting.world.expired(&setting.applicant);
    let late = call().by(&expired).json(&body).send().await;
    let _ = late.expect_problem(401, "token_expired");
    let reviewer = setting.world.staff(&[StaffRole::Reviewer]).await;
    let staff = call().by(&reviewer).json(&body).send().await;
    let _ = staff.expect_problem(403, "not_permitted");
}

#[tokio::test]
async fn what_is_no_announcement_is_refused() {
    let setting = Setting::new().await;
    for file in [json!([]), json!({ "slot": 5 }), json!({ "slot": "photo" })] {
        let reply = setting.ask(&[file]).send().await;
        let _ = reply.expect_problem(400, "malformed_body");
    }
}

#[tokio::test]
async fn who_asks_too_often_is_slowed_down_and_not_locked_out() {
    let setting = Setting::new().await;
    let announcement = photo().announcement();
    for _ in 0..20 {
        let _ = setting.verdicts(std::slice::from_ref(&announcement)).await;
    }
    let reply = setting.ask(std::slice::from_ref(&announcement)).send().await;
    let reply = reply.expect_problem(429, "too_many_requests");
    assert_eq!(reply.headers["retry-after"], "15");
    setting.world.advance(Duration::from_secs(15));
    let _ = setting.verdicts(&[announcement]).await;
}

#[tokio::test]
async fn an_application_has_its_share_of_uploads() {
    let setting = Setting::new().await;
    let key = setting.folder().uploads_key();
    let counter = Item::new(key, &json!({ "requested": 199 }));
    setting.world.put("DOCUMENTS", counter.unwrap()).await;

    let verdicts = setting.verdicts(&[photo().announcement(), page().announcement()]).await;
    assert!(verdicts[1]["upload"].is_null());
    assert_eq!(errors(&verdicts[1]), [("/files/1".to_owned(), "too_many_uploads".to_owned())]);
    // What has its place keeps it, however often it is asked for.
    let again = setting.verdicts(&[photo().announcement()]).await;
    assert_eq!(id(&again[0]), id(&verdicts[0]));
}

/// The codes of what is wrong with a transcript; its slot takes two.
async fn asked_for(setting: &Setting, entry: &[u8]) -> Vec<(String, String)> {
    errors(&setting.verdicts(&[transcript(entry).announcement()]).await[0])
}

#[tokio::test]
async fn a_slot_for_several_files_takes_no_more_than_it_has_places_until_one_is_removed() {
    let setting = Setting::new().await;
    let full = || vec![("/files/0/slot".to_owned(), "slot_full".to_owned())];
    let first = setting.upload(&transcript(b"")).await;
    let waiting = setting.verdicts(&[transcript(b"/Lang (en)").announcement()]).await;
    assert_eq!(asked_for(&setting, b"/Lang (zh)").await, full());
    // What has a place keeps it, however often it is asked for.
    let again = setting.verdicts(&[transcript(b"/Lang (en)").announcement()]).await;
    assert_eq!(id(&again[0]), id(&waiting[0]));
    let listed = setting.list().await;
    assert_eq!(listed.len(), 2);
    let _ = setting.remove(&first).await.expect(204);
    assert_eq!(asked_for(&setting, b"/Lang (zh)").await, []);
}

#[tokio::test]
async fn of_one_request_so_many_files_are_taken_as_there_are_places() {
    let setting = Setting::new().await;
    let files = [b"/Lang (en)", b"/Lang (zh)", b"/Lang (fr)"].map(|entry| transcript(entry));
    let verdicts = setting.verdicts(&files.map(|file| file.announcement())).await;
    let taken: Vec<bool> = verdicts.iter().map(|verdict| !verdict["upload"].is_null()).collect();
    assert_eq!(taken, [true, true, false]);
}

#[tokio::test]
async fn of_two_requests_at_once_one_gets_the_last_place() {
    let setting = Setting::new().await;
    setting.upload(&transcript(b"")).await;
    let (one, other) =
        tokio::join!(asked_for(&setting, b"/Lang (en)"), asked_for(&setting, b"/Lang (zh)"));
    assert_eq!([one, other].iter().filter(|errors| errors.is_empty()).count(), 1);
    assert_eq!(setting.list().await.len(), 2);
}

#[tokio::test]
async fn what_never_came_or_was_refused_leaves_its_place() {
    let mut setting = Setting::new().await;
    setting.upload(&transcript(b"/AA 5 0 R")).await;
    assert_eq!(asked_for(&setting, b"/Lang (en)").await, []);
    assert_eq!(asked_for(&setting, b"/Lang (zh)").await, []);
    setting.world.advance(Duration::from_secs(60 * 60));
    setting.applicant = setting.world.renewed(&setting.applicant);
    assert_eq!(asked_for(&setting, b"/Lang (fr)").await, []);
}

#[tokio::test]
async fn the_audit_log_says_who_asked() {
    let setting = Setting::new().await;
    let verdicts = setting.verdicts(&[photo().announcement()]).await;
    let audit = setting.world.audit(id(&verdicts[0])).await;
    assert_eq!(audit.len(), 1);
    assert_eq!(audit[0]["action"], "request_uploads");
    assert_eq!(audit[0]["actor"], setting.applicant.account.to_string());
}

#[tokio::test]
async fn it_takes_two_round_trips_for_one_file_and_for_twenty() {
    let setting = Setting::new().await;
    let calls = setting.world.calls();
    for files in [1, 20] {
        calls.reset();
        let all: Vec<Value> = (0..files)
            .map(|number| {
                let mut file = page().announcement();
                file["sizeBytes"] = json!(files * 100 + number);
                file
            })
            .collect();
        let _ = setting.verdicts(&all).await;
        assert_eq!(calls.round_trips(), 2, "{:?}", calls.operations());
        // While the bucket of the limit is not full, taking from it takes one more.
        setting.world.advance(Duration::from_secs(15));
    }
}

#[tokio::test]
async fn in_a_revision_only_reopened_slots_take_files() {
    let setting = Setting::new().await;
    let page = File::new("passport_page", "image/jpeg", samples::jpeg(300, 200));
    let paper = File { slot: "transcript", ..page.clone() };
    setting.reopened_for(&["passport_page"]).await;
    let verdicts = setting.verdicts(&[page.announcement(), paper.announcement()]).await;
    assert_eq!(verdicts[0]["document"]["slot"], "passport_page");
    assert_eq!(verdicts[1]["document"], Value::Null);
    assert_eq!(verdicts[1]["errors"][0]["code"], "slot_locked");
    setting.reopened_for(&[]).await;
    let reply = setting.ask(&[page.announcement()]).send().await;
    reply.expect_problem(409, "application_locked");
}

#[tokio::test]
async fn from_the_instant_on_that_a_revision_is_due_no_file_comes_and_none_goes() {
    let mut setting = Setting::new().await;
    let page = File::new("passport_page", "image/jpeg", samples::jpeg(300, 200));
    let document = setting.upload(&page).await;
    setting.reopened_for(&["passport_page"]).await;
    setting.world.advance(TIME_TO_REVISE);
    setting.applicant = setting.world.renewed(&setting.applicant);
    let before = setting.world.dump("DOCUMENTS").await;
    let paper = File::new("passport_page", "image/jpeg", samples::jpeg(400, 300));
    let reply = setting.ask(&[paper.announcement()]).send().await;
    reply.expect_problem(409, "revision_overdue");
    setting.remove(&document).await.expect_problem(409, "revision_overdue");
    assert_eq!(setting.world.dump("DOCUMENTS").await, before);
}
