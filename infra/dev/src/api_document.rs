//! docs/openapi.json, made from the handlers, and infra/api.json, made from that.

use std::path::PathBuf;

use crate::failure::OrFail;
use crate::{Failure, api_definition, process, workspace};

/// Where the API document is committed.
pub(crate) fn file() -> PathBuf {
    workspace::path("docs/openapi.json")
}

/// A file that is made from the handlers.
pub(crate) struct Generated {
    /// Where it is committed.
    pub(crate) file: PathBuf,
    /// What it has to say now.
    pub(crate) content: Vec<u8>,
}

/// Both files as the handlers have them now.
///
/// # Errors
/// When the crates do not compile.
pub(crate) async fn generate() -> Result<[Generated; 2], Failure> {
    let mut cargo = process::cargo();
    cargo.args(["run", "--quiet", "--package", "system-tests", "--example", "openapi"]);
    let document = process::output("making the API document", &mut cargo, b"").await?;
    let definition = api_definition::of(&document)?;
    Ok([
        Generated { file: file(), content: document },
        Generated { file: api_definition::file(), content: definition },
    ])
}

/// Writes both files.
///
/// # Errors
/// When they cannot be made or written.
pub async fn write() -> Result<(), Failure> {
    for Generated { file, content } in generate().await? {
        std::fs::write(&file, content).or_fail(file.display())?;
    }
    Ok(())
}
