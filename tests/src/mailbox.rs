//! The mails that the system sent.

use serde_json::Value;

use crate::system::eventually;
use crate::visitor::{Visitor, text};

/// A mail that came.
#[derive(Debug, Clone)]
pub struct Mail {
    /// The subject.
    pub subject: String,
    /// The plain text.
    pub text: String,
}

/// All mails to an address, newest first.
pub async fn mails_to(visitor: &Visitor, address: &str) -> Vec<Mail> {
    let mails = visitor.get("/dev/mailbox.json").send().await.expect(200);
    let items = mails.body["items"].as_array().unwrap().clone();
    let is_to = |mail: &&Value| mail["to"].as_array().unwrap().iter().any(|to| to == address);
    let mail = |mail: &Value| Mail {
        subject: text(mail, "/subject").to_owned(),
        text: text(mail, "/text").to_owned(),
    };
    items.iter().filter(is_to).map(mail).collect()
}

/// The mail to an address whose text says `phrase`, once it is there.
pub async fn mail_saying(visitor: &Visitor, address: &str, phrase: &str) -> Mail {
    eventually(&format!("a mail to {address} that says {phrase:?}"), async || {
        let mails = mails_to(visitor, address).await;
        mails.into_iter().find(|mail| mail.text.contains(phrase))
    })
    .await
}

impl Mail {
    /// The code in the activation link.
    ///
    /// # Panics
    /// When the mail has no such link.
    #[must_use]
    pub fn activation_code(&self) -> &str {
        self.code("/activate#code=")
    }

    /// The code of a link: what follows `link` in the mail.
    ///
    /// # Panics
    /// When the mail has no such link.
    #[must_use]
    pub fn code(&self, link: &str) -> &str {
        let after = self.text.split_once(link).map(|(_, after)| after);
        let code = after.and_then(|after| after.split_whitespace().next());
        code.unwrap_or_else(|| panic!("no link {link}… in:\n{}", self.text))
    }
}
