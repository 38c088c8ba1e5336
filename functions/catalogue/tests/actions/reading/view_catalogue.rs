//! `view_catalogue`.

use serde_json::json;

use crate::setting::Setting;

#[tokio::test]
async fn anybody_sees_what_there_is_to_choose_from() {
    let setting = Setting::with_catalogue().await;
    setting.world.calls().reset();
    let catalogue = setting.client.get("/api/catalogue").send().await.expect(200).body;
    assert_eq!(setting.world.calls().round_trips(), 1);
    assert_eq!(catalogue["intakes"][0]["id"], "2027-autumn");
    assert_eq!(catalogue["intakes"][0]["opensAt"], "2026-10-14T16:00:00Z");
    assert_eq!(catalogue["departments"].as_array().unwrap().len(), 7);
    assert_eq!(catalogue["teachingLanguages"], json!(["chinese", "english", "both", "other"]));
}

#[tokio::test]
async fn admission_types_stand_under_the_funding_categories_they_go_with() {
    let setting = Setting::with_catalogue().await;
    let catalogue = setting.client.get("/api/catalogue").send().await.expect(200).body;
    let exchange = &catalogue["fundingCategories"][3];
    assert_eq!(exchange["name"]["zh"], "校际交换");
    assert_eq!(
        exchange["admissionTypes"],
        json!([{ "id": "exchange", "name": { "en": "Exchange student", "zh": "交换生" } }])
    );
}

#[tokio::test]
async fn before_the_first_import_there_is_nothing_to_choose_from() {
    let setting = Setting::empty().await;
    let catalogue = setting.client.get("/api/catalogue").send().await.expect(200).body;
    assert_eq!(catalogue["intakes"], json!([]));
    assert_eq!(catalogue["fundingCategories"], json!([]));
}

#[tokio::test]
async fn the_office_says_how_to_reach_it_and_when_it_works() {
    let setting = Setting::with_catalogue().await;
    let catalogue = setting.client.get("/api/catalogue").send().await.expect(200).body;
    let office = &catalogue["office"];
    assert_eq!(office["email"], "admissions@qinglan.example.org");
    assert_eq!(office["phone"], "+86 23 5550 0100");
    assert_ne!(office["address"]["zh"], "");
    assert_eq!(office["reviewWorkingDays"], 15);
    assert_eq!(office["closedOn"][0], "2027-01-01");
}

#[tokio::test]
async fn who_has_the_catalogue_is_told_that_it_has_not_changed() {
    let setting = Setting::with_catalogue().await;
    let first = setting.client.get("/api/catalogue").send().await.expect(200);
    assert_eq!(first.headers["cache-control"], "public, max-age=60");
    let tag = first.headers["etag"].to_str().unwrap().to_owned();
    let again = setting.client.get("/api/catalogue").header("if-none-match", &tag).send().await;
    let again = again.expect(304);
    assert_eq!((&again.body, &again.headers["etag"]), (&json!(null), &first.headers["etag"]));
    // The tag follows the content.
    let mut row = crate::setting::demonstration_catalogue()["departments"][0].clone();
    row["name"]["en"] = json!("School of Computer Science");
    let _ = setting.import(&json!({ "departments": [row] })).await;
    let changed = setting.client.get("/api/catalogue").header("if-none-match", &tag).send().await;
    assert_ne!(changed.expect(200).headers["etag"], first.headers["etag"]);
}

#[tokio::test]
async fn everybody_gets_the_same_bytes() {
    let setting = Setting::with_catalogue().await;
    let applicant = setting.world.applicant();
    let paths = [
        "/api/catalogue".to_owned(),
        "/api/programmes?intake=2027-autumn&fundingCategory=self_funded&admissionType=master"
            .to_owned(),
        format!(
            "/api/programmes/{}",
            shared_domain::ids::ProgrammeId::named(crate::setting::MASTER)
        ),
    ];
    for path in paths {
        let one = setting.client.get(&path).send().await.expect(200);
        let other = setting.client.get(&path).by(&applicant).header("accept-language", "zh-CN");
        let other = other.send().await.expect(200);
        assert_eq!(one.headers["etag"], other.headers["etag"], "{path}");
        assert_eq!(one.headers["cache-control"], "public, max-age=60");
        assert!(one.headers.get("set-cookie").is_none());
    }
}
