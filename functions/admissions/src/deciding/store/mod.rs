//! What a decision writes: the task, the application, a place and the record of a student.

mod acceptance;
mod decisions;
mod seats;
mod second_looks;
