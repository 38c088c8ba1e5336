use std::time::Duration;

use accounts::mail_request::{IssueActivationLink, NameGiven};
use shared_domain::account::mails::ActivateAccount;
use shared_kit::{is_mail, line_in};
use shared_platform::ids::OutboxId;
use shared_platform::outbox::Delivery;

use crate::setting::{PASSWORD, Setting};

async fn issue(setting: &Setting, id: OutboxId, name: &str) {
    let message = IssueActivationLink(NameGiven { name: name.to_owned() });
    let delivery = Delivery { id, message };
    let actions = accounts::actions();
    setting.world.deliver(&actions, "issue_activation_link", &delivery).await.unwrap();
}

#[tokio::test]
async fn another_link_activates_the_account_and_the_first_one_still_would() {
    for used in [0, 1] {
        let setting = Setting::with_cheap_work().await;
        let _ = setting.register(&setting.form("anna.tester").await).await.expect(202);
        issue(&setting, OutboxId::new(), "anna.tester@example.org").await;
        let codes = setting.activation_codes().await;
        let _ = setting.activate(&codes[used]).await.expect(200);
        let _ = setting.sign_in("anna.tester", PASSWORD).await.expect(201);
        setting.activate(&codes[1 - used]).await.expect_problem(422, "activation_code_invalid");
    }
}

#[tokio::test]
async fn a_link_runs_out_and_another_one_helps() {
    let setting = Setting::with_cheap_work().await;
    let _ = setting.register(&setting.form("anna.tester").await).await.expect(202);
    setting.world.advance(Duration::from_secs(24 * 60 * 60));
    let code = setting.activation_codes().await.pop().unwrap();
    setting.activate(&code).await.expect_problem(422, "activation_code_expired");
    issue(&setting, OutboxId::new(), "anna.tester").await;
    let code = setting.activation_codes().await.pop().unwrap();
    let _ = setting.activate(&code).await.expect(200);
}

#[tokio::test]
async fn no_link_outlives_the_account_it_is_for() {
    let setting = Setting::with_cheap_work().await;
    let _ = setting.register(&setting.form("anna.tester").await).await.expect(202);
    setting.world.advance(Duration::from_secs(30 * 24 * 60 * 60 - 60));
    issue(&setting, OutboxId::new(), "anna.tester").await;
    let code = setting.activation_codes().await.pop().unwrap();
    setting.world.advance(Duration::from_secs(60));
    setting.activate(&code).await.expect_problem(422, "activation_code_expired");
    issue(&setting, OutboxId::new(), "anna.tester").await;
    assert_eq!(setting.activation_codes().await.len(), 2, "nobody waits any more");
}

#[tokio::test]
async fn nobody_gets_a_link_for_an_unknown_or_an_active_account() {
    let setting = Setting::with_cheap_work().await;
    setting.activated("anna.tester").await;
    for name in ["anna.tester", "nobody.here", "nobody@example.org", ""] {
        issue(&setting, OutboxId::new(), name).await;
    }
    assert_eq!(setting.activation_codes().await.len(), 1);
}

/// Whoever registers an address of somebody else leaves a user name behind.
#[tokio::test]
async fn a_name_that_only_seems_to_be_registered_gets_no_link() {
    let setting = Setting::with_cheap_work().await;
    setting.activated("anna.tester").await;
    let form = setting.form("spy.tester").await.with("email", "anna.tester@example.org");
    let _ = setting.register(&form).await.expect(202);
    issue(&setting, OutboxId::new(), "spy.tester").await;
    assert_eq!(setting.activation_codes().await.len(), 1);
}

/// The user names in the activation mails, oldest first.
async fn mailed_names(setting: &Setting) -> Vec<String> {
    let mails = setting.mails().await;
    let mails = mails.iter().filter(|mail| is_mail::<ActivateAccount>(mail));
    mails.map(|mail| line_in(mail, "user_name").unwrap().to_owned()).collect()
}

#[tokio::test]
async fn of_several_registrations_of_an_address_the_newest_get_a_link_each_with_its_user_name() {
    let setting = Setting::with_cheap_work().await;
    let email = "anna.tester@example.org";
    for name in ["anna.oldest", "anna.tester", "spy.tester", "spy.tester", "spy.second"] {
        std::thread::sleep(Duration::from_millis(2));
        let form = setting.form(name).await.with("email", email);
        let _ = setting.register(&form).await.expect(202);
    }
    let id = OutboxId::new();
    for _ in 0..2 {
        issue(&setting, id, "Anna.Tester@example.org").await;
    }
    assert_eq!(mailed_names(&setting).await[5..], ["spy.second", "spy.tester"]);
    issue(&setting, OutboxId::new(), "anna.tester").await;
    assert_eq!(mailed_names(&setting).await[7..], ["anna.tester"]);
    let code = setting.activation_codes().await.pop().unwrap();
    let activated = setting.activate(&code).await.expect(200);
    assert_eq!(activated.body["userName"], "anna.tester");

    // The address is taken: those links would work no more.
    for name in [email, "spy.tester", "anna.oldest"] {
        issue(&setting, OutboxId::new(), name).await;
    }
    assert_eq!(setting.activation_codes().await.len(), 5 + 2 + 1);
}

#[tokio::test]
async fn a_message_that_comes_twice_is_one_mail() {
    let setting = Setting::with_cheap_work().await;
    let _ = setting.register(&setting.form("anna.tester").await).await.expect(202);
    let id = OutboxId::new();
    for _ in 0..2 {
        issue(&setting, id, "anna.tester").await;
    }
    assert_eq!(setting.activation_codes().await.len(), 2);
}

#[tokio::test]
async fn an_account_gets_three_links_at_once_and_then_one_in_ten_minutes() {
    let setting = Setting::with_cheap_work().await;
    let _ = setting.register(&setting.form("anna.tester").await).await.expect(202);
    for _ in 0..5 {
        issue(&setting, OutboxId::new(), "anna.tester").await;
    }
    assert_eq!(setting.activation_codes().await.len(), 1 + 3);
    setting.world.advance(Duration::from_secs(600));
    issue(&setting, OutboxId::new(), "anna.tester").await;
    assert_eq!(setting.activation_codes().await.len(), 1 + 4);
}
