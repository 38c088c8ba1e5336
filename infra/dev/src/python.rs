//! The virtual environment with the emulator, and our scripts in it.

use std::path::PathBuf;

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
    prerequisites::python().await?;
    let requirements = workspace::path("infra/dev/requirements.txt");
    let wanted = std::fs::read(&requirements).or_fail(requirements.display())?;
    let made_from = folder().join("requirements.txt");
    if std::fs::read(&made_from).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    step("Installing the emulator (once, about half a minute)", install(requirements)).await?;
    std::fs::write(&made_from, wanted).or_fail(made_from.display())
}

async fn install(requirements: PathBuf) -> Result<(), Failure> {
    let mut environment = Command::new(PYTHON);
    environment.args(["-m", "venv", "--clear"]).arg(folder());
    process::run("making a virtual environment", &mut environment).await?;
    let mut packages = Command::new(program("python"));
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
