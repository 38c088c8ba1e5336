//! What the tests of this area stand on: programmes of the demonstration catalogue,
//! as imports leave them, and the steps of an applicant up to a given point.

use admissions::examining::{ApplicationMatter, ApplicationTask};
use jiff::Timestamp;
use serde_json::{Value, json};
use shared_domain::application::{ApplicationHead, application_key, folder_of};
use shared_domain::document::{Document, DocumentState};
use shared_domain::ids::{ApplicationId, DocumentId, ProgrammeId, ReviewId};
use shared_domain::payment::FeeSettled;
use shared_domain::programme::catalogue::{StoredCatalogue, catalogue_key};
use shared_domain::programme::seats::{Seats, seats_key};
use shared_domain::programme::{Programme, StoredProgramme, programme_key};
use shared_domain::review::{Finding, ReviewOccasion, Task, review_key};
use shared_domain::samples;
use shared_domain::staff::Colleague;
use shared_kit::{Caller, Client, Reply, World};
use shared_platform::ids::OutboxId;
use shared_platform::money::Money;
use shared_platform::outbox::Delivery;
use shared_platform::store::Item;

/// A programme that asks for a fee.
pub const MASTER: &str = "computer-science-master-2027a";
/// Another one of the same intake.
pub const OTHER_MASTER: &str = "pharmacology-master-2027a";
/// One whose intake is closed.
pub const CLOSED: &str = "computer-science-master-2027s";

/// The contact address of the sample.
pub const EMAIL: &str = "anna.tester@example.org";

/// The sections of the form, in the order of the steps.
pub const SECTIONS: [&str; 5] = [
    "basic_information",
    "study_plan",
    "education_and_employment",
    "additional_information",
    "contact_information",
];
/// The version of an application with every section saved once.
pub const FILLED_IN: u64 = 1 + SECTIONS.len() as u64;

/// The fee of both, self-funded.
pub const FEE: Money = Money::fen(60_000);

pub struct Setting {
    pub world: World,
    pub client: Client,
}

/// The catalogue of the local run.
fn demonstration_catalogue() -> Value {
    let text = include_str!("../../../../infra/dev/data/demonstration-catalogue.json");
    serde_json::from_str(text).unwrap()
}

/// A programme of the catalogue of the local run.
fn programme(code: &str) -> Programme {
    let catalogue = demonstration_catalogue();
    let mut rows = catalogue["programmes"].as_array().unwrap().iter();
    serde_json::from_value(rows.find(|row| row["code"] == code).unwrap().clone()).unwrap()
}

impl Setting {
    /// A world without a catalogue.
    pub async fn empty() -> Self {
        let world = World::with(&[("UPLOADS_BUCKET", "uploads")], &[]).await;
        let client = world.client(&admissions::actions()).await;
        Self { world, client }
    }

    /// A world with the few programmes that applications are started for.
    pub async fn new() -> Self {
        let setting = Self::empty().await;
        let lists = StoredCatalogue {
            content: serde_json::from_value(demonstration_catalogue()).unwrap(),
            version: 1,
            importing: None,
        };
        let lists = Item::new(catalogue_key(), &lists).unwrap();
        setting.world.put("PROGRAMMES", lists).await;
        for code in [MASTER, OTHER_MASTER, CLOSED] {
            setting.offer(code).await;
        }
        setting
    }

    /// Puts a programme there as an import does.
    pub async fn offer(&self, code: &str) {
        self.put_programme(programme(code), None).await;
    }

    /// Takes a programme out as an import does.
    pub async fn take_out(&self, code: &str) {
        self.put_programme(programme(code), Some(self.world.clock().now())).await;
    }

    /// Puts a programme there that closes at another instant.
    pub async fn closes(&self, code: &str, at: &str) {
        let closes_at = Some(at.parse().unwrap());
        self.put_programme(Programme { closes_at, ..programme(code) }, None).await;
    }

    async fn put_programme(&self, content: Programme, removed_at: Option<Timestamp>) {
        let (key, seats) = (programme_key(content.id()), content.seats);
        let places = Item::new(seats_key(content.id()), &Seats { seats, taken: 0 }).unwrap();
        self.world.put("PROGRAMMES", places).await;
        let stored = StoredProgramme { content, version: 1, removed_at };
        self.world.put("PROGRAMMES", Item::new(key, &stored).unwrap()).await;
    }

    /// Lets time pass until an instant; who was signed in has to sign in again.
    pub fn wait_until(&self, at: &str) {
        let at: Timestamp = at.parse().unwrap();
        let waiting = at.duration_since(self.world.clock().now());
        self.world.advance(waiting.try_into().unwrap());
    }

    /// A new draft of this applicant for the master's programme, with its fee.
    pub async fn started(&self, applicant: &Caller) -> Value {
        self.started_as(applicant, "self_funded").await
    }

    /// The same under another funding category. The address of the account is the
    /// contact address of the sample.
    pub async fn started_as(&self, applicant: &Caller, funding_category: &str) -> Value {
        self.world.put_account(applicant, EMAIL).await;
        let mut body = start_request();
        body["fundingCategory"] = json!(funding_category);
        let call = self.client.post("/api/applications").by(applicant).json(&body);
        call.idempotency_key(&OutboxId::new().to_string()).send().await.expect(201).body
    }

    /// A draft with everything in it that submission asks for.
    pub async fn completed(&self, applicant: &Caller) -> Value {
        self.completed_as(applicant, "self_funded").await
    }

    /// The same under another funding category.
    pub async fn completed_as(&self, applicant: &Caller, funding_category: &str) -> Value {
        let application = self.started_as(applicant, funding_category).await;
        self.fill_in(applicant, &application).await;
        for slot in ["passport_page", "photo"] {
            self.put_document(applicant, &application, slot, DocumentState::Clean).await;
        }
        self.view(applicant, &application).await
    }

    /// Every section saved with nothing missing, on the version that was started.
    pub async fn fill_in(&self, applicant: &Caller, application: &Value) {
        for (version, section) in (1..).zip(SECTIONS) {
            let fields = complete_fields_of(section);
            let saved = self
                .save_section(applicant, application, section, version, "save_and_next", &fields)
                .await;
            assert_eq!(saved.expect(200).body["version"], version + 1);
        }
    }

    /// A submitted application whose fee is due.
    pub async fn submitted(&self, applicant: &Caller) -> Value {
        let application = self.completed(applicant).await;
        self.submit(applicant, &application, FILLED_IN).await.expect(200).body
    }

    /// An application that is ready for review.
    pub async fn ready(&self, applicant: &Caller) -> Value {
        let application = self.submitted(applicant).await;
        self.settle(applicant, &application).await.unwrap();
        self.view(applicant, &application).await
    }

    pub async fn view(&self, applicant: &Caller, application: &Value) -> Value {
        let path = format!("/api/applications/{}", text(&application["id"]));
        self.client.get(&path).by(applicant).send().await.expect(200).body
    }

    /// Saves section `basic_information`.
    pub async fn save(
        &self,
        applicant: &Caller,
        application: &Value,
        version: u64,
        intent: &str,
        fields: &Value,
    ) -> Reply {
        let section = "basic_information";
        self.save_section(applicant, application, section, version, intent, fields).await
    }

    pub async fn save_section(
        &self,
        applicant: &Caller,
        application: &Value,
        section: &str,
        version: u64,
        intent: &str,
        fields: &Value,
    ) -> Reply {
        let body = json!({ "version": version, "intent": intent, "fields": fields });
        let path = format!("/api/applications/{}/sections/{section}", text(&application["id"]));
        self.client.put(&path).by(applicant).json(&body).send().await
    }

    pub async fn withdraw(&self, applicant: &Caller, application: &Value, version: u64) -> Reply {
        let path = format!("/api/applications/{}/withdrawal", text(&application["id"]));
        let body = json!({ "version": version });
        self.client.post(&path).by(applicant).json(&body).send().await
    }

    pub async fn submit(&self, applicant: &Caller, application: &Value, version: u64) -> Reply {
        let path = format!("/api/applications/{}/submission", text(&application["id"]));
        let body = json!({ "version": version, "declaration": true });
        self.client.post(&path).by(applicant).json(&body).send().await
    }

    /// The news that the fee of an application is settled.
    pub async fn settle(
        &self,
        applicant: &Caller,
        application: &Value,
    ) -> Result<(), shared_platform::actions::Failure> {
        self.settle_with(applicant, application, FEE).await
    }

    /// The same, where the fee was another one.
    pub async fn settle_with(
        &self,
        applicant: &Caller,
        application: &Value,
        amount: Money,
    ) -> Result<(), shared_platform::actions::Failure> {
        let message = FeeSettled {
            applicant: applicant.account,
            application: id(application),
            amount,
            settled_at: self.world.clock().now(),
        };
        let delivery = Delivery { id: OutboxId::new(), message };
        self.world.deliver(&admissions::actions(), "release_for_review", &delivery).await
    }

    /// A document as the documents area would leave it.
    pub async fn put_document(
        &self,
        applicant: &Caller,
        application: &Value,
        slot: &str,
        state: DocumentState,
    ) -> DocumentId {
        let requested_at = self.world.clock().now();
        let document =
            samples::document(folder_of(applicant.account, id(application)), slot, state);
        let document = Document { requested_at, ..document };
        self.world.put("DOCUMENTS", Item::new(document.key(), &document).unwrap()).await;
        document.id
    }

    /// A task for the application, held by `reviewer` for half an hour.
    pub async fn claimed_task(
        &self,
        applicant: &Caller,
        application: &Value,
        reviewer: &Caller,
    ) -> ReviewId {
        self.claimed_task_with(applicant, application, reviewer, Vec::new()).await
    }

    /// The same with what the automatic checks found.
    pub async fn claimed_task_with(
        &self,
        applicant: &Caller,
        application: &Value,
        reviewer: &Caller,
        findings: Vec<Finding>,
    ) -> ReviewId {
        let head: ApplicationHead = self
            .world
            .get("APPLICATIONS", &application_key(applicant.account, id(application)))
            .await
            .unwrap();
        let review = head.review().unwrap();
        let matter = ApplicationMatter {
            applicant: applicant.account,
            application: head.id,
            round: head.round,
            applicant_name: "TESTER ANNA".to_owned(),
            programme: head.programme,
            intake: head.intake,
            occasion: ReviewOccasion::Submitted,
            second_look: head.second_look,
            appealed: head.appealed,
        };
        let now = self.world.clock().now();
        let task = Task::open(review, matter, findings, None, now);
        self.world.put("REVIEWS", task.item().unwrap()).await;
        self.claim(task.id(), reviewer).await;
        task.id()
    }

    /// Takes a task for half an hour, as the area of reviews does.
    pub async fn claim(&self, review: ReviewId, reviewer: &Caller) {
        let by = Colleague { id: reviewer.account, user_name: "staff.member".to_owned() };
        let claimed = self.task(review).await.claimed_by(by, self.world.clock().now());
        self.world.put("REVIEWS", claimed.unwrap().item().unwrap()).await;
    }

    /// A task as it stands in the table.
    pub async fn task(&self, review: ReviewId) -> ApplicationTask {
        self.world.get("REVIEWS", &review_key(review)).await.unwrap()
    }

    /// The same application of another applicant.
    pub async fn copy_for(&self, applicant: &Caller, of: &Caller, application: &Value) -> Value {
        let key = application_key(of.account, id(application));
        let mut copy: Value = self.world.get("APPLICATIONS", &key).await.unwrap();
        let own = ApplicationId::new();
        copy["id"] = json!(own);
        copy["applicant"] = json!(applicant.account);
        copy["review"] = json!(ReviewId::new());
        let key = application_key(applicant.account, own);
        self.world.put("APPLICATIONS", Item::new(key, &copy).unwrap()).await;
        copy
    }

    /// Says how many places the master's programme has.
    pub async fn limit_seats(&self, seats: u32) {
        let places = Seats { seats: Some(seats), taken: 0 };
        let places = Item::new(seats_key(ProgrammeId::named(MASTER)), &places).unwrap();
        self.world.put("PROGRAMMES", places).await;
    }

    /// How many places of the master's programme are taken.
    pub async fn taken(&self) -> u32 {
        let key = seats_key(ProgrammeId::named(MASTER));
        let places: Option<Seats> = self.world.get("PROGRAMMES", &key).await;
        places.map_or(0, |places| places.taken)
    }
}

/// A request to start an application for [`MASTER`], self-funded.
pub fn start_request() -> Value {
    json!({
        "programmeId": ProgrammeId::named(MASTER),
        "fundingCategory": "self_funded",
        "admissionType": "master",
        "intake": "2027-autumn",
        "guideVersion": "1",
        "eligibility": who_applies(),
    })
}

/// What is asked of an applicant before the form begins: somebody whom every
/// programme of the demonstration admits that a sample applies for.
pub fn who_applies() -> Value {
    json!({ "birthDate": "2006-05-17", "nationality": "FI", "highestEducation": "bachelor" })
}

/// Section `basic_information` with nothing missing.
pub fn complete_fields() -> Value {
    complete_fields_of("basic_information")
}

/// A section with nothing missing: the sample that the journey through the whole
/// system fills in, and what a master's programme asks for beyond it.
pub fn complete_fields_of(section: &str) -> Value {
    let file = |name: &str| {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/samples/application");
        std::fs::read_to_string(format!("{folder}/{name}.json")).unwrap()
    };
    let mut fields: Value = serde_json::from_str(&file(section)).unwrap();
    match section {
        "basic_information" => fields["passportNo"] = json!("X1234567"),
        "study_plan" => {
            fields["researchArea"] = json!("Timetables that repair themselves");
            fields["studyPlan"] = json!([text(&fields["studyPlan"]); 3].join("\n\n"));
            let recommender = json!({
                "name": "EINO EXAMPLE",
                "relation": "Teacher",
                "organisation": "Testville University",
                "jobTitle": "Professor",
                "email": "eino@example.org",
            });
            fields["recommenders"] = json!([recommender, recommender]);
        }
        _ => {}
    }
    fields
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

pub fn id(application: &Value) -> ApplicationId {
    text(&application["id"]).parse().unwrap()
}
