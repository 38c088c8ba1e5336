//! The contact address of an application is confirmed (S13).

use jiff::Timestamp;
use shared_domain::form::vocabulary;
use shared_platform::http::FieldError;

use super::{Application, EditRefused};

/// The contact address cannot be confirmed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContactRefused {
    /// The application cannot be changed at all.
    #[error(transparent)]
    Edit(#[from] EditRefused),
    /// The section has no address yet, or what is none.
    #[error("there is no contact address")]
    NoAddress(FieldError),
}

impl Application {
    /// The contact address that the applicant saved, while it can be confirmed.
    ///
    /// # Errors
    /// [`ContactRefused`].
    pub fn contact_email(&self, now: Timestamp) -> Result<String, ContactRefused> {
        self.check_editable(now)?;
        let email = match self.sections.contact_information.email.as_deref() {
            Some(typed) => vocabulary::email(typed),
            None => Err("required"),
        };
        let at_field = |code| FieldError::new("/sections/contact_information/email", code);
        email.map_err(|code| ContactRefused::NoAddress(at_field(code)))
    }

    /// The application for which this address is confirmed, or `None` where it
    /// was before.
    #[must_use]
    pub fn confirm_email(&self, email: &str, now: Timestamp) -> Option<Self> {
        if self.confirmed_emails.have(email) {
            return None;
        }
        let mut confirmed = self.changed(now);
        confirmed.confirmed_emails.note(email, confirmed.head.version);
        Some(confirmed)
    }

    /// Whether it is as somebody has seen it in this version. That an address
    /// was confirmed since then changes nothing they have seen: a page that was
    /// open meanwhile goes on working.
    pub(super) fn is_as_seen(&self, seen: u64) -> bool {
        let confirmations = self.confirmed_emails.made_after(seen);
        self.head.version.checked_sub(confirmations) == Some(seen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::application::tests::{complete_application, now};

    const OTHER: &str = "anna@example.net";

    fn with_other_contact() -> (Application, Vec<shared_domain::document::Document>) {
        let (mut application, documents) = complete_application(None);
        application.sections.contact_information.email = Some(OTHER.to_owned());
        (application, documents)
    }

    #[test]
    fn an_address_that_is_not_confirmed_keeps_an_application_back_until_it_is() {
        let (application, documents) = with_other_contact();
        let refused = application.submit(&documents, 6, now()).unwrap_err();
        let gap = FieldError::new("/sections/contact_information/email", "email_not_confirmed");
        assert_eq!(refused, super::super::SubmissionRefused::Incomplete(vec![gap]));
        let confirmed = application.confirm_email("Anna@EXAMPLE.net", now()).unwrap();
        assert!(confirmed.submit(&documents, 6, now()).is_ok(), "by a page that was open");
        assert!(confirmed.submit(&documents, 7, now()).is_ok());
    }

    #[test]
    fn a_page_from_before_a_confirmation_is_up_to_date_and_one_from_before_a_change_is_not() {
        let (application, _) = with_other_contact();
        let one = application.confirm_email(OTHER, now()).unwrap();
        let two = one.confirm_email("another@example.net", now()).unwrap();
        assert_eq!(two.head.version, 8);
        for (seen, is_present) in [(5, false), (6, true), (7, true), (8, true), (9, false)] {
            assert_eq!(two.is_as_seen(seen), is_present, "{seen}");
        }
        let changed = two.changed(now()).confirm_email("third@example.net", now()).unwrap();
        for (seen, is_present) in [(6, false), (8, false), (9, true), (10, true), (11, false)] {
            assert_eq!(changed.is_as_seen(seen), is_present, "{seen}");
        }
        assert!(!changed.is_as_seen(u64::MAX));
        let withdrawn = two.withdraw(6, now()).unwrap().application;
        assert_eq!(withdrawn.head.version, 9);
    }

    #[test]
    fn what_is_confirmed_is_not_confirmed_again() {
        let (application, _) = complete_application(None);
        assert_eq!(application.confirm_email("Anna.Tester@example.org", now()), None);
    }
}
