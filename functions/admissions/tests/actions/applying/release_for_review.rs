//! `release_for_review`.

use futures_util::future::join_all;
use serde_json::{Value, json};
use shared_domain::application::news::FeeSettled;
use shared_domain::application::review::OpenReview;
use shared_domain::ids::ApplicationId;
use shared_kit::{Caller, is_notice};

use crate::setting::{FILLED_IN, Setting, id, text};

async fn reviews_asked_for(setting: &Setting) -> Vec<OpenReview> {
    setting.world.sent().await
}

async fn state(setting: &Setting, applicant: &Caller, application: &Value) -> String {
    text(&setting.view(applicant, application).await["state"]).to_owned()
}

#[tokio::test]
async fn a_settled_fee_puts_the_application_before_staff() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.submitted(&applicant).await;
    setting.world.calls().reset();
    setting.settle(&applicant, &application).await.unwrap();
    let seen = setting.view(&applicant, &application).await;
    assert_eq!(seen["state"], "ready_for_review");
    assert_eq!(seen["feeState"], "settled");
    let asked_for = reviews_asked_for(&setting).await;
    let [open] = asked_for.as_slice() else { panic!("{asked_for:?}") };
    assert_eq!(open.application, id(&application));
    assert_eq!(open.applicant, applicant.account);
    assert_eq!(open.round, 1);
    assert!(setting.world.sent().await.iter().any(is_notice::<FeeSettled>));
}

#[tokio::test]
async fn the_same_news_ten_times_at_once_is_one_review() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.submitted(&applicant).await;
    let news = join_all((0..10).map(|_| setting.settle(&applicant, &application))).await;
    assert!(news.iter().any(Result::is_ok));
    // What lost the race comes again, and finds nothing left to do.
    setting.settle(&applicant, &application).await.unwrap();
    assert_eq!(reviews_asked_for(&setting).await.len(), 1);
    assert_eq!(setting.view(&applicant, &application).await["version"], FILLED_IN + 2);
}

#[tokio::test]
async fn news_that_comes_too_early_waits_and_changes_nothing() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.completed(&applicant).await;
    assert!(setting.settle(&applicant, &application).await.is_err());
    assert_eq!(state(&setting, &applicant, &application).await, "draft");
    let _ = setting.submit(&applicant, &application, FILLED_IN).await.expect(200);
    setting.settle(&applicant, &application).await.unwrap();
    assert_eq!(state(&setting, &applicant, &application).await, "ready_for_review");
}

#[tokio::test]
async fn without_the_news_nothing_comes_before_staff() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.submitted(&applicant).await;
    let unknown = json!({ "id": ApplicationId::new() });
    assert!(setting.settle(&applicant, &unknown).await.is_err());
    let stranger = setting.world.applicant();
    assert!(setting.settle(&stranger, &application).await.is_err());
    assert_eq!(state(&setting, &applicant, &application).await, "fee_due");
    assert_eq!(reviews_asked_for(&setting).await, []);
}

#[tokio::test]
async fn a_waived_application_is_not_put_before_staff_twice() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.completed_as(&applicant, "university_scholarship").await;
    let _ = setting.submit(&applicant, &application, FILLED_IN).await.expect(200);
    setting.settle(&applicant, &application).await.unwrap();
    assert_eq!(reviews_asked_for(&setting).await.len(), 1);
}
