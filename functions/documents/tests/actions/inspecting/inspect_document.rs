use serde_json::json;
use shared_domain::application::ApplicationState;
use shared_domain::ids::{ApplicationId, DocumentId};
use shared_platform::ids::AccountId;

use crate::samples::{self, PdfKind};
use crate::setting::{File, Setting};

const WHITE: [u8; 3] = [250, 250, 250];
const GREEN: [u8; 3] = [40, 160, 70];

fn passport_page() -> File {
    let taken_on_its_side = samples::exif_with_gps(6);
    let picture = samples::with_segments(&samples::jpeg(400, 300), &[(0xE1, &taken_on_its_side)]);
    File::new("passport_page", "image/jpeg", picture)
}

fn photo(background: [u8; 3]) -> File {
    File::new("photo", "image/jpeg", samples::portrait(600, 800, background))
}

fn clean(object: &str) -> String {
    object.replacen("quarantine/", "clean/", 1)
}

#[tokio::test]
async fn a_good_file_becomes_clean_without_its_metadata() {
    let setting = Setting::new().await;
    let file = passport_page();
    let (document, object) = setting.send(&file).await;
    setting.tell_of(&object).await.unwrap();

    assert_eq!(setting.document(&document).await["state"], "clean");
    let kept = setting.bucket.get(&clean(&object)).unwrap();
    assert_eq!(kept.content_type, "image/jpeg");
    assert!(samples::find(&file.bytes, b"GPS-SECRET").is_some());
    assert!(samples::find(&kept.bytes, b"GPS-SECRET").is_none());
    // Taken with the phone on its side: 400 × 300 as stored, 300 × 400 as shown.
    let upright = samples::pixels(&kept.bytes);
    assert_eq!(upright.len(), samples::pixels(&file.bytes).len());
    assert_eq!(
        upright[..3]
            .iter()
            .zip(&samples::pixels(&file.bytes)[3 * 400 * 299..])
            .filter(|(one, other)| one.abs_diff(**other) > 12)
            .count(),
        0
    );
}

#[tokio::test]
async fn a_document_in_pdf_loses_its_metadata() {
    let setting = Setting::new().await;
    let pdf = samples::Pdf::plain().trailer("/Info 5 0 R").value("<< /Author (INFO-AUTHOR) >>");
    let pdf = pdf.build();
    let (_, object) = setting.send(&File::new("transcript", "application/pdf", pdf.clone())).await;
    setting.tell_of(&object).await.unwrap();
    let kept = setting.bucket.get(&clean(&object)).unwrap().bytes;
    assert!(samples::find(&pdf, b"INFO-AUTHOR").is_some());
    assert!(samples::find(&kept, b"INFO-AUTHOR").is_none());
    assert!(samples::find(&kept, &samples::packed(samples::PAGE)).is_some());
}

#[tokio::test]
async fn the_same_file_in_another_slot_is_told_and_not_refused() {
    let setting = Setting::new().await;
    let pdf = samples::pdf(PdfKind::Plain, b"");
    let page = setting.upload(&File::new("passport_page", "application/pdf", pdf.clone())).await;
    let transcript = setting.upload(&File::new("transcript", "application/pdf", pdf)).await;
    let copies = async |document| setting.document(document).await["copies"].clone();
    let application = setting.application;
    let place = |slot| json!([{ "application": application, "slot": slot }]);
    assert_eq!(copies(&page).await, place("transcript"));
    assert_eq!(copies(&transcript).await, place("passport_page"));
    // Taken back, it is told no more.
    let _ = setting.remove(&page).await.expect(204);
    assert_eq!(copies(&transcript).await, json!([]));
}

#[tokio::test]
async fn the_same_file_in_another_slot_of_another_application_is_told() {
    let mut setting = Setting::new().await;
    let pdf = samples::pdf(PdfKind::Plain, b"");
    let _ = setting.upload(&File::new("passport_page", "application/pdf", pdf.clone())).await;
    let first = setting.application;
    setting.another_application().await;
    // In the same slot it is the page that belongs there.
    let page = setting.upload(&File::new("passport_page", "application/pdf", pdf.clone())).await;
    assert_eq!(setting.document(&page).await["copies"], json!([]));
    let _ = setting.remove(&page).await.expect(204);
    let paper = setting.upload(&File::new("transcript", "application/pdf", pdf)).await;
    let copies = &setting.document(&paper).await["copies"];
    assert_eq!(*copies, json!([{ "application": first, "slot": "passport_page" }]));
}

#[tokio::test]
async fn the_same_file_of_another_person_is_not_told() {
    let mut setting = Setting::new().await;
    let _ = setting.upload(&passport_page()).await;
    setting.applicant = setting.world.applicant();
    setting.another_application().await;
    let again = setting.upload(&passport_page()).await;
    assert_eq!(setting.document(&again).await["copies"], json!([]));
}

#[tokio::test]
async fn a_good_file_takes_four_round_trips() {
    let setting = Setting::new().await;
    let (_, object) = setting.send(&passport_page()).await;
    let calls = setting.world.calls();
    calls.reset();
    setting.tell_of(&object).await.unwrap();
    assert_eq!(calls.round_trips(), 4, "{:?}", calls.operations());
}

#[tokio::test]
async fn a_refused_file_says_why_in_the_readers_language_and_is_never_handed_out() {
    let setting = Setting::new().await;
    let (document, object) = setting.send(&photo(GREEN)).await;
    setting.tell_of(&object).await.unwrap();

    let english = setting.document(&document).await;
    assert_eq!(english["state"], "refused");
    assert_eq!(english["refusal"]["code"], "photo_background");
    assert!(english["refusal"]["detail"].as_str().unwrap().contains("white or blue"));
    let list = setting.client.get(&setting.path()).by(&setting.applicant);
    let chinese = list.header("accept-language", "zh-CN").send().await.expect(200);
    assert!(chinese.body["items"][0]["refusal"]["detail"].as_str().unwrap().contains("白色或蓝色"));
    assert_eq!(setting.bucket.get(&clean(&object)), None);
}

#[tokio::test]
async fn a_refused_upload_can_be_replaced() {
    let setting = Setting::new().await;
    let refused = setting.upload(&photo(GREEN)).await;
    let replacement = setting.upload(&photo(WHITE)).await;
    let list = setting.list().await;
    assert_ne!(refused, replacement);
    assert_eq!(list.len(), 1);
    assert_eq!(list[0]["id"], *replacement);
    assert_eq!(list[0]["state"], "clean");
}

#[tokio::test]
async fn a_file_under_another_format_is_refused() {
    let setting = Setting::new().await;
    let program = File::new("passport_page", "image/jpeg", b"MZ this is a program".to_vec());
    let document = setting.upload(&program).await;
    assert_eq!(setting.document(&document).await["refusal"]["code"], "type_mismatch");
}

#[tokio::test]
async fn a_document_with_a_script_is_refused() {
    let setting = Setting::new().await;
    let script =
        samples::pdf(PdfKind::Compressed, b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>");
    let document = setting.upload(&File::new("transcript", "application/pdf", script)).await;
    assert_eq!(setting.document(&document).await["refusal"]["code"], "pdf_active_content");
}

#[tokio::test]
async fn a_file_that_is_not_the_announced_one_is_refused() {
    let setting = Setting::new().await;
    let file = passport_page();
    let longer = [file.bytes.as_slice(), b"more"].concat();
    let mut other = file.bytes.clone();
    other[200] ^= 1;
    for arrived in [longer, other] {
        let (document, object) = setting.send(&file).await;
        setting.bucket.put(&object, "image/jpeg", &arrived);
        setting.tell_of(&object).await.unwrap();
        assert_eq!(setting.document(&document).await["refusal"]["code"], "upload_altered");
    }
}

#[tokio::test]
async fn an_event_that_comes_twice_changes_nothing() {
    let setting = Setting::new().await;
    let (document, object) = setting.send(&passport_page()).await;
    setting.tell_of(&object).await.unwrap();
    let before = (setting.document(&document).await, setting.world.audit(&document).await.len());
    // Whatever lies there now, the verdict stands.
    setting.bucket.put(&object, "image/jpeg", b"something else");
    setting.tell_of(&object).await.unwrap();
    let after = (setting.document(&document).await, setting.world.audit(&document).await.len());
    assert_eq!(before, after);
}

#[tokio::test]
async fn a_file_that_comes_after_submission_does_not_count() {
    let setting = Setting::new().await;
    let (document, object) = setting.send(&passport_page()).await;
    setting.application_is(ApplicationState::FeeDue).await;
    setting.tell_of(&object).await.unwrap();
    let document = setting.document(&document).await;
    assert_eq!(document["refusal"]["code"], "application_locked");
    assert_eq!(setting.bucket.get(&clean(&object)), None);
}

#[tokio::test]
async fn a_file_that_nobody_asked_for_is_left_alone() {
    let setting = Setting::new().await;
    let (account, application) = (AccountId::new(), ApplicationId::new());
    let unknown = format!("quarantine/{account}/application/{application}/{}", DocumentId::new());
    for object in [unknown.as_str(), "quarantine/readme.txt", "clean/a/b/c", ""] {
        setting.bucket.put(object, "image/jpeg", &samples::jpeg(10, 10));
        setting.tell_of(object).await.unwrap();
    }
    assert_eq!(setting.world.dump("DOCUMENTS").await, "");
}

#[tokio::test]
async fn a_file_that_is_gone_again_is_still_waited_for() {
    let setting = Setting::new().await;
    let (document, object) = setting.send(&passport_page()).await;
    setting.bucket.remove(&object);
    setting.tell_of(&object).await.unwrap();
    assert_eq!(setting.document(&document).await["state"], "requested");
}

#[tokio::test]
async fn the_test_message_of_the_bucket_is_ignored() {
    let setting = Setting::new().await;
    let message = json!({
        "Service": "Amazon S3", "Event": "s3:TestEvent", "Time": "2027-03-01T02:00:00.000Z",
        "Bucket": "uploads", "RequestId": "R", "HostId": "H",
    });
    setting.tell(&message).await.unwrap();
}

#[tokio::test]
async fn the_name_of_an_object_is_decoded() {
    let setting = Setting::new().await;
    let (document, object) = setting.send(&passport_page()).await;
    setting.tell_of(&object.replace('_', "%5F")).await.unwrap();
    assert_eq!(setting.document(&document).await["state"], "clean");
}

#[tokio::test]
async fn the_audit_log_tells_of_the_verdict() {
    let setting = Setting::new().await;
    let document = setting.upload(&photo(GREEN)).await;
    let audit = setting.world.audit(&document).await;
    assert_eq!(audit.len(), 2);
    assert_eq!(audit[1]["actor"], "service:inspect_document");
    assert_eq!(audit[1]["after"], json!({ "state": "refused", "refusal": "photo_background" }));
}

#[tokio::test]
async fn the_sample_event_is_of_a_file_that_nobody_asked_for() {
    let setting = Setting::new().await;
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../events/inspect_document.json");
    let event = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let environment = setting.world.environment();
    let reply = documents::actions().invoke(environment, "inspect_document", event).await.unwrap();
    assert_eq!(reply, json!({ "batchItemFailures": [] }));
}

#[tokio::test]
async fn a_file_for_a_slot_that_is_locked_again_does_not_count() {
    let setting = Setting::new().await;
    setting.reopened_for(&["passport_page"]).await;
    let page = File::new("passport_page", "image/jpeg", samples::jpeg(300, 200));
    let counts = setting.upload(&page).await;
    assert_eq!(setting.list().await[0]["id"], *counts);
    let late = File { bytes: samples::jpeg(300, 201), ..page };
    let (late, object) = setting.send(&late).await;
    setting.reopened_for(&["photo"]).await;
    setting.tell_of(&object).await.unwrap();
    let list = setting.list().await;
    let shown = list.iter().find(|document| document["id"] == *late).unwrap();
    assert_eq!(shown["refusal"]["code"], "application_locked");
    assert!(list.iter().all(|document| document["counts"] == false));
}
