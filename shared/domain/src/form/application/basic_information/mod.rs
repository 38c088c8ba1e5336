//! Step 1 of the form: who the applicant is, as in the passport.

mod fields;
mod mrz;
mod reading;
mod table;

pub use fields::{
    BasicInformationFields, Education, Gender, MaritalStatus, Occupation, OriginRegion,
    PassportType, Province, Religion, ResidencePurpose, VisaType,
};
pub use reading::Identity;
pub(super) use reading::{born, read};
pub(super) use table::table;
