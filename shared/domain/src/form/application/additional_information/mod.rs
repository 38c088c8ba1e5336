//! Step 4 of the form: family, who pays, and whom to call.

mod fields;
mod reading;
mod table;

pub use fields::{
    AdditionalInformationFields, AgentFields, EmergencyContactFields, FamilyMemberFields,
    GuardianFields, Relation, SupporterFields, SupporterKind,
};
pub(super) use reading::read;
pub(super) use table::table;
