//! Section `residence`: a contract under the student's own passport, or the receipt
//! of the accommodation fee (S93-S95); and since when the police know (R5).

use jiff::civil::Date;

use super::{ResidenceFields, ResidenceKind};
use crate::form::registration::Slot;
use crate::form::registration::situation::Reading;
use crate::form::vocabulary::{at_most, date};
use crate::registration::papers::{Contract, Period, is_proven};

/// Longest name of a contract's holder, in characters.
const LONGEST_NAME: usize = 100;

/// Where a student in China lives, as far as it is filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Residence {
    /// The first day there.
    pub moved_in_on: Option<Date>,
    /// The day the police were told.
    pub registered_on: Option<Date>,
    /// Off campus: the contract.
    pub contract: Option<Contract>,
}

pub(crate) fn read(reading: &mut Reading<'_>, fields: &mut ResidenceFields) -> Residence {
    let here = reading.case().in_china;
    let known = &reading.case().situation.known.papers;
    let kind = reading.chosen_if(here, "residence", &mut fields.residence);
    let moved_in_on = reading.required_if(here, "movedInOn", &mut fields.moved_in_on, date);
    let registered_on = reading.optional_if(here, "registeredOn", &mut fields.registered_on, date);
    let contract = contract(reading, fields, kind == Some(ResidenceKind::OffCampus));
    match kind {
        // S94
        Some(ResidenceKind::OffCampus) => {
            let proven = is_proven(&contract, &known.contract);
            reading.document_unless(proven, Slot::Contract.name());
        }
        // S95: of every semester.
        Some(ResidenceKind::OnCampus) => reading.document(Slot::FeeReceipt.name()),
        None => {}
    }
    if here {
        reading.optional_document(Slot::AccommodationRegistration.name());
    }
    Residence { moved_in_on, registered_on, contract }
}

fn contract(
    reading: &mut Reading<'_>,
    fields: &mut ResidenceFields,
    asked: bool,
) -> Option<Contract> {
    let name = at_most(LONGEST_NAME);
    let holder = reading.required_if(asked, "contractHolder", &mut fields.contract_holder, name);
    let starts = reading.required_if(asked, "contractStart", &mut fields.contract_start, date);
    let ends = reading.required_if(asked, "contractEnd", &mut fields.contract_end, date);
    Some(Contract { holder: holder?, period: Period { starts: starts?, ends: ends? } })
}
