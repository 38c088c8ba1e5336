//! Where things are.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

/// A path of the repository.
pub(crate) fn path(relative: &str) -> PathBuf {
    root().join(relative)
}

/// When a file or folder was changed; none when it is not there.
pub(crate) fn modified(path: &Path) -> Option<SystemTime> {
    std::fs::metadata(path).ok()?.modified().ok()
}

/// The folder of everything that the local run keeps. Git ignores it.
pub(crate) fn local(relative: &str) -> PathBuf {
    root().join(".local").join(relative)
}
