//! A registration as it was submitted. Rounds are kept, and compared.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::slug::Slug;

use super::RegistrationId;
use crate::application::SubmittedDocument;
use crate::form::registration::{Section, Sections};
use crate::form::reopening::Reopenable;

/// A registration as it was submitted; never changed afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Submission {
    /// Which registration.
    pub registration: RegistrationId,
    /// Which submission of this registration, from 1.
    pub round: u32,
    /// What the student filled in.
    pub sections: Sections,
    /// The documents, all of them clean.
    pub documents: Vec<SubmittedDocument>,
    /// When it was submitted.
    pub submitted_at: Timestamp,
}

/// Something that is not as in another round.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// A field, with its section.
    Field(Section, String),
    /// The documents of a slot.
    Documents(Slug),
}

impl Submission {
    /// What is not as it was in an earlier round.
    #[must_use]
    pub fn differences_from(&self, earlier: &Self) -> Vec<Difference> {
        let fields = self.sections.differing_from(&earlier.sections);
        let fields = fields.into_iter().map(|(section, field)| Difference::Field(section, field));
        let only_in = |one: &Self, other: &Self| {
            let missing = |document: &&SubmittedDocument| !other.documents.contains(document);
            let slots = one.documents.iter().filter(missing);
            slots.map(|document| document.slot.clone()).collect::<Vec<_>>()
        };
        let mut slots = [only_in(self, earlier), only_in(earlier, self)].concat();
        slots.sort();
        slots.dedup();
        fields.chain(slots.into_iter().map(Difference::Documents)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn two_rounds_differ_in_what_was_corrected() {
        let first = samples::submission(1);
        let mut second = Submission { round: 2, ..first.clone() };
        assert_eq!(second.differences_from(&first), []);
        second.sections.insurance.policy_no = Some("PICC-2028-1".to_owned());
        second.documents = vec![samples::submitted_document("insurance_proof")];
        let [contract, proof] = ["contract", "insurance_proof"].map(|slot| slot.parse().unwrap());
        let policy = Difference::Field(Section::Insurance, "policyNo".to_owned());
        let expected = [policy, Difference::Documents(contract), Difference::Documents(proof)];
        assert_eq!(second.differences_from(&first), expected);
    }
}
