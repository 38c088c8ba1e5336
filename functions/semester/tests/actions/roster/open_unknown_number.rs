//! `open_unknown_number`.

use serde_json::Value;
use shared_domain::ids::ReviewId;
use shared_domain::review::{Task, Unread, review_key};
use shared_domain::staff::Colleague;
use shared_domain::student::unknown_number::OpenUnknownNumber;

use crate::setting::{Setting, text};

impl Setting {
    /// Somebody tries to sign in at the university with a number that is nobody's.
    pub async fn try_number(&self, number: &str) {
        let message = OpenUnknownNumber { number: number.parse().unwrap() };
        self.world.consume(&semester::actions(), message).await.unwrap();
    }

    /// The tasks that wait for a registrar.
    pub async fn waiting_numbers(&self) -> Vec<Value> {
        let mut items = self.world.items("REVIEWS").await;
        items.retain(|item| item["queue"] == "REGISTRAR");
        items.sort_by_key(|item| item["headline"]["subject"].to_string());
        items
    }

    /// The id of the first of them.
    pub async fn waiting_number(&self) -> ReviewId {
        text(&self.waiting_numbers().await[0]["id"]).parse().unwrap()
    }

    /// The same, taken by the registrar.
    pub async fn claimed_number(&self) -> ReviewId {
        let review = self.waiting_number().await;
        let key = review_key(review);
        let task: Task<Unread> = self.world.get("REVIEWS", &key).await.unwrap();
        let by = Colleague { id: self.registrar.account, user_name: "staff.member".to_owned() };
        let claimed = task.claimed_by(by, self.world.clock().now()).unwrap();
        self.world.put("REVIEWS", claimed.item().unwrap()).await;
        review
    }
}

/// S77
#[tokio::test]
async fn a_number_that_is_nobodys_waits_for_the_registrar_once_however_often_it_is_tried() {
    let setting = Setting::with_roster().await;
    for number in ["2025LX9999", "2025LX9999", "2025lx9999", "2025LX8888"] {
        setting.try_number(number).await;
    }
    let waiting = setting.waiting_numbers().await;
    let seen: Vec<&str> = waiting.iter().map(|task| text(&task["headline"]["subject"])).collect();
    assert_eq!(seen, ["2025LX8888", "2025LX9999"]);
    assert_eq!(waiting[0]["matterKind"], "student_number");
    assert_eq!(waiting[0]["headline"]["occasion"], "unknown_number");
}

#[tokio::test]
async fn half_a_year_later_a_number_is_looked_at_again() {
    let setting = Setting::with_roster().await;
    setting.try_number("2025LX9999").await;
    setting.world.advance(std::time::Duration::from_secs(180 * 24 * 60 * 60));
    setting.try_number("2025LX9999").await;
    assert_eq!(setting.waiting_numbers().await.len(), 2);
}
