//! The fonts of the letters.

use std::path::PathBuf;

use tokio::process::Command;

use crate::progress::step;
use crate::{Failure, prerequisites, process, workspace};

/// Packs the fonts that shared/letter/fonts/package-lock.json names, unless that is
/// done; the folder they are in.
///
/// # Errors
/// When Node is missing or a package cannot be had.
pub(crate) async fn prepare() -> Result<PathBuf, Failure> {
    prerequisites::node().await?;
    let packages = workspace::path("shared/letter/fonts");
    let packed = packages.join("dist");
    let wanted = workspace::modified(&packages.join("package-lock.json"));
    if workspace::modified(&packed) < wanted {
        let install = npm(&["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
        step("Fetching the fonts of the letters (once)", install).await?;
        npm(&["run", "--silent", "build"]).await?;
    }
    Ok(packed)
}

async fn npm(arguments: &[&str]) -> Result<(), Failure> {
    let mut npm = Command::new("npm");
    npm.current_dir(workspace::path("shared/letter/fonts")).args(arguments);
    process::run("npm", &mut npm).await
}
