//! A student on the roster with an account, and a visa officer.

use std::time::Duration;

use semester::deadlines::DeadlineTask;
use serde_json::{Value, json};
use shared_domain::deadline::{Deadline, DeadlineKind};
use shared_domain::ids::{ReviewId, StudentId};
use shared_domain::review::{Task, Unread, review_key, task_about};
use shared_domain::staff::Colleague;
use shared_kit::{Caller, Reply};
use shared_platform::auth::StaffRole;

use crate::reminding::people::{deadline, run, take_told};
use crate::setting::{Setting, text};

pub const HOUR: Duration = Duration::from_secs(60 * 60);
/// An hour before the first of March 2027, 10:00 in Beijing, when the setting begins.
pub const AN_HOUR_AGO: &str = "2027-03-01T01:00:00Z";

pub struct Office {
    pub setting: Setting,
    pub student: Caller,
    pub id: StudentId,
    pub officer: Caller,
}

impl Office {
    pub async fn new() -> Self {
        let setting = Setting::with_roster().await;
        let student = setting.student("2025LX0001").await;
        let id = setting.id_of("2025LX0001").await;
        let officer = setting.world.staff(&[StaffRole::VisaOfficer]).await;
        setting.world.take_outbox().await;
        Self { setting, student, id, officer }
    }

    pub async fn report(&self, what: &str, at: &str) -> Reply {
        let by = self.setting.world.renewed(&self.student);
        let call = self.setting.client.post("/api/student-record/events").by(&by);
        call.json(&json!({ "what": what, "at": at })).send().await
    }

    pub async fn report_done(&self, kind: &str, on: &str) -> Reply {
        let by = self.setting.world.renewed(&self.student);
        let path = format!("/api/student-record/dates/{kind}/done");
        self.setting.client.post(&path).by(&by).json(&json!({ "on": on })).send().await
    }

    pub async fn dates(&self) -> Vec<Value> {
        let by = self.setting.world.renewed(&self.student);
        let call = self.setting.client.get("/api/student-record/dates").by(&by);
        call.send().await.expect(200).body["dates"].as_array().unwrap().clone()
    }

    pub async fn deadline(&self, kind: DeadlineKind) -> Option<Deadline> {
        deadline(&self.setting.world, self.id, kind).await
    }

    /// Lets the clock come; how many notices there were.
    pub async fn told(&self) -> usize {
        run(&self.setting.world).await.unwrap();
        take_told(&self.setting.world).await.len()
    }

    /// The tasks that wait for the officer.
    pub async fn tasks(&self) -> Vec<ReviewId> {
        let items = self.setting.world.items("REVIEWS").await;
        let waiting = items.iter().filter(|item| item["queue"] == "VISA");
        waiting.map(|item| text(&item["id"]).parse().unwrap()).collect()
    }

    /// The only task that waits, in the officer's hands.
    pub async fn claimed(&self) -> ReviewId {
        let [review] = self.tasks().await[..] else { panic!("not one task") };
        let world = &self.setting.world;
        let by = Colleague { id: self.officer.account, user_name: "staff.member".to_owned() };
        let task: Task<Unread> = world.get("REVIEWS", &review_key(review)).await.unwrap();
        let claimed = task.claimed_by(by, world.clock().now()).unwrap();
        world.put("REVIEWS", claimed.item().unwrap()).await;
        review
    }

    pub async fn task(&self, review: ReviewId) -> DeadlineTask {
        let reviews = self.setting.world.environment().table("REVIEWS").unwrap();
        task_about(&reviews, review).await.unwrap().unwrap()
    }

    pub async fn settle(&self, review: ReviewId, body: &Value) -> Reply {
        let by = self.setting.world.renewed(&self.officer);
        let path = format!("/api/reviews/{review}/deadline/settlement");
        self.setting.client.post(&path).by(&by).json(body).send().await
    }
}
