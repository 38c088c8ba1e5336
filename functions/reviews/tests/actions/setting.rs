//! What the tests of this area stand on: tasks about a matter that no area of the
//! service has. What holds here holds for every kind of matter.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use shared_domain::ids::ReviewId;
use shared_domain::review::{
    Decision, Finding, Headline, Matter, Severity, Subject, Task, Word, review_key,
};
use shared_domain::staff::Colleague;
use shared_kit::{Caller, Client, Reply, World};
use shared_platform::auth::StaffRole;
use shared_platform::ids::AccountId;

/// Somebody asks for a locker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Locker {
    pub applicant: AccountId,
    pub number: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    Granted,
    WhenOneIsFree,
    /// A second person is asked.
    Refused,
}

impl Subject for Locker {
    type Outcome = Answer;
    type Grounds = Map<String, Value>;
}

impl Matter for Locker {
    const KIND: &'static str = "locker";
    const WITHHELD: &'static [&'static str] = &[];
    const WITHHELD_OF_GROUNDS: &'static [&'static str] = &[];

    fn headline(&self) -> Headline {
        Headline {
            applicant: self.applicant,
            applicant_name: "TESTER ANNA".to_owned(),
            subject: format!("locker_{}", self.number),
            occasion: Word::of("asked"),
            about: Map::from_iter([("locker".to_owned(), json!(self.number))]),
        }
    }

    fn needs_second(&self, decision: &Decision<Self>) -> bool {
        decision.outcome == Answer::Refused
    }

    fn is_barred_by_findings(&self, _: &Decision<Self>) -> bool {
        false
    }

    fn closes(&self, decision: &Decision<Self>) -> bool {
        decision.outcome != Answer::WhenOneIsFree
    }
}

pub struct Setting {
    pub world: World,
    pub client: Client,
    pub reviewer: Caller,
}

impl Setting {
    pub async fn new() -> Self {
        let world = World::new().await;
        let client = world.client(&reviews::actions()).await;
        let reviewer = world.staff(&[StaffRole::Reviewer]).await;
        Self { world, client, reviewer }
    }

    pub fn colleague(&self) -> Colleague {
        Colleague { id: self.reviewer.account, user_name: "staff.member".to_owned() }
    }

    /// A task in the queue, as the area of its matter opens it.
    pub async fn opened(&self) -> ReviewId {
        self.opened_with(Vec::new()).await
    }

    /// The same with something that a check found.
    pub async fn opened_with(&self, findings: Vec<Finding>) -> ReviewId {
        let locker = Locker { applicant: AccountId::new(), number: 7 };
        let now = self.world.clock().now();
        let task = Task::open(ReviewId::new(), locker, findings, None, now);
        self.world.put("REVIEWS", task.item().unwrap()).await;
        task.id()
    }

    /// A task of visa officers.
    pub async fn opened_for_officers(&self) -> ReviewId {
        let task = self.task(self.opened().await).await;
        let mut value = json!(task);
        value["role"] = json!(StaffRole::VisaOfficer);
        let task: Task<Locker> = serde_json::from_value(value).unwrap();
        self.world.put("REVIEWS", task.item().unwrap()).await;
        task.id()
    }

    /// Decides a task, as the area of its matter does.
    pub async fn decided(&self, review: ReviewId, outcome: Answer) {
        let (by, now) = (self.colleague(), self.world.clock().now());
        let task = self.task(review).await.claimed_by(by.clone(), now).unwrap().into_task();
        let grounds = Map::from_iter([("note".to_owned(), json!("None is free."))]);
        let ruling = task.decide(&by, &Decision { outcome, grounds }, now).unwrap();
        self.world.put("REVIEWS", ruling.into_task().item().unwrap()).await;
    }

    pub async fn task(&self, review: ReviewId) -> Task<Locker> {
        self.world.get("REVIEWS", &review_key(review)).await.unwrap()
    }

    pub async fn list(&self, query: &str) -> Value {
        let path = format!("/api/reviews{query}");
        let reviewer = self.world.renewed(&self.reviewer);
        self.client.get(&path).by(&reviewer).send().await.expect(200).body
    }

    pub async fn claim(&self, by: &Caller, review: ReviewId) -> Reply {
        self.client.post(&format!("/api/reviews/{review}/claim")).by(by).send().await
    }
}

/// Something that no area of the service looks for.
pub fn finding() -> Finding {
    let slot = Some("passport_page".parse().unwrap());
    Finding { code: Word::of("key_lost"), severity: Severity::Warning, slot }
}
