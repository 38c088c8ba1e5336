use serde_json::json;

use crate::setting::Setting;

#[tokio::test]
async fn staff_are_made_without_a_route() {
    let setting = Setting::new().await;
    let staff = setting.staff("staff.reviewer").await;
    assert!(staff.otpauth_url.starts_with("otpauth://totp/Sojourn:staff.reviewer?"), "{staff:?}");
    let reply = setting.client.post("/api/staff").json(&json!({})).send().await;
    let _ = reply.expect(404);
}

#[tokio::test]
async fn a_name_is_given_once() {
    let setting = Setting::new().await;
    setting.staff("staff.reviewer").await;
    let input = json!({ "userName": "Staff.Reviewer", "email": "other@example.org", "roles": [] });
    let actions = accounts::actions();
    let environment = setting.world.environment();
    assert!(actions.invoke(environment, "create_staff_account", input).await.is_err());
}
