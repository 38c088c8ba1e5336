//! `copy_documents`.

use serde_json::Value;
use shared_domain::application::{ApplicationHead, ApplicationState, application_key, folder_of};
use shared_domain::document::CopyDocuments;
use shared_domain::ids::ApplicationId;
use shared_platform::actions::Failure;
use shared_platform::ids::OutboxId;
use shared_platform::outbox::Delivery;
use shared_platform::store::Item;

use crate::samples::{self, Pdf};
use crate::setting::{File, Setting};

impl Setting {
    async fn try_to_copy(&self, from: ApplicationId) -> Result<(), Failure> {
        let from = folder_of(self.applicant.account, from);
        let message = CopyDocuments { from, to: self.folder() };
        let delivery = Delivery { id: OutboxId::new(), message };
        self.world.deliver(&documents::actions(), "copy_documents", &delivery).await
    }

    async fn copy(&self, from: ApplicationId) {
        self.try_to_copy(from).await.unwrap();
    }

    /// Another application, begun with the one there is; answers that one.
    async fn begun_anew(&mut self) -> ApplicationId {
        let from = self.application;
        self.another_application().await;
        from
    }

    async fn asks_for_no(&self, slot: &str) {
        let key = application_key(self.applicant.account, self.application);
        let mut head: ApplicationHead = self.world.get("APPLICATIONS", &key).await.unwrap();
        head.checklist.retain(|row| row.slot.as_str() != slot);
        self.world.put("APPLICATIONS", Item::new(key, &head).unwrap()).await;
    }

    fn clean_files(&self) -> Vec<String> {
        let of_it = |name: &String| name.contains(&format!("/{}/", self.application));
        let names = self.bucket.names().into_iter().filter(of_it);
        names.filter(|name| name.starts_with("clean/")).collect()
    }
}

fn transcript() -> File {
    File::new("transcript", "application/pdf", Pdf::plain().build())
}

fn passport_page() -> File {
    File::new("passport_page", "image/jpeg", samples::jpeg(600, 800))
}

fn slots(list: &[Value]) -> Vec<&str> {
    list.iter().map(|document| document["slot"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn clean_documents_are_copied_with_their_files() {
    let mut setting = Setting::new().await;
    setting.upload(&passport_page()).await;
    setting.upload(&transcript()).await;
    let from = setting.begun_anew().await;
    setting.copy(from).await;
    let list = setting.list().await;
    assert_eq!(slots(&list), ["passport_page", "transcript"]);
    assert!(list.iter().all(|document| document["state"] == "clean"));
    assert!(list.iter().all(|document| document["copies"].as_array().unwrap().is_empty()));
    assert_eq!(setting.clean_files().len(), 2);
    let entries = setting.world.audit(setting.application).await;
    assert_eq!(entries.last().unwrap()["action"], "copy_documents");
}

#[tokio::test]
async fn what_is_not_clean_or_not_asked_for_is_not_copied() {
    let mut setting = Setting::new().await;
    let _ = setting.send(&passport_page()).await;
    setting.upload(&transcript()).await;
    let from = setting.begun_anew().await;
    setting.asks_for_no("transcript").await;
    setting.copy(from).await;
    assert_eq!(setting.list().await.len(), 0);
    assert_eq!(setting.clean_files().len(), 0);
}

#[tokio::test]
async fn a_copy_that_was_removed_does_not_come_back_with_the_message() {
    let mut setting = Setting::new().await;
    setting.upload(&passport_page()).await;
    let from = setting.begun_anew().await;
    setting.copy(from).await;
    let copy = setting.list().await.remove(0);
    let _ = setting.remove(copy["id"].as_str().unwrap()).await.expect(204);
    setting.copy(from).await;
    assert_eq!(setting.list().await.len(), 0);
}

#[tokio::test]
async fn after_submission_nothing_is_copied_and_no_file_stays() {
    let mut setting = Setting::new().await;
    setting.upload(&passport_page()).await;
    let from = setting.begun_anew().await;
    setting.application_is(ApplicationState::FeeDue).await;
    setting.copy(from).await;
    assert_eq!(setting.list().await.len(), 0);
    assert_eq!(setting.clean_files().len(), 0);
}

#[tokio::test]
async fn a_message_that_dies_at_any_call_is_finished_by_the_next_one() {
    for calls in 1.. {
        let mut setting = Setting::new().await;
        setting.upload(&passport_page()).await;
        setting.upload(&transcript()).await;
        let from = setting.begun_anew().await;
        let breakdown = setting.world.breakdown();
        breakdown.after(calls);
        let _ = setting.try_to_copy(from).await;
        let died = breakdown.repaired();
        setting.copy(from).await;
        assert_eq!(slots(&setting.list().await), ["passport_page", "transcript"]);
        assert_eq!(setting.clean_files().len(), 2);
        if !died {
            assert!(calls >= 5, "copying makes more calls than that");
            break;
        }
    }
}
