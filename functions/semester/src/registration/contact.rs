//! The address of a registration is confirmed (S79).

use jiff::Timestamp;
use shared_domain::form::vocabulary;
use shared_platform::Problem;
use shared_platform::http::FieldError;

use super::{EditRefused, Registration};

/// The address cannot be confirmed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContactRefused {
    /// The registration cannot be changed at all.
    #[error(transparent)]
    Edit(#[from] EditRefused),
    /// The section has no address yet, or what is none.
    #[error("there is no address")]
    NoAddress(FieldError),
}

impl Registration {
    /// The address that the student saved, while it can be confirmed.
    ///
    /// # Errors
    /// [`ContactRefused`].
    pub fn contact_email(&self) -> Result<String, ContactRefused> {
        self.check_editable()?;
        let email = match self.sections.contact.email.as_deref() {
            Some(typed) => vocabulary::email(typed),
            None => Err("required"),
        };
        let at_field = |code| FieldError::new("/sections/contact/email", code);
        email.map_err(|code| ContactRefused::NoAddress(at_field(code)))
    }

    /// The registration for which this address is confirmed, or `None` where it was
    /// before.
    ///
    /// # Errors
    /// [`EditRefused::Locked`].
    pub fn confirm_email(&self, email: &str, now: Timestamp) -> Result<Option<Self>, EditRefused> {
        self.check_editable()?;
        if self.confirmed_emails.have(email) {
            return Ok(None);
        }
        let mut confirmed = self.changed(now);
        confirmed.confirmed_emails.note(email, confirmed.head.version);
        Ok(Some(confirmed))
    }

    /// Whether it is as somebody has seen it in this version. That an address was
    /// confirmed since then changes nothing they have seen: a page that was open
    /// meanwhile goes on working.
    pub(super) fn is_as_seen(&self, seen: u64) -> bool {
        let confirmations = self.confirmed_emails.made_after(seen);
        self.head.version.checked_sub(confirmations) == Some(seen)
    }
}

impl From<ContactRefused> for Problem {
    fn from(refused: ContactRefused) -> Self {
        match refused {
            ContactRefused::Edit(refused) => refused.into(),
            ContactRefused::NoAddress(error) => Self::from(error),
        }
    }
}
