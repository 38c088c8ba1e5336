//! Every DynamoDB call of the admissions area.

mod applications;
mod catalogue;
mod seats;

pub(crate) use applications::ApplicationStore;
pub(crate) use catalogue::{CatalogueStore, OfferingsOf, StoredProgramme};
