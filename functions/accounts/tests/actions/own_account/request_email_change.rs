use serde_json::{Value, json};
use shared_domain::account::mails::{
    AddressAlreadyRegistered, ConfirmEmailChange, EmailChangeRequested,
};
use shared_domain::notices::{Recipient, SendMail};
use shared_kit::{Call, is_mail, line_in};

use crate::holder::{Holder, new_email};
use crate::setting::{PASSWORD, Setting};

fn ask(setting: &Setting, holder: &Holder, email: &str, password: &str) -> Call {
    let form = new_email(email, password);
    setting.client.post("/api/account/email").bearer(&holder.token).json(&form)
}

#[tokio::test]
async fn the_new_address_gets_the_link_and_the_old_one_word_of_it() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let _ = ask(&setting, &anna, "anna@example.net", PASSWORD).send().await.expect(202);
    let mails = setting.mails().await;
    let [.., first, second] = mails.as_slice() else { panic!("{mails:?}") };
    let address = |recipient: &Recipient| match recipient {
        Recipient::Address(address, _) => address.clone(),
        Recipient::Account(account) => account.to_string(),
    };
    assert_eq!(address(first.recipient()), "anna@example.net");
    assert!(is_mail::<ConfirmEmailChange>(first));
    assert_eq!(line_in(first, "user_name"), Some("anna.tester"));
    assert_eq!(address(second.recipient()), "anna.tester@example.org");
    assert!(is_mail::<EmailChangeRequested>(second));
}

#[tokio::test]
async fn the_address_stays_until_the_link_is_opened() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let _ = ask(&setting, &anna, "anna@example.net", PASSWORD).send().await.expect(202);
    let seen = setting.client.get("/api/account").bearer(&anna.token).send().await.expect(200);
    assert_eq!(seen.body["email"], "anna.tester@example.org");
    setting.sign_in("anna@example.net", PASSWORD).await.expect_problem(401, "sign_in_failed");
}

#[tokio::test]
async fn an_address_of_somebody_else_gets_the_same_reply_at_the_same_cost_and_its_owner_is_told() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let bert = setting.holder("bert.tester").await;
    let calls = setting.world.calls();
    calls.reset();
    let taken = ask(&setting, &anna, "Bert.Tester@example.org", PASSWORD).send().await.expect(202);
    let when_taken = calls.operations();
    let bert_himself = Recipient::Account(bert.account.parse().unwrap());
    let already = AddressAlreadyRegistered { user_name: "bert.tester".to_owned() };
    assert!(setting.mails().await.contains(&SendMail::to(bert_himself, &already)));
    assert_eq!(setting.email_change_code().await, None);
    calls.reset();
    let free = ask(&setting, &bert, "bert@example.net", PASSWORD).send().await.expect(202);
    assert_eq!(free.body, taken.body);
    assert_eq!(calls.operations(), when_taken);
}

#[tokio::test]
async fn the_password_is_asked_for_again() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let reply = ask(&setting, &anna, "anna@example.net", "Not-the-password-1").send().await;
    let reply = reply.expect_problem(422, "invalid_input");
    assert_eq!(reply.errors(), [("/password".to_owned(), "password_wrong".to_owned())]);
    assert_eq!(setting.email_change_code().await, None);
}

#[tokio::test]
async fn a_session_that_was_ended_does_not_use_up_the_tries_of_the_owner() {
    let setting = Setting::new().await;
    let stolen = setting.holder("anna.tester").await;
    let own = setting.signed_in("anna.tester").await;
    let path = format!("/api/account/sessions/{}", stolen.session());
    let _ = setting.client.delete(&path).bearer(&own.token).send().await.expect(204);
    for _ in 0..5 {
        let form = json!({
            "oldPassword": PASSWORD,
            "password": "Quiet-River-31",
            "passwordConfirmation": "Quiet-River-31",
        });
        let call = setting.client.put("/api/account/password").bearer(&stolen.token);
        call.json(&form).send().await.expect_problem(401, "session_over");
    }
    let _ = ask(&setting, &own, "anna@example.net", PASSWORD).send().await.expect(202);
}

#[tokio::test]
async fn the_address_one_has_is_refused_in_any_spelling() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let reply = ask(&setting, &anna, "ANNA.tester@example.org", PASSWORD).send().await;
    let reply = reply.expect_problem(422, "invalid_input");
    assert_eq!(reply.errors(), [("/email".to_owned(), "email_unchanged".to_owned())]);
}

#[tokio::test]
async fn nobody_sends_links_to_many_addresses() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    for number in 0..5 {
        let email = format!("anna{number}@example.net");
        let _ = ask(&setting, &anna, &email, PASSWORD).send().await.expect(202);
    }
    let sixth = ask(&setting, &anna, "anna5@example.net", PASSWORD).send().await;
    sixth.expect_problem(429, "too_many_requests");
}

#[tokio::test]
async fn asking_takes_one_round_trip_to_read_and_one_to_write() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let call = ask(&setting, &anna, "anna@example.net", PASSWORD);
    assert_eq!(setting.round_trips(call).await, 2);
}

#[tokio::test]
async fn staff_show_their_second_factor_too() {
    let setting = Setting::with_cheap_work().await;
    let wei = setting.staff("wei.reviewer").await;
    let session = setting.session_of(&wei).await;
    let ask = async |shown: Value| {
        let mut form = new_email("wei@example.net", PASSWORD);
        form.as_object_mut().unwrap().extend(shown.as_object().unwrap().clone());
        setting.client.post("/api/account/email").bearer(&session.token).json(&form).send().await
    };
    let expected = |pointer: &str, code: &str| vec![(pointer.to_owned(), code.to_owned())];
    for (shown, error) in [
        (json!({}), expected("/totp", "required")),
        (json!({ "totp": "000000" }), expected("/totp", "totp_wrong")),
    ] {
        assert_eq!(ask(shown).await.expect(422).errors(), error);
    }
    assert_eq!(setting.email_change_code().await, None);
    let digits = json!({ "totp": setting.digits(&wei.totp_secret) });
    let _ = ask(digits.clone()).await.expect(202);
    assert!(setting.email_change_code().await.is_some());
    // The digits were used up.
    assert_eq!(ask(digits).await.expect(422).errors(), expected("/totp", "totp_wrong"));
    let _ = ask(json!({ "recoveryCode": wei.recovery_codes[0] })).await.expect(202);
}
