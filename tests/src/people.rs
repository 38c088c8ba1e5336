//! People that tests make up, and how they get into the system.

use std::cell::RefCell;

use dev::client::Client;
use dev::{NewColleague, StaffSignIn, challenge, totp};
use serde_json::{Value, json};
use shared_platform::auth::StaffRole;
use uuid::Uuid;

use crate::mailbox::mail_saying;
use crate::system::{System, eventually};
use crate::tokens::Tokens;
use crate::visitor::{Reply, Visitor, text};

/// The version of the registration agreement that is in force.
const AGREEMENT: &str = accounts::account::AGREEMENT_VERSION;

/// What somebody registers with.
#[derive(Debug, Clone)]
pub struct Person {
    /// The name to sign in with.
    pub user_name: String,
    /// The address for mails.
    pub email: String,
    /// The password.
    pub password: String,
}

/// Letters that no other test has, in lower case.
#[must_use]
pub fn unique_letters() -> String {
    let digits = Uuid::new_v4().simple().to_string();
    // The hexadecimal digits as letters: names in passports have no digits.
    let letter =
        |digit: char| char::from(b'a' + u8::try_from(digit.to_digit(16).unwrap()).unwrap());
    digits.chars().take(12).map(letter).collect()
}

impl Person {
    /// Somebody whom no other test knows.
    #[must_use]
    pub fn made_up(first_name: &str) -> Self {
        let letters = unique_letters();
        Self {
            user_name: format!("{first_name}.{letters}"),
            email: format!("{first_name}.{letters}@example.org"),
            password: format!("Secret-Of-{letters}-27"),
        }
    }

    /// The same person with another address.
    #[must_use]
    pub fn at(self, email: String) -> Self {
        Self { email, ..self }
    }

    /// Sends the registration form.
    pub async fn register(&self, system: &System, visitor: &Visitor) -> Reply {
        let solved = challenge::solved(&Client::new(), &system.demonstration.front).await;
        let form = json!({
            "userName": self.user_name,
            "email": self.email,
            "password": self.password,
            "passwordConfirmation": self.password,
            "agreementVersion": AGREEMENT,
            "locale": "en",
            "challenge": solved.unwrap_or_else(|failure| panic!("{failure}")),
        });
        visitor.post("/api/accounts").json(&form).send().await
    }

    /// Sends the sign-in form.
    pub async fn try_to_sign_in(&self, visitor: &Visitor) -> Reply {
        let form = json!({ "name": self.user_name, "password": self.password });
        visitor.post("/api/sessions").json(&form).send().await
    }

    /// Signs in.
    pub async fn sign_in(&self, visitor: &Visitor) -> Visitor {
        let session = self.try_to_sign_in(visitor).await.expect(201);
        visitor.with_token(text(&session.body, "/accessToken"))
    }

    /// Registers, opens the link in the mail, and signs in.
    pub async fn join(&self, system: &System) -> Visitor {
        let visitor = system.visitor();
        let _ = self.register(system, &visitor).await.expect(202);
        let mail = mail_saying(&visitor, &self.email, "/activate#code=").await;
        let activation = json!({ "code": mail.activation_code() });
        let _ = visitor.post("/api/activations").json(&activation).send().await.expect(200);
        self.sign_in(&visitor).await
    }
}

/// Signs in a member of staff with the six digits of the authenticator. They
/// work once: if another test has used them, with the next ones.
pub async fn sign_in_staff(visitor: &Visitor, staff: &StaffSignIn) -> Visitor {
    let tried = RefCell::new(String::new());
    let session = eventually("digits of the authenticator that nobody used", async || {
        let digits = totp::current_code(&staff.totp_secret);
        let digits = digits.unwrap_or_else(|failure| panic!("{failure}"));
        if tried.replace(digits.clone()) == digits {
            return None;
        }
        let form = json!({ "name": staff.user_name, "password": staff.password, "totp": digits });
        let reply = visitor.post("/api/sessions").json(&form).send().await;
        (reply.body["code"] != "sign_in_failed").then_some(reply)
    })
    .await;
    visitor.with_token(text(&session.expect(201).body, "/accessToken"))
}

/// A new member of staff with these roles, invited and accepted as people are.
pub async fn new_staff(system: &System, roles: &[&str]) -> StaffSignIn {
    let letters = unique_letters();
    let email = format!("staff.{letters}@example.org");
    let visitor = system.visitor();
    let administrator = Tokens::of(system).member_of_staff(system, StaffRole::Administrator).await;
    let administrator = visitor.with_token(&administrator);
    let invitation = json!({ "email": email, "roles": roles });
    let invite = administrator.post("/api/staff/invitations").idempotent().json(&invitation);
    let _ = invite.send().await.expect(201);
    let mail = mail_saying(&visitor, &email, "/invitation#code=").await;
    let colleague = NewColleague {
        user_name: format!("staff.{letters}"),
        password: format!("Secret-Of-{letters}-27"),
    };
    let code = mail.code("/invitation#code=");
    let accepted = colleague.accept(&Client::new(), &system.demonstration.front, code).await;
    accepted.unwrap_or_else(|failure| panic!("{failure}"))
}

/// The account of whoever is signed in, as the token names it.
///
/// # Panics
/// When nobody is.
#[must_use]
pub fn account_of(visitor: &Visitor) -> String {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let claims = visitor.token().and_then(|token| token.split('.').nth(1)).expect("a token");
    let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
    text(&claims, "/sub").to_owned()
}
