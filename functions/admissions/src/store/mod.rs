//! Every DynamoDB call of the admissions area.

mod applications;
mod catalogue;
mod fees;
mod revisions;
mod seats;
mod withdrawals;

pub(crate) use applications::ApplicationStore;
pub(crate) use catalogue::{CatalogueStore, OfferingsOf, StoredProgramme};
pub(crate) use fees::Holdings;
