//! `confirm_student_claim`.

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::json;
use shared_kit::refuses_all_but_applicants;
use shared_kit::{Caller, Reply};

use crate::setting::{ROSTER, Setting, table};

impl Setting {
    /// The code of a link that was mailed to the student with this number.
    async fn code(&self, account: &Caller, number: &str) -> String {
        let mails = self.issue(account, number).await;
        mails[0].page().unwrap().code().unwrap().to_owned()
    }

    async fn claim(&self, account: &Caller, code: &str) -> Reply {
        let call = self.client.post("/api/student-claims").by(account);
        call.json(&json!({ "code": code })).send().await
    }
}

#[tokio::test]
async fn the_link_gives_the_record_to_the_account_that_asked_once() {
    let setting = Setting::with_roster().await;
    refuses_all_but_applicants(&setting.world, || {
        setting.client.post("/api/student-claims").json(&json!({ "code": "x" }))
    })
    .await;
    let somebody = setting.somebody().await;
    let code = setting.code(&somebody, "2025LX0001").await;
    setting.world.calls().reset();
    let reply = setting.claim(&somebody, &code).await.expect(200);
    assert_eq!(setting.world.calls().round_trips(), 3);
    assert_eq!(reply.body["number"], "2025LX0001");
    let student = setting.id_of("2025LX0001").await;
    assert_eq!(setting.record(student).await.account, Some(somebody.account));
    let own = setting.client.get("/api/student-record").by(&somebody).send().await.expect(200);
    assert_eq!(own.body["number"], "2025LX0001");
    let entry = setting.world.audit(student).await.pop().unwrap();
    assert_eq!(entry["action"], "confirm_student_claim");
    setting.claim(&somebody, &code).await.expect_problem(422, "student_claim_invalid");
}

#[tokio::test]
async fn whoever_reads_the_mail_and_did_not_ask_gives_the_record_to_nobody() {
    let setting = Setting::with_roster().await;
    let thief = setting.somebody().await;
    let code = setting.code(&thief, "2025LX0001").await;
    // The student opens the link that somebody else has asked for.
    let student = setting.somebody().await;
    let reply = setting.claim(&student, &code).await;
    reply.expect_problem(422, "student_claim_of_another");
    assert_eq!(setting.record(setting.id_of("2025LX0001").await).await.account, None);
}

#[tokio::test]
async fn a_link_that_is_old_or_made_up_does_not_work() {
    let setting = Setting::with_roster().await;
    let somebody = setting.somebody().await;
    setting.claim(&somebody, "made-up").await.expect_problem(422, "student_claim_invalid");
    let code = setting.code(&somebody, "2025LX0001").await;
    setting.world.advance(Duration::from_secs(24 * 60 * 60));
    let somebody = setting.world.renewed(&somebody);
    setting.claim(&somebody, &code).await.expect_problem(422, "student_claim_expired");
}

#[tokio::test]
async fn of_two_links_to_one_record_the_first_that_is_opened_has_it() {
    let setting = Setting::with_roster().await;
    let (one, other) = (setting.somebody().await, setting.somebody().await);
    let codes = [setting.code(&one, "2025LX0001").await, setting.code(&other, "2025LX0001").await];
    let claims = [setting.claim(&one, &codes[0]), setting.claim(&other, &codes[1])];
    let mut statuses: Vec<u16> =
        join_all(claims).await.iter().map(|reply| reply.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
}

#[tokio::test]
async fn a_link_that_went_to_an_address_which_the_office_has_corrected_does_not_work() {
    let setting = Setting::with_roster().await;
    let somebody = setting.somebody().await;
    let code = setting.code(&somebody, "2025LX0001").await;
    let corrected = ROSTER[0].replace("a@example.org", "anna@example.org");
    let _ = setting.import(&table(&[&corrected])).await.expect(202);
    setting.claim(&somebody, &code).await.expect_problem(422, "student_claim_invalid");
    let code = setting.code(&somebody, "2025LX0001").await;
    let _ = setting.claim(&somebody, &code).await.expect(200);
}

#[tokio::test]
async fn who_pauses_claims_the_record_and_keeps_it() {
    let setting = Setting::with_roster().await;
    let _ = setting.import(&table(&[&ROSTER[0].replace("在读", "休学")])).await.expect(202);
    let somebody = setting.somebody().await;
    let code = setting.code(&somebody, "2025LX0001").await;
    let reply = setting.claim(&somebody, &code).await.expect(200);
    assert_eq!(reply.body["state"]["is"], "suspended");
}

#[tokio::test]
async fn who_has_left_meanwhile_claims_nothing() {
    let setting = Setting::with_roster().await;
    let somebody = setting.somebody().await;
    let code = setting.code(&somebody, "2025LX0001").await;
    let _ = setting.import(&table(&[&ROSTER[0].replace("在读", "退学")])).await.expect(202);
    setting.claim(&somebody, &code).await.expect_problem(422, "student_claim_invalid");
}
