//! Students in great numbers: what the tests of their area show in short.

use clap::Args;

use crate::progress::step;
use crate::{Failure, process};

/// How the cost of the clock is proved.
#[derive(Debug, Args)]
pub struct Ladder {
    /// How many students; a hundredth of them is the other case.
    #[arg(long, default_value_t = 100_000)]
    students: u32,
}

/// How a year is proved.
#[derive(Debug, Args)]
pub struct Year {
    /// How many students.
    #[arg(long, default_value_t = 5_000)]
    students: u32,
    /// Which year: the same for the same seed.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// How the hour is proved in which a window opens.
#[derive(Debug, Args)]
pub struct Opening {
    /// How many students.
    #[arg(long, default_value_t = 5_000)]
    students: u32,
}

/// The clock of what falls due costs the same for many students as for few when the
/// same is due.
///
/// # Errors
/// When it does not.
pub async fn ladder(proof: &Ladder) -> Result<(), Failure> {
    let test = "a_run_costs_the_same_for_many_students_as_for_few_when_the_same_is_due";
    let students = proof.students.to_string();
    run(test, &[("SOJOURN_LADDER_STUDENTS", students)]).await
}

/// In a year nobody goes without a notice that is due, and nobody gets one twice.
///
/// # Errors
/// When somebody does.
pub async fn year(proof: &Year) -> Result<(), Failure> {
    let test = "in_a_year_nobody_goes_without_a_notice_that_is_due_and_nobody_gets_one_twice";
    let (students, seed) = (proof.students.to_string(), proof.seed.to_string());
    run(test, &[("SOJOURN_YEAR_STUDENTS", students), ("SOJOURN_YEAR_SEED", seed)]).await
}

/// In the hour in which a window opens no registration is lost and none is there twice.
///
/// # Errors
/// When one is.
pub async fn opening(proof: &Opening) -> Result<(), Failure> {
    let test = "in_the_opening_hour_no_registration_is_lost_and_none_is_there_twice";
    run(test, &[("SOJOURN_OPENING_STUDENTS", proof.students.to_string())]).await
}

/// Runs a test of the area semester with other numbers than its own.
async fn run(test: &str, numbers: &[(&str, String)]) -> Result<(), Failure> {
    let mut cargo = process::cargo();
    cargo.args(["test", "--workspace", "--test", "actions", test, "--", "--nocapture"]);
    cargo.envs(numbers.iter().map(|(name, number)| (*name, number)));
    step(test, process::run("cargo test", &mut cargo)).await
}
