//! The binaries of the areas: what the functions run.
//!
//! Cargo builds a dependency again for every set of features, and which set it is
//! depends on which packages a command names. So there are two sets of packages,
//! and no third: the areas with what a benchmark compares them with, and the whole
//! workspace with its tests. The SDK alone takes minutes.

use std::path::{Path, PathBuf};

use crate::failure::OrFail;
use crate::{Failure, process, workspace};
use serde::Deserialize;
use tokio::process::Command;

/// How something is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Fast to build: the local run.
    Dev,
    /// As it is deployed.
    Release,
}

/// What a benchmark starts, and what it compares the areas with.
const COMPARED: [&str; 3] = ["hello", "floor", "runner"];

/// What cargo says of each thing it has built.
#[derive(Deserialize)]
struct Artifact {
    executable: Option<PathBuf>,
}

/// Builds the binary of every area for the local run, and what a benchmark compares
/// them with; the folder they are in.
///
/// # Errors
/// When one does not compile.
pub(crate) async fn for_local_run() -> Result<PathBuf, Failure> {
    let mut packages = areas(&workspace::root())?;
    packages.extend(COMPARED.map(str::to_owned));
    build_with(process::cargo(), Profile::Dev, &of(&packages)).await
}

/// Builds the binary of every area as it is deployed; the folder they are in.
///
/// # Errors
/// When one does not compile.
pub(crate) async fn for_deployment() -> Result<PathBuf, Failure> {
    let packages = areas(&workspace::root())?;
    build_with(process::cargo(), Profile::Release, &of(&packages)).await
}

/// Builds packages of the workspace as they would be deployed; the folder their
/// binaries are in.
///
/// # Errors
/// When one does not compile.
pub(crate) async fn for_comparison(packages: &[&str]) -> Result<PathBuf, Failure> {
    build_with(process::cargo(), Profile::Release, &of(packages)).await
}

/// Builds what a benchmark compares the areas with, as these are deployed.
///
/// # Errors
/// When one does not compile.
pub(crate) async fn compared() -> Result<PathBuf, Failure> {
    for_comparison(&COMPARED).await
}

/// Builds an example of the workspace, beside its tests; where it is.
///
/// # Errors
/// When it does not compile.
pub(crate) async fn example(name: &str) -> Result<PathBuf, Failure> {
    let arguments = ["--workspace", "--example", name].map(str::to_owned);
    Ok(build_with(process::cargo(), Profile::Dev, &arguments).await?.join(name))
}

/// Builds the areas of another work tree as they are deployed; the folder they are in.
///
/// # Errors
/// When one does not compile.
pub(crate) async fn build_beside(tree: &Path, target: &Path) -> Result<PathBuf, Failure> {
    let mut cargo = process::cargo();
    cargo.current_dir(tree).env("CARGO_TARGET_DIR", target);
    build_with(cargo, Profile::Release, &of(&areas(tree)?)).await
}

async fn build_with(
    mut cargo: Command,
    profile: Profile,
    what: &[String],
) -> Result<PathBuf, Failure> {
    cargo.arg("build").arg("--message-format=json-render-diagnostics");
    if profile == Profile::Release {
        cargo.arg("--release");
    }
    let messages = process::output("cargo build", cargo.args(what), b"").await?;
    messages
        .split(|byte| *byte == b'\n')
        .filter_map(|line| serde_json::from_slice::<Artifact>(line).ok()?.executable)
        .find_map(|executable| executable.parent().map(PathBuf::from))
        .ok_or_else(|| Failure::new("cargo built no binary"))
}

/// Names packages to cargo.
fn of(packages: &[impl AsRef<str>]) -> Vec<String> {
    packages.iter().map(|package| format!("--package={}", package.as_ref())).collect()
}

/// The areas of a work tree: one crate each in functions/.
fn areas(tree: &Path) -> Result<Vec<String>, Failure> {
    let folder = tree.join("functions");
    let mut areas: Vec<String> = std::fs::read_dir(&folder)
        .or_fail(folder.display())?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    areas.sort();
    Ok(areas)
}
