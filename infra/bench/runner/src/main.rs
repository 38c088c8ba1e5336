//! `cargo dev bench cold`: from spawning a function's binary to its first reply,
//! beside a hello-world and the floor, all taking turns in the same run. Machines
//! are noisy: ratios count.

mod aws;
mod caller;
mod cold;
mod process;
mod report;
mod runtime_api;
mod subjects;
mod template;
mod values;

use std::path::PathBuf;

use clap::Parser;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Measures cold starts.
#[derive(Parser)]
struct Arguments {
    /// The work tree whose functions are measured.
    #[arg(long)]
    tree: PathBuf,
    /// The folder of the areas' binaries, with hello and floor.
    #[arg(long)]
    binaries: PathBuf,
    /// Another work tree, whose functions are measured beside.
    #[arg(long, requires = "beside_binaries")]
    beside: Option<PathBuf>,
    /// The folder of its areas' binaries.
    #[arg(long, requires = "beside")]
    beside_binaries: Option<PathBuf>,
    /// How often each binary is started.
    #[arg(long, default_value_t = 25)]
    rounds: usize,
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let Arguments { tree, binaries, beside, beside_binaries, rounds } = Arguments::parse();
    let beside = beside.zip(beside_binaries);
    cold::run((tree, binaries), beside, rounds).await
}
