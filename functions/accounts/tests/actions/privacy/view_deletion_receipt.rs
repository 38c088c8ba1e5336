use serde_json::{Value, json};

use crate::privacy::delete_due_accounts::{erased, receipt, receipt_codes};
use crate::setting::Setting;

async fn of_anna(setting: &Setting) -> (String, Value) {
    let anna = erased(setting, "anna.tester").await;
    let [code] = receipt_codes(setting, &anna).await.try_into().unwrap();
    let seen = receipt(setting, &code).await;
    (code, seen)
}

#[tokio::test]
async fn the_receipt_says_what_was_erased_and_what_is_kept_why_and_until_when() {
    let setting = Setting::new().await;
    let (_, seen) = of_anna(&setting).await;
    assert_eq!(seen["requestedAt"], "2027-03-01T02:00:00Z");
    assert_eq!(seen["erasedAt"], "2027-03-08T02:15:00Z");
    let count = |code: &str| {
        let mut items = seen["erased"].as_array().unwrap().iter();
        items.find(|item| item["code"] == code).map(|item| item["count"].clone())
    };
    // Two applications, each with a submission and one mark for their one intake.
    assert_eq!(count("applications"), Some(json!(5)));
    assert_eq!(count("files"), Some(json!(2)));
    assert_eq!(count("sign_in_names"), None, "they were gone before");
    let kept = seen["kept"].as_array().unwrap();
    assert_eq!(kept[0]["code"], "accounting");
    assert_eq!(kept[0]["until"], "2057-02-28T02:15:00Z");
    assert_eq!(kept[1]["code"], "accountability");
    assert_eq!(kept[1]["until"], Value::Null);
}

#[tokio::test]
async fn every_line_has_its_text_in_both_languages() {
    let setting = Setting::new().await;
    let (code, english) = of_anna(&setting).await;
    let call = setting.client.post("/api/deletion-receipts/views");
    let call = call.header("accept-language", "zh-CN").json(&json!({ "code": code }));
    let chinese = call.send().await.expect(200).body;
    let texts = |receipt: &Value| -> Vec<String> {
        let parts =
            ["erased", "kept"].into_iter().flat_map(|part| receipt[part].as_array().unwrap());
        parts.map(|item| item["text"].as_str().unwrap().to_owned()).collect()
    };
    for (english, chinese) in texts(&english).into_iter().zip(texts(&chinese)) {
        assert_ne!(english, chinese);
        assert!(!english.starts_with("erased-") && !english.starts_with("kept-"), "{english}");
    }
}

#[tokio::test]
async fn the_receipt_does_not_say_whose_account_it_was() {
    let setting = Setting::new().await;
    let _ = of_anna(&setting).await;
    let kept = setting.world.items("ACCOUNTS").await.into_iter();
    let receipts: Vec<Value> =
        kept.filter(|item| item["pk"].as_str().unwrap().starts_with("RECEIPT#")).collect();
    assert_eq!(receipts.len(), 1);
    for name in ["acc_", "anna", "example.org"] {
        assert!(!receipts[0].to_string().contains(name), "{name}");
    }
}

#[tokio::test]
async fn a_guessed_code_opens_nothing() {
    let setting = Setting::new().await;
    let call =
        setting.client.post("/api/deletion-receipts/views").json(&json!({ "code": "guess" }));
    call.send().await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn a_receipt_takes_one_round_trip() {
    let setting = Setting::new().await;
    let (code, _) = of_anna(&setting).await;
    let call = setting.client.post("/api/deletion-receipts/views").json(&json!({ "code": code }));
    assert_eq!(setting.round_trips(call).await, 1);
}
