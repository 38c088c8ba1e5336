//! A mail, and the order to send it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::ids::AccountId;
use shared_platform::locale::Locale;
use shared_platform::outbox::Message;

use super::{Page, Values};

/// Something that people are told by mail: a type beside its noun.
pub trait Mail {
    /// The folder of its templates.
    const TEMPLATE: &'static str;

    /// Whether its reader may do without it. [`News`](super::News) say so; no mail
    /// about the account itself does.
    const IS_NEWS: bool = false;

    /// The page it leads to; none when its reader has no account any more.
    fn page(&self) -> Option<Page>;

    /// What its templates show.
    fn values(&self) -> Values;

    /// When what it brings has ended, so that nobody is helped by it any more.
    fn ends_at(&self) -> Option<Timestamp> {
        None
    }
}

/// A mail to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SendMail {
    recipient: Recipient,
    template: String,
    is_news: bool,
    page: Option<Page>,
    values: Values,
    ends_at: Option<Timestamp>,
}

impl Message for SendMail {
    const ACTION: &'static str = "send_mail";
}

/// Whom a mail is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    /// An address and the language to write in.
    Address(String, Locale),
    /// The owner of an account, at the address and in the language it has when
    /// the mail is sent.
    Account(AccountId),
}

impl SendMail {
    /// The order to send this mail.
    #[must_use]
    pub fn to<M: Mail>(recipient: Recipient, mail: &M) -> Self {
        Self {
            recipient,
            template: M::TEMPLATE.to_owned(),
            is_news: M::IS_NEWS,
            page: mail.page(),
            values: mail.values(),
            ends_at: mail.ends_at(),
        }
    }

    /// To whom.
    #[must_use]
    pub fn recipient(&self) -> &Recipient {
        &self.recipient
    }

    /// The folder of its templates.
    #[must_use]
    pub fn template(&self) -> &str {
        &self.template
    }

    /// Whether its reader may do without it.
    #[must_use]
    pub fn is_news(&self) -> bool {
        self.is_news
    }

    /// The page it leads to.
    #[must_use]
    pub fn page(&self) -> Option<&Page> {
        self.page.as_ref()
    }

    /// What its templates show.
    #[must_use]
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// Whether what it brings has ended, so that nobody is helped by it any more.
    #[must_use]
    pub fn comes_too_late(&self, now: Timestamp) -> bool {
        self.ends_at.is_some_and(|end| end <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared_platform::clock::seconds_after;
    use shared_platform::ids::AccountId;

    use crate::account::mails::TemporaryPassword;

    #[test]
    fn what_is_to_be_sent_is_what_the_mail_says() {
        let until = Timestamp::UNIX_EPOCH;
        let (user_name, password) = ("anna-tester".to_owned(), "made-up".to_owned());
        let mail = TemporaryPassword { user_name, password, until };
        let order = SendMail::to(Recipient::Account(AccountId::new()), &mail);
        assert_eq!((order.template(), order.is_news()), ("temporary_password", false));
        assert_eq!(order.page(), Some(&Page::at("/reset-password")));
    }

    #[test]
    fn readers_may_do_without_news_and_without_nothing_else() {
        struct Told<const NEWS: bool>;
        impl<const NEWS: bool> Mail for Told<NEWS> {
            const TEMPLATE: &'static str = "told";
            const IS_NEWS: bool = NEWS;

            fn page(&self) -> Option<Page> {
                None
            }

            fn values(&self) -> Values {
                Values::default()
            }
        }
        let recipient = || Recipient::Account(AccountId::new());
        assert!(SendMail::to(recipient(), &Told::<true>).is_news());
        assert!(!SendMail::to(recipient(), &Told::<false>).is_news());
    }

    #[test]
    fn a_mail_comes_too_late_from_the_moment_that_what_it_brings_has_ended() {
        let until = Timestamp::UNIX_EPOCH;
        let (user_name, password) = ("anna-tester".to_owned(), "made-up".to_owned());
        let mail = TemporaryPassword { user_name, password, until };
        let order = SendMail::to(Recipient::Account(AccountId::new()), &mail);
        let late = [-1, 0, 1].map(|by| order.comes_too_late(seconds_after(until, by)));
        assert_eq!(late, [false, true, true]);
    }
}
