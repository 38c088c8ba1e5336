//! The invitation of a member of staff: a link that makes one account, once,
//! within three days. Who has an account and lost the ways into it gets new ones.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_domain::ids::InvitationId;
use shared_domain::notices::SendMail;
use shared_domain::staff::mails::StaffInvitation;
use shared_platform::auth::{AccountKind, StaffRole};
use shared_platform::clock::seconds_after;
use shared_platform::http::FieldError;
use shared_platform::ids::AccountId;
use shared_platform::{Locale, Problem};
use utoipa::ToSchema;

use crate::account::{Account, Credentials, DEFAULT_TIME_ZONE, EmailAddress, UserName};
use crate::mails::to_address;
use crate::passwords::password::PasswordHash;
use crate::secrets::{hash_of_secret, random_secret};

/// How long an invitation can be accepted, in seconds.
const LIFETIME_SECONDS: i64 = 72 * 60 * 60;

/// An invitation, as it is kept under the hash of its code and in the directory.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// Who is invited.
    pub email: EmailAddress,
    /// The account of the address, if it has one: it gets a new password,
    /// authenticator and recovery codes, and keeps its name and roles.
    pub present: Option<Present>,
    /// The roles of the account.
    pub roles: Vec<StaffRole>,
    /// The user name of the administrator who invites; nobody invites the first one.
    pub invited_by: Option<String>,
    /// Until when it can be accepted.
    pub expires_at: Timestamp,
    /// The hash of its code, under which it is found.
    pub code_hash: String,
}

/// The account that an invited address has already.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Present {
    /// Its id.
    pub account: AccountId,
    /// Its user name.
    pub user_name: UserName,
    /// The generation of its sessions: whatever ends all of them, so whoever got
    /// in by other ways, makes the invitation worthless.
    pub generation: u64,
}

/// An invitation was sent.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InvitationSent {
    id: InvitationId,
    /// Until when it can be accepted.
    expires_at: Timestamp,
}

impl From<&Invitation> for InvitationSent {
    fn from(invitation: &Invitation) -> Self {
        Self { id: invitation.id, expires_at: invitation.expires_at }
    }
}

/// The ways into an account that who accepts an invitation has chosen.
pub(crate) struct Entrance {
    pub(crate) password: PasswordHash,
    /// The key of the authenticator, sealed.
    pub(crate) totp: String,
    /// The step of the code that confirmed the authenticator: it is used up.
    pub(crate) totp_step: u64,
    /// The hashes of the recovery codes.
    pub(crate) recovery_hashes: Vec<String>,
}

impl Invitation {
    /// A new invitation with its code. `owner` is whose address it is, if it is
    /// anybody's.
    ///
    /// # Errors
    /// 422 `email_has_account` at `/email` when it is an applicant's; a problem
    /// when the machine has no randomness.
    pub fn new(
        email: EmailAddress,
        owner: Option<Credentials>,
        roles: Vec<StaffRole>,
        invited_by: Option<String>,
        now: Timestamp,
    ) -> Result<(Self, String), Problem> {
        let (email, present, roles) = match owner {
            None => (email, None, roles),
            Some(owner) if owner.kind == AccountKind::Staff => {
                let present = Present {
                    account: owner.account,
                    user_name: owner.user_name,
                    generation: owner.session_generation,
                };
                // The address as the colleague writes it, however it was typed now.
                (owner.email, Some(present), owner.roles)
            }
            Some(_) => {
                let taken = FieldError::new("/email", "email_has_account");
                return Err(Problem::from(taken));
            }
        };
        let code = random_secret()?;
        let expires_at = seconds_after(now, LIFETIME_SECONDS);
        let id = InvitationId::new();
        let code_hash = hash_of_secret(&code);
        Ok((Self { id, email, present, roles, invited_by, expires_at, code_hash }, code))
    }

    /// Whether it can no longer be accepted.
    #[must_use]
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.expires_at <= now
    }

    /// The mail that carries the code.
    #[must_use]
    pub fn mail(&self, code: &str, locale: Locale) -> SendMail {
        let mail = StaffInvitation {
            invited_by: self.invited_by.clone(),
            code: code.to_owned(),
            until: self.expires_at,
        };
        to_address(&self.email, locale, &mail)
    }

    /// The account that accepting makes. It is active from the start: the code
    /// came to the address.
    pub(crate) fn accepted(
        &self,
        id: AccountId,
        user_name: UserName,
        locale: Locale,
        entrance: &Entrance,
        now: Timestamp,
    ) -> (Account, Credentials) {
        let account = Account {
            id,
            kind: AccountKind::Staff,
            user_name,
            email: self.email.clone(),
            email_of_roster: false,
            locale,
            time_zone: DEFAULT_TIME_ZONE.to_owned(),
            notice_mails: true,
            active: true,
            vanishes_at: None,
            session_generation: 1,
            roles: self.roles.clone(),
            agreement: None,
            deletion: None,
            created_at: now,
            last_totp_step: entrance.totp_step,
            version: 1,
        };
        let (password, totp) = (entrance.password.clone(), Some(entrance.totp.clone()));
        let credentials = account.credentials(password, totp);
        (account, credentials)
    }
}

/// The problem of a code that is nobody's, or was used.
pub(crate) fn invitation_invalid() -> Problem {
    Problem::unprocessable("invitation_invalid")
}
