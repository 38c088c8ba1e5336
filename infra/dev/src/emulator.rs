//! MiniStack, the AWS emulator, as a child process.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::client::Client;
use crate::failure::OrFail;
use crate::{Failure, process, python, workspace};

/// The region that the emulator plays.
pub(crate) const REGION: &str = "us-east-1";

/// The services of the system; others are not started.
const SERVICES: &str = "s3,sqs,sns,dynamodb,dynamodbstreams,lambda,iam,sts,ssm,ses,events,scheduler,\
    logs,monitoring,cloudformation,apigateway,cloudfront";

/// A running emulator. It stops with this value, and with this process however
/// that ends: it watches its standard input, which then closes.
pub(crate) struct Emulator {
    child: Child,
    port: u16,
    log: PathBuf,
}

impl Emulator {
    /// Starts an emulator whose files are in `folder` and waits until it is
    /// ready. With `keep` it writes its state there when it stops.
    ///
    /// # Errors
    /// When it does not start; with the end of its log.
    pub(crate) async fn start(folder: &Path, port: u16, keep: bool) -> Result<Self, Failure> {
        let log = folder.join("emulator.log");
        let output = File::create(&log).or_fail(log.display())?;
        let work = folder.join("work");
        std::fs::create_dir_all(&work).or_fail(work.display())?;
        let mut command = Command::new(python::program("ministack"));
        // Every function inherits this environment.
        python::clean(&mut command);
        command
            .env("TMPDIR", work)
            .env("PYTHONPATH", workspace::path("infra/dev/local/emulator"))
            .env("STOP_WITH_PARENT", std::process::id().to_string())
            .env("BIND_HOST", "127.0.0.1")
            .env("GATEWAY_PORT", port.to_string())
            .env("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{port}"))
            .env("AWS_DEFAULT_REGION", REGION)
            .env("AWS_ACCESS_KEY_ID", "test")
            .env("AWS_SECRET_ACCESS_KEY", "test")
            .env("AUTH", "true")
            .env("SERVICES", SERVICES)
            .env("IOT_MTLS_ENABLED", "0")
            .env("SFTP_ENABLED", "0")
            .env("LOG_LEVEL", "WARNING");
        if keep {
            command
                .env("PERSIST_STATE", "1")
                .env("STATE_DIR", folder.join("state"))
                .env("S3_PERSIST", "1")
                .env("S3_DATA_DIR", folder.join("objects"));
        }
        let errors = output.try_clone().or_fail(log.display())?;
        command.stdin(Stdio::piped()).stdout(output).stderr(errors);
        // Its own group: Ctrl-C in a terminal is for us, and we stop it in order.
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let child = command.spawn().or_fail("starting the emulator")?;
        let mut emulator = Self { child, port, log };
        emulator.ready().await?;
        Ok(emulator)
    }

    async fn ready(&mut self) -> Result<(), Failure> {
        let client = Client::new();
        let url = format!("http://127.0.0.1:{}/_ministack/ready", self.port);
        let deadline = Instant::now() + Duration::from_secs(60);
        while Instant::now() < deadline {
            if client.get(&url).await.is_ok_and(|reply| reply.status.is_success()) {
                return Ok(());
            }
            if let Some(status) = self.child.try_wait().or_fail("waiting for the emulator")? {
                return Err(Failure::new(format!(
                    "the emulator ended ({status}):\n{}",
                    self.last_words()
                )));
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err(Failure::new(format!(
            "the emulator is not ready after a minute:\n{}",
            self.last_words()
        )))
    }

    fn last_words(&self) -> String {
        let log = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        let end = lines.get(lines.len().saturating_sub(20)..).unwrap_or_default();
        end.join("\n")
    }
}

impl Drop for Emulator {
    /// Asks it to stop by closing its standard input, waits while it writes its
    /// state and ends the functions, and kills what is left after that.
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let deadline = Instant::now() + Duration::from_secs(30);
        while Instant::now() < deadline && matches!(self.child.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(20));
        }
        process::kill_group(self.child.id());
        let _ = self.child.wait();
    }
}
