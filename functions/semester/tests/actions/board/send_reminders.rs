//! `send_reminders`.

use std::time::Duration;

use jiff::civil::date;
use serde_json::{Value, json};
use shared_domain::deadline::DeadlineKind;
use shared_domain::deadline::news::DeadlineReminder;
use shared_domain::ids::StudentId;
use shared_domain::notices::{PostNotice, SendMail};
use shared_domain::registration::news::RegistrationReminder;
use shared_kit::{is_notice, refuses_all_but_any};
use shared_platform::auth::StaffRole;

use crate::case::Case;
use crate::reminding::people::{change, with_paper};
use crate::setting::text;

const PATH: &str = "/api/staff/reminders";

fn of_registration(students: &[StudentId], dry_run: bool) -> Value {
    let about = json!({ "is": "registration", "semester": "2027-spring" });
    json!({ "students": students, "about": about, "dryRun": dry_run })
}

async fn outcomes(case: &Case, key: &str, body: &Value) -> Vec<String> {
    let registrar = case.setting.world.renewed(&case.setting.registrar);
    let call = case.setting.client.post(PATH).by(&registrar).idempotency_key(key);
    let reply = call.json(body).send().await.expect(200).body;
    let results = reply["results"].as_array().unwrap();
    results.iter().map(|result| text(&result["outcome"]).to_owned()).collect()
}

async fn mails(case: &Case) -> usize {
    shared_kit::messages::<SendMail>(&case.setting.world.take_outbox().await).len()
}

async fn students(case: &Case) -> Vec<StudentId> {
    let mut ids = vec![case.id.student];
    for number in ["2025LX0002", "2025LX0003"] {
        ids.push(case.setting.id_of(number).await);
    }
    ids.push(StudentId::new());
    ids
}

#[tokio::test]
async fn a_dry_run_says_who_would_be_told_and_tells_nobody() {
    let case = Case::new().await;
    let ids = students(&case).await;
    let expected = ["reminded", "reminded", "no_address", "not_found"];
    assert_eq!(outcomes(&case, "request-1", &of_registration(&ids, true)).await, expected);
    assert_eq!(mails(&case).await, 0);
    assert_eq!(outcomes(&case, "request-2", &of_registration(&ids, false)).await, expected);
    assert_eq!(mails(&case).await, 2);
}

#[tokio::test]
async fn the_same_request_is_done_once_and_nobody_is_told_twice_a_day() {
    let case = Case::new().await;
    let body = of_registration(&[case.id.student], false);
    for _ in 0..2 {
        assert_eq!(outcomes(&case, "request-1", &body).await, ["reminded"]);
    }
    assert_eq!(outcomes(&case, "request-2", &body).await, ["already_today"]);
    let dry = of_registration(&[case.id.student], true);
    assert_eq!(outcomes(&case, "request-3", &dry).await, ["already_today"]);
    let items = case.setting.world.take_outbox().await;
    let notices: Vec<PostNotice> = shared_kit::messages(&items);
    assert_eq!(notices.iter().filter(|it| is_notice::<RegistrationReminder>(it)).count(), 1);
    case.setting.world.advance(Duration::from_secs(24 * 60 * 60));
    assert_eq!(outcomes(&case, "request-4", &body).await, ["reminded"]);
}

#[tokio::test]
async fn who_has_submitted_is_not_reminded() {
    let (case, _) = Case::before_staff().await;
    let body = of_registration(&[case.id.student], false);
    assert_eq!(outcomes(&case, "request-1", &body).await, ["nothing_due"]);
}

/// The variants of the notices of registration, and the instants that they name.
async fn reminders(case: &Case, key: &str) -> Vec<(String, Value)> {
    let _ = outcomes(case, key, &of_registration(&[case.id.student], false)).await;
    let told: Vec<PostNotice> = shared_kit::messages(&case.setting.world.take_outbox().await);
    let told = told.iter().filter(|post| is_notice::<RegistrationReminder>(post));
    let short = |post: &PostNotice| {
        let notice = serde_json::to_value(&post.notice).unwrap();
        let until = notice["values"]["until"]["words"]["instant"].clone();
        (text(&notice["variant"]).to_owned(), until)
    };
    told.map(short).collect()
}

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// S73
#[tokio::test]
async fn who_has_more_time_is_reminded_of_their_own_last_day() {
    let case = Case::new().await;
    let closes = |day: &str| json!(format!("{day}T16:00:00Z"));
    let expected = [("begin".to_owned(), closes("2027-03-05"))];
    assert_eq!(reminders(&case, "request-1").await, expected);
    let path = format!("/api/staff/students/{}/extension", case.id.student);
    let body = json!({ "semester": "2027-spring", "until": "2027-03-12", "reason": "Ill." });
    let registrar = case.setting.world.renewed(&case.setting.registrar);
    let call = case.setting.client.put(&path).by(&registrar).json(&body);
    let _ = call.send().await.expect(200);
    case.setting.world.advance(7 * DAY);
    let expected = [("begin".to_owned(), closes("2027-03-12"))];
    assert_eq!(reminders(&case, "request-2").await, expected);
    case.setting.world.advance(7 * DAY);
    let expected = [("ask-office".to_owned(), closes("2027-03-12"))];
    assert_eq!(reminders(&case, "request-3").await, expected);
}

#[tokio::test]
async fn each_state_is_told_its_own_next_step() {
    let (case, review) = Case::claimed().await;
    let said = crate::case::verdicts(&["payment"]);
    let _ = case.judge(&case.reviewer, review, &said).await.expect(200);
    case.setting.world.take_outbox().await;
    assert_eq!(reminders(&case, "request-1").await, [("correct".to_owned(), Value::Null)]);
    // What was returned has no last day (S101).
    case.setting.world.advance(30 * DAY);
    assert_eq!(reminders(&case, "request-2").await, [("correct".to_owned(), Value::Null)]);

    let case = Case::new().await;
    let _ = case.save("tuition", &crate::case::filled_in("tuition")).await.expect(200);
    assert_eq!(reminders(&case, "request-1").await[0].0, "submit");
    case.setting.world.advance(30 * DAY);
    assert_eq!(reminders(&case, "request-2").await[0].0, "ask-office");
}

#[tokio::test]
async fn nobody_is_reminded_before_the_window_opens() {
    let case = Case::new().await;
    let _ = case.set_autumn().await;
    let about = json!({ "is": "registration", "semester": "2027-autumn" });
    let body = json!({ "students": [case.id.student], "about": about });
    assert_eq!(outcomes(&case, "request-1", &body).await, ["nothing_due"]);
}

#[tokio::test]
async fn one_can_be_reminded_of_what_falls_due() {
    let case = Case::new().await;
    let body = json!({
        "students": [case.id.student],
        "about": { "is": "deadline", "deadline": "visa" },
    });
    assert_eq!(outcomes(&case, "request-1", &body).await, ["nothing_due"]);
    let with_visa = |student| with_paper(student, DeadlineKind::Visa, date(2027, 9, 1));
    change(&case.setting.world, case.id.student, with_visa).await;
    assert_eq!(outcomes(&case, "request-2", &body).await, ["reminded"]);
    let notices: Vec<PostNotice> = case.setting.world.sent().await;
    assert!(notices.iter().any(is_notice::<DeadlineReminder>));
}

#[tokio::test]
async fn nobody_and_more_than_a_hundred_are_refused() {
    let case = Case::new().await;
    let many: Vec<StudentId> = (0..101).map(|_| StudentId::new()).collect();
    for ids in [&[][..], &many] {
        let call = case.setting.client.post(PATH).by(&case.setting.registrar);
        let call = call.idempotency_key("request-1").json(&of_registration(ids, true));
        call.send().await.expect_problem(422, "invalid_input");
    }
    let roles = [StaffRole::Registrar, StaffRole::VisaOfficer];
    refuses_all_but_any(&case.setting.world, &roles, || {
        let call = case.setting.client.post(PATH).idempotency_key("request-1");
        call.json(&of_registration(&[case.id.student], true))
    })
    .await;
}
