//! `request_registration_confirmation`.

use serde_json::json;
use shared_domain::account::Contact;
use shared_domain::notices::SendMail;
use shared_domain::registration::mails::ConfirmRegistrationEmail;
use shared_domain::samples;
use shared_kit::{Reply, is_mail, refuses_all_but_applicants};
use shared_platform::auth::account_key;
use shared_platform::store::Item;

use crate::case::{Case, filled_in};

impl Case {
    pub async fn ask_for_link(&self) -> Reply {
        let call = self.setting.client.post(&self.path("/email")).by(&self.student);
        call.send().await
    }
}

/// S79
#[tokio::test]
async fn a_corrected_address_gets_a_link_and_that_of_the_account_needs_none() {
    let case = Case::new().await;
    refuses_all_but_applicants(&case.setting.world, || {
        case.setting.client.post(&case.path("/email"))
    })
    .await;
    let other = json!({ "email": "anna.new@example.net" });
    let _ = case.save("contact", &other).await.expect(200);
    case.setting.world.calls().reset();
    let reply = case.ask_for_link().await.expect(202).body;
    assert_eq!(case.setting.world.calls().round_trips(), 2);
    assert_eq!(reply, json!({ "email": "anna.new@example.net", "state": "sent" }));
    let mails: Vec<SendMail> = case.setting.world.sent().await;
    assert_eq!(mails.iter().filter(|mail| is_mail::<ConfirmRegistrationEmail>(mail)).count(), 1);
    let own = filled_in("contact");
    let _ = case.save("contact", &own).await.expect(200);
    assert_eq!(case.ask_for_link().await.expect(200).body["state"], "confirmed");
}

#[tokio::test]
async fn links_are_sent_to_an_address_that_is_one_while_the_form_is_open_and_not_without_end() {
    let case = Case::new().await;
    case.ask_for_link().await.expect_problem(404, "not_found");
    let _ = case.save("contact", &json!({ "email": "nobody" })).await.expect(200);
    let refused = case.ask_for_link().await.expect(422);
    assert_eq!(refused.errors()[0].0, "/sections/contact/email");
    let _ = case.save("contact", &json!({ "email": "anna.new@example.net" })).await.expect(200);
    for _ in 0..3 {
        let _ = case.ask_for_link().await.expect(202);
    }
    case.ask_for_link().await.expect_problem(429, "too_many_requests");

    let (case, _) = Case::before_staff().await;
    case.ask_for_link().await.expect_problem(409, "registration_locked");
}

/// S77, S79: the roster may have mistyped it.
#[tokio::test]
async fn an_address_that_only_the_roster_says_gets_a_link() {
    let case = Case::new().await;
    let contact = Contact { email_of_roster: true, ..samples::contact() };
    let item = Item::new(account_key(case.student.account), &contact).unwrap();
    case.setting.world.put("ACCOUNTS", item).await;
    let _ = case.save("contact", &filled_in("contact")).await.expect(200);
    let reply = case.ask_for_link().await.expect(202).body;
    assert_eq!(reply, json!({ "email": contact.email, "state": "sent" }));
}
