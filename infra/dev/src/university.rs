//! The university of the local run: a real OpenID provider, or a real CAS server, as a
//! child process. Who studies there stands in infra/dev/university/people.json.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use clap::ValueEnum;
use serde::Deserialize;
use serde_json::json;
use tokio::sync::Mutex;

use crate::client::Client;
use crate::failure::OrFail;
use crate::progress::step;
use crate::{Failure, prerequisites, process, python, workspace};

/// Two universities of one process are installed one after the other: the second finds
/// what the first has made.
static INSTALLING: Mutex<()> = Mutex::const_new(());

/// The secret of our client there: no secret here, and the same on every machine.
pub const CLIENT_SECRET: &str = "local-university-local-university";
/// The password of everybody there; the OpenID provider takes any.
pub const PASSWORD: &str = "university";

/// What the university runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Protocol {
    /// OpenID Connect.
    Oidc,
    /// CAS 3.0.
    Cas,
}

/// Somebody whom the university knows.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// The name one signs in with there.
    pub login: String,
    /// The student number, of whom has one.
    pub student_number: Option<String>,
}

/// A running university. It stops with this value, and with this process however that
/// ends: it watches its standard input, which then closes.
pub struct University {
    child: Child,
    port: u16,
    protocol: Protocol,
}

impl University {
    /// Starts a university whose files are in `folder` and that leads browsers back to
    /// `page`.
    ///
    /// # Errors
    /// When its packages cannot be had, or it does not start.
    pub async fn start(protocol: Protocol, folder: &Path, page: &str) -> Result<Self, Failure> {
        std::fs::create_dir_all(folder).or_fail(folder.display())?;
        let port = free_port()?;
        let settings = json!({
            "port": port,
            "page": page,
            "folder": folder,
            "clientSecret": CLIENT_SECRET,
        });
        let installing = INSTALLING.lock().await;
        let (mut command, program) = match protocol {
            Protocol::Oidc => (node().await?, "oidc/server.js"),
            Protocol::Cas => (python::university().await?, "cas/server.py"),
        };
        drop(installing);
        let log = folder.join("university.log");
        let output = File::create(&log).or_fail(log.display())?;
        let errors = output.try_clone().or_fail(log.display())?;
        command.arg(files().join(program)).arg(settings.to_string());
        command.stdin(Stdio::piped()).stdout(output).stderr(errors);
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let child = command.spawn().or_fail("starting the university")?;
        let mut university = Self { child, port, protocol };
        university.ready(&log).await?;
        Ok(university)
    }

    /// The parameters of the template that name it.
    #[must_use]
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        let address = self.address();
        let (protocol, login, check, issuer) = match self.protocol {
            Protocol::Oidc => {
                let check = format!("{address}/.well-known/openid-configuration");
                ("oidc", format!("{address}/auth"), check, address)
            }
            Protocol::Cas => {
                let check = format!("{address}/p3/serviceValidate");
                ("cas", format!("{address}/login"), check, String::new())
            }
        };
        let attribute = match self.protocol {
            Protocol::Oidc => "student_number",
            Protocol::Cas => "studentNumber",
        };
        vec![
            ("UniversityProtocol", protocol.to_owned()),
            ("UniversityLoginUrl", login),
            ("UniversityCheckUrl", check),
            ("UniversityIssuer", issuer),
            ("UniversityClientId", "sojourn".to_owned()),
            ("UniversityScope", "openid student".to_owned()),
            ("UniversityAttribute", attribute.to_owned()),
        ]
    }

    /// Who is known there.
    ///
    /// # Errors
    /// When people.json is missing or malformed.
    pub fn people() -> Result<Vec<Person>, Failure> {
        let file = files().join("people.json");
        let text = std::fs::read(&file).or_fail(file.display())?;
        serde_json::from_slice(&text).or_fail(file.display())
    }

    fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    async fn ready(&mut self, log: &Path) -> Result<(), Failure> {
        let client = Client::new();
        let url = match self.protocol {
            Protocol::Oidc => format!("{}/.well-known/openid-configuration", self.address()),
            Protocol::Cas => format!("{}/login", self.address()),
        };
        let deadline = Instant::now() + Duration::from_secs(60);
        while Instant::now() < deadline {
            if client.get(&url).await.is_ok_and(|reply| reply.status.is_success()) {
                return Ok(());
            }
            if let Some(status) = self.child.try_wait().or_fail("waiting for the university")? {
                let words = std::fs::read_to_string(log).unwrap_or_default();
                return Err(Failure::new(format!("the university ended ({status}):\n{words}")));
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err(Failure::new(format!("the university is not ready after a minute: {}", log.display())))
    }
}

impl Drop for University {
    fn drop(&mut self) {
        process::kill_group(self.child.id());
        let _ = self.child.wait();
    }
}

fn files() -> PathBuf {
    workspace::path("infra/dev/university")
}

/// A port that nobody uses: released again, the university binds it itself.
fn free_port() -> Result<u16, Failure> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).or_fail("the university")?;
    Ok(listener.local_addr().or_fail("the university")?.port())
}

/// Node, with the packages that package-lock.json names.
async fn node() -> Result<Command, Failure> {
    prerequisites::node().await?;
    let folder = files().join("oidc");
    let wanted = workspace::modified(&folder.join("package-lock.json"));
    let installed = workspace::modified(&folder.join("node_modules/.package-lock.json"));
    if installed < wanted {
        let mut npm = tokio::process::Command::new("npm");
        npm.current_dir(&folder).args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
        step("Installing the OpenID provider (once)", process::run("npm ci", &mut npm)).await?;
    }
    let mut node = Command::new("node");
    python::clean(&mut node);
    Ok(node)
}
