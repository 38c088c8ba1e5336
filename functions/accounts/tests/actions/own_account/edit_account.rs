use serde_json::{Value, json};
use shared_domain::account::Contact;
use shared_kit::Call;
use shared_platform::auth::account_key;
use shared_platform::locale::Locale;

use crate::holder::Holder;
use crate::setting::{PASSWORD, Setting};

fn edit(setting: &Setting, holder: &Holder, form: &Value) -> Call {
    setting.client.put("/api/account").bearer(&holder.token).json(form)
}

fn form(time_zone: &str) -> Value {
    json!({ "locale": "zh", "timeZone": time_zone, "noticeMails": false })
}

#[tokio::test]
async fn language_zone_and_mails_can_be_changed() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let reply = edit(&setting, &anna, &form("europe/berlin")).send().await.expect(200);
    let seen = setting.client.get("/api/account").bearer(&anna.token).send().await.expect(200);
    assert_eq!(reply.body, seen.body);
    assert_eq!(seen.body["locale"], "zh");
    assert_eq!(seen.body["timeZone"], "Europe/Berlin");
    assert_eq!(seen.body["noticeMails"], false);
}

#[tokio::test]
async fn the_language_chosen_is_the_one_at_the_next_sign_in_by_either_name() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let _ = edit(&setting, &anna, &form("UTC")).send().await.expect(200);
    for name in ["anna.tester", "anna.tester@example.org"] {
        let reply = setting.sign_in(name, PASSWORD).await.expect(201);
        assert_eq!(reply.body["account"]["locale"], "zh");
    }
}

/// Other areas read it as a [`Contact`].
#[tokio::test]
async fn an_account_says_how_its_owner_is_reached_and_what_they_read() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let _ = edit(&setting, &anna, &form("Europe/Berlin")).send().await.expect(200);
    let key = account_key(anna.account.parse().unwrap());
    let contact: Option<Contact> = setting.world.get("ACCOUNTS", &key).await;
    let expected = Contact {
        email_of_roster: false,
        user_name: "anna.tester".to_owned(),
        email: "anna.tester@example.org".to_owned(),
        locale: Locale::Zh,
        time_zone: "Europe/Berlin".to_owned(),
        notice_mails: false,
        vanishes_at: None,
    };
    assert_eq!(contact, Some(expected));
}

#[tokio::test]
async fn a_zone_that_is_none_is_refused() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let reply = edit(&setting, &anna, &form("Asia/Atlantis")).send().await;
    let reply = reply.expect_problem(422, "invalid_input");
    assert_eq!(reply.errors(), [("/timeZone".to_owned(), "unknown_time_zone".to_owned())]);
}

#[tokio::test]
async fn a_change_is_in_the_audit_log() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let _ = edit(&setting, &anna, &form("UTC")).send().await.expect(200);
    let entry = setting.world.audit(&anna.account).await.pop().unwrap();
    assert_eq!(entry["action"], "edit_account");
    assert_eq!(entry["before"]["timeZone"], "Asia/Shanghai");
    assert_eq!(entry["after"]["timeZone"], "UTC");
}

#[tokio::test]
async fn a_change_takes_two_round_trips() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    assert_eq!(setting.round_trips(edit(&setting, &anna, &form("UTC"))).await, 2);
}
