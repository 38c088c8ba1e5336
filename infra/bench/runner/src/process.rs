//! One start of a function's binary.

use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use tokio::process::{Child, Command};

use crate::Failure;
use crate::aws::Aws;
use crate::runtime_api::{Reply, RuntimeApi};
use crate::values::REGION;

/// How long a function may take to its first reply.
const PATIENCE: Duration = Duration::from_secs(20);

/// A binary, and what it is started with and given to do.
pub(crate) struct Start {
    pub(crate) binary: PathBuf,
    pub(crate) variables: HashMap<String, String>,
    pub(crate) event: String,
    /// Whether the reply needs DynamoDB: one that comes without was refused
    /// before any work.
    pub(crate) asks: bool,
}

/// What one start took.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sample {
    /// From spawning to the first reply.
    pub(crate) wall: Duration,
    /// The processor's time in it.
    pub(crate) cpu: Duration,
    /// The most memory that the process had resident, in KiB.
    pub(crate) peak_kib: u64,
    /// Connections that it opened.
    pub(crate) connections: usize,
}

/// Where functions are started.
pub(crate) struct Bench<'a> {
    pub(crate) aws: &'a Aws,
    pub(crate) runtime: &'a mut RuntimeApi,
    /// For what a function prints.
    pub(crate) folder: &'a Path,
}

impl Bench<'_> {
    /// Starts a binary, waits for its first reply and ends it.
    ///
    /// # Errors
    /// When it does not start, or its reply is not one; with what it said.
    pub(crate) async fn measure(&mut self, start: &Start) -> Result<Sample, Failure> {
        self.aws.seen();
        self.runtime.offer(start.event.clone()).await;
        let printed = self.folder.join("printed");
        let output = File::create(&printed)?;
        let mut command = Command::new(&start.binary);
        command
            .env_clear()
            .envs(&start.variables)
            .envs(self.aws.variables.iter().cloned())
            .envs(of_lambda(&self.runtime.address))
            .stderr(output.try_clone()?)
            .stdout(output)
            .stdin(Stdio::null())
            .kill_on_drop(true);
        let started = Instant::now();
        let mut child = command.spawn().map_err(|error| error.to_string())?;
        let replied = first_reply(self.runtime, &mut child).await;
        let sample = replied.and_then(|reply| self.sample(start, &child, started, &reply));
        let _ = child.kill().await;
        sample.map_err(|error| {
            let said = std::fs::read_to_string(&printed).unwrap_or_default();
            format!("{error}\n{said}").into()
        })
    }

    fn sample(
        &self,
        start: &Start,
        child: &Child,
        started: Instant,
        reply: &Reply,
    ) -> Result<Sample, Failure> {
        let process = child.id().ok_or("the process ended")?;
        let (cpu, peak_kib) = (cpu_time(process)?, peak_memory(process)?);
        let seen = self.aws.seen();
        let answered = reply.outcome == "response" && !reply.body.contains(r#""statusCode":5"#);
        let asked = seen.requests.iter().any(|request| *request > reply.ready);
        match answered && (asked || !start.asks) {
            true => Ok(Sample {
                wall: reply.at - started,
                cpu,
                peak_kib,
                connections: seen.connections,
            }),
            false if answered => Err(format!("answered without DynamoDB: {}", reply.body).into()),
            false => Err(format!("{}: {}", reply.outcome, reply.body).into()),
        }
    }
}

async fn first_reply(runtime: &mut RuntimeApi, child: &mut Child) -> Result<Reply, Failure> {
    tokio::select! {
        reply = runtime.reply() => reply,
        ended = child.wait() => Err(format!("ended before its first reply ({})", ended?).into()),
        () = tokio::time::sleep(PATIENCE) => Err(format!("no reply in {PATIENCE:?}").into()),
    }
}

/// What the Lambda service itself tells every function.
fn of_lambda(runtime_api: &str) -> [(&str, &str); 7] {
    [
        ("AWS_LAMBDA_RUNTIME_API", runtime_api),
        ("AWS_LAMBDA_FUNCTION_VERSION", "1"),
        ("AWS_LAMBDA_LOG_GROUP_NAME", "bench"),
        ("AWS_LAMBDA_LOG_STREAM_NAME", "bench"),
        ("AWS_REGION", REGION),
        ("AWS_ACCESS_KEY_ID", "AKIABENCH"),
        ("AWS_SECRET_ACCESS_KEY", "bench"),
    ]
}

/// The time that the threads of a process have had a processor.
fn cpu_time(process: u32) -> Result<Duration, Failure> {
    let mut nanoseconds = 0;
    for task in std::fs::read_dir(format!("/proc/{process}/task"))? {
        let text = std::fs::read_to_string(task?.path().join("schedstat"))?;
        nanoseconds += text.split_whitespace().next().unwrap_or("0").parse::<u64>()?;
    }
    Ok(Duration::from_nanos(nanoseconds))
}

/// The most memory a process ever had resident, in KiB.
fn peak_memory(process: u32) -> Result<u64, Failure> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1));
    Ok(kib.ok_or("the kernel keeps no VmHWM")?.parse()?)
}
