use std::time::Duration;

use serde_json::{Value, json};
use shared_domain::account::mails::{ActivateAccount, AddressAlreadyRegistered};
use shared_domain::notices::{Recipient, SendMail};
use shared_kit::{is_mail, line_in, secret_in};

use crate::setting::{Form, PASSWORD, Setting};

#[tokio::test]
async fn a_registration_mails_a_link_with_the_user_name() {
    let setting = Setting::new().await;
    let form = setting.form("anna.tester").await;
    let reply = setting.register(&form).await.expect(202);
    assert_eq!(reply.body, json!({}));
    let [mail] = &setting.world.sent::<SendMail>().await[..] else { panic!("one mail") };
    assert_eq!(line_in(mail, "user_name"), Some("anna.tester"));
    let code = secret_in::<ActivateAccount>(mail).unwrap();
    assert_eq!(code.len(), 43, "256 bits in base64url");
    assert!(
        matches!(mail.recipient(), Recipient::Address(to, _) if to == "anna.tester@example.org")
    );
}

#[tokio::test]
async fn every_field_is_compulsory() {
    let setting = Setting::new().await;
    for (field, code) in [
        ("userName", "required"),
        ("email", "required"),
        ("password", "password_differs"),
        ("agreementVersion", "agreement_not_accepted"),
        ("challenge", "challenge_unsolved"),
    ] {
        let form = setting.form("anna.tester").await.with(field, "");
        let reply = setting.register(&form).await.expect_problem(422, "invalid_input");
        assert!(reply.errors().iter().any(|(_, found)| found == code), "{field}: {reply:?}");
    }
    assert!(setting.world.outbox().await.is_empty());
}

#[tokio::test]
async fn the_password_must_be_typed_twice_alike() {
    let setting = Setting::new().await;
    let form = setting.form("anna.tester").await.with("passwordConfirmation", "Willow-Lantern-28");
    let reply = setting.register(&form).await.expect_problem(422, "invalid_input");
    assert_eq!(
        reply.errors(),
        [("/passwordConfirmation".to_owned(), "password_differs".to_owned())]
    );
}

#[tokio::test]
async fn a_weak_password_is_refused_with_what_it_lacks() {
    let setting = Setting::new().await;
    let form = setting
        .form("anna.tester")
        .await
        .with("password", "willow-lantern-27")
        .with("passwordConfirmation", "willow-lantern-27");
    let reply = setting.register(&form).await.expect_problem(422, "invalid_input");
    let expected = ("/password".to_owned(), "password_needs_upper_lower_digit".to_owned());
    assert_eq!(reply.errors(), [expected]);
}

#[tokio::test]
async fn a_taken_user_name_is_refused_in_any_spelling() {
    let setting = Setting::new().await;
    let _ = setting.register(&setting.form("anna.tester").await).await.expect(202);
    let form = setting.form("Anna.TESTER").await.with("email", "other@example.org");
    let reply = setting.register(&form).await.expect_problem(422, "invalid_input");
    assert_eq!(reply.errors(), [("/userName".to_owned(), "user_name_taken".to_owned())]);
}

#[tokio::test]
async fn the_reply_does_not_tell_whether_an_address_has_an_account() {
    let setting = Setting::new().await;
    let first = setting.register(&setting.form("anna.tester").await).await.expect(202);
    let code = setting.activation_codes().await.remove(0);
    let _ = setting.activate(&code).await.expect(200);
    let form = setting.form("somebody.else").await.with("email", "Anna.Tester@Example.org");
    let second = setting.register(&form).await.expect(202);
    assert_eq!(first.body, second.body);

    let mails = setting.world.sent::<SendMail>().await;
    let mail = mails.last().unwrap();
    assert!(is_mail::<AddressAlreadyRegistered>(mail));
    assert_eq!(line_in(mail, "user_name"), Some("anna.tester"));
    assert!(
        matches!(mail.recipient(), Recipient::Account(_)),
        "the owner is told, wherever the mail was asked from"
    );
}

/// Whoever registers a foreign address may try afterwards what became of it.
#[tokio::test]
async fn nothing_that_can_be_tried_afterwards_tells_whether_an_address_has_an_account() {
    let mut seen = Vec::new();
    for known in [true, false] {
        let setting = Setting::new().await;
        if known {
            setting.activated("anna.tester").await;
        }
        let form = async |name: &str, email: &str| {
            form_for(&setting, name, email, "Spy-Password-28").await
        };
        let _ = setting.register(&form("spy.tester", "anna.tester@example.org").await).await;
        let other = setting.register(&form("spy.tester", "spy@example.org").await).await;
        let again = setting.register(&form("spy.tester", "anna.tester@example.org").await).await;
        let moved = setting.register(&form("spy.second", "anna.tester@example.org").await).await;
        let left = setting.register(&form("spy.tester", "spy@example.org").await).await;
        let right = setting.sign_in("spy.second", "Spy-Password-28").await;
        let wrong = setting.sign_in("spy.second", "Wrong-Password-1").await;
        let old = setting.sign_in("spy.tester", "Spy-Password-28").await;
        let foreign = setting.sign_in("anna.tester@example.org", "Spy-Password-28").await;
        let replies = [other, again, moved, left, right, wrong, old, foreign];
        seen.push(replies.map(|reply| (reply.status, reply.code().to_owned(), reply.errors())));
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[0][4].1, "account_not_activated");
}

/// A form for an address that is not the user name's, with another password.
async fn form_for(setting: &Setting, user_name: &str, email: &str, password: &str) -> Form {
    let form = setting.form(user_name).await.with("email", email);
    form.with("password", password).with("passwordConfirmation", password)
}

#[tokio::test]
async fn who_never_activated_may_register_the_address_again() {
    let setting = Setting::new().await;
    let _ = setting.register(&setting.form("anna.mistyped").await).await.expect(202);
    let email = "anna.mistyped@example.org";
    let form = form_for(&setting, "anna.tester", email, "Another-Try-28").await;
    let _ = setting.register(&form).await.expect(202);
    let code = setting.activation_codes().await.pop().unwrap();
    let _ = setting.activate(&code).await.expect(200);
    for name in ["anna.tester", "anna.mistyped@example.org"] {
        let _ = setting.sign_in(name, "Another-Try-28").await.expect(201);
    }
    let other = setting.sign_in("anna.mistyped", PASSWORD).await;
    other.expect_problem(403, "account_not_activated");
}

/// Nobody takes a registration away from who reads the mails of its address.
#[tokio::test]
async fn of_several_registrations_of_an_address_each_link_activates_its_own() {
    for opened in [0, 1] {
        let setting = Setting::with_cheap_work().await;
        let _ = setting.register(&setting.form("anna.tester").await).await.expect(202);
        let email = "Anna.Tester@example.org";
        let form = form_for(&setting, "spy.tester", email, "Spy-Password-28").await;
        let _ = setting.register(&form).await.expect(202);
        let codes = setting.activation_codes().await;
        let chosen = [("anna.tester", PASSWORD), ("spy.tester", "Spy-Password-28")];
        let activated = setting.activate(&codes[opened]).await.expect(200);
        assert_eq!(activated.body["userName"], chosen[opened].0);
        for name in [chosen[opened].0, email] {
            let _ = setting.sign_in(name, chosen[opened].1).await.expect(201);
        }
        let other = chosen[1 - opened];
        setting.sign_in(email, other.1).await.expect_problem(401, "sign_in_failed");
        let late = setting.activate(&codes[1 - opened]).await;
        late.expect_problem(409, "activation_address_taken");
        setting.sign_in(other.0, other.1).await.expect_problem(403, "account_not_activated");

        setting.world.advance(Duration::from_secs(30 * 24 * 60 * 60));
        setting.sign_in(other.0, other.1).await.expect_problem(401, "sign_in_failed");
        let again = form_for(&setting, other.0, "new@example.org", PASSWORD).await;
        let _ = setting.register(&again).await.expect(202);
    }
}

/// Also under the same user name: the link that came first has its own password.
#[tokio::test]
async fn a_registration_that_is_repeated_with_another_password_leaves_the_first_link_good() {
    for (opened, password) in [(0, PASSWORD), (1, "Another-Try-28")] {
        let setting = Setting::with_cheap_work().await;
        let _ = setting.register(&setting.form("anna.tester").await).await.expect(202);
        let email = "anna.tester@example.org";
        let form = form_for(&setting, "anna.tester", email, "Another-Try-28").await;
        let _ = setting.register(&form).await.expect(202);
        let codes = setting.activation_codes().await;
        let _ = setting.activate(&codes[opened]).await.expect(200);
        let late = setting.activate(&codes[1 - opened]).await;
        late.expect_problem(409, "activation_address_taken");
        for name in ["anna.tester", email] {
            let _ = setting.sign_in(name, password).await.expect(201);
        }
    }
}

#[tokio::test]
async fn the_same_form_can_be_sent_again_when_the_mail_was_lost() {
    let setting = Setting::new().await;
    for _ in 0..2 {
        let _ = setting.register(&setting.form("anna.tester").await).await.expect(202);
    }
    let code = setting.activation_codes().await.pop().unwrap();
    let _ = setting.activate(&code).await.expect(200);
    let _ = setting.sign_in("anna.tester", PASSWORD).await.expect(201);
}

#[tokio::test]
async fn an_account_that_is_never_activated_vanishes_after_thirty_days() {
    let setting = Setting::new().await;
    let _ = setting.register(&setting.form("anna.tester").await).await.expect(202);
    let day = Duration::from_secs(24 * 60 * 60);
    setting.world.advance(30 * day - Duration::from_secs(1));
    let form = async || setting.form("anna.tester").await.with("email", "other@example.org");
    let reply = setting.register(&form().await).await.expect_problem(422, "invalid_input");
    assert_eq!(reply.errors(), [("/userName".to_owned(), "user_name_taken".to_owned())]);

    setting.world.advance(Duration::from_secs(1));
    setting.sign_in("anna.tester", PASSWORD).await.expect_problem(401, "sign_in_failed");
    let _ = setting.register(&form().await).await.expect(202);
    let dump = setting.world.dump("ACCOUNTS").await;
    let waiting = dump.lines().filter(|line| line.contains("vanishesAt"));
    assert!(waiting.clone().count() > 0 && waiting.clone().all(|line| line.contains("ttl")));
}

#[tokio::test]
async fn a_common_password_is_refused_in_any_case() {
    let setting = Setting::new().await;
    let form = setting.form("anna.tester").await;
    let form = form.with("password", "PassWord123").with("passwordConfirmation", "PassWord123");
    let reply = setting.register(&form).await.expect_problem(422, "invalid_input");
    assert_eq!(reply.errors(), [("/password".to_owned(), "password_too_common".to_owned())]);
}

#[tokio::test]
async fn both_replies_cost_the_same_calls() {
    let setting = Setting::new().await;
    setting.activated("anna.tester").await;
    let calls = setting.world.calls();
    let mut counted = Vec::new();
    for email in ["anna.tester@example.org", "new.tester@example.org"] {
        // The user name is free again: what was registered with it has vanished.
        setting.world.advance(Duration::from_secs(31 * 24 * 60 * 60));
        let form = setting.form("somebody.else").await.with("email", email);
        calls.reset();
        setting.hashes();
        let _ = setting.register(&form).await.expect(202);
        let mut operations = calls.operations();
        operations.sort();
        counted.push((operations, calls.round_trips(), setting.hashes()));
    }
    assert_eq!(counted[0], counted[1]);
    assert_eq!((counted[0].1, counted[0].2), (2, 1), "one round trip to read, one to write");
}

#[tokio::test]
async fn a_challenge_is_good_for_one_registration() {
    let setting = Setting::new().await;
    let first = setting.form("anna.tester").await;
    let _ = setting.register(&first).await.expect(202);
    let challenge = first.0["challenge"].as_str().unwrap().to_owned();
    let second = setting.form("boris.tester").await.with("challenge", &challenge);
    let reply = setting.register(&second).await.expect_problem(422, "invalid_input");
    assert_eq!(reply.errors(), [("/challenge".to_owned(), "challenge_used".to_owned())]);
    assert_eq!(setting.activation_codes().await.len(), 1);
}

#[tokio::test]
async fn registrations_from_one_address_are_slowed_down() {
    let setting = Setting::new().await;
    let mut refused = None;
    for number in 0..11 {
        let form = setting.form(&format!("tester.{number:02}")).await;
        let reply = setting.register(&form).await;
        if reply.status == 429 {
            refused = Some((number, reply));
            break;
        }
    }
    let (number, reply) = refused.expect("the eleventh waits");
    assert_eq!(number, 10);
    assert_eq!(reply.code(), "too_many_requests");
    let seconds: u64 = reply.headers["retry-after"].to_str().unwrap().parse().unwrap();
    setting.world.advance(Duration::from_secs(seconds));
    let _ = setting.register(&setting.form("tester.late").await).await.expect(202);
}

#[tokio::test]
async fn registrations_of_one_email_are_slowed_down_wherever_they_come_from_and_whosever_it_is() {
    let setting = Setting::with_cheap_work().await;
    setting.activated("anna.tester").await;
    setting.world.advance(Duration::from_secs(24 * 60 * 60));
    let mut refused = Vec::new();
    for email in ["Anna.Tester@example.org", "new.tester@example.org"] {
        for number in 0..11 {
            let form = setting.form(&format!("{}{number:02}", &email[..4])).await;
            let call = setting.client.post("/api/accounts").json(&form.with("email", email).0);
            let place = format!("203.0.113.{number}, 192.0.2.1");
            let reply = call.header("x-forwarded-for", &place).send().await;
            match number {
                10 => refused.push((reply.status, reply.headers["retry-after"].clone())),
                _ => drop(reply.expect(202)),
            }
        }
    }
    assert_eq!(refused[0].0, 429);
    assert_eq!(refused[0], refused[1]);
}

#[tokio::test]
async fn two_hundred_registrations_of_one_name_give_one_account() {
    let setting = Setting::with_cheap_work().await;
    let mut forms = Vec::new();
    for number in 0..200 {
        let email = format!("tester{number}@example.org");
        forms.push(setting.form("anna.tester").await.with("email", &email));
    }
    let setting = std::sync::Arc::new(setting);
    let mut tasks = tokio::task::JoinSet::new();
    for (number, form) in forms.into_iter().enumerate() {
        let setting = std::sync::Arc::clone(&setting);
        tasks.spawn(async move {
            // Each from another address, or the limit would answer first.
            let call = setting.client.post("/api/accounts").json(&form.0);
            call.header("x-forwarded-for", &format!("203.0.113.{number}, 192.0.2.1")).send().await
        });
    }
    let mut statuses: Vec<u16> =
        tasks.join_all().await.iter().map(|reply| reply.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses[0], 202);
    assert!(statuses[1..].iter().all(|status| *status == 422), "{statuses:?}");
    assert_eq!(setting.activation_codes().await.len(), 1);
    assert_eq!(accounts_in(&setting).await, 1);
}

/// How many accounts the table has.
async fn accounts_in(setting: &Setting) -> usize {
    setting.world.items("ACCOUNTS").await.iter().filter(|item| item["sk"] == "ACCOUNT").count()
}

#[tokio::test]
async fn twenty_registrations_of_one_name_and_address_give_one_account() {
    let setting = Setting::with_cheap_work().await;
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..20 {
        let form = setting.form("anna.tester").await;
        let call = setting.client.post("/api/accounts").json(&form.0);
        let forwarded = format!("203.0.113.{number}, 192.0.2.1");
        tasks.spawn(call.header("x-forwarded-for", &forwarded).send());
    }
    let replies = tasks.join_all().await;
    assert!(replies.iter().any(|reply| reply.status == 202));
    let mut activated = 0;
    for code in setting.activation_codes().await {
        activated += usize::from(setting.activate(&code).await.status == 200);
    }
    assert_eq!(activated, 1);
    let items = setting.world.items("ACCOUNTS").await;
    let active = |item: &&Value| item["sk"] == "ACCOUNT" && item["active"] == true;
    assert_eq!(items.iter().filter(active).count(), 1);
    let _ = setting.sign_in("anna.tester", PASSWORD).await.expect(201);
}

#[tokio::test]
async fn the_table_holds_neither_password_nor_code() {
    let setting = Setting::new().await;
    let _ = setting.register(&setting.form("anna.tester").await).await.expect(202);
    let dump = setting.world.dump("ACCOUNTS").await;
    let code = setting.activation_codes().await.remove(0);
    assert!(dump.contains("anna.tester"), "the dump is of the right table");
    assert!(!dump.contains(PASSWORD) && !dump.contains(&code));
}
