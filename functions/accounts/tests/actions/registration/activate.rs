use std::time::Duration;

use crate::setting::{PASSWORD, Setting};

#[tokio::test]
async fn the_link_activates_the_account() {
    let setting = Setting::new().await;
    let _ = setting.register(&setting.form("anna.tester").await).await.expect(202);
    let code = setting.activation_codes().await.remove(0);
    let reply = setting.activate(&code).await.expect(200);
    assert_eq!(reply.body["userName"], "anna.tester");
    let _ = setting.sign_in("anna.tester", PASSWORD).await.expect(201);
}

#[tokio::test]
async fn a_link_works_once() {
    let setting = Setting::new().await;
    let _ = setting.register(&setting.form("anna.tester").await).await.expect(202);
    let code = setting.activation_codes().await.remove(0);
    let _ = setting.activate(&code).await.expect(200);
    setting.activate(&code).await.expect_problem(422, "activation_code_invalid");
}

#[tokio::test]
async fn a_link_works_until_its_day_is_over() {
    let setting = Setting::new().await;
    let _ = setting.register(&setting.form("anna.tester").await).await.expect(202);
    let code = setting.activation_codes().await.remove(0);
    setting.world.advance(Duration::from_secs(86_399));
    let _ = setting.activate(&code).await.expect(200);
}

#[tokio::test]
async fn a_link_ends_after_a_day() {
    let setting = Setting::new().await;
    let _ = setting.register(&setting.form("anna.tester").await).await.expect(202);
    let code = setting.activation_codes().await.remove(0);
    setting.world.advance(Duration::from_secs(24 * 60 * 60));
    setting.activate(&code).await.expect_problem(422, "activation_code_expired");
    setting.sign_in("anna.tester", PASSWORD).await.expect_problem(403, "account_not_activated");
}

#[tokio::test]
async fn an_invented_code_activates_nothing() {
    let setting = Setting::new().await;
    for code in ["", "guess", &"A".repeat(5000)] {
        setting.activate(code).await.expect_problem(422, "activation_code_invalid");
    }
}

#[tokio::test]
async fn activation_takes_one_read_and_one_write() {
    let setting = Setting::new().await;
    let _ = setting.register(&setting.form("anna.tester").await).await.expect(202);
    let code = setting.activation_codes().await.remove(0);
    let calls = setting.world.calls();
    calls.reset();
    let _ = setting.activate(&code).await.expect(200);
    assert_eq!(calls.operations(), ["GetItem", "TransactWriteItems"]);
}
