use accounts::staff::invite_administrator::AdministratorInvited;
use serde_json::{Value, json};
use shared_platform::actions::Failure;

use crate::setting::Setting;

async fn invite(setting: &Setting, input: Value) -> Result<AdministratorInvited, Failure> {
    let actions = accounts::actions();
    let output = actions.invoke(setting.world.environment(), "invite_administrator", input).await;
    Ok(serde_json::from_value(output?).unwrap())
}

#[tokio::test]
async fn the_first_administrator_is_invited_by_a_link_that_is_mailed_too() {
    let setting = Setting::new().await;
    let invited = invite(&setting, json!({ "email": "first@example.org" })).await.unwrap();
    let code = invited.url.strip_prefix("https://apply.example.org/invitation#code=").unwrap();
    assert_eq!(setting.invitation_codes().await, [code]);
    let seen = setting.view_invitation(code).await.expect(200).body;
    assert_eq!(seen["roles"], json!(["administrator"]));
    assert_eq!(seen["invitedBy"], json!(null));
    let _ = setting.accept(&setting.acceptance(code, "first.admin").await).await.expect(201);
    assert_eq!(setting.directory("ACCOUNT#").await[0]["roles"], json!(["administrator"]));
}

#[tokio::test]
async fn the_only_administrator_gets_back_in_by_the_same_command() {
    let setting = Setting::new().await;
    let _ = setting.colleague("first.admin", &["administrator"]).await;
    let invited = invite(&setting, json!({ "email": "first.admin@example.org" })).await.unwrap();
    let code = invited.url.split_once('=').unwrap().1;
    let seen = setting.view_invitation(code).await.expect(200).body;
    assert_eq!(seen["userName"], "first.admin");
    let _ = setting.accept(&setting.acceptance(code, "other").await).await.expect(201);
}

#[tokio::test]
async fn nobody_else_is_made_administrator_by_it() {
    let setting = Setting::new().await;
    setting.activated("anna.tester").await;
    let _ = setting.staff("wei.reviewer").await;
    for email in ["anna.tester@example.org", "wei.reviewer@example.org", "nobody"] {
        assert!(invite(&setting, json!({ "email": email })).await.is_err(), "{email}");
    }
}

#[tokio::test]
async fn an_address_that_somebody_only_registered_is_invited() {
    let setting = Setting::new().await;
    let form = setting.form("squatter").await.with("email", "first@example.org");
    let _ = setting.register(&form).await.expect(202);
    let invited = invite(&setting, json!({ "email": "first@example.org" })).await.unwrap();
    let code = invited.url.split_once('=').unwrap().1;
    let _ = setting.accept(&setting.acceptance(code, "first.admin").await).await.expect(201);
}

#[tokio::test]
async fn there_is_no_route_to_it() {
    let setting = Setting::new().await;
    let reply = setting.client.post("/api/staff").json(&json!({})).send().await;
    let _ = reply.expect(404);
}
