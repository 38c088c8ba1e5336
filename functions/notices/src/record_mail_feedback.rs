//! `record_mail_feedback`: notes the addresses to which no mail is to go any
//! more: there is no such mailbox, or its owner calls our mails unwanted.

use serde::Deserialize;
use shared_platform::actions::Failure;
use shared_platform::{Environment, InitError, QueueAction};

use crate::mail_report;
use crate::store::Store;

/// The action.
pub struct RecordMailFeedback {
    store: Store,
}

/// What SNS delivers: a report of SES.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Notification {
    /// The report, as JSON text.
    message: String,
}

impl QueueAction for RecordMailFeedback {
    const NAME: &'static str = "record_mail_feedback";
    type Message = Notification;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { store: Store::of(environment)? })
    }

    async fn handle(&self, notification: Notification) -> Result<(), Failure> {
        for report in mail_report::read(&notification.message)? {
            self.store.note_trouble(&report).await?;
            // The address stays out of the log.
            tracing::info!(state = ?report.trouble.state, detail = report.detail, "address noted");
        }
        Ok(())
    }
}
