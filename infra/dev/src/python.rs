//! The virtual environment with the emulator and what reads letters, and our scripts in
//! it; and another one with WeasyPrint, for a benchmark.

use std::path::{Path, PathBuf};

use tokio::process::Command;

use crate::failure::OrFail;
use crate::prerequisites::{self, PYTHON};
use crate::progress::step;
use crate::{Failure, process, workspace};

/// Makes the virtual environment from infra/dev/requirements.txt, unless it is
/// there and made from the same file.
///
/// # Errors
/// When Python is missing or a package cannot be had.
pub(crate) async fn prepare() -> Result<(), Failure> {
    environment(&folder(), workspace::path("infra/dev/requirements.txt"), "the emulator").await
}

/// Makes the virtual environment with WeasyPrint, which letters are compared with.
///
/// # Errors
/// When a package cannot be had, or the system has no Pango.
pub(crate) async fn weasyprint() -> Result<(), Failure> {
    let requirements = workspace::path("infra/bench/letter/requirements.txt");
    environment(&weasyprint_folder(), requirements, "WeasyPrint").await?;
    let mut probe = Command::new(weasyprint_folder().join("bin/python"));
    probe.args(["-c", "import weasyprint"]);
    process::run(
        "finding Pango (Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0)",
        &mut probe,
    )
    .await
}

/// Python with Django and its CAS server.
///
/// # Errors
/// When Python is missing or a package cannot be had.
pub(crate) async fn university() -> Result<std::process::Command, Failure> {
    let folder = workspace::local("university");
    let requirements = workspace::path("infra/dev/university/cas/requirements.txt");
    environment(&folder, requirements, "the CAS server").await?;
    let mut command = std::process::Command::new(folder.join("bin/python"));
    clean(&mut command);
    Ok(command)
}

/// WeasyPrint with the page of a letter.
pub(crate) fn weasyprint_letter() -> Command {
    let mut command = Command::new(weasyprint_folder().join("bin/python"));
    command.arg(workspace::path("infra/bench/letter/weasyprint_letter.py"));
    clean(command.as_std_mut());
    command
}

/// Makes a virtual environment, unless it is there and made from the same file.
async fn environment(folder: &Path, requirements: PathBuf, what: &str) -> Result<(), Failure> {
    prerequisites::python().await?;
    let wanted = std::fs::read(&requirements).or_fail(requirements.display())?;
    let made_from = folder.join("requirements.txt");
    if std::fs::read(&made_from).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let installing = format!("Installing {what} (once, about half a minute)");
    step(&installing, install(folder, requirements)).await?;
    std::fs::write(&made_from, wanted).or_fail(made_from.display())
}

async fn install(folder: &Path, requirements: PathBuf) -> Result<(), Failure> {
    let mut environment = Command::new(PYTHON);
    environment.args(["-m", "venv", "--clear"]).arg(folder);
    process::run("making a virtual environment", &mut environment).await?;
    let mut packages = Command::new(folder.join("bin/python"));
    packages.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    packages.args(["--no-input", "--require-hashes", "--requirement"]).arg(requirements);
    process::run("installing Python packages", &mut packages).await
}

/// A program of the virtual environment.
pub(crate) fn program(name: &str) -> PathBuf {
    folder().join("bin").join(name)
}

/// One of the scripts in infra/dev/local, in an environment without anything
/// that could point it at a real AWS account.
pub(crate) fn script(name: &str) -> Command {
    let mut command = Command::new(program("python"));
    command.arg(workspace::path("infra/dev/local").join(name));
    clean(command.as_std_mut());
    command
}

/// Leaves only what every program needs in the environment of a command.
pub(crate) fn clean(command: &mut std::process::Command) {
    command.env_clear();
    for name in ["PATH", "HOME", "LANG"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command.env("PYTHONDONTWRITEBYTECODE", "1");
}

fn folder() -> PathBuf {
    workspace::local("venv")
}

fn weasyprint_folder() -> PathBuf {
    workspace::local("weasyprint")
}
