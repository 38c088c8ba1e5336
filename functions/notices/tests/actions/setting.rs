//! One test's world with queues and a mail service around it.

use serde_json::{Value, json};
use shared_domain::account::Contact;
use shared_domain::account::mails::ActivateAccount;
use shared_domain::application::news::FeeSettled;
use shared_domain::ids::ApplicationId;
use shared_domain::notices::{Notice, PostNotice, Recipient, SendMail};
use shared_domain::samples;
use shared_kit::World;
use shared_platform::actions::Failure;
use shared_platform::ids::{AccountId, OutboxId};
use shared_platform::locale::Bilingual;
use shared_platform::outbox::{Delivery, Message, OutboxItem, SHARDS, shard_partition};
use shared_platform::store::Item;

use crate::services::Services;

pub(crate) struct Setting {
    pub(crate) world: World,
    pub(crate) services: Services,
}

impl Setting {
    pub(crate) async fn new() -> Self {
        let (services, address) = Services::start().await;
        let variables = [
            ("AWS_ENDPOINT_URL", address.as_str()),
            ("MAIL_CONFIGURATION_SET", "sojourn-test"),
            ("QUEUE_URL_PREFIX", "https://queues.example.org/"),
        ];
        Self { world: World::with(&variables, &[]).await, services }
    }

    /// Puts an item into the outbox, made so many seconds ago.
    pub(crate) async fn leave<M: Message>(&self, message: M, seconds_ago: i64) -> OutboxItem {
        let made_at = shared_platform::clock::seconds_after(self.world.clock().now(), -seconds_ago);
        let item = item_made_at(made_at.as_millisecond(), message);
        self.world.put("OUTBOX", Item::new(item.key(), &item).unwrap()).await;
        item
    }

    /// The items that lie in the outbox.
    pub(crate) async fn left(&self) -> Vec<OutboxItem> {
        let mut items = Vec::new();
        for shard in 0..SHARDS {
            items.extend(self.world.list::<OutboxItem>("OUTBOX", &shard_partition(shard)).await);
        }
        items
    }

    /// Invokes an action with an event.
    pub(crate) async fn invoke(&self, action: &str, event: Value) -> Result<Value, Failure> {
        notices::actions().invoke(self.world.environment(), action, event).await
    }

    /// Delivers a message to an action; an error when it would come again.
    pub(crate) async fn deliver<M: serde::Serialize>(
        &self,
        action: &str,
        delivery: &Delivery<M>,
    ) -> Result<(), Failure> {
        self.world.deliver(&notices::actions(), action, delivery).await
    }

    /// Makes an account whose owner is reached like this.
    pub(crate) async fn owner(&self, account: AccountId, contact: &Contact) {
        let item = Item::new(shared_platform::auth::account_key(account), contact).unwrap();
        self.world.put("ACCOUNTS", item).await;
    }
}

fn item_made_at<M: Message>(milliseconds: i64, message: M) -> OutboxItem {
    let random = OutboxId::new().to_string();
    let id: OutboxId = format!("out_{milliseconds:012x}{}", &random[16..]).parse().unwrap();
    OutboxItem::carrying(id, message).unwrap()
}

/// How Anna is reached.
pub(crate) fn anna() -> Contact {
    Contact { time_zone: "Europe/Berlin".to_owned(), ..samples::contact() }
}

/// What SNS delivers of a report of SES.
pub(crate) fn notification(report: &Value) -> Value {
    json!({ "Type": "Notification", "Message": report.to_string() })
}

/// The news that a fee was settled.
pub(crate) fn fee_settled() -> FeeSettled {
    FeeSettled {
        application: ApplicationId::new(),
        programme: Bilingual { en: "Pharmacy".to_owned(), zh: "药学".to_owned() },
    }
}

/// The message that puts a notice into an account.
pub(crate) fn notice_for(account: AccountId) -> PostNotice {
    PostNotice { account, notice: Notice::of(&fee_settled()) }
}

/// The order to send an activation mail.
pub(crate) fn activation(recipient: Recipient) -> SendMail {
    let mail = ActivateAccount {
        user_name: "tester.anna".to_owned(),
        code: "the-code".to_owned(),
        until: "2027-03-02T02:00:00Z".parse().unwrap(),
    };
    SendMail::to(recipient, &mail)
}

/// A delivery of a message as if out of the outbox.
pub(crate) fn delivery<M>(message: M) -> Delivery<M> {
    Delivery { id: OutboxId::new(), message }
}
