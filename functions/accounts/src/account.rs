//! An account and the names one signs in with.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_domain::account::{check_email, folded};
use shared_domain::personal_data::Person;
use shared_platform::Locale;
use shared_platform::auth::{AccountKind, StaffRole};
use shared_platform::http::FieldError;
use shared_platform::ids::AccountId;
use unicode_normalization::UnicodeNormalization as _;
use utoipa::ToSchema;

use crate::passwords::password::PasswordHash;
use crate::privacy::deletion::Deletion;

/// A user name: 4 to 32 letters, digits, dots, underscores or hyphens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserName(String);

/// An e-mail address, trimmed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailAddress(String);

/// What one types to sign in, user name or e-mail (S21), in the one form that
/// all its spellings share (S18).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SignInName(String);

impl UserName {
    /// Parses a user name.
    ///
    /// # Errors
    /// `required` or `user_name_malformed` at `/userName`.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let text: String = text.trim().nfkc().collect();
        if text.is_empty() {
            return Err(FieldError::new("/userName", "required")); // S9
        }
        let permitted =
            |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '-');
        let well_formed = (4..=32).contains(&text.len()) && text.chars().all(permitted);
        match well_formed {
            true => Ok(Self(text)),
            false => Err(FieldError::new("/userName", "user_name_malformed")),
        }
    }

    /// The name as its owner writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name as one signs in with it.
    #[must_use]
    pub fn sign_in_name(&self) -> SignInName {
        SignInName::of(&self.0)
    }
}

impl EmailAddress {
    /// Parses an e-mail address: one `@`, a local part, a domain with a dot.
    /// Whether it is real shows when the activation link is opened (S13).
    ///
    /// # Errors
    /// `required`, `email_malformed` or `email_not_ascii` at `/email`.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(FieldError::new("/email", "required")); // S9
        }
        check_email(text).map_err(|code| FieldError::new("/email", code))?;
        Ok(Self(text.to_owned()))
    }

    /// The address as its owner writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address as one signs in with it.
    #[must_use]
    pub fn sign_in_name(&self) -> SignInName {
        SignInName::of(&self.0)
    }
}

/// An address is personal: it does not get into a log by accident.
impl fmt::Debug for EmailAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("EmailAddress(…)")
    }
}

/// The most characters of a folded name: an address has at most 254 bytes.
const LONGEST_SIGN_IN_NAME: usize = 320;

impl SignInName {
    /// Folds a text. What is longer than any name is cut: it has to fit into a key.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(folded(text).chars().take(LONGEST_SIGN_IN_NAME).collect())
    }

    /// The folded text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The text of the registration agreement that is in force (S7).
pub const AGREEMENT_VERSION: &str = "2026-11";

/// An account.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Whom it belongs to.
    pub kind: AccountKind,
    /// The owner's user name.
    pub user_name: UserName,
    /// The owner's address.
    pub email: EmailAddress,
    /// Whether the address is only what the roster says (S77). Until its owner has opened
    /// a link mailed to it, it opens nothing: a roster has mistyped addresses, too.
    pub email_of_roster: bool,
    /// The language the owner reads.
    pub locale: Locale,
    /// The zone in which the owner reads times beside Beijing's, by its IANA name.
    pub time_zone: String,
    /// Whether news of applications come by mail too; mails about the account
    /// itself always come.
    pub notice_mails: bool,
    /// Whether the account is activated (S17).
    pub active: bool,
    /// When an account that is not activated until then is gone.
    pub vanishes_at: Option<Timestamp>,
    /// The generation of sessions that are good: whatever ends all of them
    /// counts it up, however many there are.
    pub session_generation: u64,
    /// The roles of a member of staff.
    #[serde(default)]
    pub roles: Vec<StaffRole>,
    /// The agreement that was accepted, and when (S7); staff accept none.
    pub agreement: Option<Agreement>,
    /// That it is going to be deleted, if its owner asked for it.
    pub deletion: Option<Deletion>,
    /// When it was made.
    pub created_at: Timestamp,
    /// The last one-time password a member of staff used: each works once.
    pub last_totp_step: u64,
    /// Counts changes: each is made on the version it was decided on.
    pub version: u64,
}

/// How long an account may wait to be activated, in seconds: thirty days.
pub const WAITS_FOR_ACTIVATION_SECONDS: i64 = 30 * 24 * 60 * 60;
/// The zone of an account whose owner has not said another.
pub const DEFAULT_TIME_ZONE: &str = "Asia/Shanghai";

impl Account {
    /// Whether there is none any more, though the table still has it.
    #[must_use]
    pub fn has_vanished(&self, now: Timestamp) -> bool {
        self.vanishes_at.is_some_and(|at| at <= now)
    }

    /// The names one signs in with: the user name, then the address, unless only the
    /// roster says it.
    #[must_use]
    pub fn sign_in_names(&self) -> Vec<SignInName> {
        sign_in_names(&self.user_name, &self.email, self.email_of_roster)
    }

    /// What is to stand under both names.
    #[must_use]
    pub(crate) fn credentials(&self, password: PasswordHash, totp: Option<String>) -> Credentials {
        Credentials {
            account: self.id,
            kind: self.kind,
            user_name: self.user_name.clone(),
            email: self.email.clone(),
            email_of_roster: self.email_of_roster,
            locale: self.locale,
            password,
            active: self.active,
            vanishes_at: self.vanishes_at,
            session_generation: self.session_generation,
            roles: self.roles.clone(),
            totp,
        }
    }

    /// The owner, as one must know them to find their data.
    #[must_use]
    pub fn person(&self) -> Person {
        let (user_name, email) = (self.user_name.as_str(), self.email.as_str());
        Person::new(self.id, user_name.to_owned(), email.to_owned())
    }
}

fn sign_in_names(
    user_name: &UserName,
    email: &EmailAddress,
    email_of_roster: bool,
) -> Vec<SignInName> {
    let email = (!email_of_roster).then(|| email.sign_in_name());
    std::iter::once(user_name.sign_in_name()).chain(email).collect()
}

/// An agreement that was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Agreement {
    /// Which text.
    pub version: String,
    /// When.
    pub accepted_at: Timestamp,
}

/// What stands under each name one can sign in with: everything that sign-in
/// needs, so that it is one read. Under an address nobody stands who has not opened a
/// link mailed to it: until then it is only said to be theirs.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Credentials {
    /// The account the name belongs to.
    pub account: AccountId,
    /// Whom the account belongs to.
    pub kind: AccountKind,
    /// The user name, also where the name is the address.
    pub user_name: UserName,
    /// The address, also where the name is the user name.
    pub email: EmailAddress,
    /// Whether the address is only what the roster says.
    pub email_of_roster: bool,
    /// The language the owner reads.
    pub locale: Locale,
    /// The password, hashed.
    pub password: PasswordHash,
    /// Whether the account is activated (S17).
    pub active: bool,
    /// When an account that is not activated until then is gone.
    pub vanishes_at: Option<Timestamp>,
    /// The generation of sessions that are good.
    pub session_generation: u64,
    /// The roles of a member of staff.
    #[serde(default)]
    pub roles: Vec<StaffRole>,
    /// The key of a member of staff's one-time passwords, sealed.
    pub totp: Option<String>,
}

impl Credentials {
    /// Whether the name is free again, though the table still has it.
    #[must_use]
    pub fn have_vanished(&self, now: Timestamp) -> bool {
        self.vanishes_at.is_some_and(|at| at <= now)
    }

    /// The names one signs in with: the user name, then the address, unless only the
    /// roster says it.
    #[must_use]
    pub fn sign_in_names(&self) -> Vec<SignInName> {
        sign_in_names(&self.user_name, &self.email, self.email_of_roster)
    }

    /// Whether the name can be registered again with this address: it was so
    /// before, and the account was never activated. Who mistyped something, or
    /// lost the mail, begins anew.
    #[must_use]
    pub fn gives_way_to(&self, email: &EmailAddress) -> bool {
        !self.active && self.email.sign_in_name() == email.sign_in_name()
    }
}

/// What a session says of whom it belongs to: what stands in its access tokens,
/// and what its owner's client shows.
#[derive(Debug, Clone)]
pub struct Identity {
    /// The account.
    pub account: AccountId,
    /// Whom it belongs to.
    pub kind: AccountKind,
    /// The name one signs in with.
    pub user_name: String,
    /// The language the owner reads.
    pub locale: Locale,
    /// The roles of a member of staff.
    pub roles: Vec<StaffRole>,
    /// The generation of sessions that are good.
    pub session_generation: u64,
}

impl From<&Credentials> for Identity {
    fn from(credentials: &Credentials) -> Self {
        Self {
            account: credentials.account,
            kind: credentials.kind,
            user_name: credentials.user_name.as_str().to_owned(),
            locale: credentials.locale,
            roles: credentials.roles.clone(),
            session_generation: credentials.session_generation,
        }
    }
}

impl From<&Account> for Identity {
    fn from(account: &Account) -> Self {
        Self {
            account: account.id,
            kind: account.kind,
            user_name: account.user_name.as_str().to_owned(),
            locale: account.locale,
            roles: account.roles.clone(),
            session_generation: account.session_generation,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use shared_kit::properties::any_text;

    use super::*;

    #[test]
    fn a_user_name_is_four_to_thirty_two_plain_characters() {
        for good in ["anna", "Anna.Tester-1_x", "ａｎｎａ１２"] {
            assert!(UserName::parse(good).is_ok(), "{good}");
        }
        for bad in ["abc", "anna tester", "anna@x", "анна", &"a".repeat(33)] {
            assert_eq!(UserName::parse(bad).unwrap_err().code, "user_name_malformed", "{bad}");
        }
        assert_eq!(UserName::parse("  ").unwrap_err().code, "required");
    }

    #[test]
    fn an_address_has_a_local_part_and_a_domain() {
        for good in [
            "anna@example.org",
            "a.b+c@mail.example.cn",
            "o'neil_1@xn--fsqu00a.xn--fiqs8s",
            "a@1.example.org",
        ] {
            assert!(EmailAddress::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "anna",
            "@example.org",
            "anna@",
            "anna@localhost",
            "a b@example.org",
            "anna@example..org",
            "a@b@example.org",
            "<anna@example.org>",
            "a\n@example.org",
            "a..b@example.org",
            ".a@example.org",
            "a.@example.org",
            "a(b)@example.org",
            "a@-example.org",
            "a@192.0.2.1",
            "名字",
            "名 字@例子.中国",
            &format!("a@{}.org", "a".repeat(64)),
        ] {
            assert_eq!(EmailAddress::parse(bad).unwrap_err().code, "email_malformed", "{bad}");
        }
    }

    #[test]
    fn an_address_that_no_mail_of_ours_reaches_is_refused_with_the_reason() {
        for bad in
            ["名字@例子.中国", "info@müller.example", "josé@example.org", "ａnna@example.org"]
        {
            assert_eq!(EmailAddress::parse(bad).unwrap_err().code, "email_not_ascii", "{bad}");
        }
    }

    #[test]
    fn names_are_one_whatever_their_case_and_form() {
        assert!(SignInName::of("Anna") == SignInName::of("ANNA"));
        assert!(SignInName::of("José@Example.org") == SignInName::of("jose\u{301}@example.ORG"));
        assert!(SignInName::of("ａｎｎａ") == SignInName::of("anna"));
        assert!(SignInName::of("\u{af}anna") == SignInName::of("\u{304}anna"));
    }

    proptest! {
        #[test]
        fn folding_a_folded_name_changes_nothing(text in any_text(0..40)) {
            let once = SignInName::of(&text);
            prop_assert!(SignInName::of(once.as_str()) == once);
        }

        #[test]
        fn no_text_makes_parsing_panic(text in any_text(0..300)) {
            let _ = (UserName::parse(&text), EmailAddress::parse(&text));
        }
    }
}
