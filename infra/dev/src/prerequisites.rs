//! What must be on the machine beside Rust: Python and Node.

use tokio::process::Command;

use crate::Failure;

/// The Python that runs the emulator.
pub(crate) const PYTHON: &str = "python3";
const PYTHON_MINOR: u32 = 10;
const NODE_MAJOR: u32 = 20;

/// Checks that Python is there, is new enough and can make virtual environments.
///
/// # Errors
/// What is missing and how to get it.
pub(crate) async fn python() -> Result<(), Failure> {
    let probe = "import sys; print(sys.version_info.minor if sys.version_info.major == 3 else 0)";
    let minor = first_line(Command::new(PYTHON).args(["-c", probe])).await;
    match minor.and_then(|line| line.parse::<u32>().ok()) {
        None => Err(Failure::new(
            "Python is missing: install Python 3.10 or newer (Debian: apt-get install python3 python3-venv)",
        )),
        Some(minor) if minor < PYTHON_MINOR => Err(Failure::new(format!(
            "python3 is 3.{minor}: the emulator needs Python 3.{PYTHON_MINOR} or newer"
        ))),
        Some(_) => can_make_environments().await,
    }
}

async fn can_make_environments() -> Result<(), Failure> {
    let probe = "import ensurepip, venv; print('yes')";
    match first_line(Command::new(PYTHON).args(["-c", probe])).await {
        Some(_) => Ok(()),
        None => Err(Failure::new(
            "Python's module venv is missing (Debian: apt-get install python3-venv)",
        )),
    }
}

/// Checks that Node and npm are there and new enough.
///
/// # Errors
/// What is missing and how to get it.
pub(crate) async fn node() -> Result<(), Failure> {
    let version = first_line(Command::new("node").arg("--version")).await;
    let major = version
        .as_deref()
        .and_then(|line| line.trim_start_matches('v').split('.').next())
        .and_then(|major| major.parse::<u32>().ok());
    match major {
        None => Err(Failure::new(format!(
            "Node is missing: install Node {NODE_MAJOR} or newer; it builds the site"
        ))),
        Some(major) if major < NODE_MAJOR => Err(Failure::new(format!(
            "node is version {major}: the site needs {NODE_MAJOR} or newer"
        ))),
        Some(_) => match first_line(Command::new("npm").arg("--version")).await {
            Some(_) => Ok(()),
            None => Err(Failure::new("npm is missing: install it with Node")),
        },
    }
}

/// Whether a program can be found.
pub(crate) async fn has(program: &str) -> bool {
    first_line(Command::new(program).arg("--version")).await.is_some()
}

/// The first line that a program prints; none when it is missing or fails.
async fn first_line(command: &mut Command) -> Option<String> {
    let output = command.output().await.ok()?;
    if !output.status.success() {
        return None;
    }
    let text = String::from_utf8(output.stdout).ok()?;
    text.lines().next().map(str::to_owned)
}
