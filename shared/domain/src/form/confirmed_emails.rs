//! The addresses that are confirmed for a form (S13, S79): that of the
//! account, and those at which a link was opened since.

use std::collections::BTreeMap;

use crate::account::folded;
use serde::{Deserialize, Serialize};

/// For each address, folded, the version of the form that its
/// confirmation made; zero for what was confirmed before it was started.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmedEmails(BTreeMap<String, u64>);

impl ConfirmedEmails {
    /// An address is confirmed.
    pub fn note(&mut self, email: &str, version: u64) {
        self.0.entry(folded(email)).or_insert(version);
    }

    /// Takes over what is confirmed for another application.
    pub fn take_over(&mut self, from: &Self) {
        for email in from.0.keys() {
            self.note(email, 0);
        }
    }

    /// Whether an address is confirmed, however it is spelt.
    #[must_use]
    pub fn have(&self, email: &str) -> bool {
        self.0.contains_key(&folded(email))
    }

    /// How many versions after this one only confirmed an address.
    #[must_use]
    pub fn made_after(&self, version: u64) -> u64 {
        self.0.values().map(|made| u64::from(*made > version)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_confirmed_for_one_application_is_confirmed_for_the_next() {
        let (mut first, mut next) = (ConfirmedEmails::default(), ConfirmedEmails::default());
        first.note("Anna@example.org", 3);
        next.take_over(&first);
        assert!(next.have("anna@EXAMPLE.org"));
        assert_eq!(next.made_after(0), 0, "it was confirmed before this one was started");
    }
}
