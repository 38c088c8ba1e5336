//! `view_catalogue`.

use serde_json::json;

use crate::setting::Setting;

#[tokio::test]
async fn anybody_sees_what_there_is_to_choose_from() {
    let setting = Setting::with_catalogue().await;
    setting.world.environment().calls().reset();
    let catalogue = setting.client.get("/api/catalogue").send().await.expect(200).body;
    assert_eq!(setting.world.environment().calls().round_trips(), 1);
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
