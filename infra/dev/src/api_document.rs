//! What is made from the code and committed: docs/openapi.json from the handlers,
//! infra/api.json from that, and docs/forms.json from the tables of the forms.

use std::path::PathBuf;

use tokio::process::Command;

use crate::failure::OrFail;
use crate::{Failure, api_definition, binaries, process, workspace};

/// Where the API document is committed.
pub(crate) fn file() -> PathBuf {
    workspace::path("docs/openapi.json")
}

/// Where the tables of the forms are committed; the site draws from them.
pub(crate) fn forms() -> PathBuf {
    workspace::path("docs/forms.json")
}

/// A file that is made from the code.
pub(crate) struct Generated {
    /// Where it is committed.
    pub(crate) file: PathBuf,
    /// What it has to say now.
    pub(crate) content: Vec<u8>,
}

/// The files as the code has them now.
///
/// # Errors
/// When the crates do not compile.
pub(crate) async fn generate() -> Result<[Generated; 3], Failure> {
    let document = printed("openapi").await?;
    let definition = api_definition::of(&document)?;
    Ok([
        Generated { file: file(), content: document },
        Generated { file: api_definition::file(), content: definition },
        Generated { file: forms(), content: printed("forms").await? },
    ])
}

/// What an example of the workspace prints.
async fn printed(example: &str) -> Result<Vec<u8>, Failure> {
    let mut example = Command::new(binaries::example(example).await?);
    process::output("printing what is committed", &mut example, b"").await
}

/// Writes the files.
///
/// # Errors
/// When they cannot be made or written.
pub async fn write() -> Result<(), Failure> {
    for Generated { file, content } in generate().await? {
        std::fs::write(&file, content).or_fail(file.display())?;
    }
    Ok(())
}
