use std::time::Duration;

use serde_json::{Value, json};
use shared_domain::account::mails::{AccountDeleted, DeletionHeld};
use shared_domain::account::{Hindrance, mail_feedback_key};
use shared_domain::application::{ApplicationState, application_key};
use shared_domain::notices::{Recipient, SendMail};
use shared_domain::samples;
use shared_kit::{is_mail, line_in, secret_in};
use shared_platform::actions::Failure;
use shared_platform::ids::AccountId;
use shared_platform::store::{Item, Key};

use crate::holder::Holder;
use crate::privacy::request_deletion::ask;
use crate::setting::{PASSWORD, Setting};

const WEEK: Duration = Duration::from_secs(7 * 24 * 60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const QUARTER: Duration = Duration::from_secs(15 * 60);

/// Tables that keep what the receipt names, and what is gone by itself.
const KEPT: [&str; 3] = ["PAYMENTS", "AUDIT", "OUTBOX"];

/// Lets the schedule come round.
pub(crate) async fn run(setting: &Setting) -> Result<(), Failure> {
    let environment = setting.world.environment();
    let actions = accounts::actions();
    actions.invoke(environment, "delete_due_accounts", json!({})).await.map(drop)
}

/// Somebody with something in every area who asked for deletion a week ago.
async fn due(setting: &Setting, user_name: &str) -> Holder {
    let anna = setting.holder(user_name).await;
    let _ = setting.belongings(&anna, ApplicationState::Declined).await;
    let _ = setting.belongings(&anna, ApplicationState::Draft).await;
    let _ = ask(setting, &anna).send().await.expect(202);
    setting.world.advance(WEEK);
    anna
}

/// The same whose account is closed already, and due to be erased.
async fn closed(setting: &Setting, user_name: &str) -> Holder {
    let anna = due(setting, user_name).await;
    run(setting).await.unwrap();
    setting.world.advance(QUARTER);
    anna
}

/// What is left of a person where nothing may be left.
async fn left_of(setting: &Setting, holder: &Holder) -> Vec<(String, Value)> {
    let mut left = setting.items_naming(&[&holder.account, &holder.user_name]).await;
    left.retain(|(table, _)| !KEPT.contains(&table.as_str()));
    left
}

/// The codes of the mails that told of the end of an account.
pub(crate) async fn receipt_codes(setting: &Setting, holder: &Holder) -> Vec<String> {
    let mut mails = setting.mails().await;
    mails.retain(|mail| line_in(mail, "user_name") == Some(&holder.user_name));
    mails.iter().filter_map(secret_in::<AccountDeleted>).collect()
}

pub(crate) async fn receipt(setting: &Setting, code: &str) -> Value {
    let call = setting.client.post("/api/deletion-receipts/views").json(&json!({ "code": code }));
    call.send().await.expect(200).body
}

/// Somebody's account with everything in it is erased.
pub(crate) async fn erased(setting: &Setting, user_name: &str) -> Holder {
    let anna = closed(setting, user_name).await;
    run(setting).await.unwrap();
    anna
}

#[tokio::test]
async fn nothing_of_the_person_is_left_but_what_the_receipt_names() {
    let setting = Setting::new().await;
    let anna = erased(&setting, "anna.tester").await;
    assert_eq!(left_of(&setting, &anna).await, []);
    assert_eq!(setting.world.bucket().names(), Vec::<String>::new());
    for (table, item) in setting.items_naming(&["anna.tester"]).await {
        // The last mail, on its way.
        assert_eq!(table, "OUTBOX", "{item:#}");
    }
    let orders = setting.world.dump("PAYMENTS").await;
    assert!(orders.contains(&anna.account), "what the law requires is gone");
}

#[tokio::test]
async fn the_last_address_is_told_with_the_way_to_the_receipt() {
    let setting = Setting::new().await;
    let _ = erased(&setting, "anna.tester").await;
    let told = setting.mails().await.pop().unwrap();
    let last = |address: &str| address == "anna.tester@example.org";
    assert!(matches!(told.recipient(), Recipient::Address(address, _) if last(address)));
    assert!(is_mail::<AccountDeleted>(&told));
}

#[tokio::test]
async fn nothing_happens_before_the_week_is_over() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let _ = ask(&setting, &anna).send().await.expect(202);
    setting.world.advance(WEEK - Duration::from_secs(1));
    run(&setting).await.unwrap();
    let _ = setting.sign_in("anna.tester", PASSWORD).await.expect(201);
}

#[tokio::test]
async fn an_account_is_closed_a_quarter_of_an_hour_before_it_is_erased() {
    let setting = Setting::new().await;
    let anna = due(&setting, "anna.tester").await;
    run(&setting).await.unwrap();
    setting.sign_in("anna.tester", PASSWORD).await.expect_problem(401, "sign_in_failed");
    setting.refresh(&anna.cookie).await.expect_problem(401, "session_over");
    setting.world.advance(QUARTER - Duration::from_secs(1));
    run(&setting).await.unwrap();
    assert_ne!(left_of(&setting, &anna).await, []);
    setting.world.advance(Duration::from_secs(1));
    run(&setting).await.unwrap();
    assert_eq!(left_of(&setting, &anna).await, []);
}

#[tokio::test]
async fn runs_at_once_close_and_erase_an_account_once_and_none_of_them_fails() {
    let setting = Setting::new().await;
    let holder = due(&setting, "anna-tester").await;
    for wait in [Duration::ZERO, QUARTER] {
        setting.world.advance(wait);
        let runs = tokio::join!(run(&setting), run(&setting), run(&setting));
        for outcome in [runs.0, runs.1, runs.2] {
            outcome.unwrap();
        }
    }
    assert_eq!(receipt_codes(&setting, &holder).await.len(), 1);
}

#[tokio::test]
async fn runs_that_were_missed_are_made_up_for() {
    let setting = Setting::new().await;
    let anna = due(&setting, "anna.tester").await;
    setting.world.advance(WEEK);
    run(&setting).await.unwrap();
    setting.world.advance(WEEK);
    run(&setting).await.unwrap();
    assert_eq!(left_of(&setting, &anna).await, []);
}

/// What there is of somebody, to make more of the kind.
struct Mould {
    holder: Holder,
    items: Vec<(String, Value)>,
    files: Vec<String>,
}

impl Mould {
    async fn of(setting: &Setting, holder: Holder) -> Self {
        let mut items = setting.items_naming(&[&holder.account, &holder.user_name]).await;
        items.retain(|(table, _)| table != "OUTBOX");
        Self { holder, items, files: setting.world.bucket().names() }
    }

    /// Puts the same there once more, under other names.
    async fn cast(&self, setting: &Setting, user_name: &str) -> Holder {
        let account = AccountId::new().to_string();
        let renamed = |text: String| {
            let text = text.replace(&self.holder.account, &account);
            text.replace(&self.holder.user_name, user_name)
        };
        for (table, item) in &self.items {
            let item: Value = serde_json::from_str(&renamed(item.to_string())).unwrap();
            let text = |name: &str| item[name].as_str().unwrap().to_owned();
            let key = Key::new(text("pk"), text("sk"));
            setting.world.put(table, Item::new(key, &item).unwrap()).await;
        }
        for file in &self.files {
            setting.world.bucket().put(&renamed(file.clone()), "application/pdf", b"%PDF");
        }
        let user_name = user_name.to_owned();
        Holder { account, user_name, cookie: String::new(), token: String::new() }
    }
}

/// How much was erased and why something is kept, without times and words.
fn in_brief(receipt: &Value) -> Vec<Value> {
    let lines = ["erased", "kept"].map(|part| receipt[part].as_array().unwrap().clone());
    lines.concat().iter().map(|line| json!([line["code"], line["count"]])).collect()
}

#[tokio::test]
async fn a_run_that_dies_at_any_call_of_the_erasing_is_finished_by_the_next_one() {
    let setting = Setting::new().await;
    let closed = closed(&setting, "mould.tester").await;
    let mould = Mould::of(&setting, closed).await;
    run(&setting).await.unwrap();
    let breakdown = setting.world.breakdown();
    let mut receipts = Vec::new();
    for calls in 0.. {
        let anna = mould.cast(&setting, &format!("anna.tester{calls}")).await;
        breakdown.after(calls);
        let outcome = run(&setting).await;
        let died = breakdown.repaired();
        assert_eq!(outcome.is_err(), died, "after {calls} calls");
        // And once more when all is done: nothing changes.
        for _ in 0..2 {
            run(&setting).await.unwrap();
        }
        assert_eq!(left_of(&setting, &anna).await, [], "after {calls} calls");
        let files = setting.world.bucket().names();
        assert!(files.is_empty(), "after {calls} calls: {files:?}");
        let codes = receipt_codes(&setting, &anna).await;
        let [code] = codes.try_into().expect("one mail");
        receipts.push(in_brief(&receipt(&setting, &code).await));
        if !died {
            assert!(calls > 25, "erasing makes more calls than that");
            break;
        }
    }
    receipts.dedup();
    assert_eq!(receipts.len(), 1, "{receipts:#?}");
}

#[tokio::test]
async fn a_run_that_dies_at_any_call_of_the_closing_is_finished_by_the_next_one() {
    let setting = Setting::new().await;
    let breakdown = setting.world.breakdown();
    let due = due(&setting, "mould.tester").await;
    let mould = Mould::of(&setting, due).await;
    run(&setting).await.unwrap();
    for calls in 0.. {
        let anna = mould.cast(&setting, &format!("anna.tester{calls}")).await;
        breakdown.after(calls);
        let outcome = run(&setting).await;
        let died = breakdown.repaired();
        assert_eq!(outcome.is_err(), died, "after {calls} calls");
        run(&setting).await.unwrap();
        let mut names = setting.items_naming(&[&anna.user_name]).await;
        names.retain(|(_, item)| item["pk"].as_str().unwrap().starts_with("NAME#"));
        assert_eq!(names, [], "after {calls} calls");
        if !died {
            assert!(calls >= 5, "closing makes more calls than that");
            return;
        }
    }
}

#[tokio::test]
async fn what_came_under_way_meanwhile_holds_the_deletion_until_it_is_over() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let application = setting.belongings(&anna, ApplicationState::Draft).await.application;
    let _ = ask(&setting, &anna).send().await.expect(202);
    let account = anna.account.parse().unwrap();
    let become_state = async |state| {
        let head = samples::application(account, application);
        let head = samples::in_stage(head, samples::stage(state));
        let key = application_key(account, application);
        setting.world.put("APPLICATIONS", Item::new(key, &head).unwrap()).await;
    };
    become_state(ApplicationState::ReadyForReview).await;
    setting.world.advance(WEEK);
    run(&setting).await.unwrap();
    let anna = setting.signed_in("anna.tester").await;
    let seen = setting.client.get("/api/account").bearer(&anna.token).send().await.expect(200);
    assert_eq!(seen.body["deletion"]["dueAt"], "2027-03-09T02:00:00Z");
    let mut entries = setting.world.audit(&anna.account).await.into_iter();
    let held = entries.rfind(|entry| entry["action"] == "delete_due_accounts").unwrap();
    assert_eq!(held["after"]["hindrances"], json!(["application_under_review"]));
    assert_eq!(seen.body["deletion"]["hindrances"], json!(["application_under_review"]));

    // It is looked at every day; the owner is told once.
    setting.world.advance(DAY);
    run(&setting).await.unwrap();
    let mut told = setting.mails().await;
    told.retain(is_mail::<DeletionHeld>);
    let held = DeletionHeld {
        user_name: "anna.tester".to_owned(),
        hindrances: vec![Hindrance::ApplicationUnderReview],
    };
    assert_eq!(told, [SendMail::to(told[0].recipient().clone(), &held)]);

    become_state(ApplicationState::Declined).await;
    setting.world.advance(DAY);
    run(&setting).await.unwrap();
    setting.world.advance(QUARTER);
    run(&setting).await.unwrap();
    assert_eq!(left_of(&setting, &anna).await, []);
}

#[tokio::test]
async fn a_payment_on_the_way_holds_the_deletion() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let _ = ask(&setting, &anna).send().await.expect(202);
    let _ = setting.belongings(&anna, ApplicationState::FeeDue).await;
    setting.world.advance(WEEK);
    run(&setting).await.unwrap();
    let _ = setting.sign_in("anna.tester", PASSWORD).await.expect(201);
    assert_ne!(left_of(&setting, &anna).await, []);
}

#[tokio::test]
async fn no_last_mail_goes_to_an_address_that_none_reaches() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let _ = ask(&setting, &anna).send().await.expect(202);
    let key = mail_feedback_key("anna.tester@example.org");
    let trouble = json!({ "state": "bounced", "at": "2027-03-01T01:00:00Z" });
    setting.world.put("NOTICES", Item::new(key, &trouble).unwrap()).await;
    for wait in [WEEK, QUARTER] {
        setting.world.advance(wait);
        run(&setting).await.unwrap();
    }
    assert_eq!(left_of(&setting, &anna).await, []);
    assert_eq!(setting.world.dump("NOTICES").await.matches("FEEDBACK").count(), 0);
    assert!(!setting.mails().await.iter().any(is_mail::<AccountDeleted>));
}

#[tokio::test]
async fn the_names_are_free_again() {
    let setting = Setting::new().await;
    let first = erased(&setting, "anna.tester").await;
    let second = setting.holder("anna.tester").await;
    assert_ne!(first.account, second.account);
}

#[tokio::test]
async fn deletions_that_keep_failing_do_not_keep_the_others() {
    let setting = Setting::with_cheap_work().await;
    let anna = setting.holder("anna.tester").await;
    let _ = ask(&setting, &anna).send().await.expect(202);
    for _ in 0..30 {
        // An account that cannot be read, due before hers.
        let account = AccountId::new();
        let key = shared_platform::auth::account_key(account);
        setting.world.put("ACCOUNTS", Item::new(key, &json!({ "broken": true })).unwrap()).await;
        let due = "2027-03-01T02:00:00Z";
        let key = Key::new("DELETIONS", format!("{due}#{account}"));
        let due = Item::new(key, &json!({ "account": account, "dueAt": due })).unwrap();
        setting.world.put("ACCOUNTS", due).await;
    }
    setting.world.advance(WEEK);
    assert!(run(&setting).await.is_err());
    setting.world.advance(QUARTER);
    assert!(run(&setting).await.is_err());
    assert_eq!(left_of(&setting, &anna).await, []);
}

#[tokio::test]
async fn the_receipt_counts_all_files_however_many_there_are() {
    let setting = Setting::with_cheap_work().await;
    let anna = setting.holder("anna.tester").await;
    let _ = ask(&setting, &anna).send().await.expect(202);
    for number in 0..1003 {
        let name = format!("clean/{}/{number:04}", anna.account);
        setting.world.bucket().put(&name, "application/pdf", b"%PDF");
    }
    setting.world.advance(WEEK);
    run(&setting).await.unwrap();
    setting.world.advance(QUARTER);
    run(&setting).await.unwrap();
    let [code] = receipt_codes(&setting, &anna).await.try_into().expect("one mail");
    let receipt = receipt(&setting, &code).await;
    let files = receipt["erased"].as_array().unwrap().iter().find(|line| line["code"] == "files");
    assert_eq!(files.unwrap()["count"], 1003);
    assert_eq!(setting.world.bucket().names(), Vec::<String>::new());
}

/// Between closing and erasing the names are anybody's.
#[tokio::test]
async fn who_registers_the_names_of_a_closed_account_keeps_them() {
    let setting = Setting::new().await;
    let first = due(&setting, "anna.tester").await;
    run(&setting).await.unwrap();
    let second = setting.holder("anna.tester").await;
    assert_ne!(first.account, second.account);
    setting.world.advance(QUARTER);
    run(&setting).await.unwrap();
    for name in ["anna.tester", "anna.tester@example.org"] {
        let reply = setting.sign_in(name, PASSWORD).await.expect(201);
        assert_eq!(reply.body["account"]["id"], second.account);
    }
    let [code] = receipt_codes(&setting, &first).await.try_into().expect("one mail");
    let receipt = receipt(&setting, &code).await;
    let names = |line: &Value| line["code"] == "sign_in_names";
    assert!(!receipt["erased"].as_array().unwrap().iter().any(names), "{receipt:#}");
}

#[tokio::test]
async fn others_keep_everything() {
    let setting = Setting::new().await;
    let bert = setting.holder("bert.tester").await;
    let _ = setting.belongings(&bert, ApplicationState::Declined).await;
    let before = setting.items_naming(&[&bert.account]).await;
    let files = setting.world.bucket().names();
    let _ = erased(&setting, "anna.tester").await;
    assert_eq!(setting.items_naming(&[&bert.account]).await, before);
    assert_eq!(setting.world.bucket().names(), files);
}
