//! `find_programmes`.

use serde_json::{Value, json};

use crate::setting::{Setting, demonstration_catalogue, text};

const MASTERS: &str = "intake=2027-autumn&fundingCategory=self_funded&admissionType=master";

async fn found(setting: &Setting, search: &str) -> Vec<String> {
    let page = find(setting, search).await;
    page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| text(&row["name"]["en"]).to_owned())
        .collect()
}

async fn find(setting: &Setting, search: &str) -> Value {
    setting.client.get(&format!("/api/programmes?{search}")).send().await.expect(200).body
}

#[tokio::test]
async fn category_type_and_intake_narrow_the_programmes() {
    let setting = Setting::with_catalogue().await;
    assert_eq!(
        found(&setting, MASTERS).await,
        [
            "Bridge and Tunnel Engineering",
            "Computer Science and Technology",
            "Master of Business Administration",
            "Pharmacology",
        ]
    );
    let scholarship =
        "intake=2027-autumn&fundingCategory=government_scholarship&admissionType=master";
    assert_eq!(found(&setting, scholarship).await.len(), 3);
    let nothing = "intake=2027-autumn&fundingCategory=exchange_agreement&admissionType=master";
    assert_eq!(found(&setting, nothing).await, [""; 0]);
}

#[tokio::test]
async fn department_language_and_words_in_either_language_narrow_further() {
    let setting = Setting::with_catalogue().await;
    for (search, expected) in [
        ("department=medicine", vec!["Pharmacology"]),
        ("department=med", vec![]),
        ("teachingLanguage=english", vec!["Computer Science and Technology"]),
        ("text=natural%20cardio", vec!["Pharmacology"]),
        ("text=PHARMACOLOGY", vec!["Pharmacology"]),
        ("text=%E5%88%86%E5%B8%83%E5%BC%8F", vec!["Computer Science and Technology"]),
        ("text=natural&department=computing", vec![]),
    ] {
        assert_eq!(found(&setting, &format!("{MASTERS}&{search}")).await, expected, "{search}");
    }
}

#[tokio::test]
async fn a_row_tells_the_fee_and_whether_one_can_apply_now() {
    let setting = Setting::with_catalogue().await;
    let page = find(&setting, &format!("{MASTERS}&department=computing")).await;
    let row = &page["items"][0];
    assert_eq!(row["fee"], json!({ "amountFen": 60_000, "currency": "CNY" }));
    assert_eq!(row["department"]["name"]["en"], "School of Computing");
    assert_eq!(row["closesAt"], "2027-06-30T16:00:00Z");
    assert_eq!(row["open"], true);
    let waived = "intake=2027-autumn&fundingCategory=university_scholarship&admissionType=master";
    assert_eq!(find(&setting, waived).await["items"][0]["fee"], Value::Null);
    let closed = "intake=2027-spring&fundingCategory=self_funded&admissionType=master";
    assert_eq!(find(&setting, closed).await["items"][0]["open"], false);
}

#[tokio::test]
async fn intake_category_and_type_are_asked_for_first() {
    let setting = Setting::with_catalogue().await;
    for search in [
        "",
        "intake=2027-autumn&fundingCategory=self_funded",
        "intake=2027%23autumn&fundingCategory=self_funded&admissionType=master",
        "intake=2027-autumn&fundingCategory=self_funded&admissionType=master&teachingLanguage=latin",
    ] {
        let reply = setting.client.get(&format!("/api/programmes?{search}")).send().await;
        reply.expect_problem(400, "malformed_query");
    }
    let long = format!("{MASTERS}&text={}", "a".repeat(101));
    let reply = setting.client.get(&format!("/api/programmes?{long}")).send().await;
    reply.expect_problem(422, "invalid_input");
}

/// The demonstration catalogue with many more master's programmes.
fn large_catalogue(programmes: usize) -> Value {
    let mut catalogue = demonstration_catalogue();
    let rows = catalogue["programmes"].as_array_mut().unwrap();
    let model = rows[1].clone();
    rows.clear();
    for number in 0..programmes {
        let mut row = model.clone();
        row["code"] = json!(format!("programme-{number:03}"));
        row["name"]["en"] = json!(format!("Programme {number:03}"));
        row["guide"]["requirements"] = json!({ "en": "None.", "zh": "无。" });
        rows.push(row);
    }
    catalogue
}

#[tokio::test]
async fn every_programme_is_on_exactly_one_page_and_a_page_is_one_round_trip() {
    let setting = Setting::empty().await;
    let _ = setting.import(&large_catalogue(50)).await.expect(202);
    let mut names = Vec::new();
    let mut search = MASTERS.to_owned();
    let mut sizes = Vec::new();
    loop {
        setting.world.calls().reset();
        let page = find(&setting, &search).await;
        assert_eq!(setting.world.calls().round_trips(), 1);
        let items = page["items"].as_array().unwrap();
        sizes.push(items.len());
        names.extend(items.iter().map(|row| text(&row["name"]["en"]).to_owned()));
        let Some(next) = page["next"].as_str() else { break };
        search = format!("{MASTERS}&cursor={next}");
    }
    assert_eq!(sizes, [20, 20, 10]);
    names.sort();
    let expected: Vec<String> = (0..50).map(|number| format!("Programme {number:03}")).collect();
    assert_eq!(names, expected);
}

#[tokio::test]
async fn a_cursor_of_another_search_is_refused() {
    let setting = Setting::empty().await;
    let _ = setting.import(&large_catalogue(25)).await.expect(202);
    let page = find(&setting, MASTERS).await;
    let next = text(&page["next"]);
    let other = format!(
        "intake=2027-autumn&fundingCategory=government_scholarship&admissionType=master&cursor={next}"
    );
    for search in [other, format!("{MASTERS}&cursor=nonsense")] {
        let reply = setting.client.get(&format!("/api/programmes?{search}")).send().await;
        reply.expect_problem(400, "invalid_cursor");
    }
}

#[tokio::test]
async fn what_is_open_now_can_be_asked_for() {
    let setting = Setting::with_catalogue().await;
    let spring = "intake=2027-spring&fundingCategory=self_funded&admissionType=master";
    let all = find(&setting, spring).await;
    assert_eq!(all["items"][0]["open"], false);
    let open = find(&setting, &format!("{spring}&open=true")).await;
    assert_eq!(open["items"], json!([]));
    let masters = find(&setting, MASTERS).await;
    assert_eq!(find(&setting, &format!("{MASTERS}&open=true")).await, masters);
}
