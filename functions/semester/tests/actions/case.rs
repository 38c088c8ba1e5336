//! A student with a registration, and the reviewers who look at it.

use semester::examining::RegistrationTask;
use semester::registration::Registration;
use serde_json::{Value, json};
use shared_domain::document::{Document, DocumentState};
use shared_domain::ids::{DocumentId, ReviewId};
use shared_domain::registration::review::OpenRegistrationReview;
use shared_domain::registration::{RegistrationId, Stage, Submission, folder_of};
use shared_domain::review::{Task, Unread, review_key, task_about};
use shared_domain::samples;
use shared_domain::staff::Colleague;
use shared_domain::student::{Student, student_key};
use shared_kit::{Call, Caller, Reply};
use shared_platform::actions::Failure;
use shared_platform::auth::StaffRole;
use shared_platform::ids::OutboxId;
use shared_platform::outbox::Delivery;
use shared_platform::store::Item;

use crate::setting::{Setting, semester};

/// The semester of the case.
pub const SEMESTER: &str = "2027-spring";
/// Every section, filled in by who is in China and has a new passport.
pub const SECTIONS: [&str; 8] = [
    "contact",
    "passport",
    "tuition",
    "location",
    "residence",
    "insurance",
    "permit",
    "regulations",
];
/// The documents that this asks for.
pub const DOCUMENTS: [&str; 4] = ["passport_page", "contract", "insurance_proof", "permit_page"];

/// A student on the roster whose window is open, and a reviewer.
pub struct Case {
    pub setting: Setting,
    pub student: Caller,
    pub id: RegistrationId,
    pub reviewer: Caller,
}

/// What the student fills in.
pub fn filled_in(section: &str) -> Value {
    match section {
        "contact" => json!({ "email": "anna@example.org" }),
        "passport" => json!({
            "passportChanged": true,
            "passportNo": "C7654321",
            "passportExpiry": "2033-01-31",
        }),
        "tuition" => json!({ "payment": "scholarship" }),
        "location" => json!({ "location": "in_china", "entryDate": "2027-02-20" }),
        "residence" => json!({
            "residence": "off_campus",
            "movedInOn": "2027-02-20",
            "registeredOn": "2027-02-21",
            "contractHolder": "Nguyen Van A",
            "contractStart": "2027-02-15",
            "contractEnd": "2028-02-14",
        }),
        "insurance" => json!({
            "policyNo": "PICC-2027-0042",
            "startsOn": "2027-02-01",
            "endsOn": "2028-01-31",
        }),
        "permit" => json!({
            "permitType": "residence_permit",
            "permitNo": "A00112233",
            "permitExpiry": "2027-12-15",
        }),
        "regulations" => json!({ "agreedTo": SEMESTER }),
        other => panic!("{other}"),
    }
}

/// Pass all items of somebody in China but these.
pub fn verdicts(returned: &[&str]) -> Value {
    let verdict = |item: &str| match returned.contains(&item) {
        true => json!({
            "verdict": "return",
            "reason": "unreadable",
            "note": { "en": format!("The {item} is blurred."), "zh": "模糊。" },
        }),
        false => json!({ "verdict": "pass" }),
    };
    let items = ["payment", "residence", "insurance", "visa"];
    let all: serde_json::Map<String, Value> =
        items.into_iter().map(|item| (item.to_owned(), verdict(item))).collect();
    json!({ "verdicts": all })
}

impl Case {
    /// Nothing is saved yet. It is the first of March 2027.
    pub async fn new() -> Self {
        let setting = Setting::with_roster().await;
        let _ = setting.set_semester("2027-02-22", "2027-03-05").await.expect(200);
        let student = setting.student("2025LX0001").await;
        let id = setting.id_of("2025LX0001").await;
        let id = RegistrationId { student: id, semester: SEMESTER.parse().unwrap() };
        let reviewer = setting.world.staff(&[StaffRole::Reviewer]).await;
        setting.world.take_outbox().await;
        Self { setting, student, id, reviewer }
    }

    /// Everything is filled in and uploaded.
    pub async fn complete() -> Self {
        let case = Self::new().await;
        for section in SECTIONS {
            let _ = case.save(section, &filled_in(section)).await.expect(200);
        }
        for slot in DOCUMENTS {
            case.upload(slot).await;
        }
        case
    }

    /// It is submitted, and its task in the queue.
    pub async fn before_staff() -> (Self, ReviewId) {
        let case = Self::complete().await;
        let _ = case.submit().await.expect(200);
        let review = case.opened().await;
        (case, review)
    }

    /// It is before staff, and the reviewer has the task.
    pub async fn claimed() -> (Self, ReviewId) {
        let (case, review) = Self::before_staff().await;
        case.claim(&case.reviewer, review).await;
        (case, review)
    }

    pub fn path(&self, rest: &str) -> String {
        format!("/api/registrations/{}{rest}", self.id)
    }

    /// The student's token lasts as long as the case.
    fn by_student(&self, call: Call) -> Call {
        call.by(&self.setting.world.renewed(&self.student))
    }

    pub async fn view(&self) -> Value {
        let call = self.setting.client.get(&self.path(""));
        self.by_student(call).send().await.expect(200).body
    }

    pub async fn version(&self) -> u64 {
        match self.stored().await {
            Some(registration) => registration.head.version,
            None => 0,
        }
    }

    pub async fn save(&self, section: &str, fields: &Value) -> Reply {
        self.save_seeing(section, fields, self.version().await, "save_draft").await
    }

    pub async fn save_seeing(
        &self,
        section: &str,
        fields: &Value,
        version: u64,
        intent: &str,
    ) -> Reply {
        let body = json!({ "version": version, "intent": intent, "fields": fields });
        let call = self.setting.client.put(&self.path(&format!("/sections/{section}")));
        self.by_student(call).json(&body).send().await
    }

    /// A clean document in a slot, as the area of documents leaves one.
    pub async fn upload(&self, slot: &str) -> DocumentId {
        let folder = folder_of(self.student.account, self.id.clone());
        let document = samples::document(folder, slot, DocumentState::Clean);
        self.put_document(&document).await;
        document.id
    }

    pub async fn put_document(&self, document: &Document) {
        let item = Item::new(document.key(), document).unwrap();
        self.setting.world.put("DOCUMENTS", item).await;
    }

    pub async fn submit(&self) -> Reply {
        self.submit_seeing(self.version().await).await
    }

    pub async fn submit_seeing(&self, version: u64) -> Reply {
        let call = self.setting.client.post(&self.path("/submission"));
        self.by_student(call).json(&json!({ "version": version })).send().await
    }

    pub async fn stored(&self) -> Option<Registration> {
        self.setting.world.get("REGISTRATIONS", &self.id.key()).await
    }

    pub async fn submission(&self, round: u32) -> Option<Submission> {
        self.setting.world.get("REGISTRATIONS", &self.id.submission_key(round)).await
    }

    pub async fn record(&self) -> Student {
        self.setting.record(self.id.student).await
    }

    /// The task that the registration waits for.
    pub async fn review(&self) -> ReviewId {
        match self.stored().await.unwrap().head.stage() {
            Stage::ReadyForReview { review } => *review,
            other => panic!("{other:?}"),
        }
    }

    /// The messages that ask for a task, taken out of the outbox.
    pub async fn asked(&self) -> Vec<OpenRegistrationReview> {
        shared_kit::messages(&self.setting.world.take_outbox().await)
    }

    /// Delivers the message that was sent last; answers which task it opens.
    pub async fn opened(&self) -> ReviewId {
        let message = self.asked().await.pop().unwrap();
        let review = message.review;
        self.deliver(message).await.unwrap();
        review
    }

    pub async fn deliver(&self, message: OpenRegistrationReview) -> Result<(), Failure> {
        let delivery = Delivery { id: OutboxId::new(), message };
        let actions = semester::actions();
        self.setting.world.deliver(&actions, "open_registration_review", &delivery).await
    }

    /// Takes a task as the area of reviews does.
    pub async fn claim(&self, by: &Caller, review: ReviewId) {
        let world = &self.setting.world;
        let by = Colleague { id: by.account, user_name: "staff.member".to_owned() };
        let task: Task<Unread> = world.get("REVIEWS", &review_key(review)).await.unwrap();
        let claimed = task.claimed_by(by, world.clock().now()).unwrap();
        world.put("REVIEWS", claimed.item().unwrap()).await;
    }

    pub async fn task(&self, review: ReviewId) -> Option<RegistrationTask> {
        let reviews = self.setting.world.environment().table("REVIEWS").unwrap();
        task_about(&reviews, review).await.unwrap()
    }

    pub async fn judge(&self, by: &Caller, review: ReviewId, said: &Value) -> Reply {
        let path = format!("/api/reviews/{review}/registration/verdict");
        let by = self.setting.world.renewed(by);
        self.setting.client.post(&path).by(&by).json(said).send().await
    }

    /// The same approved registration of other students on the roster, each with the
    /// account that has the record.
    pub async fn others_approved(&self, numbers: &[&str]) -> Vec<(RegistrationId, Caller)> {
        let (approved, seen) = (self.stored().await.unwrap(), self.record().await.seen);
        let mut others = Vec::new();
        for number in numbers {
            let account = self.setting.student(number).await;
            let student = self.setting.id_of(number).await;
            let record = Student { seen: seen.clone(), ..self.setting.record(student).await };
            let item = Item::new(student_key(student), &record).unwrap();
            self.setting.world.put("REGISTRATIONS", item).await;
            let mut other = approved.clone();
            (other.head.account, other.head.student) = (account.account, student);
            let id = other.head.id();
            self.setting.world.put("REGISTRATIONS", Item::new(id.key(), &other).unwrap()).await;
            others.push((id, account));
        }
        others
    }

    /// Another semester after this one, whose window is open in autumn.
    pub async fn set_autumn(&self) -> RegistrationId {
        let mut body = semester("2027-autumn", 0, "2027-08-30", "2027-09-10");
        body["startsOn"] = json!("2027-08-30");
        body["endsOn"] = json!("2028-01-14");
        let registrar = self.setting.world.renewed(&self.setting.registrar);
        let call = self.setting.client.put("/api/staff/semesters").by(&registrar);
        let _ = call.json(&body).send().await.expect(200);
        RegistrationId { semester: "2027-autumn".parse().unwrap(), ..self.id.clone() }
    }
}
