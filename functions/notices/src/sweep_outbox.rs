//! `sweep_outbox`: sends what the relay did not. Runs on a schedule and looks at
//! items older than five minutes; normally there are none.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::IgnoredAny;
use shared_platform::actions::Failure;
use shared_platform::clock::seconds_after;
use shared_platform::outbox::{OutboxItem, SHARDS, shard_partition};
use shared_platform::store::{Page, Query};
use shared_platform::{Clock, Environment, InitError, TaskAction};

use crate::courier::Courier;

/// The relay has this long, in seconds.
const GRACE_SECONDS: i64 = 5 * 60;
/// So many items of a shard are carried in one run; the next run takes the rest.
const MOST_PER_SHARD: i32 = 500;

/// The action.
pub struct SweepOutbox {
    courier: Courier,
    clock: Clock,
}

/// What a run found and did.
#[derive(Debug, Serialize)]
pub struct Swept {
    /// Items that had been left.
    found: usize,
    /// Of these, items that have now arrived at their queue.
    sent: usize,
}

impl TaskAction for SweepOutbox {
    const NAME: &'static str = "sweep_outbox";
    type Input = IgnoredAny;
    type Output = Swept;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { courier: Courier::of(environment)?, clock: environment.clock() })
    }

    /// # Errors
    /// When an item could not be sent even now, so that the alarm on this function tells.
    async fn run(&self, _: IgnoredAny) -> Result<Swept, Failure> {
        let oldest_of_the_relay = first_id_at(seconds_after(self.clock.now(), -GRACE_SECONDS));
        let mut swept = Swept { found: 0, sent: 0 };
        for shard in 0..SHARDS {
            let left = Query::partition(shard_partition(shard))
                .before(&oldest_of_the_relay)
                .limit(MOST_PER_SHARD);
            let page: Page<OutboxItem> = self.courier.outbox().list(left).await?;
            swept.found += page.items.len();
            swept.sent += self.courier.carry(&page.items).await;
        }
        if swept.sent < swept.found {
            return Err(format!(
                "{} of {} items could not be sent",
                swept.found - swept.sent,
                swept.found
            )
            .into());
        }
        Ok(swept)
    }
}

/// The least id that can have been made at an instant: ids begin with their time
/// in milliseconds.
fn first_id_at(instant: Timestamp) -> String {
    format!("out_{:012x}", instant.as_millisecond().max(0))
}
