//! What the owner of an account is told of it by mail.

use jiff::Timestamp;

use super::Hindrance;
use crate::notices::{Mail, Page, Values, Words};

/// The mails about an account name it.
fn of(user_name: &str) -> Values {
    Values::new().with("user_name", Words::line(user_name))
}

/// The link that activates an account (S14, S15).
#[derive(Debug)]
pub struct ActivateAccount {
    /// The name the account was registered with.
    pub user_name: String,
    /// The secret of the link.
    pub code: String,
    /// Until when it works.
    pub until: Timestamp,
}

impl Mail for ActivateAccount {
    const TEMPLATE: &'static str = "activate_account";

    fn page(&self) -> Option<Page> {
        Some(Page::with_code("/activate", &self.code))
    }

    fn values(&self) -> Values {
        of(&self.user_name).with("until", self.until)
    }

    fn ends_at(&self) -> Option<Timestamp> {
        Some(self.until)
    }
}

/// Somebody registered with an address that has an account already.
#[derive(Debug)]
pub struct AddressAlreadyRegistered {
    /// The name of the account the address belongs to.
    pub user_name: String,
}

impl Mail for AddressAlreadyRegistered {
    const TEMPLATE: &'static str = "address_already_registered";

    fn page(&self) -> Option<Page> {
        Some(Page::at("/sign-in"))
    }

    fn values(&self) -> Values {
        of(&self.user_name)
    }
}

/// A password that opens the change of the password and nothing else (S24).
#[derive(Debug)]
pub struct TemporaryPassword {
    /// The name to sign in with.
    pub user_name: String,
    /// The temporary password.
    pub password: String,
    /// Until when it works.
    pub until: Timestamp,
}

impl Mail for TemporaryPassword {
    const TEMPLATE: &'static str = "temporary_password";

    fn page(&self) -> Option<Page> {
        Some(Page::at("/reset-password"))
    }

    fn values(&self) -> Values {
        let password = Words::secret(&self.password);
        of(&self.user_name).with("password", password).with("until", self.until)
    }

    fn ends_at(&self) -> Option<Timestamp> {
        Some(self.until)
    }
}

/// The password was changed.
#[derive(Debug)]
pub struct PasswordChanged {
    /// Whose.
    pub user_name: String,
    /// When.
    pub at: Timestamp,
}

impl Mail for PasswordChanged {
    const TEMPLATE: &'static str = "password_changed";

    fn page(&self) -> Option<Page> {
        Some(Page::at("/sign-in"))
    }

    fn values(&self) -> Values {
        of(&self.user_name).with("at", self.at)
    }
}

/// The link that confirms a new address, sent to it (S79).
#[derive(Debug)]
pub struct ConfirmEmailChange {
    /// The name of the account that is to get the address.
    pub user_name: String,
    /// The secret of the link.
    pub code: String,
    /// Until when it works.
    pub until: Timestamp,
}

impl Mail for ConfirmEmailChange {
    const TEMPLATE: &'static str = "confirm_email_change";

    fn page(&self) -> Option<Page> {
        Some(Page::with_code("/confirm-email", &self.code))
    }

    fn values(&self) -> Values {
        of(&self.user_name).with("until", self.until)
    }

    fn ends_at(&self) -> Option<Timestamp> {
        Some(self.until)
    }
}

/// Somebody signed in to the account asked for another address; sent to the one it has
/// until that is confirmed.
#[derive(Debug)]
pub struct EmailChangeRequested {
    /// The name of the account.
    pub user_name: String,
    /// When.
    pub at: Timestamp,
}

impl Mail for EmailChangeRequested {
    const TEMPLATE: &'static str = "email_change_requested";

    fn page(&self) -> Option<Page> {
        Some(Page::at("/account"))
    }

    fn values(&self) -> Values {
        of(&self.user_name).with("at", self.at)
    }
}

/// The account has another address now; sent to the one it had.
#[derive(Debug)]
pub struct EmailChanged {
    /// The name of the account.
    pub user_name: String,
    /// When.
    pub at: Timestamp,
}

impl Mail for EmailChanged {
    const TEMPLATE: &'static str = "email_changed";

    fn page(&self) -> Option<Page> {
        Some(Page::at("/account"))
    }

    fn values(&self) -> Values {
        of(&self.user_name).with("at", self.at)
    }
}

/// A refresh token was used twice: somebody else may have it.
#[derive(Debug)]
pub struct SessionReused {
    /// Whose.
    pub user_name: String,
    /// When.
    pub at: Timestamp,
}

impl Mail for SessionReused {
    const TEMPLATE: &'static str = "session_reused";

    fn page(&self) -> Option<Page> {
        Some(Page::at("/account"))
    }

    fn values(&self) -> Values {
        of(&self.user_name).with("at", self.at)
    }
}

/// The export that was asked for can be fetched.
#[derive(Debug)]
pub struct ExportReady {
    /// Whose.
    pub user_name: String,
    /// Until when.
    pub until: Timestamp,
}

impl Mail for ExportReady {
    const TEMPLATE: &'static str = "export_ready";

    fn page(&self) -> Option<Page> {
        Some(Page::at("/account"))
    }

    fn values(&self) -> Values {
        of(&self.user_name).with("until", self.until)
    }

    fn ends_at(&self) -> Option<Timestamp> {
        Some(self.until)
    }
}

/// The account is going to be deleted.
#[derive(Debug)]
pub struct DeletionScheduled {
    /// Whose.
    pub user_name: String,
    /// When; until then it can be taken back.
    pub due_at: Timestamp,
}

impl Mail for DeletionScheduled {
    const TEMPLATE: &'static str = "deletion_scheduled";

    fn page(&self) -> Option<Page> {
        Some(Page::at("/account"))
    }

    fn values(&self) -> Values {
        of(&self.user_name).with("due_at", self.due_at)
    }
}

/// The deletion of the account was due and has to wait.
#[derive(Debug)]
pub struct DeletionHeld {
    /// Whose.
    pub user_name: String,
    /// For what.
    pub hindrances: Vec<Hindrance>,
}

impl Mail for DeletionHeld {
    const TEMPLATE: &'static str = "deletion_held";

    fn page(&self) -> Option<Page> {
        Some(Page::at("/account"))
    }

    fn values(&self) -> Values {
        let hindrances: Vec<Words> = self.hindrances.iter().map(|each| each.in_words()).collect();
        of(&self.user_name).with("hindrances", hindrances)
    }
}

/// The account was deleted; the receipt says what is kept and why.
#[derive(Debug)]
pub struct AccountDeleted {
    /// The name it had.
    pub user_name: String,
    /// The secret under which the receipt can be read.
    pub code: String,
}

impl Mail for AccountDeleted {
    const TEMPLATE: &'static str = "account_deleted";

    fn page(&self) -> Option<Page> {
        Some(Page::with_code("/deletion-receipt", &self.code))
    }

    fn values(&self) -> Values {
        of(&self.user_name)
    }
}

/// Each of these mails in each of its forms.
#[cfg(feature = "samples")]
pub(crate) mod samples {
    use super::*;
    use crate::notices::samples::{Given, Sample, some_instant};

    pub(crate) fn all(given: &Given<'_>) -> Vec<Sample> {
        let (user_name, code) = (|| given.user_name(), || given.code());
        let at = some_instant();
        let password = "Kx<4&m-Tq7w".to_owned();
        let hindrances = vec![Hindrance::ApplicationUnderReview, Hindrance::PaymentOnTheWay];
        let activate = ActivateAccount { user_name: user_name(), code: code(), until: at };
        let already = AddressAlreadyRegistered { user_name: user_name() };
        let temporary = TemporaryPassword { user_name: user_name(), password, until: at };
        let confirm = ConfirmEmailChange { user_name: user_name(), code: code(), until: at };
        vec![
            Sample::mail("activate_account", &activate),
            Sample::mail("address_already_registered", &already),
            Sample::mail("temporary_password", &temporary),
            Sample::mail("password_changed", &PasswordChanged { user_name: user_name(), at }),
            Sample::mail("confirm_email_change", &confirm),
            Sample::mail(
                "email_change_requested",
                &EmailChangeRequested { user_name: user_name(), at },
            ),
            Sample::mail("email_changed", &EmailChanged { user_name: user_name(), at }),
            Sample::mail("session_reused", &SessionReused { user_name: user_name(), at }),
            Sample::mail("export_ready", &ExportReady { user_name: user_name(), until: at }),
            Sample::mail(
                "deletion_scheduled",
                &DeletionScheduled { user_name: user_name(), due_at: at },
            ),
            Sample::mail("deletion_held", &DeletionHeld { user_name: user_name(), hindrances }),
            Sample::mail(
                "account_deleted",
                &AccountDeleted { user_name: user_name(), code: code() },
            ),
        ]
    }
}
