use serde_json::Value;
use shared_domain::ids::ApplicationId;

use crate::samples::{self, PdfKind};
use crate::setting::{File, Setting};

fn transcript(entry: &[u8]) -> File {
    File::new("transcript", "application/pdf", samples::pdf(PdfKind::Plain, entry))
}

fn ids(list: &[Value]) -> Vec<&str> {
    list.iter().map(|document| document["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_newer_file_replaces_an_older_one_only_when_it_is_clean() {
    let setting = Setting::new().await;
    let page = File::new("passport_page", "image/jpeg", samples::jpeg(300, 200));
    let older = setting.upload(&page).await;
    let (newer, object) = setting.send(&page).await;
    assert_eq!(ids(&setting.list().await), [&*older, &*newer]);
    setting.tell_of(&object).await.unwrap();
    assert_eq!(ids(&setting.list().await), [&*newer]);
}

#[tokio::test]
async fn an_older_file_that_is_inspected_late_replaces_nothing() {
    let setting = Setting::new().await;
    let page = File::new("passport_page", "image/jpeg", samples::jpeg(300, 200));
    let (_, late) = setting.send(&page).await;
    let newer = setting.upload(&page).await;
    setting.tell_of(&late).await.unwrap();
    assert_eq!(ids(&setting.list().await), [&*newer]);
}

#[tokio::test]
async fn a_refusal_is_shown_until_the_slot_is_full_of_newer_files() {
    let setting = Setting::new().await;
    let refused = setting.upload(&transcript(b"/AA 5 0 R")).await;
    let first = setting.upload(&transcript(b"")).await;
    assert_eq!(ids(&setting.list().await), [&*refused, &*first]);
    let second = setting.upload(&transcript(b"/Lang (en)")).await;
    assert_eq!(ids(&setting.list().await), [&*first, &*second]);
}

#[tokio::test]
async fn another_persons_documents_are_not_found() {
    let setting = Setting::new().await;
    setting.upload(&transcript(b"")).await;
    let other = setting.world.applicant();
    let unknown = format!("/api/applications/{}/documents", ApplicationId::new());
    for (path, caller) in [
        (setting.path(), &other),
        (unknown, &setting.applicant),
        ("/api/applications/x/documents".to_owned(), &setting.applicant),
    ] {
        let reply = setting.client.get(&path).by(caller).send().await;
        let _ = reply.expect_problem(404, "not_found");
    }
}

#[tokio::test]
async fn it_takes_one_round_trip() {
    let setting = Setting::new().await;
    let calls = setting.world.calls();
    calls.reset();
    setting.list().await;
    assert_eq!(calls.round_trips(), 1, "{:?}", calls.operations());
}
