//! What an application costs from its first draft to the decision: every call
//! of DynamoDB and S3, and the capacity units that the database charges for
//! them, counted while all actions run in one process. docs/DATA.md shows the
//! table; this test says when it is no longer true, and what is.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first thing that is not as it must be"
)]

use serde_json::{Value, json};
use shared::auth::StaffRole;
use shared::ids::ProgrammeId;
use shared::testing::{Call, Caller, Reply};
use system_tests::files;
use system_tests::history::announced;
use system_tests::journey::{SECTIONS, eligibility, sample};
use system_tests::repository::read;
use system_tests::service::{Service, consumer_of, once};
use system_tests::visitor::text;

/// Where the table stands in docs/DATA.md.
const HEADING: &str = "## What an application costs";
/// A programme with a fee that asks for a passport page and a photo.
const PROGRAMME: &str = "software-engineering-bachelor-2027a";

#[tokio::test]
async fn an_application_costs_what_the_documentation_says() {
    let table = Counted::journey().await.table();
    let documented = read("docs/DATA.md");
    let section = documented.split(HEADING).nth(1).expect("the section of docs/DATA.md");
    let rows: String = section
        .lines()
        .filter(|line| line.starts_with('|'))
        .fold(String::new(), |rows, line| rows + line + "\n");
    assert_eq!(rows, table, "docs/DATA.md, {HEADING}: the table should read\n{table}");
}

/// What was counted for one action.
#[derive(Default)]
struct Line {
    action: String,
    times: usize,
    calls: usize,
    s3: usize,
    read: f64,
    write: f64,
}

/// A journey, and what was counted on the way.
struct Counted {
    service: Service,
    applicant: Caller,
    reviewer: Caller,
    /// The path of the application, once it is started.
    application: String,
    requests_before: usize,
    lines: Vec<Line>,
}

impl Counted {
    /// From the draft to the decision, as an applicant walks it who saves every
    /// section once and uploads two files.
    async fn journey() -> Self {
        let service = Service::new().await;
        service.import_catalogue().await;
        let applicant = service.applicant().await;
        let reviewer = service.world.staff(&[StaffRole::Reviewer]).await;
        let mut counted = Self {
            service,
            applicant,
            reviewer,
            application: String::new(),
            requests_before: 0,
            lines: Vec::new(),
        };
        counted.choose_and_fill_in().await;
        counted.pay().await;
        counted.decide().await;
        counted
    }

    async fn choose_and_fill_in(&mut self) {
        let client = self.service.client().clone();
        let _ = self.call("view_catalogue", client.get("/api/catalogue")).await;
        let search = "intake=2027-autumn&fundingCategory=self_funded&admissionType=bachelor";
        let _ =
            self.call("find_programmes", client.get(&format!("/api/programmes?{search}"))).await;
        let programme = ProgrammeId::named(PROGRAMME);
        let path = format!("/api/programmes/{programme}");
        let shown = self.call("view_programme", client.get(&path)).await.body;
        let start = json!({
            "programmeId": programme,
            "fundingCategory": "self_funded",
            "admissionType": "bachelor",
            "intake": shown["intake"],
            "guideVersion": shown["guide"]["version"],
            "eligibility": eligibility(),
        });
        let started = once(client.post("/api/applications")).by(&self.applicant).json(&start);
        let started = self.call("start_application", started).await.body;
        let path = format!("/api/applications/{}", text(&started, "/id"));
        for (version, section) in (1..).zip(SECTIONS) {
            let saved =
                json!({ "version": version, "intent": "save_and_next", "fields": sample(section) });
            let call = client.put(&format!("{path}/sections/{section}")).by(&self.applicant);
            let _ = self.call("save_section", call.json(&saved)).await;
        }
        self.application.clone_from(&path);
        self.upload(&path).await;
        let documents = client.get(&format!("{path}/documents")).by(&self.applicant);
        let _ = self.call("list_documents", documents).await;
        let shown = self.call("view_application", client.get(&path).by(&self.applicant)).await;
        let submission = json!({ "version": shown.body["version"], "declaration": true });
        let submitted = client.post(&format!("{path}/submission")).by(&self.applicant);
        let _ = self.call("submit_application", submitted.json(&submission)).await;
        self.messages().await;
    }

    /// Two files in one request, as the page sends them, and their inspection.
    async fn upload(&mut self, path: &str) {
        let files = [("passport_page", files::passport_page()), ("photo", files::photo())];
        let announced: Vec<Value> =
            files.iter().map(|(slot, file)| announced(slot, file)).collect();
        let asked = self.service.client().post(&format!("{path}/documents")).by(&self.applicant);
        let asked = asked.json(&json!({ "files": announced }));
        let asked = self.call("request_uploads", asked).await.body;
        for (item, (_, file)) in asked["items"].as_array().unwrap().iter().zip(&files) {
            let url: http::Uri = text(item, "/upload/url").parse().unwrap();
            let object = url.path().strip_prefix("/uploads/").unwrap();
            self.service.world.bucket().put(object, file.content_type, &file.bytes);
            self.begin();
            self.service.inspect(object).await;
            self.end("inspect_document");
        }
    }

    async fn pay(&mut self) {
        let client = self.service.client().clone();
        let payments = format!("{}/payments", self.application);
        let payment = json!({ "method": "wechat_pay" });
        let started = client.post(&payments).by(&self.applicant).json(&payment);
        let started = self.call("start_payment", started).await.body;
        let number = text(&started, "/attempt/id").strip_prefix("att_").unwrap();
        let pay = format!("/dev/cashier/orders/{number}/pay");
        self.begin();
        let paid = self.service.cashier.post(&pay).header("accept", "application/json");
        let _ = paid.send().await.expect(200);
        self.end("wechat_callback");
        self.messages().await;
        let look = client.get(&format!("{}/payment", self.application)).by(&self.applicant);
        let _ = self.call("view_payment", look).await;
    }

    async fn decide(&mut self) {
        let client = self.service.client().clone();
        let queue = self.call("list_reviews", client.get("/api/reviews").by(&self.reviewer)).await;
        let review = format!("/api/reviews/{}", text(&queue.body, "/items/0/id"));
        let claim = client.post(&format!("{review}/claim")).by(&self.reviewer);
        let _ = self.call("claim_review", claim).await;
        let _ = self.call("view_review", client.get(&review).by(&self.reviewer)).await;
        let decision = json!({ "outcome": "accept", "reasons": [], "conditions": [] });
        let decided = client.post(&format!("{review}/decision")).by(&self.reviewer);
        let _ = self.call("decide_application", decided.json(&decision)).await;
        self.messages().await;
        let _ = self.call("list_notices", client.get("/api/notices").by(&self.applicant)).await;
        let shown = client.get(&self.application).by(&self.applicant);
        let decided = self.call("view_application", shown).await;
        assert_eq!(decided.body["state"], "accepted");
    }

    /// One call of the API.
    async fn call(&mut self, action: &str, call: Call) -> Reply {
        self.begin();
        let reply = call.send().await;
        self.end(action);
        assert!(reply.status.is_success(), "{action}: {}", reply.body);
        reply
    }

    /// Every message that waits, and what follows from it; mails are not sent here.
    async fn messages(&mut self) {
        loop {
            let waiting = self.service.waiting().await;
            if waiting.is_empty() {
                return;
            }
            for item in waiting {
                let consumer = consumer_of(&item);
                if consumer != "send_mail" {
                    self.begin();
                    self.service.hand_over(&item).await.unwrap();
                    self.end(consumer);
                }
                self.begin();
                self.service.forget(&item).await;
                self.end("relay");
            }
        }
    }

    fn begin(&mut self) {
        self.service.world.environment().calls().reset();
        let requests = self.service.world.bucket().requests();
        self.requests_before = requests;
    }

    fn end(&mut self, action: &str) {
        let calls = self.service.world.environment().calls();
        let units = calls.units();
        let s3 = self.service.world.bucket().requests() - self.requests_before;
        let known = self.lines.iter().position(|line| line.action == action);
        let place = known.unwrap_or_else(|| {
            self.lines.push(Line { action: action.to_owned(), ..Line::default() });
            self.lines.len() - 1
        });
        let line = &mut self.lines[place];
        line.times += 1;
        line.calls += calls.operations().len();
        line.s3 += s3;
        line.read += units.read;
        line.write += units.write;
    }

    /// The table as it stands in docs/DATA.md.
    fn table(&self) -> String {
        let mut table = "| action | times | DynamoDB calls | S3 calls | RCU | WCU |\n|---|---|---|---|---|---|\n".to_owned();
        let mut all = Line::default();
        for line in &self.lines {
            table += &row(&format!("`{}`", line.action), line);
            all.times += line.times;
            all.calls += line.calls;
            all.s3 += line.s3;
            all.read += line.read;
            all.write += line.write;
        }
        table + &row("**together**", &all)
    }
}

fn row(name: &str, line: &Line) -> String {
    let Line { times, calls, s3, read, write, .. } = line;
    format!("| {name} | {times} | {calls} | {s3} | {read} | {write} |\n")
}
