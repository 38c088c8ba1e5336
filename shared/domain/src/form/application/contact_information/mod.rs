//! Step 5 of the form: how to reach the applicant, and where letters go.

mod fields;
mod reading;
mod table;

pub use fields::{AddressFields, AdmissionDelivery, ContactInformationFields, ReceiverFields};
pub(super) use reading::read;
pub(super) use table::table;
