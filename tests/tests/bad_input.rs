//! Bad input at every endpoint of the API document: refused with a problem of a
//! stable code, nothing changed, nothing personal logged.
//!
//! The endpoints come from docs/openapi.json, so a new one cannot be forgotten.

use std::sync::LazyLock;

use http::Method;
use jiff::Timestamp;
use serde_json::{Value, json};
use shared_platform::auth::StaffRole;
use system_tests::api_document::{ApiOperation, document, operations};
use system_tests::emulator::{Dump, Emulator};
use system_tests::journey;
use system_tests::people::{Person, unique_letters};
use system_tests::schema::{Schemas, unknown_id};
use system_tests::system::{System, eventually};
use system_tests::tokens::{Caller, Tokens};
use system_tests::visitor::{Reply, Visitor, text};
use tokio::sync::{Mutex, OnceCell};
use tokio::task::JoinSet;

/// Stands in every text that is sent: what is in a log is found by it.
const MARKER: &str = "zq7-secret";
/// Larger than any body may be.
const TOO_LARGE: usize = 3 * 1024 * 1024;

static DOCUMENT: LazyLock<Value> = LazyLock::new(document);
/// One test at a time: each looks whether anything at all has changed.
static ALONE: Mutex<()> = Mutex::const_new(());

#[tokio::test]
async fn without_a_valid_token_of_the_right_caller_nothing_is_done() {
    refused(|setting, operation| {
        if !operation.takes_token {
            return Vec::new();
        }
        let caller = operation.caller;
        let good = Tokens::of(&setting.system).of_caller(caller);
        let bearer = |token: &str| format!("Bearer {token}");
        let mut bad = vec![
            ("none", None, 401, "sign_in_required"),
            ("a password", Some("Basic enE3LXNlY3JldA==".to_owned()), 401, "sign_in_required"),
            ("no token", Some(bearer(MARKER)), 401, "token_invalid"),
            ("a tampered one", Some(bearer(&tampered(&good))), 401, "token_invalid"),
            ("without signature", Some(bearer(&unsigned(&good))), 401, "token_invalid"),
            (
                "of another system",
                Some(bearer(&Tokens::foreign().of_caller(caller))),
                401,
                "token_invalid",
            ),
            (
                "an expired one",
                Some(bearer(&Tokens::of(&setting.system).expired(caller))),
                401,
                "token_expired",
            ),
        ];
        for token in Tokens::of(&setting.system).of_others(caller) {
            bad.push(("of another kind of caller", Some(bearer(&token)), 403, "not_permitted"));
        }
        let attempts = bad.into_iter().map(|(what, header, status, code)| {
            let attempt = setting.good(operation).named(&format!("token: {what}"));
            let attempt = attempt.without("authorization").expecting(status, &[code]);
            match header {
                Some(header) => attempt.with("authorization", &header),
                None => attempt,
            }
        });
        attempts.collect()
    })
    .await;
}

#[tokio::test]
async fn a_body_that_is_not_what_the_document_asks_for_is_refused() {
    refused(|setting, operation| {
        let Some(schema) = operation.body.as_ref().filter(|schema| schema["type"] != "string")
        else {
            return Vec::new();
        };
        let mut attempts = no_json(setting, operation);
        let schemas = Schemas::of(&DOCUMENT, MARKER);
        let good = schemas.example(schema);
        let required = schemas.required(schema);
        let mut wrong = |what: String, body: &Value| {
            let attempt = setting.good(operation).named(&what).sending(body.to_string());
            attempts
                .push(attempt.expecting_any(&[(400, "malformed_body"), (422, "invalid_input")]));
        };
        for body in [json!([]), json!(MARKER), json!(7), json!(null)] {
            wrong(format!("the body {body}"), &body);
        }
        if !required.is_empty() {
            wrong("nothing in the body".to_owned(), &json!({}));
        }
        for (name, member) in schemas.members(schema) {
            let mut body = good.clone();
            body[&name] = schemas.wrong(&member);
            wrong(format!("a wrong type at /{name}"), &body);
        }
        for name in required {
            let mut body = good.clone();
            body.as_object_mut().unwrap().remove(&name);
            wrong(format!("nothing at /{name}"), &body);
        }
        attempts
    })
    .await;
}

/// Bodies that are not JSON, or not called so, or too much of it.
fn no_json(setting: &Setting, operation: &ApiOperation) -> Vec<Attempt> {
    let good = setting.good(operation);
    let body = String::from_utf8(good.body.clone()).unwrap();
    let half = body[..body.len() / 2].to_owned();
    let deep = "[".repeat(20_000);
    let padded = body.clone() + &" ".repeat(TOO_LARGE);
    let cases: [(&str, Vec<u8>); 5] = [
        ("an empty body", Vec::new()),
        ("half a body", half.into_bytes()),
        ("a body with more after it", format!("{body}{MARKER}").into_bytes()),
        ("a body nested too deeply", deep.into_bytes()),
        ("a body that is no UTF-8", b"\xFF\xFE{}".to_vec()),
    ];
    let malformed = cases.into_iter().map(|(what, body)| {
        good.clone().named(what).sending(body).expecting(400, &["malformed_body"])
    });
    let mut attempts: Vec<Attempt> = malformed.collect();
    let too_large = good.clone().named("a body that is too large").sending(padded);
    attempts.push(too_large.expecting(413, &["body_too_large"]));
    for media_type in [None, Some("text/plain"), Some("application/x-www-form-urlencoded")] {
        let attempt = good.clone().named(&format!("the media type {media_type:?}"));
        let attempt = attempt.without("content-type").expecting(415, &["unsupported_media_type"]);
        attempts.push(match media_type {
            Some(media_type) => attempt.with("content-type", media_type),
            None => attempt,
        });
    }
    attempts
}

#[tokio::test]
async fn what_is_unknown_malformed_or_anothers_is_not_found() {
    refused(|setting, operation| {
        let mut attempts = Vec::new();
        let parameters: Vec<&str> =
            operation.path.split('/').filter(|part| part.starts_with('{')).collect();
        for parameter in parameters {
            let kind = kind_of(parameter);
            let long = "a".repeat(2000);
            let unknown = unknown_id(kind);
            let upper = unknown.to_uppercase();
            for id in [unknown.as_str(), "zq7-secret", "acc_1", "%00", "%E4%BD%A0", &upper, &long] {
                let path = setting.path_with(operation, parameter, id);
                let attempt = setting.good(operation).named(&format!("{parameter} = {id:.40}"));
                attempts.push(attempt.at(&path).expecting(404, &["not_found"]));
            }
        }
        if operation.caller == Caller::Applicant && operation.path.contains("{applicationId}") {
            let stranger = Tokens::of(&setting.system).applicant();
            let attempt = setting.good(operation).named("another person's application");
            let attempt = attempt.with("authorization", &format!("Bearer {stranger}"));
            attempts.push(attempt.expecting(404, &["not_found"]));
        }
        attempts
    })
    .await;
}

#[tokio::test]
async fn a_query_that_cannot_be_read_is_refused() {
    refused(|setting, operation| {
        let asking = |what: String, query: String| {
            let path = format!("{}?{query}", setting.filled(&operation.path));
            let attempt = setting.good(operation).named(&what).at(&path);
            attempt.expecting_any(&[
                (400, "malformed_query"),
                (400, "invalid_cursor"),
                (422, "invalid_input"),
            ])
        };
        let mut attempts = Vec::new();
        for parameter in &operation.query {
            let name = &parameter.name;
            let others = query_without(operation, name);
            if parameter.required {
                attempts.push(asking(format!("no {name}"), others.clone()));
            }
            let long = "a".repeat(4000);
            let mut values = vec![long.as_str()];
            // Every text can be searched for.
            if name != "text" {
                values.extend(["", "%00", "%FF", "zq7%20secret"]);
            }
            for value in values {
                let what = format!("{name} = {value:.20}");
                attempts.push(asking(what, format!("{others}&{name}={value}")));
            }
        }
        attempts
    })
    .await;
}

#[tokio::test]
async fn a_creation_without_an_idempotency_key_is_refused() {
    refused(|setting, operation| {
        if !operation.takes_idempotency_key {
            return Vec::new();
        }
        let without = setting.good(operation).without("idempotency-key");
        let short = without.clone().with("idempotency-key", "short");
        let attempts = [without.named("no key"), short.named("a short key")];
        attempts.map(|attempt| attempt.expecting(400, &["idempotency_key_required"])).into()
    })
    .await;
}

#[tokio::test]
async fn a_change_that_another_site_asks_for_is_refused() {
    refused(|setting, operation| {
        if operation.method == Method::GET {
            return Vec::new();
        }
        let sites = ["cross-site", "same-site"];
        let attempts = sites.map(|site| {
            let attempt = setting.good(operation).named(&format!("asked for {site}"));
            attempt.with("sec-fetch-site", site).expecting(403, &["cross_site_request"])
        });
        attempts.into()
    })
    .await;
}

#[tokio::test]
async fn a_notification_that_is_not_wechats_is_refused() {
    refused(|setting, operation| {
        if operation.id != "wechat_callback" {
            return Vec::new();
        }
        let now = Timestamp::now().as_second().to_string();
        let signed = setting.good(operation).sending(r#"{"id": "zq7-secret"}"#);
        let signed = signed.with("wechatpay-timestamp", &now).with("wechatpay-nonce", MARKER);
        let signed =
            signed.with("wechatpay-serial", "PUB_KEY_ID_0000000000000000000000000000000000");
        let signed = signed.with("wechatpay-signature", "enE3LXNlY3JldA==");
        let attempts = [
            setting.good(operation).named("no signature").expecting(401, &["FAIL"]),
            signed.clone().named("a wrong signature").expecting(401, &["FAIL"]),
            signed.named("too much").sending(" ".repeat(TOO_LARGE)).expecting(413, &["FAIL"]),
        ];
        attempts.into()
    })
    .await;
}

#[tokio::test]
async fn a_cookie_that_is_no_session_opens_and_ends_none() {
    refused(|setting, operation| {
        if operation.id != "refresh_session" {
            return Vec::new();
        }
        let cookies = [
            "__Host-session=".to_owned(),
            format!("__Host-session={MARKER}"),
            format!("__Host-session={}.{}.{MARKER}", unknown_id("acc"), unknown_id("ses")),
        ];
        let attempts = cookies.map(|cookie| {
            let attempt = setting.good(operation).named(&format!("the cookie {cookie}"));
            attempt.with("cookie", &cookie).expecting(401, &["session_over"])
        });
        attempts.into()
    })
    .await;
}

/// Makes the attempts at every operation. Stops the test unless each is refused
/// as it expects, nothing is changed by any, and nothing of them is in a log.
async fn refused(attempts_at: impl Fn(&Setting, &ApiOperation) -> Vec<Attempt>) {
    let _alone = ALONE.lock().await;
    let setting = setting().await;
    let emulator = setting.system.emulator();
    let before = settled(&emulator).await;
    let started = Timestamp::now();

    let mut trials = JoinSet::new();
    for operation in operations() {
        let attempts = attempts_at(setting, &operation);
        let visitor = setting.system.visitor();
        trials.spawn(async move {
            let mut outcomes = Vec::new();
            for attempt in attempts {
                outcomes.push(attempt.outcome(&operation, &visitor).await);
            }
            outcomes
        });
    }
    let outcomes = trials.join_all().await.concat();

    assert!(!outcomes.is_empty(), "nothing was tried");
    let failures: Vec<&String> = outcomes.iter().filter_map(|each| each.failure.as_ref()).collect();
    assert!(failures.is_empty(), "{failures:#?}");
    assert_same(&before, &settled(&emulator).await);
    let logs = emulator.logs(started.as_millisecond()).await;
    for outcome in &outcomes {
        assert!(logs.contains(&outcome.request_id), "a request is not in the logs");
        for secret in &outcome.secrets {
            assert!(!logs.contains(secret), "the logs tell {secret}");
        }
    }
}

/// A request that is to be refused.
#[derive(Clone)]
struct Attempt {
    what: String,
    method: Method,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    expected: Vec<(u16, &'static str)>,
}

/// What came of an attempt.
#[derive(Clone)]
struct Outcome {
    failure: Option<String>,
    request_id: String,
    /// What must not be in a log.
    secrets: Vec<String>,
}

impl Attempt {
    fn named(mut self, what: &str) -> Self {
        what.clone_into(&mut self.what);
        self
    }

    fn at(mut self, path: &str) -> Self {
        path.clone_into(&mut self.path);
        self
    }

    fn with(mut self, name: &str, value: &str) -> Self {
        self = self.without(name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(each, _)| each != name);
        self
    }

    fn sending(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    fn expecting(self, status: u16, codes: &[&'static str]) -> Self {
        let expected: Vec<_> = codes.iter().map(|code| (status, *code)).collect();
        self.expecting_any(&expected)
    }

    fn expecting_any(mut self, expected: &[(u16, &'static str)]) -> Self {
        self.expected = expected.to_vec();
        self
    }

    async fn outcome(self, operation: &ApiOperation, visitor: &Visitor) -> Outcome {
        let mut request = visitor.request(self.method.clone(), &self.path);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let reply = request.raw(self.body.clone()).send().await;
        let wrong = self.what_is_wrong(&reply);
        let describe = |wrong| {
            let shown = String::from_utf8_lossy(&reply.bytes).into_owned();
            format!("{}, {}: {wrong} – {} {shown}", operation.id, self.what, reply.status)
        };
        let tokens = self.headers.iter().filter(|(name, _)| name == "authorization");
        let tokens = tokens.filter_map(|(_, value)| value.split_once(' '));
        let secrets = tokens.map(|(_, token)| token.to_owned()).chain([MARKER.to_owned()]);
        Outcome {
            failure: wrong.map(describe),
            request_id: reply.header("x-request-id").unwrap_or_default().to_owned(),
            secrets: secrets.collect(),
        }
    }

    fn what_is_wrong(&self, reply: &Reply) -> Option<String> {
        let body = &reply.body;
        let code = body["code"].as_str().unwrap_or_default();
        if !self.expected.contains(&(reply.status, code)) {
            return Some(format!("not one of {:?}", self.expected));
        }
        // WeChat's own form of an error is not a problem document.
        if code == "FAIL" {
            return None;
        }
        let says = |name: &str| body[name].as_str().is_some_and(|text| !text.is_empty());
        let is_problem = reply.header("content-type") == Some("application/problem+json")
            && body["status"] == reply.status
            && says("title")
            && says("detail")
            && body["requestId"].as_str() == reply.header("x-request-id");
        let shows_a_name = [&body["title"], &body["detail"]]
            .into_iter()
            .chain(body["errors"].as_array().into_iter().flatten().map(|error| &error["detail"]))
            .any(|text| {
                ["problem-", "field-"]
                    .iter()
                    .any(|name| text.as_str().is_none_or(|text| text.starts_with(name)))
            });
        match (is_problem, shows_a_name) {
            (false, _) => Some("no problem document".to_owned()),
            (_, true) => Some("a text is missing".to_owned()),
            _ => None,
        }
    }
}

/// What the attempts are made against.
struct Setting {
    system: System,
    /// The owner of a draft.
    applicant: String,
    application: String,
    programme: String,
    /// The version of its guide.
    guide: String,
    /// The reviewer who holds the claim of a review.
    reviewer: String,
    review: String,
    administrator: String,
    registrar: String,
    visa_officer: String,
    session: String,
    account: String,
    notice: String,
    import: String,
    document: String,
    student: String,
    roster_import: String,
}

/// The setting of all tests in this file; made by the first.
async fn setting() -> &'static Setting {
    static SETTING: OnceCell<Setting> = OnceCell::const_new();
    SETTING.get_or_init(make_setting).await
}

async fn make_setting() -> Setting {
    let system = System::running().await;
    let applicant = Person::made_up("owner").join(&system).await;
    let programme = &journey::open_programme(&applicant).await;
    let application = journey::start_application(&applicant, programme).await;
    let shown = format!("/api/programmes/{}", text(programme, "/id"));
    let shown = applicant.get(&shown).send().await.expect(200).body;
    let claimed = journey::claimed_review(&system).await;
    let token = |visitor: &Visitor| visitor.token().unwrap().to_owned();
    let administrator =
        Tokens::of(&system).member_of_staff(&system, StaffRole::Administrator).await;
    let registrar = Tokens::of(&system).member_of_staff(&system, StaffRole::Registrar).await;
    let visa_officer = Tokens::of(&system).member_of_staff(&system, StaffRole::VisaOfficer).await;
    Setting {
        applicant: token(&applicant),
        application: text(&application, "/id").to_owned(),
        programme: text(programme, "/id").to_owned(),
        guide: text(&shown, "/guide/version").to_owned(),
        reviewer: token(&claimed.reviewer),
        review: claimed.review,
        administrator,
        registrar,
        visa_officer,
        session: unknown_id("ses"),
        account: unknown_id("acc"),
        notice: unknown_id("ntc"),
        import: unknown_id("imp"),
        document: unknown_id("doc"),
        student: unknown_id("stu"),
        roster_import: unknown_id("rim"),
        system,
    }
}

impl Setting {
    /// The request that would be taken as far as possible.
    fn good(&self, operation: &ApiOperation) -> Attempt {
        let mut headers = vec![("accept-language", "en".to_owned())];
        if operation.takes_token {
            headers.push(("authorization", format!("Bearer {}", self.token_for(operation.caller))));
        }
        if operation.takes_idempotency_key {
            headers.push(("idempotency-key", unique_letters()));
        }
        let mut body = Vec::new();
        if let Some(schema) = &operation.body {
            headers.push(("content-type", "application/json".to_owned()));
            body = Schemas::of(&DOCUMENT, MARKER).example(schema).to_string().into_bytes();
        }
        Attempt {
            what: String::new(),
            method: operation.method.clone(),
            path: self.filled(&operation.path),
            headers: headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            body,
            expected: Vec::new(),
        }
    }

    fn token_for(&self, caller: Caller) -> String {
        match caller {
            Caller::Anybody | Caller::AccountHolder | Caller::Applicant => self.applicant.clone(),
            Caller::Staff(StaffRole::Reviewer) => self.reviewer.clone(),
            Caller::Staff(StaffRole::Administrator) => self.administrator.clone(),
            Caller::Staff(StaffRole::Registrar) => self.registrar.clone(),
            Caller::Staff(StaffRole::VisaOfficer) => self.visa_officer.clone(),
            Caller::AnyOf(roles) => self.token_for(Caller::Staff(roles[0])),
            Caller::Staff(role) => panic!("say in bad_input.rs who has the role {role:?}"),
        }
    }

    /// The path with this setting's ids.
    fn filled(&self, path: &str) -> String {
        path.replace("{applicationId}", &self.application)
            .replace("{programmeId}", &self.programme)
            .replace("{version}", &self.guide)
            .replace("{reviewId}", &self.review)
            .replace("{sessionId}", &self.session)
            .replace("{accountId}", &self.account)
            .replace("{noticeId}", &self.notice)
            .replace("{importId}", &self.import)
            .replace("{documentId}", &self.document)
            .replace("{studentId}", &self.student)
            .replace("{rosterImportId}", &self.roster_import)
            .replace("{registrationId}", &format!("{}-2027-spring", self.student))
            .replace("{deadline}", "accommodation")
            .replace("{section}", section_in(path))
    }

    /// The same with `value` for one of them, and the query that must be there.
    fn path_with(&self, operation: &ApiOperation, parameter: &str, value: &str) -> String {
        let path = self.filled(&operation.path.replace(parameter, value));
        match query_without(operation, "").as_str() {
            "" => path,
            query => format!("{path}?{query}"),
        }
    }
}

/// A section of the form that a path is about.
fn section_in(path: &str) -> &'static str {
    if path.contains("{registrationId}") { "location" } else { "basic_information" }
}

/// The prefix of the ids that a parameter takes.
fn kind_of(parameter: &str) -> &str {
    match parameter {
        "{applicationId}" => "app",
        "{programmeId}" => "prg",
        "{version}" => "version",
        "{reviewId}" => "rev",
        "{sessionId}" => "ses",
        "{accountId}" => "acc",
        "{noticeId}" => "ntc",
        "{importId}" => "imp",
        "{documentId}" => "doc",
        "{studentId}" | "{registrationId}" => "stu",
        "{rosterImportId}" => "rim",
        "{deadline}" => "deadline",
        "{section}" => "section",
        other => panic!("say in bad_input.rs what {other} is"),
    }
}

/// A good query with all that it must have, but for one.
fn query_without(operation: &ApiOperation, name: &str) -> String {
    let good = |name: &str| match name {
        "intake" => "2027-autumn",
        "fundingCategory" => "self_funded",
        "admissionType" => "bachelor",
        "semester" => "2027-autumn",
        "cohort" => "2025",
        "deadline" => "residence_permit",
        "until" => "2027-06-30",
        "from" => "1",
        "to" => "2",
        "number" => "VE-2027-000042",
        other => panic!("say in bad_input.rs what a good {other} is"),
    };
    let required = operation.query.iter().filter(|parameter| parameter.required);
    let others = required.filter(|parameter| parameter.name != name);
    let pairs = others.map(|parameter| format!("{}={}", parameter.name, good(&parameter.name)));
    pairs.collect::<Vec<_>>().join("&")
}

/// Another letter in the middle of what is signed.
fn tampered(token: &str) -> String {
    let middle = token.find('.').unwrap() + 20;
    let other = if token.as_bytes()[middle] == b'A' { "B" } else { "A" };
    format!("{}{other}{}", &token[..middle], &token[middle + 1..])
}

fn unsigned(token: &str) -> String {
    token[..=token.rfind('.').unwrap()].to_owned()
}

/// The items once nothing is under way any more.
async fn settled(emulator: &Emulator) -> Dump {
    let earlier = std::cell::RefCell::new(Dump::new());
    eventually("an outbox that is empty, and tables that stay as they are", async || {
        let mut dump = emulator.dump().await;
        // Whoever tries too often is slowed down: that is counted.
        dump.remove("LimitsTable");
        let is_quiet = dump["OutboxTable"].is_empty() && *earlier.borrow() == dump;
        earlier.replace(dump.clone());
        is_quiet.then_some(dump)
    })
    .await
}

/// Stops the test unless both are the same.
fn assert_same(before: &Dump, after: &Dump) {
    for (table, items) in after {
        for (key, item) in items {
            assert_eq!(before[table].get(key), Some(item), "{table} {key} was changed");
        }
        for key in before[table].keys() {
            assert!(items.contains_key(key), "{table} {key} was deleted");
        }
    }
}
