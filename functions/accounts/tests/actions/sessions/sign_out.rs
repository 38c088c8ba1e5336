use crate::setting::{PASSWORD, Setting, cookie};

#[tokio::test]
async fn signing_out_ends_the_session() {
    let setting = Setting::new().await;
    setting.activated("anna.tester").await;
    let token = cookie(&setting.sign_in("anna.tester", PASSWORD).await.expect(201));
    let sign_out = || setting.client.delete("/api/sessions/current").header("cookie", &token);
    let reply = sign_out().send().await.expect(204);
    assert!(reply.headers["set-cookie"].to_str().unwrap().contains("Max-Age=0"));
    setting.refresh(&token).await.expect_problem(401, "session_over");
    let _ = sign_out().send().await.expect(204);
}

#[tokio::test]
async fn a_guessed_session_is_not_ended() {
    let setting = Setting::new().await;
    setting.activated("anna.tester").await;
    let token = cookie(&setting.sign_in("anna.tester", PASSWORD).await.expect(201));
    let (known, _) = token.rsplit_once('.').unwrap();
    let guessed = format!("{known}.guess");
    let _ = setting
        .client
        .delete("/api/sessions/current")
        .header("cookie", &guessed)
        .send()
        .await
        .expect(204);
    let _ = setting.refresh(&token).await.expect(200);
}
