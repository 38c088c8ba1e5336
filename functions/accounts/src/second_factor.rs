//! The second factor of staff. Applicants have none.

use jiff::Timestamp;
use shared::auth::AccountKind;
use shared::rate_limit::{Limit, RateLimits};
use shared::{Environment, InitError, Problem};

use crate::account::Credentials;
use crate::secrets::AccountSecrets;
use crate::totp;

/// What was shown beside the password.
pub(crate) struct ShownFactor {
    /// The six digits of the authenticator.
    pub(crate) totp: Option<String>,
}

/// A second factor that is right; it is used up with what it allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SecondFactor {
    /// An applicant's account asks for none.
    NotAsked,
    /// A code of the authenticator: no code of its time step or before works again.
    Totp {
        /// The time step.
        step: u64,
    },
}

/// Why a second factor was not accepted.
pub(crate) enum Refusal {
    /// None was shown.
    Missing,
    /// It is wrong.
    Wrong,
    /// It was not looked at.
    Problem(Problem),
}

/// Checks second factors.
#[derive(Clone)]
pub(crate) struct SecondFactors {
    secrets: AccountSecrets,
    limits: RateLimits,
    limit: Limit,
}

impl SecondFactors {
    /// `kind` names what they are shown for: tries at one do not use up those
    /// of another, so that who knows a password does not keep its owner from
    /// changing it.
    pub(crate) fn of(
        environment: &Environment,
        secrets: &AccountSecrets,
        kind: &'static str,
    ) -> Result<Self, InitError> {
        // Ten at once, then one in a minute: six digits stand against that.
        let limit = Limit { kind, burst: 10, refill_seconds: 60 };
        Ok(Self { secrets: secrets.clone(), limits: RateLimits::of(environment)?, limit })
    }

    /// The second factor that was shown, if it is right for the account.
    pub(crate) async fn check(
        &self,
        credentials: &Credentials,
        shown: &ShownFactor,
        now: Timestamp,
    ) -> Result<SecondFactor, Refusal> {
        if credentials.kind == AccountKind::Applicant {
            return Ok(SecondFactor::NotAsked);
        }
        let code = shown.totp.as_deref().map(str::trim).filter(|code| !code.is_empty());
        let code = code.ok_or(Refusal::Missing)?;
        let account = credentials.account;
        let limit = self.limits.take(self.limit, &account.to_string(), now).await;
        limit.map_err(Refusal::Problem)?;
        let sealed = credentials.totp.as_deref();
        let key = sealed.and_then(|sealed| self.secrets.open(account, sealed));
        let step = key.and_then(|key| totp::step_of(&key, code, now));
        step.map(|step| SecondFactor::Totp { step }).ok_or(Refusal::Wrong)
    }
}
