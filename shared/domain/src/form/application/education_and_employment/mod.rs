//! Step 3 of the form: schools, universities and work until now. Months are YYYY-MM.

mod fields;
mod reading;
mod table;

pub use fields::{
    AwardFields, ChinaStudyFields, ChinaStudyKind, ChinaStudyPlace, ChinaWorkFields,
    EducationAndEmploymentFields, EducationLevel, EducationRecordFields, PublicationFields,
    WorkRecordFields,
};
pub(super) use reading::read;
pub(super) use table::table;
