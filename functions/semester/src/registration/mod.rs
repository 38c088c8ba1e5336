//! A semester registration and the steps it can take. Which stage leads to which is
//! for [`RegistrationHead`] to say: only its steps change it.

mod circumstances;
mod contact;
mod editing;
mod judging;
mod submission;

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_domain::form::registration::{self as form, Read, Section, Sections};
use shared_domain::form::{ConfirmedEmails, Edits};
use shared_domain::registration::papers::SaidAt;
use shared_domain::registration::{RegistrationHead, RegistrationId, Stage, Verdicts};
use shared_platform::ids::AccountId;

pub use self::circumstances::Circumstances;
pub use self::contact::ContactRefused;
pub use self::editing::{EditRefused, Saved};
pub use self::submission::SubmissionRefused;

/// A registration as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Registration {
    /// What other areas read of it.
    #[serde(flatten)]
    pub head: RegistrationHead,
    /// The sections as far as they are filled in.
    pub sections: Sections,
    /// When each section was last changed, and its fields.
    pub edits: Edits<Section>,
    /// The addresses that are confirmed for it (S79).
    pub confirmed_emails: ConfirmedEmails,
    /// The version that was submitted last: a repeated submission of it is no mistake.
    pub submitted_version: Option<u64>,
    /// Its submissions, the first one first.
    pub rounds: Vec<Round>,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// A registration as it is read at a moment.
#[derive(Debug, Clone)]
pub struct ReadNow {
    /// What it asks for then, and which documents it takes.
    pub head: RegistrationHead,
    /// Every section, in the form it is submitted in.
    pub sections: Sections,
    /// What was found.
    pub read: Read,
    /// The sections that can be changed.
    pub open: BTreeSet<Section>,
}

/// A submission, and what staff said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Round {
    /// When it was submitted.
    pub submitted_at: Timestamp,
    /// What staff said of it.
    pub judged: Option<Judged>,
}

/// What staff said of a submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// When.
    pub at: Timestamp,
    /// Of each item.
    pub verdicts: Verdicts,
}

impl Registration {
    /// A registration that nobody has saved yet, prefilled with what is known and what
    /// was approved last. `confirmed` is the address of the account, if it is that.
    #[must_use]
    pub fn begun(
        account: AccountId,
        id: RegistrationId,
        circumstances: &Circumstances,
        last: Option<&Self>,
        confirmed: Option<&str>,
        now: Timestamp,
    ) -> Self {
        let mut confirmed_emails = ConfirmedEmails::default();
        if let Some(email) = confirmed {
            confirmed_emails.note(email, 0);
        }
        if let Some(last) = last {
            confirmed_emails.take_over(&last.confirmed_emails);
        }
        let last = last.map(|last| &last.sections);
        let begun = Self {
            head: RegistrationHead::begun(account, id),
            sections: form::prefilled(&circumstances.known, last),
            edits: Edits::default(),
            confirmed_emails,
            submitted_version: None,
            rounds: Vec::new(),
            updated_at: now,
        };
        Self { head: begun.read_now(circumstances, now).head, ..begun }
    }

    /// Every section read once more, in the form it is submitted in.
    #[must_use]
    pub fn read_form(&self, circumstances: &Circumstances, now: Timestamp) -> (Sections, Read) {
        let mut sections = self.sections.clone();
        let situation = circumstances.situation(&self.confirmed_emails, now);
        let read = form::read(&mut sections, situation);
        (sections, read)
    }

    /// The registration as it is to be seen now: what it asks for, and what is open of it,
    /// depends on the day, the semester and the student's record too.
    #[must_use]
    pub fn read_now(&self, circumstances: &Circumstances, now: Timestamp) -> ReadNow {
        let (sections, read) = self.read_form(circumstances, now);
        let situation = circumstances.situation(&self.confirmed_emails, now);
        let open = self.head.open_sections(&self.sections, &sections, situation);
        let head = self.head.asking(&read, &open);
        ReadNow { head, sections, read, open }
    }

    /// When the student last said what stands in the form of what the record keeps.
    #[must_use]
    pub fn said_at(&self) -> SaidAt {
        let last = |section, fields: &[&str]| self.edits.last_of(section, fields);
        SaidAt {
            email: last(Section::Contact, &["email"]),
            passport: last(Section::Passport, &["passportNo", "passportExpiry"]),
            permit: last(Section::Permit, &["permitType", "permitNo", "permitExpiry"]),
            insurance: last(Section::Insurance, &["policyNo", "startsOn", "endsOn"]),
            contract: last(Section::Residence, &["contractHolder", "contractStart", "contractEnd"]),
        }
    }

    /// Whether all its items passed.
    #[must_use]
    pub const fn is_approved(&self) -> bool {
        matches!(self.head.stage(), Stage::Approved { .. })
    }

    fn changed(&self, now: Timestamp) -> Self {
        let mut changed = Self { updated_at: now, ..self.clone() };
        changed.head.version += 1;
        changed
    }
}

#[cfg(test)]
mod tests;
