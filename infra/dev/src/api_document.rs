//! docs/openapi.json, made from the handlers.

use std::path::PathBuf;

use crate::failure::OrFail;
use crate::{Failure, process, workspace};

/// Where it is committed.
pub(crate) fn file() -> PathBuf {
    workspace::path("docs/openapi.json")
}

/// The document as the handlers have it now.
///
/// # Errors
/// When the crates do not compile.
pub(crate) async fn generate() -> Result<Vec<u8>, Failure> {
    let mut cargo = process::cargo();
    cargo.args(["run", "--quiet", "--package", "system-tests", "--example", "openapi"]);
    process::output("making the API document", &mut cargo, b"").await
}

/// Writes the document.
///
/// # Errors
/// When it cannot be made or written.
pub async fn write() -> Result<(), Failure> {
    let document = generate().await?;
    std::fs::write(file(), document).or_fail(file().display())
}
