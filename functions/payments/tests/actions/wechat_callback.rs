//! Being told of a payment.

use http::HeaderMap;
use payments::settling::event::SettlePayment;
use serde_json::{Value, json};
use shared_domain::payment::Provider;

use crate::setting::{Setting, number_of};

const FAIL: &str = "FAIL";

async fn refused(setting: &Setting, status: u16, headers: &HeaderMap, body: Vec<u8>) {
    let before = setting.everything().await;
    let reply = setting.send(headers, body).await.expect(status);
    assert_eq!(reply.body["code"], FAIL);
    assert_eq!(setting.everything().await, before);
}

fn with(headers: &HeaderMap, name: &'static str, value: &str) -> HeaderMap {
    let mut headers = headers.clone();
    headers.insert(name, value.parse().unwrap());
    headers
}

#[tokio::test]
async fn a_verified_notification_is_recorded_and_queued() {
    let setting = Setting::new().await;
    let number = setting.started().await;
    let (headers, body) = setting.notification("EV-1", &setting.transaction(&number, "4200001"));
    let reply = setting.send(&headers, body.clone()).await.expect(204);
    assert_eq!(reply.body, Value::Null);

    let event = setting.event("EV-1").await.unwrap();
    assert_eq!(event["body"], String::from_utf8(body).unwrap());
    assert_eq!(event["reported"]["paid"]["transaction"], "4200001");
    assert_eq!(event["outcome"], Value::Null);
    let queued = setting.world.sent::<SettlePayment>().await;
    let [queued] = queued.as_slice() else { panic!("{queued:?}") };
    assert_eq!((queued.provider, queued.event.as_str()), (Provider::WechatPay, "EV-1"));
}

#[tokio::test]
async fn a_repeated_notification_is_acknowledged_and_does_nothing() {
    let setting = Setting::new().await;
    let transaction = setting.transaction("000000061", "4200001");
    setting.report("EV-1", &transaction).await;
    let before = setting.everything().await;
    // A retry is signed and sealed anew.
    setting.report("EV-1", &transaction).await;
    assert_eq!(setting.everything().await, before);
}

#[tokio::test]
async fn the_same_notification_twice_at_once_is_recorded_once() {
    let setting = Setting::new().await;
    let transaction = setting.transaction("000000061", "4200001");
    tokio::join!(setting.report("EV-1", &transaction), setting.report("EV-1", &transaction));
    assert_eq!(setting.world.outbox().await.len(), 1);
}

#[tokio::test]
async fn a_bad_signature_changes_nothing() {
    let setting = Setting::new().await;
    let number = setting.started().await;
    let transaction = setting.transaction(&number, "4200001");
    let (headers, body) = setting.notification("EV-1", &transaction);
    let (other_headers, other_body) = setting.notification("EV-2", &transaction);

    let mut altered = body.clone();
    let id = altered.windows(4).position(|window| window == b"EV-1").unwrap();
    altered[id + 3] = b'3';
    refused(&setting, 401, &headers, altered).await;
    refused(&setting, 401, &headers, other_body).await;
    refused(&setting, 401, &other_headers, body.clone()).await;
    refused(&setting, 401, &HeaderMap::new(), body.clone()).await;
    refused(&setting, 401, &headers, Vec::new()).await;
    let spaced = [body.as_slice(), b" "].concat();
    refused(&setting, 401, &headers, spaced).await;
    for name in
        ["wechatpay-signature", "wechatpay-serial", "wechatpay-nonce", "wechatpay-timestamp"]
    {
        let mut without = headers.clone();
        without.remove(name);
        refused(&setting, 401, &without, body.clone()).await;
        let mut twice = headers.clone();
        twice.append(name, headers[name].clone());
        refused(&setting, 401, &twice, body.clone()).await;
    }
    let serial = with(&headers, "wechatpay-serial", "PUB_KEY_ID_1");
    refused(&setting, 401, &serial, body).await;
    assert_eq!(setting.view().await["state"], "due");
}

#[tokio::test]
async fn a_signature_probe_is_answered_like_any_bad_signature() {
    let setting = Setting::new().await;
    let (headers, body) =
        setting.notification("EV-1", &setting.transaction("000000061", "4200001"));
    let signature = headers["wechatpay-signature"].to_str().unwrap();
    let probe = format!("WECHATPAY/SIGNTEST/{signature}");
    refused(&setting, 401, &with(&headers, "wechatpay-signature", &probe), body.clone()).await;
    // The one that is signed correctly follows, and is taken.
    let _ = setting.send(&headers, body).await.expect(204);
}

#[tokio::test]
async fn a_notification_from_long_ago_or_from_the_future_is_refused() {
    let mut setting = Setting::new().await;
    let transaction = setting.transaction("000000061", "4200001");
    let (old_headers, old_body) = setting.notification("EV-1", &transaction);
    setting.advance(5);
    refused(&setting, 401, &old_headers, old_body).await;
    let later = shared_platform::clock::seconds_after(setting.world.clock().now(), 300);
    let body = setting.platform.notification("EV-1", "TRANSACTION.SUCCESS", &transaction, later);
    let body = body.unwrap();
    let headers = setting.platform.sign(&body, later).unwrap();
    refused(&setting, 401, &headers, body).await;
}

#[tokio::test]
async fn a_notification_that_is_too_large_is_refused() {
    let setting = Setting::new().await;
    let body = vec![b' '; 64 * 1024 + 1];
    let headers = setting.platform.sign(&body, setting.world.clock().now()).unwrap();
    refused(&setting, 413, &headers, body).await;
}

#[tokio::test]
async fn a_signed_body_of_another_form_is_refused() {
    let setting = Setting::new().await;
    let now = setting.world.clock().now();
    let nameless = setting.notification("", &json!({})).1;
    let long_name = setting.notification(&"E".repeat(65), &json!({})).1;
    let strange_name = setting.notification("EV 1", &json!({})).1;
    let no_transaction = setting.notification("EV-1", &json!({ "appid": 1 })).1;
    let bodies: [&[u8]; 8] = [
        b"",
        b"{",
        b"[]",
        b"{\"id\":\"EV-1\"}",
        &nameless,
        &long_name,
        &strange_name,
        &no_transaction,
    ];
    for body in bodies {
        let headers = setting.platform.sign(body, now).unwrap();
        refused(&setting, 400, &headers, body.to_vec()).await;
    }
}

#[tokio::test]
async fn a_resource_that_cannot_be_opened_is_left_for_a_later_try() {
    let setting = Setting::new().await;
    let now = setting.world.clock().now();
    let (_, body) = setting.notification("EV-1", &setting.transaction("000000061", "4200001"));
    let whole: Value = serde_json::from_slice(&body).unwrap();
    for (field, value) in [
        ("nonce", ""),
        ("nonce", "0123456789abc"),
        ("nonce", "another12345"),
        ("associated_data", "refund"),
        ("ciphertext", ""),
        ("ciphertext", "AAAA"),
        ("ciphertext", "!!!not-base64!!!"),
        ("algorithm", "AEAD_SM4_GCM"),
    ] {
        let mut altered = whole.clone();
        altered["resource"][field] = value.into();
        let body = altered.to_string().into_bytes();
        let headers = setting.platform.sign(&body, now).unwrap();
        refused(&setting, 500, &headers, body).await;
    }
}

#[tokio::test]
async fn what_is_not_about_a_payment_is_kept_and_nothing_is_done_for_it() {
    let setting = Setting::new().await;
    let now = setting.world.clock().now();
    let refund = json!({ "mchid": "1900000001", "refund_status": "SUCCESS" });
    let body = setting.platform.notification("EV-9", "REFUND.SUCCESS", &refund, now).unwrap();
    let headers = setting.platform.sign(&body, now).unwrap();
    let _ = setting.send(&headers, body).await.expect(204);

    assert_eq!(setting.event("EV-9").await.unwrap()["reported"], Value::Null);
    assert!(setting.world.outbox().await.is_empty());
}

#[tokio::test]
async fn who_paid_is_not_kept() {
    let setting = Setting::new().await;
    let reply = setting.start().send().await.expect(201);
    let number = number_of(&reply);
    setting.pay(&number).await;
    setting.settle().await;
    assert_eq!(setting.view().await["state"], "settled");
    for table in setting.everything().await {
        assert!(!table.contains("oMADEUP"), "the payer's id is in a table");
    }
}

#[tokio::test]
async fn a_notification_takes_one_round_trip() {
    let setting = Setting::new().await;
    let calls = setting.world.calls();
    calls.reset();
    setting.report("EV-1", &setting.transaction("000000061", "4200001")).await;
    assert_eq!(calls.operations(), ["TransactWriteItems"]);
}
