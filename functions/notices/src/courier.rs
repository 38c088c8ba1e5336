//! Carries items of the outbox to their queues: sends, then deletes what was
//! sent. A crash between the two sends an item again; consumers expect that.

use std::collections::HashMap;

use aws_sdk_sqs::Client;
use aws_sdk_sqs::error::DisplayErrorContext;
use aws_sdk_sqs::types::SendMessageBatchRequestEntry;
use shared::actions::Failure;
use shared::outbox::{OutboxItem, Queue};
use shared::store::Table;
use shared::{Environment, InitError};

/// SQS takes so many messages at once.
const BATCH: usize = 10;
/// DynamoDB deletes so many items at once.
const DELETE_BATCH: usize = 25;

/// The way from the outbox to the queues.
pub(crate) struct Courier {
    outbox: Table,
    queues: HashMap<Queue, String>,
    client: Client,
}

impl Courier {
    pub(crate) fn of(environment: &Environment) -> Result<Self, InitError> {
        let url = |queue: Queue| Ok((queue, environment.variable(queue.variable())?.to_owned()));
        Ok(Self {
            outbox: environment.table("OUTBOX")?,
            queues: Queue::ALL.into_iter().map(url).collect::<Result<_, InitError>>()?,
            client: environment.sqs(),
        })
    }

    /// The table the items lie in.
    pub(crate) fn outbox(&self) -> &Table {
        &self.outbox
    }

    /// Carries the items and answers how many arrived. What did not arrive stays
    /// in the outbox, where the sweeper finds it.
    pub(crate) async fn carry(&self, items: &[OutboxItem]) -> usize {
        let mut by_queue: HashMap<Queue, Vec<&OutboxItem>> = HashMap::new();
        for item in items {
            by_queue.entry(item.queue).or_default().push(item);
        }
        let mut sent = Vec::new();
        for (queue, items) in by_queue {
            for batch in items.chunks(BATCH) {
                match self.send(queue, batch).await {
                    Ok(arrived) => sent.extend(arrived),
                    Err(failure) => {
                        let cause = DisplayErrorContext(failure.as_ref()).to_string();
                        tracing::error!(
                            ?queue,
                            count = batch.len(),
                            cause,
                            "not sent; the sweeper will"
                        );
                    }
                }
            }
        }
        for batch in sent.chunks(DELETE_BATCH) {
            let keys = batch.iter().map(|item| item.key()).collect();
            if let Err(error) = self.outbox.delete_all(keys).await {
                let cause = DisplayErrorContext(&error).to_string();
                tracing::error!(cause, "sent but not deleted; the sweeper sends it again");
            }
        }
        sent.len()
    }

    /// Sends one batch to a queue and answers which of it arrived.
    async fn send<'a>(
        &self,
        queue: Queue,
        batch: &[&'a OutboxItem],
    ) -> Result<Vec<&'a OutboxItem>, Failure> {
        let entries = batch
            .iter()
            .map(|item| {
                SendMessageBatchRequestEntry::builder()
                    .id(item.id.to_string())
                    .message_body(&item.body)
                    .build()
            })
            .collect::<Result<Vec<_>, _>>()?;
        let reply = self
            .client
            .send_message_batch()
            .set_queue_url(self.queues.get(&queue).cloned())
            .set_entries(Some(entries))
            .send()
            .await?;
        for failed in reply.failed() {
            let (id, code) = (failed.id(), failed.code());
            tracing::error!(?queue, id, code, "not taken by the queue; the sweeper sends it again");
        }
        let arrived = |item: &OutboxItem| {
            let id = item.id.to_string();
            reply.successful().iter().any(|entry| entry.id() == id)
        };
        Ok(batch.iter().copied().filter(|item| arrived(item)).collect())
    }
}
