//! Says what is being done and how long it took, on standard error.

use std::time::{Duration, Instant};

use crate::Failure;

/// Does `work` after saying what it is; says how long it took when that was long.
pub(crate) async fn step<T>(
    what: &str,
    work: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    eprintln!("{what}");
    let started = Instant::now();
    let result = work.await?;
    let took = started.elapsed();
    if took > Duration::from_millis(100) {
        eprintln!("  {:.1} s", took.as_secs_f64());
    }
    Ok(result)
}
