use serde_json::json;
use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;

use crate::setting::Setting;

#[tokio::test]
async fn an_invitation_is_mailed_and_takes_two_round_trips() {
    let setting = Setting::new().await;
    let administrator = setting.administrator().await;
    let email = "wei.reviewer@example.org";
    let invite = setting.client.post("/api/staff/invitations").by(&administrator);
    let invite = invite.idempotency_key("one-intent");
    let invite = invite.json(&json!({ "email": email, "roles": ["viewer", "reviewer", "viewer"] }));
    let (reply, round_trips) = setting.round_trips_of(invite.send()).await;
    let sent = reply.expect(201).body;
    assert_eq!(round_trips, 2);
    assert_eq!(sent["expiresAt"], "2027-03-04T02:00:00Z");
    assert_eq!(setting.invitation_codes().await.len(), 1);
    let rows = setting.directory("INVITATION#").await;
    assert_eq!(rows[0]["roles"], json!(["reviewer", "viewer"]));
    let entries = setting.world.audit(sent["id"].as_str().unwrap()).await;
    assert_eq!(entries[0]["actor"], administrator.account.to_string());
    assert_eq!(entries[0]["action"], "invite_staff");
}

#[tokio::test]
async fn a_request_sent_again_is_one_invitation() {
    let setting = Setting::new().await;
    let administrator = setting.administrator().await;
    let body = json!({ "email": "wei.reviewer@example.org", "roles": ["reviewer"] });
    let send = |body: &serde_json::Value| {
        let call = setting.client.post("/api/staff/invitations").by(&administrator);
        call.idempotency_key("one-intent").json(body).send()
    };
    let first = send(&body).await.expect(201).body;
    assert_eq!(send(&body).await.expect(201).body, first);
    assert_eq!(setting.invitation_codes().await.len(), 1);
    let other = json!({ "email": "other@example.org", "roles": ["reviewer"] });
    send(&other).await.expect_problem(422, "idempotency_key_reused");
}

#[tokio::test]
async fn the_table_does_not_hold_the_code_of_an_invitation() {
    let setting = Setting::new().await;
    let code = setting.invited("wei.reviewer@example.org", &["reviewer"]).await;
    let seen = setting.view_invitation(&code).await.expect(200).body;
    let dump = setting.world.dump("ACCOUNTS").await;
    for told in [code.as_str(), seen["totpSecret"].as_str().unwrap()] {
        assert!(!dump.contains(told));
    }
}

#[tokio::test]
async fn an_applicants_address_is_not_invited() {
    let setting = Setting::new().await;
    setting.activated("anna.tester").await;
    let administrator = setting.administrator().await;
    let reply = setting.invite(&administrator, "Anna.Tester@example.org", &["reviewer"]).await;
    let expected = ("/email".to_owned(), "email_has_account".to_owned());
    assert_eq!(reply.expect(422).errors(), [expected]);
}

/// Whoever registers a colleague's address keeps nobody from inviting them.
#[tokio::test]
async fn an_address_that_somebody_only_registered_is_invited_and_accepts() {
    let setting = Setting::new().await;
    let form = setting.form("squatter").await.with("email", "it.head@example.org");
    let _ = setting.register(&form).await.expect(202);
    let code_of_squatter = setting.activation_codes().await.pop().unwrap();
    let head = setting.colleague("it.head", &["administrator"]).await;
    let _ = setting.session_of(&head).await;
    let late = setting.activate(&code_of_squatter).await;
    late.expect_problem(409, "activation_address_taken");
}

#[tokio::test]
async fn an_invitation_says_who_and_what_for() {
    let setting = Setting::new().await;
    let administrator = setting.administrator().await;
    let reply = setting.invite(&administrator, "nobody", &[]).await.expect(422);
    let expected = [("/email", "email_malformed"), ("/roles", "required")];
    assert_eq!(reply.errors(), expected.map(|(at, code)| (at.to_owned(), code.to_owned())));
    let reply = setting.invite(&administrator, "wei@example.org", &["emperor"]).await;
    reply.expect_problem(400, "malformed_body");
    assert!(setting.directory("INVITATION#").await.is_empty());
}

#[tokio::test]
async fn only_administrators_invite() {
    let setting = Setting::new().await;
    let body = json!({ "email": "wei.reviewer@example.org", "roles": ["administrator"] });
    refuses_all_but(&setting.world, StaffRole::Administrator, || {
        setting.client.post("/api/staff/invitations").idempotency_key("one-intent").json(&body)
    })
    .await;
    assert!(setting.directory("INVITATION#").await.is_empty());
}
