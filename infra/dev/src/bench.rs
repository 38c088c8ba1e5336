//! `cargo dev bench`: builds what is measured, and runs it.

use std::path::{Path, PathBuf};

use tokio::process::Command;

use crate::failure::OrFail;
use crate::progress::step;
use crate::{Failure, binaries, process, workspace};

/// aws-lc's jitter entropy source costs its first handshake 50 ms of CPU; this
/// builds it without.
const NO_JITTER: (&str, &str) = ("AWS_LC_SYS_NO_JITTER_ENTROPY", "1");

/// Measures cold starts of the areas' release binaries.
///
/// # Errors
/// When something does not build or run.
pub async fn cold() -> Result<(), Failure> {
    let areas =
        step("Building the areas for release (minutes)", binaries::build_for_release()).await?;
    let target = workspace::path("target/bench");
    let release = target.join("release");
    let base = build(&target, &["--package", "hello", "--package", "runner"], None);
    step("Building hello-world and the runner", base).await?;
    first_call(&target, &release, "ring", None).await?;
    first_call(&target, &release, "aws-lc", None).await?;
    first_call(&workspace::path("target/bench-no-jitter"), &release, "aws-lc", Some(NO_JITTER))
        .await?;
    let mut runner = Command::new(release.join("runner"));
    process::run("the benchmark", runner.arg(areas).arg(&release)).await
}

/// Compares what names with and without an account cost.
///
/// # Errors
/// When it does not build or run.
pub async fn names() -> Result<(), Failure> {
    let mut cargo = process::cargo();
    // The profile of the tests: what is compared are paths, not speeds.
    cargo.args(["bench", "--profile", "dev", "--package", "accounts"]);
    process::run("the benchmark", cargo.args(["--bench", "known_and_unknown"])).await
}

/// Builds `first_call` with one crypto library and keeps it beside the others.
async fn first_call(
    target: &Path,
    kept: &Path,
    crypto: &str,
    variable: Option<(&str, &str)>,
) -> Result<(), Failure> {
    let jitter = if variable.is_some() { "_no_jitter" } else { "" };
    let name = format!("first_call_{}{jitter}", crypto.replace('-', "_"));
    let arguments = ["--package", "first_call", "--features", crypto];
    step(&format!("Building {name}"), build(target, &arguments, variable)).await?;
    let built = target.join("release/first_call");
    std::fs::copy(&built, kept.join(name)).or_fail(built.display())?;
    Ok(())
}

async fn build(
    target: &Path,
    arguments: &[&str],
    variable: Option<(&str, &str)>,
) -> Result<(), Failure> {
    let mut cargo = process::cargo();
    cargo
        .current_dir(workspace::path("infra/bench"))
        .env("CARGO_TARGET_DIR", PathBuf::from(target));
    cargo.args(["build", "--release"]).args(arguments).envs(variable);
    process::run("cargo build", &mut cargo).await
}
