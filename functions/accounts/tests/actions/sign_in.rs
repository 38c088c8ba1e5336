use std::time::Duration;

use serde_json::json;
use shared::testing::Reply;

use crate::setting::{PASSWORD, Setting};

#[tokio::test]
async fn one_signs_in_by_user_name_or_by_email() {
    let setting = Setting::new().await;
    setting.activated("anna.tester").await;
    for name in ["anna.tester", "ANNA.Tester", "anna.tester@example.org", "Anna.Tester@EXAMPLE.org"]
    {
        let reply = setting.sign_in(name, PASSWORD).await.expect(201);
        assert_eq!(reply.body["account"]["userName"], "anna.tester");
        assert_eq!(reply.body["account"]["kind"], "applicant");
    }
}

#[tokio::test]
async fn an_account_not_activated_cannot_be_used() {
    let setting = Setting::new().await;
    let _ = setting.register(&setting.form("anna.tester").await).await.expect(202);
    setting.sign_in("anna.tester", PASSWORD).await.expect_problem(403, "account_not_activated");
    setting.sign_in("anna.tester", "Wrong-Password-1").await.expect_problem(401, "sign_in_failed");
}

#[tokio::test]
async fn an_unknown_name_and_a_wrong_password_look_and_cost_alike() {
    let setting = Setting::new().await;
    setting.activated("anna.tester").await;
    let calls = setting.world.environment().calls();
    let mut seen = Vec::new();
    for name in ["anna.tester", "nobody.here"] {
        setting.world.advance(Duration::from_secs(600));
        calls.reset();
        let Reply { status, mut body, .. } = setting.sign_in(name, "Wrong-Password-1").await;
        body["requestId"] = json!("");
        seen.push((status, body, calls.operations().len(), calls.round_trips()));
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[0].1["code"], "sign_in_failed");
}

#[tokio::test]
async fn the_refresh_token_is_out_of_reach_of_scripts() {
    let setting = Setting::new().await;
    setting.activated("anna.tester").await;
    let reply = setting.sign_in("anna.tester", PASSWORD).await.expect(201);
    let cookie = reply.headers["set-cookie"].to_str().unwrap();
    for part in ["__Host-session=", "Path=/", "Secure", "HttpOnly", "SameSite=Strict"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!reply.body.to_string().contains("ses_"), "only the cookie carries it");
}

#[tokio::test]
async fn staff_need_the_second_factor() {
    let setting = Setting::new().await;
    let staff = setting.staff("staff.reviewer").await;
    let reply = setting.sign_in("staff.reviewer", &staff.password).await;
    reply.expect_problem(401, "totp_required");
    let wrong = json!({ "name": "staff.reviewer", "password": staff.password, "totp": "000000" });
    let reply = setting.client.post("/api/sessions").json(&wrong).send().await;
    reply.expect_problem(401, "sign_in_failed");
}

#[tokio::test]
async fn a_code_of_the_second_factor_works_once() {
    let setting = Setting::new().await;
    let staff = setting.staff("staff.reviewer").await;
    let body = json!({ "name": "staff.reviewer", "password": staff.password, "totp": code(&setting, &staff.totp_secret) });
    let first = setting.client.post("/api/sessions").json(&body).send().await.expect(201);
    assert_eq!(first.body["account"]["roles"], json!(["reviewer"]));
    let second = setting.client.post("/api/sessions").json(&body).send().await;
    second.expect_problem(401, "sign_in_failed");
}

#[tokio::test]
async fn signing_in_takes_one_round_trip_to_read_and_one_to_write() {
    let setting = Setting::new().await;
    setting.activated("anna.tester").await;
    let calls = setting.world.environment().calls();
    calls.reset();
    let _ = setting.sign_in("anna.tester", PASSWORD).await.expect(201);
    assert_eq!(calls.round_trips(), 2, "{:?}", calls.operations());
}

#[tokio::test]
async fn a_form_that_is_none_is_refused() {
    let setting = Setting::new().await;
    let post = || setting.client.post("/api/sessions");
    let json = ("content-type", "application/json");
    post().header(json.0, json.1).raw("{").send().await.expect_problem(400, "malformed_body");
    post().json(&json!({ "name": 5 })).send().await.expect_problem(400, "malformed_body");
    post().raw("{}").send().await.expect_problem(415, "unsupported_media_type");
    let large = json!({ "name": "x".repeat(70_000), "password": "x" });
    post().json(&large).send().await.expect_problem(413, "body_too_large");
}

#[tokio::test]
async fn a_form_sent_by_another_site_is_refused() {
    let setting = Setting::new().await;
    setting.activated("anna.tester").await;
    let body = json!({ "name": "anna.tester", "password": PASSWORD });
    let call = setting.client.post("/api/sessions").json(&body);
    let reply = call.header("sec-fetch-site", "cross-site").send().await;
    reply.expect_problem(403, "cross_site_request");
}

#[tokio::test]
async fn an_error_is_told_in_the_readers_language() {
    let setting = Setting::new().await;
    let body = json!({ "name": "nobody.here", "password": PASSWORD });
    let call = setting.client.post("/api/sessions").json(&body);
    let reply = call.header("accept-language", "zh-CN").send().await;
    assert_eq!(reply.headers["content-language"], "zh-CN");
    assert!(reply.body["title"].as_str().unwrap().contains("密码"), "{reply:?}");
}

#[tokio::test]
async fn a_leaked_table_holds_nothing_to_sign_in_with() {
    let setting = Setting::new().await;
    setting.activated("anna.tester").await;
    let staff = setting.staff("staff.reviewer").await;
    let reply = setting.sign_in("anna.tester", PASSWORD).await.expect(201);
    let token = crate::setting::cookie(&reply);
    let secret = token.rsplit('.').next().unwrap();
    let dump = setting.world.dump("ACCOUNTS").await;
    for told in [PASSWORD, secret, &staff.password, &staff.totp_secret] {
        assert!(!dump.contains(told));
    }
    let key = data_encoding::BASE32_NOPAD.decode(staff.totp_secret.as_bytes()).unwrap();
    assert!(!dump.contains(&format!("{key:?}")), "the key of the second factor is sealed");
}

/// The six digits that an authenticator shows now.
fn code(setting: &Setting, secret: &str) -> String {
    let key = data_encoding::BASE32_NOPAD.decode(secret.as_bytes()).unwrap();
    let totp = totp_rs::Builder::new()
        .with_secret(totp_rs::Secret::from(key))
        .with_account_name("staff.reviewer")
        .build()
        .unwrap();
    let now = u64::try_from(setting.world.clock().now().as_second()).unwrap();
    totp.generate(now).to_string()
}
