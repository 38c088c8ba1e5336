//! `send_mail`: renders a mail and hands it to SES, once.
//!
//! Whoever sends has the mail's record alone for a while (a lease). A crash
//! before SES answered leaves the record to the next copy of the message, so
//! nothing is lost; a crash, or an answer that does not come, after SES took the
//! mail may send a second copy, but only then. What SES refuses fails, whatever
//! its reason: it is tried again with growing waits, and in the end a person
//! looks at it.

use aws_sdk_ses::Client;
use aws_sdk_ses::types::{Body, Content, Destination, Message};
use shared_domain::notices::{self, Recipient};
use shared_platform::actions::Failure;
use shared_platform::ids::OutboxId;
use shared_platform::outbox::Delivery;
use shared_platform::{Clock, Environment, InitError, MessageAction};

use crate::mail::{Rendered, Templates};
use crate::reader::Reader;
use crate::store::{Accounts, Claim, Ending, Store, Suppression};

/// The action.
pub struct SendMail {
    store: Store,
    accounts: Accounts,
    templates: Templates,
    client: Client,
    from: String,
    configuration_set: String,
    clock: Clock,
}

impl MessageAction for SendMail {
    type Message = notices::SendMail;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let templates = Templates::new(environment.variable("PUBLIC_URL")?);
        Ok(Self {
            store: Store::of(environment)?,
            accounts: Accounts::of(environment)?,
            templates: templates.map_err(|error| InitError::Malformed(error.to_string()))?,
            client: environment.ses(),
            from: environment.variable("MAIL_FROM")?.to_owned(),
            configuration_set: environment.variable("MAIL_CONFIGURATION_SET")?.to_owned(),
            clock: environment.clock(),
        })
    }

    async fn handle(&self, delivery: Delivery<Self::Message>) -> Result<(), Failure> {
        let id = delivery.id;
        match self.store.claim_mail(id, delivery.message.template(), self.clock.now()).await? {
            Claim::Ours => {}
            Claim::Settled => return Ok(()),
            Claim::Theirs => return Err("another copy is being sent; this one waits".into()),
        }
        match self.send(&delivery.message).await {
            Ok(ending) => self.settle(id, &ending).await,
            Err(failure) => {
                if let Err(error) = self.store.give_mail_back(id).await {
                    tracing::warn!(%id, %error, "the lease runs out by itself");
                }
                return Err(failure);
            }
        }
        Ok(())
    }
}

/// Whom a mail is for.
enum Addressee {
    /// Somebody who is reached at this address.
    Person { address: String, reader: Reader },
    /// Nobody, for this reason.
    Nobody(Suppression),
}

impl SendMail {
    async fn send(&self, order: &notices::SendMail) -> Result<Ending, Failure> {
        if order.comes_too_late(self.clock.now()) {
            return Ok(Ending::Suppressed(Suppression::TooLate));
        }
        let (address, reader) = match self.addressee(order).await? {
            Addressee::Person { address, reader } => (address, reader),
            Addressee::Nobody(reason) => return Ok(Ending::Suppressed(reason)),
        };
        if let Some(trouble) = self.store.trouble(&address).await? {
            return Ok(Ending::Suppressed(trouble.state.into()));
        }
        let message = message(&self.templates.render(order, &reader)?)?;
        let reply = self
            .client
            .send_email()
            .configuration_set_name(&self.configuration_set)
            .source(&self.from)
            .destination(Destination::builder().to_addresses(address).build())
            .message(message)
            .send()
            .await?;
        Ok(Ending::Sent(reply.message_id))
    }

    /// Whom a mail is for, as things stand now.
    async fn addressee(&self, order: &notices::SendMail) -> Result<Addressee, Failure> {
        let account = match order.recipient() {
            Recipient::Address(address, locale) => {
                let (address, reader) = (address.clone(), Reader::new(*locale));
                return Ok(Addressee::Person { address, reader });
            }
            Recipient::Account(account) => *account,
        };
        let now = self.clock.now();
        let contact = self.accounts.contact(account).await?;
        let Some(contact) = contact.filter(|contact| !contact.has_vanished(now)) else {
            return Ok(Addressee::Nobody(Suppression::NoSuchAccount));
        };
        // Mails about the account itself always go; its owner may do without news.
        if order.is_news() && !contact.notice_mails {
            return Ok(Addressee::Nobody(Suppression::NewsNotWanted));
        }
        let reader = Reader::in_zone(contact.locale, &contact.time_zone);
        Ok(Addressee::Person { address: contact.email, reader })
    }

    /// Records the end. When that fails, the mail has gone out all the same:
    /// failing now would send it again.
    async fn settle(&self, id: OutboxId, ending: &Ending) {
        match self.store.settle_mail(id, ending, self.clock.now()).await {
            Ok(()) => tracing::info!(%id, ?ending, "mail settled"),
            Err(error) => tracing::error!(%id, ?ending, %error, "the end was not recorded"),
        }
    }
}

fn message(mail: &Rendered) -> Result<Message, Failure> {
    let content = |text: &str| Content::builder().charset("UTF-8").data(text).build();
    let body = Body::builder().text(content(&mail.text)?).html(content(&mail.html)?).build();
    Ok(Message::builder().subject(content(&mail.subject)?).body(body).build())
}
