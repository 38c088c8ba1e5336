//! `import_programmes`.

use serde_json::{Value, json};
use shared::auth::StaffRole;
use shared::ids::ProgrammeId;
use shared::testing::refuses_all_but;

use crate::setting::{MASTER, Setting, demonstration_catalogue};

#[tokio::test]
async fn the_demonstration_catalogue_is_broad_enough_to_stand_on() {
    let setting = Setting::empty().await;
    let reply = setting.import(&demonstration_catalogue()).await.expect(200);
    assert_eq!(reply.body, json!({ "imported": 16, "unchanged": 0 }));
    let catalogue = demonstration_catalogue();
    let different = |field: &str| {
        let rows = catalogue["programmes"].as_array().unwrap().iter();
        rows.map(|row| row[field].to_string()).collect::<std::collections::HashSet<_>>().len()
    };
    assert!(different("department") >= 5);
    assert!(different("teachingLanguage") >= 3);
    assert!(different("admissionType") >= 5);
}

#[tokio::test]
async fn only_administrators_import() {
    let setting = Setting::empty().await;
    let file = demonstration_catalogue();
    refuses_all_but(&setting.world, StaffRole::Administrator, || {
        setting.client.put("/api/staff/programmes").json(&file)
    })
    .await;
    let catalogue = setting.client.get("/api/catalogue").send().await.body;
    assert_eq!(catalogue["departments"], json!([]));
}

#[tokio::test]
async fn who_lost_the_role_is_not_told_that_nothing_changed() {
    let setting = Setting::with_catalogue().await;
    let administrator = setting.world.staff(&[StaffRole::Administrator]).await;
    setting.world.set_roles(&administrator, &[]).await;
    let reply = setting.import_by(&administrator, &demonstration_catalogue()).await;
    reply.expect_problem(403, "not_permitted");
}

#[tokio::test]
async fn importing_again_costs_no_write() {
    let setting = Setting::with_catalogue().await;
    let administrator = setting.world.staff(&[StaffRole::Administrator]).await;
    setting.world.environment().calls().reset();
    let reply = setting.import_by(&administrator, &demonstration_catalogue()).await.expect(200);
    assert_eq!(reply.body, json!({ "imported": 0, "unchanged": 16 }));
    let operations = setting.world.environment().calls().operations();
    let reads = |operation: &String| operation == "GetItem" || operation == "BatchGetItem";
    assert!(operations.iter().all(reads), "{operations:?}");
}

#[tokio::test]
async fn a_file_may_hold_only_what_is_new() {
    let setting = Setting::with_catalogue().await;
    let mut row = demonstration_catalogue()["programmes"][1].clone();
    row["code"] = json!("computer-graphics-master-2027a");
    let reply = setting.import(&json!({ "programmes": [row] })).await.expect(200);
    assert_eq!(reply.body, json!({ "imported": 1, "unchanged": 0 }));
    let catalogue = setting.client.get("/api/catalogue").send().await.body;
    assert_eq!(catalogue["departments"].as_array().unwrap().len(), 7);
}

#[tokio::test]
async fn bad_rows_are_named_and_nothing_is_half_imported() {
    let setting = Setting::empty().await;
    let mut file = demonstration_catalogue();
    let rows = &mut file["programmes"];
    rows[0]["department"] = json!("alchemy");
    rows[1]["fundingCategories"][0]["fee"]["amountFen"] = json!(-1);
    rows[2]["guide"]["requirements"]["zh"] = json!(" ");
    rows[3]["admissionType"] = json!("exchange");
    rows[4]["checklist"][0]["minCount"] = json!(2);
    rows[5]["code"] = rows[0]["code"].clone();
    rows[6]["closesAt"] = json!("2028-01-01T00:00:00Z");
    rows[7]["checklist"][1]["contentTypes"] = json!(["text/html"]);
    rows[8]["checklist"][0]["template"] = json!("javascript:alert(1)");
    rows[9]["checklist"][0]["validMonths"] = json!(0);
    rows[10]["checklist"][0]["translationOf"] = json!("poem");
    rows[11]["checklist"][0]["translationOf"] = json!("passport_page");
    rows[12]["eligibility"] =
        json!({ "leastAge": 40, "mostAge": 30, "nationalitiesNotAdmitted": ["cn"] });
    rows[13]["seats"] = json!(1_000_000);
    let expected = [
        ("/programmes/5", "duplicate_row"),
        ("/programmes/0/department", "unknown_department"),
        ("/programmes/1/fundingCategories/0/fee/amountFen", "out_of_range"),
        ("/programmes/2/guide/requirements/zh", "required"),
        ("/programmes/3/fundingCategories/0", "admission_type_not_in_category"),
        ("/programmes/3/fundingCategories/1", "admission_type_not_in_category"),
        ("/programmes/4/checklist/0/minCount", "out_of_range"),
        ("/programmes/6/closesAt", "outside_the_intake"),
        ("/programmes/7/checklist/1/contentTypes", "unknown_content_type"),
        ("/programmes/8/checklist/0/template", "not_a_web_address"),
        ("/programmes/9/checklist/0/validMonths", "out_of_range"),
        ("/programmes/10/checklist/0/translationOf", "unknown_slot"),
        ("/programmes/11/checklist/0/translationOf", "unknown_slot"),
        ("/programmes/12/eligibility/mostAge", "out_of_range"),
        ("/programmes/12/eligibility/nationalitiesNotAdmitted/0", "unknown_country"),
        ("/programmes/13/seats", "out_of_range"),
    ];
    let reply = setting.import(&file).await.expect(422);
    assert_eq!(reply.code(), "invalid_input");
    let expected = expected.map(|(pointer, code)| (pointer.to_owned(), code.to_owned()));
    assert_eq!(reply.errors(), expected);
    assert_eq!(setting.world.dump("PROGRAMMES").await, "");
    assert_eq!(setting.world.dump("AUDIT").await, "");
}

#[tokio::test]
async fn a_value_of_the_wrong_form_is_named_by_its_place() {
    let setting = Setting::empty().await;
    let mut file = demonstration_catalogue();
    file["programmes"][0]["durationMonths"] = json!("four years");
    file["programmes"][1]["guide"]["publishedAt"] = json!("last week");
    file["intakes"][0]["opensAt"] = json!(5);
    file["departments"] = json!({});
    file["colour"] = json!("red");
    let reply = setting.import(&file).await.expect(422);
    let expected = [
        ("/intakes/0/opensAt", "malformed_value"),
        ("/departments", "not_a_list"),
        ("/programmes/0/durationMonths", "malformed_value"),
        ("/programmes/1/guide/publishedAt", "malformed_value"),
        ("/colour", "unknown_field"),
    ];
    let expected = expected.map(|(pointer, code)| (pointer.to_owned(), code.to_owned()));
    assert_eq!(reply.errors(), expected);
    setting.import(&json!([])).await.expect_problem(422, "invalid_input");
}

#[tokio::test]
async fn an_office_is_one_that_can_be_reached() {
    let setting = Setting::empty().await;
    let mut file = demonstration_catalogue();
    file["office"]["reviewWorkingDays"] = json!(0);
    file["office"]["email"] = json!("the office");
    file["office"]["phone"] = json!("extension 12");
    file["office"]["address"]["en"] = json!("");
    let reply = setting.import(&file).await.expect(422);
    let expected = [
        ("/office/reviewWorkingDays", "out_of_range"),
        ("/office/email", "email_malformed"),
        ("/office/phone", "invalid_phone"),
        ("/office/address/en", "required"),
    ];
    let expected = expected.map(|(pointer, code)| (pointer.to_owned(), code.to_owned()));
    assert_eq!(reply.errors(), expected);
    file["office"]["closedOn"] = json!(["the whole summer"]);
    let reply = setting.import(&file).await.expect(422);
    assert_eq!(reply.errors()[0].0, "/office/closedOn/0");
}

#[tokio::test]
async fn a_file_that_is_too_large_is_refused() {
    let setting = Setting::empty().await;
    let file = json!({ "programmes": ["x".repeat(1024 * 1024)] });
    setting.import(&file).await.expect_problem(413, "body_too_large");
}

/// The demonstration catalogue with one change to the master's programme.
fn changed(change: impl Fn(&mut Value)) -> Value {
    let mut file = demonstration_catalogue();
    let rows = file["programmes"].as_array_mut().unwrap();
    change(rows.iter_mut().find(|row| row["code"] == MASTER).unwrap());
    file
}

#[tokio::test]
async fn a_published_guide_never_gets_another_text() {
    let setting = Setting::with_catalogue().await;
    let other_text = changed(|row| row["guide"]["requirements"]["en"] = json!("Anybody."));
    let reply = setting.import(&other_text).await.expect(422);
    assert_eq!(
        reply.errors(),
        [("/programmes/1/guide/version".to_owned(), "guide_version_reused".to_owned())]
    );
    let new_version = changed(|row| {
        row["guide"]["requirements"]["en"] = json!("Anybody.");
        row["guide"]["version"] = json!("2");
    });
    let reply = setting.import(&new_version).await.expect(200);
    assert_eq!(reply.body, json!({ "imported": 1, "unchanged": 15 }));
    // What applicants agreed to stays readable.
    let programme = format!("PROGRAMME#{}", ProgrammeId::named(MASTER));
    let items: Vec<Value> = setting.world.list("PROGRAMMES", &programme).await;
    assert_eq!(items.len(), 4);
}

#[tokio::test]
async fn a_programme_that_moves_leaves_the_searches_it_was_in() {
    let setting = Setting::with_catalogue().await;
    let moved = changed(|row| {
        row["department"] = json!("environment");
        row["fundingCategories"] = json!([{ "id": "self_funded", "fee": null }]);
    });
    let _ = setting.import(&moved).await.expect(200);
    let count = async |search: &str| {
        let path = format!("/api/programmes?intake=2027-autumn&admissionType=master&{search}");
        let page = setting.client.get(&path).send().await.expect(200).body;
        page["items"].as_array().unwrap().len()
    };
    assert_eq!(count("fundingCategory=self_funded&department=computing").await, 0);
    assert_eq!(count("fundingCategory=self_funded&department=environment").await, 1);
    assert_eq!(count("fundingCategory=government_scholarship").await, 2);
}

#[tokio::test]
async fn an_import_is_in_the_audit_log() {
    let setting = Setting::with_catalogue().await;
    let entries = setting.world.audit(ProgrammeId::named(MASTER)).await;
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0]["action"], "import_programmes");
    assert_eq!(entries[0]["after"]["code"], MASTER);
}
