//! What SES sent: the emulator keeps it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Failure;
use crate::client::Client;

/// A mail that was sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all(deserialize = "PascalCase", serialize = "camelCase"))]
pub(crate) struct Mail {
    #[serde(rename(deserialize = "MessageId", serialize = "id"))]
    id: String,
    #[serde(rename(deserialize = "Source", serialize = "from"))]
    pub(super) from: String,
    pub(super) to: Vec<String>,
    pub(super) subject: String,
    #[serde(rename(deserialize = "BodyText", serialize = "text"))]
    pub(super) text: Option<String>,
    #[serde(rename(deserialize = "BodyHtml", serialize = "html"))]
    html: Option<String>,
    #[serde(rename(deserialize = "Timestamp", serialize = "sentAt"))]
    pub(super) sent_at: serde_json::Value,
}

impl Mail {
    /// Whether it went to this address.
    pub(crate) fn is_to(&self, address: &str) -> bool {
        self.to.iter().any(|each| each.contains(address))
    }

    /// The code in its link: what follows `link` there.
    pub(crate) fn code(&self, link: &str) -> Option<String> {
        let (_, after) = self.text.as_deref()?.split_once(link)?;
        let code = after.split(|letter: char| letter.is_whitespace()).next()?;
        Some(code.to_owned())
    }
}

/// All mails, newest first.
///
/// # Errors
/// When the emulator does not tell.
pub(crate) async fn read(client: &Client, emulator: &str) -> Result<Vec<Mail>, Failure> {
    #[derive(Deserialize)]
    struct Sent {
        messages: BTreeMap<String, Vec<Mail>>,
    }
    let reply = client.get(&format!("{emulator}/_ministack/ses/messages")).await?;
    let sent: Sent = reply.successful("reading the mailbox")?.json()?;
    let mut mails: Vec<Mail> = sent.messages.into_values().flatten().collect();
    mails.reverse();
    Ok(mails)
}
