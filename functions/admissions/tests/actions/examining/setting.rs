//! What the tests of this room stand on: applications as they are when they are
//! ready for review.

use serde_json::{Value, json};
use shared_domain::application::review::{OpenReview, ReviewOccasion};
use shared_domain::application::revision::{
    Revision, RevisionItem, RevisionReason, RevisionState, revision_key,
};
use shared_domain::application::{
    ApplicationHead, ApplicationState, FeeState, ProgrammeName, Submission, SubmittedDocument,
    application_key, submission_key,
};
use shared_domain::document::{ContentType, Document, DocumentState};
use shared_domain::form::application::{BasicInformationFields, Sections};
use shared_domain::ids::{ApplicationId, DocumentId, ProgrammeId, ReviewId};
use shared_domain::review::{Claim, Review, Task, Unread, review_key};
use shared_domain::staff::Colleague;
use shared_kit::{Caller, Client, World};
use shared_platform::auth::StaffRole;
use shared_platform::ids::{AccountId, OutboxId};
use shared_platform::locale::Bilingual;
use shared_platform::money::Money;
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
        let text = |text: &str| Bilingual { en: text.to_owned(), zh: text.to_owned() };
        let revision = Revision {
            number: 1,
            applicant,
            application,
            round: 1,
            items: vec![RevisionItem {
                section: Some("basic_information".to_owned()),
                field: Some("passportNo".to_owned()),
                slot: None,
                reason: RevisionReason::NotAsInPassport,
                note: text("Please look again."),
            }],
            requested_by: Colleague { id: AccountId::new(), user_name: "reviewer.li".to_owned() },
            requested_at: "2027-03-01T01:10:00Z".parse().unwrap(),
            due_at: "2027-03-11T16:00:00Z".parse().unwrap(),
            state: RevisionState::Answered,
            ended_at: Some(second.submitted_at),
            reminders_sent: 2,
            reminded_at: None,
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
        held_for: Option<Colleague>,
    ) -> Result<(), shared_platform::actions::Failure> {
        let message = OpenReview {
            review,
            applicant: head.applicant,
            application: head.id,
            round: 1,
            occasion: ReviewOccasion::Submitted,
            held_for,
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
    let applicant = AccountId::new();
    let application = ApplicationId::new();
    let name = Bilingual { en: "Example Studies".to_owned(), zh: "示例专业".to_owned() };
    let programme = ProgrammeName { id: ProgrammeId::new(), name };
    let now = "2027-03-01T01:00:00Z".parse().unwrap();
    let documents: Vec<Document> = ["passport_page", "photo"]
        .map(|slot| Document {
            id: DocumentId::new(),
            applicant,
            application,
            slot: slot.parse().unwrap(),
            file_name: format!("护照 {slot}.jpg"),
            content_type: ContentType::Jpeg,
            size_bytes: 1000,
            sha256: slot.to_owned(),
            state: DocumentState::Clean,
            refusal: None,
            requested_at: now,
            issued_on: None,
            copies: Vec::new(),
            inspected_at: None,
            submitted_in: None,
        })
        .to_vec();
    let frozen = documents.iter().map(|document| SubmittedDocument {
        id: document.id,
        slot: document.slot.clone(),
        file_name: document.file_name.clone(),
        content_type: document.content_type.as_str().to_owned(),
        object_key: document.clean_object(),
    });
    let submission = Submission {
        application,
        applicant,
        round: 1,
        applicant_name: "TESTER ANNA".to_owned(),
        passport_expires: "2032-01-31".parse().unwrap(),
        programme: programme.clone(),
        funding_category: "self_funded".parse().unwrap(),
        admission_type: "master".parse().unwrap(),
        intake: "2027-autumn".parse().unwrap(),
        intake_starts: "2027-09-01".parse().unwrap(),
        required_slots: vec!["passport_page".parse().unwrap(), "photo".parse().unwrap()],
        sections: Sections {
            basic_information: BasicInformationFields {
                family_name: Some("TESTER".to_owned()),
                passport_no: Some("X1234567".to_owned()),
                ..BasicInformationFields::default()
            },
            ..Sections::default()
        },
        documents: frozen.collect(),
        submitted_at: now,
    };
    let head = ApplicationHead {
        id: application,
        applicant,
        state: ApplicationState::ReadyForReview,
        version: 4,
        programme,
        intake: "2027-autumn".parse().unwrap(),
        fee: Some(Money::fen(40_000)),
        fee_state: FeeState::Settled,
        checklist: Vec::new(),
        round: 1,
        revision: None,
        review: None,
        second_look: None,
        appealed: false,
    };
    Submitted { head, submission, documents }
}

/// A finding as it stands in a list.
pub fn finding(code: &str, severity: &str, slot: Option<&str>) -> Value {
    json!({ "code": code, "severity": severity, "slot": slot })
}
