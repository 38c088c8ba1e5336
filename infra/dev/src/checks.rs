//! `cargo dev test`: every check there is, and where the time went.

use std::path::Path;
use std::time::{Duration, Instant};

use clap::ValueEnum;
use tokio::process::Command;

use crate::api_document::Generated;
use crate::failure::OrFail;
use crate::letters::Proof;
use crate::stack::STACK_VARIABLE;
use crate::{
    Failure, Options, Stack, api_document, bench, fonts, letters, prerequisites, process, python,
    site, workspace,
};

/// One part of `cargo dev test`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Stage {
    /// rustfmt.
    Format,
    /// clippy, warnings denied.
    Lint,
    /// Unit, property and action tests; letters of random names, read back.
    Rules,
    /// cfn-lint, the SAM transform, our own rules of the template.
    Template,
    /// docs/openapi.json, infra/api.json and docs/forms.json against the code.
    Api,
    /// One short round of every benchmark.
    Bench,
    /// Types, unit tests and size of the site.
    Site,
    /// The journey, the sample events and the rest of tests/, on a local stack.
    System,
    /// The site in Chromium, on the same stack.
    Browser,
}

/// Runs the named stages, or all; every one, even when one before it fails.
///
/// # Errors
/// When a stage failed.
pub async fn run(wanted: &[Stage]) -> Result<(), Failure> {
    let stages: Vec<Stage> = match wanted {
        [] => Stage::value_variants().to_vec(),
        _ => wanted.to_vec(),
    };
    let mut report = Report::default();
    let on_a_stack = |stage: &&Stage| matches!(stage, Stage::System | Stage::Browser);
    for stage in stages.iter().filter(|stage| !on_a_stack(stage)) {
        report.time(name(*stage), alone(*stage)).await;
    }
    let together: Vec<Stage> = stages.iter().filter(on_a_stack).copied().collect();
    if !together.is_empty() {
        on_stack(&together, &mut report).await;
    }
    report.conclude()
}

/// A stage that needs no stack.
async fn alone(stage: Stage) -> Result<(), Failure> {
    match stage {
        Stage::Format => cargo(&["fmt", "--all", "--check"]).await,
        Stage::Lint => lint().await,
        Stage::Rules => rules().await,
        Stage::Template => template().await,
        Stage::Api => api().await,
        Stage::Bench => bench::once().await,
        Stage::Site => site_alone().await,
        Stage::System | Stage::Browser => Ok(()),
    }
}

/// The stages that share a stack.
async fn on_stack(stages: &[Stage], report: &mut Report) {
    if stages.contains(&Stage::Browser) && !report.time("chromium", chromium()).await {
        return;
    }
    let Some(stack) = report.value("stack", Stack::start(Options::for_tests())).await else {
        return;
    };
    for stage in stages {
        match stage {
            Stage::System => report.time(name(*stage), system(stack.file())).await,
            _ => report.time(name(*stage), browser(stack.file())).await,
        };
    }
}

/// The code denies what the tests may do.
async fn lint() -> Result<(), Failure> {
    // With an example, so that both take the dependencies in one set of features: that
    // of the tests.
    let code = ["clippy", "--workspace", "--lib", "--bins", "--example", "forms"];
    cargo(&[&code[..], &["--", "-D", "warnings"]].concat()).await?;
    let allowed =
        ["clippy::unwrap_used", "clippy::expect_used", "clippy::indexing_slicing", "clippy::panic"];
    let mut arguments =
        vec!["clippy", "--workspace", "--tests", "--examples", "--", "-D", "warnings"];
    let others = ["missing_docs", "clippy::print_stdout", "clippy::disallowed_methods"];
    for lint in allowed.iter().chain(&others) {
        arguments.extend(["-A", lint]);
    }
    cargo(&arguments).await
}

/// All of them, even when one area's fail; and letters, which others read.
async fn rules() -> Result<(), Failure> {
    fonts::prepare().await?;
    let tests =
        cargo(&["test", "--workspace", "--exclude", "system-tests", "--no-fail-fast"]).await;
    letters::prove(&Proof::SHORT).await.and(tests)
}

async fn template() -> Result<(), Failure> {
    python::prepare().await?;
    let mut lint = Command::new(python::program("cfn-lint"));
    process::run("cfn-lint", lint.current_dir(workspace::root())).await?;
    let check = &mut python::script("check_template.py");
    process::run(
        "infra/dev/local/check_template.py",
        check.arg(workspace::path("infra/template.yaml")),
    )
    .await
}

async fn api() -> Result<(), Failure> {
    for Generated { file, content } in api_document::generate().await? {
        let committed = std::fs::read(&file).or_fail(file.display())?;
        if content != committed {
            let name = file.display();
            return Err(Failure::new(format!(
                "{name} is not what the code has: run `cargo dev api`"
            )));
        }
    }
    Ok(())
}

async fn site_alone() -> Result<(), Failure> {
    site::install().await?;
    process::run("the site's checks", &mut site::npm(&["run", "check"])).await
}

async fn system(stack: &Path) -> Result<(), Failure> {
    let mut cargo = process::cargo();
    // By their names and not by their package: a package by itself would have its own
    // set of features, and so its own build of every dependency.
    cargo.env(STACK_VARIABLE, stack).args(["test", "--workspace", "--no-fail-fast"]);
    cargo.args(tests_of_the_system()?.iter().map(|name| format!("--test={name}")));
    process::run("the system tests", &mut cargo).await
}

/// The names of the files in tests/tests/.
fn tests_of_the_system() -> Result<Vec<String>, Failure> {
    let folder = workspace::path("tests/tests");
    let files = std::fs::read_dir(&folder).or_fail(folder.display())?;
    let name = |file: std::fs::DirEntry| Some(file.path().file_stem()?.to_str()?.to_owned());
    let mut names: Vec<String> = files.filter_map(|file| name(file.ok()?)).collect();
    names.sort();
    Ok(names)
}

async fn browser(stack: &Path) -> Result<(), Failure> {
    site::install().await?;
    let mut tests = site::npm(&["run", "e2e"]);
    process::run("the browser tests", tests.env(STACK_VARIABLE, stack)).await
}

/// Checks that Debian's Chromium is there; installs it where that is possible.
async fn chromium() -> Result<(), Failure> {
    if prerequisites::has("chromium").await {
        return Ok(());
    }
    let install = "apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk";
    let root = rustix::process::geteuid().is_root();
    if root && prerequisites::has("apt-get").await {
        return process::run("installing Chromium", Command::new("sh").args(["-c", install])).await;
    }
    Err(Failure::new(format!(
        "Chromium is missing, and only root on Debian can install it from here: {install}"
    )))
}

async fn cargo(arguments: &[&str]) -> Result<(), Failure> {
    let what = format!("cargo {}", arguments.first().unwrap_or(&""));
    process::run(&what, process::cargo().args(arguments)).await
}

fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Format => "format",
        Stage::Lint => "lint",
        Stage::Rules => "rules",
        Stage::Template => "template",
        Stage::Api => "api",
        Stage::Bench => "bench",
        Stage::Site => "site",
        Stage::System => "system",
        Stage::Browser => "browser",
    }
}

/// What was done, how long it took, and what failed.
#[derive(Default)]
struct Report {
    rows: Vec<Row>,
}

struct Row {
    name: &'static str,
    took: Duration,
    failure: Option<Failure>,
}

impl Report {
    /// Does a part and keeps how it went; whether it went well.
    async fn time(
        &mut self,
        name: &'static str,
        work: impl Future<Output = Result<(), Failure>>,
    ) -> bool {
        self.value(name, work).await.is_some()
    }

    /// Does a part, keeps how it went and gives what came of it.
    async fn value<T>(
        &mut self,
        name: &'static str,
        work: impl Future<Output = Result<T, Failure>>,
    ) -> Option<T> {
        eprintln!("\n── {name} ──");
        let started = Instant::now();
        let (value, failure) = match work.await {
            Ok(value) => (Some(value), None),
            Err(failure) => (None, Some(failure)),
        };
        if let Some(failure) = &failure {
            eprintln!("{failure}");
        }
        self.rows.push(Row { name, took: started.elapsed(), failure });
        value
    }

    /// The table of all parts.
    fn conclude(self) -> Result<(), Failure> {
        eprintln!("\n── where the time went ──");
        for row in &self.rows {
            let outcome = row.failure.as_ref().map_or("passed", |_| "FAILED");
            eprintln!("{:10} {:>8.1} s  {outcome}", row.name, row.took.as_secs_f64());
        }
        let whole: Duration = self.rows.iter().map(|row| row.took).sum();
        eprintln!("{:10} {:>8.1} s", "together", whole.as_secs_f64());
        let failed: Vec<&str> =
            self.rows.iter().filter(|row| row.failure.is_some()).map(|row| row.name).collect();
        match failed.is_empty() {
            true => Ok(()),
            false => Err(Failure::new(format!("failed: {}", failed.join(", ")))),
        }
    }
}
