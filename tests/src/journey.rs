//! The steps of an application, each as its person takes it: over HTTP.

use serde_json::{Value, json};

use crate::files::{self, LocalFile};
use crate::people::{Person, new_staff, sign_in_staff, unique_letters};
use crate::repository::read;
use crate::system::{System, eventually};
use crate::visitor::{Reply, Visitor, text};

/// The name in the passport.
#[derive(Debug, Clone)]
pub struct PassportName {
    /// The family name.
    pub family: String,
    /// The given names.
    pub given: String,
}

impl PassportName {
    /// A name that no other test has.
    #[must_use]
    pub fn made_up() -> Self {
        let given = format!("ANNA {}", unique_letters().to_uppercase());
        Self { family: "TESTER".to_owned(), given }
    }
}

/// The programmes that a self-funded bachelor's student can apply for.
pub async fn find_programmes(visitor: &Visitor) -> Vec<Value> {
    let search = "intake=2027-autumn&fundingCategory=self_funded&admissionType=bachelor";
    let found = visitor.get(&format!("/api/programmes?{search}")).send().await.expect(200);
    found.body["items"].as_array().unwrap().clone()
}

/// One of them that is open.
///
/// # Panics
/// When there is none.
pub async fn open_programme(visitor: &Visitor) -> Value {
    let mut programmes = find_programmes(visitor).await.into_iter();
    programmes.find(|programme| programme["open"] == true).expect("an open programme")
}

/// What the sample applicant answers before the form begins.
///
/// # Panics
/// When the sample is gone.
#[must_use]
pub fn eligibility() -> Value {
    let fields = sample("basic_information");
    json!({
        "birthDate": fields["birthDate"],
        "nationality": fields["nationality"],
        "highestEducation": fields["highestEducation"],
    })
}

/// Reads the guide of a programme and agrees to it: the application.
pub async fn start_application(applicant: &Visitor, programme: &Value) -> Value {
    let id = text(programme, "/id");
    let shown = applicant.get(&format!("/api/programmes/{id}")).send().await.expect(200).body;
    let application = json!({
        "programmeId": id,
        "fundingCategory": "self_funded",
        "admissionType": "bachelor",
        "intake": shown["intake"],
        "guideVersion": shown["guide"]["version"],
        "eligibility": eligibility(),
    });
    let started = applicant.post("/api/applications").idempotent().json(&application);
    started.send().await.expect(201).body
}

/// The sections of the form, in the order of the steps.
pub const SECTIONS: [&str; 5] = [
    "basic_information",
    "study_plan",
    "education_and_employment",
    "additional_information",
    "contact_information",
];

/// What the sample applicant fills in.
///
/// # Panics
/// When there is no such section.
#[must_use]
pub fn sample(section: &str) -> Value {
    serde_json::from_str(&read(&format!("tests/samples/application/{section}.json"))).unwrap()
}

/// Section `basic_information` of an applicant of this name.
#[must_use]
pub fn basic_information(name: &PassportName) -> Value {
    let mut fields = sample("basic_information");
    fields["familyName"] = json!(name.family);
    fields["givenName"] = json!(name.given);
    fields
}

/// Section `contact_information` with the address of the applicant's account.
async fn contact_information(applicant: &Visitor) -> Value {
    let account = applicant.get("/api/account").send().await.expect(200).body;
    let mut fields = sample("contact_information");
    fields["email"] = account["email"].clone();
    fields
}

/// Fills in the whole form, "Save and next" after each section.
pub async fn fill_in_form(applicant: &Visitor, application: &str, name: &PassportName) {
    for section in SECTIONS {
        let fields = match section {
            "basic_information" => basic_information(name),
            "contact_information" => contact_information(applicant).await,
            section => sample(section),
        };
        save_section(applicant, application, section, &fields).await;
    }
}

async fn save_section(applicant: &Visitor, application: &str, section: &str, fields: &Value) {
    let path = format!("/api/applications/{application}");
    let version = applicant.get(&path).send().await.expect(200).body["version"].clone();
    let body = json!({ "version": version, "intent": "save_and_next", "fields": fields });
    let path = format!("{path}/sections/{section}");
    let saved = applicant.put(&path).json(&body).send().await.expect(200);
    assert_eq!(saved.body["missing"], json!([]));
}

/// Uploads a file into a slot: asks for a link, and sends the file there. The
/// id of the document.
pub async fn upload(
    applicant: &Visitor,
    application: &str,
    slot: &str,
    file: &LocalFile,
) -> String {
    let announcement = json!({
        "slot": slot,
        "fileName": file.name,
        "contentType": file.content_type,
        "sizeBytes": file.bytes.len(),
        "sha256": file.sha256(),
    });
    let path = format!("/api/applications/{application}/documents");
    let files = json!({ "files": [announcement] });
    let asked = applicant.post(&path).json(&files).send().await.expect(200);
    let link = &asked.body["items"][0]["upload"];
    let mut put = applicant.put(text(link, "/url"));
    for (name, value) in link["headers"].as_object().unwrap() {
        // The client of this test sets these two by itself, as a browser does.
        if name != "host" && name != "content-length" {
            put = put.header(name, value.as_str().unwrap());
        }
    }
    let _ = put.raw(file.bytes.clone()).send().await.expect(200);
    text(&asked.body, "/items/0/document/id").to_owned()
}

/// The document once it was inspected.
pub async fn inspected(applicant: &Visitor, application: &str, document: &str) -> Value {
    let path = format!("/api/applications/{application}/documents");
    eventually("the inspection of a document", async || {
        let list = applicant.get(&path).send().await.expect(200).body;
        let found = list["items"].as_array().unwrap().iter().find(|item| item["id"] == document);
        found.filter(|item| item["state"] != "requested").cloned()
    })
    .await
}

/// The application as its owner sees it now.
pub async fn view_application(applicant: &Visitor, application: &str) -> Value {
    applicant.get(&format!("/api/applications/{application}")).send().await.expect(200).body
}

/// Submits the application.
pub async fn submit(applicant: &Visitor, application: &str) -> Reply {
    let version = view_application(applicant, application).await["version"].clone();
    let submission = json!({ "version": version, "declaration": true });
    let path = format!("/api/applications/{application}/submission");
    applicant.post(&path).json(&submission).send().await
}

/// Starts paying by WeChat Pay: the address that the QR code holds.
pub async fn start_payment(applicant: &Visitor, application: &str) -> String {
    let path = format!("/api/applications/{application}/payments");
    let started = applicant.post(&path).json(&json!({ "method": "wechat_pay" })).send().await;
    text(&started.expect(201).body, "/attempt/codeUrl").to_owned()
}

/// The order that the cashier shows for a QR code.
pub async fn order_of_code(visitor: &Visitor, code_url: &str) -> Value {
    let orders = visitor.get("/dev/cashier/orders.json").send().await.expect(200).body;
    let found =
        orders["items"].as_array().unwrap().iter().find(|order| order["codeUrl"] == code_url);
    found.unwrap_or_else(|| panic!("the cashier has no order for {code_url}")).clone()
}

/// The payer scans the code and pays. The cashier's reply says whether our
/// side took the notification.
pub async fn pay(visitor: &Visitor, order: &Value) -> Reply {
    let path = format!("/dev/cashier/orders/{}/pay", text(order, "/outTradeNo"));
    visitor.post(&path).header("accept", "application/json").send().await
}

/// The application once it is in this state.
pub async fn application_in_state(applicant: &Visitor, application: &str, state: &str) -> Value {
    eventually(&format!("the state {state} of the application"), async || {
        let seen = view_application(applicant, application).await;
        (seen["state"] == state).then_some(seen)
    })
    .await
}

/// The open reviews of an applicant of this name, through all pages of the queue.
pub async fn reviews_of(reviewer: &Visitor, name: &PassportName) -> Vec<Value> {
    let mut found = Vec::new();
    let mut path = "/api/reviews".to_owned();
    loop {
        let page = reviewer.get(&path).send().await.expect(200).body;
        let mut items = page["items"].as_array().unwrap().clone();
        items.retain(|review| text(review, "/subject/applicantName").contains(&name.given));
        found.append(&mut items);
        match page["next"].as_str() {
            Some(next) => path = format!("/api/reviews?cursor={next}"),
            None => return found,
        }
    }
}

/// An application that somebody submitted and paid for, and a reviewer has claimed.
pub struct ClaimedReview {
    /// The applicant's name and secrets.
    pub person: Person,
    /// The applicant, signed in.
    pub applicant: Visitor,
    /// The name in the applicant's passport.
    pub name: PassportName,
    /// The application.
    pub application: String,
    /// The reviewer, signed in.
    pub reviewer: Visitor,
    /// The review.
    pub review: String,
}

/// Takes all the steps up to the reviewer's claim.
pub async fn claimed_review(system: &System) -> ClaimedReview {
    let person = Person::made_up("payer");
    let applicant = person.join(system).await;
    let programme = open_programme(&applicant).await;
    let application = text(&start_application(&applicant, &programme).await, "/id").to_owned();
    let name = PassportName::made_up();
    fill_in_form(&applicant, &application, &name).await;
    for (slot, file) in [("passport_page", files::passport_page()), ("photo", files::photo())] {
        let document = upload(&applicant, &application, slot, &file).await;
        assert_eq!(inspected(&applicant, &application, &document).await["state"], "clean");
    }
    let _ = submit(&applicant, &application).await.expect(200);
    let code = start_payment(&applicant, &application).await;
    let order = order_of_code(&applicant, &code).await;
    let _ = pay(&applicant, &order).await.expect(200);
    let reviewer = sign_in_staff(&system.visitor(), &new_staff(system, &["reviewer"]).await).await;
    let review = claim_review(&reviewer, &name).await;
    ClaimedReview { person, applicant, name, application, reviewer, review }
}

/// Claims the review of an applicant of this name, once it is in the queue: its id.
pub async fn claim_review(reviewer: &Visitor, name: &PassportName) -> String {
    let review = eventually("the review of a paid application", async || {
        reviews_of(reviewer, name).await.pop()
    })
    .await;
    let id = text(&review, "/id").to_owned();
    let claimed = reviewer.post(&format!("/api/reviews/{id}/claim")).send().await.expect(200);
    assert_eq!(claimed.body["state"], "claimed");
    id
}
