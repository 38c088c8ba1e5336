//! `start_application` with the contents of another application.

use futures_util::future::join_all;
use serde_json::{Value, json};
use shared_domain::application::folder_of;
use shared_domain::document::CopyDocuments;
use shared_domain::ids::{ApplicationId, ProgrammeId};
use shared_kit::{Caller, Reply};
use shared_platform::ids::OutboxId;

use crate::setting::{FILLED_IN, OTHER_MASTER, Setting, id, start_request, text};

/// A request to begin with this application, which was seen in this version.
fn restart(from: &Value, version: u64) -> Value {
    let mut body = start_request();
    body["programmeId"] = json!(ProgrammeId::named(OTHER_MASTER));
    body["from"] = from["id"].clone();
    body["fromVersion"] = json!(version);
    body
}

async fn start(setting: &Setting, applicant: &Caller, key: &str, body: &Value) -> Reply {
    let call = setting.client.post("/api/applications").by(applicant).json(body);
    call.idempotency_key(key).send().await
}

async fn copies(setting: &Setting) -> Vec<CopyDocuments> {
    setting.world.sent().await
}

#[tokio::test]
async fn the_active_application_is_in_force_until_the_new_one_takes_its_place() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let old = setting.completed(&applicant).await;
    setting.world.calls().reset();
    let reply = start(&setting, &applicant, "restart-1", &restart(&old, FILLED_IN)).await;
    assert_eq!(setting.world.calls().round_trips(), 2);
    let new = reply.expect(201).body;
    assert_eq!(new["state"], "draft");
    assert_eq!(new["programme"]["name"]["en"], "Pharmacology");
    assert_eq!(new["sections"]["basic_information"]["fields"]["familyName"], "TESTER");
    assert_eq!(setting.view(&applicant, &old).await["state"], "withdrawn");
    let [copy] = copies(&setting).await.try_into().unwrap();
    let [from, to] = [&old, &new].map(|of| folder_of(applicant.account, id(of)));
    assert_eq!((copy.from, copy.to), (from, to));
    let entries = setting.world.audit(text(&old["id"])).await;
    assert_eq!(entries.last().unwrap()["after"]["state"], "withdrawn");
}

#[tokio::test]
async fn the_same_restart_ten_times_at_once_is_one() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let old = setting.ready(&applicant).await;
    let version = old["version"].as_u64().unwrap();
    let body = restart(&old, version);
    let answer = async || {
        for _ in 0..50 {
            let reply = start(&setting, &applicant, "restart-1", &body).await;
            // Too busy, or overtaken by its twin: the same request is sent again.
            if reply.status == 201 {
                return reply.body;
            }
        }
        panic!("no answer")
    };
    let answers = join_all((0..10).map(async |_| answer().await)).await;
    assert!(answers.iter().all(|each| each["id"] == answers[0]["id"]));
    assert_eq!(answers[0]["carriedFee"]["from"], old["id"]);
    assert_eq!(copies(&setting).await.len(), 1);
}

#[tokio::test]
async fn what_changed_since_it_was_seen_is_not_withdrawn_by_a_restart() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let old = setting.ready(&applicant).await;
    let version = old["version"].as_u64().unwrap();
    let reply = start(&setting, &applicant, "restart-1", &restart(&old, version - 1)).await;
    reply.expect_problem(409, "version_conflict");
    let mut unseen = restart(&old, version);
    unseen.as_object_mut().unwrap().remove("fromVersion");
    let reply = start(&setting, &applicant, "restart-unseen", &unseen).await;
    let problem = reply.expect_problem(422, "invalid_input");
    assert_eq!(problem.body["errors"][0]["pointer"], "/fromVersion");
    assert_eq!(setting.view(&applicant, &old).await, old);
}

#[tokio::test]
async fn a_restart_that_is_refused_leaves_the_old_application_in_force() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let old = setting.ready(&applicant).await;
    let mut body = restart(&old, old["version"].as_u64().unwrap());
    body["guideVersion"] = json!("older");
    let reply = start(&setting, &applicant, "restart-1", &body).await;
    reply.expect_problem(409, "guide_changed");
    assert_eq!(setting.view(&applicant, &old).await, old);
    assert_eq!(copies(&setting).await, []);
}

#[tokio::test]
async fn a_withdrawn_application_can_be_begun_with_as_well() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let old = setting.completed(&applicant).await;
    let _ = setting.withdraw(&applicant, &old, FILLED_IN).await.expect(200);
    let mut body = restart(&old, 0);
    body.as_object_mut().unwrap().remove("fromVersion");
    let new = start(&setting, &applicant, "restart-1", &body).await.expect(201).body;
    assert_eq!(new["sections"]["study_plan"]["complete"], true);
    assert_eq!(copies(&setting).await.len(), 1);
}

#[tokio::test]
async fn nobody_begins_with_what_is_not_theirs() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let others = setting.completed(&setting.world.applicant()).await;
    for from in [others, json!({ "id": ApplicationId::new() })] {
        let key = OutboxId::new().to_string();
        let reply = start(&setting, &applicant, &key, &restart(&from, 1)).await;
        let problem = reply.expect_problem(422, "invalid_input");
        assert_eq!(problem.body["errors"][0]["code"], "unknown_application");
    }
    let list = setting.client.get("/api/applications").by(&applicant).send().await.expect(200);
    assert_eq!(list.body["items"], json!([]));
}
