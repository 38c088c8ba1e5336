use documents::EraseFile;
use shared_domain::application::ApplicationState;
use shared_domain::document::document_in_quarantine;
use shared_domain::ids::DocumentId;

use crate::samples::{self, PdfKind};
use crate::setting::{File, Setting};

fn page() -> File {
    File::new("passport_page", "image/jpeg", samples::jpeg(300, 200))
}

#[tokio::test]
async fn a_document_is_taken_back_with_its_file() {
    let setting = Setting::new().await;
    let document = setting.upload(&page()).await;
    let _ = setting.remove(&document).await.expect(204);
    assert!(setting.list().await.is_empty());
    assert!(!setting.world.dump("DOCUMENTS").await.contains(&document));

    let outbox = setting.world.sent::<EraseFile>().await;
    let [erase] = outbox.as_slice() else { panic!("{outbox:?}") };
    assert_eq!(erase.document.to_string(), document);
}

#[tokio::test]
async fn a_document_in_any_state_can_be_taken_back() {
    let setting = Setting::new().await;
    let (waiting, _) = setting.send(&page()).await;
    let script = samples::pdf(PdfKind::Plain, b"/AA << >>");
    let refused = setting.upload(&File::new("transcript", "application/pdf", script)).await;
    for document in [waiting, refused] {
        let _ = setting.remove(&document).await.expect(204);
    }
    assert!(setting.list().await.is_empty());
}

#[tokio::test]
async fn what_was_replaced_counts_again_when_its_replacement_is_taken_back() {
    let setting = Setting::new().await;
    let first = setting.upload(&page()).await;
    let other = File { bytes: samples::jpeg(300, 201), ..page() };
    let second = setting.upload(&other).await;
    assert_eq!(setting.list().await[0]["id"], *second);
    let _ = setting.remove(&second).await.expect(204);
    assert_eq!(setting.list().await[0]["id"], *first);
}

#[tokio::test]
async fn a_document_is_gone_once() {
    let setting = Setting::new().await;
    let document = setting.upload(&page()).await;
    let _ = setting.remove(&document).await.expect(204);
    let _ = setting.remove(&document).await.expect_problem(404, "not_found");
    assert_eq!(setting.world.outbox().await.len(), 1);
}

#[tokio::test]
async fn nothing_is_taken_out_of_a_submitted_application() {
    let setting = Setting::new().await;
    let document = setting.upload(&page()).await;
    setting.was_submitted(&document).await;
    for state in [
        ApplicationState::FeeDue,
        ApplicationState::ReadyForReview,
        ApplicationState::Accepted,
        ApplicationState::Declined,
    ] {
        setting.application_is(state).await;
        let _ = setting.remove(&document).await.expect_problem(409, "application_locked");
    }
    assert_eq!(setting.list().await[0]["state"], "clean");
}

#[tokio::test]
async fn another_persons_document_is_not_found() {
    let setting = Setting::new().await;
    let document = setting.upload(&page()).await;
    let other = setting.world.applicant();
    let known = format!("{}/{document}", setting.path());
    let unknown = format!("{}/{}", setting.path(), DocumentId::new());
    for (path, caller) in [(known, &other), (unknown, &setting.applicant)] {
        let reply = setting.client.delete(&path).by(caller).send().await;
        let _ = reply.expect_problem(404, "not_found");
    }
    assert_eq!(setting.list().await.len(), 1);
}

#[tokio::test]
async fn a_file_that_comes_for_a_removed_document_is_left_alone() {
    let setting = Setting::new().await;
    let (document, object) = setting.send(&page()).await;
    let _ = setting.remove(&document).await.expect(204);
    setting.tell_of(&object).await.unwrap();
    assert!(setting.list().await.is_empty());
    assert!(setting.bucket.get(&object.replacen("quarantine/", "clean/", 1)).is_none());
    let key = document_in_quarantine(&object).unwrap();
    assert!(setting.world.get::<serde_json::Value>("DOCUMENTS", &key).await.is_none());
}

#[tokio::test]
async fn the_audit_log_tells_what_was_removed() {
    let setting = Setting::new().await;
    let document = setting.upload(&page()).await;
    let _ = setting.remove(&document).await.expect(204);
    let audit = setting.world.audit(&document).await;
    assert_eq!(audit[2]["action"], "remove_document");
    assert_eq!(audit[2]["actor"], setting.applicant.account.to_string());
    assert_eq!(audit[2]["before"]["slot"], "passport_page");
}

#[tokio::test]
async fn it_takes_two_round_trips() {
    let setting = Setting::new().await;
    let document = setting.upload(&page()).await;
    let calls = setting.world.calls();
    calls.reset();
    let _ = setting.remove(&document).await.expect(204);
    assert_eq!(calls.round_trips(), 2, "{:?}", calls.operations());
}

#[tokio::test]
async fn what_was_submitted_is_set_aside_and_its_file_stays() {
    let setting = Setting::new().await;
    let document = setting.upload(&page()).await;
    setting.was_submitted(&document).await;
    setting.reopened_for(&["passport_page"]).await;
    let _ = setting.remove(&document).await.expect(204);
    assert!(setting.list().await.is_empty());
    assert_eq!(setting.world.outbox().await, []);
    // Staff may look at the first round again.
    assert!(setting.world.dump("DOCUMENTS").await.contains(&document));
    let _ = setting.remove(&document).await.expect_problem(404, "not_found");
    // As soon as the slot is locked, what was submitted counts.
    setting.reopened_for(&["photo"]).await;
    assert_eq!(setting.list().await[0]["id"], *document);
    let _ = setting.remove(&document).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn only_documents_of_reopened_slots_are_taken_out() {
    let setting = Setting::new().await;
    let document = setting.upload(&page()).await;
    setting.was_submitted(&document).await;
    setting.reopened_for(&["photo"]).await;
    setting.remove(&document).await.expect_problem(409, "application_locked");
    assert_eq!(setting.list().await[0]["id"], *document);
}
