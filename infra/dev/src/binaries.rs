//! The binaries of the areas: what the functions run.

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

/// What cargo says of each thing it has built.
#[derive(Deserialize)]
struct Artifact {
    executable: Option<PathBuf>,
}

/// Builds the binary of every area; the folder they are in.
///
/// # Errors
/// When one does not compile.
pub(crate) async fn build(profile: Profile) -> Result<PathBuf, Failure> {
    build_packages(profile, &areas(&workspace::root())?).await
}

/// Builds packages of the workspace; the folder their binaries are in.
///
/// # Errors
/// When one does not compile.
pub(crate) async fn build_packages(
    profile: Profile,
    packages: &[String],
) -> Result<PathBuf, Failure> {
    build_with(process::cargo(), profile, packages).await
}

/// Builds the areas of another work tree as they are deployed; the folder they are in.
///
/// # Errors
/// When one does not compile.
pub(crate) async fn build_beside(tree: &Path, target: &Path) -> Result<PathBuf, Failure> {
    let mut cargo = process::cargo();
    cargo.current_dir(tree).env("CARGO_TARGET_DIR", target);
    build_with(cargo, Profile::Release, &areas(tree)?).await
}

async fn build_with(
    mut cargo: Command,
    profile: Profile,
    packages: &[String],
) -> Result<PathBuf, Failure> {
    cargo.arg("build").arg("--message-format=json-render-diagnostics");
    if profile == Profile::Release {
        cargo.arg("--release");
    }
    for package in packages {
        cargo.args(["--package", package]);
    }
    let messages = process::output("cargo build", &mut cargo, b"").await?;
    messages
        .split(|byte| *byte == b'\n')
        .filter_map(|line| serde_json::from_slice::<Artifact>(line).ok()?.executable)
        .find_map(|executable| executable.parent().map(PathBuf::from))
        .ok_or_else(|| Failure::new("cargo built no binary"))
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
