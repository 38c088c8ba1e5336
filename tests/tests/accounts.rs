//! What owners do with their accounts, over HTTP and with the mails that come:
//! every function with its real role, on the running system.

use std::io::{Cursor, Read as _};

use dev::challenge;
use dev::client::Client;
use http::Method;
use serde_json::{Value, json};
use system_tests::mailbox::{Mail, mail_saying, mails_to};
use system_tests::people::Person;
use system_tests::system::{System, eventually};
use system_tests::visitor::{Reply, Visitor, text};

const NEW_PASSWORD: &str = "Harbour-Kettle-58";

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_way_of_the_mail() {
    let system = System::running().await;
    let person = Person::made_up("forgetful");
    let signed_in = person.join(&system).await;
    let cookie = session_cookie(&person.try_to_sign_in(&signed_in).await.expect(201));
    let visitor = system.visitor();

    // S23: by user name or e-mail; the reply says nothing of whether there is one.
    for name in [person.email.to_uppercase(), "nobody.of.this.name".to_owned()] {
        let request = json!({ "name": name, "challenge": solved(&system).await });
        let reply = visitor.post("/api/passwords/requests").json(&request).send().await.expect(202);
        assert_eq!(reply.body, json!({}));
    }
    // S24
    let mail = mail_saying(&visitor, &person.email, "Sj1-").await;
    let temporary = word_with(&mail, "Sj1-");
    // The old password stays valid until then: nobody is locked out by asking.
    let _ = person.try_to_sign_in(&visitor).await.expect(201);
    // S25: the temporary one opens nothing but the choice of a new one.
    sign_in(&visitor, &person.user_name, &temporary)
        .await
        .expect_problem(403, "password_change_required");
    let reset = json!({
        "name": person.user_name,
        "temporaryPassword": temporary,
        "password": NEW_PASSWORD,
        "passwordConfirmation": NEW_PASSWORD,
    });
    let _ = visitor.post("/api/passwords/resets").json(&reset).send().await.expect(204);

    sign_in(&visitor, &person.user_name, &person.password)
        .await
        .expect_problem(401, "sign_in_failed");
    let _ = sign_in(&visitor, &person.user_name, NEW_PASSWORD).await.expect(201);
    let again = visitor.post("/api/passwords/resets").json(&reset).send().await;
    again.expect_problem(422, "temporary_password_wrong");
    refresh(&visitor, &cookie).await.expect_problem(401, "session_over");
    mail_saying(&visitor, &person.email, "was changed on").await;
}

#[tokio::test]
async fn an_activation_link_is_sent_again_when_it_is_asked_for() {
    let system = System::running().await;
    let visitor = system.visitor();
    let person = Person::made_up("waiting");
    let _ = person.register(&system, &visitor).await.expect(202);
    let first = mail_saying(&visitor, &person.email, "/activate#code=").await;
    // S17: an account that is not activated is told what to do.
    person.try_to_sign_in(&visitor).await.expect_problem(403, "account_not_activated");
    let request = json!({ "name": person.user_name, "challenge": solved(&system).await });
    let _ = visitor.post("/api/activations/requests").json(&request).send().await.expect(202);
    let second = eventually("a second link", async || {
        let mails = mails_to(&visitor, &person.email).await;
        mails.into_iter().find(|mail| {
            mail.text.contains("/activate#code=")
                && mail.activation_code() != first.activation_code()
        })
    })
    .await;
    let code = json!({ "code": second.activation_code() });
    let _ = visitor.post("/api/activations").json(&code).send().await.expect(200);
    let _ = person.try_to_sign_in(&visitor).await.expect(201);
}

#[tokio::test]
async fn an_address_changes_once_the_new_one_is_confirmed() {
    let system = System::running().await;
    let person = Person::made_up("moving");
    let owner = person.join(&system).await;
    let new_address = format!("new.{}", person.email);
    let change = json!({ "email": new_address, "password": person.password });
    let _ = owner.post("/api/account/email").json(&change).send().await.expect(202);
    let mail = mail_saying(&owner, &new_address, "/confirm-email#code=").await;
    let account = owner.get("/api/account").send().await.expect(200).body;
    assert_eq!(account["email"], person.email, "not before it is confirmed");
    let code = json!({ "code": code_after(&mail, "/confirm-email#code=") });
    let visitor = system.visitor();
    let _ = visitor.post("/api/email-changes").json(&code).send().await.expect(200);
    let again = visitor.post("/api/email-changes").json(&code).send().await;
    again.expect_problem(422, "email_change_code_invalid");
    let _ = sign_in(&visitor, &new_address, &person.password).await.expect(201);
    sign_in(&visitor, &person.email, &person.password).await.expect_problem(401, "sign_in_failed");
    // The old address hears of the wish and of the change.
    eventually("two mails to the old address", async || {
        (mails_to(&visitor, &person.email).await.len() >= 3).then_some(())
    })
    .await;
}

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one_and_all_at_once() {
    let system = System::running().await;
    let person = Person::made_up("travelling");
    let first = person.join(&system).await;
    let second = person.try_to_sign_in(&system.visitor()).await.expect(201);
    let lost = session_cookie(&second);
    let sessions = first.get("/api/account/sessions").send().await.expect(200).body;
    let items = sessions["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    let other = items.iter().find(|session| session["current"] == false).unwrap();
    let path = format!("/api/account/sessions/{}", text(other, "/id"));
    let _ = first.request(Method::DELETE, &path).send().await.expect(204);
    refresh(&first, &lost).await.expect_problem(401, "session_over");

    let third = session_cookie(&person.try_to_sign_in(&system.visitor()).await.expect(201));
    let _ = first.request(Method::DELETE, "/api/account/sessions").send().await.expect(204);
    refresh(&first, &third).await.expect_problem(401, "session_over");
    let log = person.sign_in(&system.visitor()).await.get("/api/account/sign-ins").send().await;
    let log = log.expect(200).body;
    assert!(log["items"].as_array().unwrap().len() >= 4, "{log:#}");
}

#[tokio::test]
async fn a_new_password_ends_all_other_sessions_and_keeps_this_one() {
    let system = System::running().await;
    let person = Person::made_up("careful");
    let owner = person.join(&system).await;
    let other = session_cookie(&person.try_to_sign_in(&system.visitor()).await.expect(201));
    let change = json!({
        "oldPassword": person.password,
        "password": NEW_PASSWORD,
        "passwordConfirmation": NEW_PASSWORD,
    });
    let changed = owner.put("/api/account/password").json(&change).send().await.expect(200);
    refresh(&owner, &other).await.expect_problem(401, "session_over");
    let _ = refresh(&owner, &session_cookie(&changed)).await.expect(200);
    let owner = owner.with_token(text(&changed.body, "/accessToken"));
    let _ = owner.get("/api/account").send().await.expect(200);
}

#[tokio::test]
async fn an_export_holds_what_is_stored_and_no_secret() {
    let system = System::running().await;
    let person = Person::made_up("curious");
    let owner = person.join(&system).await;
    let request = json!({ "password": person.password });
    let asked = owner.post("/api/account/exports").idempotent().json(&request).send().await;
    assert_eq!(asked.expect(202).body["state"], "building");
    let url = eventually("an export that is ready", async || {
        let exports = owner.get("/api/account/exports").send().await.expect(200).body;
        exports["items"][0]["url"].as_str().map(str::to_owned)
    })
    .await;
    let file = owner.get(&url).send().await.expect(200);
    let mut archive = zip::ZipArchive::new(Cursor::new(file.bytes)).unwrap();
    let mut all = String::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        if entry.name().unwrap().ends_with(".json") {
            let mut content = String::new();
            entry.read_to_string(&mut content).unwrap();
            let _: Value = serde_json::from_str(&content).unwrap();
            all.push_str(&content);
        }
    }
    assert!(all.contains(&person.email) && all.contains(&person.user_name));
    for secret in ["argon2", "secretHash", "previousHash", "replacedHashes"] {
        assert!(!all.contains(secret), "the export tells {secret}");
    }
    mail_saying(&owner, &person.email, "/account").await;
}

#[tokio::test]
async fn a_deletion_can_be_taken_back_until_it_is_due() {
    let system = System::running().await;
    let person = Person::made_up("leaving");
    let owner = person.join(&system).await;
    let request = json!({ "password": person.password });
    let asked = owner.post("/api/account/deletion").json(&request).send().await.expect(202);
    let due = text(&asked.body, "/dueAt").to_owned();
    // Every session ends but the caller's: it goes on with a new token.
    let owner = person.sign_in(&system.visitor()).await;
    let account = owner.get("/api/account").send().await.expect(200).body;
    assert_eq!(account["deletion"]["dueAt"], due);
    let _ = owner.request(Method::DELETE, "/api/account/deletion").send().await.expect(204);
    let account = owner.get("/api/account").send().await.expect(200).body;
    assert_eq!(account["deletion"], Value::Null);
}

async fn solved(system: &System) -> String {
    let solved = challenge::solved(&Client::new(), &system.demonstration.front).await;
    solved.unwrap_or_else(|failure| panic!("{failure}"))
}

async fn sign_in(visitor: &Visitor, name: &str, password: &str) -> Reply {
    let form = json!({ "name": name, "password": password });
    visitor.post("/api/sessions").json(&form).send().await
}

async fn refresh(visitor: &Visitor, cookie: &str) -> Reply {
    visitor.post("/api/sessions/refresh").header("cookie", cookie).send().await
}

/// The session cookie of a reply, as a browser sends it back.
fn session_cookie(reply: &Reply) -> String {
    let cookies = reply.headers.get_all("set-cookie").iter();
    let cookies = cookies.filter_map(|cookie| cookie.to_str().ok());
    let mut session = cookies.filter(|cookie| cookie.starts_with("__Host-session="));
    session.next().unwrap().split(';').next().unwrap().to_owned()
}

/// What follows a link's beginning in a mail.
fn code_after<'a>(mail: &'a Mail, beginning: &str) -> &'a str {
    let after = mail.text.split_once(beginning).unwrap().1;
    after.split_whitespace().next().unwrap()
}

/// The word of a mail that begins so.
fn word_with(mail: &Mail, beginning: &str) -> String {
    let mut words = mail.text.split_whitespace();
    words.find(|word| word.starts_with(beginning)).unwrap().to_owned()
}
