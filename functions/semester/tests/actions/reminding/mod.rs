//! Reminding.

mod cost;
pub mod people;
mod remind_students;
mod year;
