//! `view_registration_review`.

use serde_json::{Value, json};
use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;

use crate::case::{Case, filled_in, verdicts};

impl Case {
    async fn seen(&self, review: shared_domain::ids::ReviewId) -> Value {
        let path = format!("/api/reviews/{review}/registration");
        self.setting.client.get(&path).by(&self.reviewer).send().await.expect(200).body
    }
}

/// The item of a name.
fn item<'a>(seen: &'a Value, name: &str) -> &'a Value {
    seen["items"].as_array().unwrap().iter().find(|item| item["item"] == name).unwrap()
}

/// S110
#[tokio::test]
async fn staff_see_each_document_beside_what_was_typed() {
    let (case, review) = Case::before_staff().await;
    let path = format!("/api/reviews/{review}/registration");
    refuses_all_but(&case.setting.world, StaffRole::Reviewer, || case.setting.client.get(&path))
        .await;
    case.setting.world.calls().reset();
    let seen = case.seen(review).await;
    assert_eq!(case.setting.world.calls().round_trips(), 2);
    assert_eq!(seen["student"]["number"], "2025LX0001");
    assert_eq!(seen["email"], "anna@example.org");
    let names: Vec<&Value> =
        seen["items"].as_array().unwrap().iter().map(|item| &item["item"]).collect();
    assert_eq!(names, ["payment", "residence", "insurance", "visa"]);
    for (name, section, slot) in [
        ("residence", "residence", "contract"),
        ("insurance", "insurance", "insurance_proof"),
        ("visa", "passport", "passport_page"),
    ] {
        let item = item(&seen, name);
        assert_eq!(item["sections"][0]["section"], section);
        assert_eq!(item["sections"][0]["fields"], filled_in(section));
        let url = item["documents"][0]["url"].as_str().unwrap();
        assert_eq!(item["documents"][0]["slot"], slot);
        assert!(url.contains("/clean/"), "{url}");
    }
    let visa = item(&seen, "visa");
    assert_eq!(visa["documents"].as_array().unwrap().len(), 2);
    let audit = case.setting.world.audit(&case.id).await;
    let viewings = audit.iter().filter(|entry| entry["action"] == "view_registration_review");
    assert_eq!(viewings.count(), 1);
}

#[tokio::test]
async fn staff_see_what_a_correction_changed_and_what_was_said_before() {
    let (case, review) = Case::claimed().await;
    let _ = case.judge(&case.reviewer, review, &verdicts(&["insurance"])).await.expect(200);
    case.setting.world.take_outbox().await;
    let mut insurance = filled_in("insurance");
    insurance["policyNo"] = json!("PICC-2027-0043");
    let _ = case.save("insurance", &insurance).await.expect(200);
    case.upload("insurance_proof").await;
    let _ = case.submit().await.expect(200);
    let again = case.opened().await;
    let seen = case.seen(again).await;
    assert_eq!((&seen["round"], &seen["occasion"]), (&json!(2), &json!("resubmitted")));
    let insurance = item(&seen, "insurance");
    assert_eq!(insurance["sections"][0]["changed"], json!(["policyNo"]));
    assert_eq!(insurance["changedSlots"], json!(["insurance_proof"]));
    let visa = item(&seen, "visa");
    assert_eq!((&visa["sections"][0]["changed"], &visa["changedSlots"]), (&json!([]), &json!([])));
    let said = seen["rounds"][0]["verdicts"].as_array().unwrap();
    let returned = said.iter().find(|verdict| verdict["item"] == "insurance").unwrap();
    assert_eq!(returned["reason"], "unreadable");
    assert_eq!(returned["note"]["en"], "The insurance is blurred.");
    assert_eq!(seen["rounds"][1]["verdicts"], json!([]));
}

#[tokio::test]
async fn staff_see_what_was_approved_last_semester() {
    let (case, review) = Case::claimed().await;
    let _ = case.judge(&case.reviewer, review, &verdicts(&[])).await.expect(200);
    let mut other = Case { id: case.set_autumn().await, ..case };
    other.setting.world.advance(std::time::Duration::from_secs(183 * 24 * 60 * 60));
    other.reviewer = other.setting.world.renewed(&other.reviewer);
    other.setting.world.take_outbox().await;
    for (section, fields) in [
        ("passport", json!({ "passportChanged": false })),
        (
            "insurance",
            json!({ "policyNo": "X-2", "startsOn": "2027-08-01", "endsOn": "2028-07-31" }),
        ),
        ("regulations", json!({ "agreedTo": "2027-autumn" })),
    ] {
        let _ = other.save(section, &fields).await.expect(200);
    }
    other.upload("insurance_proof").await;
    let _ = other.submit().await.expect(200);
    let seen = other.seen(other.opened().await).await;
    let insurance = &item(&seen, "insurance")["sections"][0];
    assert_eq!(insurance["fields"]["policyNo"], "X-2");
    assert_eq!(insurance["lastSemester"]["policyNo"], "PICC-2027-0042");
}
