use crate::setting::Setting;
use crate::university::setting::Campus;

#[tokio::test]
async fn the_button_is_shown_where_the_university_is_configured() {
    let offered = async |client: &shared_kit::Client| {
        client.get("/api/university-sign-ins").send().await.expect(200).body["offered"].clone()
    };
    assert_eq!(offered(&Campus::with_open_id().await.client).await, true);
    assert_eq!(offered(&Campus::with_cas().await.client).await, true);
    assert_eq!(offered(&Setting::new().await.client).await, false);
}
