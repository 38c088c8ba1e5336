//! The hour in which a window opens: a cohort saves and submits within ten minutes, on
//! bad lines and with impatient fingers. No registration is lost, none is there twice,
//! and nobody waits for another: the partitions that are written are everybody's own.

use std::collections::{BTreeMap, HashSet};
use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::future::join;
use semester::registration::Registration;
use serde_json::{Value, json};
use shared_domain::document::DocumentState;
use shared_domain::ids::ReviewId;
use shared_domain::registration::review::OpenRegistrationReview;
use shared_domain::registration::{RegistrationId, RegistrationState, folder_of};
use shared_domain::review::review_key;
use shared_domain::samples;
use shared_domain::student::Student;
use shared_kit::{Call, Caller, Reply, World};
use shared_platform::ids::OutboxId;
use shared_platform::outbox::Delivery;
use shared_platform::store::Item;

use crate::case::{DOCUMENTS, SECTIONS, SEMESTER, filled_in};
use crate::reminding::people::{enrol, enrolled};
use crate::setting::Setting;

/// In this time all of them are done, in seconds.
const TEN_MINUTES: u32 = 600;
/// How many are under way at one moment.
const AT_ONCE: usize = 32;

/// `cargo dev prove opening` says more.
fn students() -> usize {
    let asked_for = std::env::var("SOJOURN_OPENING_STUDENTS").ok();
    asked_for.map_or(12, |students| students.parse().unwrap())
}

/// One of the cohort.
struct OneOfMany {
    number: usize,
    student: Caller,
    id: RegistrationId,
}

/// All of them, and the world they do it in.
struct Opening {
    setting: Setting,
    all: Vec<OneOfMany>,
}

impl Opening {
    /// The window is open, and nobody has begun.
    async fn of(students: usize) -> Self {
        let setting = Setting::new().await;
        let _ = setting.set_semester("2027-02-22", "2027-03-05").await.expect(200);
        let mut all = Vec::new();
        for number in 0..students {
            all.push(one_of_many(&setting.world, number).await);
        }
        setting.world.take_outbox().await;
        setting.world.calls().reset();
        Self { setting, all }
    }

    /// Ten minutes pass, and each of them has registered.
    async fn pass(&self) {
        let between =
            Duration::from_secs(u64::from(TEN_MINUTES)) / u32::try_from(self.all.len()).unwrap();
        let comers = futures_util::stream::iter(&self.all).map(|one| {
            self.setting.world.advance(between);
            self.register(one)
        });
        comers.buffer_unordered(AT_ONCE).collect::<Vec<()>>().await;
    }

    /// One student, from the first section to the submission. Every third one sends
    /// everything twice at the same moment; every fourth one has an old page open.
    async fn register(&self, one: &OneOfMany) {
        let mut version = 0;
        for section in SECTIONS {
            let mut fields = filled_in(section);
            match section {
                "contact" => fields["email"] = json!(email(one.number)),
                "insurance" => fields["policyNo"] = json!(policy(one.number)),
                _ => {}
            }
            let save = || self.save(one, section, &fields, version);
            let saved = if one.number.is_multiple_of(3) {
                let (first, second) = join(save(), save()).await;
                if first.status == 200 { first } else { second }
            } else {
                save().await
            };
            version = saved.expect(200).body["version"].as_u64().unwrap();
            if section == "insurance" && one.number.is_multiple_of(4) {
                let stale = json!({ "policyNo": "of an old page" });
                let refused = self.save(one, "insurance", &stale, version - 1).await;
                assert_ne!(refused.status, 200, "an old page wrote over a new one");
            }
        }
        // They are new here, and bring their photo.
        for slot in DOCUMENTS.into_iter().chain(["photo"]) {
            let folder = folder_of(one.student.account, one.id.clone());
            let document = samples::document(folder, slot, DocumentState::Clean);
            let item = Item::new(document.key(), &document).unwrap();
            self.setting.world.put("DOCUMENTS", item).await;
        }
        let submit = || self.submit(one, version);
        let (first, second) = join(submit(), submit()).await;
        let _ = (first.expect(200), second.expect(200));
    }

    async fn save(&self, one: &OneOfMany, section: &str, fields: &Value, version: u64) -> Reply {
        let body = json!({ "version": version, "intent": "save_draft", "fields": fields });
        let path = format!("/api/registrations/{}/sections/{section}", one.id);
        self.until_it_answers(one, || self.setting.client.put(&path).json(&body)).await
    }

    async fn submit(&self, one: &OneOfMany, version: u64) -> Reply {
        let path = format!("/api/registrations/{}/submission", one.id);
        let body = json!({ "version": version });
        self.until_it_answers(one, || self.setting.client.post(&path).json(&body)).await
    }

    /// Where the database does not answer in time, the page asks again, and does not know
    /// what became of the first call.
    async fn until_it_answers(&self, one: &OneOfMany, call: impl Fn() -> Call) -> Reply {
        loop {
            let reply = call().by(&self.setting.world.renewed(&one.student)).send().await;
            if reply.status != 503 {
                return reply;
            }
        }
    }

    /// The queue delivers all messages, each twice.
    async fn deliver(&self) {
        let items = self.setting.world.take_outbox().await;
        let actions = semester::actions();
        for message in shared_kit::messages::<OpenRegistrationReview>(&items) {
            let delivery = Delivery { id: OutboxId::new(), message };
            for _ in 0..2 {
                let delivered =
                    self.setting.world.deliver(&actions, "open_registration_review", &delivery);
                delivered.await.unwrap();
            }
        }
    }

    /// What is not as it must be, if anything is.
    async fn fault(&self) -> Option<String> {
        let tasks = self.count("REVIEWS", task_of).await;
        let submissions = self.count("REGISTRATIONS", submission_of).await;
        for one in &self.all {
            let id = one.id.to_string();
            let stored: Option<Registration> =
                self.setting.world.get("REGISTRATIONS", &one.id.key()).await;
            let Some(stored) = stored else { return Some(format!("{id} is lost")) };
            let said = stored.sections.insurance.policy_no;
            if said != Some(policy(one.number)) {
                return Some(format!("{id} says {said:?}"));
            }
            if stored.head.stage().state() != RegistrationState::ReadyForReview {
                return Some(format!("{id} is not submitted"));
            }
            let rounds = submissions.get(&id).copied().unwrap_or_default();
            let tasks = tasks.get(&id).copied().unwrap_or_default();
            if (rounds, tasks) != (1, 1) {
                return Some(format!("{id} has {rounds} submissions and {tasks} tasks"));
            }
        }
        None
    }

    /// How many items of a table are about each registration.
    async fn count(
        &self,
        table: &str,
        about: impl Fn(&Value) -> Option<String>,
    ) -> BTreeMap<String, usize> {
        let mut counted = BTreeMap::new();
        for item in self.setting.world.items(table).await {
            if let Some(id) = about(&item) {
                *counted.entry(id).or_default() += 1;
            }
        }
        counted
    }
}

async fn one_of_many(world: &World, number: usize) -> OneOfMany {
    let student = world.applicant();
    world.put_account(&student, &email(number)).await;
    let record = Student {
        account: Some(student.account),
        cohort: Some("2025".parse().unwrap()),
        ..enrolled(number)
    };
    enrol(world, &record).await;
    let id = RegistrationId { student: record.id, semester: SEMESTER.parse().unwrap() };
    OneOfMany { number, student, id }
}

fn email(number: usize) -> String {
    format!("student.{number}@example.org")
}

fn policy(number: usize) -> String {
    format!("PICC-2027-{number:05}")
}

fn text<'a>(item: &'a Value, pointer: &str) -> Option<&'a str> {
    item.pointer(pointer).and_then(Value::as_str)
}

/// The registration that a submission is of.
fn submission_of(item: &Value) -> Option<String> {
    let rest = text(item, "/sk")?.strip_prefix("SUBMISSION#")?;
    let semester = rest.split('#').next()?;
    let student = text(item, "/pk")?.rsplit('#').next()?;
    Some(format!("{student}-{semester}"))
}

/// The registration that a task is about.
fn task_of(item: &Value) -> Option<String> {
    text(item, "/matter/registration").map(str::to_owned)
}

#[tokio::test]
async fn in_the_opening_hour_no_registration_is_lost_and_none_is_there_twice() {
    let opening = Opening::of(students()).await;
    opening.pass().await;
    let used = opening.setting.world.calls().partitions();
    opening.deliver().await;
    assert_eq!(opening.fault().await, None);
    // Nobody waits for another: what is written by all of them would grow with them.
    let own: HashSet<String> = opening
        .all
        .iter()
        .flat_map(|one| [one.id.student.to_string(), one.student.account.to_string()])
        .collect();
    // The outbox is spread over sixteen by itself.
    let is_shared = |key: &str| {
        !key.starts_with("OUTBOX#") && !key.split(['#', '-']).any(|part| own.contains(part))
    };
    let shared = used.iter().filter(|(key, uses)| is_shared(key) && 2 < uses.written);
    assert_eq!(shared.collect::<Vec<_>>(), []);
    let (written, most) = used.iter().max_by_key(|(_, uses)| uses.written).unwrap();
    let (read, mostly) = used.iter().max_by_key(|(_, uses)| uses.read).unwrap();
    let a_second = |uses: usize| f64::from(u32::try_from(uses).unwrap()) / f64::from(TEN_MINUTES);
    println!(
        "{} students in {TEN_MINUTES} s: most read {read} ({} times, {:.1} a second), \
         most written {written} ({} times)",
        opening.all.len(),
        mostly.read,
        a_second(mostly.read),
        most.written,
    );
}

#[tokio::test]
async fn a_registration_that_is_lost_or_there_twice_would_be_found() {
    let opening = Opening::of(2).await;
    opening.pass().await;
    // Its task was never opened.
    assert!(opening.fault().await.unwrap().contains("1 submissions and 0 tasks"));
    opening.deliver().await;
    assert_eq!(opening.fault().await, None);
    let world = &opening.setting.world;
    let reviews = world.items("REVIEWS").await;
    let task = reviews.iter().find(|item| task_of(item).is_some()).unwrap();
    let another = Item::new(review_key(ReviewId::new()), task).unwrap();
    world.put("REVIEWS", another).await;
    assert!(opening.fault().await.unwrap().contains("2 tasks"));
}
