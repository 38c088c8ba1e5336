use documents::EraseFile;
use shared_platform::ids::OutboxId;
use shared_platform::outbox::Delivery;

use crate::samples;
use crate::setting::{File, Setting};

fn page() -> File {
    File::new("passport_page", "image/jpeg", samples::jpeg(300, 200))
}

/// Delivers the message that the file of a document is to be erased.
async fn erase(setting: &Setting, document: &str) {
    let message = EraseFile { folder: setting.folder(), document: document.parse().unwrap() };
    let delivery = Delivery { id: OutboxId::new(), message };
    setting.world.deliver(&documents::actions(), "erase_file", &delivery).await.unwrap();
}

#[tokio::test]
async fn the_file_of_a_removed_document_leaves_the_bucket() {
    let setting = Setting::new().await;
    let (document, object) = setting.send(&page()).await;
    setting.tell_of(&object).await.unwrap();
    let clean = object.replacen("quarantine/", "clean/", 1);
    assert!(setting.bucket.get(&clean).is_some());
    let _ = setting.remove(&document).await.expect(204);
    // The message may come twice.
    for _ in 0..2 {
        erase(&setting, &document).await;
        assert!(setting.bucket.get(&clean).is_none());
        assert!(setting.bucket.get(&object).is_none());
    }
}

#[tokio::test]
async fn the_file_of_a_document_that_is_there_stays() {
    let setting = Setting::new().await;
    let (document, object) = setting.send(&page()).await;
    setting.tell_of(&object).await.unwrap();
    erase(&setting, &document).await;
    assert!(setting.bucket.get(&object.replacen("quarantine/", "clean/", 1)).is_some());
}

#[tokio::test]
async fn it_takes_one_round_trip() {
    let setting = Setting::new().await;
    let document = setting.upload(&page()).await;
    let _ = setting.remove(&document).await.expect(204);
    let calls = setting.world.calls();
    calls.reset();
    erase(&setting, &document).await;
    assert_eq!(calls.round_trips(), 1, "{:?}", calls.operations());
}
