//! `confirm_registration_email`.

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::json;
use shared_domain::notices::SendMail;
use shared_domain::registration::mails::ConfirmRegistrationEmail;
use shared_kit::{Reply, secret_in};

use crate::case::{Case, filled_in};

const OTHER: &str = "anna.new@example.net";

impl Case {
    /// The code of the link that was sent to another address.
    async fn code(&self) -> String {
        let _ = self.save("contact", &json!({ "email": OTHER })).await.expect(200);
        let _ = self.ask_for_link().await.expect(202);
        let items = self.setting.world.take_outbox().await;
        let mails: Vec<SendMail> = shared_kit::messages(&items);
        mails.iter().find_map(secret_in::<ConfirmRegistrationEmail>).unwrap()
    }

    async fn open_link(&self, code: &str) -> Reply {
        let call = self.setting.client.post("/api/registration-emails");
        call.json(&json!({ "code": code })).send().await
    }
}

/// S79
#[tokio::test]
async fn who_opens_the_link_confirms_the_address_and_a_page_that_was_open_goes_on() {
    let case = Case::complete().await;
    let code = case.code().await;
    let seen = case.version().await;
    let refused = case.submit().await.expect_problem(422, "registration_incomplete");
    let gap = ("/sections/contact/email".to_owned(), "email_not_confirmed".to_owned());
    assert_eq!(refused.errors(), [gap]);
    case.setting.world.calls().reset();
    let reply = case.open_link(&code).await.expect(200).body;
    assert_eq!(case.setting.world.calls().round_trips(), 3);
    assert_eq!(reply, json!({ "email": OTHER }));
    // The page was read before the link was opened.
    let _ = case.submit_seeing(seen).await.expect(200);
    case.open_link(&code).await.expect_problem(422, "registration_code_invalid");
}

#[tokio::test]
async fn a_link_works_once_for_a_day_and_while_the_form_is_open() {
    let case = Case::new().await;
    let code = case.code().await;
    let opened = join_all((0..4).map(|_| case.open_link(&code))).await;
    let statuses = opened.iter().filter(|reply| reply.status == 200);
    assert_eq!(statuses.count(), 1);
    assert_eq!(case.stored().await.unwrap().head.version, 2);

    let case = Case::new().await;
    let code = case.code().await;
    case.setting.world.advance(Duration::from_secs(24 * 60 * 60));
    case.open_link(&code).await.expect_problem(422, "registration_code_expired");
    case.open_link("none").await.expect_problem(422, "registration_code_invalid");

    let case = Case::complete().await;
    let code = case.code().await;
    let _ = case.save("contact", &filled_in("contact")).await.expect(200);
    let _ = case.submit().await.expect(200);
    case.open_link(&code).await.expect_problem(422, "registration_code_invalid");
}
