//! What the functions log of a whole journey is about nobody.

use jiff::Timestamp;
use serde_json::json;
use system_tests::files::passport_page;
use system_tests::journey::{basic_information, claimed_review};
use system_tests::mailbox::mails_to;
use system_tests::system::System;
use system_tests::visitor::text;

#[tokio::test]
async fn the_logs_of_a_journey_tell_nothing_personal() {
    let system = System::running().await;
    let started = Timestamp::now();
    let claimed = claimed_review(&system).await;
    let review = format!("/api/reviews/{}", claimed.review);
    let _ = claimed.reviewer.get(&review).send().await.expect(200);
    let decision = json!({ "outcome": "decline", "reasons": ["no_place_left"], "noteToApplicant": "zq7-note" });
    let decided = claimed.reviewer.post(&format!("{review}/decision")).json(&decision);
    let _ = decided.send().await.expect(200);

    let logs = system.emulator().logs(started.as_millisecond()).await;
    for action in
        ["register", "send_mail", "inspect_document", "wechat_callback", "decide_application"]
    {
        assert!(logs.contains(&format!("\"action\":\"{action}\"")), "no log of {action}");
    }
    let mails = mails_to(&claimed.applicant, &claimed.person.email).await;
    let activation = mails.iter().find(|mail| mail.text.contains("/activate#code=")).unwrap();
    let filled_in = basic_information(&claimed.name);
    let secrets = [
        claimed.person.user_name.as_str(),
        &claimed.person.email,
        &claimed.person.password,
        activation.activation_code(),
        claimed.applicant.token().unwrap(),
        claimed.reviewer.token().unwrap(),
        &claimed.name.given,
        text(&filled_in, "/passportNo"),
        text(&filled_in, "/birthDate"),
        passport_page().name,
        "zq7-note",
        "127.",
    ];
    for secret in secrets {
        let told = logs.lines().find(|line| line.contains(secret));
        assert!(told.is_none(), "the logs tell {secret:?}: {told:?}");
    }
}
