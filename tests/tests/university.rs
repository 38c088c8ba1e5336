//! Students sign in by the university's own servers (S77): the actions in process,
//! against a real OpenID provider and a real CAS server, and a browser that walks their
//! pages.

use std::collections::BTreeMap;
use std::path::PathBuf;

use bytes::Bytes;
use dev::client::{Client as Http, Reply as Page};
use dev::university::{CLIENT_SECRET, PASSWORD, Protocol, University};
use http::{Extensions, Method, header};
use serde_json::{Value, json};
use shared_domain::ids::ApplicationId;
use shared_domain::samples;
use shared_domain::student::{Known, Student, StudentRecords, StudentState, student_key};
use shared_kit::{Client, Reply, World};
use shared_platform::Clock;
use shared_platform::ids::AccountId;
use shared_platform::store::Transaction;

const PAGE: &str = "https://apply.example.org/sign-in/university";

/// A university, and this service beside it.
struct Campus {
    _university: University,
    world: World,
    client: Client,
    folder: PathBuf,
}

impl Drop for Campus {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// What the address says with which a browser comes back.
#[derive(Debug)]
struct Returned {
    cookie: String,
    state: String,
    proof: String,
    issuer: Option<String>,
}

impl Campus {
    async fn with(protocol: Protocol) -> Self {
        let folder = std::env::temp_dir().join(format!("sojourn-{}", AccountId::new()));
        let university = University::start(protocol, &folder, PAGE).await.unwrap();
        let variables: Vec<(String, String)> = university
            .parameters()
            .into_iter()
            .map(|(name, value)| (variable(name), value))
            .collect();
        let variables: Vec<(&str, &str)> =
            variables.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let secrets = [("university-client-secret", CLIENT_SECRET)];
        // The university's clock is the machine's.
        let world = World::at(Clock::system(), Extensions::new(), &variables, &secrets).await;
        let client = world.client(&accounts::actions()).await;
        Self { _university: university, world, client, folder }
    }

    async fn student(&self, number: &str) -> Student {
        let head = samples::application(AccountId::new(), ApplicationId::new());
        let student = Student {
            account: None,
            number: number.parse().unwrap(),
            state: StudentState::Enrolled { since: self.world.clock().now() },
            email: Some("nguyen@students.example.edu.cn".to_owned()),
            ..samples::student(&head)
        };
        let records = StudentRecords::of(self.world.environment()).unwrap();
        let mut transaction = Transaction::without_author();
        records.create(&mut transaction, &student, &Known::default()).unwrap();
        transaction.commit().await.unwrap();
        student
    }

    /// A browser begins, and somebody signs in at the university.
    async fn signed_in_there(&self, login: &str) -> Returned {
        let body = json!({ "agreementVersion": "2026-11" });
        let begun = self.client.post("/api/university-sign-ins").json(&body).send().await;
        let begun = begun.expect(201);
        let cookie = begun.headers[header::SET_COOKIE].to_str().unwrap().to_owned();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let mut browser = Browser::default();
        let address = begun.body["address"].as_str().unwrap();
        let back = browser.sign_in(address, login).await;
        let (_, query) = back.split_once('?').unwrap();
        let said: BTreeMap<String, String> = pairs(query).into_iter().collect();
        let proof = said.get("code").or_else(|| said.get("ticket")).expect("a code or a ticket");
        Returned {
            cookie,
            state: said["state"].clone(),
            proof: proof.clone(),
            issuer: said.get("iss").cloned(),
        }
    }

    async fn finish(&self, back: &Returned) -> Reply {
        let Returned { cookie, state, proof, issuer } = back;
        let body = json!({ "state": state, "proof": proof, "issuer": issuer });
        let call = self.client.post("/api/sessions/university").json(&body);
        call.header("cookie", cookie).send().await
    }

    async fn stored(&self) -> Vec<Value> {
        let mut all = Vec::new();
        for table in ["ACCOUNTS", "AUDIT", "OUTBOX", "REGISTRATIONS"] {
            all.extend(self.world.items(table).await);
        }
        all.retain(|item| !item["pk"].to_string().contains("UNIVERSITY#"));
        all
    }
}

/// The variable of a function that a parameter of the template becomes.
fn variable(parameter: &str) -> String {
    let mut name = String::new();
    for letter in parameter.chars() {
        if letter.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(letter.to_uppercase());
    }
    name
}

fn pairs(query: &str) -> Vec<(String, String)> {
    let decoded = |text: &str| {
        let text = text.replace('+', " ");
        percent_encoding::percent_decode_str(&text).decode_utf8().unwrap().into_owned()
    };
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(name), decoded(value))
    };
    query.split('&').map(pair).collect()
}

/// A browser that follows where it is sent, until it is sent back to this service.
#[derive(Default)]
struct Browser {
    http: Http,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    /// Walks the university's pages; the address at which it leaves them.
    async fn sign_in(&mut self, address: &str, login: &str) -> String {
        let (at, page) = match self.walk(Method::GET, address, String::new()).await {
            Walked::Back(address) => return address,
            Walked::Page(at, page) => (at, page),
        };
        let html = String::from_utf8(page.body.to_vec()).unwrap();
        let action = attribute(&html, "<form", "action").unwrap_or_default();
        let mut form: Vec<(String, String)> = html
            .split("<input")
            .skip(1)
            .filter_map(|input| {
                let name = attribute(input, "", "name")?;
                Some((name, attribute(input, "", "value").unwrap_or_default()))
            })
            .collect();
        form.retain(|(name, _)| !["login", "username", "password", "warn"].contains(&&**name));
        for name in ["login", "username"] {
            form.push((name.to_owned(), login.to_owned()));
        }
        form.push(("password".to_owned(), PASSWORD.to_owned()));
        let encoded = |text: &str| {
            percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC)
                .to_string()
        };
        let form = form.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
        let form = form.collect::<Vec<_>>().join("&");
        let target = resolve(&at, &action);
        match self.walk(Method::POST, &target, form).await {
            Walked::Back(address) => address,
            Walked::Page(at, page) => panic!("still at {at}: {page}"),
        }
    }

    async fn walk(&mut self, method: Method, address: &str, form: String) -> Walked {
        let (mut method, mut address, mut form) = (method, address.to_owned(), form);
        for _ in 0..10 {
            let cookies: Vec<String> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let mut headers = vec![(header::COOKIE, cookies.join("; "))];
            if method == Method::POST {
                let kind = "application/x-www-form-urlencoded".to_owned();
                headers.push((header::CONTENT_TYPE, kind));
            }
            let body = Bytes::from(std::mem::take(&mut form));
            let page = self.http.send(method, &address, &headers, body).await.unwrap();
            for cookie in page.headers.get_all(header::SET_COOKIE) {
                let pair = cookie.to_str().unwrap().split(';').next().unwrap();
                let (name, value) = pair.split_once('=').unwrap();
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
            let Some(next) = page.headers.get(header::LOCATION) else {
                return Walked::Page(address, page);
            };
            address = resolve(&address, next.to_str().unwrap());
            if address.starts_with(PAGE) {
                return Walked::Back(address);
            }
            method = Method::GET;
        }
        panic!("sent around in circles, last to {address}");
    }
}

enum Walked {
    /// Sent back to this service.
    Back(String),
    /// A page, and its address.
    Page(String, Page),
}

fn resolve(at: &str, next: &str) -> String {
    if next.is_empty() {
        return at.to_owned();
    }
    if next.starts_with("http") {
        return next.to_owned();
    }
    let host_ends = at.match_indices('/').nth(2).map_or(at.len(), |(index, _)| index);
    format!("{}{}", &at[..host_ends], next.replace("&amp;", "&"))
}

/// The attribute of the first element that begins so.
fn attribute(html: &str, element: &str, name: &str) -> Option<String> {
    let from = html.find(element)? + element.len();
    let tag = html[from..].split('>').next()?;
    let value = tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?;
    Some(value.replace("&amp;", "&"))
}

/// Who is on the roster comes in, and comes into the same account the next time; who is
/// not, and who has no number, does not.
async fn students_come_in_by_their_number(protocol: Protocol) {
    let campus = Campus::with(protocol).await;
    let student = campus.student("2026LX0001").await;
    let first = campus.finish(&campus.signed_in_there("nguyen").await).await.expect(201);
    let record: Student =
        campus.world.get("REGISTRATIONS", &student_key(student.id)).await.unwrap();
    let account = record.account.unwrap().to_string();
    assert_eq!(first.body["account"]["id"], account.as_str());
    let again = campus.finish(&campus.signed_in_there("nguyen").await).await.expect(201);
    assert_eq!(again.body["account"]["id"], account.as_str());
    let reply = campus.finish(&campus.signed_in_there("teacher").await).await;
    reply.expect_problem(403, "university_account_without_number");
    let reply = campus.finish(&campus.signed_in_there("stranger").await).await;
    reply.expect_problem(403, "university_number_unknown");
}

/// What was used is refused by the university itself, and nothing is changed.
async fn what_is_shown_twice_opens_nothing(campus: &Campus) {
    campus.student("2026LX0001").await;
    let used = campus.signed_in_there("nguyen").await;
    let _ = campus.finish(&used).await.expect(201);
    let before = campus.stored().await;
    let replayed = Returned { proof: used.proof, ..campus.signed_in_there("nguyen").await };
    let reply = campus.finish(&replayed).await;
    reply.expect_problem(503, "university_sign_in_unavailable");
    assert_eq!(campus.stored().await, before);
}

#[tokio::test]
async fn by_openid_connect_students_come_in_by_their_number() {
    students_come_in_by_their_number(Protocol::Oidc).await;
}

#[tokio::test]
async fn by_cas_students_come_in_by_their_number() {
    students_come_in_by_their_number(Protocol::Cas).await;
}

#[tokio::test]
async fn by_openid_connect_a_code_works_once_and_only_for_the_browser_that_began() {
    let campus = Campus::with(Protocol::Oidc).await;
    what_is_shown_twice_opens_nothing(&campus).await;
    let before = campus.stored().await;
    let others = campus.signed_in_there("nguyen").await;
    let slipped_in = Returned { proof: others.proof, ..campus.signed_in_there("nguyen").await };
    // PKCE binds the code to the browser.
    let reply = campus.finish(&slipped_in).await;
    reply.expect_problem(503, "university_sign_in_unavailable");
    assert_eq!(campus.stored().await, before);
}

#[tokio::test]
async fn by_cas_a_ticket_works_once() {
    what_is_shown_twice_opens_nothing(&Campus::with(Protocol::Cas).await).await;
}
