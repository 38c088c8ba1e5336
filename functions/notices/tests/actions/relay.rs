use serde_json::{Value, json};
use shared::Locale;
use shared::ids::{AccountId, ApplicationId, ImportId, ReviewId};
use shared::money::Money;
use shared::outbox::{
    ApplyImport, CloseReview, CopyDocuments, FeeSettled, Message, OpenReview, OutboxItem,
    Recipient, SettlePayment, UpdateStudentRecord,
};
use shared::review_queue::ReviewOccasion;

use crate::setting::{Setting, activation, notice_for};

fn mail() -> Message {
    Message::SendMail(activation(Recipient::Address("anna@example.org".to_owned(), Locale::En)))
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
                    "queue": { "S": serde_json::to_value(item.queue).unwrap() },
                    "body": { "S": item.body },
                },
                "SequenceNumber": "1", "SizeBytes": 100, "StreamViewType": "NEW_IMAGE",
            },
        })
    };
    json!({ "Records": items.iter().map(record).collect::<Vec<_>>() })
}

#[tokio::test]
async fn a_new_item_arrives_at_its_consumers_queue_and_leaves_the_outbox() {
    let setting = Setting::new().await;
    let (applicant, application) = (AccountId::new(), ApplicationId::new());
    let settled_at = setting.world.clock().now();
    let event = "E1".to_owned();
    for (message, queue) in [
        (mail(), "mail"),
        (Message::PostNotice(notice_for(applicant)), "notices"),
        (
            Message::OpenReview(OpenReview {
                review: ReviewId::new(),
                applicant,
                application,
                round: 1,
                occasion: ReviewOccasion::Submitted,
                held_for: None,
            }),
            "reviews",
        ),
        (
            Message::SettlePayment(SettlePayment { provider: "wechat_pay".to_owned(), event }),
            "payment-events",
        ),
        (
            Message::FeeSettled(FeeSettled {
                applicant,
                application,
                amount: Money::fen(40_000),
                settled_at,
            }),
            "settlements",
        ),
        (
            Message::CloseReview(CloseReview { review: ReviewId::new(), withdrawn_at: settled_at }),
            "review-closings",
        ),
        (
            Message::UpdateStudentRecord(UpdateStudentRecord { applicant, application }),
            "student-records",
        ),
        (
            Message::CopyDocuments(CopyDocuments {
                applicant,
                from: application,
                to: ApplicationId::new(),
            }),
            "document-copies",
        ),
        (Message::ApplyImport(ApplyImport { import: ImportId::new() }), "catalogue-imports"),
    ] {
        let item = setting.leave(message, 0).await;
        let body = item.body.clone();
        setting.invoke("relay", records("INSERT", &[item])).await.unwrap();
        let last = setting.services.messages().pop().unwrap();
        assert_eq!((last.queue.as_str(), last.body), (queue, body));
        assert_eq!(setting.left().await, []);
    }
    assert_eq!(setting.services.messages().len(), 9);
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
    setting.services.close_queue(Some("mail"));
    let stays = setting.leave(mail(), 0).await;
    let goes = setting.leave(Message::PostNotice(notice_for(AccountId::new())), 0).await;
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
    assert_eq!(setting.services.messages()[0].queue, "notices");
}
