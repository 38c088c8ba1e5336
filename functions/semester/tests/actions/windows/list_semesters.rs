//! `list_semesters`.

use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;

use crate::setting::{Setting, semester};

#[tokio::test]
async fn the_registrar_sees_all_semesters_the_latest_first() {
    let setting = Setting::new().await;
    let _ = setting.set_semester("2027-02-22", "2027-03-05").await.expect(200);
    let mut autumn = semester("2027-autumn", 0, "2027-08-30", "2027-09-10");
    autumn["startsOn"] = "2027-08-30".into();
    autumn["endsOn"] = "2028-01-14".into();
    let put = setting.client.put("/api/staff/semesters").by(&setting.registrar);
    let _ = put.json(&autumn).send().await.expect(200);
    let list = || setting.client.get("/api/staff/semesters");
    refuses_all_but(&setting.world, StaffRole::Registrar, list).await;
    setting.world.calls().reset();
    let seen = list().by(&setting.registrar).send().await.expect(200).body;
    assert_eq!(setting.world.calls().round_trips(), 1);
    let ids: Vec<&str> =
        seen["items"].as_array().unwrap().iter().map(|each| each["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["2027-autumn", "2027-spring"]);
}
