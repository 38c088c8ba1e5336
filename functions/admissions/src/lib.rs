//! Admissions: the catalogue, the application with its sections, its submission
//! and the decision on it.

pub mod application;
pub mod basic_information;
pub mod catalogue;
pub mod catalogue_file;
pub mod programme;
