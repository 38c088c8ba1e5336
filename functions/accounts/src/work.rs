//! How much work a guess costs: a password's hash, and a challenge.

use shared::Environment;

/// The cost of hashing a password and of solving a challenge.
#[derive(Clone)]
pub(crate) struct Work {
    /// Memory of argon2id, in KiB.
    pub(crate) memory_kib: u32,
    /// Passes of argon2id.
    pub(crate) passes: u32,
    /// Rounds of each derivation that a challenge of level 0 asks for.
    pub(crate) challenge_rounds: u32,
    #[cfg(feature = "testing")]
    calls: Option<shared::testing::Calls>,
}

impl Work {
    /// argon2id with 19 MiB and two passes is the OWASP recommendation. A
    /// challenge takes about a second on a phone.
    pub(crate) const SERVICE: Self = Self {
        memory_kib: 19_456,
        passes: 2,
        challenge_rounds: 2_000,
        #[cfg(feature = "testing")]
        calls: None,
    };

    /// The work asked for in an environment: the service's.
    #[cfg(not(feature = "testing"))]
    pub(crate) fn of(_: &Environment) -> Self {
        Self::SERVICE
    }

    /// The work asked for in an environment: the service's, or next to none in
    /// tests that try thousands of passwords. Hashes are counted.
    #[cfg(feature = "testing")]
    pub(crate) fn of(environment: &Environment) -> Self {
        let calls = Some(environment.calls());
        match environment.variable("CHEAP_WORK") {
            Ok(_) => Self { memory_kib: 8, passes: 1, challenge_rounds: 1, calls },
            Err(_) => Self { calls, ..Self::SERVICE },
        }
    }

    /// Lets tests count how often a password is hashed.
    pub(crate) fn note_hash(&self) {
        #[cfg(feature = "testing")]
        self.calls.iter().for_each(shared::testing::Calls::note_hash);
    }
}
