//! What the tests of this room stand on: applications as they are when they are
//! ready for review.

use serde_json::{Value, json};
use shared_domain::application::review::OpenReview;
use shared_domain::application::revision::{Revision, RevisionState, revision_key};
use shared_domain::application::{
    ApplicationHead, ApplicationState, Submission, application_key, submission_key,
};
use shared_domain::document::{Document, DocumentState, FolderKind as _};
use shared_domain::ids::{ApplicationId, DocumentId, ReviewId};
use shared_domain::review::{Claim, Review, ReviewOccasion, Task, Unread, review_key};
use shared_domain::samples;
use shared_domain::staff::Colleague;
use shared_kit::{Caller, Client, World};
use shared_platform::auth::StaffRole;
use shared_platform::ids::{AccountId, OutboxId};
use shared_platform::outbox::Delivery;
use shared_platform::store::{Change, Condition, Item};

pub struct Setting {
    pub world: World,
    pub client: Client,
    pub reviewer: Caller,
}

/// An application and its submission, before they are stored.
pub struct Submitted {
    pub head: ApplicationHead,
    pub submission: Submission,
    pub documents: Vec<Document>,
}

impl Setting {
    pub async fn new() -> Self {
        let world = World::with(&[("UPLOADS_BUCKET", "uploads")], &[]).await;
        let client = world.client(&admissions::actions()).await;
        let reviewer = world.staff(&[StaffRole::Reviewer]).await;
        Self { world, client, reviewer }
    }

    /// Stores an application as admissions and documents would.
    pub async fn store(&self, submitted: &Submitted) {
        let head = &submitted.head;
        self.store_head(head).await;
        let key = submission_key(head.applicant, head.id, 1);
        self.world.put("APPLICATIONS", Item::new(key, &submitted.submission).unwrap()).await;
        for document in &submitted.documents {
            self.world.put("DOCUMENTS", Item::new(document.key(), document).unwrap()).await;
        }
    }

    /// Stores the answer to a request for revision: another number of the
    /// passport, and another photo.
    pub async fn resubmitted(&self, submitted: &Submitted) -> Submission {
        let mut second = submitted.submission.clone();
        second.round = 2;
        second.submitted_at = "2027-03-01T01:30:00Z".parse().unwrap();
        second.sections.basic_information.passport_no = Some("X7654321".to_owned());
        second.documents[1].id = DocumentId::new();
        let (applicant, application) = (second.applicant, second.application);
        let key = submission_key(applicant, application, 2);
        self.world.put("APPLICATIONS", Item::new(key, &second).unwrap()).await;
        let revision = Revision {
            state: RevisionState::Answered,
            ended_at: Some(second.submitted_at),
            requested_at: "2027-03-01T01:10:00Z".parse().unwrap(),
            due_at: "2027-03-11T16:00:00Z".parse().unwrap(),
            reminders_sent: 2,
            ..samples::revision(applicant, application)
        };
        let key = revision_key(applicant, application, 1);
        self.world.put("APPLICATIONS", Item::new(key, &revision).unwrap()).await;
        second
    }

    /// Stores an application without anything else.
    pub async fn store_head(&self, head: &ApplicationHead) {
        let key = application_key(head.applicant, head.id);
        self.world.put("APPLICATIONS", Item::new(key, head).unwrap()).await;
    }

    /// Delivers the message that asks for a review, for which the application waits.
    pub async fn deliver(
        &self,
        head: &ApplicationHead,
        review: ReviewId,
    ) -> Result<(), shared_platform::actions::Failure> {
        self.waits_for(head, review).await;
        self.deliver_as_is(head, review).await
    }

    /// Delivers the message about a task that is to be held for a colleague.
    pub async fn deliver_for(
        &self,
        head: &ApplicationHead,
        review: ReviewId,
        colleague: Colleague,
    ) -> Result<(), shared_platform::actions::Failure> {
        self.waits_for(head, review).await;
        self.deliver_message(head, review, Some(colleague)).await
    }

    /// Delivers the message, whatever the application waits for.
    pub async fn deliver_as_is(
        &self,
        head: &ApplicationHead,
        review: ReviewId,
    ) -> Result<(), shared_platform::actions::Failure> {
        self.deliver_message(head, review, None).await
    }

    async fn deliver_message(
        &self,
        head: &ApplicationHead,
        review: ReviewId,
        kept_for: Option<Colleague>,
    ) -> Result<(), shared_platform::actions::Failure> {
        let message = OpenReview {
            review,
            applicant: head.applicant,
            application: head.id,
            round: 1,
            occasion: ReviewOccasion::Submitted,
            kept_for,
        };
        let delivery = Delivery { id: OutboxId::new(), message };
        self.world.deliver(&admissions::actions(), "open_review", &delivery).await
    }

    /// Notes in the application, if it is there, that it waits for this task.
    pub async fn waits_for(&self, head: &ApplicationHead, review: ReviewId) {
        let table = self.world.environment().table("APPLICATIONS").unwrap();
        let key = application_key(head.applicant, head.id);
        let change = Change::new().set("review", review);
        let _ = table.update(key, change, Condition::item_exists()).await;
    }

    /// A task in the queue about a sound application.
    pub async fn opened(&self) -> (ReviewId, Submitted) {
        let submitted = submitted();
        self.store(&submitted).await;
        let review = ReviewId::new();
        self.deliver(&submitted.head, review).await.unwrap();
        (review, submitted)
    }

    /// What the queue shows of the tasks that wait in it.
    pub async fn queue(&self) -> Vec<Value> {
        let waits = |item: &Value| item["queue"] == "GENERAL";
        let items = self.world.items("REVIEWS").await.into_iter().filter(waits);
        let tasks = items.map(|item| serde_json::from_value::<Task<Unread>>(item).unwrap());
        tasks.map(|task| json!(Review::of(&task, self.world.clock().now()))).collect()
    }

    /// Takes a task as the area of reviews does, and says until when.
    pub async fn claim(&self, by: &Caller, review: ReviewId) -> Claim {
        let by = Colleague { id: by.account, user_name: "staff.member".to_owned() };
        let task: Task<Unread> = self.world.get("REVIEWS", &review_key(review)).await.unwrap();
        let claimed = task.claimed_by(by, self.world.clock().now()).unwrap();
        self.world.put("REVIEWS", claimed.item().unwrap()).await;
        claimed.claim().unwrap().clone()
    }
}

/// An application of a new applicant with everything as it must be.
pub fn submitted() -> Submitted {
    let head = samples::application(AccountId::new(), ApplicationId::new());
    let head = samples::in_stage(head, samples::stage(ApplicationState::ReadyForReview));
    let document = |slot| Document {
        file_name: format!("护照 {slot}.jpg"),
        ..samples::document(head.folder().id, slot, DocumentState::Clean)
    };
    let documents = ["passport_page", "photo"].map(document).to_vec();
    let submission = Submission {
        submitted_at: "2027-03-01T01:00:00Z".parse().unwrap(),
        ..samples::submission(&head, &documents)
    };
    Submitted { head, submission, documents }
}

/// A finding as it stands in a list.
pub fn finding(code: &str, severity: &str, slot: Option<&str>) -> Value {
    json!({ "code": code, "severity": severity, "slot": slot })
}
