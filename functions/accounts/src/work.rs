//! How much work a guess costs: a password's hash, and a challenge.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use shared_platform::Environment;

/// The cost of hashing a password and of solving a challenge.
#[derive(Debug, Clone)]
pub struct Work {
    /// Memory of argon2id, in KiB.
    pub memory_kib: u32,
    /// Passes of argon2id.
    pub passes: u32,
    /// Rounds of each derivation that a challenge of level 0 asks for.
    pub challenge_rounds: u32,
    /// Counts the passwords hashed, for tests of what a guess costs.
    pub hashes: Option<Arc<AtomicUsize>>,
}

impl Work {
    /// argon2id with 19 MiB and two passes is the OWASP recommendation. A
    /// challenge takes about a second on a phone.
    pub const SERVICE: Self =
        Self { memory_kib: 19_456, passes: 2, challenge_rounds: 2_000, hashes: None };

    /// Next to none, for tests of many people or many tries.
    pub const CHEAP: Self = Self { memory_kib: 8, passes: 1, challenge_rounds: 1, hashes: None };

    /// The work asked for in an environment: the service's, unless a test put
    /// other work in its place.
    pub(crate) fn of(environment: &Environment) -> Self {
        environment.replacement().unwrap_or(Self::SERVICE)
    }

    /// A password is hashed.
    pub(crate) fn note_hash(&self) {
        if let Some(hashes) = &self.hashes {
            hashes.fetch_add(1, Ordering::Relaxed);
        }
    }
}
