//! The running system that the tests share.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use dev::{Demonstration, Stack};

use crate::emulator::Emulator;
use crate::visitor::Visitor;

/// How long a test waits for what must come by itself.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long it waits before it looks again.
const PAUSE: Duration = Duration::from_millis(100);

/// A running system.
#[derive(Clone)]
pub struct System {
    /// Addresses, sign-ins and resources.
    pub demonstration: Demonstration,
}

impl System {
    /// The system that `cargo dev test` started, else one of this process.
    pub async fn running() -> Self {
        let demonstration = Stack::for_tests().await.unwrap_or_else(|failure| panic!("{failure}"));
        Self { demonstration }
    }

    /// A file with the demonstration, for programs that a test starts.
    #[must_use]
    pub fn demonstration_file(&self) -> PathBuf {
        let file = std::env::temp_dir().join(format!("sojourn-{}.json", std::process::id()));
        std::fs::write(&file, serde_json::to_vec(&self.demonstration).unwrap()).unwrap();
        file
    }

    /// Somebody who has not signed in.
    #[must_use]
    pub fn visitor(&self) -> Visitor {
        Visitor::new(&self.demonstration.front)
    }

    /// The cloud below the system, for tests that look where no client can.
    #[must_use]
    pub fn emulator(&self) -> Emulator {
        Emulator::new(&self.demonstration)
    }
}

/// Looks again and again until `look` sees it. Tests wait so, and never for a time.
///
/// # Panics
/// When it does not come.
pub async fn eventually<T>(what: &str, look: impl AsyncFn() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(seen) = look().await {
            return seen;
        }
        let waited = started.elapsed();
        assert!(waited < PATIENCE, "{what}: it did not come within {} s", waited.as_secs());
        tokio::time::sleep(PAUSE).await;
    }
}
