//! What the service knows of a person, on the running system: an export holds
//! all of it, and nothing is left after a deletion but what the receipt names.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use serde_json::{Map, Value, json};
use system_tests::emulator::Emulator;
use system_tests::journey::{ClaimedReview, claimed_review};
use system_tests::mailbox::mail_saying;
use system_tests::people::account_of;
use system_tests::system::{System, eventually};
use system_tests::visitor::{Visitor, text};
use zip::ZipArchive;

/// Attributes that leave the service with nobody, or that only tables need.
const LEFT_OUT: [&str; 17] = [
    "pk",
    "sk",
    "ttl",
    "queue",
    "queuedAt",
    "holder",
    "withheld", // tables
    "secretHash",
    "previousHash",
    "replacedHashes",
    "password",
    "totp", // what one signs in with
    "claim",
    "actor",
    "address",
    "by",
    "proposedBy", // colleagues
];

/// Items that name a person and are in no export, with the reason.
const NOT_EXPORTED: [(&str, &str); 7] = [
    ("CODE#", "a link that was mailed to the person; gone after a day"),
    ("EMAILCHANGE#", "the same"),
    ("CONTACTEMAIL#", "the same"),
    ("TEMPORARY#", "a password that was mailed to the person; gone after half an hour"),
    ("IDEMPOTENCY#", "a reply that the person was given; gone after a day"),
    ("OUTBOX#", "on its way; gone after a moment"),
    ("MESSAGE#", "that a message was handled; gone after two weeks"),
];

/// Items that name a person and outlive the account, with the reason.
const NOT_ERASED: [(&str, &str); 3] = [
    ("CODE#", "gone after a day"),
    ("IDEMPOTENCY#", "gone after a day"),
    ("DELETIONS", "the row of the due date that this test replaced"),
];

#[tokio::test]
async fn an_export_holds_everything_and_a_deletion_leaves_what_the_receipt_names() {
    let system = System::running().await;
    let journey = claimed_review(&system).await;
    decline(&journey).await;
    export_holds_everything(&system, &journey).await;
    deletion_leaves_what_the_receipt_names(&system, &journey).await;
}

async fn decline(journey: &ClaimedReview) {
    let decision = json!({
        "outcome": "decline",
        "reasons": ["no_place_left"],
        "noteToApplicant": "There is no place left this year.",
    });
    let path = format!("/api/reviews/{}/decision", journey.review);
    let _ = journey.reviewer.post(&path).json(&decision).send().await.expect(200);
    let _ = mail_saying(&journey.applicant, &journey.person.email, "no place left").await;
}

async fn export_holds_everything(system: &System, journey: &ClaimedReview) {
    let account = account_of(&journey.applicant);
    let password = json!({ "password": journey.person.password });
    let asked = journey.applicant.post("/api/account/exports").idempotent().json(&password);
    let _ = asked.send().await.expect(202);
    // What is there now has to be in it; what comes while it is made may be.
    let names = [account.as_str(), &journey.person.user_name, &journey.person.email];
    let items = items_naming(&system.emulator(), &names).await;
    assert!(items.len() > 30, "{}", items.len());

    let files = unpacked(&ready(&journey.applicant).await).await;
    let lists = files.iter().filter(|(name, _)| name.ends_with(".json"));
    let values: Vec<Value> =
        lists.flat_map(|(_, bytes)| serde_json::from_slice::<Vec<Value>>(bytes).unwrap()).collect();
    for (table, item) in items {
        let partition = item["pk"].as_str().unwrap();
        let excepted = NOT_EXPORTED.iter().any(|(prefix, _)| partition.starts_with(prefix));
        // The export itself, and that it was made, if it is made already.
        let changing =
            item["sk"].as_str().unwrap().starts_with("EXPORT#") || item["action"] == "build_export";
        let exported = values.iter().any(|value| is_part(value, &item));
        assert!(excepted || changing || exported, "{table}: not in the export: {item:#}");
    }
    let uploaded = files.keys().filter(|name| name.starts_with("files/")).count();
    assert_eq!(uploaded, 2);
}

/// The link of the export, once it can be fetched.
async fn ready(applicant: &Visitor) -> String {
    eventually("an export that can be fetched", async || {
        let list = applicant.get("/api/account/exports").send().await.expect(200).body;
        list["items"][0]["url"].as_str().map(str::to_owned)
    })
    .await
}

async fn unpacked(link: &str) -> BTreeMap<String, Vec<u8>> {
    let zip = Visitor::new("").get(link).send().await.expect(200).bytes;
    let mut zip = ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut files = BTreeMap::new();
    for place in 0..zip.len() {
        let mut entry = zip.by_index(place).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        files.insert(entry.name().unwrap().into_owned(), bytes);
    }
    files
}

/// Whether an exported value is this, but for what is left out.
fn is_part(value: &Value, item: &Value) -> bool {
    match (value, item) {
        (Value::Object(value), Value::Object(item)) => {
            let alike = |(name, part): (&String, &Value)| match value.get(name) {
                Some(given) => is_part(given, part),
                None => LEFT_OUT.contains(&name.as_str()),
            };
            let known = |name: &String| name == "kind" || item.contains_key(name);
            item.iter().all(alike) && value.keys().all(known)
        }
        (value, item) => value == item,
    }
}

async fn deletion_leaves_what_the_receipt_names(system: &System, journey: &ClaimedReview) {
    let emulator = system.emulator();
    let account = account_of(&journey.applicant);
    let password = json!({ "password": journey.person.password });
    let asked = journey.applicant.post("/api/account/deletion").json(&password);
    let _ = asked.send().await.expect(202);
    // Closed, then erased.
    for due_at in ["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"] {
        make_due(&emulator, &account, due_at).await;
        let run = emulator.invoke("delete_due_accounts", &json!({})).await;
        assert!(!run.failed, "{:#}", run.payload);
    }
    let visitor = system.visitor();
    let refused = journey.person.try_to_sign_in(&visitor).await;
    refused.expect_problem(401, "sign_in_failed");

    let mail = mail_saying(&visitor, &journey.person.email, "/deletion-receipt#code=").await;
    let (_, code) = mail.text.split_once("/deletion-receipt#code=").unwrap();
    let code = json!({ "code": code.split_whitespace().next().unwrap() });
    let receipt = visitor.post("/api/deletion-receipts/views").json(&code).send().await.expect(200);
    let erased = receipt.body["erased"].as_array().unwrap();
    // Two documents, as they came and as they were kept, and the export.
    assert!(erased.iter().any(|line| line["code"] == "files" && line["count"] == 5), "{erased:#?}");
    assert_eq!(receipt.body["kept"].as_array().unwrap().len(), 2);

    let names = [account.as_str(), &journey.person.user_name, &journey.person.email];
    for (table, item) in items_naming(&emulator, &names).await {
        let partition = item["pk"].as_str().unwrap();
        let excepted = NOT_ERASED.iter().any(|(prefix, _)| partition.starts_with(prefix));
        let kept = ["AuditTable", "PaymentsTable"].contains(&table.as_str());
        assert!(excepted || kept, "{table}: not erased: {item:#}");
        let text = item.to_string();
        for name in &names[1..] {
            assert!(excepted || !text.contains(name), "{table}: names the person: {item:#}");
        }
    }
    no_file_is_left(&emulator, system, &account).await;
}

/// Lets the next stage of a deletion be due.
async fn make_due(emulator: &Emulator, account: &str, due_at: &str) {
    let dump = emulator.dump().await;
    let mut item = dump["AccountsTable"][&format!("ACCOUNT#{account} / ACCOUNT")].clone();
    item["deletion"]["M"]["dueAt"] = json!({ "S": due_at });
    emulator.put("AccountsTable", &item).await;
    let due = json!({
        "pk": { "S": "DELETIONS" },
        "sk": { "S": format!("{due_at}#{account}") },
        "account": { "S": account },
        "dueAt": { "S": due_at },
    });
    emulator.put("AccountsTable", &due).await;
}

async fn no_file_is_left(emulator: &Emulator, system: &System, account: &str) {
    let s3 = emulator.environment_of("delete_due_accounts").await.s3();
    let bucket = &system.demonstration.uploads_bucket;
    for folder in ["quarantine", "clean", "exports"] {
        let list = s3.list_object_versions().bucket(bucket).prefix(format!("{folder}/{account}/"));
        let found = list.send().await.unwrap();
        assert!(found.versions().is_empty() && found.delete_markers().is_empty(), "{folder}");
    }
}

/// The items of all tables that have one of these texts in them.
async fn items_naming(emulator: &Emulator, names: &[&str]) -> Vec<(String, Value)> {
    let items = emulator.dump().await.into_iter().flat_map(|(table, items)| {
        items.into_values().map(move |item| (table.clone(), plain(&json!({ "M": item }))))
    });
    let named = items.filter(|(_, item)| {
        let text = item.to_string();
        names.iter().any(|name| text.contains(name))
    });
    named.collect()
}

/// A value in DynamoDB's own form as plain JSON.
fn plain(value: &Value) -> Value {
    let (kind, value) = value.as_object().and_then(|value| value.iter().next()).unwrap();
    match kind.as_str() {
        "M" => {
            let attributes = value.as_object().unwrap().iter();
            Value::Object(
                attributes.map(|(name, value)| (name.clone(), plain(value))).collect::<Map<_, _>>(),
            )
        }
        "L" => value.as_array().unwrap().iter().map(plain).collect(),
        "N" => serde_json::from_str(text(value, "")).unwrap(),
        "NULL" => Value::Null,
        _ => value.clone(),
    }
}
