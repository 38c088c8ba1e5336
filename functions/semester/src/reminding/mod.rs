//! What falls due for students: the clock that tells them of it.

pub mod remind_students;
mod store;
