//! Somebody who is signed in by their own password.

use serde_json::{Value, json};
use shared_domain::account::mails::ConfirmEmailChange;
use shared_domain::notices::SendMail;
use shared_kit::{Call, secret_in, template};

use crate::setting::{PASSWORD, Setting, cookie};

/// A session of an account, as a browser has it.
pub(crate) struct Holder {
    pub(crate) account: String,
    pub(crate) user_name: String,
    pub(crate) cookie: String,
    pub(crate) token: String,
}

impl Holder {
    /// The id of the session: the first part of its cookie.
    pub(crate) fn session(&self) -> &str {
        let (_, value) = self.cookie.split_once('=').unwrap();
        value.split('.').next().unwrap()
    }
}

impl Setting {
    /// An applicant who has registered, activated and signed in.
    pub(crate) async fn holder(&self, user_name: &str) -> Holder {
        self.activated(user_name).await;
        self.signed_in(user_name).await
    }

    /// Another session of an applicant.
    pub(crate) async fn signed_in(&self, name: &str) -> Holder {
        let reply = self.sign_in(name, PASSWORD).await.expect(201);
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        Holder {
            account: text(&reply.body["account"]["id"]),
            user_name: text(&reply.body["account"]["userName"]),
            cookie: cookie(&reply),
            token: text(&reply.body["accessToken"]),
        }
    }

    /// The session after its client asked for a new access token.
    pub(crate) async fn refreshed(&self, holder: &Holder) -> Holder {
        let reply = self.refresh(&holder.cookie).await.expect(200);
        Holder {
            account: holder.account.clone(),
            user_name: holder.user_name.clone(),
            cookie: cookie(&reply),
            token: reply.body["accessToken"].as_str().unwrap().to_owned(),
        }
    }

    /// The mails sent so far.
    pub(crate) async fn mails(&self) -> Vec<SendMail> {
        self.world.sent().await
    }

    /// The code in the last mail that confirms an address.
    pub(crate) async fn email_change_code(&self) -> Option<String> {
        self.mails().await.iter().rev().find_map(secret_in::<ConfirmEmailChange>)
    }

    /// Every item of every table that names a person, with its table.
    pub(crate) async fn items_naming(&self, names: &[&str]) -> Vec<(String, Value)> {
        let mut found = Vec::new();
        for (id, _) in template().resources("AWS::DynamoDB::Table") {
            let table = id.strip_suffix("Table").unwrap().to_uppercase();
            for item in self.world.items(&table).await {
                let text = item.to_string();
                if names.iter().any(|name| text.contains(name)) {
                    found.push((table.clone(), item));
                }
            }
        }
        found
    }

    /// Counts the round trips of a call.
    pub(crate) async fn round_trips(&self, call: Call) -> usize {
        let calls = self.world.calls();
        calls.reset();
        let reply = call.send().await;
        assert!(reply.status.is_success(), "{:#}", reply.body);
        calls.round_trips()
    }
}

/// The form that asks for another address.
pub(crate) fn new_email(email: &str, password: &str) -> Value {
    json!({ "email": email, "password": password })
}
