//! Cold starts: from spawning to the first reply, processor time, peak memory.

use std::path::PathBuf;
use std::sync::Arc;

use crate::Failure;
use crate::aws::Aws;
use crate::caller::TokenKey;
use crate::process::{Bench, Sample, Start};
use crate::report::{Report, Row};
use crate::runtime_api::RuntimeApi;
use crate::subjects;

/// What is started, and what its starts took.
pub(crate) struct Series {
    title: String,
    start: Start,
    pub(crate) samples: Vec<Sample>,
}

impl Series {
    fn new(title: impl Into<String>, start: Start) -> Self {
        Self { title: title.into(), start, samples: Vec::new() }
    }

    /// The size of the binary, in bytes.
    pub(crate) fn size(&self) -> Result<u64, Failure> {
        Ok(std::fs::metadata(&self.start.binary)?.len())
    }
}

/// Starts every binary in turns, so that noise hits all, and prints the table.
///
/// # Errors
/// When a function does not start or reply.
pub(crate) async fn run(
    (tree, binaries): (PathBuf, PathBuf),
    beside: Option<(PathBuf, PathBuf)>,
    rounds: usize,
) -> Result<(), Failure> {
    let key = Arc::new(TokenKey::generate()?);
    let [hello, floor] = subjects::hello_and_floor(&tree, &binaries)?;
    let mut others = match &beside {
        Some((tree, binaries)) => subjects::of_tree(tree, binaries, &key)?,
        None => Vec::new(),
    };
    let mut rows = Vec::new();
    for subject in subjects::of_tree(&tree, &binaries, &key)? {
        let other = others.iter().position(|other| other.action == subject.action);
        let other = other.map(|index| others.swap_remove(index));
        rows.push(Row {
            before: other.map(|other| Series::new(format!("beside, {}", other.title), other.start)),
            now: Series::new(subject.title.clone(), subject.start),
            title: subject.title,
        });
    }
    let mut report =
        Report { hello: Series::new("hello", hello), floor: Series::new("floor", floor), rows };
    let folder = std::env::temp_dir().join(format!("sojourn-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let aws = Aws::start(&folder, &key).await?;
    let mut runtime = RuntimeApi::start().await?;
    let mut bench = Bench { aws: &aws, runtime: &mut runtime, folder: &folder };
    let measured = measure(&mut bench, &mut report, rounds).await;
    std::fs::remove_dir_all(&folder)?;
    measured?;
    report.print(rounds)
}

async fn measure(bench: &mut Bench<'_>, report: &mut Report, rounds: usize) -> Result<(), Failure> {
    for round in 0..=rounds {
        for series in report.series() {
            let sample = bench.measure(&series.start).await;
            let sample = sample.map_err(|error| format!("{}: {error}", series.title))?;
            // The first round only brings the binaries into memory.
            if round > 0 {
                series.samples.push(sample);
            }
        }
    }
    Ok(())
}
