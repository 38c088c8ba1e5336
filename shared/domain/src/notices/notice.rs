//! News, and the notice that stands of them in an account.

use serde::{Deserialize, Serialize};
use shared_platform::ids::AccountId;
use shared_platform::outbox::{Message, Outbox};
use shared_platform::store::{StoreError, Transaction};

use super::{Mail, Page, Recipient, SendMail, Values};

/// Something that people are told in the account and by mail (S66): a type beside
/// its noun.
///
/// The text `notice-<kind>` is its heading in the account, `notice-<kind>.<variant>`
/// what it says there.
pub trait News {
    /// Its name: of its texts, of the folder of its templates, its `kind` in replies.
    const KIND: &'static str;

    /// Which of its values follow its text in the account, each as a paragraph of its
    /// own; a list under the heading `notice-<kind>.<value>`, if there is that text.
    const FOLLOWED_BY: &'static [&'static str] = &[];

    /// The page its mail leads to.
    fn page(&self) -> Page;

    /// What its templates and texts show.
    fn values(&self) -> Values;

    /// Which of its texts says it.
    fn variant(&self) -> &'static str {
        "text"
    }
}

/// All news are a mail too.
impl<N: News> Mail for N {
    const TEMPLATE: &'static str = N::KIND;
    const IS_NEWS: bool = true;

    fn page(&self) -> Option<Page> {
        Some(News::page(self))
    }

    fn values(&self) -> Values {
        News::values(self)
    }
}

/// A notice to be put into an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PostNotice {
    /// Whose account.
    pub account: AccountId,
    /// What.
    pub notice: Notice,
}

impl Message for PostNotice {
    const ACTION: &'static str = "post_notice";
}

/// News as they stand in an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    kind: String,
    variant: String,
    values: Values,
    followed_by: Vec<String>,
}

impl Notice {
    /// The notice of these news.
    #[must_use]
    pub fn of<N: News>(news: &N) -> Self {
        Self {
            kind: N::KIND.to_owned(),
            variant: news.variant().to_owned(),
            values: News::values(news),
            followed_by: N::FOLLOWED_BY.iter().map(|&name| name.to_owned()).collect(),
        }
    }

    /// What they are about, as `fee_settled`.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// Which of the kind's texts says it.
    #[must_use]
    pub fn variant(&self) -> &str {
        &self.variant
    }

    /// What is shown.
    #[must_use]
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// The names of the values that follow the text.
    pub fn followed_by(&self) -> impl Iterator<Item = &str> {
        self.followed_by.iter().map(String::as_str)
    }
}

/// Tells a person in the account and by mail (S66), if the transaction commits.
///
/// # Errors
/// [`StoreError::Corrupt`] when a message cannot be serialised.
pub fn tell<N: News>(
    outbox: &Outbox,
    transaction: &mut Transaction,
    account: AccountId,
    news: &N,
) -> Result<(), StoreError> {
    outbox.send(transaction, PostNotice { account, notice: Notice::of(news) })?;
    outbox.send(transaction, SendMail::to(Recipient::Account(account), news))
}
