//! `list_registrations`.

use jiff::Timestamp;
use serde_json::Value;
use shared_domain::student::{Student, StudentState};
use shared_kit::{Units, refuses_all_but_any};
use shared_platform::auth::StaffRole;

use crate::case::{Case, filled_in};
use crate::reminding::people::{change, enrol, enrolled};
use crate::setting::{Setting, text};

const PATH: &str = "/api/staff/registrations?semester=2027-spring&cohort=2025";

async fn listed(setting: &Setting, path: &str) -> Vec<(String, String)> {
    let registrar = setting.world.renewed(&setting.registrar);
    let page = setting.client.get(path).by(&registrar).send().await.expect(200).body;
    let each = |item: &Value| {
        (text(&item["student"]["number"]).to_owned(), text(&item["standing"]).to_owned())
    };
    page["items"].as_array().unwrap().iter().map(each).collect()
}

fn pair(number: &str, standing: &str) -> (String, String) {
    (number.to_owned(), standing.to_owned())
}

#[tokio::test]
async fn the_office_sees_who_has_not_registered() {
    let case = Case::new().await;
    let all = listed(&case.setting, PATH).await;
    let expected = ["2025LX0001", "2025LX0002", "2025LX0003"].map(|it| pair(it, "not_begun"));
    assert_eq!(all, expected);
    let _ = case.save("location", &filled_in("location")).await.expect(200);
    assert_eq!(listed(&case.setting, PATH).await[0], pair("2025LX0001", "draft"));
    let unregistered = format!("{PATH}&standing=unregistered");
    assert_eq!(listed(&case.setting, &unregistered).await.len(), 3);
    let drafts = format!("{PATH}&standing=draft");
    assert_eq!(listed(&case.setting, &drafts).await, [pair("2025LX0001", "draft")]);
    let other = "/api/staff/registrations?semester=2027-spring&cohort=2026";
    assert!(listed(&case.setting, other).await.is_empty());
}

#[tokio::test]
async fn who_submitted_waits_and_who_left_is_not_listed() {
    let (case, _) = Case::before_staff().await;
    let waiting = format!("{PATH}&standing=ready_for_review");
    assert_eq!(listed(&case.setting, &waiting).await, [pair("2025LX0001", "ready_for_review")]);
    let unregistered = format!("{PATH}&standing=unregistered");
    assert_eq!(listed(&case.setting, &unregistered).await.len(), 2);
    let second = case.setting.id_of("2025LX0002").await;
    let left = StudentState::Left { since: Timestamp::UNIX_EPOCH };
    change(&case.setting.world, second, |student| Student { state: left, ..student }).await;
    assert_eq!(listed(&case.setting, PATH).await.len(), 2);
}

#[tokio::test]
async fn a_page_costs_the_same_for_many_students_as_for_few() {
    let mut charged: Vec<Units> = Vec::new();
    for students in [60, 180] {
        let setting = Setting::new().await;
        for number in 0..students {
            let student = enrolled(number);
            let cohort = Some("2025".parse().unwrap());
            enrol(&setting.world, &Student { cohort, ..student }).await;
        }
        setting.world.calls().reset();
        assert_eq!(listed(&setting, PATH).await.len(), 50);
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
