//! Child processes that leave nothing behind.

use std::process::{Output, Stdio};

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::process::{Child, Command};

use crate::failure::OrFail;
use crate::{Failure, workspace};

/// cargo at the root of the repository, as if it were called from a shell. The
/// cargo that runs us has told us about our own package; handed on, that makes
/// build scripts run anew, and half of the dependencies with them.
pub(crate) fn cargo() -> Command {
    let ours = ["CARGO_BIN_", "CARGO_CRATE_", "CARGO_MANIFEST_", "CARGO_PKG_", "CARGO_PRIMARY_"];
    let mut cargo = Command::new("cargo");
    cargo.current_dir(workspace::root());
    for (name, _) in std::env::vars_os() {
        if ours.iter().any(|prefix| name.to_string_lossy().starts_with(prefix)) {
            cargo.env_remove(name);
        }
    }
    cargo
}

/// Runs a program to its end with our standard error and output.
///
/// # Errors
/// When it cannot be started or fails.
pub(crate) async fn run(what: &str, command: &mut Command) -> Result<(), Failure> {
    let mut group = Group::spawn(what, command.stdin(Stdio::null()))?;
    let status = group.child.wait().await.or_fail(what)?;
    match status.success() {
        true => Ok(()),
        false => Err(Failure::new(format!("{what} failed ({status}); see above"))),
    }
}

/// Runs a program to its end and collects what it prints on standard output.
///
/// # Errors
/// When it cannot be started or fails.
pub(crate) async fn output(
    what: &str,
    command: &mut Command,
    input: &[u8],
) -> Result<Vec<u8>, Failure> {
    let mut group = Group::spawn(what, command.stdin(Stdio::piped()).stdout(Stdio::piped()))?;
    let Output { status, stdout, .. } = group.talk(input).await.or_fail(what)?;
    match status.success() {
        true => Ok(stdout),
        false => Err(Failure::new(format!("{what} failed ({status}); see above"))),
    }
}

/// A program with all that it starts: killed together when this value goes
/// before it has ended.
struct Group {
    child: Child,
}

impl Group {
    fn spawn(what: &str, command: &mut Command) -> Result<Self, Failure> {
        let child = command.process_group(0).spawn().or_fail(what)?;
        Ok(Self { child })
    }

    async fn talk(&mut self, input: &[u8]) -> std::io::Result<Output> {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        if let Some(mut stdin) = self.child.stdin.take() {
            stdin.write_all(input).await?;
        }
        let mut stdout = Vec::new();
        if let Some(mut pipe) = self.child.stdout.take() {
            pipe.read_to_end(&mut stdout).await?;
        }
        let status = self.child.wait().await?;
        Ok(Output { status, stdout, stderr: Vec::new() })
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // None once the program has ended.
        if let Some(id) = self.child.id() {
            kill_group(id);
        }
    }
}

/// Kills what is left of the process group that `leader` leads.
pub(crate) fn kill_group(leader: u32) {
    let group = i32::try_from(leader).ok().and_then(Pid::from_raw);
    if let Some(group) = group {
        // Nothing left is what we want.
        let _ = kill_process_group(group, Signal::KILL);
    }
}
