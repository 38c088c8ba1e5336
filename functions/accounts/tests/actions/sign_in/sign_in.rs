use std::time::Duration;

use serde_json::json;
use shared_kit::Reply;

use crate::setting::{PASSWORD, Setting, cookie, device_cookie};

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
    let calls = setting.world.calls();
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
    let body = json!({ "name": "staff.reviewer", "password": staff.password, "totp": setting.digits(&staff.totp_secret) });
    let first = setting.client.post("/api/sessions").json(&body).send().await.expect(201);
    assert_eq!(first.body["account"]["roles"], json!(["reviewer"]));
    let second = setting.client.post("/api/sessions").json(&body).send().await;
    second.expect_problem(401, "sign_in_failed");
}

#[tokio::test]
async fn signing_in_takes_one_round_trip_to_read_and_one_to_write() {
    let setting = Setting::new().await;
    setting.activated("anna.tester").await;
    let calls = setting.world.calls();
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
    let anna = setting.holder("anna.tester").await;
    let staff = setting.staff("staff.reviewer").await;
    let reply = setting.sign_in("anna.tester", PASSWORD).await.expect(201);
    let temporary = setting.temporary_password("anna.tester").await;
    let _ = setting.sign_in("anna.tester", &temporary).await.expect(403);
    let _ = setting.register(&setting.form("bert.waiting").await).await.expect(202);
    let code = setting.activation_codes().await.pop().unwrap();
    let form = json!({ "email": "anna@new.example.org", "password": PASSWORD });
    let change = setting.client.post("/api/account/email").bearer(&anna.token).json(&form);
    let _ = change.send().await.expect(202);
    let email_code = setting.email_change_code().await.unwrap();

    let (token, device) = (crate::setting::cookie(&reply), device_cookie(&reply));
    let secret = |cookie: &str| cookie.rsplit('.').next().unwrap().to_owned();
    let device_id = device.split('.').nth(1).unwrap();
    let dump = [setting.world.dump("ACCOUNTS").await, setting.world.dump("LIMITS").await].concat();
    assert!(dump.contains("anna.tester"), "the dump is of the right table");
    for told in [
        PASSWORD,
        &secret(&token),
        &secret(&anna.cookie),
        &temporary,
        &code,
        &email_code,
        &secret(&device),
        device_id,
        &staff.password,
        &staff.totp_secret,
    ] {
        assert!(!dump.contains(told), "{told}");
    }
    assert!(staff.recovery_codes.iter().all(|code| !dump.contains(code)));
    let key = data_encoding::BASE32_NOPAD.decode(staff.totp_secret.as_bytes()).unwrap();
    assert!(!dump.contains(&format!("{key:?}")), "the key of the second factor is sealed");
}

/// Tries that fail, from addresses of their own, each with a challenge as hard
/// as is asked for after at most one other try.
async fn tried_from_everywhere(setting: &Setting, name: &str, tries: u8) {
    for number in 0..tries {
        let level = ((number + 1) / 20).saturating_sub(1);
        let challenge = setting.solution(level).await;
        let form = json!({ "name": name, "password": "Wrong-Password-1", "challenge": challenge });
        let reply = setting.sign_in_from(number, &form).send().await;
        reply.expect_problem(401, "sign_in_failed");
    }
}

#[tokio::test]
async fn after_three_failures_the_same_address_solves_a_challenge_and_waits() {
    let setting = Setting::with_cheap_work().await;
    setting.activated("anna.tester").await;
    let mut form = json!({ "name": "anna.tester", "password": "Wrong-Password-1" });
    for _ in 0..3 {
        let reply = setting.sign_in_from(7, &form).send().await;
        reply.expect_problem(401, "sign_in_failed");
    }
    form["password"] = PASSWORD.into();
    let reply = setting.sign_in_from(7, &form).send().await;
    let reply = reply.expect_problem(403, "challenge_required");
    assert_eq!(reply.body["challengeLevel"], 0);
    form["challenge"] = setting.solution(0).await.into();
    let reply = setting.sign_in_from(7, &form).send().await;
    let reply = reply.expect_problem(429, "too_many_requests");
    assert_eq!(reply.headers["retry-after"], "2");
    setting.world.advance(Duration::from_secs(2));
    let _ = setting.sign_in_from(7, &form).send().await.expect(201);
}

#[tokio::test]
async fn the_wait_grows_with_each_failure_and_ends_with_a_success() {
    let setting = Setting::with_cheap_work().await;
    setting.activated("anna.tester").await;
    let form = async |password: &str| json!({ "name": "anna.tester", "password": password, "challenge": setting.solution(0).await });
    let mut waits = Vec::new();
    for _ in 0..5 {
        let reply = setting.sign_in_from(7, &form("Wrong-Password-1").await).send().await;
        reply.expect_problem(401, "sign_in_failed");
        let reply = setting.sign_in_from(7, &form(PASSWORD).await).send().await;
        if reply.status == 429 {
            let wait: u64 = reply.headers["retry-after"].to_str().unwrap().parse().unwrap();
            waits.push(wait);
            setting.world.advance(Duration::from_secs(wait));
        } else {
            let _ = reply.expect(201);
        }
    }
    assert_eq!(waits, Vec::<u64>::new(), "each success began anew");
    for _ in 0..6 {
        let reply = setting.sign_in_from(8, &form("Wrong-Password-1").await).send().await;
        if reply.status == 429 {
            let wait: u64 = reply.headers["retry-after"].to_str().unwrap().parse().unwrap();
            waits.push(wait);
            setting.world.advance(Duration::from_secs(wait));
            let reply = setting.sign_in_from(8, &form("Wrong-Password-1").await).send().await;
            reply.expect_problem(401, "sign_in_failed");
        }
    }
    assert_eq!(waits, [2, 4, 8]);
}

#[tokio::test]
async fn failures_from_one_address_do_not_slow_down_another() {
    let setting = Setting::with_cheap_work().await;
    setting.activated("anna.tester").await;
    let mut form = json!({ "name": "anna.tester", "password": "Wrong-Password-1" });
    for _ in 0..3 {
        let _ = setting.sign_in_from(7, &form).send().await.expect(401);
    }
    form["password"] = PASSWORD.into();
    let _ = setting.sign_in_from(7, &form).send().await.expect(403);
    let _ = setting.sign_in_from(8, &form).send().await.expect(201);
}

#[tokio::test]
async fn a_name_that_is_tried_from_everywhere_asks_for_harder_challenges_and_never_blocks() {
    let setting = Setting::with_cheap_work().await;
    setting.activated("anna.tester").await;
    tried_from_everywhere(&setting, "anna.tester", 40).await;
    let mut form = json!({ "name": "anna.tester", "password": PASSWORD });
    for given in [None, Some(0)] {
        if let Some(level) = given {
            form["challenge"] = setting.solution(level).await.into();
        }
        let reply = setting.sign_in_from(200, &form).send().await;
        let reply = reply.expect_problem(403, "challenge_required");
        assert_eq!(reply.body["challengeLevel"], 1);
    }
    form["challenge"] = setting.solution(1).await.into();
    let _ = setting.sign_in_from(200, &form).send().await.expect(201);
    // All this was in the first second of an hour.
    form["challenge"] = "".into();
    setting.world.advance(Duration::from_secs(3_599));
    let reply = setting.sign_in_from(201, &form).send().await;
    reply.expect_problem(403, "challenge_required");
    setting.world.advance(Duration::from_secs(1));
    let _ = setting.sign_in_from(201, &form).send().await.expect(201);
}

#[tokio::test]
async fn a_device_that_was_signed_in_on_does_not_feel_what_others_try() {
    let setting = Setting::with_cheap_work().await;
    setting.activated("anna.tester").await;
    let form = json!({ "name": "anna.tester", "password": PASSWORD });
    let device = device_cookie(&setting.sign_in_from(7, &form).send().await.expect(201));
    tried_from_everywhere(&setting, "anna.tester", 25).await;
    let stranger = setting.sign_in_from(200, &form).send().await;
    stranger.expect_problem(403, "challenge_required");
    let known = setting.sign_in_from(200, &form).header("cookie", &device).send().await;
    assert_eq!(device_cookie(&known.expect(201)), device, "it stays the same device");
}

#[tokio::test]
async fn a_device_counts_for_the_account_that_was_signed_in_on_it_and_for_no_other() {
    let setting = Setting::with_cheap_work().await;
    setting.activated("anna.tester").await;
    setting.activated("bert.tester").await;
    let form = json!({ "name": "bert.tester", "password": PASSWORD });
    let device = device_cookie(&setting.sign_in_from(7, &form).send().await.expect(201));
    tried_from_everywhere(&setting, "anna.tester", 20).await;
    let form = json!({ "name": "anna.tester", "password": PASSWORD });
    let reply = setting.sign_in_from(200, &form).header("cookie", &device).send().await;
    reply.expect_problem(403, "challenge_required");
}

#[tokio::test]
async fn a_known_device_guesses_no_faster_than_strangers_do() {
    let setting = Setting::with_cheap_work().await;
    setting.activated("anna.tester").await;
    let mut form = json!({ "name": "anna.tester", "password": PASSWORD });
    let device = device_cookie(&setting.sign_in_from(7, &form).send().await.expect(201));
    form["password"] = "Wrong-Password-1".into();
    for address in 0..3 {
        let call = setting.sign_in_from(address, &form).header("cookie", &device);
        call.send().await.expect_problem(401, "sign_in_failed");
    }
    let call = setting.sign_in_from(3, &form).header("cookie", &device);
    call.send().await.expect_problem(403, "challenge_required");
}

#[tokio::test]
async fn a_try_that_is_refused_does_not_count() {
    let setting = Setting::with_cheap_work().await;
    setting.activated("anna.tester").await;
    let form = json!({ "name": "anna.tester", "password": "Wrong-Password-1" });
    for _ in 0..3 {
        let _ = setting.sign_in_from(7, &form).send().await.expect(401);
    }
    let counted = async || {
        let dump = setting.world.dump("LIMITS").await;
        let counts = dump.lines().filter(|line| !line.contains("LIMIT#"));
        counts.map(str::to_owned).collect::<Vec<_>>()
    };
    let before = counted().await;
    for _ in 0..5 {
        let _ = setting.sign_in_from(7, &form).send().await.expect(403);
    }
    assert_eq!(counted().await, before);
    assert_eq!(before.len(), 2, "{before:?}");
}

#[tokio::test]
async fn guesses_made_at_once_get_one_answer() {
    let setting = Setting::with_cheap_work().await;
    setting.activated("anna.tester").await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..12 {
        let form = json!({ "name": "anna.tester", "password": "Wrong-Password-1" });
        tasks.spawn(setting.sign_in_from(7, &form).send());
    }
    let replies = tasks.join_all().await;
    let answered = replies.iter().filter(|reply| reply.status == 401).count();
    let asked_to_wait = replies.iter().filter(|reply| reply.code() != "sign_in_failed");
    assert!((1..=3).contains(&answered), "{answered}");
    assert!(asked_to_wait.clone().all(|reply| matches!(reply.status.as_u16(), 403 | 429)));
}

#[tokio::test]
async fn a_challenge_is_good_for_one_answer() {
    let setting = Setting::with_cheap_work().await;
    setting.activated("anna.tester").await;
    let challenge = setting.solution(0).await;
    let form =
        json!({ "name": "anna.tester", "password": "Wrong-Password-1", "challenge": challenge });
    setting.sign_in_from(7, &form).send().await.expect_problem(401, "sign_in_failed");
    for password in ["Wrong-Password-1", PASSWORD] {
        let form = json!({ "name": "anna.tester", "password": password, "challenge": challenge });
        let reply = setting.sign_in_from(8, &form).send().await;
        let reply = reply.expect_problem(422, "invalid_input");
        assert_eq!(reply.errors(), [("/challenge".to_owned(), "challenge_used".to_owned())]);
    }
}

#[tokio::test]
async fn every_try_stands_in_the_log_of_the_account() {
    let setting = Setting::new().await;
    let staff = setting.staff("staff.reviewer").await;
    let form = |password: &str, totp: &str| json!({ "name": "staff.reviewer", "password": password, "totp": totp });
    let temporary = setting.temporary_password("staff.reviewer").await;
    for (password, code) in [
        ("Wrong-Password-1", Some("")),
        (&*temporary, Some("")),
        (&*staff.password, Some("000000")),
        (&*staff.password, Some("")),
        (&*staff.password, None),
    ] {
        setting.world.advance(Duration::from_secs(20));
        let right = setting.digits(&staff.totp_secret);
        let mut form = form(password, code.unwrap_or(&right));
        form["challenge"] = setting.solution(0).await.into();
        let call = setting.client.post("/api/sessions").json(&form);
        let _ = call.header("user-agent", "Firefox/140.0 (Windows)").send().await;
    }
    let name = setting.name("staff.reviewer").await.unwrap();
    let partition = format!("ACCOUNT#{}", name["account"].as_str().unwrap());
    let log: Vec<serde_json::Value> = setting.world.list("ACCOUNTS", &partition).await;
    let entries = log.iter().filter(|item| item["outcome"].is_string());
    let outcomes: Vec<&str> =
        entries.clone().map(|entry| entry["outcome"].as_str().unwrap()).collect();
    let expected =
        ["wrong_password", "temporary_password", "wrong_code", "code_missing", "signed_in"];
    assert_eq!(outcomes, expected);
    assert!(entries.clone().all(|entry| entry["device"] == "Firefox, Windows"));
}

#[tokio::test]
async fn tries_at_the_code_of_the_second_factor_are_slowed_down_wherever_they_come_from() {
    let setting = Setting::with_cheap_work().await;
    let staff = setting.staff("staff.reviewer").await;
    let form = json!({ "name": "staff.reviewer", "password": staff.password, "totp": "000000" });
    let mut codes = Vec::new();
    for address in 0..11 {
        codes.push(setting.sign_in_from(address, &form).send().await.code().to_owned());
    }
    assert!(codes[..10].iter().all(|code| code == "sign_in_failed"), "{codes:?}");
    assert_eq!(codes[10], "too_many_requests");
}

#[tokio::test]
async fn the_session_that_the_browser_had_ends_when_another_is_opened() {
    let setting = Setting::new().await;
    setting.activated("anna.tester").await;
    let former = cookie(&setting.sign_in("anna.tester", PASSWORD).await.expect(201));
    let elsewhere = cookie(&setting.sign_in("anna.tester", PASSWORD).await.expect(201));
    let form = json!({ "name": "anna.tester", "password": PASSWORD });
    let call = setting.client.post("/api/sessions").header("cookie", &former).json(&form);
    let opened = cookie(&call.send().await.expect(201));
    setting.refresh(&former).await.expect_problem(401, "session_over");
    let _ = setting.refresh(&elsewhere).await.expect(200);
    let _ = setting.refresh(&opened).await.expect(200);
}

#[tokio::test]
async fn a_session_is_not_ended_by_a_guess_of_its_token() {
    let setting = Setting::new().await;
    setting.activated("anna.tester").await;
    let present = cookie(&setting.sign_in("anna.tester", PASSWORD).await.expect(201));
    let other = if present.ends_with('A') { 'E' } else { 'A' };
    let guess = format!("{}{other}", &present[..present.len() - 1]);
    let form = json!({ "name": "anna.tester", "password": PASSWORD });
    let call = setting.client.post("/api/sessions").header("cookie", &guess).json(&form);
    let _ = call.send().await.expect(201);
    let _ = setting.refresh(&present).await.expect(200);
}
