use std::time::Duration;

use serde_json::json;

use crate::setting::Setting;

#[tokio::test]
async fn an_invitation_shows_what_it_is_for_in_one_round_trip() {
    let setting = Setting::new().await;
    let code = setting.invited("wei.reviewer@example.org", &["reviewer"]).await;
    let (reply, round_trips) = setting.round_trips_of(setting.view_invitation(&code)).await;
    let seen = reply.expect(200).body;
    assert_eq!(round_trips, 1);
    assert_eq!(seen["email"], "wei.reviewer@example.org");
    assert_eq!(seen["userName"], json!(null));
    assert_eq!(seen["roles"], json!(["reviewer"]));
    assert_eq!(seen["invitedBy"], "staff.member");
    let url = seen["otpauthUrl"].as_str().unwrap();
    assert!(url.starts_with("otpauth://totp/Sojourn:wei.reviewer%40example.org?"), "{url}");
    assert!(url.contains(seen["totpSecret"].as_str().unwrap()), "{url}");
}

#[tokio::test]
async fn the_authenticator_is_the_same_each_time_and_another_for_each_invitation() {
    let setting = Setting::new().await;
    let one = setting.invited("wei.reviewer@example.org", &["reviewer"]).await;
    let other = setting.invited("li.reviewer@example.org", &["reviewer"]).await;
    let secret = async |code: &str| {
        setting.view_invitation(code).await.expect(200).body["totpSecret"].to_string()
    };
    assert_eq!(secret(&one).await, secret(&one).await);
    assert_ne!(secret(&one).await, secret(&other).await);
}

#[tokio::test]
async fn an_invitation_is_over_after_three_days() {
    let setting = Setting::new().await;
    let code = setting.invited("wei.reviewer@example.org", &["reviewer"]).await;
    setting.world.advance(Duration::from_secs(72 * 60 * 60 - 1));
    let _ = setting.view_invitation(&code).await.expect(200);
    setting.world.advance(Duration::from_secs(1));
    setting.view_invitation(&code).await.expect_problem(422, "invitation_expired");
}

#[tokio::test]
async fn an_invented_code_shows_nothing() {
    let setting = Setting::new().await;
    for code in ["", "guess", &"A".repeat(5000)] {
        setting.view_invitation(code).await.expect_problem(422, "invitation_invalid");
    }
}
