//! An application that staff have sent back for a revision, and what applicant
//! and staff do with it.

use std::time::Duration;

use serde_json::{Value, json};
use shared_domain::application::review::OpenReview;
use shared_domain::application::revision::{Revision, revision_key};
use shared_domain::application::{ApplicationHead, application_key};
use shared_domain::document::DocumentState;
use shared_domain::ids::ReviewId;
use shared_domain::notices::{News, PostNotice};
use shared_kit::{Caller, Reply, is_notice};
use shared_platform::auth::StaffRole;

use crate::setting::{Setting, complete_fields_of, id, text};

/// The day that [`asked_for`] names; the world begins on the first of the month.
pub const DUE_ON: &str = "2027-03-11";
/// The instant at which that day is over.
pub const DUE_AT: &str = "2027-03-11T16:00:00Z";
pub const DAY: Duration = Duration::from_secs(24 * 60 * 60);

pub struct Case {
    pub setting: Setting,
    pub applicant: Caller,
    pub reviewer: Caller,
    pub application: Value,
    pub review: ReviewId,
}

/// A request for these fields and slots.
pub fn request(fields: &[&str], slots: &[&str]) -> Value {
    let note = json!({ "en": " As in the passport, please. ", "zh": "请与护照一致。" });
    let fields = fields.iter().map(|field| {
        let (section, field) = field.split_once('/').unwrap();
        json!({ "section": section, "field": field, "reason": "not_as_in_passport", "note": note })
    });
    let slots =
        slots.iter().map(|slot| json!({ "slot": slot, "reason": "unreadable", "note": note }));
    json!({ "items": fields.chain(slots).collect::<Vec<_>>(), "dueOn": DUE_ON })
}

/// A request for the passport's number and its page.
pub fn asked_for() -> Value {
    request(&["basic_information/passportNo"], &["passport_page"])
}

impl Case {
    /// An application ready for review, with a task that a reviewer holds.
    pub async fn claimed() -> Self {
        let setting = Setting::new().await;
        let applicant = setting.world.applicant();
        let reviewer = setting.world.staff(&[StaffRole::Reviewer]).await;
        let application = setting.ready(&applicant).await;
        let review = setting.claimed_task(&applicant, &application, &reviewer).await;
        Self { setting, applicant, reviewer, application, review }
    }

    /// The same, sent back for these fields and slots.
    pub async fn reopened(fields: &[&str], slots: &[&str]) -> Self {
        let mut case = Self::claimed().await;
        let _ = case.ask(&request(fields, slots)).await.expect(200);
        case.application = case.seen().await;
        case
    }

    pub async fn ask(&self, body: &Value) -> Reply {
        self.ask_as(&self.reviewer, body).await
    }

    pub async fn ask_as(&self, reviewer: &Caller, body: &Value) -> Reply {
        let path = format!("/api/reviews/{}/revision", self.review);
        self.setting.client.post(&path).by(reviewer).json(body).send().await
    }

    /// The applicant's token of now.
    pub fn owner(&self) -> Caller {
        self.setting.world.renewed(&self.applicant)
    }

    pub async fn seen(&self) -> Value {
        self.setting.view(&self.owner(), &self.application).await
    }

    pub async fn head(&self) -> ApplicationHead {
        let key = application_key(self.applicant.account, id(&self.application));
        self.setting.world.get("APPLICATIONS", &key).await.unwrap()
    }

    pub async fn revision(&self, number: u32) -> Revision {
        let key = revision_key(self.applicant.account, id(&self.application), number);
        self.setting.world.get("APPLICATIONS", &key).await.unwrap()
    }

    /// Saves a section as it was submitted, but for some fields.
    pub async fn save(&self, section: &str, changes: &Value) -> Reply {
        let mut fields = complete_fields_of(section);
        for (field, value) in changes.as_object().unwrap() {
            fields[field] = value.clone();
        }
        let version = self.head().await.version;
        self.setting
            .save_section(&self.owner(), &self.application, section, version, "save_draft", &fields)
            .await
    }

    pub async fn submit(&self) -> Reply {
        let version = self.head().await.version;
        self.setting.submit(&self.owner(), &self.application, version).await
    }

    pub async fn upload(&self, slot: &str) -> shared_domain::ids::DocumentId {
        let applicant = self.owner();
        self.setting.put_document(&applicant, &self.application, slot, DocumentState::Clean).await
    }

    pub async fn reviews_asked_for(&self) -> Vec<OpenReview> {
        self.setting.world.sent().await
    }

    /// How many of a kind of news the applicant got in the account.
    pub async fn told<N: News>(&self) -> usize {
        let told =
            |post: &&PostNotice| post.account == self.applicant.account && is_notice::<N>(post);
        self.setting.world.sent().await.iter().filter(told).count()
    }

    /// How many rows the clock still has to look at.
    pub async fn rows_of_the_clock(&self) -> usize {
        self.setting.world.list::<Value>("APPLICATIONS", "REVISIONS").await.len()
    }

    /// Names of the fields that a refusal points at.
    pub fn locked(reply: &Reply) -> Vec<String> {
        assert_eq!(text(&reply.body["code"]), "field_locked", "{reply:?}");
        reply.errors().into_iter().map(|(pointer, _)| pointer).collect()
    }
}
