//! `withdraw_application`, and what becomes of the fee.

use futures_util::future::join_all;
use serde_json::{Value, json};
use shared_domain::application::news::ApplicationWithdrawn;
use shared_domain::application::{ApplicationHead, application_key};
use shared_domain::ids::{ProgrammeId, ReviewId};
use shared_domain::notices::{PostNotice, Shown, Words};
use shared_domain::review::CloseReview;
use shared_kit::{Caller, is_notice, refuses_all_but_applicants};
use shared_platform::auth::StaffRole;
use shared_platform::ids::OutboxId;
use shared_platform::money::Money;
use shared_platform::store::Key;

use crate::case::claimed;
use crate::setting::{FEE, FILLED_IN, OTHER_MASTER, Setting, id, start_request, text};

/// A withdrawal of the application as it is now.
async fn withdrawn(setting: &Setting, applicant: &Caller, application: &Value) -> Value {
    let version = setting.view(applicant, application).await["version"].as_u64().unwrap();
    setting.withdraw(applicant, application, version).await.expect(200).body
}

async fn told(setting: &Setting) -> Vec<Option<Money>> {
    let credit = |post: PostNotice| match post.notice.values().get("credit").unwrap() {
        Shown::Words(Words::Amount(credit)) => Some(*credit),
        Shown::Nothing => None,
        other => panic!("{other:?}"),
    };
    let told = setting.world.sent().await.into_iter();
    told.filter(is_notice::<ApplicationWithdrawn>).map(credit).collect()
}

async fn closings(setting: &Setting) -> Vec<ReviewId> {
    setting.world.sent().await.into_iter().map(|close: CloseReview| close.review).collect()
}

/// Fills in and submits what was just started.
async fn submitted(setting: &Setting, applicant: &Caller, application: &Value) -> Value {
    setting.fill_in(applicant, application).await;
    for slot in ["passport_page", "photo"] {
        let clean = shared_domain::document::DocumentState::Clean;
        setting.put_document(applicant, application, slot, clean).await;
    }
    setting.submit(applicant, application, FILLED_IN).await.expect(200).body
}

fn money(amount_fen: i64) -> Value {
    json!({ "amountFen": amount_fen, "currency": "CNY" })
}

#[tokio::test]
async fn a_draft_is_withdrawn_and_another_one_may_begin() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.started(&applicant).await;
    setting.world.calls().reset();
    let reply = setting.withdraw(&applicant, &application, 1).await.expect(200);
    assert_eq!(setting.world.calls().round_trips(), 2);
    assert_eq!(reply.body["state"], "withdrawn");
    assert_eq!(told(&setting).await, [None]);
    assert_eq!(closings(&setting).await, []);
    let entries = setting.world.audit(text(&application["id"])).await;
    let entry = entries.last().unwrap();
    assert_eq!(entry["action"], "withdraw_application");
    assert_eq!(entry["before"], json!({ "state": "draft" }));
    assert_eq!(setting.started(&applicant).await["carriedFee"], Value::Null);
}

#[tokio::test]
async fn the_same_withdrawal_ten_times_at_once_is_one() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.ready(&applicant).await;
    let version = application["version"].as_u64().unwrap();
    let calls = (0..10).map(|_| setting.withdraw(&applicant, &application, version));
    for reply in join_all(calls).await {
        assert_eq!(reply.expect(200).body["state"], "withdrawn");
    }
    let again = setting.withdraw(&applicant, &application, version).await.expect(200);
    assert_eq!(again.body["version"], version + 1);
    assert_eq!(told(&setting).await, [Some(FEE)]);
}

#[tokio::test]
async fn a_task_that_may_wait_is_closed() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.ready(&applicant).await;
    let key = application_key(applicant.account, id(&application));
    let head: ApplicationHead = setting.world.get("APPLICATIONS", &key).await.unwrap();
    let _ = withdrawn(&setting, &applicant, &application).await;
    assert_eq!(closings(&setting).await, [head.review().unwrap()]);
}

#[tokio::test]
async fn a_withdrawn_acceptance_gives_the_place_back() {
    let case = claimed().await;
    let _ = case.decide(&json!({ "outcome": "accept" })).await.expect(200);
    let programme = text(&case.application["programme"]["id"]);
    let key = Key::new(format!("PROGRAMME#{programme}"), "SEATS");
    let taken = async || {
        let seats: Value = case.setting.world.get("PROGRAMMES", &key).await.unwrap();
        seats["taken"].clone()
    };
    assert_eq!(taken().await, 1);
    let withdrawn = withdrawn(&case.setting, &case.applicant, &case.application).await;
    assert_eq!(withdrawn["state"], "withdrawn");
    assert_eq!(taken().await, 0);
    assert_eq!(told(&case.setting).await, [Some(FEE)]);
}

#[tokio::test]
async fn what_changed_since_it_was_seen_is_not_withdrawn() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.ready(&applicant).await;
    let version = application["version"].as_u64().unwrap();
    let reply = setting.withdraw(&applicant, &application, version - 1).await;
    reply.expect_problem(409, "version_conflict");
    assert_eq!(setting.view(&applicant, &application).await["state"], "ready_for_review");
    assert_eq!(told(&setting).await, []);
}

#[tokio::test]
async fn what_was_declined_cannot_be_withdrawn() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let reviewer = setting.world.staff(&[StaffRole::Reviewer]).await;
    let application = setting.ready(&applicant).await;
    let review = setting.claimed_task(&applicant, &application, &reviewer).await;
    let path = format!("/api/reviews/{review}/decision");
    let decline = json!({ "outcome": "decline", "reasons": ["no_place_left"] });
    let _ = setting.client.post(&path).by(&reviewer).json(&decline).send().await.expect(200);
    let version = setting.view(&applicant, &application).await["version"].as_u64().unwrap();
    let reply = setting.withdraw(&applicant, &application, version).await;
    reply.expect_problem(409, "application_declined");
}

#[tokio::test]
async fn a_paid_fee_settles_the_next_application_of_the_intake() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let first = setting.ready(&applicant).await;
    let _ = withdrawn(&setting, &applicant, &first).await;
    let next = setting.started(&applicant).await;
    assert_eq!(next["carriedFee"], json!({ "from": first["id"], "amount": money(60_000) }));
    assert_eq!(next["fee"], money(60_000));
    let next = submitted(&setting, &applicant, &next).await;
    assert_eq!(next["state"], "ready_for_review");
    assert_eq!(next["feeState"], "settled");
    // Withdrawn in its turn, it loses nothing, and there is never more than was paid.
    let _ = withdrawn(&setting, &applicant, &next).await;
    let third = setting.started(&applicant).await;
    assert_eq!(third["carriedFee"], json!({ "from": next["id"], "amount": money(60_000) }));
    let _ = withdrawn(&setting, &applicant, &third).await;
    assert_eq!(told(&setting).await, [Some(FEE); 3]);
}

#[tokio::test]
async fn a_fee_that_does_not_cover_the_next_one_lowers_it() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let first = setting.submitted(&applicant).await;
    setting.settle_with(&applicant, &first, Money::fen(40_000)).await.unwrap();
    let _ = withdrawn(&setting, &applicant, &first).await;
    let next = setting.started(&applicant).await;
    let next = submitted(&setting, &applicant, &next).await;
    assert_eq!(next["state"], "fee_due");
    assert_eq!(next["fee"], money(20_000));
    setting.settle_with(&applicant, &next, Money::fen(20_000)).await.unwrap();
    let seen = setting.view(&applicant, &next).await;
    assert_eq!(seen["state"], "ready_for_review");
    let _ = withdrawn(&setting, &applicant, &next).await;
    assert_eq!(setting.started(&applicant).await["carriedFee"]["amount"], money(60_000));
}

#[tokio::test]
async fn a_payment_that_comes_after_the_withdrawal_is_kept_for_the_next_application() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let first = setting.submitted(&applicant).await;
    let _ = withdrawn(&setting, &applicant, &first).await;
    for _ in 0..3 {
        setting.settle(&applicant, &first).await.unwrap();
    }
    assert_eq!(told(&setting).await, [None, Some(FEE)]);
    let next = setting.started(&applicant).await;
    assert_eq!(next["carriedFee"], json!({ "from": first["id"], "amount": money(60_000) }));
}

#[tokio::test]
async fn a_payment_that_comes_late_settles_the_application_that_waits_for_its_fee() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let first = setting.submitted(&applicant).await;
    let _ = withdrawn(&setting, &applicant, &first).await;
    let next = setting.started(&applicant).await;
    let next = submitted(&setting, &applicant, &next).await;
    assert_eq!(next["state"], "fee_due");
    for _ in 0..3 {
        setting.settle(&applicant, &first).await.unwrap();
    }
    let seen = setting.view(&applicant, &next).await;
    assert_eq!(
        (&seen["state"], &seen["feeState"]),
        (&json!("ready_for_review"), &json!("settled"))
    );
    assert_eq!(seen["carriedFee"]["from"], first["id"]);
    // What was paid for the second one as well is not lost either.
    setting.settle(&applicant, &next).await.unwrap();
    let _ = withdrawn(&setting, &applicant, &next).await;
    assert_eq!(setting.started(&applicant).await["carriedFee"]["amount"], money(120_000));
}

#[tokio::test]
async fn a_payment_that_comes_late_waits_in_the_draft_that_has_begun() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let first = setting.submitted(&applicant).await;
    let _ = withdrawn(&setting, &applicant, &first).await;
    let next = setting.started(&applicant).await;
    setting.settle(&applicant, &first).await.unwrap();
    let seen = setting.view(&applicant, &next).await;
    assert_eq!(seen["state"], "draft");
    assert_eq!(seen["carriedFee"]["amount"], money(60_000));
}

#[tokio::test]
async fn late_payments_and_new_applications_at_once_lose_no_money() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let first = setting.submitted(&applicant).await;
    let _ = withdrawn(&setting, &applicant, &first).await;
    let mut other = start_request();
    other["programmeId"] = json!(ProgrammeId::named(OTHER_MASTER));
    let start = async || {
        for _ in 0..50 {
            let key = OutboxId::new().to_string();
            let call = setting.client.post("/api/applications").by(&applicant).json(&other);
            if call.idempotency_key(&key).send().await.status == 201 {
                return;
            }
        }
        panic!("the application never began")
    };
    let settle = async || {
        for _ in 0..50 {
            if setting.settle(&applicant, &first).await.is_ok() {
                return;
            }
        }
        panic!("the payment was never entered")
    };
    tokio::join!(start(), settle());
    let list = setting.client.get("/api/applications").by(&applicant).send().await.expect(200);
    assert_eq!(list.body["items"][0]["carriedFee"]["amount"], money(60_000));
}

#[tokio::test]
async fn another_persons_application_is_not_found() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.started(&applicant).await;
    let stranger = setting.world.applicant();
    let reply = setting.withdraw(&stranger, &application, 1).await;
    reply.expect_problem(404, "not_found");
}

#[tokio::test]
async fn only_applicants_withdraw() {
    let setting = Setting::empty().await;
    let path = format!("/api/applications/{}/withdrawal", shared_domain::ids::ApplicationId::new());
    let body = json!({ "version": 1 });
    refuses_all_but_applicants(&setting.world, || setting.client.post(&path).json(&body)).await;
}
