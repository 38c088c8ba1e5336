//! `issue_student_claim`.

use semester::roster::messages::IssueStudentClaim;
use shared_domain::notices::{Recipient, SendMail};
use shared_kit::Caller;
use shared_platform::Locale;
use shared_platform::ids::OutboxId;
use shared_platform::outbox::Delivery;

use crate::setting::{ROSTER, Setting, table};

impl Setting {
    /// Somebody with an account, who is to ask for a record.
    pub async fn somebody(&self) -> Caller {
        let applicant = self.world.applicant();
        self.world.put_account(&applicant, "anna@example.org").await;
        applicant
    }

    /// Lets a request be followed; answers the mails that it sent.
    pub async fn issue(&self, account: &Caller, number: &str) -> Vec<SendMail> {
        self.world.take_outbox().await;
        let message =
            IssueStudentClaim { account: account.account, number: number.parse().unwrap() };
        self.world.consume(&semester::actions(), message).await.unwrap();
        self.world.sent::<SendMail>().await
    }
}

#[tokio::test]
async fn a_link_goes_to_the_address_on_the_roster_and_to_no_other() {
    let setting = Setting::with_roster().await;
    let somebody = setting.somebody().await;
    let mails = setting.issue(&somebody, "2025LX0001").await;
    let to = Recipient::Address("a@example.org".to_owned(), Locale::En);
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].recipient(), &to);
    assert_eq!(mails[0].template(), "claim_student_record");
    assert!(mails[0].page().unwrap().code().is_some());
    // Kept is only what the code stands for, under its hash.
    let kept = setting.world.dump("REGISTRATIONS").await;
    assert!(!kept.contains(mails[0].page().unwrap().code().unwrap()));
}

#[tokio::test]
async fn a_former_number_asks_for_the_same_record() {
    let setting = Setting::with_roster().await;
    let row = ROSTER[0].replace("2025LX0001", "U-77");
    let _ = setting.import(&table(&[&row])).await.expect(202);
    let somebody = setting.somebody().await;
    assert_eq!(setting.issue(&somebody, "2025LX0001").await.len(), 1);
}

#[tokio::test]
async fn nobody_without_an_address_or_with_an_account_and_nobody_who_left_is_written_to() {
    let setting = Setting::with_roster().await;
    let somebody = setting.somebody().await;
    // Without an address, and of nobody.
    for number in ["2025LX0003", "NOBODY-1"] {
        assert_eq!(setting.issue(&somebody, number).await.len(), 0, "{number}");
    }
    setting.student("2025LX0001").await;
    assert_eq!(setting.issue(&somebody, "2025LX0001").await.len(), 0);
    let _ = setting.import(&table(&[&ROSTER[1].replace("在读", "退学")])).await.expect(202);
    assert_eq!(setting.issue(&somebody, "2025LX0002").await.len(), 0);
}

#[tokio::test]
async fn a_message_that_comes_twice_is_one_mail() {
    let setting = Setting::with_roster().await;
    let somebody = setting.somebody().await;
    let number = "2025LX0001".parse().unwrap();
    let message = IssueStudentClaim { account: somebody.account, number };
    let delivery = Delivery { id: OutboxId::new(), message };
    setting.world.take_outbox().await;
    for _ in 0..2 {
        let actions = semester::actions();
        setting.world.deliver(&actions, "issue_student_claim", &delivery).await.unwrap();
    }
    assert_eq!(setting.world.sent::<SendMail>().await.len(), 1);
}

#[tokio::test]
async fn one_record_is_not_written_to_again_and_again() {
    let setting = Setting::with_roster().await;
    let somebody = setting.somebody().await;
    let mut sent = 0;
    for _ in 0..6 {
        sent += setting.issue(&somebody, "2025LX0001").await.len();
    }
    assert_eq!(sent, 3);
}
