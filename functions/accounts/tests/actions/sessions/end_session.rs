use shared_kit::Call;

use crate::holder::Holder;
use crate::setting::Setting;

fn end(setting: &Setting, holder: &Holder, session: &str) -> Call {
    setting.client.delete(&format!("/api/account/sessions/{session}")).bearer(&holder.token)
}

#[tokio::test]
async fn a_session_that_was_ended_gives_no_new_token() {
    let setting = Setting::new().await;
    let lost = setting.holder("anna.tester").await;
    let present = setting.signed_in("anna.tester").await;
    let _ = end(&setting, &present, lost.session()).send().await.expect(204);
    setting.refresh(&lost.cookie).await.expect_problem(401, "session_over");
    let _ = setting.refresh(&present.cookie).await.expect(200);
}

#[tokio::test]
async fn an_ended_session_changes_nothing_in_the_account_with_the_token_it_has() {
    let setting = Setting::new().await;
    let lost = setting.holder("anna.tester").await;
    let present = setting.signed_in("anna.tester").await;
    let _ = end(&setting, &present, lost.session()).send().await.expect(204);
    end(&setting, &lost, present.session()).send().await.expect_problem(401, "session_over");
    let view = setting.client.get("/api/account").bearer(&lost.token);
    view.send().await.expect_problem(401, "session_over");
}

#[tokio::test]
async fn one_may_end_the_session_one_is_in() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let _ = end(&setting, &anna, anna.session()).send().await.expect(204);
    setting.refresh(&anna.cookie).await.expect_problem(401, "session_over");
}

#[tokio::test]
async fn the_session_of_somebody_else_is_not_found() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let bert = setting.holder("bert.tester").await;
    end(&setting, &bert, anna.session()).send().await.expect_problem(404, "not_found");
    end(&setting, &bert, "ses_1").send().await.expect_problem(404, "not_found");
    let _ = setting.refresh(&anna.cookie).await.expect(200);
}

#[tokio::test]
async fn ending_a_session_takes_one_round_trip() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    assert_eq!(setting.round_trips(end(&setting, &anna, anna.session())).await, 1);
}
