//! What people are told: the outbox on its way to the queues, mail, and notices
//! in the account.

mod courier;
pub mod list_notices;
pub mod mail;
pub mod mail_report;
pub mod notice;
mod plain;
pub mod post_notice;
pub mod read_notice;
pub mod reader;
pub mod record_mail_feedback;
pub mod relay;
pub mod send_mail;
mod store;
pub mod sweep_outbox;
mod words;

use shared_platform::Actions;

/// The actions of this area.
#[must_use]
pub fn actions() -> Actions {
    Actions::new()
        .stream::<relay::Relay>()
        .task::<sweep_outbox::SweepOutbox>()
        .message::<send_mail::SendMail>()
        .queue::<record_mail_feedback::RecordMailFeedback>()
        .message::<post_notice::PostNotice>()
        .http::<list_notices::ListNotices>()
        .http::<read_notice::ReadNotice>()
}
