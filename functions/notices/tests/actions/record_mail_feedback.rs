use serde_json::{Value, json};
use shared_domain::account::{EmailTrouble, mail_feedback_key};
use shared_domain::notices::Recipient;
use shared_platform::Locale;

use crate::setting::{Setting, activation, delivery, notification};

const ANNA: &str = "anna@example.org";

/// What SES reports of a mail to Anna that came back.
fn bounce(kind: &str) -> Value {
    json!({ "eventType": "Bounce", "bounce": {
        "bounceType": kind,
        "bounceSubType": "General",
        "bouncedRecipients": [{ "emailAddress": ANNA }],
        "timestamp": "2027-03-01T01:59:00Z",
    }})
}

/// What SES reports of a mail that Anna did not want.
fn complaint() -> Value {
    json!({ "notificationType": "Complaint", "complaint": {
        "complainedRecipients": [{ "emailAddress": ANNA }],
        "complaintFeedbackType": "abuse",
        "timestamp": "2027-03-01T01:59:00Z",
    }})
}

async fn report(setting: &Setting, report: &Value) {
    let message = notification(report);
    setting.world.deliver(&notices::actions(), "record_mail_feedback", &message).await.unwrap();
}

async fn trouble(setting: &Setting) -> Option<EmailTrouble> {
    setting.world.get("NOTICES", &mail_feedback_key(ANNA)).await
}

/// How many mails reach SES when one is for Anna.
async fn mails_to_anna(setting: &Setting) -> usize {
    let order = activation(Recipient::Address(ANNA.to_owned(), Locale::En));
    setting.deliver("send_mail", &delivery(order)).await.unwrap();
    setting.services.mails().len()
}

#[tokio::test]
async fn after_a_hard_bounce_or_a_complaint_no_mail_goes_there() {
    for about in [bounce("Permanent"), complaint()] {
        let setting = Setting::new().await;
        report(&setting, &about).await;
        assert!(trouble(&setting).await.is_some());
        assert_eq!(mails_to_anna(&setting).await, 0);
    }
}

#[tokio::test]
async fn after_a_soft_bounce_mails_go_on() {
    let setting = Setting::new().await;
    report(&setting, &bounce("Transient")).await;
    assert_eq!(trouble(&setting).await, None);
    assert_eq!(mails_to_anna(&setting).await, 1);
}

#[tokio::test]
async fn the_first_report_of_an_address_stands() {
    let setting = Setting::new().await;
    for about in [bounce("Permanent"), complaint(), bounce("Permanent")] {
        report(&setting, &about).await;
    }
    let trouble = trouble(&setting).await.unwrap();
    assert_eq!(json!(trouble), json!({ "state": "bounced", "at": "2027-03-01T01:59:00Z" }));
}

#[tokio::test]
async fn what_is_kept_does_not_tell_the_address() {
    let setting = Setting::new().await;
    report(&setting, &bounce("Permanent")).await;
    let kept = setting.world.dump("NOTICES").await;
    assert!(kept.contains("bounced") && kept.contains("ttl"), "{kept}");
    assert!(!kept.contains("anna"), "{kept}");
}

#[tokio::test]
async fn what_is_no_report_comes_again_and_is_not_lost() {
    let setting = Setting::new().await;
    let nonsense = json!({ "Type": "Notification", "Message": "nonsense" });
    let actions = notices::actions();
    let outcome = setting.world.deliver(&actions, "record_mail_feedback", &nonsense).await;
    assert!(outcome.is_err());
}

#[tokio::test]
async fn a_report_takes_one_round_trip() {
    let setting = Setting::new().await;
    let calls = setting.world.calls();
    calls.reset();
    report(&setting, &bounce("Permanent")).await;
    assert_eq!(calls.operations(), ["PutItem"]);
}

#[tokio::test]
async fn the_sample_event_notes_an_address() {
    let setting = Setting::new().await;
    let sample = crate::sample("record_mail_feedback");
    let reply = setting.invoke("record_mail_feedback", sample).await.unwrap();
    assert_eq!(reply, json!({ "batchItemFailures": [] }));
    assert!(setting.world.dump("NOTICES").await.contains("bounced"));
}
