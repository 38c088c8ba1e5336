//! What people are told: mails, and notices in the account.
//!
//! A mail is a type beside its noun that implements [`Mail`], and news, which also
//! stand in the account, one that implements [`News`]. What goes into the outbox is
//! made of it and is plain data: how it is said is found by its name.

mod mail;
mod notice;
mod page;
pub(crate) mod personal_data;
#[cfg(feature = "samples")]
pub mod samples;
mod shown;

pub use mail::{Mail, Recipient, SendMail};
pub use notice::{News, Notice, PostNotice, tell};
pub use page::Page;
use shared_platform::ids::AccountId;
pub use shown::{Shown, Values, Words};

/// The partition of the Notices table that holds the notices of an account.
#[must_use]
pub fn notices_partition(account: AccountId) -> String {
    format!("ACCOUNT#{account}")
}
