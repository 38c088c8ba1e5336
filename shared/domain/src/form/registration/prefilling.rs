//! What a registration begins with: what the university knows and what was declared
//! last time. So only what has changed is to be typed, and proven again.

use super::contact::ContactFields;
use super::insurance::InsuranceFields;
use super::permit::PermitFields;
use super::residence::ResidenceFields;
use super::tuition::TuitionFields;
use super::{Known, Sections};
use crate::registration::papers::{Contract, Insurance, Permit};

/// The form of a student, with the form that was approved last. What is declared
/// anew each time stays empty: whether the passport has changed (S80), and that the
/// regulations are agreed to (S99).
#[must_use]
pub fn prefilled(known: &Known, last: Option<&Sections>) -> Sections {
    let last = last.cloned().unwrap_or_default();
    let papers = &known.papers;
    Sections {
        // S79
        contact: ContactFields { email: known.email.clone().or(last.contact.email) },
        // A claim is of one semester.
        tuition: TuitionFields { payment: last.tuition.payment, remittance_claim: None },
        location: last.location,
        residence: match &papers.contract {
            Some(contract) => with_contract(last.residence, contract),
            None => last.residence,
        },
        insurance: papers.insurance.as_ref().map_or(last.insurance, insurance_fields),
        permit: papers.permit.as_ref().map_or(last.permit, permit_fields),
        ..Sections::default()
    }
}

fn with_contract(fields: ResidenceFields, contract: &Contract) -> ResidenceFields {
    ResidenceFields {
        contract_holder: Some(contract.holder.clone()),
        contract_start: Some(contract.period.starts.to_string()),
        contract_end: Some(contract.period.ends.to_string()),
        ..fields
    }
}

fn insurance_fields(insurance: &Insurance) -> InsuranceFields {
    InsuranceFields {
        policy_no: Some(insurance.policy.clone()),
        starts_on: Some(insurance.period.starts.to_string()),
        ends_on: Some(insurance.period.ends.to_string()),
    }
}

fn permit_fields(permit: &Permit) -> PermitFields {
    PermitFields {
        permit_type: Some(permit.kind),
        permit_no: Some(permit.number.clone()),
        permit_expiry: Some(permit.expires.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{Setting, complete_sections};
    use super::super::{Slot, read};
    use super::*;

    /// The student's record after a first semester, and the form of the second.
    fn second_semester() -> (Setting, Sections) {
        let mut setting = Setting::default();
        let mut first = complete_sections();
        let declared = read(&mut first, setting.situation()).declared;
        setting.known.papers = setting.known.papers.updated_by(&declared);
        let second = prefilled(&setting.known, Some(&first));
        (setting, second)
    }

    fn required(setting: &Setting, sections: &Sections) -> Vec<&'static str> {
        let asked = read(&mut sections.clone(), setting.situation()).documents;
        asked.iter().filter(|(_, required)| **required).map(|(slot, _)| slot.name()).collect()
    }

    #[test]
    fn who_changes_nothing_proves_nothing_again() {
        let (setting, mut second) = second_semester();
        second.passport.passport_changed = Some(false);
        assert_eq!(required(&setting, &second), [""; 0]);
    }

    #[test]
    fn only_what_changed_needs_a_new_proof() {
        let (setting, second) = second_semester();
        type Change = fn(&mut Sections);
        let changes: [(Change, Slot); 4] = [
            (|all| all.insurance.policy_no = Some("PICC-2028-1".to_owned()), Slot::InsuranceProof),
            (|all| all.permit.permit_expiry = Some("2028-08-31".to_owned()), Slot::PermitPage),
            (|all| all.residence.contract_end = Some("2028-08-31".to_owned()), Slot::Contract),
            (|all| all.passport.passport_changed = Some(true), Slot::PassportPage),
        ];
        for (change, slot) in changes {
            let mut changed = second.clone();
            change(&mut changed);
            assert_eq!(required(&setting, &changed), [slot.name()]);
        }
    }

    #[test]
    fn what_is_declared_anew_and_what_is_of_one_semester_is_not_filled_in() {
        let (_, second) = second_semester();
        assert_eq!(second.passport, Default::default());
        assert_eq!(second.regulations, Default::default());
        assert_eq!(second.tuition.remittance_claim, None);
    }

    #[test]
    fn the_email_is_filled_in_with_the_one_that_is_known() {
        let setting = Setting::default();
        assert_eq!(prefilled(&setting.known, None).contact.email, setting.known.email);
    }
}
