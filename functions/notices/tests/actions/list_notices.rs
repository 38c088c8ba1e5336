use serde_json::Value;
use shared_domain::application::decision::{
    AdmissionCondition, ConditionCode, DecisionOutcome, DecisionReason,
};
use shared_domain::application::news::{ApplicationDecided, ApplicationSubmitted};
use shared_domain::ids::ApplicationId;
use shared_domain::notices::{News, Notice, PostNotice};
use shared_kit::{Client, Reply};
use shared_platform::auth::StaffRole;
use shared_platform::ids::AccountId;
use shared_platform::locale::Bilingual;
use shared_platform::money::Money;

use crate::setting::{Setting, delivery, notice_for};

async fn post(setting: &Setting, account: AccountId, news: impl News) {
    let message = PostNotice { account, notice: Notice::of(&news) };
    setting.deliver("post_notice", &delivery(message)).await.unwrap();
}

async fn client(setting: &Setting) -> Client {
    setting.world.client(&notices::actions()).await
}

fn items(reply: &Reply) -> &Vec<Value> {
    reply.body["items"].as_array().unwrap()
}

#[tokio::test]
async fn notices_are_read_in_the_readers_language_newest_first() {
    let setting = Setting::new().await;
    let anna = setting.world.applicant();
    let application = ApplicationId::new();
    let programme = Bilingual { en: "Pharmacy".to_owned(), zh: "药学".to_owned() };
    let fee = Some(Money::fen(40_000));
    let submitted = ApplicationSubmitted { application, programme: programme.clone(), fee };
    let decided = ApplicationDecided {
        application,
        programme,
        outcome: DecisionOutcome::Decline,
        reasons: vec![DecisionReason::NoPlaceLeft, DecisionReason::Other],
        conditions: Vec::new(),
        note: Some("Apply again next year.".to_owned()),
        may_appeal: true,
    };
    post(&setting, anna.account, submitted).await;
    post(&setting, anna.account, decided).await;

    let client = client(&setting).await;
    let english = client.get("/api/notices").by(&anna).send().await.expect(200);
    let kinds: Vec<&Value> = items(&english).iter().map(|notice| &notice["kind"]).collect();
    assert_eq!(kinds, ["application_decided", "application_submitted"]);
    let text = |reply: &Reply, at: usize| items(reply)[at]["text"].as_str().unwrap().to_owned();
    assert_eq!(
        text(&english, 0),
        "Your application for Pharmacy was not successful.\n\n– There is no place left.\n\nApply again next year."
    );
    assert!(text(&english, 1).contains("CNY 400.00"));
    let chinese = client.get("/api/notices").by(&anna).header("accept-language", "zh-CN");
    let chinese = chinese.send().await.expect(200);
    assert_eq!(items(&chinese)[1]["title"], "申请已提交");
    assert!(text(&chinese, 1).contains("人民币 400.00 元"));
}

#[tokio::test]
async fn an_admission_tells_what_is_still_to_be_brought_and_until_when() {
    let setting = Setting::new().await;
    let anna = setting.world.applicant();
    let condition = |code, due_on: &str| AdmissionCondition {
        code,
        note: Some(Bilingual { en: "As a copy.".to_owned(), zh: "复印件即可。".to_owned() }),
        due_on: due_on.parse().ok(),
    };
    let admitted = ApplicationDecided {
        application: ApplicationId::new(),
        programme: Bilingual { en: "Pharmacy".to_owned(), zh: "药学".to_owned() },
        outcome: DecisionOutcome::Accept,
        reasons: Vec::new(),
        conditions: vec![condition(ConditionCode::FinalTranscript, "2027-07-01")],
        note: None,
        may_appeal: false,
    };
    post(&setting, anna.account, admitted).await;
    let client = client(&setting).await;
    let english = client.get("/api/notices").by(&anna).send().await.expect(200);
    let text = items(&english)[0]["text"].as_str().unwrap();
    assert!(text.ends_with("As a copy. We need it on 1 July 2027 at the latest."), "{text}");
    let chinese = client.get("/api/notices").by(&anna).header("accept-language", "zh-CN");
    let chinese = chinese.send().await.expect(200);
    let text = items(&chinese)[0]["text"].as_str().unwrap();
    assert!(text.ends_with("复印件即可。 请最迟于2027年7月1日提交。"), "{text}");
}

#[tokio::test]
async fn a_long_list_comes_in_pages() {
    let setting = Setting::new().await;
    let anna = setting.world.applicant();
    for _ in 0..25 {
        setting.deliver("post_notice", &delivery(notice_for(anna.account))).await.unwrap();
    }
    let client = client(&setting).await;
    let first = client.get("/api/notices").by(&anna).send().await.expect(200);
    let next = first.body["next"].as_str().unwrap();
    let second =
        client.get(&format!("/api/notices?cursor={next}")).by(&anna).send().await.expect(200);
    assert_eq!((items(&first).len(), items(&second).len()), (20, 5));
    assert_eq!((&first.body["unread"], &second.body["unread"]), (&25.into(), &25.into()));
    assert_eq!(second.body["next"], Value::Null);
    let ids: Vec<&str> = items(&first)
        .iter()
        .chain(items(&second))
        .map(|item| item["id"].as_str().unwrap())
        .collect();
    assert!(ids.is_sorted_by(|newer, older| newer > older));
}

#[tokio::test]
async fn nobody_reads_another_persons_notices() {
    let setting = Setting::new().await;
    let (anna, other) = (setting.world.applicant(), setting.world.applicant());
    for _ in 0..25 {
        setting.deliver("post_notice", &delivery(notice_for(anna.account))).await.unwrap();
    }
    let client = client(&setting).await;
    let own = client.get("/api/notices").by(&other).send().await.expect(200);
    assert!(items(&own).is_empty());
    let page = client.get("/api/notices").by(&anna).send().await.expect(200);
    for cursor in [page.body["next"].as_str().unwrap(), "nonsense", ""] {
        let path = format!("/api/notices?cursor={cursor}");
        let reply = client.get(&path).by(&other).send().await;
        let _ = reply.expect_problem(400, "invalid_cursor");
    }
}

#[tokio::test]
async fn only_a_signed_in_applicant_has_notices() {
    let setting = Setting::new().await;
    let client = client(&setting).await;
    let nobody = client.get("/api/notices").send().await;
    let _ = nobody.expect_problem(401, "sign_in_required");
    let reviewer = setting.world.staff(&[StaffRole::Reviewer]).await;
    let staff = client.get("/api/notices").by(&reviewer).send().await;
    let _ = staff.expect_problem(403, "not_permitted");
}

#[tokio::test]
async fn it_takes_one_round_trip() {
    let setting = Setting::new().await;
    let anna = setting.world.applicant();
    setting.deliver("post_notice", &delivery(notice_for(anna.account))).await.unwrap();
    let client = client(&setting).await;
    let calls = setting.world.calls();
    calls.reset();
    let _ = client.get("/api/notices").by(&anna).send().await.expect(200);
    assert_eq!(calls.round_trips(), 1, "{:?}", calls.operations());
    assert_eq!(calls.operations(), ["Query"], "one connection is enough");
}
