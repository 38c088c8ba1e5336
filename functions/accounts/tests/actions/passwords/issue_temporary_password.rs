use std::time::Duration;

use accounts::mail_request::{IssueTemporaryPassword, NameGiven};
use jiff::Timestamp;
use shared_domain::account::mails::TemporaryPassword;
use shared_domain::notices::{Recipient, Shown};
use shared_kit::{line_in, secret_in};
use shared_platform::ids::OutboxId;
use shared_platform::outbox::Delivery;

use crate::setting::{PASSWORD, Setting};

async fn issue(setting: &Setting, id: OutboxId, name: &str) {
    let message = IssueTemporaryPassword(NameGiven { name: name.to_owned() });
    let delivery = Delivery { id, message };
    let actions = accounts::actions();
    setting.world.deliver(&actions, "issue_temporary_password", &delivery).await.unwrap();
}

#[tokio::test]
async fn a_temporary_password_is_mailed_to_the_registered_address() {
    let setting = Setting::with_cheap_work().await;
    setting.activated("anna.tester").await;
    issue(&setting, OutboxId::new(), "Anna.Tester").await;
    let mail = setting.mails().await.pop().unwrap();
    assert!(
        matches!(mail.recipient(), Recipient::Address(to, _) if to == "anna.tester@example.org")
    );
    let password = secret_in::<TemporaryPassword>(&mail).unwrap();
    assert_eq!(line_in(&mail, "user_name"), Some("anna.tester"));
    let until: Timestamp = "2027-03-01T02:30:00Z".parse().unwrap();
    assert_eq!(mail.values().get("until"), Some(&Shown::from(until)));
    assert!(password.len() >= 30, "128 bits");
    assert!(!setting.world.dump("ACCOUNTS").await.contains(&password));
}

#[tokio::test]
async fn whoever_asks_does_not_lock_the_owner_out() {
    let setting = Setting::with_cheap_work().await;
    setting.activated("anna.tester").await;
    issue(&setting, OutboxId::new(), "anna.tester").await;
    let _ = setting.sign_in("anna.tester", PASSWORD).await.expect(201);
}

#[tokio::test]
async fn nobody_gets_a_mail_for_an_unknown_name() {
    let setting = Setting::with_cheap_work().await;
    setting.activated("anna.tester").await;
    let form = setting.form("spy.tester").await.with("email", "anna.tester@example.org");
    let _ = setting.register(&form).await.expect(202);
    for name in ["nobody.here", "nobody@example.org", "", "spy.tester"] {
        issue(&setting, OutboxId::new(), name).await;
    }
    assert!(setting.temporary_passwords().await.is_empty());
}

/// The password of who waits stands with the link: that is opened first.
#[tokio::test]
async fn who_was_never_activated_gets_none() {
    let setting = Setting::with_cheap_work().await;
    let _ = setting.register(&setting.form("anna.tester").await).await.expect(202);
    for name in ["anna.tester", "anna.tester@example.org"] {
        issue(&setting, OutboxId::new(), name).await;
    }
    assert!(setting.temporary_passwords().await.is_empty());
}

#[tokio::test]
async fn a_message_that_comes_twice_is_one_mail() {
    let setting = Setting::with_cheap_work().await;
    setting.activated("anna.tester").await;
    let id = OutboxId::new();
    for _ in 0..2 {
        issue(&setting, id, "anna.tester").await;
    }
    assert_eq!(setting.temporary_passwords().await.len(), 1);
}

#[tokio::test]
async fn an_account_gets_three_mails_at_once_and_all_of_them_work() {
    let setting = Setting::with_cheap_work().await;
    setting.activated("anna.tester").await;
    for _ in 0..5 {
        issue(&setting, OutboxId::new(), "anna.tester").await;
    }
    let passwords = setting.temporary_passwords().await;
    assert_eq!(passwords.len(), 3);
    for password in &passwords {
        let reply = setting.sign_in("anna.tester", password).await;
        reply.expect_problem(403, "password_change_required");
        setting.world.advance(Duration::from_secs(1));
    }
    setting.world.advance(Duration::from_secs(600));
    issue(&setting, OutboxId::new(), "anna.tester").await;
    assert_eq!(setting.temporary_passwords().await.len(), 4);
}

#[tokio::test]
async fn issuing_is_in_the_audit_log_without_the_password() {
    let setting = Setting::with_cheap_work().await;
    let anna = setting.holder("anna.tester").await;
    issue(&setting, OutboxId::new(), "anna.tester").await;
    let password = setting.temporary_passwords().await.pop().unwrap();
    let entries = setting.world.audit(&anna.account).await;
    let entry = entries.iter().find(|entry| entry["action"] == "issue_temporary_password");
    assert_eq!(entry.unwrap()["actor"], "service:issue_temporary_password");
    assert!(!setting.world.dump("AUDIT").await.contains(&password));
}
