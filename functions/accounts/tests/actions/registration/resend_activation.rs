use accounts::mail_request::IssueActivationLink;
use serde_json::json;

use crate::setting::Setting;

#[tokio::test]
async fn another_link_is_asked_for_by_user_name_or_by_email() {
    let setting = Setting::with_cheap_work().await;
    let _ = setting.register(&setting.form("anna.tester").await).await.expect(202);
    for name in ["anna.tester", "Anna.Tester@Example.org"] {
        let reply = setting.ask("activations", name).await.expect(202);
        assert_eq!(reply.body, json!({}));
        setting.work_off("issue_activation_link").await;
    }
    assert_eq!(setting.activation_codes().await.len(), 3);
}

#[tokio::test]
async fn what_is_asked_is_handed_on_and_nobodys_account_is_looked_at() {
    let setting = Setting::with_cheap_work().await;
    let form = json!({ "name": "nobody.here", "challenge": setting.solution(0).await });
    let calls = setting.world.calls();
    calls.reset();
    let _ = setting.client.post("/api/activations/requests").json(&form).send().await.expect(202);
    assert_eq!(calls.operations(), ["UpdateItem", "UpdateItem", "TransactWriteItems"]);
    assert_eq!(calls.round_trips(), 2);
    let messages = setting.world.sent::<IssueActivationLink>().await;
    assert!(matches!(&messages[..], [IssueActivationLink(name)] if name.name == "nobody.here"));
}

#[tokio::test]
async fn name_and_challenge_are_asked_for() {
    let setting = Setting::with_cheap_work().await;
    let errors = async |name: &str, challenge: &str| {
        let form = json!({ "name": name, "challenge": challenge });
        let reply = setting.client.post("/api/activations/requests").json(&form).send().await;
        let reply = reply.expect_problem(422, "invalid_input");
        reply.errors().into_iter().map(|(pointer, code)| format!("{pointer} {code}")).collect()
    };
    let both: Vec<String> = errors("  ", "").await;
    assert_eq!(both, ["/name required", "/challenge challenge_unsolved"]);
    let long: Vec<String> = errors(&"a".repeat(300), &setting.solution(0).await).await;
    assert_eq!(long, ["/name too_long"]);
    assert!(setting.world.outbox().await.is_empty());
}
