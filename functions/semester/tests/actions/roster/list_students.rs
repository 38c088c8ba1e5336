//! `list_students`.

use serde_json::Value;
use shared_kit::refuses_all_but_any;
use shared_platform::auth::StaffRole;

use crate::setting::{Setting, table, text};

fn numbers(students: &[Value]) -> Vec<&str> {
    students.iter().map(|student| text(&student["number"])).collect()
}

#[tokio::test]
async fn students_are_found_by_how_number_or_name_begins() {
    let setting = Setting::with_roster().await;
    assert_eq!(numbers(&setting.found("").await), ["2025LX0001", "2025LX0002", "2025LX0003"]);
    for (beginning, number) in [
        ("2025lx0002", "2025LX0002"),
        ("nguyen", "2025LX0001"),
        ("%E9%98%AE", "2025LX0001"),
        ("Smith%20J", "2025LX0003"),
    ] {
        assert_eq!(numbers(&setting.found(beginning).await), [number], "{beginning}");
    }
    assert_eq!(setting.found("nobody").await, Vec::<Value>::new());
}

#[tokio::test]
async fn only_a_registrar_lists_students() {
    let setting = Setting::with_roster().await;
    refuses_all_but_any(&setting.world, &[StaffRole::Registrar, StaffRole::VisaOfficer], || {
        setting.client.get("/api/staff/students")
    })
    .await;
}

#[tokio::test]
async fn a_long_list_comes_in_pages_of_one_cost() {
    let setting = Setting::new().await;
    let rows: Vec<String> = (0..60)
        .map(|n| format!("LX{n:04},STUDENT NUMBER,,VN,2004-01-01,C10000{n:02},,药学,2025级,在读"))
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let _ = setting.import(&table(&rows)).await.expect(202);
    let mut seen = Vec::new();
    let mut path = "/api/staff/students".to_owned();
    loop {
        setting.world.calls().reset();
        let page = setting.client.get(&path).by(&setting.registrar).send().await.expect(200).body;
        assert_eq!(setting.world.calls().round_trips(), 2);
        seen.extend(page["items"].as_array().unwrap().clone());
        match page["next"].as_str() {
            Some(next) => path = format!("/api/staff/students?cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen.len(), 60);
    let sorted = numbers(&seen);
    assert!(sorted.is_sorted());
}
