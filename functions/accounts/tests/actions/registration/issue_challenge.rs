use crate::setting::Setting;

#[tokio::test]
async fn every_challenge_is_new() {
    let setting = Setting::new().await;
    let first = setting.client.get("/api/challenges").send().await.expect(200);
    let second = setting.client.get("/api/challenges").send().await.expect(200);
    assert_ne!(first.body["parameters"]["nonce"], second.body["parameters"]["nonce"]);
    assert_eq!(first.headers["cache-control"], "no-store");
}
