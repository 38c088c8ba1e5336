//! The form of a semester registration (S79-S99): eight sections, each in a folder
//! with its fields, its table and its reading. A table names the documents of its
//! section, too.

mod checks;
mod contact;
mod insurance;
mod location;
mod passport;
mod permit;
mod prefilling;
mod reading;
mod regulations;
mod residence;
#[cfg(any(test, feature = "samples"))]
pub mod samples;
mod sections;
mod situation;
mod slots;
mod tuition;

#[cfg(test)]
mod every_branch;
#[cfg(test)]
mod table_and_reading;

pub use checks::{Check, Noticed};
pub use contact::ContactFields;
pub use insurance::InsuranceFields;
pub use location::{Location, LocationFields};
pub use passport::PassportFields;
pub use permit::{PermitFields, PermitKind};
pub use prefilling::prefilled;
pub use reading::{Declared, Draft, Facts, Read, read};
pub use regulations::RegulationsFields;
pub use residence::{Residence, ResidenceFields, ResidenceKind};
pub use sections::{Section, Sections};
pub use situation::{ClaimState, Known, RegistrationRules, Situation, Term, TuitionFacts};
pub use slots::Slot;
pub(crate) use slots::checklist;
pub use tuition::{Tuition, TuitionFields, TuitionPayment};

use crate::form::table::Form;

/// What the pages of the form draw, section by section.
#[must_use]
pub fn table() -> Form {
    let sections = Section::ALL.map(|section| match section {
        Section::Contact => contact::table(),
        Section::Passport => passport::table(),
        Section::Tuition => tuition::table(),
        Section::Location => location::table(),
        Section::Residence => residence::table(),
        Section::Insurance => insurance::table(),
        Section::Permit => permit::table(),
        Section::Regulations => regulations::table(),
    });
    Form { sections: sections.into() }
}
