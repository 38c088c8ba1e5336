//! Limits: token buckets in the Limits table, per account and per address.
//!
//! A bucket is kept as one instant (the generic cell rate algorithm): when it
//! will be full again. Whoever asks too often is slowed down and never locked out.

use jiff::Timestamp;
use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};

use crate::environment::{Environment, InitError};
use crate::http::Problem;
use crate::store::{Change, CommitError, Condition, Key, StoreError, Table};

/// How often rivals for one bucket are tried again before the caller is slowed down.
const ROUNDS: u32 = 5;

/// How much of something one subject may do.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// What is limited.
    pub kind: &'static str,
    /// How many may come at once.
    pub burst: u32,
    /// How many seconds until one more may come.
    pub refill_seconds: u32,
}

/// The Limits table.
#[derive(Debug, Clone)]
pub struct RateLimits {
    table: Table,
}

#[derive(Serialize, Deserialize)]
struct Bucket {
    /// When the bucket will be full again, in milliseconds since 1970.
    full: i64,
}

impl RateLimits {
    /// The limits of an environment.
    ///
    /// # Errors
    /// [`InitError`] when the table is not named.
    pub fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { table: environment.table("LIMITS")? })
    }

    /// Opens the connection, so that the first request does not pay for it.
    pub async fn warm(&self) {
        self.table.warm().await;
    }

    /// Takes one from the bucket of `subject`. One round trip when nobody
    /// competes and the bucket is full, two otherwise.
    ///
    /// # Errors
    /// 429 `too_many_requests` with the seconds until one more may come.
    pub async fn take(&self, limit: Limit, subject: &str, now: Timestamp) -> Result<(), Problem> {
        match self.taken_or_wait(limit, subject, now).await? {
            None => Ok(()),
            Some(wait_ms) => Err(slow_down(wait_ms)),
        }
    }

    /// The same for work that nobody waits for: whether one could be taken.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be written.
    pub async fn admits(
        &self,
        limit: Limit,
        subject: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        Ok(self.taken_or_wait(limit, subject, now).await?.is_none())
    }

    /// Takes one, or answers in how many milliseconds one may come.
    async fn taken_or_wait(
        &self,
        limit: Limit,
        subject: &str,
        now: Timestamp,
    ) -> Result<Option<i64>, StoreError> {
        let now_ms = now.as_millisecond();
        let refill_ms = i64::from(limit.refill_seconds) * 1000;
        let room_ms = refill_ms * i64::from(limit.burst.saturating_sub(1));
        let mut seen: Option<i64> = None;
        for _ in 0..ROUNDS {
            let wait_ms = seen.unwrap_or(now_ms) - now_ms - room_ms;
            if wait_ms > 0 {
                return Ok(Some(wait_ms));
            }
            let full = seen.unwrap_or(now_ms).max(now_ms) + refill_ms;
            match self.claim(limit, subject, seen, full, now_ms).await? {
                Claim::Taken => return Ok(None),
                Claim::Seen(current) => seen = Some(current),
            }
        }
        Ok(Some(refill_ms))
    }

    /// Sets the bucket if it still is as seen (or full, when nothing was seen).
    #[expect(clippy::disallowed_methods, reason = "a count, whoever is counted")]
    async fn claim(
        &self,
        limit: Limit,
        subject: &str,
        seen: Option<i64>,
        full: i64,
        now_ms: i64,
    ) -> Result<Claim, StoreError> {
        let unchanged = match seen {
            Some(seen) => Condition::equals("full", seen),
            None => Condition::Missing("full").or(Condition::at_most("full", now_ms)),
        };
        // The item may go once the bucket is full.
        let ttl = full / 1000 + 60;
        let change = Change::new().set("full", full).set("ttl", ttl);
        match self.table.update(key(limit, subject), change, unchanged).await {
            Ok(()) => Ok(Claim::Taken),
            Err(CommitError::Store(error)) => Err(error),
            Err(CommitError::Refused(refused)) => {
                let bucket: Option<Bucket> = refused.present()?;
                Ok(Claim::Seen(bucket.map_or(now_ms, |bucket| bucket.full)))
            }
        }
    }
}

enum Claim {
    Taken,
    Seen(i64),
}

/// The subject is hashed: the table shows no address and no name.
fn key(limit: Limit, subject: &str) -> Key {
    let hash = data_encoding::HEXLOWER.encode(digest(&SHA256, subject.as_bytes()).as_ref());
    Key::new(format!("LIMIT#{}#{hash}", limit.kind), "LIMIT")
}

fn slow_down(wait_ms: i64) -> Problem {
    let seconds = u64::try_from(wait_ms).unwrap_or_default().div_ceil(1000);
    Problem::too_many_requests(seconds.max(1))
}
