//! The address of an account that the university's identity has opened (S77, S79). It is
//! what the roster says: until its owner has opened a link mailed to it, signed in, it
//! opens nothing, whoever reads it.

use std::time::Duration;

use accounts::mail_request::{IssueTemporaryPassword, NameGiven};
use serde_json::{Value, json};
use shared_domain::account::mails::{ConfirmEmailChange, EmailChanged, TemporaryPassword};
use shared_domain::ids::StudentId;
use shared_domain::notices::{Recipient, SendMail};
use shared_domain::student::{Identity, Student};
use shared_kit::{Reply, is_mail, secret_in};

use crate::university::setting::{Campus, NUMBER};

const ROSTER: &str = "anna@example.org";
const OTHER: &str = "anna@example.net";

fn token(signed_in: &Reply) -> &str {
    signed_in.body["accessToken"].as_str().unwrap()
}

impl Campus {
    /// Somebody who has signed in at the university has a link sent to an address.
    async fn ask_for_link(&self, signed_in: &Reply, email: &str) -> Reply {
        let call = self.client.post("/api/account/email").bearer(token(signed_in));
        call.json(&json!({ "email": email })).send().await
    }

    async fn code(&self) -> String {
        let mails: Vec<SendMail> = self.world.sent().await;
        mails.iter().rev().find_map(secret_in::<ConfirmEmailChange>).unwrap()
    }

    /// Somebody opens a link, signed in or not.
    async fn open(&self, code: &str, signed_in: Option<&Reply>) -> Reply {
        let call = self.client.post("/api/email-changes").json(&json!({ "code": code }));
        match signed_in {
            Some(signed_in) => call.bearer(token(signed_in)).send().await,
            None => call.send().await,
        }
    }

    /// Somebody who has signed in at the university confirms an address.
    pub(crate) async fn confirm_email(&self, signed_in: &Reply, email: &str) {
        let _ = self.ask_for_link(signed_in, email).await.expect(202);
        let code = self.code().await;
        let _ = self.open(&code, Some(signed_in)).await.expect(200);
    }

    /// The temporary passwords that are mailed when somebody asks by these names.
    async fn passwords_for(&self, names: &[&str]) -> Vec<String> {
        self.world.take_outbox().await;
        for name in names {
            let message = IssueTemporaryPassword(NameGiven { name: (*name).to_owned() });
            self.world.consume(&accounts::actions(), message).await.unwrap();
        }
        let mails: Vec<SendMail> = self.world.sent().await;
        mails.iter().filter_map(secret_in::<TemporaryPassword>).collect()
    }

    async fn own_account(&self, signed_in: &Reply) -> Value {
        let call = self.client.get("/api/account").bearer(token(signed_in));
        call.send().await.expect(200).body
    }
}

async fn anna(campus: &Campus) -> Reply {
    campus.student(|student| student).await;
    campus.sign_in_as(NUMBER).await.expect(201)
}

#[tokio::test]
async fn who_reads_the_address_of_the_roster_gets_no_password_and_no_reset() {
    let campus = Campus::with_open_id().await;
    let signed_in = anna(&campus).await;
    let own = campus.own_account(&signed_in).await;
    assert_eq!((&own["email"], &own["emailConfirmed"]), (&json!(ROSTER), &json!(false)));
    let names = [ROSTER, "s-2025LX0001", "Anna@Example.ORG"];
    assert_eq!(campus.passwords_for(&names).await, [] as [String; 0]);
    let credentials = campus.world.dump("ACCOUNTS").await;
    assert!(!credentials.contains("NAME#anna@example.org"), "the address is nobody's name");
}

#[tokio::test]
async fn once_its_owner_has_confirmed_it_the_address_opens_the_account() {
    let campus = Campus::with_open_id().await;
    let signed_in = anna(&campus).await;
    campus.world.take_outbox().await;
    let _ = campus.ask_for_link(&signed_in, ROSTER).await.expect(202);
    let mails: Vec<SendMail> = campus.world.sent().await;
    let [link] = mails.as_slice() else { panic!("the link, and no word of it: {mails:?}") };
    assert!(matches!(link.recipient(), Recipient::Address(to, _) if to == ROSTER));
    let _ = campus.open(&campus.code().await, Some(&signed_in)).await.expect(200);
    let mails: Vec<SendMail> = campus.world.sent().await;
    assert!(!mails.iter().any(is_mail::<EmailChanged>), "it is the same address");

    let again = campus.sign_in_as(NUMBER).await.expect(201);
    assert_eq!(campus.own_account(&again).await["emailConfirmed"], true);
    let passwords = campus.passwords_for(&[ROSTER]).await;
    let body = json!({
        "name": ROSTER,
        "temporaryPassword": passwords[0],
        "password": "Willow-Lantern-27",
        "passwordConfirmation": "Willow-Lantern-27",
    });
    let _ = campus.client.post("/api/passwords/resets").json(&body).send().await.expect(204);
    for name in [ROSTER, "s-2025LX0001"] {
        let body = json!({ "name": name, "password": "Willow-Lantern-27" });
        let _ = campus.client.post("/api/sessions").json(&body).send().await.expect(201);
    }
}

#[tokio::test]
async fn a_link_that_a_stranger_reads_confirms_nothing() {
    let campus = Campus::with_open_id().await;
    let signed_in = anna(&campus).await;
    let _ = campus.ask_for_link(&signed_in, ROSTER).await.expect(202);
    let code = campus.code().await;
    campus.open(&code, None).await.expect_problem(401, "sign_in_required");
    campus.student(|student| another(student, "bert@example.org")).await;
    let bert = campus.sign_in_as("2025LX0002").await.expect(201);
    campus.open(&code, Some(&bert)).await.expect_problem(422, "email_change_of_another");
    let call = campus.client.delete("/api/account/sessions").bearer(token(&signed_in));
    let _ = call.send().await.expect(204);
    let over = campus.open(&code, Some(&signed_in)).await;
    over.expect_problem(422, "email_change_code_invalid");
    assert_eq!(campus.passwords_for(&[ROSTER]).await, [] as [String; 0]);
}

#[tokio::test]
async fn who_has_a_confirmed_address_is_asked_for_the_password_as_everybody() {
    let campus = Campus::with_open_id().await;
    let signed_in = anna(&campus).await;
    campus.confirm_email(&signed_in, ROSTER).await;
    let again = campus.sign_in_as(NUMBER).await.expect(201);
    let refused = campus.ask_for_link(&again, OTHER).await.expect_problem(422, "invalid_input");
    assert_eq!(refused.errors(), [("/password".to_owned(), "required".to_owned())]);
}

#[tokio::test]
async fn a_mistyped_address_of_the_roster_gives_way_to_the_right_one() {
    let campus = Campus::with_open_id().await;
    let signed_in = anna(&campus).await;
    let _ = campus.ask_for_link(&signed_in, ROSTER).await.expect(202);
    let mistyped = campus.code().await;
    campus.confirm_email(&signed_in, OTHER).await;
    let again = campus.sign_in_as(NUMBER).await.expect(201);
    let own = campus.own_account(&again).await;
    assert_eq!((&own["email"], &own["emailConfirmed"]), (&json!(OTHER), &json!(true)));
    campus.open(&mistyped, None).await.expect_problem(422, "email_change_code_invalid");
    assert_eq!(campus.passwords_for(&[ROSTER]).await, [] as [String; 0]);
    assert_eq!(campus.passwords_for(&[OTHER]).await.len(), 1);
}

/// Else a browser left open in the library would be enough to take the account over.
#[tokio::test]
async fn another_address_is_taken_only_shortly_after_signing_in_at_the_university() {
    let campus = Campus::with_open_id().await;
    let signed_in = anna(&campus).await;
    campus.world.advance(Duration::from_secs(15 * 60));
    let cookie = signed_in.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap();
    let call = campus.client.post("/api/sessions/refresh").header("cookie", cookie);
    let refreshed = call.send().await.expect(200);
    let late = campus.ask_for_link(&refreshed, OTHER).await;
    late.expect_problem(403, "university_sign_in_not_recent");
    let _ = campus.ask_for_link(&refreshed, ROSTER).await.expect(202);
    let again = campus.sign_in_as(NUMBER).await.expect(201);
    let _ = campus.ask_for_link(&again, OTHER).await.expect(202);
}

#[tokio::test]
async fn an_address_that_is_not_confirmed_follows_the_roster_and_a_confirmed_one_stays() {
    let campus = Campus::with_open_id().await;
    let student = campus.student(|student| student).await;
    let _ = campus.sign_in_as(NUMBER).await.expect(201);
    campus.roster_says(student.id, OTHER).await;
    let signed_in = campus.sign_in_as(NUMBER).await.expect(201);
    let own = campus.own_account(&signed_in).await;
    assert_eq!((&own["email"], &own["emailConfirmed"]), (&json!(OTHER), &json!(false)));
    campus.confirm_email(&signed_in, OTHER).await;
    campus.roster_says(student.id, ROSTER).await;
    let again = campus.sign_in_as(NUMBER).await.expect(201);
    let own = campus.own_account(&again).await;
    assert_eq!((&own["email"], &own["emailConfirmed"]), (&json!(OTHER), &json!(true)));
}

#[tokio::test]
async fn of_two_students_with_one_address_on_the_roster_the_first_to_confirm_it_has_it() {
    let campus = Campus::with_open_id().await;
    let one = anna(&campus).await;
    campus.student(|student| another(student, ROSTER)).await;
    let other = campus.sign_in_as("2025LX0002").await.expect(201);
    let _ = campus.ask_for_link(&other, ROSTER).await.expect(202);
    let code_of_other = campus.code().await;
    campus.confirm_email(&one, ROSTER).await;
    let late = campus.open(&code_of_other, Some(&other)).await;
    late.expect_problem(409, "email_taken_meanwhile");
    campus.world.take_outbox().await;
    let again = campus.sign_in_as("2025LX0002").await.expect(201);
    assert_eq!(campus.own_account(&again).await["emailConfirmed"], false);
}

#[tokio::test]
async fn an_account_with_the_one_name_is_changed_as_any_other() {
    let campus = Campus::with_open_id().await;
    let signed_in = anna(&campus).await;
    let edit = json!({ "locale": "zh", "timeZone": "Asia/Shanghai", "noticeMails": true });
    let call = campus.client.put("/api/account").bearer(token(&signed_in)).json(&edit);
    let _ = call.send().await.expect(200);
    let call = campus.client.delete("/api/account/sessions").bearer(token(&signed_in));
    let _ = call.send().await.expect(204);
}

fn another(student: Student, email: &str) -> Student {
    let identity = Identity { passport_no: "Y7654321".to_owned(), ..student.identity.clone() };
    let number = "2025LX0002".parse().unwrap();
    Student { id: StudentId::new(), number, email: Some(email.to_owned()), identity, ..student }
}
