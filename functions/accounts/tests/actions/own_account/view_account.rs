use serde_json::json;
use shared_domain::account::mail_feedback_key;
use shared_platform::store::Item;

use crate::setting::Setting;

#[tokio::test]
async fn the_owner_sees_the_account() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let reply = setting.client.get("/api/account").bearer(&anna.token).send().await.expect(200);
    let expected = json!({
        "id": anna.account,
        "userName": "anna.tester",
        "email": "anna.tester@example.org",
        "emailConfirmed": true,
        "emailTrouble": null,
        "kind": "applicant",
        "roles": [],
        "locale": "en",
        "timeZone": "Asia/Shanghai",
        "noticeMails": true,
        "createdAt": "2027-03-01T02:00:00Z",
        "agreement": { "version": "2026-11", "acceptedAt": "2027-03-01T02:00:00Z" },
        "deletion": null,
        "recoveryCodesLeft": null,
    });
    assert_eq!(reply.body, expected);
}

#[tokio::test]
async fn the_owner_learns_that_mails_do_not_arrive() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let trouble = json!({ "state": "bounced", "at": "2027-03-01T01:00:00Z" });
    let key = mail_feedback_key("Anna.Tester@example.org");
    setting.world.put("NOTICES", Item::new(key, &trouble).unwrap()).await;
    let reply = setting.client.get("/api/account").bearer(&anna.token).send().await.expect(200);
    assert_eq!(reply.body["emailTrouble"], trouble);
}

#[tokio::test]
async fn only_who_is_signed_in_sees_an_account() {
    let setting = Setting::new().await;
    setting.client.get("/api/account").send().await.expect_problem(401, "sign_in_required");
}

#[tokio::test]
async fn an_account_takes_two_round_trips_to_read() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let call = setting.client.get("/api/account").bearer(&anna.token);
    assert_eq!(setting.round_trips(call).await, 2);
}
