//! What the tests of this area share: an applicant's forms, and the way to a
//! signed-in session.

#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use accounts::work::Work;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::Extensions;
use http::header::SET_COOKIE;
use serde_json::{Value, json};
use shared_domain::account::mails::{ActivateAccount, TemporaryPassword};
use shared_kit::{Call, Client, Reply, World, secret_in};

pub(crate) const PASSWORD: &str = "Willow-Lantern-27";

/// A world with the area's HTTP actions.
pub(crate) struct Setting {
    pub(crate) world: World,
    pub(crate) client: Client,
    hashes: Arc<AtomicUsize>,
}

/// A registration form with a solved challenge; tests change what they are about.
pub(crate) struct Form(pub(crate) Value);

impl Setting {
    pub(crate) async fn new() -> Self {
        Self::of(Work::SERVICE).await
    }

    async fn of(work: Work) -> Self {
        let hashes = Arc::new(AtomicUsize::new(0));
        let mut replacements = Extensions::new();
        replacements.insert(Work { hashes: Some(Arc::clone(&hashes)), ..work });
        let world = World::replacing(replacements, &[], &[]).await;
        let client = world.client(&accounts::actions()).await;
        Self { world, client, hashes }
    }

    /// How many passwords were hashed since this was asked before.
    pub(crate) fn hashes(&self) -> usize {
        self.hashes.swap(0, Ordering::Relaxed)
    }

    /// The same, where hashing a password costs next to nothing: for tests of
    /// many people, or of many tries.
    pub(crate) async fn with_cheap_work() -> Self {
        Self::of(Work::CHEAP).await
    }

    /// A form for this user name, with an address of the same name.
    pub(crate) async fn form(&self, user_name: &str) -> Form {
        Form(json!({
            "userName": user_name,
            "email": format!("{user_name}@example.org"),
            "password": PASSWORD,
            "passwordConfirmation": PASSWORD,
            "agreementVersion": "2026-11",
            "locale": "en",
            "challenge": self.solution(0).await,
        }))
    }

    pub(crate) async fn register(&self, form: &Form) -> Reply {
        self.client.post("/api/accounts").json(&form.0).send().await
    }

    /// The codes of the activation mails, oldest first.
    pub(crate) async fn activation_codes(&self) -> Vec<String> {
        self.mails().await.iter().filter_map(secret_in::<ActivateAccount>).collect()
    }

    pub(crate) async fn activate(&self, code: &str) -> Reply {
        self.client.post("/api/activations").json(&json!({ "code": code })).send().await
    }

    /// An applicant who has registered and activated.
    pub(crate) async fn activated(&self, user_name: &str) {
        let form = self.form(user_name).await;
        let _ = self.register(&form).await.expect(202);
        let code = self.activation_codes().await.pop().expect("a mail with a code");
        let _ = self.activate(&code).await.expect(200);
    }

    pub(crate) async fn sign_in(&self, name: &str, password: &str) -> Reply {
        let body = json!({ "name": name, "password": password });
        self.client.post("/api/sessions").json(&body).send().await
    }

    /// A challenge of this level, solved.
    pub(crate) async fn solution(&self, level: u8) -> String {
        let path = format!("/api/challenges?level={level}");
        solved(self.client.get(&path).send().await.expect(200).body)
    }

    /// A form to sign in, as sent from an address of its own.
    pub(crate) fn sign_in_from(&self, address: u8, form: &Value) -> Call {
        let forwarded = format!("203.0.113.{address}, 192.0.2.1");
        self.client.post("/api/sessions").json(form).header("x-forwarded-for", &forwarded)
    }

    /// Asks for a mail about a name: `passwords` or `activations`.
    pub(crate) async fn ask(&self, about: &str, name: &str) -> Reply {
        let body = json!({ "name": name, "challenge": self.solution(0).await });
        self.client.post(&format!("/api/{about}/requests")).json(&body).send().await
    }

    /// Hands the last message of the outbox to the action that consumes it.
    pub(crate) async fn work_off(&self, action: &str) {
        let item = self.world.outbox().await.pop().expect("a message");
        assert_eq!(item.action, action);
        self.world.hand_over(&accounts::actions(), &item).await.unwrap();
    }

    /// The temporary passwords that were mailed, oldest first.
    pub(crate) async fn temporary_passwords(&self) -> Vec<String> {
        self.mails().await.iter().filter_map(secret_in::<TemporaryPassword>).collect()
    }

    /// A temporary password of an account, as it is mailed.
    pub(crate) async fn temporary_password(&self, name: &str) -> String {
        let _ = self.ask("passwords", name).await.expect(202);
        self.work_off("issue_temporary_password").await;
        self.temporary_passwords().await.pop().expect("a mail with a temporary password")
    }

    /// Resets a password.
    pub(crate) async fn reset(&self, name: &str, temporary: &str, password: &str) -> Reply {
        let body = json!({
            "name": name,
            "temporaryPassword": temporary,
            "password": password,
            "passwordConfirmation": password,
        });
        self.client.post("/api/passwords/resets").json(&body).send().await
    }

    pub(crate) async fn refresh(&self, cookie: &str) -> Reply {
        self.client.post("/api/sessions/refresh").header("cookie", cookie).send().await
    }
}

impl Form {
    /// The same form with one field changed.
    pub(crate) fn with(mut self, field: &str, value: &str) -> Self {
        self.0[field] = value.into();
        self
    }
}

/// The session cookie of a reply, as a browser sends it back.
pub(crate) fn cookie(reply: &Reply) -> String {
    let cookie = reply.headers.get(SET_COOKIE).expect("a cookie").to_str().unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

/// The cookie that makes a device known, as a browser sends it back.
pub(crate) fn device_cookie(reply: &Reply) -> String {
    let cookies = reply.headers.get_all(SET_COOKIE).iter().map(|cookie| cookie.to_str().unwrap());
    let known = cookies.into_iter().find(|cookie| cookie.starts_with("__Host-device="));
    known.expect("a device's cookie").split(';').next().unwrap().to_owned()
}

fn solved(challenge: Value) -> String {
    let challenge: altcha::Challenge = serde_json::from_value(challenge).unwrap();
    let solution = altcha::solve_challenge(altcha::SolveChallengeOptions::new(&challenge));
    let payload = altcha::Payload { challenge, solution: solution.unwrap().unwrap() };
    STANDARD.encode(serde_json::to_vec(&payload).unwrap())
}
