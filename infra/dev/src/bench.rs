//! `cargo dev bench`: builds what is measured, and runs it. Another benchmark is
//! a function here, and a call of its shortest round in [`once`].

use std::path::{Path, PathBuf};

use clap::Args;
use tokio::process::Command;

use crate::progress::step;
use crate::{Failure, binaries, process, workspace};

/// How cold starts are measured.
#[derive(Debug, Args)]
pub struct Cold {
    /// How often each binary is started.
    #[arg(long, default_value_t = 25)]
    rounds: usize,
    /// A work tree of another revision, whose functions are measured beside.
    #[arg(long)]
    beside: Option<PathBuf>,
    /// Where that one is built; its own target folder by default.
    #[arg(long, requires = "beside")]
    beside_target: Option<PathBuf>,
}

/// Measures cold starts of the areas' release binaries.
///
/// # Errors
/// When something does not build, start or reply.
pub async fn cold(options: &Cold) -> Result<(), Failure> {
    let beside = match &options.beside {
        Some(tree) => {
            let target = options.beside_target.clone().unwrap_or_else(|| tree.join("target"));
            let build = binaries::build_beside(tree, &target);
            Some((tree.as_path(), step("Building the areas beside", build).await?))
        }
        None => None,
    };
    let areas = binaries::for_deployment();
    let areas = step("Building the areas for release (minutes)", areas).await?;
    // The areas are built by themselves, as they are deployed.
    let compared = binaries::compared();
    let compared = step("Building hello, the floor and the runner", compared).await?;
    start_all(&areas, &compared, beside, options.rounds).await
}

/// Compares what names with and without an account cost.
///
/// # Errors
/// When it does not build or run.
pub async fn names() -> Result<(), Failure> {
    ask_for_names(&[]).await
}

/// One short round of every benchmark, with the binaries of the local run: shows
/// that each still runs, never how long anything takes.
///
/// # Errors
/// When one does not build or run.
pub(crate) async fn once() -> Result<(), Failure> {
    let built = binaries::for_local_run().await?;
    start_all(&built, &built, None, 1).await?;
    ask_for_names(&["--", "1"]).await
}

async fn start_all(
    areas: &Path,
    compared: &Path,
    beside: Option<(&Path, PathBuf)>,
    rounds: usize,
) -> Result<(), Failure> {
    let mut runner = Command::new(compared.join("runner"));
    runner.arg("--tree").arg(workspace::root()).arg("--binaries").arg(areas);
    runner.args(["--rounds", &rounds.to_string()]);
    if let Some((tree, binaries)) = beside {
        runner.arg("--beside").arg(tree).arg("--beside-binaries").arg(binaries);
    }
    process::run("the benchmark", &mut runner).await
}

async fn ask_for_names(arguments: &[&str]) -> Result<(), Failure> {
    let mut cargo = process::cargo();
    // The profile of the tests: what is compared are paths, not speeds.
    cargo.args(["bench", "--profile", "dev", "--workspace"]);
    cargo.args(["--bench", "known_and_unknown"]).args(arguments);
    process::run("the benchmark", &mut cargo).await
}
