//! What the tests of decisions begin with: an application that is ready for
//! review, with a task that a reviewer holds.

use admissions::examining::ApplicationTask;
use serde_json::{Value, json};
use shared_domain::application::decision::DecisionOutcome;
use shared_domain::ids::ReviewId;
use shared_domain::notices::{PostNotice, Shown};
use shared_domain::review::Finding;
use shared_kit::{Caller, Reply};
use shared_platform::auth::StaffRole;

use crate::setting::Setting;

pub struct Case {
    pub setting: Setting,
    pub applicant: Caller,
    /// Who holds the task.
    pub reviewer: Caller,
    /// Another one.
    pub second: Caller,
    pub application: Value,
    pub review: ReviewId,
}

pub async fn claimed() -> Case {
    claimed_with(Vec::new()).await
}

/// The same with what the automatic checks found.
pub async fn claimed_with(findings: Vec<Finding>) -> Case {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let reviewer = setting.world.staff(&[StaffRole::Reviewer]).await;
    let second = setting.world.staff(&[StaffRole::Reviewer]).await;
    let application = setting.ready(&applicant).await;
    let review = setting.claimed_task_with(&applicant, &application, &reviewer, findings).await;
    Case { setting, applicant, reviewer, second, application, review }
}

impl Case {
    /// Calls an action on the task: `decision`, `confirmation` or `rejection`.
    pub async fn say(&self, by: &Caller, what: &str, body: &Value) -> Reply {
        let path = format!("/api/reviews/{}/{what}", self.review);
        let call = self.setting.client.post(&path).by(by);
        if body.is_null() { call.send().await } else { call.json(body).send().await }
    }

    pub async fn decide(&self, body: &Value) -> Reply {
        self.say(&self.reviewer, "decision", body).await
    }

    /// A second person takes the task and confirms the decision.
    pub async fn confirm(&self) -> Reply {
        self.setting.claim(self.review, &self.second).await;
        self.say(&self.second, "confirmation", &Value::Null).await
    }

    /// The application as its owner sees it.
    pub async fn seen(&self) -> Value {
        let applicant = self.setting.world.renewed(&self.applicant);
        self.setting.view(&applicant, &self.application).await
    }

    pub async fn task(&self) -> ApplicationTask {
        self.setting.task(self.review).await
    }

    /// The value of an attribute that only the table needs.
    pub async fn table_only(&self, attribute: &str) -> Value {
        let items = self.setting.world.items("REVIEWS").await;
        let item = items.into_iter().find(|item| item["sk"] == "REVIEW").unwrap();
        item[attribute].clone()
    }

    pub async fn decisions_told(&self) -> Vec<DecisionOutcome> {
        self.told().await.into_iter().map(|(outcome, _)| outcome).collect()
    }

    /// The decisions told, with whether the applicant can object.
    pub async fn told(&self) -> Vec<(DecisionOutcome, bool)> {
        let decided = |post: PostNotice| {
            let values = post.notice.values();
            match (values.get("outcome")?, values.get("may_appeal")?) {
                (Shown::Choice(outcome), Shown::Flag(may_appeal)) => {
                    Some((serde_json::from_value(json!(outcome)).unwrap(), *may_appeal))
                }
                other => panic!("{other:?}"),
            }
        };
        self.setting.world.sent().await.into_iter().filter_map(decided).collect()
    }
}
