//! `set_semester`.

use futures_util::future::join_all;
use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;

use crate::setting::{Setting, semester};

#[tokio::test]
async fn a_window_is_kept_as_instants_and_entered_as_days_in_beijing() {
    let setting = Setting::new().await;
    refuses_all_but(&setting.world, StaffRole::Registrar, || {
        let body = semester("2027-spring", 0, "2027-02-22", "2027-03-05");
        setting.client.put("/api/staff/semesters").json(&body)
    })
    .await;
    setting.world.calls().reset();
    let set = setting.set_semester("2027-02-22", "2027-03-05").await.expect(200).body;
    assert_eq!(setting.world.calls().round_trips(), 2);
    assert_eq!(set["windows"][0]["opensAt"], "2027-02-21T16:00:00Z");
    assert_eq!(set["windows"][0]["closesAt"], "2027-03-05T16:00:00Z");
    assert_eq!(set["version"], 1);
    assert_eq!(setting.world.audit("2027-spring").await.len(), 1);
}

#[tokio::test]
async fn a_window_whose_last_day_is_a_day_off_is_refused() {
    let setting = Setting::new().await;
    for (last, code) in [
        ("2027-03-06", "window_ends_on_day_off"),
        ("2027-04-05", "window_ends_on_day_off"),
        ("2028-03-01", "calendar_not_known"),
    ] {
        let reply = setting.set_semester("2027-02-22", last).await;
        let reply = reply.expect_problem(422, "invalid_input");
        assert_eq!(reply.errors(), [("/windows/0/closesOn".to_owned(), code.to_owned())]);
    }
    let _ = setting.set_semester("2027-02-22", "2027-10-09").await.expect(200);
}

#[tokio::test]
async fn who_looked_at_an_older_version_changes_nothing() {
    let setting = Setting::new().await;
    let _ = setting.set_semester("2027-02-22", "2027-03-05").await.expect(200);
    let reply = setting.set_semester("2027-02-22", "2027-03-12").await;
    reply.expect_problem(409, "changed_meanwhile");
    let put = |last| {
        let body = semester("2027-spring", 1, "2027-02-22", last);
        setting.client.put("/api/staff/semesters").by(&setting.registrar).json(&body).send()
    };
    let both = join_all([put("2027-03-12"), put("2027-03-19")]).await;
    let mut statuses: Vec<u16> = both.iter().map(|reply| reply.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
}
