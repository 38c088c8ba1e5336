use std::time::Duration;

use serde_json::{Value, json};
use shared_domain::account::mails::{
    ActivateAccount, ConfirmEmailChange, ExportReady, PasswordChanged, TemporaryPassword,
};
use shared_domain::account::{Contact, mail_feedback_key};
use shared_domain::notices::{Mail, Recipient, SendMail};
use shared_domain::staff::mails::StaffInvitation;
use shared_kit::template;
use shared_platform::Locale;
use shared_platform::ids::{AccountId, OutboxId};
use shared_platform::outbox::Delivery;
use shared_platform::store::{Item, Key};

use crate::services::Refusal;
use crate::setting::{Setting, activation, anna, delivery, fee_settled};

fn to_anna() -> SendMail {
    activation(Recipient::Address("anna@example.org".to_owned(), Locale::En))
}

fn news_for(account: AccountId) -> SendMail {
    SendMail::to(Recipient::Account(account), &fee_settled())
}

/// What is known of the sending of a mail: its state and how it ended.
async fn record(setting: &Setting, mail: OutboxId) -> (String, Option<String>) {
    let record: Vec<Value> = setting.world.list("NOTICES", &format!("MAIL#{mail}")).await;
    let text = |name: &str| record[0][name].as_str().map(str::to_owned);
    (text("state").unwrap(), text("outcome"))
}

/// Has a mail for an account of Anna's, and answers how its sending ended.
async fn ending(contact: &Contact, mail: impl Mail) -> (Setting, (String, Option<String>)) {
    let setting = Setting::new().await;
    let account = AccountId::new();
    setting.owner(account, contact).await;
    let message = delivery(SendMail::to(Recipient::Account(account), &mail));
    setting.deliver("send_mail", &message).await.unwrap();
    let record = record(&setting, message.id).await;
    (setting, record)
}

fn suppressed(reason: &str) -> (String, Option<String>) {
    ("suppressed".to_owned(), Some(reason.to_owned()))
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
    setting.owner(account, &Contact { locale: Locale::Zh, ..anna() }).await;
    setting.deliver("send_mail", &delivery(news_for(account))).await.unwrap();
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
async fn a_mail_tells_times_on_its_readers_clock() {
    let at = "2027-03-01T06:05:00Z".parse().unwrap();
    let changed = PasswordChanged { user_name: "tester.anna".to_owned(), at };
    let (setting, _) = ending(&anna(), changed).await;
    let mail = &setting.services.mails()[0];
    assert!(mail.text.contains("1 March 2027, 14:05 Beijing time (07:05 in Europe/Berlin)"));
}

#[tokio::test]
async fn news_go_only_to_who_wants_them_by_mail() {
    let without_news = Contact { notice_mails: false, ..anna() };
    let (setting, record) = ending(&without_news, fee_settled()).await;
    assert_eq!(setting.services.mails(), []);
    assert_eq!(record, suppressed("news_not_wanted"));
}

#[tokio::test]
async fn mails_about_the_account_itself_always_go() {
    let without_news = Contact { notice_mails: false, ..anna() };
    let at = "2027-03-01T06:05:00Z".parse().unwrap();
    let changed = PasswordChanged { user_name: "tester.anna".to_owned(), at };
    let (setting, _) = ending(&without_news, changed).await;
    assert_eq!(setting.services.mails().len(), 1);
}

#[tokio::test]
async fn an_account_that_has_vanished_gets_no_mail() {
    let vanished = Contact { vanishes_at: Some("2027-03-01T02:00:00Z".parse().unwrap()), ..anna() };
    let (setting, record) = ending(&vanished, fee_settled()).await;
    assert_eq!(setting.services.mails(), []);
    assert_eq!(record, suppressed("no_such_account"));
}

#[tokio::test]
async fn what_has_ended_is_not_mailed_any_more() {
    let until = "2027-03-01T02:30:00Z".parse().unwrap();
    let (user_name, code) = (|| "tester.anna".to_owned(), || "the-code".to_owned());
    let address = || Recipient::Address("anna@example.org".to_owned(), Locale::En);
    for mail in [
        SendMail::to(address(), &ActivateAccount { user_name: user_name(), code: code(), until }),
        SendMail::to(
            address(),
            &TemporaryPassword { user_name: user_name(), password: code(), until },
        ),
        SendMail::to(
            address(),
            &ConfirmEmailChange { user_name: user_name(), code: code(), until },
        ),
        SendMail::to(address(), &StaffInvitation { invited_by: None, code: code(), until }),
        SendMail::to(address(), &ExportReady { user_name: user_name(), until }),
    ] {
        let setting = Setting::new().await;
        let in_time = delivery(mail.clone());
        setting.deliver("send_mail", &in_time).await.unwrap();
        assert_eq!(setting.services.mails().len(), 1, "{mail:?}");
        setting.world.advance(Duration::from_secs(30 * 60));
        let late = delivery(mail);
        setting.deliver("send_mail", &late).await.unwrap();
        assert_eq!(setting.services.mails().len(), 1);
        assert_eq!(record(&setting, late.id).await, suppressed("too_late"));
    }
}

#[tokio::test]
async fn no_mail_goes_to_an_address_in_trouble_however_it_is_spelled() {
    for (state, reason) in [("bounced", "address_bounced"), ("complained", "address_complained")] {
        let setting = Setting::new().await;
        let trouble = json!({ "state": state, "at": "2027-03-01T01:00:00Z", "detail": "General" });
        let key = mail_feedback_key("Anna@Example.org");
        setting.world.put("NOTICES", Item::new(key, &trouble).unwrap()).await;
        let message = delivery(to_anna());
        setting.deliver("send_mail", &message).await.unwrap();
        assert_eq!(setting.services.asked_to_send(), 0);
        assert_eq!(record(&setting, message.id).await, suppressed(reason));
    }
}

#[tokio::test]
async fn what_becomes_of_a_mail_is_reported() {
    let setting = Setting::new().await;
    setting.deliver("send_mail", &delivery(to_anna())).await.unwrap();
    assert_eq!(setting.services.mails()[0].configuration_set, "sojourn-test");
}

/// What SES answers when it does not send; whether it ever will, no answer tells.
const REFUSALS: [Refusal; 7] = [
    Refusal::of("MessageRejected"),
    Refusal::of("InvalidParameterValue"),
    Refusal::of("Throttling"),
    Refusal::of("AccountSendingPausedException"),
    Refusal::of("MailFromDomainNotVerifiedException"),
    Refusal {
        status: 400,
        code: "MessageRejected",
        message: "Email address is not verified. The following identities failed the check",
    },
    Refusal { status: 503, code: "ServiceUnavailable", message: "try later" },
];

#[tokio::test]
async fn a_mail_that_ses_refuses_is_neither_lost_nor_sent_twice() {
    for refusal in REFUSALS {
        let setting = Setting::new().await;
        let message = delivery(to_anna());
        setting.services.refuse_mail(Some(refusal));
        for _ in 0..3 {
            assert!(setting.deliver("send_mail", &message).await.is_err(), "{refusal:?}");
        }
        assert_eq!(setting.services.asked_to_send(), 3, "once a try: {refusal:?}");
        setting.services.refuse_mail(None);
        for _ in 0..3 {
            setting.deliver("send_mail", &message).await.unwrap();
        }
        assert_eq!(setting.services.mails().len(), 1, "{refusal:?}");
        assert_eq!(record(&setting, message.id).await.0, "sent");
    }
}

#[tokio::test]
async fn a_mail_that_ses_never_takes_fails_at_every_try_until_its_queue_gives_it_to_a_person() {
    let tries = template().resources("AWS::SQS::Queue").find_map(|(id, queue)| {
        (id == "SendMailQueue").then(|| queue["RedrivePolicy"]["maxReceiveCount"].as_u64())?
    });
    let tries = u32::try_from(tries.unwrap()).unwrap();
    for code in ["MessageRejected", "InvalidParameterValue"] {
        let setting = Setting::new().await;
        let message = delivery(to_anna());
        setting.services.refuse_mail(Some(Refusal::of(code)));
        for times in 1..=tries {
            let reply = setting.invoke("send_mail", received(&message, times)).await.unwrap();
            assert_eq!(reply["batchItemFailures"][0]["itemIdentifier"], "m-1", "{code}");
        }
        let waits = setting.services.put_off();
        assert!(waits.windows(2).all(|pair| pair[0].seconds <= pair[1].seconds), "{code}");
        assert_eq!(record(&setting, message.id).await.0, "sending");
    }
}

/// A message as SQS hands it over for the n-th time.
fn received(message: &Delivery<SendMail>, times: u32) -> Value {
    json!({ "Records": [{
        "messageId": "m-1",
        "receiptHandle": format!("receipt-{times}"),
        "body": serde_json::to_string(message).unwrap(),
        "attributes": { "ApproximateReceiveCount": times.to_string() },
        "eventSourceARN": "arn:aws:sqs:eu-central-1:123456789012:mail",
    }] })
}

#[tokio::test]
async fn a_mail_that_failed_waits_longer_each_time() {
    let setting = Setting::new().await;
    let message = delivery(to_anna());
    setting.services.refuse_mail(Some(REFUSALS[2]));
    for times in 1..=8 {
        let reply = setting.invoke("send_mail", received(&message, times)).await.unwrap();
        assert_eq!(reply["batchItemFailures"][0]["itemIdentifier"], "m-1");
    }
    let put_off = setting.services.put_off();
    let waits: Vec<u64> = put_off.iter().map(|each| each.seconds).collect();
    assert_eq!(waits, [30, 60, 120, 240, 480, 900, 900, 900]);
    assert_eq!(put_off[1].receipt, "receipt-2");
    assert_eq!(put_off[1].queue, "https://sqs.eu-central-1.amazonaws.com/123456789012/mail");
}

#[tokio::test]
async fn a_mail_that_was_sent_waits_for_nothing() {
    let setting = Setting::new().await;
    setting.invoke("send_mail", received(&delivery(to_anna()), 1)).await.unwrap();
    assert_eq!(setting.services.put_off(), []);
}

#[tokio::test]
async fn a_mail_for_an_account_takes_four_round_trips() {
    let setting = Setting::new().await;
    let account = AccountId::new();
    setting.owner(account, &anna()).await;
    let calls = setting.world.calls();
    calls.reset();
    setting.deliver("send_mail", &delivery(news_for(account))).await.unwrap();
    assert_eq!(calls.operations(), ["PutItem", "GetItem", "GetItem", "UpdateItem"]);
    assert_eq!(calls.round_trips(), 4);
}

#[tokio::test]
async fn a_mail_to_an_account_that_is_gone_ends_there() {
    let setting = Setting::new().await;
    let message = delivery(activation(Recipient::Account(AccountId::new())));
    setting.deliver("send_mail", &message).await.unwrap();
    assert_eq!(setting.services.mails(), []);
    assert_eq!(record(&setting, message.id).await, suppressed("no_such_account"));
}

#[tokio::test]
async fn a_crash_while_sending_neither_loses_nor_doubles() {
    let setting = Setting::new().await;
    let message = delivery(to_anna());
    let lease_until = setting.world.clock().now().as_millisecond() + 90_000;
    let crashed =
        json!({ "template": "activate_account", "state": "sending", "leaseUntil": lease_until });
    let key = Key::new(format!("MAIL#{}", message.id), "MAIL");
    setting.world.put("NOTICES", Item::new(key, &crashed).unwrap()).await;

    assert!(setting.deliver("send_mail", &message).await.is_err());
    assert_eq!(setting.services.mails(), []);
    setting.world.advance(Duration::from_secs(91));
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
