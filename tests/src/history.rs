//! Random histories of applications: people who try things, and a checker that
//! looks at all that is stored after each of them.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use admissions::application::{Application, HistoryEvent};
use admissions::examining::ApplicationTask;
use jiff::Timestamp;
use serde_json::{Value, json};
use shared_domain::application::mails::ConfirmContactEmail;
use shared_domain::application::{ApplicationHead, ApplicationState, FeeState, Submission};
use shared_domain::document::{Document, DocumentState, FolderKind as _};
use shared_domain::ids::{ApplicationId, ProgrammeId};
use shared_domain::notices::SendMail;
use shared_kit::{Call, Caller, Reply, secret_in};
use shared_platform::auth::StaffRole;
use shared_platform::outbox::Message as _;
use shared_platform::store::Key;

use crate::files::{self, LocalFile};
use crate::journey::{SECTIONS, eligibility, sample};
use crate::repository::read;
use crate::service::{Service, once};

/// The programmes that people apply for, both with a fee for the self-funded.
pub const PROGRAMMES: [&str; 2] =
    ["software-engineering-bachelor-2027a", "international-trade-bachelor-2027a"];

/// The intake of both.
const INTAKE: &str = "2027-autumn";

/// People around one database, and what they have left there.
pub struct History {
    service: Service,
    applicants: Vec<Caller>,
    reviewers: Vec<Caller>,
    checker: Checker,
    /// Makes every save a change.
    saves: usize,
    /// How often a draft came after applying was over.
    too_late: usize,
}

impl History {
    /// Nothing has happened yet.
    pub async fn begin(applicants: usize) -> Self {
        let service = Service::new().await;
        service.import_catalogue().await;
        let mut people = Vec::new();
        for _ in 0..applicants {
            people.push(service.applicant().await);
        }
        let mut reviewers = Vec::new();
        for _ in 0..2 {
            reviewers.push(service.world.staff(&[StaffRole::Reviewer]).await);
        }
        Self {
            service,
            applicants: people,
            reviewers,
            checker: Checker::default(),
            saves: 0,
            too_late: 0,
        }
    }

    /// The applicant's applications, the latest last.
    async fn applications(&self, who: usize) -> Vec<Application> {
        let all = stored::<Application>(&self.service, "APPLICATIONS", "APPLICATION#").await;
        let own = all.into_iter().filter(|one| one.head.applicant == self.applicants[who].account);
        own.collect()
    }

    async fn latest(&self, who: usize) -> Option<Application> {
        self.applications(who).await.pop()
    }

    /// A call that may well be refused, but never for a reason of ours.
    async fn attempt(&self, call: Call) -> Reply {
        let reply = call.send().await;
        assert!(reply.status.as_u16() < 500, "{}", reply.body);
        reply
    }

    /// Starts an application, maybe in place of the one before.
    pub async fn start(&self, who: usize, programme: usize, waived: bool, from_the_last: bool) {
        let last = if from_the_last { self.latest(who).await } else { None };
        let programme = ProgrammeId::named(PROGRAMMES[programme]);
        let path = format!("/api/programmes/{programme}");
        let shown = self.attempt(self.service.client().get(&path)).await;
        let body = json!({
            "programmeId": programme,
            "fundingCategory": category(waived),
            "admissionType": "bachelor",
            "intake": INTAKE,
            "guideVersion": shown.body["guide"]["version"],
            "eligibility": eligibility(),
            "from": last.as_ref().map(|application| application.head.id),
            "fromVersion": last.as_ref().map(|application| application.head.version),
        });
        let call = self.service.client().post("/api/applications").by(&self.applicants[who]);
        let _ = self.attempt(once(call).json(&body)).await;
    }

    /// Saves a section of the latest application.
    pub async fn save(&mut self, who: usize, section: usize, complete: bool, stale: bool) {
        let Some(application) = self.latest(who).await else { return };
        self.saves += 1;
        let name = SECTIONS[section];
        let mut fields = if complete { sample(name) } else { json!({}) };
        match name {
            "basic_information" => fields["hobby"] = json!(format!("Chess {}", self.saves)),
            "contact_information" => fields["wechat"] = json!(format!("tester{}", self.saves)),
            _ => {}
        }
        let seen = application.head.version - u64::from(stale);
        self.put_section(who, application.head.id, name, seen, &fields).await;
    }

    async fn put_section(
        &self,
        who: usize,
        application: ApplicationId,
        section: &str,
        seen: u64,
        fields: &Value,
    ) {
        let body = json!({ "version": seen, "intent": "save_draft", "fields": fields });
        let path = format!("/api/applications/{application}/sections/{section}");
        let call = self.service.client().put(&path).by(&self.applicants[who]);
        let _ = self.attempt(call.json(&body)).await;
    }

    /// Enters a contact address that is not the account's, and maybe opens the
    /// link that is sent to it.
    pub async fn use_address(&self, who: usize, opens: bool) {
        let Some(application) = self.latest(who).await else { return };
        let mut fields = sample("contact_information");
        fields["email"] = json!("anna@example.net");
        let head = &application.head;
        self.put_section(who, head.id, "contact_information", head.version, &fields).await;
        let path = format!("/api/applications/{}/contact-email", head.id);
        let _ = self.attempt(self.service.client().post(&path).by(&self.applicants[who])).await;
        let mails = self.service.world.sent::<SendMail>().await;
        let last = mails.iter().rev().find_map(secret_in::<ConfirmContactEmail>);
        if let Some(code) = last.filter(|_| opens) {
            let call = self.service.client().post("/api/contact-emails");
            let _ = self.attempt(call.json(&json!({ "code": code }))).await;
        }
    }

    /// Uploads a file, and S3 tells of it.
    pub async fn upload(&self, who: usize, slot: &str, good: bool) {
        let Some(application) = self.latest(who).await else { return };
        let file = match (slot, good) {
            ("photo", true) => files::photo(),
            ("photo", false) => files::photo_on_red(),
            (_, true) => files::passport_page(),
            (_, false) => LocalFile { bytes: b"no picture".to_vec(), ..files::passport_page() },
        };
        let body = json!({ "files": [announced(slot, &file)] });
        let path = format!("/api/applications/{}/documents", application.head.id);
        let call = self.service.client().post(&path).by(&self.applicants[who]);
        let asked = self.attempt(call.json(&body)).await;
        let Some(url) = asked.body["items"][0]["upload"]["url"].as_str() else { return };
        let url: http::Uri = url.parse().unwrap();
        let object = url.path().strip_prefix("/uploads/").unwrap();
        self.service.world.bucket().put(object, file.content_type, &file.bytes);
        self.service.inspect(object).await;
    }

    /// Takes a document back.
    pub async fn remove(&self, who: usize, which: usize) {
        let Some(application) = self.latest(who).await else { return };
        let documents = documents(&self.service).await;
        let folder = application.head.folder().id;
        let mut own = documents.iter().filter(|one| one.folder == folder).cycle();
        let Some(document) = own.nth(which) else { return };
        let path = format!("/api/applications/{}/documents/{}", folder.noun_id(), document.id);
        let call = self.service.client().delete(&path).by(&self.applicants[who]);
        let _ = self.attempt(call).await;
    }

    /// Submits the latest application.
    pub async fn submit(&mut self, who: usize, stale: bool) {
        let Some(application) = self.latest(who).await else { return };
        let version = application.head.version - u64::from(stale);
        let body = json!({ "version": version, "declaration": true });
        let path = format!("/api/applications/{}/submission", application.head.id);
        let call = self.service.client().post(&path).by(&self.applicants[who]);
        let reply = self.attempt(call.json(&body)).await;
        self.too_late += usize::from(reply.body["code"] == "intake_closed");
    }

    /// Pays for the latest application.
    pub async fn pay(&self, who: usize) {
        let Some(application) = self.latest(who).await else { return };
        let path = format!("/api/applications/{}/payments", application.head.id);
        let call = self.service.client().post(&path).by(&self.applicants[who]);
        let started = self.attempt(call.json(&json!({ "method": "wechat_pay" }))).await;
        let Some(attempt) = started.body["attempt"]["id"].as_str() else { return };
        let number = attempt.strip_prefix("att_").unwrap();
        let pay = format!("/dev/cashier/orders/{number}/pay");
        let _ = self.service.cashier.post(&pay).header("accept", "application/json").send().await;
    }

    /// Takes the latest application back.
    pub async fn withdraw(&self, who: usize) {
        let Some(application) = self.latest(who).await else { return };
        let path = format!("/api/applications/{}/withdrawal", application.head.id);
        let call = self.service.client().post(&path).by(&self.applicants[who]);
        let _ = self.attempt(call.json(&json!({ "version": application.head.version }))).await;
    }

    /// Objects to the decision.
    pub async fn appeal(&self, who: usize) {
        let Some(application) = self.latest(who).await else { return };
        let path = format!("/api/applications/{}/appeal", application.head.id);
        let call = self.service.client().post(&path).by(&self.applicants[who]);
        let _ = self.attempt(call.json(&json!({ "text": "Please look again." }))).await;
    }

    /// Everything that submission asks for.
    pub async fn fill_in(&mut self, who: usize) {
        for section in 0..SECTIONS.len() {
            self.save(who, section, true, false).await;
        }
        for slot in ["passport_page", "photo"] {
            self.upload(who, slot, true).await;
        }
    }

    /// What leads on from where the latest application is, one way or another.
    pub async fn go_on(&mut self, who: usize, way: usize) {
        let state = self.latest(who).await.map(|application| application.head.state());
        match state {
            None | Some(ApplicationState::Withdrawn) => {
                self.start(who, way % 2, way == 3, false).await
            }
            Some(ApplicationState::Draft) => {
                self.fill_in(who).await;
                self.submit(who, false).await;
            }
            Some(ApplicationState::FeeDue) => {
                self.pay(who).await;
                self.messages(false, false).await;
                self.messages(false, false).await;
            }
            Some(ApplicationState::ReadyForReview) => {
                self.messages(false, false).await;
                let by = way % 2;
                self.claim_of(by, who).await;
                match way {
                    0 => self.request_revision(0, who, Some("photo"), 10).await,
                    1 => self.decide(1, "decline", false).await,
                    2 => self.decide(0, "waitlist", false).await,
                    _ => self.decide(1, "accept", true).await,
                }
                self.claim_of(1 - by, who).await;
                self.confirm(1 - by).await;
            }
            Some(ApplicationState::RevisionRequested) if way == 0 => {
                self.time(300);
                self.remind().await;
            }
            Some(ApplicationState::RevisionRequested) => {
                // Of the first and the last section a field was re-opened in one at most.
                for section in [0, SECTIONS.len() - 1] {
                    self.save(who, section, true, false).await;
                }
                self.upload(who, "photo", true).await;
                self.submit(who, false).await;
                self.messages(true, false).await;
            }
            Some(ApplicationState::Waitlisted) => {
                self.claim_of(way % 2, who).await;
                self.decide(way % 2, if way > 1 { "accept" } else { "decline" }, false).await;
            }
            Some(ApplicationState::Declined) => self.appeal(who).await,
            Some(ApplicationState::Accepted) if way == 0 => self.reopen(who).await,
            Some(ApplicationState::Accepted) if way == 1 => self.withdraw(who).await,
            Some(ApplicationState::Accepted) => self.change_category(who, true).await,
        }
    }

    /// A reviewer claims whatever waits longest in a queue.
    pub async fn claim(&self, by: usize, queue: &str) {
        let path = format!("/api/reviews?queue={queue}");
        let list = self.attempt(self.service.client().get(&path).by(&self.reviewers[by])).await;
        let items = list.body["items"].as_array().cloned().unwrap_or_default();
        for review in items {
            let path = format!("/api/reviews/{}/claim", review["id"].as_str().unwrap());
            let call = self.service.client().post(&path).by(&self.reviewers[by]);
            if self.attempt(call).await.status.is_success() {
                return;
            }
        }
    }

    /// A reviewer claims the task of the latest application.
    pub async fn claim_of(&self, by: usize, who: usize) {
        let review = self.latest(who).await.and_then(|application| application.head.review());
        let Some(review) = review else { return };
        let path = format!("/api/reviews/{review}/claim");
        let call = self.service.client().post(&path).by(&self.reviewers[by]);
        let _ = self.attempt(call).await;
    }

    /// The task that a reviewer holds, or else any task that is not closed.
    async fn task(&self, by: usize) -> Option<ApplicationTask> {
        let now = self.service.world.clock().now();
        let mut tasks = stored::<ApplicationTask>(&self.service, "REVIEWS", "REVIEW").await;
        tasks.retain(|task| task.closing().is_none());
        let held = |task: &&ApplicationTask| task.holder(now) == Some(self.reviewers[by].account);
        tasks.iter().find(held).or(tasks.first()).cloned()
    }

    async fn on_task(&self, by: usize, what: &str, body: &Value) {
        let Some(task) = self.task(by).await else { return };
        let path = format!("/api/reviews/{}/{what}", task.id());
        let call = self.service.client().post(&path).by(&self.reviewers[by]);
        let _ = self.attempt(call.json(body)).await;
    }

    /// A reviewer decides.
    pub async fn decide(&self, by: usize, outcome: &str, justified: bool) {
        let reasons = match outcome {
            "accept" => json!(["requirements_met"]),
            "decline" => json!(["requirements_not_met"]),
            _ => json!(["no_place_left"]),
        };
        let body = json!({
            "outcome": outcome,
            "reasons": reasons,
            "conditions": [],
            "noteToApplicant": null,
            "justification": (justified && outcome == "accept").then_some("The department asks for it."),
            "withoutPlace": justified && outcome == "accept",
        });
        self.on_task(by, "decision", &body).await;
    }

    /// A reviewer re-opens a field and maybe a slot.
    pub async fn request_revision(&self, by: usize, field: usize, slot: Option<&str>, days: i64) {
        let fields = [
            ("basic_information", "hobby"),
            ("basic_information", "passportNo"),
            ("contact_information", "wechat"),
            ("additional_information", "family"),
        ];
        let (section, field) = fields[field % fields.len()];
        let note = json!({ "en": "Please correct this.", "zh": "请更正。" });
        let mut items = vec![json!({
            "section": section, "field": field, "reason": "inconsistent", "note": note,
        })];
        if let Some(slot) = slot {
            items.push(json!({ "slot": slot, "reason": "unreadable", "note": note }));
        }
        let today = shared_platform::clock::beijing_date(self.service.world.clock().now());
        let due = today.saturating_add(jiff::Span::new().days(days));
        self.on_task(by, "revision", &json!({ "items": items, "dueOn": due })).await;
    }

    /// A reviewer confirms what a colleague proposes.
    pub async fn confirm(&self, by: usize) {
        self.on_task(by, "confirmation", &json!({})).await;
    }

    /// A reviewer gives a proposal back.
    pub async fn reject(&self, by: usize) {
        self.on_task(by, "rejection", &json!({ "note": "Please look at the diploma." })).await;
    }

    /// Staff take up a decision again.
    pub async fn reopen(&self, who: usize) {
        let Some(application) = self.latest(who).await else { return };
        let head = &application.head;
        let path =
            format!("/api/staff/applicants/{}/applications/{}/reopening", head.applicant, head.id);
        let call = self.service.client().post(&path).by(&self.reviewers[0]);
        let _ = self.attempt(call.json(&json!({ "reason": "The applicant called." }))).await;
    }

    /// Staff move an application to another funding category.
    pub async fn change_category(&self, who: usize, waived: bool) {
        let Some(application) = self.latest(who).await else { return };
        let head = &application.head;
        let path =
            format!("/api/staff/applicants/{}/applications/{}/category", head.applicant, head.id);
        let body = json!({
            "fundingCategory": category(waived),
            "reason": "The scholarship came.",
            "version": head.version,
        });
        let call = self.service.client().put(&path).by(&self.reviewers[0]);
        let _ = self.attempt(call.json(&body)).await;
    }

    /// Time passes; whoever is signed in stays so.
    pub fn time(&mut self, hours: u64) {
        let world = &self.service.world;
        world.advance(Duration::from_secs(hours * 3600));
        for caller in self.applicants.iter_mut().chain(&mut self.reviewers) {
            *caller = world.renewed(caller);
        }
    }

    /// Time passes until applying is over or, every other time, until just before.
    pub fn until_applying_is_over(&mut self, in_time: bool) {
        let end = closes_at() - Duration::from_secs(u64::from(in_time));
        let left = end.duration_since(self.service.world.clock().now());
        if let Ok(left) = Duration::try_from(left) {
            self.service.world.advance(left);
            self.time(0);
        }
    }

    /// Everybody who can begins before applying is over, and submits afterwards.
    pub async fn come_too_late(&mut self) {
        for who in 0..self.applicants.len() {
            self.start(who, 0, false, false).await;
        }
        self.until_applying_is_over(false);
        for who in 0..self.applicants.len() {
            self.fill_in(who).await;
            self.submit(who, false).await;
        }
    }

    /// The hourly run that reminds of revisions.
    pub async fn remind(&self) {
        self.service.run("remind_revisions").await.unwrap();
    }

    /// Messages arrive: in order or backwards, once or twice. One that fails stays.
    pub async fn messages(&self, twice: bool, backwards: bool) {
        let mut waiting = self.service.waiting().await;
        if backwards {
            waiting.reverse();
        }
        for item in waiting {
            let is_mail = item.action == SendMail::ACTION;
            if is_mail || self.service.hand_over(&item).await.is_ok() {
                if twice && !is_mail {
                    let _ = self.service.hand_over(&item).await;
                }
                self.service.forget(&item).await;
            }
        }
    }

    /// Looks at everything.
    pub async fn check(&mut self) {
        self.checker.look(&self.service).await;
    }

    /// Lets everything arrive, and looks for what got lost on the way; answers
    /// what happened to the applications, and how often one came too late.
    pub async fn end(mut self) -> (Vec<HistoryEvent>, usize) {
        self.service.settle_down().await;
        self.check().await;
        self.checker.look_for_losses(&self.service).await;
        let applications = self.checker.applications.values();
        let entries = applications.flat_map(|seen| &seen.application.history);
        (entries.map(|entry| entry.event).collect(), self.too_late)
    }
}

/// When applying for [`PROGRAMMES`] is over: none of them closes before its intake.
fn closes_at() -> Timestamp {
    let catalogue: Value =
        serde_json::from_str(&read("infra/dev/data/demonstration-catalogue.json")).unwrap();
    let intakes = catalogue["intakes"].as_array().unwrap();
    let intake = intakes.iter().find(|intake| intake["id"] == INTAKE).unwrap();
    intake["closesAt"].as_str().unwrap().parse().unwrap()
}

fn category(waived: bool) -> &'static str {
    if waived { "university_scholarship" } else { "self_funded" }
}

/// What a client says of a file when it asks for a link.
#[must_use]
pub fn announced(slot: &str, file: &LocalFile) -> Value {
    json!({
        "slot": slot,
        "fileName": file.name,
        "contentType": file.content_type,
        "sizeBytes": file.bytes.len(),
        "sha256": file.sha256(),
    })
}

/// The items whose sort key begins so (with a `#`) or is so, in the order of
/// their keys.
fn of_kind<T: serde::de::DeserializeOwned>(items: &[Value], prefix: &str) -> Vec<T> {
    let is_of_kind = |item: &&Value| {
        let sort = item["sk"].as_str().unwrap();
        sort.starts_with(prefix) && (prefix.ends_with('#') || sort == prefix)
    };
    let mut items: Vec<&Value> = items.iter().filter(is_of_kind).collect();
    items.sort_by_key(|item| item["sk"].as_str().unwrap());
    items.into_iter().map(|item| serde_json::from_value(item.clone()).unwrap()).collect()
}

async fn stored<T: serde::de::DeserializeOwned>(
    service: &Service,
    table: &str,
    prefix: &str,
) -> Vec<T> {
    of_kind(&service.world.items(table).await, prefix)
}

async fn documents(service: &Service) -> Vec<Document> {
    stored(service, "DOCUMENTS", "DOCUMENT#").await
}

/// Remembers what was stored, and compares it with what is.
#[derive(Default)]
struct Checker {
    applications: BTreeMap<String, Seen>,
    submissions: BTreeMap<String, Value>,
}

/// An application as it was at the last look.
struct Seen {
    application: Application,
    /// The documents that count: slot and id.
    clean: BTreeSet<(String, String)>,
}

impl Checker {
    async fn look(&mut self, service: &Service) {
        let items = service.world.items("APPLICATIONS").await;
        let applications: Vec<Application> = of_kind(&items, "APPLICATION#");
        stages_have_what_is_theirs(&items, &applications);
        let documents = documents(service).await;
        one_is_active(&items, &applications);
        self.submissions_are_complete_and_stay(service, &items, &applications, &documents);
        for application in &applications {
            let clean = clean_of(&documents, application.head.id);
            let id = application.head.id.to_string();
            if let Some(before) = self.applications.get(&id) {
                is_changed_where_it_may(before, application, &clean);
            }
            self.applications.insert(id, Seen { application: application.clone(), clean });
        }
        nothing_unpaid_is_before_staff(service, &applications).await;
        places_are_counted(service, &applications).await;
    }

    /// S58-S60: a submission has everything, and never changes.
    fn submissions_are_complete_and_stay(
        &mut self,
        service: &Service,
        items: &[Value],
        applications: &[Application],
        documents: &[Document],
    ) {
        let is_submission = |item: &&Value| item["sk"].as_str().unwrap().starts_with("SUBMISSION#");
        let items: Vec<Value> = items.iter().filter(is_submission).cloned().collect();
        for (key, before) in &self.submissions {
            let kept = items.iter().find(|item| item["sk"].as_str() == Some(key));
            assert_eq!(kept, Some(before), "a submission changed");
        }
        for item in items {
            let key = item["sk"].as_str().unwrap().to_owned();
            if self.submissions.insert(key, item.clone()).is_some() {
                continue;
            }
            let submission: Submission = serde_json::from_value(item).unwrap();
            let of = applications.iter().find(|one| one.head.id == submission.application).unwrap();
            is_complete(service, of, &submission, documents);
        }
        for application in applications {
            let head = &application.head;
            let rounds = self.submissions.keys().filter(|key| key.contains(&head.id.to_string()));
            assert_eq!(rounds.count(), usize::try_from(head.round).unwrap(), "{head:?}");
            let was_submitted = head.round > 0;
            let is_open =
                matches!(head.state(), ApplicationState::Draft | ApplicationState::Withdrawn);
            assert!(was_submitted || is_open, "{head:?} was never submitted");
        }
    }

    /// When every message has arrived, everything has its consequence.
    async fn look_for_losses(&self, service: &Service) {
        let tasks: Vec<ApplicationTask> = stored(service, "REVIEWS", "REVIEW").await;
        for Seen { application, .. } in self.applications.values() {
            let head = &application.head;
            let open = tasks
                .iter()
                .filter(|task| task.matter().application == head.id && task.closing().is_none())
                .count();
            let waits = matches!(
                head.state(),
                ApplicationState::ReadyForReview | ApplicationState::Waitlisted
            );
            assert_eq!(open, usize::from(waits), "the open tasks of {head:?}: {tasks:#?}");
        }
        self.students_are_those_accepted(service).await;
    }

    async fn students_are_those_accepted(&self, service: &Service) {
        let items = service.world.items("REGISTRATIONS").await;
        let is_admitted = |item: &&Value| item["state"] == "admitted" && item["sk"] == "STUDENT";
        let admitted: BTreeSet<&str> = items
            .iter()
            .filter(is_admitted)
            .map(|item| item["application"].as_str().unwrap())
            .collect();
        let accepted = self
            .applications
            .values()
            .filter(|seen| seen.application.head.state() == ApplicationState::Accepted)
            .map(|seen| seen.application.head.id.to_string());
        let accepted: Vec<String> = accepted.collect();
        assert_eq!(admitted, accepted.iter().map(String::as_str).collect());
    }
}

/// An item has what belongs to its stage and nothing of another one, whoever
/// wrote it, and whether they wrote all of it.
fn stages_have_what_is_theirs(items: &[Value], applications: &[Application]) {
    for application in applications {
        let of_it = |item: &&Value| item["sk"] == format!("APPLICATION#{}", application.head.id);
        let item = items.iter().find(of_it).unwrap().as_object().unwrap();
        let written = serde_json::to_value(application).unwrap();
        let written = written.as_object().unwrap().iter().filter(|(_, value)| !value.is_null());
        let written: BTreeSet<&str> = written.map(|(name, _)| name.as_str()).collect();
        let stored = item.keys().map(String::as_str).filter(|name| !["pk", "sk"].contains(name));
        assert_eq!(stored.collect::<BTreeSet<_>>(), written, "{item:?}");
    }
}

/// S68, S69: one application is active per applicant and intake, and the item
/// that says so names it.
fn one_is_active(items: &[Value], applications: &[Application]) {
    let mut active: Vec<(String, String)> = applications
        .iter()
        .filter(|application| application.head.state().is_active())
        .map(|one| (format!("{}#{}", one.head.applicant, one.head.intake), one.head.id.to_string()))
        .collect();
    active.sort();
    let is_name = |item: &&Value| item["sk"].as_str().unwrap().starts_with("ACTIVE#");
    let mut named: Vec<(String, String)> = items
        .iter()
        .filter(is_name)
        .map(|item| {
            let whose = item["pk"].as_str().unwrap().strip_prefix("APPLICANT#").unwrap();
            let intake = item["sk"].as_str().unwrap().strip_prefix("ACTIVE#").unwrap();
            (format!("{whose}#{intake}"), item["application"].as_str().unwrap().to_owned())
        })
        .collect();
    named.sort();
    assert_eq!(active, named, "the active applications and the items that name them");
    let places: BTreeSet<&String> = active.iter().map(|(place, _)| place).collect();
    assert_eq!(places.len(), active.len(), "two are active: {active:?}");
}

/// S2, S59, S60: in time, and no required field and no required document is missing.
fn is_complete(
    service: &Service,
    of: &Application,
    submission: &Submission,
    documents: &[Document],
) {
    // S2: first in time; a revision is answered whenever it is due.
    let in_time = submission.round > 1 || submission.submitted_at < closes_at();
    assert!(in_time, "submitted after applying was over: {submission:?}");
    let mut submitted = of.clone();
    submitted.sections = submission.sections.clone();
    let (_, read) = submitted.read_form(submission.submitted_at);
    assert!(read.complete().is_ok(), "an incomplete form was submitted: {submission:?}");
    for slot in
        of.head.checklist.iter().filter(|slot| slot.required && slot.translation_of.is_none())
    {
        let here = submission.documents.iter().filter(|document| document.slot == slot.slot);
        assert!(here.count() > 0, "{} is missing in {submission:?}", slot.slot);
    }
    for document in &submission.documents {
        let stored = documents.iter().find(|stored| stored.id == document.id).unwrap();
        assert!(
            matches!(stored.state, DocumentState::Clean | DocumentState::SetAside),
            "{stored:?} was submitted",
        );
        assert!(service.world.bucket().get(&document.object_key).is_some(), "{document:?} is gone");
    }
}

fn clean_of(documents: &[Document], application: ApplicationId) -> BTreeSet<(String, String)> {
    documents
        .iter()
        .filter(|one| one.folder.noun::<ApplicationHead>() == Some(application))
        .filter(|one| one.state == DocumentState::Clean)
        .map(|one| (one.slot.to_string(), one.id.to_string()))
        .collect()
}

/// S58, S65: what is locked stays as it is. In a revision that is everything
/// but what was re-opened, and what is asked or no longer asked because of it.
fn is_changed_where_it_may(before: &Seen, now: &Application, clean: &BTreeSet<(String, String)>) {
    let was = &before.application;
    assert!(now.head.version >= was.head.version);
    if was.head.state() == ApplicationState::Draft {
        return;
    }
    let revision = was.head.revision();
    for change in changed_fields(was, now) {
        let Change { field, before, after } = &change;
        let is_open = revision.is_some_and(|revision| revision.fields.contains(field));
        let follows = revision.is_some() && (is_empty(before) || is_empty(after));
        assert!(is_open || follows, "a locked field changed: {change:?} of {:?}", was.head);
    }
    for (slot, document) in before.clean.symmetric_difference(clean) {
        let is_open = revision
            .is_some_and(|revision| revision.slots.iter().any(|open| open.as_str() == slot));
        assert!(is_open, "{document} in the locked slot {slot} changed: {:?}", was.head);
    }
}

#[derive(Debug)]
struct Change {
    field: String,
    before: Value,
    after: Value,
}

fn changed_fields(before: &Application, after: &Application) -> Vec<Change> {
    let before = serde_json::to_value(&before.sections).unwrap();
    let after = serde_json::to_value(&after.sections).unwrap();
    let mut changes = Vec::new();
    for (section, fields) in before.as_object().unwrap() {
        let now = after[section].as_object().unwrap();
        let names: BTreeSet<&String> =
            fields.as_object().unwrap().keys().chain(now.keys()).collect();
        for name in names {
            let (before, after) = (fields[name].clone(), after[section][name].clone());
            if before != after {
                changes.push(Change { field: format!("{section}/{name}"), before, after });
            }
        }
    }
    changes
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.values().all(is_empty),
        _ => false,
    }
}

/// S63: staff see nothing that is not paid for.
async fn nothing_unpaid_is_before_staff(service: &Service, applications: &[Application]) {
    let tasks: Vec<ApplicationTask> = stored(service, "REVIEWS", "REVIEW").await;
    for task in tasks {
        let of = applications.iter().find(|one| one.head.id == task.matter().application).unwrap();
        let is_paid = matches!(of.head.fee().state(), FeeState::Settled | FeeState::Waived);
        assert!(is_paid, "{:?} is before staff", of.head);
    }
}

/// As many places are taken as applicants are accepted.
async fn places_are_counted(service: &Service, applications: &[Application]) {
    for programme in PROGRAMMES.map(ProgrammeId::named) {
        let key = Key::new(format!("PROGRAMME#{programme}"), "SEATS");
        let places: Option<Value> = service.world.get("PROGRAMMES", &key).await;
        let taken = places.and_then(|places| places["taken"].as_u64()).unwrap_or_default();
        let accepted = applications.iter().filter(|one| {
            one.head.programme.id == programme && one.head.state() == ApplicationState::Accepted
        });
        assert_eq!(taken, accepted.count() as u64, "places of {programme}");
    }
}
