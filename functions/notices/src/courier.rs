//! Carries items of the outbox to their queues: sends, then deletes what was
//! sent. A crash between the two sends an item again; consumers expect that.

use std::collections::HashMap;

use aws_sdk_sqs::Client;
use aws_sdk_sqs::error::DisplayErrorContext;
use aws_sdk_sqs::types::SendMessageBatchRequestEntry;
use shared_platform::actions::Failure;
use shared_platform::outbox::OutboxItem;
use shared_platform::store::Table;
use shared_platform::{Environment, InitError};

/// SQS takes so many messages at once.
const BATCH: usize = 10;
/// DynamoDB deletes so many items at once.
const DELETE_BATCH: usize = 25;

/// The way from the outbox to the queues.
pub(crate) struct Courier {
    outbox: Table,
    /// What the address of every queue begins with; its consumer's name follows.
    queues: String,
    client: Client,
}

impl Courier {
    pub(crate) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self {
            outbox: environment.table("OUTBOX")?,
            queues: environment.variable("QUEUE_URL_PREFIX")?.to_owned(),
            client: environment.sqs(),
        })
    }

    /// The table the items lie in.
    pub(crate) fn outbox(&self) -> &Table {
        &self.outbox
    }

    /// Carries the items and answers how many arrived. What did not arrive stays
    /// in the outbox, where the sweeper finds it.
    #[expect(clippy::disallowed_methods, reason = "what was sent leaves the outbox")]
    pub(crate) async fn carry(&self, items: &[OutboxItem]) -> usize {
        let mut by_queue: HashMap<&str, Vec<&OutboxItem>> = HashMap::new();
        for item in items {
            by_queue.entry(&item.action).or_default().push(item);
        }
        let mut sent = Vec::new();
        for (action, items) in by_queue {
            for batch in items.chunks(BATCH) {
                match self.send(action, batch).await {
                    Ok(arrived) => sent.extend(arrived),
                    Err(failure) => {
                        let cause = DisplayErrorContext(failure.as_ref()).to_string();
                        tracing::error!(
                            action,
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

    /// Sends one batch to the queue of an action and answers which of it arrived.
    async fn send<'a>(
        &self,
        action: &str,
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
            .queue_url(format!("{}{action}", self.queues))
            .set_entries(Some(entries))
            .send()
            .await?;
        for failed in reply.failed() {
            let (id, code) = (failed.id(), failed.code());
            tracing::error!(action, id, code, "not taken by the queue; the sweeper sends it again");
        }
        let arrived = |item: &OutboxItem| {
            let id = item.id.to_string();
            reply.successful().iter().any(|entry| entry.id() == id)
        };
        Ok(batch.iter().copied().filter(|item| arrived(item)).collect())
    }
}
