//! `book_collection`.

use std::time::Duration;

use futures_util::future::join;
use serde_json::{Value, json};
use shared_kit::refuses_all_but_applicants;
use shared_platform::store::Key;

use crate::letters::Lettered;

impl Lettered {
    /// How many may still come in a slot.
    async fn free(&self, day: &str) -> Value {
        let seen = self.view().await.expect(200).body;
        let slots = seen["collection"]["slots"].as_array().unwrap().clone();
        slots.into_iter().find(|slot| slot["day"] == day).unwrap()["free"].clone()
    }
}

/// S103
#[tokio::test]
async fn a_student_books_a_slot_and_another_one_in_its_place() {
    let lettered = Lettered::ready().await;
    let (world, client) = (&lettered.case.setting.world, &lettered.case.setting.client);
    let body = json!({ "day": "2027-03-03", "starts": "09:30" });
    refuses_all_but_applicants(world, || {
        client.put(&lettered.case.path("/letter/collection")).json(&body)
    })
    .await;
    world.calls().reset();
    let booked = lettered.book("2027-03-03", "09:30").await.expect(200).body;
    assert_eq!(world.calls().round_trips(), 2);
    assert_eq!(booked, json!({ "day": "2027-03-03", "starts": "09:30:00" }));
    assert_eq!(lettered.free("2027-03-03").await, 1);
    // Booked twice, it is booked once.
    let _ = lettered.book("2027-03-03", "09:30").await.expect(200);
    assert_eq!(lettered.free("2027-03-03").await, 1);
    let _ = lettered.book("2027-03-01", "14:00").await.expect(200);
    assert_eq!(
        (lettered.free("2027-03-03").await, lettered.free("2027-03-01").await),
        (2.into(), 0.into())
    );
    assert_eq!(lettered.view().await.body["booking"]["day"], "2027-03-01");
}

#[tokio::test]
async fn who_let_the_day_pass_books_another_one() {
    let lettered = Lettered::ready().await;
    let world = &lettered.case.setting.world;
    let _ = lettered.book("2027-03-03", "09:30").await.expect(200);
    world.advance(Duration::from_secs(3 * 24 * 3600));
    assert_eq!(lettered.view().await.body["booking"], Value::Null);
    // The database has forgotten the slot by then.
    let slots = world.items("REGISTRATIONS").await.into_iter();
    let slots = slots.filter(|item| item["pk"] == "COLLECTION#2027-03-03");
    let keys = slots.map(|slot| {
        assert!(slot["ttl"].is_number(), "{slot}");
        Key::new(slot["pk"].as_str().unwrap(), slot["sk"].as_str().unwrap())
    });
    let registrations = world.environment().table("REGISTRATIONS").unwrap();
    registrations.delete_all(keys.collect()).await.unwrap();
    let _ = lettered.book("2027-03-08", "14:00").await.expect(200);
    assert_eq!(lettered.view().await.body["booking"]["day"], "2027-03-08");
}

#[tokio::test]
async fn of_two_who_book_the_last_place_at_one_moment_one_gets_it() {
    for _ in 0..5 {
        let lettered = Lettered::ready().await;
        let [(other, account)] =
            lettered.case.others_approved(&["2025LX0002"]).await.try_into().unwrap();
        let message =
            shared_domain::letter::IssueLetter { registration: other.clone(), request: 1 };
        lettered.deliver(message).await.unwrap();
        let path = format!("/api/registrations/{other}/letter/collection");
        let body = json!({ "day": "2027-03-01", "starts": "14:00" });
        let call = lettered.case.setting.client.put(&path).by(&account).json(&body);
        let (one, two) = join(lettered.book("2027-03-01", "14:00"), call.send()).await;
        let loser = if one.status == 200 { &two } else { &one };
        assert!((one.status == 200) != (two.status == 200), "{} {}", one.body, two.body);
        assert_eq!(loser.code(), "slot_full");
    }
}

#[tokio::test]
async fn what_is_not_offered_or_not_ready_is_not_booked() {
    let lettered = Lettered::approved().await;
    lettered.book("2027-03-01", "14:00").await.expect_problem(404, "not_found");
    let lettered = Lettered::ready().await;
    for (day, starts) in [
        ("2027-03-01", "09:30"),
        ("2027-03-02", "14:00"),
        ("2027-02-22", "14:00"),
        ("2027-03-22", "14:00"),
    ] {
        lettered.book(day, starts).await.expect_problem(409, "slot_not_offered");
    }
    let _ = lettered.collect("VE-2027-000001").await.expect(200);
    lettered.book("2027-03-01", "14:00").await.expect_problem(409, "letter_not_ready");
}
