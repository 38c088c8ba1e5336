use serde_json::{Value, json};
use shared_domain::application::review::OpenReview;
use shared_domain::ids::{ApplicationId, ReviewId};
use shared_domain::notices::{Recipient, SendMail};
use shared_domain::review::ReviewOccasion;
use shared_platform::Locale;
use shared_platform::ids::AccountId;
use shared_platform::outbox::OutboxItem;

use crate::setting::{Setting, activation, notice_for};

fn mail() -> SendMail {
    activation(Recipient::Address("anna@example.org".to_owned(), Locale::En))
}

fn review() -> OpenReview {
    OpenReview {
        review: ReviewId::new(),
        applicant: AccountId::new(),
        application: ApplicationId::new(),
        round: 1,
        occasion: ReviewOccasion::Submitted,
        kept_for: None,
    }
}

/// The stream's records of these items.
fn records(name: &str, items: &[OutboxItem]) -> Value {
    let record = |item: &OutboxItem| {
        let key = item.key();
        json!({
            "eventID": "e-1", "eventName": name, "awsRegion": "eu-central-1",
            "dynamodb": {
                "Keys": { "pk": { "S": key.pk }, "sk": { "S": key.sk } },
                "NewImage": {
                    "pk": { "S": key.pk }, "sk": { "S": key.sk },
                    "id": { "S": item.id.to_string() },
                    "action": { "S": item.action },
                    "body": { "S": item.body },
                },
                "SequenceNumber": "1", "SizeBytes": 100, "StreamViewType": "NEW_IMAGE",
            },
        })
    };
    json!({ "Records": items.iter().map(record).collect::<Vec<_>>() })
}

#[tokio::test]
async fn a_new_item_arrives_at_the_queue_named_after_its_consumer_and_leaves_the_outbox() {
    let setting = Setting::new().await;
    let items = [
        setting.leave(mail(), 0).await,
        setting.leave(notice_for(AccountId::new()), 0).await,
        setting.leave(review(), 0).await,
    ];
    for (item, queue) in items.into_iter().zip(["send_mail", "post_notice", "open_review"]) {
        let body = item.body.clone();
        setting.invoke("relay", records("INSERT", &[item])).await.unwrap();
        let last = setting.services.messages().pop().unwrap();
        assert_eq!((last.queue.as_str(), last.body), (queue, body));
    }
    assert_eq!(setting.services.messages().len(), 3);
    assert_eq!(setting.left().await, []);
}

#[tokio::test]
async fn many_items_are_sent_in_batches() {
    let setting = Setting::new().await;
    let mut items = Vec::new();
    for _ in 0..37 {
        items.push(setting.leave(mail(), 0).await);
    }
    setting.invoke("relay", records("INSERT", &items)).await.unwrap();
    assert_eq!(setting.services.messages().len(), 37);
    assert_eq!(setting.left().await, []);
}

#[tokio::test]
async fn what_a_queue_does_not_take_stays_and_holds_up_nothing() {
    let setting = Setting::new().await;
    setting.services.close_queue(Some("send_mail"));
    let stays = setting.leave(mail(), 0).await;
    let goes = setting.leave(notice_for(AccountId::new()), 0).await;
    setting.invoke("relay", records("INSERT", &[stays.clone(), goes])).await.unwrap();
    assert_eq!(setting.services.messages().len(), 1);
    assert_eq!(setting.left().await, [stays]);
}

#[tokio::test]
async fn a_deleted_item_is_no_news() {
    let setting = Setting::new().await;
    let item = setting.leave(mail(), 0).await;
    setting.invoke("relay", records("REMOVE", &[item])).await.unwrap();
    assert_eq!(setting.services.messages(), []);
}

#[tokio::test]
async fn an_item_that_cannot_be_read_holds_up_nothing() {
    let setting = Setting::new().await;
    let item = setting.leave(mail(), 0).await;
    let mut event = records("INSERT", &[item.clone(), item]);
    event["Records"][0]["dynamodb"]["NewImage"] = json!({ "pk": { "S": "OUTBOX#0" } });
    setting.invoke("relay", event).await.unwrap();
    assert_eq!(setting.services.messages().len(), 1);
}

#[tokio::test]
async fn the_sample_event_is_relayed() {
    let setting = Setting::new().await;
    setting.invoke("relay", crate::sample("relay")).await.unwrap();
    assert_eq!(setting.services.messages()[0].queue, "post_notice");
}
