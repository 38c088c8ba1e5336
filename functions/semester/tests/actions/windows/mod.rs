//! Windows.

mod extend_window;
mod list_semesters;
mod set_semester;
mod view_registration_window;
