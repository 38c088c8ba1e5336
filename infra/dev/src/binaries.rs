//! The binaries of the areas: what the functions run.

use std::path::PathBuf;

use crate::failure::OrFail;
use crate::{Failure, process, workspace};
use serde::Deserialize;

/// What cargo says of each thing it has built.
#[derive(Deserialize)]
struct Artifact {
    executable: Option<PathBuf>,
}

/// Builds the binary of every area for the local run; the folder they are in.
///
/// # Errors
/// When one does not compile.
pub(crate) async fn build() -> Result<PathBuf, Failure> {
    build_with(&[]).await
}

/// Builds them as they are deployed; the folder they are in.
///
/// # Errors
/// When one does not compile.
pub(crate) async fn build_for_release() -> Result<PathBuf, Failure> {
    build_with(&["--release"]).await
}

async fn build_with(arguments: &[&str]) -> Result<PathBuf, Failure> {
    let mut cargo = process::cargo();
    cargo.arg("build").args(arguments).arg("--message-format=json-render-diagnostics");
    for area in areas()? {
        cargo.args(["--package", &area]);
    }
    let messages = process::output("building the areas", &mut cargo, b"").await?;
    messages
        .split(|byte| *byte == b'\n')
        .filter_map(|line| serde_json::from_slice::<Artifact>(line).ok()?.executable)
        .find_map(|executable| executable.parent().map(PathBuf::from))
        .ok_or_else(|| Failure::new("cargo built no binary in functions/"))
}

/// The areas: one crate each in functions/.
fn areas() -> Result<Vec<String>, Failure> {
    let folder = workspace::path("functions");
    let mut areas: Vec<String> = std::fs::read_dir(&folder)
        .or_fail(folder.display())?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    areas.sort();
    Ok(areas)
}
