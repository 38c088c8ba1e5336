//! `apply_roster`.

use semester::roster::messages::ApplyRoster;
use serde_json::{Value, json};
use shared_domain::ids::{ApplicationId, RosterImportId};
use shared_domain::samples;
use shared_domain::student::{Known, StudentRecords};
use shared_kit::Reply;
use shared_platform::actions::Failure;
use shared_platform::ids::{AccountId, OutboxId};
use shared_platform::outbox::Delivery;
use shared_platform::store::Transaction;

use crate::setting::{ROSTER, Setting, table, text};

/// A setting with an import that was taken on and is not written yet: two students
/// who change, one who is new, one who leaves.
async fn taken_on() -> (Setting, Reply) {
    let setting = Setting::with_roster().await;
    let rows = [
        &ROSTER[0].replace("2025LX0001", "U-77"),
        &ROSTER[1].replace("MUELLER EVA", "MUELLER EVA MARIA"),
        "2025LX0004,KIM MIN,,韩国,2004-05-06,M12345678,k@example.org,药学,2026级,在读",
    ];
    let reply = setting.send_file("wholeRoster=true", &table(&rows)).await.expect(202);
    assert_eq!(reply.body["changes"].as_array().unwrap().len(), 4);
    (setting, reply)
}

async fn deliver(setting: &Setting, reply: &Reply) -> Result<(), Failure> {
    let import = text(&reply.body["id"]).parse().unwrap();
    // The id of the message is the same for every delivery of it.
    let id: OutboxId = "out_01a1f0000000700080000000000000f8".parse().unwrap();
    let delivery = Delivery { id, message: ApplyRoster { import } };
    setting.world.deliver(&semester::actions(), "apply_roster", &delivery).await
}

/// The students as the registrar sees them, without ids.
async fn seen(setting: &Setting) -> Vec<Value> {
    let mut students = setting.found("").await;
    for student in &mut students {
        student.as_object_mut().unwrap().remove("id");
    }
    students
}

#[tokio::test]
async fn taking_on_an_import_asks_for_it_to_be_written_in_the_same_transaction() {
    let (setting, reply) = taken_on().await;
    let import = text(&reply.body["id"]).parse().unwrap();
    assert_eq!(setting.world.sent::<ApplyRoster>().await, [ApplyRoster { import }]);
    assert_eq!(setting.found("U-77").await.len(), 0);
    deliver(&setting, &reply).await.unwrap();
    assert_eq!(setting.found("U-77").await.len(), 1);
}

#[tokio::test]
async fn an_import_that_dies_anywhere_is_finished_by_the_next_delivery() {
    let (setting, reply) = taken_on().await;
    deliver(&setting, &reply).await.unwrap();
    let expected = seen(&setting).await;
    assert_eq!(expected.len(), 4);
    for calls in (0..).step_by(3) {
        let (setting, reply) = taken_on().await;
        setting.world.breakdown().after(calls);
        let died = deliver(&setting, &reply).await.is_err();
        assert_eq!(setting.world.breakdown().repaired(), died);
        deliver(&setting, &reply).await.unwrap();
        assert_eq!(seen(&setting).await, expected, "after {calls} calls");
        if !died {
            assert!(calls >= 6, "it died at each of its calls before");
            return;
        }
    }
}

#[tokio::test]
async fn an_import_is_written_once_however_often_and_at_once_it_is_delivered() {
    let (setting, reply) = taken_on().await;
    let deliveries = (0..4).map(|_| deliver(&setting, &reply));
    // Who loses a race fails, and finds it done when it comes again.
    let _ = futures_util::future::join_all(deliveries).await;
    deliver(&setting, &reply).await.unwrap();
    let once = setting.world.dump("REGISTRATIONS").await;
    deliver(&setting, &reply).await.unwrap();
    assert_eq!(setting.world.dump("REGISTRATIONS").await, once);
    let student = setting.id_of("U-77").await;
    assert_eq!(setting.world.audit(student).await.len(), 2);
}

#[tokio::test]
async fn the_log_names_nobody() {
    let (setting, reply) = taken_on().await;
    deliver(&setting, &reply).await.unwrap();
    let log = setting.world.dump("AUDIT").await;
    for personal in ["NGUYEN", "C1234567", "2004-02-29", "a@example.org", "LX0001"] {
        assert!(!log.contains(personal), "{personal}");
    }
    let entry = setting.world.audit(setting.id_of("2025LX0003").await).await.pop().unwrap();
    assert_eq!(
        (&entry["before"], &entry["after"]["state"]),
        (&json!({ "state": "enrolled" }), &json!("left"))
    );
}

#[tokio::test]
async fn a_row_whose_record_changed_meanwhile_is_skipped_and_named() {
    let setting = Setting::with_roster().await;
    let new = "2025LX0009,KIM MIN,,韩国,2004-05-06,M12345678,,药学,2026级,在读";
    let reply = setting.send_file("", &table(&[new])).await.expect(202);
    // Somebody else gets the number before it is written.
    let number = shared_platform::store::Item::new(
        shared_platform::store::Key::new("NUMBER#2025LX0009", "NUMBER"),
        &json!({ "student": setting.id_of("2025LX0001").await }),
    );
    setting.world.put("REGISTRATIONS", number.unwrap()).await;
    deliver(&setting, &reply).await.unwrap();
    let path = format!("/api/staff/roster/imports/{}", text(&reply.body["id"]));
    let shown = setting.client.get(&path).by(&setting.registrar).send().await.expect(200).body;
    assert_eq!(shown["state"], "done");
    assert_eq!(shown["skipped"][0]["pointer"], "/lines/2/number");
    assert_eq!(shown["skipped"][0]["code"], "number_of_another");
}

/// Somebody is accepted with the new passport between the look at the row and its writing.
#[tokio::test(flavor = "multi_thread")]
async fn a_passport_that_another_record_got_at_the_same_moment_makes_the_import_look_again() {
    let setting = Setting::with_roster().await;
    let renewed = ROSTER[0].replace("C1234567", "E7654321");
    let reply = setting.send_file("", &table(&[&renewed])).await.expect(202);
    let head = samples::application(AccountId::new(), ApplicationId::new());
    let mut other = samples::student(&head);
    other.identity.passport_no = "E7654321".to_owned();
    other.identity.birth_date = "2004-02-29".parse().unwrap();
    let records = StudentRecords::of(setting.world.environment()).unwrap();
    setting.world.before_next_commit(async move {
        let mut transaction = Transaction::without_author();
        records.create(&mut transaction, &other, &Known::default()).unwrap();
        transaction.commit().await.unwrap();
    });
    assert!(deliver(&setting, &reply).await.is_err(), "the record came to the passport meanwhile");
    deliver(&setting, &reply).await.unwrap();
    let path = format!("/api/staff/roster/imports/{}", text(&reply.body["id"]));
    let shown = setting.client.get(&path).by(&setting.registrar).send().await.expect(200).body;
    assert_eq!(shown["skipped"][0]["code"], "passport_of_another");
    let record = setting.record(setting.id_of("2025LX0001").await).await;
    assert_eq!(record.identity.passport_no, "C1234567");
}

#[tokio::test]
async fn a_message_about_nothing_is_kept_for_a_person() {
    let setting = Setting::new().await;
    let message = ApplyRoster { import: RosterImportId::new() };
    assert!(setting.world.consume(&semester::actions(), message).await.is_err());
}
