//! Members of staff, invited and signed in as people are.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};
use shared_domain::notices::SendMail;
use shared_domain::staff::mails::StaffInvitation;
use shared_kit::{Caller, Reply, secret_in};
use shared_platform::auth::StaffRole;
use shared_platform::clock::seconds_after;
use shared_platform::store::{Key, Page, Query};

use crate::holder::Holder;
use crate::setting::{PASSWORD, Setting, cookie};

/// What a member of staff knows and has.
pub(crate) struct Colleague {
    pub(crate) user_name: String,
    pub(crate) email: String,
    pub(crate) password: String,
    /// The key in the authenticator.
    pub(crate) totp_secret: String,
    pub(crate) recovery_codes: Vec<String>,
}

/// What an invitation is accepted with; tests change what they are about.
pub(crate) struct Acceptance(pub(crate) Value);

impl Setting {
    pub(crate) async fn administrator(&self) -> Caller {
        self.world.staff(&[StaffRole::Administrator]).await
    }

    pub(crate) async fn invite(&self, by: &Caller, email: &str, roles: &[&str]) -> Reply {
        let call = self.client.post("/api/staff/invitations").by(by);
        let key = format!("invite {email} {}", self.world.outbox().await.len()).replace(' ', "-");
        call.idempotency_key(&key).json(&json!({ "email": email, "roles": roles })).send().await
    }

    /// The codes of the invitations that were mailed, oldest first.
    pub(crate) async fn invitation_codes(&self) -> Vec<String> {
        let mails = self.world.sent::<SendMail>().await;
        mails.iter().filter_map(secret_in::<StaffInvitation>).collect()
    }

    /// The code of a new invitation.
    pub(crate) async fn invited(&self, email: &str, roles: &[&str]) -> String {
        let _ = self.invite(&self.administrator().await, email, roles).await.expect(201);
        self.invitation_codes().await.pop().expect("a mail with a code")
    }

    pub(crate) async fn view_invitation(&self, code: &str) -> Reply {
        let call = self.client.post("/api/invitations/views");
        call.json(&json!({ "code": code })).send().await
    }

    /// Everything that accepting an invitation asks for.
    pub(crate) async fn acceptance(&self, code: &str, user_name: &str) -> Acceptance {
        let seen = self.view_invitation(code).await.expect(200).body;
        let secret = seen["totpSecret"].as_str().unwrap();
        Acceptance(json!({
            "code": code,
            "userName": user_name,
            "password": PASSWORD,
            "passwordConfirmation": PASSWORD,
            "locale": "en",
            // Those of half a minute ago: the present ones are good to sign in with.
            "totp": digits_at(secret, seconds_after(self.world.clock().now(), -30)),
        }))
    }

    pub(crate) async fn accept(&self, acceptance: &Acceptance) -> Reply {
        self.client.post("/api/invitations/acceptances").json(&acceptance.0).send().await
    }

    /// A member of staff who was invited and accepted.
    pub(crate) async fn colleague(&self, user_name: &str, roles: &[&str]) -> Colleague {
        let email = format!("{user_name}@example.org");
        let code = self.invited(&email, roles).await;
        let seen = self.view_invitation(&code).await.expect(200).body;
        let acceptance = self.acceptance(&code, user_name).await;
        let accepted = self.accept(&acceptance).await.expect(201).body;
        Colleague {
            user_name: user_name.to_owned(),
            email,
            password: PASSWORD.to_owned(),
            totp_secret: seen["totpSecret"].as_str().unwrap().to_owned(),
            recovery_codes: serde_json::from_value(accepted["recoveryCodes"].clone()).unwrap(),
        }
    }

    /// A reviewer.
    pub(crate) async fn staff(&self, user_name: &str) -> Colleague {
        self.colleague(user_name, &["reviewer"]).await
    }

    /// The six digits that an authenticator shows now.
    pub(crate) fn digits(&self, secret: &str) -> String {
        digits_at(secret, self.world.clock().now())
    }

    /// Signs in with what stands in `shown` beside name and password.
    pub(crate) async fn try_to_sign_in(&self, colleague: &Colleague, shown: Value) -> Reply {
        let mut form = json!({ "name": colleague.user_name, "password": colleague.password });
        form.as_object_mut().unwrap().extend(shown.as_object().unwrap().clone());
        self.client.post("/api/sessions").json(&form).send().await
    }

    /// Signs in from many places at once; answers how many sessions were opened.
    pub(crate) async fn sign_in_at_once(&self, colleague: &Colleague, shown: &Value) -> usize {
        let replies = (0..50).map(|place| {
            let mut form = json!({ "name": colleague.user_name, "password": colleague.password });
            form.as_object_mut().unwrap().extend(shown.as_object().unwrap().clone());
            let call = self.client.post("/api/sessions").json(&form);
            call.header("x-forwarded-for", &format!("203.0.113.{place}, 198.51.100.1")).send()
        });
        let replies = futures_util::future::join_all(replies).await;
        replies.iter().filter(|reply| reply.status == 201).count()
    }

    /// A session of a colleague; time goes on, so that the next digits are others.
    pub(crate) async fn session_of(&self, colleague: &Colleague) -> Holder {
        let shown = json!({ "totp": self.digits(&colleague.totp_secret) });
        let reply = self.try_to_sign_in(colleague, shown).await.expect(201);
        self.world.advance(Duration::from_secs(30));
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        Holder {
            user_name: colleague.user_name.clone(),
            account: text(&reply.body["account"]["id"]),
            cookie: cookie(&reply),
            token: text(&reply.body["accessToken"]),
        }
    }

    /// The rows of the directory that begin so.
    pub(crate) async fn directory(&self, prefix: &str) -> Vec<Value> {
        let table = self.world.environment().table("ACCOUNTS").unwrap();
        let query = Query::partition("STAFF").prefix(prefix).limit(1000);
        let page: Page<Value> = table.list(query).await.unwrap();
        page.items
    }

    /// What stands under a sign-in name.
    pub(crate) async fn name(&self, name: &str) -> Option<Value> {
        self.world.get("ACCOUNTS", &Key::new(format!("NAME#{name}"), "NAME")).await
    }

    /// Counts the round trips of a request made ready before.
    pub(crate) async fn round_trips_of(
        &self,
        reply: impl Future<Output = Reply>,
    ) -> (Reply, usize) {
        let calls = self.world.calls();
        calls.reset();
        let reply = reply.await;
        (reply, calls.round_trips())
    }
}

impl Acceptance {
    /// The same with one field changed.
    pub(crate) fn with(mut self, field: &str, value: &str) -> Self {
        self.0[field] = value.into();
        self
    }
}

/// The six digits that an authenticator shows at an instant.
pub(crate) fn digits_at(secret: &str, at: Timestamp) -> String {
    let key = data_encoding::BASE32_NOPAD.decode(secret.as_bytes()).unwrap();
    let totp = totp_rs::Builder::new()
        .with_secret(totp_rs::Secret::from(key))
        .with_account_name("somebody")
        .build()
        .unwrap();
    totp.generate(u64::try_from(at.as_second()).unwrap()).to_string()
}
