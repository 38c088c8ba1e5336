//! `send_mail`: renders a mail and hands it to SES, once.
//!
//! Whoever sends has the mail's record alone for a while (a lease). A crash
//! before SES answered leaves the record to the next copy of the message, so
//! nothing is lost; a crash after it may send a second copy, but only then.

use aws_sdk_ses::Client;
use aws_sdk_ses::error::SdkError;
use aws_sdk_ses::operation::send_email::SendEmailError;
use aws_sdk_ses::types::{Body, Content, Destination, Message};
use shared::actions::Failure;
use shared::ids::OutboxId;
use shared::locale::Locale;
use shared::outbox::{Delivery, Recipient, SendMail as Order};
use shared::{Clock, Environment, InitError, QueueAction};

use crate::mail::{Rendered, Templates, name};
use crate::store::{Accounts, Claim, MailState, Store};

/// Answers of SES that no second try changes: it will not send to this address,
/// or the address is none.
const FINAL: [&str; 2] = ["MessageRejected", "InvalidParameterValue"];

/// The action.
pub struct SendMail {
    store: Store,
    accounts: Accounts,
    templates: Templates,
    client: Client,
    from: String,
    clock: Clock,
}

impl QueueAction for SendMail {
    const NAME: &'static str = "send_mail";
    type Message = Delivery<Order>;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let templates = Templates::new(environment.variable("PUBLIC_URL")?);
        Ok(Self {
            store: Store::of(environment)?,
            accounts: Accounts::of(environment)?,
            templates: templates.map_err(|error| InitError::Malformed(error.to_string()))?,
            client: environment.ses(),
            from: environment.variable("MAIL_FROM")?.to_owned(),
            clock: environment.clock(),
        })
    }

    async fn handle(&self, delivery: Delivery<Order>) -> Result<(), Failure> {
        let id = delivery.id;
        match self.store.claim_mail(id, name(&delivery.message.mail), self.clock.now()).await? {
            Claim::Ours => {}
            Claim::Settled => return Ok(()),
            Claim::Theirs => return Err("another copy is being sent; this one waits".into()),
        }
        match self.send(&delivery.message).await {
            Sending::Sent(message_id) => self.settle(id, MailState::Sent, &message_id).await,
            Sending::Impossible(reason) => self.settle(id, MailState::Refused, &reason).await,
            Sending::Failed(failure) => {
                if let Err(error) = self.store.give_mail_back(id).await {
                    tracing::warn!(%id, %error, "the lease runs out by itself");
                }
                Err(failure)
            }
        }
    }
}

/// How one attempt ended.
enum Sending {
    /// SES has the mail, under this id.
    Sent(String),
    /// It can never be sent, for this reason.
    Impossible(String),
    /// It may be sent later.
    Failed(Failure),
}

impl SendMail {
    async fn send(&self, order: &Order) -> Sending {
        let (address, locale) = match self.reach(&order.recipient).await {
            Ok(Some(contact)) => contact,
            Ok(None) => return Sending::Impossible("no such account".to_owned()),
            Err(failure) => return Sending::Failed(failure),
        };
        let message = match self.templates.render(&order.mail, locale) {
            Ok(rendered) => message(&rendered),
            Err(error) => return Sending::Failed(error.into()),
        };
        let message = match message {
            Ok(message) => message,
            Err(failure) => return Sending::Failed(failure),
        };
        let reply = self
            .client
            .send_email()
            .source(&self.from)
            .destination(Destination::builder().to_addresses(address).build())
            .message(message)
            .send()
            .await;
        match reply {
            Ok(reply) => Sending::Sent(reply.message_id),
            Err(error) => match final_code(&error) {
                Some(code) => Sending::Impossible(code.to_owned()),
                None => Sending::Failed(error.into()),
            },
        }
    }

    /// The address and language of a recipient, unless there is none any more.
    async fn reach(&self, recipient: &Recipient) -> Result<Option<(String, Locale)>, Failure> {
        Ok(match recipient {
            Recipient::Address(address, locale) => Some((address.clone(), *locale)),
            Recipient::Account(account) => {
                let contact = self.accounts.contact(*account).await?;
                contact.map(|contact| (contact.email, contact.locale))
            }
        })
    }

    /// Records the end. When that fails, the mail has gone out all the same:
    /// failing now would send it again.
    async fn settle(&self, id: OutboxId, state: MailState, outcome: &str) -> Result<(), Failure> {
        match self.store.settle_mail(id, state, outcome, self.clock.now()).await {
            Ok(()) => tracing::info!(%id, ?state, outcome, "mail settled"),
            Err(error) => tracing::error!(%id, ?state, %error, "the end was not recorded"),
        }
        Ok(())
    }
}

fn message(mail: &Rendered) -> Result<Message, Failure> {
    let content = |text: &str| Content::builder().charset("UTF-8").data(text).build();
    let body = Body::builder().text(content(&mail.text)?).html(content(&mail.html)?).build();
    Ok(Message::builder().subject(content(&mail.subject)?).body(body).build())
}

fn final_code(error: &SdkError<SendEmailError>) -> Option<&str> {
    let code = error.as_service_error()?.meta().code()?;
    FINAL.contains(&code).then_some(code)
}
