//! `cargo dev bench cold`: from spawning a function's binary to its first reply,
//! beside a hello-world in the same run. Machines are noisy: ratios count.

mod aws;
mod cold;
mod keys;
mod runtime_api;

use std::path::PathBuf;

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let folders: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [areas, compared] = folders.as_slice() else {
        return Err(
            "usage: runner <folder of the areas' binaries> <folder of hello and first_call>".into(),
        );
    };
    cold::run(areas, compared).await
}
