//! What becomes of mails: SES reports what came back, and no further mail goes
//! there; and what could not be sent waits and comes again.

use jiff::Timestamp;
use serde_json::{Value, json};
use shared_domain::account::mail_feedback_key;
use system_tests::mailbox::mails_to;
use system_tests::people::{Person, unique_letters};
use system_tests::system::{System, eventually};

/// SES's own mailboxes: mails to the first come back, mails to the second are
/// called unwanted.
const SIMULATED: [(&str, &str); 2] = [("bounce", "bounced"), ("complaint", "complained")];

#[tokio::test]
async fn an_address_that_mails_do_not_reach_is_noted_shown_and_written_to_no_more() {
    let system = System::running().await;
    for (mailbox, state) in SIMULATED {
        let address = format!("{mailbox}+{}@simulator.amazonses.com", unique_letters());
        let anna = Person::made_up("anna").at(address.clone());
        let visitor = anna.join(&system).await;

        assert_eq!(noted(&system, &address).await, state);
        let account = visitor.get("/api/account").send().await.expect(200).body;
        assert_eq!(account["emailTrouble"]["state"], state, "{account:#}");

        let mails = mails_to(&visitor, &address).await.len();
        // Whoever registers with her address makes the service write to her.
        let again = Person::made_up("ben").at(address.clone());
        let _ = again.register(&system, &system.visitor()).await.expect(202);
        suppressed(&system, &format!("address_{state}")).await;
        assert_eq!(mails_to(&visitor, &address).await.len(), mails);
    }
}

/// How an address is noted, once it is.
async fn noted(system: &System, address: &str) -> String {
    let key = mail_feedback_key(address);
    let key = format!("{} / {}", key.pk, key.sk);
    eventually(&format!("a note of {address}"), async || {
        let dump = system.emulator().dump().await;
        let item = dump["NoticesTable"].get(&key)?;
        Some(item["state"]["S"].as_str().unwrap().to_owned())
    })
    .await
}

/// Waits for a mail that was not sent for this reason.
async fn suppressed(system: &System, reason: &str) {
    let is_so = |item: &Value| item["state"]["S"] == "suppressed" && item["outcome"]["S"] == reason;
    eventually(&format!("a mail that is not sent: {reason}"), async || {
        let dump = system.emulator().dump().await;
        dump["NoticesTable"].values().any(is_so).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_message_that_failed_waits_as_long_as_its_consumer_says() {
    let system = System::running().await;
    let emulator = system.emulator();
    let nonsense = json!({ "nonsense": unique_letters() }).to_string();
    emulator.send_message("SendMailQueue", &nonsense).await;
    let wait = eventually("the message failed", async || {
        let messages = emulator.messages("SendMailQueue").await;
        let message = messages.into_iter().find(|message| message.body == nonsense)?;
        let wait = message.visible_at - Timestamp::now().as_second();
        // Being handled, it is hidden for the six minutes of its queue.
        (message.received == 1 && wait < 300).then_some(wait)
    })
    .await;
    assert!((1..=30).contains(&wait), "{wait} s");
}
