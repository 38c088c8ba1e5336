//! `finish_university_sign_in` (S77).

use std::time::Duration;

use futures_util::future::join;
use http::header::SET_COOKIE;
use serde_json::{Value, json};
use shared_domain::ids::StudentId;
use shared_domain::student::unknown_number::{LookedAt, OpenUnknownNumber, looked_at_key};
use shared_domain::student::{Student, StudentState};
use shared_platform::auth::account_key;
use shared_platform::ids::AccountId;
use shared_platform::store::Item;

use crate::university::provider::{FAULTS, Fault, University, cas_success};
use crate::university::setting::{Campus, NUMBER};

fn account(body: &Value) -> AccountId {
    body["account"]["id"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_student_on_the_roster_without_an_account_gets_one_and_comes_back_to_it() {
    let campus = Campus::with_open_id().await;
    let student = campus.student(|student| student).await;
    let first = campus.sign_in_as(NUMBER).await.expect(201);
    let made = account(&first.body);
    assert_eq!(first.body["account"]["userName"], "s-2025LX0001");
    assert_eq!(first.body["account"]["kind"], "applicant");
    assert_eq!(campus.record(student.id).await.account, Some(made));
    let cookies: Vec<_> = first.headers.get_all(SET_COOKIE).iter().collect();
    assert!(cookies[0].to_str().unwrap().starts_with("__Host-session="));
    assert!(cookies[1].to_str().unwrap().starts_with("__Host-university=; "), "{cookies:?}");

    let again = campus.sign_in_as(NUMBER).await.expect(201);
    assert_eq!(account(&again.body), made);
    let token = again.body["accessToken"].as_str().unwrap();
    let own = campus.client.get("/api/account").bearer(token).send().await.expect(200);
    assert_eq!(own.body["email"], "anna@example.org");
    let log = campus.client.get("/api/account/sign-ins").bearer(token).send().await.expect(200);
    let outcomes: Vec<&Value> =
        log.body["items"].as_array().unwrap().iter().map(|entry| &entry["outcome"]).collect();
    assert_eq!(outcomes, ["signed_in_at_university", "signed_in_at_university"]);
    let entries = campus.world.audit(student.id).await;
    assert_eq!(entries.len(), 1, "the record was given once");
    assert_eq!(entries[0]["action"], "finish_university_sign_in");
}

#[tokio::test]
async fn no_password_opens_the_new_account_until_its_owner_has_chosen_one_by_mail() {
    let campus = Campus::with_open_id().await;
    campus.student(|student| student).await;
    let _ = campus.sign_in_as(NUMBER).await.expect(201);
    for password in ["", "Willow-Lantern-27", NUMBER] {
        let body = json!({ "name": "anna@example.org", "password": password });
        let reply = campus.client.post("/api/sessions").json(&body).send().await;
        reply.expect_problem(401, "sign_in_failed");
    }
}

#[tokio::test]
async fn the_number_alone_says_who_somebody_is() {
    let campus = Campus::with_open_id().await;
    let mine = campus.student(|student| student).await;
    let other = campus.student(another).await;
    let said = json!({
        "student_number": NUMBER,
        "email": "bert@example.org",
        "email_verified": true,
        "name": "BERT",
        "preferred_username": "2025LX0002",
    });
    let signed_in = campus.sign_in(said).await.expect(201);
    assert_eq!(campus.record(mine.id).await.account, Some(account(&signed_in.body)));
    assert_eq!(campus.record(other.id).await.account, None);
    let without = json!({ "email": "anna@example.org", "name": "TESTER ANNA" });
    let reply = campus.sign_in(without).await;
    reply.expect_problem(403, "university_account_without_number");
    for absent in [json!(null), json!(""), json!("None"), json!(["2025LX0001"])] {
        let reply = campus.sign_in(json!({ "student_number": absent })).await;
        reply.expect_problem(403, "university_account_without_number");
    }
}

fn another(student: Student) -> Student {
    let identity = shared_domain::student::Identity {
        passport_no: "Y7654321".to_owned(),
        ..student.identity.clone()
    };
    let email = Some("bert@example.org".to_owned());
    let number = "2025LX0002".parse().unwrap();
    Student { id: StudentId::new(), number, email, identity, ..student }
}

#[tokio::test]
async fn a_number_that_is_nobodys_on_the_roster_is_for_the_registrar() {
    let campus = Campus::with_open_id().await;
    let left = |student: Student| {
        let since = campus.world.clock().now();
        Student { state: StudentState::Left { since }, ..student }
    };
    campus.student(left).await;
    let former = |student: Student| {
        let former_number = Some("2025LX0003".parse().unwrap());
        Student { former_number, ..another(student) }
    };
    campus.student(former).await;
    campus.world.take_outbox().await;
    let before = campus.stored().await;
    for number in ["2025LX9999", NUMBER, "2025LX0003"] {
        let reply = campus.sign_in_as(number).await;
        reply.expect_problem(403, "university_number_unknown");
        let sent: Vec<OpenUnknownNumber> = campus.world.sent().await;
        assert_eq!(sent, [OpenUnknownNumber { number: number.parse().unwrap() }]);
        campus.world.take_outbox().await;
    }
    assert_eq!(campus.stored().await, before);
}

#[tokio::test]
async fn whatever_is_wrong_at_the_university_changes_nothing() {
    let campus = Campus::with_open_id().await;
    campus.student(|student| student).await;
    let before = campus.stored().await;
    for fault in FAULTS {
        campus.university.misbehave(fault);
        // What is known of the university is over.
        campus.world.advance(Duration::from_secs(2));
        let fresh = campus.world.client(&accounts::actions()).await;
        let begun = campus.begin().await;
        let said = json!({ "student_number": NUMBER });
        let (state, proof) = campus.university.sign_in(&begun.address, said);
        let body = json!({ "state": state, "proof": proof });
        let call = fresh.post("/api/sessions/university").json(&body);
        let reply = call.header("cookie", &begun.cookie).send().await;
        assert_eq!(reply.code(), "university_sign_in_unavailable", "{fault:?}");
        assert_eq!(reply.status, 503, "{fault:?}");
        assert!(!reply.headers.contains_key(SET_COOKIE), "{fault:?}");
        assert_eq!(campus.stored().await, before, "{fault:?}");
    }
    campus.university.misbehave(Fault::None);
    let _ = campus.sign_in_as(NUMBER).await.expect(201);
}

#[tokio::test]
async fn a_server_that_is_gone_is_the_same() {
    let campus = Campus::with_open_id().await;
    let begun = campus.begin().await;
    let (state, _) = campus.university.sign_in(&begun.address, json!({}));
    // A code that was never given.
    let reply = campus.finish(&begun.cookie, &state, "made up").await;
    reply.expect_problem(503, "university_sign_in_unavailable");
}

#[tokio::test]
async fn an_answer_of_another_issuer_is_not_even_asked_about() {
    let campus = Campus::with_open_id().await;
    campus.student(|student| student).await;
    let begun = campus.begin().await;
    let said = json!({ "student_number": NUMBER });
    let (state, proof) = campus.university.sign_in(&begun.address, said);
    let body = json!({ "state": state, "proof": proof, "issuer": "https://id.example.com" });
    let call = campus.client.post("/api/sessions/university").json(&body);
    let reply = call.header("cookie", &begun.cookie).send().await;
    reply.expect_problem(503, "university_sign_in_unavailable");
    assert_eq!(campus.university.asked(), ["description"]);
}

#[tokio::test]
async fn a_return_works_once_in_ten_minutes_in_the_browser_that_began() {
    let campus = Campus::with_open_id().await;
    campus.student(|student| student).await;
    let said = || json!({ "student_number": NUMBER });
    let begun = campus.begin().await;
    let (state, proof) = campus.university.sign_in(&begun.address, said());
    let other = campus.begin().await;
    // Another browser, none, and another state.
    for (cookie, state) in
        [(&other.cookie, state.as_str()), (&String::new(), &state), (&begun.cookie, "x")]
    {
        campus.finish(cookie, state, &proof).await.expect_problem(422, "university_sign_in_over");
    }
    assert!(campus.university.asked().is_empty(), "nobody was asked");
    let _ = campus.finish(&begun.cookie, &state, &proof).await.expect(201);
    let replayed = campus.finish(&begun.cookie, &state, &proof).await;
    replayed.expect_problem(422, "university_sign_in_over");

    let begun = campus.begin().await;
    let (state, proof) = campus.university.sign_in(&begun.address, said());
    campus.world.advance(Duration::from_secs(600));
    let late = campus.finish(&begun.cookie, &state, &proof).await;
    late.expect_problem(422, "university_sign_in_over");
}

#[tokio::test]
async fn of_two_returns_at_one_moment_one_counts() {
    let campus = Campus::with_open_id().await;
    campus.student(|student| student).await;
    let begun = campus.begin().await;
    let said = json!({ "student_number": NUMBER });
    let (state, proof) = campus.university.sign_in(&begun.address, said);
    let finish = || campus.finish(&begun.cookie, &state, &proof);
    let (one, other) = join(finish(), finish()).await;
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 422]);
}

#[tokio::test]
async fn of_two_browsers_at_one_moment_both_come_into_the_one_account() {
    let campus = Campus::with_open_id().await;
    campus.student(|student| student).await;
    let (one, other) = join(campus.sign_in_as(NUMBER), campus.sign_in_as(NUMBER)).await;
    let (one, other) = (one.expect(201), other.expect(201));
    assert_eq!(account(&one.body), account(&other.body));
}

#[tokio::test]
async fn a_key_that_is_new_is_looked_for_once_more() {
    let campus = Campus::with_open_id().await;
    campus.student(|student| student).await;
    let _ = campus.sign_in_as(NUMBER).await.expect(201);
    assert_eq!(campus.university.asked(), ["description", "token", "keys"]);
    let _ = campus.sign_in_as(NUMBER).await.expect(201);
    assert_eq!(campus.university.asked(), ["token"], "what is known is not asked again");
    campus.university.change_key();
    let _ = campus.sign_in_as(NUMBER).await.expect(201);
    assert_eq!(campus.university.asked(), ["token", "keys"]);
}

#[tokio::test]
async fn a_number_that_stands_in_the_user_info_only_is_found_there() {
    let campus = Campus::with_open_id().await;
    campus.student(|student| student).await;
    campus.university.keep_claims_in_info();
    let _ = campus.sign_in_as(NUMBER).await.expect(201);
    assert_eq!(campus.university.asked(), ["description", "token", "keys", "info"]);
}

#[tokio::test]
async fn an_address_that_another_account_has_is_not_taken_from_it() {
    let campus = Campus::with_open_id().await;
    let student = campus.student(|student| student).await;
    let same =
        |student: Student| Student { email: Some("Anna@Example.org".into()), ..another(student) };
    campus.student(same).await;
    let anna = campus.sign_in_as(NUMBER).await.expect(201);
    campus.confirm_email(&anna, "anna@example.org").await;
    let before = campus.stored().await;
    campus.sign_in_as("2025LX0002").await.expect_problem(409, "university_email_taken");
    assert_eq!(campus.stored().await, before);
    assert!(campus.record(student.id).await.account.is_some());
}

#[tokio::test]
async fn who_has_no_address_on_the_roster_is_told_so() {
    let campus = Campus::with_open_id().await;
    campus.student(|student| Student { email: None, ..student }).await;
    campus.sign_in_as(NUMBER).await.expect_problem(409, "university_record_without_email");
}

#[tokio::test]
async fn an_account_that_is_gone_or_of_staff_is_never_opened() {
    let campus = Campus::with_open_id().await;
    campus.student(|student| Student { account: Some(AccountId::new()), ..student }).await;
    campus.sign_in_as(NUMBER).await.expect_problem(403, "university_number_unknown");

    campus.student(another).await;
    let signed_in = campus.sign_in_as("2025LX0002").await.expect(201);
    let key = account_key(account(&signed_in.body));
    let mut stored: Value = campus.world.get("ACCOUNTS", &key).await.unwrap();
    stored["kind"] = json!("staff");
    campus.world.put("ACCOUNTS", Item::new(key, &stored).unwrap()).await;
    campus.sign_in_as("2025LX0002").await.expect_problem(403, "university_number_unknown");
}

#[tokio::test]
async fn an_account_that_its_owner_has_closed_stays_closed() {
    let campus = Campus::with_open_id().await;
    campus.student(|student| student).await;
    let signed_in = campus.sign_in_as(NUMBER).await.expect(201);
    let key = account_key(account(&signed_in.body));
    let mut stored: Value = campus.world.get("ACCOUNTS", &key).await.unwrap();
    let now = campus.world.clock().now();
    stored["deletion"] = json!({ "requestedAt": now, "dueAt": now, "closedAt": now });
    campus.world.put("ACCOUNTS", Item::new(key, &stored).unwrap()).await;
    campus.sign_in_as(NUMBER).await.expect_problem(403, "university_number_unknown");
}

#[tokio::test]
async fn the_subject_can_be_the_claim_that_says_the_number() {
    let campus = Campus::with(University::open_id, "UNIVERSITY_ATTRIBUTE", |_| "sub".into()).await;
    // What the university of the tests calls everybody.
    let of_subject = |student: Student| Student { number: "P1".parse().unwrap(), ..student };
    let student = campus.student(of_subject).await;
    let signed_in = campus.sign_in_as("2025LX9999").await.expect(201);
    assert_eq!(campus.record(student.id).await.account, Some(account(&signed_in.body)));
}

#[tokio::test]
async fn a_number_that_the_registrar_has_settled_is_not_said_to_be_looked_at() {
    let campus = Campus::with_open_id().await;
    let number = "2025LX9999".parse().unwrap();
    let now = campus.world.clock().now();
    let until = shared_platform::clock::seconds_after(now, 3600);
    let review = shared_domain::ids::ReviewId::new();
    for (settled, code) in
        [(false, "university_number_unknown"), (true, "university_number_settled")]
    {
        let looked_at = LookedAt { review, settled, until };
        let item = Item::new(looked_at_key(&number), &looked_at).unwrap();
        campus.world.put("REGISTRATIONS", item).await;
        campus.sign_in_as("2025LX9999").await.expect_problem(403, code);
    }
    campus.world.take_outbox().await;
    campus.world.advance(Duration::from_secs(3600));
    campus.sign_in_as("2025LX9999").await.expect_problem(403, "university_number_unknown");
    let sent: Vec<OpenUnknownNumber> = campus.world.sent().await;
    assert_eq!(sent, [OpenUnknownNumber { number }]);
}

#[tokio::test]
async fn signing_in_costs_seven_round_trips_beside_the_university() {
    let campus = Campus::with_open_id().await;
    campus.student(|student| student).await;
    let _ = campus.sign_in_as(NUMBER).await.expect(201);
    campus.world.advance(Duration::from_secs(3600));
    let begun = campus.begin().await;
    let said = json!({ "student_number": NUMBER });
    let (state, proof) = campus.university.sign_in(&begun.address, said);
    campus.world.calls().reset();
    let _ = campus.finish(&begun.cookie, &state, &proof).await.expect(201);
    assert_eq!(campus.world.calls().round_trips(), 7, "{:?}", campus.world.calls().operations());
}

fn with_number(text: &str) -> Value {
    cas_success(&format!(
        "<cas:mail>bert@example.org</cas:mail><cas:studentNumber>{text}</cas:studentNumber>"
    ))
}

#[tokio::test]
async fn with_cas_the_ticket_says_who_it_is() {
    let campus = Campus::with_cas().await;
    let student = campus.student(|student| student).await;
    let signed_in = campus.sign_in(with_number(NUMBER)).await.expect(201);
    assert_eq!(campus.record(student.id).await.account, Some(account(&signed_in.body)));
    assert_eq!(campus.university.asked(), ["ticket"], "a ticket is checked once");
    let nobody = campus.sign_in(with_number("2025LX9999")).await;
    nobody.expect_problem(403, "university_number_unknown");
    for absent in ["None", ""] {
        let reply = campus.sign_in(with_number(absent)).await;
        reply.expect_problem(403, "university_account_without_number");
    }
}

#[tokio::test]
async fn tickets_can_be_checked_at_an_address_with_a_query_of_its_own() {
    let check = |university: &University| {
        format!("{}/cas/p3/serviceValidate?realm=students", university.address)
    };
    let campus = Campus::with(University::cas, "UNIVERSITY_CHECK_URL", check).await;
    campus.student(|student| student).await;
    let _ = campus.sign_in(with_number(NUMBER)).await.expect(201);
}

#[tokio::test]
async fn an_attribute_with_two_values_says_no_number() {
    let campus = Campus::with_cas().await;
    campus.student(|student| student).await;
    let two = ["2025LX0001", "2025LX0002"]
        .map(|number| format!("<cas:studentNumber>{number}</cas:studentNumber>"));
    let reply = campus.sign_in(cas_success(&two.concat())).await;
    reply.expect_problem(403, "university_account_without_number");
}

#[tokio::test]
async fn a_ticket_that_was_used_or_is_of_another_sign_in_changes_nothing() {
    let campus = Campus::with_cas().await;
    campus.student(|student| student).await;
    let (one, other) = (campus.begin().await, campus.begin().await);
    let (state, ticket) = campus.university.sign_in(&one.address, with_number(NUMBER));
    let (state_of_other, ticket_of_other) =
        campus.university.sign_in(&other.address, with_number(NUMBER));
    let before = campus.stored().await;
    // Somebody slips in a ticket that was given for another sign-in.
    let reply = campus.finish(&one.cookie, &state, &ticket_of_other).await;
    reply.expect_problem(503, "university_sign_in_unavailable");
    // That used it up.
    let reply = campus.finish(&other.cookie, &state_of_other, &ticket_of_other).await;
    reply.expect_problem(503, "university_sign_in_unavailable");
    assert_eq!(campus.stored().await, before);
    let reply = campus.finish(&one.cookie, &state, &ticket).await;
    reply.expect_problem(422, "university_sign_in_over");
}

#[tokio::test]
async fn whatever_is_wrong_at_cas_changes_nothing() {
    let campus = Campus::with_cas().await;
    campus.student(|student| student).await;
    let before = campus.stored().await;
    for fault in [Fault::Down, Fault::Slow, Fault::Page] {
        campus.university.misbehave(fault);
        let reply = campus.sign_in(with_number(NUMBER)).await;
        reply.expect_problem(503, "university_sign_in_unavailable");
        assert_eq!(campus.stored().await, before, "{fault:?}");
    }
}
