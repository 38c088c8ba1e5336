use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::time::Duration;

use accounts::privacy::export::BuildExport;
use serde_json::{Value, json};
use shared_domain::account::mails::ExportReady;
use shared_domain::application::ApplicationState;
use shared_domain::personal_data::PLACES;
use shared_domain::samples;
use shared_kit::is_mail;
use shared_platform::actions::Failure;
use shared_platform::ids::OutboxId;
use shared_platform::outbox::Delivery;
use zip::ZipArchive;

use crate::belongings::FILE;
use crate::holder::Holder;
use crate::setting::{PASSWORD, Setting};

/// Attributes that are in tables and leave the service with nobody.
const WITHHELD: [&str; 11] = [
    "secretHash",
    "previousHash",
    "replacedHashes",
    "password",
    "totp",
    "claim",
    "by",
    "proposedBy",
    "actor",
    "address",
    // What the sample of a task has for colleagues only.
    "remark",
];
/// Attributes that only tables need.
const TABLE_ONLY: [&str; 6] = ["pk", "sk", "ttl", "queue", "queuedAt", "withheld"];

/// Items that name a person and are in no export, with the reason.
const EXCEPTIONS: [(&str, &str); 6] = [
    ("CODE#", "a link that was mailed to the person; gone after a day"),
    ("EMAILCHANGE#", "the same"),
    ("CONTACTEMAIL#", "the same"),
    ("TEMPORARY#", "a password that was mailed to the person; gone after half an hour"),
    ("IDEMPOTENCY#", "a reply that the person was given; gone after a day"),
    ("OUTBOX#", "on its way to the person; gone after a moment"),
];

/// The files of an export.
type Files = BTreeMap<String, Vec<u8>>;

async fn ask(setting: &Setting, holder: &Holder) -> Delivery<BuildExport> {
    let call = setting.client.post("/api/account/exports").bearer(&holder.token);
    let call = call.idempotency_key("export-1").json(&json!({ "password": PASSWORD }));
    let _ = call.send().await.expect(202);
    let message = setting.world.sent::<BuildExport>().await.pop().unwrap();
    Delivery { id: OutboxId::new(), message }
}

async fn build(setting: &Setting, delivery: &Delivery<BuildExport>) -> Result<(), Failure> {
    setting.world.deliver(&accounts::actions(), "build_export", delivery).await
}

fn object(delivery: &Delivery<BuildExport>) -> String {
    format!("exports/{}/{}.zip", delivery.message.account, delivery.message.export)
}

fn unpacked(setting: &Setting, delivery: &Delivery<BuildExport>) -> Files {
    let zip = setting.world.bucket().get(&object(delivery)).expect("an export").bytes;
    let mut zip = ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut files = Files::new();
    for place in 0..zip.len() {
        let mut entry = zip.by_index(place).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        let name = entry.name().unwrap().into_owned();
        assert!(files.insert(name.clone(), bytes).is_none(), "{name} is there twice");
    }
    files
}

/// An export of somebody who has something in every area.
async fn exported() -> (Setting, Holder, Files) {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let _ = setting.belongings(&anna, ApplicationState::Declined).await;
    let delivery = ask(&setting, &anna).await;
    build(&setting, &delivery).await.unwrap();
    let files = unpacked(&setting, &delivery);
    (setting, anna, files)
}

/// The values of all lists of an export.
fn values(files: &Files) -> Vec<Value> {
    let lists = files.iter().filter(|(name, _)| name.ends_with(".json"));
    lists.flat_map(|(_, bytes)| serde_json::from_slice::<Vec<Value>>(bytes).unwrap()).collect()
}

/// Whether an exported value is this item, but for what is withheld in it.
fn is_given_out(item: &Value, value: &Value) -> bool {
    let (Some(item), Some(value)) = (item.as_object(), value.as_object()) else {
        return item == value;
    };
    let left_out =
        |name: &String| WITHHELD.contains(&name.as_str()) || TABLE_ONLY.contains(&name.as_str());
    let alike = |(name, part): (&String, &Value)| {
        left_out(name) || value.get(name).is_some_and(|given| is_given_out(part, given))
    };
    item.iter().all(alike) && value.keys().all(|name| name == "kind" || item.contains_key(name))
}

#[tokio::test]
async fn every_item_that_names_the_person_is_in_the_export_or_excepted_with_a_reason() {
    let (setting, anna, files) = exported().await;
    let values = values(&files);
    let items = setting.items_naming(&[&anna.account, "anna.tester"]).await;
    assert!(items.len() > 15, "the search finds nothing any more");
    for (_, item) in items {
        let partition = item["pk"].as_str().unwrap();
        let excepted = EXCEPTIONS.iter().any(|(prefix, _)| partition.starts_with(prefix));
        // What the export itself has changed since.
        let later = item["action"] == "build_export" || item["readyAt"].is_string();
        let exported = values.iter().any(|value| is_given_out(&item, value));
        assert!(excepted || later || exported, "not in the export: {item:#}");
    }
}

#[tokio::test]
async fn no_hash_no_key_and_no_colleague_is_in_the_export() {
    let (setting, _, files) = exported().await;
    let text: String =
        files.values().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect();
    let mut looked_for = 0;
    for item in setting.world.items("ACCOUNTS").await {
        for name in ["secretHash", "previousHash", "replacedHashes", "password", "totp"] {
            if let Some(secret) = item[name].as_str() {
                looked_for += 1;
                assert!(!text.contains(secret), "{name}");
            }
        }
    }
    assert!(looked_for >= 3);
    assert!(!text.contains("reviewer.li"));
    assert!(!text.contains(samples::REMARK));
    assert!(!text.contains("argon2"));
}

#[tokio::test]
async fn files_are_in_the_export_as_they_were_uploaded() {
    let (_, _, files) = exported().await;
    let (name, bytes) = files.iter().find(|(name, _)| name.starts_with("files/")).unwrap();
    assert!(name.contains("/transcript-doc_") && name.ends_with(".pdf"), "{name}");
    assert_eq!(bytes, FILE);
    let readme = String::from_utf8(files["README.txt"].clone()).unwrap();
    for list in files.keys().filter(|name| name.ends_with(".json")) {
        assert_eq!(readme.matches(list.as_str()).count(), 2, "{list} in both languages");
    }
}

#[tokio::test]
async fn nothing_of_anybody_else_is_in_the_export() {
    let setting = Setting::new().await;
    let bert = setting.holder("bert.tester").await;
    let theirs = setting.belongings(&bert, ApplicationState::Draft).await;
    let anna = setting.holder("anna.tester").await;
    let delivery = ask(&setting, &anna).await;
    build(&setting, &delivery).await.unwrap();
    let text = format!("{:?}", values(&unpacked(&setting, &delivery)));
    for foreign in [bert.account, theirs.application.to_string(), "bert.tester".to_owned()] {
        assert!(!text.contains(&foreign), "{foreign}");
    }
}

#[tokio::test]
async fn a_message_that_comes_twice_leaves_one_export_and_one_mail() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let delivery = ask(&setting, &anna).await;
    for _ in 0..2 {
        build(&setting, &delivery).await.unwrap();
    }
    let mut told = setting.mails().await;
    told.retain(is_mail::<ExportReady>);
    assert_eq!(told.len(), 1);
    assert_eq!(setting.world.bucket().names(), [object(&delivery)]);
}

#[tokio::test]
async fn a_build_that_dies_at_any_call_is_finished_by_the_next_try() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let _ = setting.belongings(&anna, ApplicationState::Declined).await;
    let delivery = ask(&setting, &anna).await;
    let breakdown = setting.world.breakdown();
    // The call at the start that opens the connection may fail.
    for calls in 1.. {
        breakdown.after(calls);
        let outcome = build(&setting, &delivery).await;
        let died = breakdown.repaired();
        assert_eq!(outcome.is_err(), died, "after {calls} calls");
        if !died {
            assert!(calls > 15, "the build makes more calls than that");
            break;
        }
        assert!(!setting.mails().await.iter().any(is_mail::<ExportReady>));
        // The queue shows the message again.
        setting.world.advance(Duration::from_secs(90 * 60));
    }
    // A list for each place, the readme, and the file of a document.
    assert_eq!(unpacked(&setting, &delivery).len(), PLACES.len() + 2);
    assert!(setting.mails().await.iter().any(is_mail::<ExportReady>));
}

#[tokio::test]
async fn two_builds_do_not_run_side_by_side() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let delivery = ask(&setting, &anna).await;
    let breakdown = setting.world.breakdown();
    // It dies after it has taken the export.
    breakdown.after(5);
    assert!(build(&setting, &delivery).await.is_err());
    assert!(breakdown.repaired());
    assert!(build(&setting, &delivery).await.is_err(), "the first may still be running");
    setting.world.advance(Duration::from_secs(899));
    assert!(build(&setting, &delivery).await.is_err(), "it may run for a quarter of an hour");
    setting.world.advance(Duration::from_secs(1));
    build(&setting, &delivery).await.unwrap();
}

#[tokio::test]
async fn a_large_file_is_sent_in_parts() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let belongings = setting.belongings(&anna, ApplicationState::Draft).await;
    let large: Vec<u8> = (0..20_000_000_u32).map(|number| number.to_le_bytes()[0]).collect();
    setting.world.bucket().put(&belongings.object, "application/pdf", &large);
    let delivery = ask(&setting, &anna).await;
    build(&setting, &delivery).await.unwrap();
    let files = unpacked(&setting, &delivery);
    let (_, bytes) = files.iter().find(|(name, _)| name.starts_with("files/")).unwrap();
    assert!(*bytes == large);
}

#[tokio::test]
async fn an_export_whose_file_is_missing_is_not_finished_in_silence() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let belongings = setting.belongings(&anna, ApplicationState::Draft).await;
    setting.world.bucket().remove(&belongings.object);
    let delivery = ask(&setting, &anna).await;
    assert!(build(&setting, &delivery).await.is_err());
    assert!(setting.world.bucket().get(&object(&delivery)).is_none());
    // Once it is there again, the next try need not wait for anything.
    setting.world.bucket().put(&belongings.object, "application/pdf", FILE);
    build(&setting, &delivery).await.unwrap();
    // A list for each place, the readme, and the file of a document.
    assert_eq!(unpacked(&setting, &delivery).len(), PLACES.len() + 2);
}
