//! What the tests of this area share: an applicant's forms, and the way to a
//! signed-in session.

#![allow(dead_code, reason = "each test binary uses a part of it")]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::SET_COOKIE;
use serde_json::{Value, json};
use shared::outbox::{Mail, Message};
use shared::testing::{Client, Reply, World};

pub(crate) const PASSWORD: &str = "Willow-Lantern-27";

/// A world with the area's HTTP actions.
pub(crate) struct Setting {
    pub(crate) world: World,
    pub(crate) client: Client,
}

/// A registration form with a solved challenge; tests change what they are about.
pub(crate) struct Form(pub(crate) Value);

impl Setting {
    pub(crate) async fn new() -> Self {
        let world = World::new().await;
        let client = world.client(&accounts::actions()).await;
        Self { world, client }
    }

    /// The same, where hashing a password costs next to nothing: for tests of
    /// many people, or of many tries.
    pub(crate) async fn with_cheap_work() -> Self {
        let world = World::with(&[("CHEAP_WORK", "1")], &[]).await;
        let client = world.client(&accounts::actions()).await;
        Self { world, client }
    }

    /// A form for this user name, with an address of the same name.
    pub(crate) async fn form(&self, user_name: &str) -> Form {
        let challenge = self.client.get("/api/challenges").send().await.expect(200).body;
        Form(json!({
            "userName": user_name,
            "email": format!("{user_name}@example.org"),
            "password": PASSWORD,
            "passwordConfirmation": PASSWORD,
            "agreementVersion": "2026-11",
            "locale": "en",
            "challenge": solved(challenge),
        }))
    }

    pub(crate) async fn register(&self, form: &Form) -> Reply {
        self.client.post("/api/accounts").json(&form.0).send().await
    }

    /// The codes of the activation mails, oldest first.
    pub(crate) async fn activation_codes(&self) -> Vec<String> {
        let messages = self.world.outbox().await;
        messages
            .into_iter()
            .filter_map(|message| match message {
                Message::SendMail(mail) => match mail.mail {
                    Mail::ActivateAccount { code, .. } => Some(code),
                    _ => None,
                },
                _ => None,
            })
            .collect()
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

fn solved(challenge: Value) -> String {
    let challenge: altcha::Challenge = serde_json::from_value(challenge).unwrap();
    let solution = altcha::solve_challenge(altcha::SolveChallengeOptions::new(&challenge));
    let payload = altcha::Payload { challenge, solution: solution.unwrap().unwrap() };
    STANDARD.encode(serde_json::to_vec(&payload).unwrap())
}
