//! Every DynamoDB call of the admissions area.

mod acceptance;
mod applications;
mod catalogue;
mod categories;
mod contacts;
mod decisions;
mod fees;
mod revisions;
mod seats;
mod second_looks;
mod students;
mod withdrawals;

pub(crate) use applications::{ACTIVE, APPLICATION, ApplicationStore};
pub(crate) use catalogue::CatalogueStore;
pub(crate) use categories::CategoryChange;
pub(crate) use contacts::{CODE, ContactConfirmation};
pub(crate) use fees::Holdings;
pub(crate) use revisions::WakeUp;
pub(crate) use seats::SEATS_LABEL;
pub(crate) use students::StudentStore;
