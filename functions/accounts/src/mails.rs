//! Mails about accounts: whom they reach.

use shared_domain::account::mails::AddressAlreadyRegistered;
use shared_domain::notices::{Mail, Recipient, SendMail};
use shared_platform::Locale;
use shared_platform::ids::AccountId;

use crate::account::{Credentials, EmailAddress};

/// A mail to the owner of an account, at the address and in the language that it
/// has when the mail is sent.
pub(crate) fn to_owner(account: AccountId, mail: &impl Mail) -> SendMail {
    SendMail::to(Recipient::Account(account), mail)
}

/// A mail to an address, whosever it is when the mail is sent.
pub(crate) fn to_address(email: &EmailAddress, locale: Locale, mail: &impl Mail) -> SendMail {
    SendMail::to(Recipient::Address(email.as_str().to_owned(), locale), mail)
}

/// The mail to the owner of an address that somebody wants for another account:
/// who wants it does not learn that it is somebody's.
pub(crate) fn already_registered(owner: &Credentials) -> SendMail {
    let user_name = owner.user_name.as_str().to_owned();
    to_owner(owner.account, &AddressAlreadyRegistered { user_name })
}
