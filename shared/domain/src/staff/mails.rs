//! What members of staff are told of their accounts by mail.

use jiff::Timestamp;
use shared_platform::auth::StaffRole;

use crate::notices::{Mail, Page, Values, Words};

/// A member of staff is invited.
#[derive(Debug)]
pub struct StaffInvitation {
    /// Who invites; `None` for the first administrator.
    pub invited_by: Option<String>,
    /// The secret of the link.
    pub code: String,
    /// Until when.
    pub until: Timestamp,
}

impl Mail for StaffInvitation {
    const TEMPLATE: &'static str = "staff_invitation";

    fn page(&self) -> Option<Page> {
        Some(Page::with_code("/invitation", &self.code))
    }

    fn values(&self) -> Values {
        let invited_by = self.invited_by.as_deref().map(Words::line);
        Values::new().with("invited_by", invited_by).with("until", self.until)
    }

    fn ends_at(&self) -> Option<Timestamp> {
        Some(self.until)
    }
}

/// The authenticator or the recovery codes of a member of staff are new.
#[derive(Debug)]
pub struct AuthenticatorChanged {
    /// Whose.
    pub user_name: String,
    /// When.
    pub at: Timestamp,
}

impl Mail for AuthenticatorChanged {
    const TEMPLATE: &'static str = "authenticator_changed";

    fn page(&self) -> Option<Page> {
        Some(Page::at("/account"))
    }

    fn values(&self) -> Values {
        Values::new().with("user_name", Words::line(&self.user_name)).with("at", self.at)
    }
}

/// A recovery code was used.
#[derive(Debug)]
pub struct RecoveryCodeUsed {
    /// Whose.
    pub user_name: String,
    /// When.
    pub at: Timestamp,
}

impl Mail for RecoveryCodeUsed {
    const TEMPLATE: &'static str = "recovery_code_used";

    fn page(&self) -> Option<Page> {
        Some(Page::at("/account"))
    }

    fn values(&self) -> Values {
        Values::new().with("user_name", Words::line(&self.user_name)).with("at", self.at)
    }
}

/// The roles of a member of staff are others, or the account was closed.
#[derive(Debug)]
pub struct RolesChanged {
    /// Whose.
    pub user_name: String,
    /// The roles there are now; none when the account was closed.
    pub roles: Vec<StaffRole>,
}

impl Mail for RolesChanged {
    const TEMPLATE: &'static str = "roles_changed";

    fn page(&self) -> Option<Page> {
        (!self.roles.is_empty()).then(|| Page::at("/account"))
    }

    fn values(&self) -> Values {
        let roles: Vec<Words> = self.roles.iter().map(|role| role_in_words(*role)).collect();
        Values::new().with("user_name", Words::line(&self.user_name)).with("roles", roles)
    }
}

fn role_in_words(role: StaffRole) -> Words {
    Words::text(match role {
        StaffRole::Reviewer => "role-reviewer",
        StaffRole::Finance => "role-finance",
        StaffRole::VisaOfficer => "role-visa-officer",
        StaffRole::Registrar => "role-registrar",
        StaffRole::Administrator => "role-administrator",
        StaffRole::Viewer => "role-viewer",
    })
}

/// Each of these mails in each of its forms.
#[cfg(feature = "samples")]
pub(crate) mod samples {
    use super::*;
    use crate::notices::samples::{Given, Sample, some_instant};

    pub(crate) fn all(given: &Given<'_>) -> Vec<Sample> {
        let user_name = || given.user_name();
        let at = some_instant();
        let invited = |invited_by| StaffInvitation { invited_by, code: given.code(), until: at };
        let changed = |roles: &[_]| RolesChanged { user_name: user_name(), roles: roles.to_vec() };
        let roles = [StaffRole::Reviewer, StaffRole::VisaOfficer];
        vec![
            Sample::mail("staff_invitation", &invited(Some(user_name()))),
            Sample::mail("staff_invitation_of_the_first", &invited(None)),
            Sample::mail(
                "authenticator_changed",
                &AuthenticatorChanged { user_name: user_name(), at },
            ),
            Sample::mail("recovery_code_used", &RecoveryCodeUsed { user_name: user_name(), at }),
            Sample::mail("roles_changed", &changed(&roles)),
            Sample::mail("staff_account_closed", &changed(&[])),
        ]
    }
}
