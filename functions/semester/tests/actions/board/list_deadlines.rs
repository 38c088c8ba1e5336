//! `list_deadlines`.

use jiff::ToSpan as _;
use jiff::civil::date;
use serde_json::Value;
use shared_domain::deadline::DeadlineKind;
use shared_domain::student::Student;
use shared_kit::{Units, refuses_all_but_any};
use shared_platform::auth::StaffRole;

use crate::reminding::people::{enrol, enrolled, with_paper};
use crate::setting::{Setting, text};

const PATH: &str = "/api/staff/deadlines?deadline=residence_permit&until=2027-06-30";

/// So many students of two cohorts; the permit of each ends a day after the one before.
async fn with_students(count: usize) -> Setting {
    let setting = Setting::new().await;
    for number in 0..count {
        let last_day = date(2027, 3, 1) + i32::try_from(number).unwrap().days();
        let student = with_paper(enrolled(number), DeadlineKind::ResidencePermit, last_day);
        let cohort = if number % 2 == 0 { "2025" } else { "2026" };
        let student = Student { cohort: Some(cohort.parse().unwrap()), ..student };
        enrol(&setting.world, &student).await;
    }
    setting
}

async fn page(setting: &Setting, path: &str) -> Value {
    setting.client.get(path).by(&setting.registrar).send().await.expect(200).body
}

fn numbers(page: &Value) -> Vec<&str> {
    let items = page["items"].as_array().unwrap().iter();
    items.map(|item| text(&item["student"]["number"])).collect()
}

#[tokio::test]
async fn what_falls_until_a_day_is_listed_the_earliest_first_and_in_pages() {
    let setting = with_students(130).await;
    let first = page(&setting, PATH).await;
    assert_eq!(numbers(&first).len(), 50);
    assert_eq!(numbers(&first)[0], "Y000000");
    assert_eq!(first["items"][0]["date"]["lastDay"], "2027-03-01");
    let mut next = first["next"].clone();
    let mut all = numbers(&first).len();
    while let Value::String(cursor) = &next {
        let following = page(&setting, &format!("{PATH}&cursor={cursor}")).await;
        all += numbers(&following).len();
        next = following["next"].clone();
    }
    // Until the end of June there are 122 days.
    assert_eq!(all, 122);
    let of_cohort = page(&setting, &format!("{PATH}&cohort=2026")).await;
    assert_eq!(numbers(&of_cohort).len(), 25);
    let visas = "/api/staff/deadlines?deadline=visa&until=2027-06-30";
    assert_eq!(numbers(&page(&setting, visas).await).len(), 0);
}

#[tokio::test]
async fn a_page_costs_the_same_for_many_students_as_for_few() {
    let mut charged: Vec<Units> = Vec::new();
    for students in [60, 240] {
        let setting = with_students(students).await;
        setting.world.calls().reset();
        let _ = page(&setting, PATH).await;
        assert_eq!(setting.world.calls().round_trips(), 2);
        charged.push(setting.world.calls().units());
    }
    assert_eq!(charged[0], charged[1]);
}

#[tokio::test]
async fn only_the_registrar_and_visa_officers_see_it() {
    let setting = Setting::new().await;
    let roles = [StaffRole::Registrar, StaffRole::VisaOfficer];
    refuses_all_but_any(&setting.world, &roles, || setting.client.get(PATH)).await;
}
