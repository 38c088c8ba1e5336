//! What the tests of this area stand on: a registrar, files as offices save them,
//! and students on the roster.

use semester::roster::messages::ApplyRoster;
use serde_json::{Value, json};
use shared_domain::ids::{RosterImportId, StudentId};
use shared_domain::programme::catalogue::{Catalogue, StoredCatalogue, catalogue_key};
use shared_domain::programme::office::Office;
use shared_domain::student::{Student, student_key};
use shared_kit::{Caller, Client, Reply, World};
use shared_platform::actions::Failure;
use shared_platform::auth::StaffRole;
use shared_platform::locale::Bilingual;
use shared_platform::store::Item;

/// The names of the columns that tests fill in.
pub const COLUMNS: &str = "学号,护照姓名,中文姓名,国籍,出生日期,护照号,邮箱,专业,年级,学籍状态";
/// Three students of one cohort.
pub const ROSTER: [&str; 3] = [
    "2025LX0001,NGUYEN VAN A,阮文安,越南,2004-02-29,C1234567,a@example.org,药学,2025级,在读",
    "2025LX0002,MUELLER EVA,,德国,2003/7/1,L01X00T47,b@example.org,药学,2025级,在读",
    "2025LX0003,SMITH JOHN,,美国,20020131,512345678,,药学,2025级,在读",
];

/// What `cargo dev test rules` packs.
const FONTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/letter/fonts/dist");

pub struct Setting {
    pub world: World,
    pub client: Client,
    pub registrar: Caller,
}

/// A table of these rows, in UTF-8.
pub fn table(rows: &[&str]) -> Vec<u8> {
    format!("{COLUMNS}\n{}\n", rows.join("\n")).into_bytes()
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

impl Setting {
    /// A world with a registrar and the calendar of 2027.
    pub async fn new() -> Self {
        let world = World::with(&[("LETTER_FONTS", FONTS)], &[]).await;
        let client = world.client(&semester::actions()).await;
        let registrar = world.staff(&[StaffRole::Registrar]).await;
        let days = |days: &[&str]| days.iter().map(|day| day.parse().unwrap()).collect();
        let office = Office {
            review_working_days: 3,
            closed_on: days(&["2027-01-01", "2027-04-05", "2027-10-01"]),
            open_on: days(&["2027-10-09"]),
            email: "registrar@example.org".to_owned(),
            phone: "+86 23 5550 0100".to_owned(),
            address: Bilingual { en: "1 Example Road".to_owned(), zh: "示例路1号".to_owned() },
        };
        let content = Catalogue { office: Some(office), ..Catalogue::default() };
        let catalogue = StoredCatalogue { content, version: 1, importing: None };
        world.put("PROGRAMMES", Item::new(catalogue_key(), &catalogue).unwrap()).await;
        Self { world, client, registrar }
    }

    /// The same with three students on the roster.
    pub async fn with_roster() -> Self {
        let setting = Self::new().await;
        let _ = setting.import(&table(&ROSTER)).await.expect(202);
        setting
    }

    /// Sends a file; `how` is the query.
    pub async fn send_file(&self, how: &str, file: &[u8]) -> Reply {
        let call = self.client.put(&format!("/api/staff/roster?{how}")).by(&self.registrar);
        let call = call.header("content-type", "application/octet-stream");
        call.raw(file.to_vec()).send().await
    }

    /// Imports a file and lets it be written.
    pub async fn import(&self, file: &[u8]) -> Reply {
        self.import_as("", file).await
    }

    pub async fn import_as(&self, how: &str, file: &[u8]) -> Reply {
        let reply = self.send_file(how, file).await;
        if reply.status == 202 {
            self.write_import(&reply).await.unwrap();
        }
        reply
    }

    /// Delivers the message of an import that was taken on.
    pub async fn write_import(&self, reply: &Reply) -> Result<(), Failure> {
        self.world.take_outbox().await;
        let import: RosterImportId = text(&reply.body["id"]).parse().unwrap();
        self.world.consume(&semester::actions(), ApplyRoster { import }).await
    }

    /// The students whose number or name begins so.
    pub async fn found(&self, beginning: &str) -> Vec<Value> {
        let path = format!("/api/staff/students?text={beginning}");
        let reply = self.client.get(&path).by(&self.registrar).send().await.expect(200);
        reply.body["items"].as_array().unwrap().clone()
    }

    /// The id of the student with a number.
    pub async fn id_of(&self, number: &str) -> StudentId {
        text(&self.found(number).await[0]["id"]).parse().unwrap()
    }

    pub async fn record(&self, student: StudentId) -> Student {
        self.world.get("REGISTRATIONS", &student_key(student)).await.unwrap()
    }

    /// An account that has the record with a number.
    pub async fn student(&self, number: &str) -> Caller {
        let applicant = self.world.applicant();
        self.world.put_account(&applicant, "anna@example.org").await;
        let before = self.record(self.id_of(number).await).await;
        let after = Student { account: Some(applicant.account), ..before.clone() };
        let records = shared_domain::student::StudentRecords::of(self.world.environment()).unwrap();
        let mut transaction = shared_platform::store::Transaction::without_author();
        records.replace(&mut transaction, &before, &after).unwrap();
        transaction.commit().await.unwrap();
        applicant
    }

    /// Sets a semester with a window of the cohort of 2025.
    pub async fn set_semester(&self, opens_on: &str, closes_on: &str) -> Reply {
        let body = semester("2027-spring", 0, opens_on, closes_on);
        self.client.put("/api/staff/semesters").by(&self.registrar).json(&body).send().await
    }
}

/// A semester as the registrar sets it.
pub fn semester(id: &str, version: u64, opens_on: &str, closes_on: &str) -> Value {
    json!({
        "id": id,
        "version": version,
        "name": { "en": "Spring 2027", "zh": "2027年春季学期" },
        "startsOn": "2027-02-22",
        "endsOn": "2027-07-02",
        "windows": [{ "cohort": "2025", "opensOn": opens_on, "closesOn": closes_on }],
    })
}
