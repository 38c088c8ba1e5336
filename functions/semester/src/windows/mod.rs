//! When students can register: semesters with a window for each cohort, more time
//! for single students, and the days on which the office works.

pub mod availability;
pub mod extend_window;
pub mod extension;
pub mod list_semesters;
pub mod semester;
pub mod set_semester;
pub mod settings;
pub(crate) mod store;
pub mod view_registration_window;
