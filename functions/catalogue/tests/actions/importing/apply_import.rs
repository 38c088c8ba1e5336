//! `apply_import`.

use catalogue::importing::changes::ApplyImport;
use serde_json::{Value, json};
use shared_domain::ids::{ImportId, ProgrammeId};
use shared_kit::Reply;
use shared_platform::actions::Failure;
use shared_platform::auth::StaffRole;
use shared_platform::ids::OutboxId;
use shared_platform::outbox::Delivery;

use crate::setting::{MASTER, OTHER_MASTER, Setting, demonstration_catalogue, text};

/// A change of lists, two programmes that change, one that is new and one that
/// is taken out.
fn file() -> Value {
    let catalogue = demonstration_catalogue();
    let row = |code: &str| {
        let rows = catalogue["programmes"].as_array().unwrap();
        rows.iter().find(|row| row["code"] == code).unwrap().clone()
    };
    let mut master = row(MASTER);
    master["seats"] = json!(7);
    master["guide"]["version"] = json!("2");
    let mut new = row(MASTER);
    new["code"] = json!("computer-graphics-master-2027a");
    let mut department = catalogue["departments"][0].clone();
    department["name"]["en"] = json!("School of Computer Science");
    json!({
        "departments": [department],
        "programmes": [master, new, row("bridge-engineering-master-2027a")],
        "remove": [OTHER_MASTER],
    })
}

/// A setting with an import that was taken on and is not written yet.
async fn taken_on() -> (Setting, Reply) {
    let setting = Setting::new().await;
    let administrator = setting.world.staff(&[StaffRole::Administrator]).await;
    let reply = setting.import_by(&administrator, &file()).await.expect(202);
    (setting, reply)
}

async fn deliver(setting: &Setting, reply: &Reply) -> Result<(), Failure> {
    let import = text(&reply.body["id"]).parse().unwrap();
    let message = ApplyImport { import };
    // The id of the message is the same for every delivery of it.
    let id: OutboxId = "out_01a1f0000000700080000000000000f7".parse().unwrap();
    setting.world.deliver(&catalogue::actions(), "apply_import", &Delivery { id, message }).await
}

/// The catalogue as everybody sees it, and what is kept of the import.
async fn seen(setting: &Setting, reply: &Reply) -> Vec<String> {
    let import = text(&reply.body["id"]);
    let dump = setting.world.dump("PROGRAMMES").await.replace(import, "the import");
    // The import that the setting began with has an id of its own.
    let mut seen: Vec<String> =
        dump.lines().filter(|line| !line.contains("imp_")).map(str::to_owned).collect();
    for code in [MASTER, OTHER_MASTER, "computer-graphics-master-2027a"] {
        let entries = setting.world.audit(ProgrammeId::named(code)).await;
        let actions: Vec<String> = entries.iter().map(|each| each["action"].to_string()).collect();
        seen.push(actions.join(" "));
    }
    seen
}

#[tokio::test]
async fn taking_on_an_import_asks_for_it_to_be_written_in_the_same_transaction() {
    let (setting, reply) = taken_on().await;
    let import = text(&reply.body["id"]).parse().unwrap();
    assert_eq!(setting.world.sent::<ApplyImport>().await, [ApplyImport { import }]);
    // The lists count at once, the programmes do not yet.
    let catalogue = setting.client.get("/api/catalogue").send().await.body;
    assert_eq!(catalogue["departments"][0]["name"]["en"], "School of Computer Science");
    let path = format!("/api/programmes/{}", ProgrammeId::named(MASTER));
    assert_eq!(setting.client.get(&path).send().await.body["seats"]["total"], 15);
    deliver(&setting, &reply).await.unwrap();
    assert_eq!(setting.client.get(&path).send().await.body["seats"]["total"], 7);
}

#[tokio::test]
async fn an_import_that_dies_anywhere_is_finished_by_the_next_delivery() {
    let (setting, reply) = taken_on().await;
    deliver(&setting, &reply).await.unwrap();
    let expected = seen(&setting, &reply).await;
    for calls in 0.. {
        let (setting, reply) = taken_on().await;
        setting.world.breakdown().after(calls);
        let died = deliver(&setting, &reply).await.is_err();
        assert_eq!(setting.world.breakdown().repaired(), died);
        deliver(&setting, &reply).await.unwrap();
        assert!(seen(&setting, &reply).await == expected, "after {calls} calls");
        if !died {
            assert!(calls >= 10, "it died at each of its calls before");
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
    let once = seen(&setting, &reply).await;
    deliver(&setting, &reply).await.unwrap();
    assert_eq!(seen(&setting, &reply).await, once);
    assert_eq!(setting.world.audit(ProgrammeId::named(MASTER)).await.len(), 2);
}

#[tokio::test]
async fn a_late_delivery_does_not_bring_back_what_a_later_import_changed() {
    let (setting, reply) = taken_on().await;
    deliver(&setting, &reply).await.unwrap();
    let _ = setting.import(&demonstration_catalogue()).await.expect(202);
    let before = setting.world.dump("PROGRAMMES").await;
    deliver(&setting, &reply).await.unwrap();
    assert_eq!(setting.world.dump("PROGRAMMES").await, before);
}

#[tokio::test]
async fn what_is_done_keeps_no_copy_of_the_file() {
    let (setting, reply) = taken_on().await;
    let partition = format!("IMPORT#{}", text(&reply.body["id"]));
    assert_eq!(setting.world.list::<Value>("PROGRAMMES", &partition).await.len(), 2);
    deliver(&setting, &reply).await.unwrap();
    assert_eq!(setting.world.list::<Value>("PROGRAMMES", &partition).await.len(), 1);
}

#[tokio::test]
async fn an_import_that_is_unknown_waits_for_a_person() {
    let setting = Setting::new().await;
    let message = ApplyImport { import: ImportId::new() };
    let delivery = Delivery { id: OutboxId::new(), message };
    let outcome = setting.world.deliver(&catalogue::actions(), "apply_import", &delivery).await;
    assert!(outcome.is_err());
}

#[tokio::test]
async fn two_hundred_and_fifty_programmes_are_imported_and_a_page_costs_the_same() {
    let setting = Setting::empty().await;
    let mut catalogue = demonstration_catalogue();
    let rows = catalogue["programmes"].as_array_mut().unwrap();
    let model = rows.iter().find(|row| row["code"] == MASTER).unwrap().clone();
    rows.clear();
    for number in 0..250 {
        let mut row = model.clone();
        row["code"] = json!(format!("programme-{number:03}"));
        rows.push(row);
    }
    let search =
        "/api/programmes?intake=2027-autumn&fundingCategory=self_funded&admissionType=master";
    let mut costs = Vec::new();
    for count in [25, 250] {
        let mut file = catalogue.clone();
        file["programmes"].as_array_mut().unwrap().truncate(count);
        let _ = setting.import(&file).await.expect(202);
        setting.world.calls().reset();
        let page = setting.client.get(search).send().await.expect(200).body;
        assert_eq!(page["items"].as_array().unwrap().len(), 20);
        let calls = setting.world.calls();
        costs.push((calls.round_trips(), calls.operations()));
    }
    assert_eq!(costs[0], costs[1]);
    let pages = async || {
        let mut found = 0;
        let mut path = search.to_owned();
        loop {
            let page = setting.client.get(&path).send().await.expect(200).body;
            found += page["items"].as_array().unwrap().len();
            let Some(next) = page["next"].as_str() else { return found };
            path = format!("{search}&cursor={next}");
        }
    };
    assert_eq!(pages().await, 250);
}
