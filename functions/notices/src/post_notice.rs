//! `post_notice`: puts a notice into an account (S66).

use shared::actions::Failure;
use shared::ids::{NoticeId, OutboxId};
use shared::outbox::{Delivery, PostNotice as Message};
use shared::{Clock, Environment, InitError, QueueAction};

use crate::notice::NoticeItem;
use crate::store::Store;

/// The action.
pub struct PostNotice {
    store: Store,
    clock: Clock,
}

impl QueueAction for PostNotice {
    const NAME: &'static str = "post_notice";
    type Message = Delivery<Message>;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { store: Store::of(environment)?, clock: environment.clock() })
    }

    async fn handle(&self, delivery: Delivery<Message>) -> Result<(), Failure> {
        let Message { account, notice } = delivery.message;
        let item = NoticeItem {
            id: notice_of(delivery.id)?,
            notice,
            created_at: self.clock.now(),
            read_at: None,
        };
        Ok(self.store.post(account, &item).await?)
    }
}

/// The notice that a message becomes: however often it comes, it is the same one.
fn notice_of(message: OutboxId) -> Result<NoticeId, Failure> {
    let digits = message.to_string();
    let (_, digits) = digits.split_once('_').ok_or("an id has a prefix")?;
    Ok(format!("ntc_{digits}").parse()?)
}
