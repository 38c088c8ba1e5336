//! Letters: how they compare with those of another program, and the proof that what is
//! set is what was written.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;
use tokio::process::Command;

use crate::binaries;
use crate::failure::OrFail;
use crate::progress::step;
use crate::{Failure, fonts, process, python, workspace};

/// How letters are measured.
#[derive(Debug, Args)]
pub struct Comparison {
    /// How often each program makes the letter.
    #[arg(long, default_value_t = 15)]
    rounds: usize,
}

/// How letters are proved.
#[derive(Debug, Args)]
pub struct Proof {
    /// How many letters of random names.
    #[arg(long, default_value_t = 2_000)]
    names: usize,
    /// Which names: the same for the same seed.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

impl Proof {
    /// As many as do not hold up the other tests.
    pub(crate) const SHORT: Self = Self { names: 64, seed: 1 };
}

/// The most that a letter may cost of what WeasyPrint takes for the same page.
const LARGEST_SHARE: f64 = 0.2;

/// Makes letters of random names and reads them back with other programs: each name is
/// set as it was written, or refused.
///
/// # Errors
/// When one is not, or something does not build or run.
pub async fn prove(proof: &Proof) -> Result<(), Failure> {
    let fonts = fonts::prepare().await?;
    python::prepare().await?;
    let folder = emptied(workspace::local("letters"))?;
    let mut letters = Command::new(binaries::example("random_names").await?);
    letters.arg(&fonts).args([proof.names.to_string(), proof.seed.to_string()]).arg(&folder);
    let what = format!("Making letters of {} names (seed {})", proof.names, proof.seed);
    step(&what, process::run("making letters", &mut letters)).await?;
    let mut check = python::script("check_letters.py");
    check.arg(&folder).arg(&fonts);
    step("Reading them back", process::run("the check of letters", &mut check)).await
}

/// From a cold process to the finished letter, beside WeasyPrint with the same page and
/// fonts, in turns.
///
/// # Errors
/// When the letter takes more than its share, or something does not build or run.
pub async fn compare(comparison: &Comparison) -> Result<(), Failure> {
    let fonts = fonts::prepare().await?;
    python::weasyprint().await?;
    let binaries = binaries::for_comparison(&["letter"]);
    let letter = step("Building the letter for release", binaries).await?.join("letter");
    let folder = emptied(workspace::local("letters"))?;
    let facts = workspace::path("shared/letter/samples/visa-extension.json");
    let [html, pdf, other] =
        ["letter.html", "letter.pdf", "weasyprint.pdf"].map(|name| folder.join(name));

    let make = |format: &str, file: &Path| {
        let mut command = Command::new(&letter);
        command.arg(format).arg(&fonts).arg(&facts).arg(file);
        python::clean(command.as_std_mut());
        command
    };
    let weasyprint = || {
        let mut command = python::weasyprint_letter();
        command.arg(&html).arg(&other);
        command
    };
    measured(&mut make("html", &html)).await?;
    // Once each before, so that both find their files in the system's memory.
    measured(&mut make("pdf", &pdf)).await?;
    measured(&mut weasyprint()).await?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..comparison.rounds {
        ours.push(measured(&mut make("pdf", &pdf)).await?);
        theirs.push(measured(&mut weasyprint()).await?);
    }
    report(&Cost::median(ours), &Cost::median(theirs), &[pdf, other])
}

/// What one letter cost.
struct Cost {
    time: Duration,
    /// KiB.
    memory: u64,
}

impl Cost {
    fn median(costs: Vec<Self>) -> Self {
        let middle = costs.len() / 2;
        let (mut times, mut memory): (Vec<_>, Vec<_>) =
            costs.into_iter().map(|cost| (cost.time, cost.memory)).unzip();
        times.sort();
        memory.sort();
        let time = times.get(middle).copied().unwrap_or_default();
        Self { time, memory: memory.get(middle).copied().unwrap_or_default() }
    }
}

/// Runs a program that prints its peak of memory in KiB.
async fn measured(command: &mut Command) -> Result<Cost, Failure> {
    let started = Instant::now();
    let printed = process::output("making a letter", command, b"").await?;
    let time = started.elapsed();
    let memory = String::from_utf8_lossy(&printed).trim().parse().or_fail("its peak of memory")?;
    Ok(Cost { time, memory })
}

fn report(ours: &Cost, theirs: &Cost, files: &[PathBuf]) -> Result<(), Failure> {
    let milliseconds = |cost: &Cost| cost.time.as_secs_f64() * 1_000.0;
    let mebibytes = |cost: &Cost| cost.memory as f64 / 1_024.0;
    let time = milliseconds(ours) / milliseconds(theirs);
    let memory = mebibytes(ours) / mebibytes(theirs);
    eprintln!("\n                    time      memory       file");
    for ((name, cost), file) in [("letter", ours), ("WeasyPrint", theirs)].into_iter().zip(files) {
        let size = std::fs::metadata(file).or_fail(file.display())?.len() as f64 / 1_024.0;
        let (time, memory) = (milliseconds(cost), mebibytes(cost));
        eprintln!("{name:12} {time:8.1} ms {memory:7.1} MiB {size:6.1} KiB");
    }
    eprintln!("share        {time:8.3}    {memory:7.3}");
    match time <= LARGEST_SHARE && memory <= LARGEST_SHARE {
        true => Ok(()),
        false => {
            Err(Failure::new(format!("a letter takes more than {LARGEST_SHARE} of the other")))
        }
    }
}

fn emptied(folder: PathBuf) -> Result<PathBuf, Failure> {
    match std::fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(error).or_fail(folder.display());
        }
        _ => std::fs::create_dir_all(&folder).or_fail(folder.display())?,
    }
    Ok(folder)
}
