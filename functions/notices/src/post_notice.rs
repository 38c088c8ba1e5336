//! `post_notice`: puts a notice into an account (S66).

use shared_domain::ids::NoticeId;
use shared_domain::notices;
use shared_platform::actions::Failure;
use shared_platform::ids::OutboxId;
use shared_platform::outbox::Delivery;
use shared_platform::{Clock, Environment, InitError, MessageAction};

use crate::notice::NoticeItem;
use crate::store::Store;

/// The action.
pub struct PostNotice {
    store: Store,
    clock: Clock,
}

impl MessageAction for PostNotice {
    type Message = notices::PostNotice;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { store: Store::of(environment)?, clock: environment.clock() })
    }

    async fn handle(&self, delivery: Delivery<Self::Message>) -> Result<(), Failure> {
        let notices::PostNotice { account, notice } = delivery.message;
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
