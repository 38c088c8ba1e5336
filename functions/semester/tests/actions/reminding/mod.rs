//! Reminding.

mod cost;
mod people;
mod remind_students;
mod year;
