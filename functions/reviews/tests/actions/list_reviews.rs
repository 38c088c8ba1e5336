//! `list_reviews`.

use std::time::Duration;

use serde_json::json;
use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;

use crate::setting::{Answer, Setting, finding};

#[tokio::test]
async fn the_longest_waiting_comes_first_and_a_page_is_one_round_trip() {
    let setting = Setting::new().await;
    let mut opened = Vec::new();
    for _ in 0..30 {
        opened.push(setting.opened().await.to_string());
        setting.world.advance(Duration::from_millis(500));
    }
    setting.world.calls().reset();
    let first = setting.list("").await;
    assert_eq!(setting.world.calls().round_trips(), 1);
    let second = setting.list(&format!("?cursor={}", first["next"].as_str().unwrap())).await;
    let ids = |page: &serde_json::Value| -> Vec<String> {
        let items = page["items"].as_array().unwrap().iter();
        items.map(|item| item["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&first), opened[..25]);
    assert_eq!(ids(&second), opened[25..]);
    assert_eq!(second["next"], json!(null));
}

#[tokio::test]
async fn the_list_shows_who_has_taken_what_until_the_half_hour_is_over() {
    let setting = Setting::new().await;
    let review = setting.opened().await;
    let _ = setting.claim(&setting.reviewer, review).await.expect(200);
    let item = setting.list("").await["items"][0].clone();
    assert_eq!(item["state"], "claimed");
    assert_eq!(
        item["claim"],
        json!({
            "by": { "id": setting.reviewer.account, "userName": "staff.member" },
            "until": "2027-03-01T02:30:00Z",
        })
    );
    setting.world.advance(Duration::from_secs(1800));
    let item = setting.list("").await["items"][0].clone();
    assert_eq!(item["state"], "open");
    assert_eq!(item["claim"], json!(null));
}

#[tokio::test]
async fn a_task_of_any_kind_is_shown_by_its_headline() {
    let setting = Setting::new().await;
    let review = setting.opened_with(vec![finding()]).await;
    assert_eq!(
        setting.list("").await["items"],
        json!([{
            "id": review,
            "subject": { "kind": "locker", "id": "locker_7", "applicantName": "TESTER ANNA", "locker": 7 },
            "occasion": "asked",
            "state": "open",
            "queue": "general",
            "claim": null,
            "proposal": null,
            "rejection": null,
            "waitlisting": null,
            "closing": null,
            "findings": [{ "code": "key_lost", "severity": "warning", "slot": "passport_page" }],
            "openedAt": "2027-03-01T02:00:00Z",
        }])
    );
}

#[tokio::test]
async fn what_is_proposed_or_listed_is_shown_with_its_grounds() {
    let setting = Setting::new().await;
    let (by, at) = (json!(setting.colleague()), "2027-03-01T02:00:00Z");
    let listed = setting.opened().await;
    setting.decided(listed, Answer::WhenOneIsFree).await;
    assert_eq!(
        setting.list("?queue=waitlist").await["items"][0]["waitlisting"],
        json!({ "by": by, "at": at, "note": "None is free.", "proposedBy": null })
    );
    let proposed = setting.opened().await;
    setting.decided(proposed, Answer::Refused).await;
    let proposal = json!({ "by": by, "at": at, "outcome": "refused", "note": "None is free." });
    assert_eq!(setting.list("?queue=confirmations").await["items"][0]["proposal"], proposal);
    let claimed = setting.claim(&setting.reviewer, proposed).await.expect(200).body;
    assert_eq!((&claimed["proposal"], &claimed["state"]), (&proposal, &json!("claimed")));
}

#[tokio::test]
async fn each_queue_shows_what_waits_in_it_and_nothing_else() {
    let setting = Setting::new().await;
    let general = setting.opened().await;
    let listed = setting.opened().await;
    setting.decided(listed, Answer::WhenOneIsFree).await;
    let waiting = setting.opened().await;
    setting.decided(waiting, Answer::Refused).await;
    for (query, state, review) in [
        ("", "open", general),
        ("?queue=general", "open", general),
        ("?queue=waitlist", "open", listed),
        ("?queue=confirmations", "proposed", waiting),
    ] {
        let page = setting.list(query).await;
        let [item] = page["items"].as_array().unwrap().as_slice() else { panic!("{page}") };
        assert_eq!((&item["id"], &item["state"]), (&json!(review), &json!(state)), "{query}");
    }
    let path = "/api/reviews?queue=theirs";
    let reply = setting.client.get(path).by(&setting.reviewer).send().await;
    reply.expect_problem(400, "malformed_query");
}

#[tokio::test]
async fn one_finds_what_one_has_taken_in_whatever_queue_it_is() {
    let setting = Setting::new().await;
    let review = setting.opened().await;
    let other = setting.opened().await;
    let another = setting.world.staff(&[StaffRole::Reviewer]).await;
    let _ = setting.claim(&setting.reviewer, review).await.expect(200);
    let _ = setting.claim(&another, other).await.expect(200);
    setting.world.calls().reset();
    let mine = setting.list("?queue=mine").await;
    assert_eq!(setting.world.calls().round_trips(), 1);
    let [item] = mine["items"].as_array().unwrap().as_slice() else { panic!("{mine}") };
    assert_eq!(item["id"], json!(review));
    // A claim that is over is nobody's, though the index has it still.
    setting.world.advance(Duration::from_secs(1800));
    assert_eq!(setting.list("?queue=mine").await["items"], json!([]));
    let another = setting.world.renewed(&another);
    let _ = setting.claim(&another, review).await.expect(200);
    assert_eq!(setting.list("?queue=mine").await["items"], json!([]));
}

#[tokio::test]
async fn a_task_given_back_is_mine_no_more() {
    let setting = Setting::new().await;
    let review = setting.opened().await;
    let _ = setting.claim(&setting.reviewer, review).await.expect(200);
    let path = format!("/api/reviews/{review}/claim");
    let _ = setting.client.delete(&path).by(&setting.reviewer).send().await.expect(204);
    assert_eq!(setting.list("?queue=mine").await["items"], json!([]));
}

#[tokio::test]
async fn a_cursor_that_is_none_of_this_list_is_refused() {
    let setting = Setting::new().await;
    // {"queue":"PAYMENTS","queuedAt":"x","pk":"x","sk":"x"}
    let other = "eyJxdWV1ZSI6IlBBWU1FTlRTIiwicXVldWVkQXQiOiJ4IiwicGsiOiJ4Iiwic2siOiJ4In0";
    for cursor in ["nonsense", other] {
        let path = format!("/api/reviews?cursor={cursor}");
        let reply = setting.client.get(&path).by(&setting.reviewer).send().await;
        reply.expect_problem(400, "invalid_cursor");
    }
}

#[tokio::test]
async fn only_reviewers_see_the_queue() {
    let setting = Setting::new().await;
    let call = || setting.client.get("/api/reviews");
    refuses_all_but(&setting.world, StaffRole::Reviewer, call).await;
}

#[tokio::test]
async fn visa_officers_have_a_queue_of_their_own_and_see_no_other() {
    let setting = Setting::new().await;
    let general = setting.opened().await;
    let visa = setting.opened_for_officers().await;
    let officer = setting.world.staff(&[StaffRole::VisaOfficer]).await;
    let both = setting.world.staff(&StaffRole::ALL).await;
    let list = async |by, query: &str| {
        setting.client.get(&format!("/api/reviews{query}")).by(by).send().await
    };
    let seen = list(&officer, "?queue=visa").await.expect(200).body;
    let [item] = seen["items"].as_array().unwrap().as_slice() else { panic!("{seen}") };
    assert_eq!((&item["id"], &item["queue"]), (&json!(visa), &json!("visa")));
    for query in ["", "?queue=waitlist", "?queue=confirmations"] {
        list(&officer, query).await.expect_problem(403, "not_permitted");
    }
    list(&setting.reviewer, "?queue=visa").await.expect_problem(403, "not_permitted");
    for (query, review) in [("", general), ("?queue=visa", visa)] {
        let seen = list(&both, query).await.expect(200).body;
        assert_eq!(seen["items"][0]["id"], json!(review), "{query}");
    }
    assert_eq!(list(&officer, "?queue=mine").await.expect(200).body["items"], json!([]));
}
