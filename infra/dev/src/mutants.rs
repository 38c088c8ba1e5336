//! Mutants: changes made by chance, and whether a test notices each.

use std::path::{Path, PathBuf};

use clap::Args;
use tokio::process::Command;

use crate::progress::step;
use crate::{Failure, fonts, process, python, workspace};

/// The version whose list is drawn from: another one lists other changes.
const VERSION: &str = "27.1.0";

/// Which changes are made.
#[derive(Debug, Args)]
pub struct Draw {
    /// How many.
    #[arg(long, default_value_t = 300)]
    count: usize,
    /// Which: the same for the same seed and code.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Makes changes in a copy of the last commit and runs the tests against each.
///
/// # Errors
/// When too few are noticed, or something does not build.
pub async fn prove(draw: &Draw) -> Result<(), Failure> {
    let fonts = fonts::prepare().await?;
    python::prepare().await?;
    let tools = cargo_mutants().await?;
    let tree = workspace::local("mutants/tree");
    copy(&tree, &fonts).await?;
    let mut script = python::script("mutants.py");
    script.arg(&tree).arg(workspace::local("mutants/target"));
    script.args([draw.seed.to_string(), draw.count.to_string()]);
    let mut path = tools.join("bin").into_os_string();
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    process::run("the proof by mutants", script.env("PATH", path)).await
}

/// Where cargo-mutants is installed.
async fn cargo_mutants() -> Result<PathBuf, Failure> {
    let tools = workspace::local("mutants/tools");
    let mut install = process::cargo();
    install.args(["install", "--quiet", "--locked", "cargo-mutants", "--version", VERSION]);
    install.arg("--root").arg(&tools);
    let installing = process::run("installing cargo-mutants", &mut install);
    step("Installing cargo-mutants (once, some minutes)", installing).await?;
    Ok(tools)
}

/// The last commit in a folder of its own, with the fonts that git does not keep. Each
/// file is as new as the copy: cargo builds what is newer than its last build.
async fn copy(tree: &Path, fonts: &Path) -> Result<(), Failure> {
    let mut script = Command::new("sh");
    script.current_dir(workspace::root()).args(["-ec", COPY, "copy"]).arg(tree).arg(fonts);
    process::run("copying the last commit", &mut script).await
}

const COPY: &str = "rm -rf \"$1\"; mkdir -p \"$1\"; \
    git archive HEAD | tar -xmC \"$1\"; cp -R \"$2\" \"$1/shared/letter/fonts/dist\"";
