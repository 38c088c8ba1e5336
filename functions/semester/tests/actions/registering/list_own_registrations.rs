//! `list_own_registrations`.

use std::time::Duration;

use serde_json::{Value, json};
use shared_domain::letter::{IssueLetter, LetterCase};
use shared_kit::{Caller, refuses_all_but_applicants};
use shared_platform::store::Item;

use crate::case::{Case, filled_in, verdicts};
use crate::setting::Setting;

const PATH: &str = "/api/registrations";
/// From the first of March to the first of September.
const UNTIL_AUTUMN: Duration = Duration::from_secs(184 * 24 * 60 * 60);

async fn listed(case: &Case, by: &Caller) -> Vec<Value> {
    let by = case.setting.world.renewed(by);
    let call = case.setting.client.get(PATH).by(&by);
    call.send().await.expect(200).body["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_student_finds_every_registration_and_its_letter_the_latest_semester_first() {
    let (case, review) = Case::claimed().await;
    let _ = case.judge(&case.reviewer, review, &verdicts(&[])).await.expect(200);
    let letters: Vec<IssueLetter> = case.setting.world.sent().await;
    assert_eq!(letters.len(), 1);
    let [spring] = &listed(&case, &case.student).await[..] else { panic!("not one") };
    assert_eq!(
        (&spring["id"], &spring["state"], &spring["letter"]),
        (&json!(case.id), &json!("approved"), &json!("requested")),
    );
    let letter = LetterCase::requested(case.student.account, case.id.clone());
    let item = Item::new(LetterCase::key_of(&case.id), &letter.referred(review)).unwrap();
    case.setting.world.put("REGISTRATIONS", item).await;
    let autumn = Case { id: case.set_autumn().await, ..case };
    autumn.setting.world.advance(UNTIL_AUTUMN);
    let _ = autumn.save("location", &filled_in("location")).await.expect(200);
    autumn.setting.world.calls().reset();
    let all = listed(&autumn, &autumn.student).await;
    assert_eq!(autumn.setting.world.calls().round_trips(), 2);
    let short = |one: &Value| {
        let Value::Object(one) = one else { panic!("{one}") };
        json!([one["semester"]["id"], one["state"], one["submittedAt"].is_null(), one["letter"]])
    };
    let expected = [
        json!(["2027-autumn", "draft", true, null]),
        json!(["2027-spring", "approved", false, "with_office"]),
    ];
    assert_eq!(all.iter().map(short).collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn nobody_sees_those_of_another_student() {
    let (case, _) = Case::before_staff().await;
    refuses_all_but_applicants(&case.setting.world, || case.setting.client.get(PATH)).await;
    let other = case.setting.student("2025LX0002").await;
    assert!(listed(&case, &other).await.is_empty());
    let setting: &Setting = &case.setting;
    let somebody = setting.somebody().await;
    let reply = setting.client.get(PATH).by(&somebody).send().await;
    reply.expect_problem(404, "not_found");
}
