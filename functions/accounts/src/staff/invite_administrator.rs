//! `invite_administrator`: the first administrator of an installation, or the
//! only one who lost the ways into the account. It has no route: only who may
//! invoke the function itself can use it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::actions::Failure;
use shared_platform::audit::Deed;
use shared_platform::auth::StaffRole;
use shared_platform::{Clock, Environment, InitError, Locale, TaskAction};

use crate::account::EmailAddress;
use crate::staff::invitation::Invitation;
use crate::store::Store;

/// What the action needs.
pub struct InviteAdministrator {
    store: Store,
    public_url: String,
    clock: Clock,
}

/// Who is invited.
#[derive(Debug, Deserialize)]
pub struct NewAdministrator {
    email: String,
    /// The language of the mail.
    #[serde(default)]
    locale: Locale,
}

/// The invitation, as the mail carries it too.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AdministratorInvited {
    /// The link that accepts it.
    pub url: String,
    /// Until when it can be accepted.
    pub expires_at: Timestamp,
}

impl TaskAction for InviteAdministrator {
    const NAME: &'static str = "invite_administrator";
    type Input = NewAdministrator;
    type Output = AdministratorInvited;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self {
            store: Store::of(environment)?,
            public_url: environment.variable("PUBLIC_URL")?.to_owned(),
            clock: environment.clock(),
        })
    }

    async fn run(&self, new: NewAdministrator) -> Result<AdministratorInvited, Failure> {
        let now = self.clock.now();
        let email = EmailAddress::parse(&new.email).map_err(|error| error.code)?;
        let (owner, open) = self.store.address_of_staff(&email, now).await?;
        let roles = vec![StaffRole::Administrator];
        let (invitation, code) =
            Invitation::new(email, owner, roles, None, now).map_err(|problem| problem.code())?;
        if !invitation.roles.contains(&StaffRole::Administrator) {
            return Err("the address belongs to a colleague with other roles".into());
        }
        let deed = Deed::of_task::<Self>(now);
        let mail = invitation.mail(&code, new.locale);
        self.store.invite(&invitation, open.as_ref(), mail, None, &deed).await?;
        Ok(AdministratorInvited {
            url: format!("{}/invitation#code={code}", self.public_url),
            expires_at: invitation.expires_at,
        })
    }
}
