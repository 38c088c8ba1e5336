//! What other areas may know of an account: how to reach its owner, and what its
//! owner is told of it by mail.

pub mod mails;
pub(crate) mod personal_data;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::locale::Locale;
use shared_platform::store::Key;
use unicode_normalization::UnicodeNormalization as _;
use utoipa::ToSchema;

use crate::notices::Words;

/// The part of an account item that mail needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    /// The name the owner signs in with.
    pub user_name: String,
    /// The e-mail address.
    pub email: String,
    /// Whether the address is only what the roster says: nobody has shown yet that they
    /// read it (S77).
    pub email_of_roster: bool,
    /// The language the owner reads.
    pub locale: Locale,
    /// The zone in which the owner reads times beside Beijing's, by its IANA name.
    pub time_zone: String,
    /// Whether the owner wants news of applications by mail too.
    pub notice_mails: bool,
    /// When an account that is not activated until then is gone.
    pub vanishes_at: Option<Timestamp>,
}

impl Contact {
    /// The address, where its owner has shown that they read it (S79).
    #[must_use]
    pub fn confirmed_email(&self) -> Option<&str> {
        (!self.email_of_roster).then_some(self.email.as_str())
    }

    /// Whether this is the address, and confirmed.
    #[must_use]
    pub fn has_confirmed(&self, email: &str) -> bool {
        self.confirmed_email().is_some_and(|confirmed| folded(confirmed) == folded(email))
    }

    /// Whether there is no account any more, though the table still has it.
    #[must_use]
    pub fn has_vanished(&self, now: Timestamp) -> bool {
        self.vanishes_at.is_some_and(|at| at <= now)
    }
}

/// Why an account cannot be deleted now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Hindrance {
    /// Staff are looking at an application.
    ApplicationUnderReview,
    /// An application was accepted: the university needs it.
    ApplicationAccepted,
    /// A payment may be on the way, or has arrived and is being entered.
    PaymentOnTheWay,
    /// The owner is on the roster: the university needs the record.
    StudentEnrolled,
}

impl Hindrance {
    /// The code of the field error that names it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ApplicationUnderReview => "application_under_review",
            Self::ApplicationAccepted => "application_accepted",
            Self::PaymentOnTheWay => "payment_on_the_way",
            Self::StudentEnrolled => "student_enrolled",
        }
    }

    /// The hindrance for a mail: what the field error says.
    #[must_use]
    pub fn in_words(self) -> Words {
        Words::text(format!("field-{}", self.code().replace('_', "-")))
    }
}

/// A user name or an address in the one form that all its spellings share
/// (S18): compatibility-normalised and lower-cased, so that one person cannot
/// take a name that looks like another's.
#[must_use]
pub fn folded(name: &str) -> String {
    let folded: String = name.nfkc().flat_map(char::to_lowercase).nfkc().collect();
    // Trimmed last: a letter may fold to one that begins with a space.
    folded.trim().to_owned()
}

/// The key of a name one signs in with, in its folded form, in the Accounts table.
#[must_use]
pub fn name_key(folded: &str) -> Key {
    Key::new(format!("NAME#{folded}"), "NAME")
}

/// What is wrong with an address, as mail servers have told us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EmailTrouble {
    /// What.
    pub state: EmailTroubleState,
    /// When we were told.
    pub at: Timestamp,
}

/// In what way mails to an address come to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EmailTroubleState {
    /// There is no such mailbox.
    Bounced,
    /// Its owner has called our mails unwanted.
    Complained,
}

/// The key, in the Notices table, of what mail servers told of an address: an
/// [`EmailTrouble`] and what goes with it. The address is hashed.
#[must_use]
pub fn mail_feedback_key(email: &str) -> Key {
    let hash = ring::digest::digest(&ring::digest::SHA256, folded(email).as_bytes());
    let hash = data_encoding::HEXLOWER.encode(hash.as_ref());
    Key::new(format!("ADDRESS#{hash}"), "FEEDBACK")
}

/// Whether a text has the form of an e-mail address that SES sends to: an
/// unquoted local part and a name of a host (RFC 5321), all of it in ASCII.
///
/// # Errors
/// `email_not_ascii` for an address that others may send to, but SES does not;
/// `email_malformed` for what is no address.
pub fn check_email(text: &str) -> Result<(), &'static str> {
    let Some((local, domain)) = text.rsplit_once('@') else { return Err("email_malformed") };
    let is_text = |letter: char| !letter.is_whitespace() && !letter.is_control();
    if !text.is_ascii() && !local.is_empty() && domain.contains('.') && text.chars().all(is_text) {
        return Err("email_not_ascii");
    }
    // Of RFC 5322: what may stand in a local part without quotes.
    let word =
        |letter: char| letter.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(letter);
    let words = |part: &str| !part.is_empty() && part.chars().all(word);
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let host = |domain: &str| {
        let (labels, last) = domain.rsplit_once('.')?;
        let named = labels.split('.').all(label) && label(last);
        // An address of four numbers is no name.
        (named && !last.chars().all(|letter| letter.is_ascii_digit())).then_some(())
    };
    let well_formed = text.len() <= 254
        && local.len() <= 64
        && local.split('.').all(words)
        && host(domain).is_some();
    if well_formed { Ok(()) } else { Err("email_malformed") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_feedback_key_whatever_its_spelling() {
        assert_eq!(
            mail_feedback_key("José@Example.org"),
            mail_feedback_key("jose\u{301}@example.ORG")
        );
        assert_ne!(mail_feedback_key("a@example.org"), mail_feedback_key("b@example.org"));
        assert!(!mail_feedback_key("a@example.org").pk.contains("example"));
    }

    #[test]
    fn an_address_is_one_that_mail_reaches() {
        for good in ["anna.tester@mail.example-university.org", "o'brien+1@a.b.example"] {
            assert_eq!(check_email(good), Ok(()), "{good}");
        }
        for bad in [
            "anna",
            "anna@",
            "@example.org",
            "anna@example",
            "anna@exa_mple.org",
            "anna@-example.org",
            "anna@example-.org",
            "anna@1.2.3.4",
            "a..b@example.org",
        ] {
            assert_eq!(check_email(bad), Err("email_malformed"), "{bad}");
        }
        assert_eq!(check_email("安娜@example.org"), Err("email_not_ascii"));
    }
}
