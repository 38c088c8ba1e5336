//! Builds the site.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tokio::process::Command;

use crate::progress::step;
use crate::workspace::{self, modified};
use crate::{Failure, api_document, prerequisites, process};

/// Builds the site if its sources changed; the folder with the result.
///
/// # Errors
/// When Node is missing or the build fails.
pub(crate) async fn build() -> Result<PathBuf, Failure> {
    install().await?;
    let built = workspace::path("site/dist");
    let sources = [workspace::path("site"), api_document::file(), api_document::forms()];
    let changed = sources.iter().filter_map(|path| newest(path)).max();
    if modified(&built.join("index.html")) < changed {
        step(
            "Building the site",
            process::run(
                "building the site",
                &mut npm(&["run", "--silent", "build", "--", "--logLevel=warn"]),
            ),
        )
        .await?;
    }
    Ok(built)
}

/// Installs what package-lock.json names, unless that is done.
///
/// # Errors
/// When Node is missing or a package cannot be had.
pub(crate) async fn install() -> Result<(), Failure> {
    prerequisites::node().await?;
    let wanted = modified(&workspace::path("site/package-lock.json"));
    let installed = modified(&workspace::path("site/node_modules/.package-lock.json"));
    if installed < wanted {
        let install = &mut npm(&["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
        step("Installing the site's packages", process::run("npm ci", install)).await?;
    }
    Ok(())
}

/// npm in the folder of the site.
pub(crate) fn npm(arguments: &[&str]) -> Command {
    let mut npm = Command::new("npm");
    npm.current_dir(workspace::path("site")).args(arguments);
    npm
}

/// When the newest file under `path` was changed, what is made left out.
fn newest(path: &Path) -> Option<SystemTime> {
    let made = ["node_modules", "dist", "e2e", "test-results"];
    if path.file_name().is_some_and(|name| made.iter().any(|each| name == *each)) {
        return None;
    }
    match std::fs::read_dir(path) {
        Ok(entries) => entries.filter_map(|entry| newest(&entry.ok()?.path())).max(),
        Err(_) => modified(path),
    }
}
