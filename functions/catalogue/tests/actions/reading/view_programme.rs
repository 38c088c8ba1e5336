//! `view_programme`.

use serde_json::json;
use shared_domain::ids::ProgrammeId;

use crate::setting::{MASTER, Setting};

#[tokio::test]
async fn anybody_reads_the_guide_in_both_languages_before_applying() {
    let setting = Setting::with_catalogue().await;
    setting.world.calls().reset();
    let path = format!("/api/programmes/{}", ProgrammeId::named(MASTER));
    let programme = setting.client.get(&path).send().await.expect(200).body;
    assert_eq!(setting.world.calls().round_trips(), 1);
    let guide = &programme["guide"];
    assert_eq!(guide["version"], "1");
    assert_eq!(guide["publishedAt"], "2026-09-28");
    for part in ["publisher", "requirements", "documentsNote", "deadlineNote"] {
        assert_ne!(guide[part]["en"].as_str().unwrap(), "");
        assert_ne!(guide[part]["zh"].as_str().unwrap(), "");
    }
}

#[tokio::test]
async fn a_programme_tells_its_fees_and_the_documents_it_asks_for() {
    let setting = Setting::with_catalogue().await;
    let path = format!("/api/programmes/{}", ProgrammeId::named(MASTER));
    let programme = setting.client.get(&path).send().await.expect(200).body;
    assert_eq!(
        programme["fundingCategories"],
        json!([
            { "id": "self_funded", "fee": { "amountFen": 60_000, "currency": "CNY" } },
            { "id": "government_scholarship", "fee": { "amountFen": 60_000, "currency": "CNY" } },
            { "id": "university_scholarship", "fee": null },
        ])
    );
    let required: Vec<_> = programme["checklist"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|slot| slot["required"] == true)
        .map(|slot| slot["slot"].as_str().unwrap())
        .collect();
    assert_eq!(required, ["passport_page", "photo"]);
    assert_eq!(programme["open"], true);
}

#[tokio::test]
async fn a_programme_that_closes_early_tells_its_own_end() {
    let setting = Setting::with_catalogue().await;
    let id = ProgrammeId::named("clinical-medicine-bachelor-2027a");
    let reply = setting.client.get(&format!("/api/programmes/{id}")).send().await;
    assert_eq!(reply.expect(200).body["closesAt"], "2027-05-31T16:00:00Z");
}

#[tokio::test]
async fn an_unknown_programme_is_not_found() {
    let setting = Setting::with_catalogue().await;
    for id in [ProgrammeId::new().to_string(), "prg_1".to_owned(), "x".to_owned()] {
        let reply = setting.client.get(&format!("/api/programmes/{id}")).send().await;
        reply.expect_problem(404, "not_found");
    }
}

#[tokio::test]
async fn a_programme_tells_whom_it_admits_what_it_asks_for_and_until_when_in_beijing() {
    let setting = Setting::with_catalogue().await;
    let path = format!("/api/programmes/{}", ProgrammeId::named(MASTER));
    let programme = setting.client.get(&path).send().await.expect(200).body;
    assert_eq!(
        programme["eligibility"],
        json!({
            "leastAge": null,
            "mostAge": 35,
            "leastEducation": "bachelor",
            "nationalitiesNotAdmitted": ["CN"],
        })
    );
    assert_eq!(programme["mustBeChecked"], true);
    assert_eq!(programme["seats"], json!({ "total": 15, "taken": 0 }));
    assert_eq!(programme["asks"]["recommenders"], 2);
    assert_eq!(programme["closesAt"], "2027-06-30T16:00:00Z");
    assert_eq!(programme["closesAtBeijing"], "2027-06-30 24:00");
    assert_eq!(programme["removedAt"], json!(null));
}
