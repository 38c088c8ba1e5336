//! `import_programmes`.

use serde_json::{Value, json};
use shared_domain::ids::ProgrammeId;
use shared_kit::{Call, Caller, Reply, refuses_all_but};
use shared_platform::auth::StaffRole;

use crate::setting::{MASTER, OTHER_MASTER, Setting, demonstration_catalogue};

#[tokio::test]
async fn the_demonstration_catalogue_is_broad_enough_to_stand_on() {
    let setting = Setting::empty().await;
    let reply = setting.import(&demonstration_catalogue()).await.expect(202);
    assert_eq!(changed_programmes(&reply.body).len(), 16);
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
    setting.world.calls().reset();
    let reply = setting.import_by(&administrator, &demonstration_catalogue()).await.expect(200);
    assert_eq!(reply.body, json!({ "id": null, "changes": [], "unchanged": 39 }));
    let operations = setting.world.calls().operations();
    let reads = |operation: &String| operation == "GetItem" || operation == "BatchGetItem";
    assert!(operations.iter().all(reads), "{operations:?}");
}

#[tokio::test]
async fn a_file_may_hold_only_what_is_new() {
    let setting = Setting::with_catalogue().await;
    let mut row = demonstration_catalogue()["programmes"][1].clone();
    row["code"] = json!("computer-graphics-master-2027a");
    let reply = setting.import(&json!({ "programmes": [row] })).await.expect(202);
    let added = json!([{
        "list": "programmes",
        "id": "computer-graphics-master-2027a",
        "kind": "added",
        "fields": [],
    }]);
    assert_eq!((&reply.body["changes"], &reply.body["unchanged"]), (&added, &json!(0)));
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
    for slot in rows[14]["checklist"].as_array_mut().unwrap() {
        slot["maxCount"] = json!(5);
    }
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
        ("/programmes/14/checklist", "too_many_documents"),
    ];
    let reply = setting.import(&file).await.expect(422);
    assert_eq!(reply.code(), "invalid_input");
    let expected = expected.map(|(pointer, code)| (pointer.to_owned(), code.to_owned()));
    assert_eq!(reply.errors(), expected);
    assert_eq!(setting.world.dump("PROGRAMMES").await, "");
    assert_eq!(setting.world.dump("AUDIT").await, "");
}

#[tokio::test]
async fn an_intake_ends_after_it_begins() {
    let setting = Setting::empty().await;
    let mut file = demonstration_catalogue();
    file["intakes"][0]["closesAt"] = file["intakes"][0]["opensAt"].clone();
    let named = ("/intakes/0/closesAt".to_owned(), "closes_before_it_opens".to_owned());
    assert!(setting.import(&file).await.expect(422).errors().contains(&named));
}

#[tokio::test]
async fn every_row_of_a_list_has_an_id_of_its_own() {
    let setting = Setting::empty().await;
    for list in ["intakes", "fundingCategories", "admissionTypes", "departments"] {
        let mut file = demonstration_catalogue();
        file[list][1]["id"] = file[list][0]["id"].clone();
        let named = (format!("/{list}/1"), "duplicate_row".to_owned());
        assert!(setting.import(&file).await.expect(422).errors().contains(&named), "{list}");
    }
}

#[tokio::test]
async fn a_form_lies_where_a_browser_can_fetch_it_from_any_page() {
    let setting = Setting::empty().await;
    let mut file = demonstration_catalogue();
    for (address, is_taken) in [
        ("http://forms.example.edu/reference.pdf", false),
        ("https://", false),
        ("https:///reference.pdf", false),
        ("https://forms.example.edu/a reference.pdf", false),
        ("https://forms.example.edu/reference.pdf", true),
    ] {
        file["programmes"][0]["checklist"][0]["template"] = json!(address);
        let reply = setting.import(&file).await;
        assert_eq!(reply.status == 202, is_taken, "{address}: {:#}", reply.body);
    }
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
    let file = json!({ "programmes": ["x".repeat(2 * 1024 * 1024)] });
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
async fn of_very_many_errors_the_first_are_named_and_that_there_are_more() {
    let setting = Setting::empty().await;
    let nothing_but_errors = vec![0; 400_000];
    let reply = setting.import(&json!({ "programmes": nothing_but_errors })).await;
    let errors =
        reply.expect_problem(422, "invalid_input").body["errors"].as_array().unwrap().clone();
    assert_eq!(errors.len(), 201);
    assert_eq!(errors[0]["pointer"], "/programmes/0");
    assert_eq!(errors[200]["code"], "more_errors");
}

#[tokio::test]
async fn a_file_of_too_many_programmes_is_refused_before_they_are_looked_up() {
    let setting = Setting::empty().await;
    let codes: Vec<String> = (0..1_001).map(|number| format!("programme-{number}")).collect();
    let administrator = setting.world.staff(&[StaffRole::Administrator]).await;
    let calls = setting.world.calls();
    calls.reset();
    let reply = setting.import_by(&administrator, &json!({ "remove": codes })).await;
    let problem = reply.expect_problem(422, "invalid_input");
    assert_eq!(problem.body["errors"][0]["code"], "too_many_programmes");
    assert_eq!(calls.round_trips(), 1, "{:?}", calls.operations());
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
    let reply = setting.import(&new_version).await.expect(202);
    assert_eq!(changed_programmes(&reply.body), [MASTER]);
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
    let _ = setting.import(&moved).await.expect(202);
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
    let setting = Setting::empty().await;
    let administrator = setting.world.staff(&[StaffRole::Administrator]).await;
    let reply = setting.import_by(&administrator, &demonstration_catalogue()).await.expect(202);
    setting.write_import(&reply).await.unwrap();
    let taken_on = setting.world.audit("catalogue").await;
    assert_eq!(taken_on.len(), 1);
    assert_eq!(taken_on[0]["action"], "import_programmes");
    assert_eq!(taken_on[0]["actor"], administrator.account.to_string());
    assert_eq!(taken_on[0]["after"]["import"], reply.body["id"]);
    let written = setting.world.audit(ProgrammeId::named(MASTER)).await;
    assert_eq!(written.len(), 1);
    assert_eq!(written[0]["action"], "apply_import");
    assert_eq!(written[0]["after"]["import"], reply.body["id"]);
    assert_eq!(written[0]["after"]["programme"]["code"], MASTER);
}

/// The programmes that an import changes.
fn changed_programmes(reply: &Value) -> Vec<&str> {
    let changes = reply["changes"].as_array().unwrap().iter();
    let programmes = changes.filter(|change| change["list"] == "programmes");
    programmes.map(|change| change["id"].as_str().unwrap()).collect()
}

fn dry_run(setting: &Setting, administrator: &Caller, file: &Value) -> Call {
    setting.client.put("/api/staff/programmes?dryRun=true").by(administrator).json(file)
}

fn table(setting: &Setting, administrator: &Caller, table: impl Into<Vec<u8>>) -> Call {
    let call = setting.client.put("/api/staff/programmes").by(administrator);
    call.header("content-type", "text/csv; charset=utf-8").raw(table.into())
}

#[tokio::test]
async fn a_dry_run_tells_what_would_change_and_writes_nothing() {
    let setting = Setting::with_catalogue().await;
    let administrator = setting.world.staff(&[StaffRole::Administrator]).await;
    let mut file = changed(|row| {
        row["seats"] = json!(5);
        row["asks"]["recommenders"] = json!(1);
    });
    file["departments"][0]["name"]["en"] = json!("School of Computer Science");
    file["office"]["reviewWorkingDays"] = json!(10);
    file["remove"] = json!([OTHER_MASTER]);
    file["programmes"].as_array_mut().unwrap().retain(|row| row["code"] != OTHER_MASTER);
    let before = [setting.world.dump("PROGRAMMES").await, setting.world.dump("AUDIT").await];
    let reply = dry_run(&setting, &administrator, &file).send().await.expect(200);
    let change = |list: &str, id: &str, kind: &str, fields: &[&str]| json!({ "list": list, "id": id, "kind": kind, "fields": fields });
    assert_eq!(
        reply.body["changes"],
        json!([
            change("departments", "computing", "changed", &["name"]),
            change("office", "office", "changed", &["reviewWorkingDays"]),
            change("programmes", MASTER, "changed", &["asks", "seats"]),
            change("programmes", OTHER_MASTER, "removed", &[]),
        ])
    );
    assert_eq!((&reply.body["id"], &reply.body["unchanged"]), (&json!(null), &json!(35)));
    let after = [setting.world.dump("PROGRAMMES").await, setting.world.dump("AUDIT").await];
    assert_eq!(after, before);
    assert_eq!(setting.world.outbox().await, []);
    // What is then imported is what was told.
    let imported = setting.import(&file).await.expect(202);
    assert_eq!(imported.body["changes"], reply.body["changes"]);
    let reply = dry_run(&setting, &administrator, &file).send().await.expect(200);
    assert_eq!(reply.body["changes"], json!([]));
}

#[tokio::test]
async fn a_dry_run_is_for_administrators_and_names_bad_rows_too() {
    let setting = Setting::new().await;
    refuses_all_but(&setting.world, StaffRole::Administrator, || {
        setting.client.put("/api/staff/programmes?dryRun=true").json(&json!({}))
    })
    .await;
    let administrator = setting.world.staff(&[StaffRole::Administrator]).await;
    let bad = changed(|row| row["department"] = json!("alchemy"));
    let reply = dry_run(&setting, &administrator, &bad).send().await.expect(422);
    assert_eq!(reply.errors()[0].1, "unknown_department");
}

#[tokio::test]
async fn the_example_table_is_imported() {
    let setting = Setting::with_catalogue().await;
    let administrator = setting.world.staff(&[StaffRole::Administrator]).await;
    let example = include_str!("../../../../../docs/catalogue-example.csv");
    let reply = table(&setting, &administrator, example).send().await.expect(202);
    assert_eq!(
        changed_programmes(&reply.body),
        ["data-science-master-2027a", "exchange-term-2027a"]
    );
    setting.write_import(&reply).await.unwrap();
    let path = format!("/api/programmes/{}", ProgrammeId::named("data-science-master-2027a"));
    let shown = setting.client.get(&path).send().await.expect(200).body;
    assert_eq!(shown["closesAt"], "2027-05-31T16:00:00Z");
    assert_eq!(shown["seats"], json!({ "total": 20, "taken": 0 }));
    assert_eq!(shown["checklist"][0]["slot"], "passport_page");
    // The same table again is nothing new.
    let reply = table(&setting, &administrator, example).send().await.expect(200);
    assert_eq!(reply.body, json!({ "id": null, "changes": [], "unchanged": 2 }));
}

#[tokio::test]
async fn bad_cells_are_named_by_line_and_column_in_the_readers_language_all_at_once() {
    let setting = Setting::with_catalogue().await;
    let administrator = setting.world.staff(&[StaffRole::Administrator]).await;
    let example = include_str!("../../../../../docs/catalogue-example.csv");
    let bad = example
        .replace("computing", "alchemy")
        .replace("self_funded:600.00", "self_funded:0.00")
        .replace("exchange-term-2027a,Exchange Term", "exchange-term-2027a,")
        .replace(",exchange,5,", ",exchange,five,");
    let before = setting.world.dump("PROGRAMMES").await;
    let reply = table(&setting, &administrator, bad.clone()).send().await.expect(422);
    let line = 1 + example.lines().position(|line| line.starts_with("exchange-term")).unwrap();
    let expected = [
        (format!("/lines/{line}/durationMonths"), "malformed_value".to_owned()),
        ("/lines/2/department".to_owned(), "unknown_department".to_owned()),
        ("/lines/2/fundingCategories".to_owned(), "out_of_range".to_owned()),
    ];
    assert_eq!(reply.errors(), expected);
    let detail = |reply: &Reply, number: usize| {
        reply.body["errors"][number]["detail"].as_str().unwrap().to_owned()
    };
    assert_eq!(detail(&reply, 1), "Line 2, column department: There is no such department.");
    let chinese = table(&setting, &administrator, bad).header("accept-language", "zh");
    let chinese = chinese.send().await.expect(422);
    assert!(detail(&chinese, 1).starts_with("第 2 行，department 列："));
    assert_eq!(setting.world.dump("PROGRAMMES").await, before);
}

#[tokio::test]
async fn a_file_that_is_neither_json_nor_a_table_is_refused() {
    let setting = Setting::new().await;
    let administrator = setting.world.staff(&[StaffRole::Administrator]).await;
    let call = setting.client.put("/api/staff/programmes").by(&administrator);
    let reply = call.header("content-type", "application/zip").raw("PK").send().await;
    reply.expect_problem(415, "unsupported_media_type");
    let too_large = vec![b'x'; 2 * 1024 * 1024 + 1];
    let reply = table(&setting, &administrator, too_large).send().await;
    reply.expect_problem(413, "body_too_large");
}

#[tokio::test]
async fn a_programme_that_is_taken_out_is_not_offered_and_what_was_agreed_to_stays_readable() {
    let setting = Setting::with_catalogue().await;
    let search =
        "/api/programmes?intake=2027-autumn&fundingCategory=self_funded&admissionType=master";
    let count = async || {
        let page = setting.client.get(search).send().await.expect(200).body;
        page["items"].as_array().unwrap().len()
    };
    let before = count().await;
    let removed = setting.import(&json!({ "remove": [MASTER] })).await.expect(202);
    assert_eq!(removed.body["changes"][0]["kind"], "removed");
    assert_eq!(count().await, before - 1);
    let programme = format!("/api/programmes/{}", ProgrammeId::named(MASTER));
    let shown = setting.client.get(&programme).send().await.expect(200).body;
    assert_eq!(shown["open"], false);
    assert_eq!(shown["removedAt"], "2027-03-01T02:00:00Z");
    let _ = setting.client.get(&format!("{programme}/guides/1")).send().await.expect(200);

    // Taking it out again changes nothing; importing it again brings it back.
    let again = setting.import(&json!({ "remove": [MASTER] })).await.expect(200);
    assert_eq!(again.body, json!({ "id": null, "changes": [], "unchanged": 1 }));
    let unknown = setting.import(&json!({ "remove": ["alchemy-master"] })).await.expect(422);
    assert_eq!(unknown.errors(), [("/remove/0".to_owned(), "unknown_programme".to_owned())]);
    let back = setting.import(&demonstration_catalogue()).await.expect(202);
    assert_eq!(back.body["changes"][0]["kind"], "added");
    assert_eq!(count().await, before);
    let shown = setting.client.get(&programme).send().await.expect(200).body;
    assert_eq!((&shown["open"], &shown["removedAt"]), (&json!(true), &Value::Null));
}

#[tokio::test]
async fn one_import_is_written_at_a_time_and_the_same_file_again_is_the_same_import() {
    let setting = Setting::new().await;
    let administrator = setting.world.staff(&[StaffRole::Administrator]).await;
    let one = changed(|row| row["seats"] = json!(7));
    let other = changed(|row| row["seats"] = json!(8));
    let taken_on = setting.import_by(&administrator, &one).await.expect(202);
    let again = setting.import_by(&administrator, &one).await.expect(202);
    assert_eq!(again.body, taken_on.body);
    setting.import_by(&administrator, &other).await.expect_problem(409, "import_running");
    // Asking what it would change is no import.
    let _ = dry_run(&setting, &administrator, &other).send().await.expect(200);
    setting.write_import(&taken_on).await.unwrap();
    let _ = setting.import(&other).await.expect(202);
}

#[tokio::test]
async fn of_imports_made_at_once_one_is_taken_on() {
    let setting = Setting::new().await;
    let administrator = setting.world.staff(&[StaffRole::Administrator]).await;
    let files: Vec<Value> =
        (1..=10).map(|seats| changed(|row| row["seats"] = json!(seats))).collect();
    let calls = files.iter().map(|file| setting.import_by(&administrator, file));
    let replies = futures_util::future::join_all(calls).await;
    let taken_on: Vec<&Reply> = replies.iter().filter(|reply| reply.status == 202).collect();
    assert_eq!(taken_on.len(), 1);
    for reply in replies.iter().filter(|reply| reply.status != 202) {
        assert!(["import_running", "unavailable"].contains(&reply.code()), "{:#}", reply.body);
    }
}

#[tokio::test]
async fn asking_and_taking_on_cost_two_round_trips_to_read_and_one_to_write() {
    let setting = Setting::new().await;
    let administrator = setting.world.staff(&[StaffRole::Administrator]).await;
    let calls = setting.world.calls();
    calls.reset();
    let file = changed(|row| row["seats"] = json!(7));
    let _ = dry_run(&setting, &administrator, &file).send().await.expect(200);
    assert_eq!(calls.round_trips(), 2);
    calls.reset();
    let _ = setting.import_by(&administrator, &file).await.expect(202);
    assert_eq!(calls.round_trips(), 3);
}
