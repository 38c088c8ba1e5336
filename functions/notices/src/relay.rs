//! `relay`: copies what is new in the outbox to the queue of its consumer.
//!
//! It reads the table's stream, so it must never hold it up: what cannot be sent
//! now is left to [`crate::sweep_outbox`].

use aws_lambda_events::event::dynamodb::{Event, EventRecord};
use shared_platform::actions::Failure;
use shared_platform::outbox::OutboxItem;
use shared_platform::{Environment, InitError, StreamAction};

use crate::courier::Courier;

/// The action.
pub struct Relay {
    courier: Courier,
}

impl StreamAction for Relay {
    const NAME: &'static str = "relay";

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { courier: Courier::of(environment)? })
    }

    async fn handle(&self, event: Event) -> Result<(), Failure> {
        let items: Vec<OutboxItem> = event.records.into_iter().filter_map(new_item).collect();
        let sent = self.courier.carry(&items).await;
        tracing::info!(items = items.len(), sent, "relayed");
        Ok(())
    }
}

/// The item that a record tells of, if it is a new one. One that cannot be read
/// is a defect: it stays in the table and the log says so.
fn new_item(record: EventRecord) -> Option<OutboxItem> {
    if record.event_name != "INSERT" {
        return None;
    }
    serde_dynamo::from_item(record.change.new_image)
        .inspect_err(|error| tracing::error!(%error, "an item of the outbox cannot be read"))
        .ok()
}
