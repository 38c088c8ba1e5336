//! Step 2 of the form: what the applicant wants to study, and what language they bring.

mod fields;
mod reading;
mod table;

pub use fields::{
    EnglishTest, HeardFrom, HskLevel, HskkLevel, Proficiency, RecommenderFields, StudyPlanFields,
};
pub(super) use reading::read;
pub(super) use table::table;
