//! Whatever people do in whatever order and at once: one account per name, one
//! use per code, and no session that outlives its password.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use shared_domain::account::mails::{ActivateAccount, TemporaryPassword};
use shared_domain::notices::SendMail;
use shared_kit::{Call, Reply, secret_in};
use shared_platform::ids::OutboxId;
use shared_platform::outbox::Message as _;

use crate::setting::{Form, Setting, cookie};

/// How many orders of events are tried from each beginning.
const CASES: u32 = 24;
const HOUR: Duration = Duration::from_secs(60 * 60);
const USER_NAMES: [&str; 2] = ["anna.tester", "bert.tester"];
const EMAILS: [&str; 2] = ["first@example.org", "second@example.org"];
const NAMES: [&str; 4] = [USER_NAMES[0], USER_NAMES[1], EMAILS[0], EMAILS[1]];

/// What somebody does. Of codes, passwords and sessions, 0 is the newest.
#[derive(Debug, Clone)]
enum Step {
    Register { user_name: usize, email: usize },
    Activate { code: usize },
    Resend { name: usize },
    AskForTemporary { name: usize },
    Reset { temporary: usize, name: usize },
    Change { session: usize },
    SignIn { name: usize, password: usize },
}

/// What is done at the same time, and how long nothing happens after it.
#[derive(Debug, Clone)]
struct Round {
    steps: Vec<Step>,
    pause: Duration,
}

/// What a step was about and what was replied.
enum Done {
    Nothing,
    Activated { code: String, reply: Reply },
    Reset { temporary: String, reply: Reply },
    Changed { session: usize, password: String, reply: Reply },
    SignedIn { password: String, reply: Reply },
}

struct Session {
    cookie: String,
    account: String,
    /// The password it was opened with, or the one it was changed to in it.
    password: String,
}

/// One order of events.
struct Case {
    setting: Setting,
    passwords: Vec<String>,
    /// The activation codes that were mailed.
    codes: Vec<String>,
    /// The temporary passwords that were mailed.
    temporaries: Vec<String>,
    sessions: Vec<Session>,
    used: HashMap<String, usize>,
    /// The accounts that were signed in to.
    accounts: HashSet<String>,
    handled: usize,
}

/// How often each thing succeeded in a case.
#[derive(Debug, Default)]
struct Successes {
    activations: usize,
    resets: usize,
    changes: usize,
    sign_ins: usize,
    sessions_over: usize,
}

fn steps() -> impl Strategy<Value = Step> {
    let name = 0..NAMES.len();
    let newest = 0..4_usize;
    prop_oneof![
        3 => (0..2usize, 0..2usize)
            .prop_map(|(user_name, email)| Step::Register { user_name, email }),
        4 => newest.clone().prop_map(|code| Step::Activate { code }),
        1 => name.clone().prop_map(|name| Step::Resend { name }),
        3 => name.clone().prop_map(|name| Step::AskForTemporary { name }),
        4 => (newest.clone(), name.clone())
            .prop_map(|(temporary, name)| Step::Reset { temporary, name }),
        3 => (0..20_usize).prop_map(|session| Step::Change { session }),
        6 => (name, newest)
            .prop_map(|(name, password)| Step::SignIn { name, password }),
    ]
}

fn rounds() -> impl Strategy<Value = Vec<Round>> {
    let pause = prop_oneof![
        20 => Just(60u64),
        1 => Just(31 * 60),
        1 => Just(25 * 60 * 60),
        1 => Just(31 * 24 * 60 * 60),
    ];
    let round = (prop::collection::vec(steps(), 1..4), pause)
        .prop_map(|(steps, pause)| Round { steps, pause: Duration::from_secs(pause) });
    prop::collection::vec(round, 6..14)
}

/// A beginning in which everything succeeds once, whatever follows it: what
/// never happens shows nothing, and chance does not see to it.
fn everything_once() -> Vec<Round> {
    let step = |step| Round { steps: vec![step], pause: Duration::from_secs(60) };
    vec![
        step(Step::Register { user_name: 0, email: 0 }),
        step(Step::Activate { code: 0 }),
        step(Step::SignIn { name: 0, password: 0 }),
        step(Step::Change { session: 0 }),
        step(Step::AskForTemporary { name: 0 }),
        // The mail comes in the round after the one that was asked in.
        Round { steps: Vec::new(), pause: Duration::from_secs(60) },
        step(Step::Reset { temporary: 0, name: 0 }),
        Round { pause: HOUR, ..step(Step::SignIn { name: 0, password: 0 }) },
    ]
}

#[test]
fn no_order_of_events_breaks_what_must_hold_of_accounts() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    for beginning in [Vec::new(), everything_once()] {
        let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
        let outcome = TestRunner::new(config).run(&rounds(), |rounds| {
            let seen = runtime.block_on(run([beginning.clone(), rounds].concat()));
            let all =
                [seen.activations, seen.resets, seen.changes, seen.sign_ins, seen.sessions_over];
            prop_assert!(beginning.is_empty() || !all.contains(&0), "{:?}", seen);
            Ok(())
        });
        outcome.unwrap_or_else(|failure| panic!("{failure}"));
    }
}

async fn run(rounds: Vec<Round>) -> Successes {
    let mut successes = Successes::default();
    let mut case = Case {
        setting: Setting::with_cheap_work().await,
        passwords: Vec::new(),
        codes: Vec::new(),
        temporaries: Vec::new(),
        sessions: Vec::new(),
        used: HashMap::new(),
        accounts: HashSet::new(),
        handled: 0,
    };
    for Round { steps, pause } in rounds {
        let mut tasks = tokio::task::JoinSet::new();
        for step in steps {
            let (call, about) = case.begin(step).await;
            if let Some(call) = call {
                tasks.spawn(async move { about(call.send().await) });
            }
        }
        for done in tasks.join_all().await {
            case.note(done, &mut successes);
        }
        case.work_off().await;
        case.is_sound().await;
        case.setting.world.advance(pause);
    }
    case.no_code_works_again().await;
    successes.sessions_over = case.no_session_outlives_its_password().await;
    successes
}

type About = Box<dyn FnOnce(Reply) -> Done + Send>;

impl Case {
    /// The request of a step, if there is anything it could be about.
    async fn begin(&mut self, step: Step) -> (Option<Call>, About) {
        let client = self.setting.client.clone();
        let nothing: About = Box::new(|_| Done::Nothing);
        match step {
            Step::Register { user_name, email } => {
                let password = self.new_password();
                let Form(form) = self.setting.form(USER_NAMES[user_name]).await;
                let form = Form(form)
                    .with("email", EMAILS[email])
                    .with("password", &password)
                    .with("passwordConfirmation", &password);
                (Some(client.post("/api/accounts").json(&form.0)), nothing)
            }
            Step::Activate { code } => {
                let Some(code) = chosen(&self.codes, code) else { return (None, nothing) };
                let call = client.post("/api/activations").json(&json!({ "code": code }));
                (Some(call), Box::new(move |reply| Done::Activated { code, reply }))
            }
            Step::Resend { name } => (Some(self.asked("activations", name).await), nothing),
            Step::AskForTemporary { name } => (Some(self.asked("passwords", name).await), nothing),
            Step::Reset { temporary, name } => {
                let Some(temporary) = chosen(&self.temporaries, temporary) else {
                    return (None, nothing);
                };
                let password = self.new_password();
                let form = json!({
                    "name": NAMES[name], "temporaryPassword": temporary,
                    "password": password, "passwordConfirmation": password,
                });
                let call = client.post("/api/passwords/resets").json(&form);
                (Some(call), Box::new(move |reply| Done::Reset { temporary, reply }))
            }
            Step::Change { session } => {
                let Some(session) = place(self.sessions.len(), session) else {
                    return (None, nothing);
                };
                let old = self.sessions[session].password.clone();
                let reply = self.setting.refresh(&self.sessions[session].cookie).await;
                if reply.status != 200 {
                    return (None, nothing);
                }
                self.sessions[session].cookie = cookie(&reply);
                let password = self.new_password();
                let form = json!({
                    "oldPassword": old,
                    "password": password, "passwordConfirmation": password,
                });
                let token = reply.body["accessToken"].as_str().unwrap();
                let call = client.put("/api/account/password").bearer(token).json(&form);
                (Some(call), Box::new(move |reply| Done::Changed { session, password, reply }))
            }
            Step::SignIn { name, password } => {
                let Some(password) = chosen(&self.passwords, password) else {
                    return (None, nothing);
                };
                let call = self.sign_in(NAMES[name], &password);
                (Some(call), Box::new(move |reply| Done::SignedIn { password, reply }))
            }
        }
    }

    /// A password that nobody had before: it tells which change it comes from.
    fn new_password(&mut self) -> String {
        let password = format!("Quiet-River-{}", self.passwords.len());
        self.passwords.push(password.clone());
        password
    }

    async fn asked(&self, about: &str, name: usize) -> Call {
        let body = json!({ "name": NAMES[name], "challenge": self.setting.solution(0).await });
        self.setting.client.post(&format!("/api/{about}/requests")).json(&body)
    }

    /// A try from an address of its own: it is judged by the password alone, as
    /// long as there are few in an hour.
    fn sign_in(&self, name: &str, password: &str) -> Call {
        let form = json!({ "name": name, "password": password });
        let address = OutboxId::new();
        let call = self.setting.client.post("/api/sessions").json(&form);
        call.header("x-forwarded-for", &format!("{address}, 192.0.2.1"))
    }

    fn note(&mut self, done: Done, successes: &mut Successes) {
        match done {
            Done::Activated { code, reply } if reply.status == 200 => {
                successes.activations += 1;
                self.uses(code);
            }
            Done::Reset { temporary, reply } if reply.status == 204 => {
                successes.resets += 1;
                self.uses(temporary);
            }
            Done::Changed { session, password, reply } if reply.status == 200 => {
                successes.changes += 1;
                let session = &mut self.sessions[session];
                (session.cookie, session.password) = (cookie(&reply), password);
            }
            Done::SignedIn { password, reply } if reply.status == 201 => {
                successes.sign_ins += 1;
                let account = reply.body["account"]["id"].as_str().unwrap().to_owned();
                self.accounts.insert(account.clone());
                self.sessions.push(Session { cookie: cookie(&reply), account, password });
            }
            _ => {}
        }
    }

    fn uses(&mut self, code: String) {
        let uses = self.used.entry(code).or_default();
        *uses += 1;
        assert_eq!(*uses, 1, "a code was used twice");
    }

    /// Reads the mails that came since the last time, and does what else the
    /// outbox asks for: its mails are read the next time.
    async fn work_off(&mut self) {
        let messages = self.setting.world.outbox().await.into_iter().skip(self.handled);
        for item in messages {
            self.handled += 1;
            let world = &self.setting.world;
            match item.action.as_str() {
                SendMail::ACTION => {
                    let mail: SendMail = item.delivery().unwrap().unwrap().message;
                    self.codes.extend(secret_in::<ActivateAccount>(&mail));
                    self.temporaries.extend(secret_in::<TemporaryPassword>(&mail));
                }
                "issue_temporary_password" | "issue_activation_link" => {
                    world.hand_over(&accounts::actions(), &item).await.unwrap();
                }
                _ => {}
            }
        }
    }

    /// There is one active account per user name and per address, and its names
    /// lead to it. Who waits has the user name, together with nobody but who
    /// registered it for the same address, and does not have the address.
    async fn is_sound(&self) {
        let now = self.setting.world.clock().now().as_second();
        let items = self.setting.world.items("ACCOUNTS").await;
        let stands = |item: &&Value| item["ttl"].as_i64().is_none_or(|ttl| now < ttl);
        let items: Vec<&Value> = items.iter().filter(stands).collect();
        let entry = |name: &str| items.iter().find(|item| item["pk"] == format!("NAME#{name}"));
        let mut owners = HashSet::new();
        for account in items.iter().filter(|item| item["sk"] == "ACCOUNT") {
            let name = |attribute: &str| account[attribute].as_str().unwrap().to_owned();
            let (user_name, email) = (name("userName"), name("email"));
            if account["active"] == true {
                for name in [&user_name, &email] {
                    assert!(owners.insert(name.clone()), "{name} belongs to two accounts");
                    let owner = entry(name).map(|entry| &entry["account"]);
                    assert_eq!(owner, Some(&account["id"]), "{name} leads elsewhere");
                }
                let password = |name: &str| entry(name).map(|entry| &entry["password"]);
                assert_eq!(password(&user_name), password(&email), "two passwords");
            } else {
                let owner = entry(&user_name).expect("a user name that is somebody's");
                assert_eq!(owner["email"], email, "{user_name} is of another address");
            }
        }
        for entry in EMAILS.into_iter().filter_map(entry) {
            assert_eq!(entry["active"], true, "an address leads to who has not confirmed it");
        }
    }

    async fn no_code_works_again(&self) {
        self.setting.world.advance(HOUR);
        for code in self.used.keys() {
            let body = json!({ "code": code });
            let reply = self.setting.client.post("/api/activations").json(&body).send().await;
            assert_eq!(reply.code(), "activation_code_invalid");
            for name in USER_NAMES {
                let reply = self.sign_in(name, code).send().await;
                assert_eq!(reply.code(), "sign_in_failed", "a used temporary password is known");
            }
        }
    }

    /// Every account has one password, and every session that lives was opened
    /// with it; answers how many do not live.
    async fn no_session_outlives_its_password(&self) -> usize {
        let mut over = 0;
        let mut present: HashMap<String, &String> = HashMap::new();
        for (number, password) in self.passwords.iter().enumerate() {
            if number % 15 == 0 {
                self.setting.world.advance(HOUR);
            }
            for name in USER_NAMES {
                let reply = self.sign_in(name, password).send().await;
                if reply.status == 201 {
                    let account = reply.body["account"]["id"].as_str().unwrap().to_owned();
                    assert!(present.insert(account, password).is_none(), "two passwords open");
                }
            }
        }
        for account in &self.accounts {
            assert!(present.contains_key(account), "the owner of an account is locked out");
        }
        for session in &self.sessions {
            let reply: Reply = self.setting.refresh(&session.cookie).await;
            if reply.status == 200 {
                assert_eq!(present.get(&session.account), Some(&&session.password));
            } else {
                over += 1;
            }
        }
        over
    }
}

/// One of the newest few: old ones are mostly of no use.
fn chosen(all: &[String], back: usize) -> Option<String> {
    let newest = &all[all.len().saturating_sub(4)..];
    place(newest.len(), back).map(|place| newest[place].clone())
}

/// Where, of so many, that is which came so long before the newest; round and
/// round, so that any number is one of them.
fn place(count: usize, back: usize) -> Option<usize> {
    back.checked_rem(count).map(|back| count - 1 - back)
}
