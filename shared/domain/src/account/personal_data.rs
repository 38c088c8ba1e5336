//! What there is of an account.

use shared_platform::auth::account_key;

use super::{folded, mail_feedback_key, name_key};
use crate::personal_data::{Fate, Place, Selection};

/// The account with its sessions, sign-ins and exports.
pub(crate) const ACCOUNT: Place = Place {
    name: "account",
    fate: Fate::Erased,
    table: "ACCOUNTS",
    begins: |person| vec![Selection::Partition(account_key(person.account).pk)],
    leads: |_, _| (),
    owner: None,
    withheld: &["secretHash", "previousHash", "replacedHashes", "hash", "totp"],
    withheld_of_others: &[],
};

/// The names one signs in with.
pub(crate) const SIGN_IN_NAMES: Place = Place {
    name: "sign_in_names",
    fate: Fate::Erased,
    table: "ACCOUNTS",
    begins: |person| {
        let names = [&person.user_name, &person.email];
        names.map(|name| Selection::Item(name_key(&folded(name)))).into()
    },
    leads: |_, _| (),
    owner: Some("account"),
    withheld: &["password", "totp"],
    withheld_of_others: &[],
};

/// Whether mails to the address came back.
pub(crate) const MAIL_FEEDBACK: Place = Place {
    name: "mail_feedback",
    fate: Fate::Erased,
    table: "NOTICES",
    begins: |person| vec![Selection::Item(mail_feedback_key(&person.email))],
    leads: |_, _| (),
    owner: None,
    withheld: &[],
    withheld_of_others: &[],
};
