use std::time::Duration;

use serde_json::json;
use shared::Locale;
use shared::ids::AccountId;
use shared::outbox::{Mail, Recipient, SendMail};
use shared::store::{Item, Key};

use crate::setting::{Setting, activation, delivery, fee_settled};

fn to_anna() -> SendMail {
    activation(Recipient::Address("anna@example.org".to_owned(), Locale::En))
}

#[tokio::test]
async fn an_activation_mail_brings_the_user_name_and_the_link() {
    let setting = Setting::new().await;
    setting.deliver("send_mail", &delivery(to_anna())).await.unwrap();
    let mails = setting.services.mails();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, "anna@example.org");
    assert_eq!(mails[0].from, "Sojourn <no-reply@apply.example.org>");
    assert_eq!(mails[0].subject, "Activate your account");
    for body in [&mails[0].text, &mails[0].html] {
        assert!(body.contains("tester.anna"));
        assert!(body.contains("https://apply.example.org/activate#code=the-code"));
    }
}

#[tokio::test]
async fn the_owner_of_an_account_is_written_to_in_their_language() {
    let setting = Setting::new().await;
    let account = AccountId::new();
    setting.owner(account, Locale::Zh).await;
    let order =
        SendMail { recipient: Recipient::Account(account), mail: Mail::Notice(fee_settled()) };
    setting.deliver("send_mail", &delivery(order)).await.unwrap();
    let mails = setting.services.mails();
    assert_eq!(mails[0].to, "anna@example.org");
    assert_eq!(mails[0].subject, "申请费已到账");
    assert!(mails[0].text.contains("药学"));
}

#[tokio::test]
async fn a_mail_goes_out_once_however_often_its_message_comes() {
    let setting = Setting::new().await;
    let message = delivery(to_anna());
    for _ in 0..3 {
        setting.deliver("send_mail", &message).await.unwrap();
    }
    assert_eq!(setting.services.mails().len(), 1);
}

#[tokio::test]
async fn a_mail_that_failed_is_sent_when_its_message_comes_again() {
    let setting = Setting::new().await;
    let message = delivery(to_anna());
    setting.services.refuse_mail(Some("MailFromDomainNotVerifiedException"));
    assert!(setting.deliver("send_mail", &message).await.is_err());
    setting.services.refuse_mail(None);
    setting.deliver("send_mail", &message).await.unwrap();
    assert_eq!(setting.services.mails().len(), 1);
}

#[tokio::test]
async fn a_mail_that_can_never_be_sent_is_not_tried_again() {
    for code in ["MessageRejected", "InvalidParameterValue"] {
        let setting = Setting::new().await;
        let message = delivery(to_anna());
        setting.services.refuse_mail(Some(code));
        setting.deliver("send_mail", &message).await.unwrap();
        setting.services.refuse_mail(None);
        setting.deliver("send_mail", &message).await.unwrap();
        assert_eq!(setting.services.mails(), []);
        let record: Vec<serde_json::Value> =
            setting.world.list("NOTICES", &format!("MAIL#{}", message.id)).await;
        assert_eq!(record[0]["state"], "refused");
        assert_eq!(record[0]["outcome"], code);
    }
}

#[tokio::test]
async fn a_mail_to_an_account_that_is_gone_ends_there() {
    let setting = Setting::new().await;
    let order = activation(Recipient::Account(AccountId::new()));
    setting.deliver("send_mail", &delivery(order)).await.unwrap();
    assert_eq!(setting.services.mails(), []);
}

#[tokio::test]
async fn a_crash_while_sending_neither_loses_nor_doubles() {
    let setting = Setting::new().await;
    let message = delivery(to_anna());
    let lease_until = setting.world.clock().now().as_millisecond() + 60_000;
    let crashed =
        json!({ "template": "activate_account", "state": "sending", "leaseUntil": lease_until });
    let key = Key::new(format!("MAIL#{}", message.id), "MAIL");
    setting.world.put("NOTICES", Item::new(key, &crashed).unwrap()).await;

    assert!(setting.deliver("send_mail", &message).await.is_err());
    assert_eq!(setting.services.mails(), []);
    setting.world.advance(Duration::from_secs(61));
    setting.deliver("send_mail", &message).await.unwrap();
    assert_eq!(setting.services.mails().len(), 1);
}

#[tokio::test]
async fn the_record_of_a_mail_holds_nothing_personal() {
    let setting = Setting::new().await;
    setting.deliver("send_mail", &delivery(to_anna())).await.unwrap();
    let record = setting.world.dump("NOTICES").await;
    assert!(record.contains("activate_account"));
    for personal in ["anna", "the-code"] {
        assert!(!record.contains(personal), "{personal}");
    }
}

#[tokio::test]
async fn the_sample_event_sends_a_mail() {
    let setting = Setting::new().await;
    let reply = setting.invoke("send_mail", crate::sample("send_mail")).await.unwrap();
    assert_eq!(reply, json!({ "batchItemFailures": [] }));
    assert_eq!(setting.services.mails()[0].to, "sample@example.org");
}
