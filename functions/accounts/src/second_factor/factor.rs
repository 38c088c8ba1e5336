//! The second factor of staff. Applicants have none.

use jiff::Timestamp;
use shared_platform::auth::{AccountHolder, AccountKind};
use shared_platform::http::FieldError;
use shared_platform::limits::{Limit, RateLimits};
use shared_platform::store::CommitError;
use shared_platform::{Environment, InitError, Problem};

use crate::account::Credentials;
use crate::second_factor::recovery::RecoveryCode;
use crate::second_factor::store::RECOVERY_CODE;
use crate::second_factor::totp;
use crate::secrets::AccountSecrets;
use crate::sessions::session::session_over;
use crate::store::{ACCOUNT, SESSION};

/// What was shown beside the password.
pub(crate) struct ShownFactor {
    /// The six digits of the authenticator.
    pub(crate) totp: Option<String>,
    /// A recovery code, when the authenticator is lost.
    pub(crate) recovery_code: Option<String>,
}

impl ShownFactor {
    /// What is wrong with it, for who is signed in already.
    fn wrong(&self) -> FieldError {
        match self.totp.as_deref().map(str::trim) {
            None | Some("") => recovery_code_wrong(),
            Some(_) => totp_wrong(),
        }
    }
}

/// A second factor that is right; it is used up with what it allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SecondFactor {
    /// An applicant's account asks for none.
    NotAsked,
    /// A code of the authenticator: no code of its time step or before works again.
    Totp {
        /// The time step.
        step: u64,
    },
    /// Something of the form of a recovery code: whether it is one shows when it
    /// is used up.
    RecoveryCode {
        /// How it is kept.
        hash: String,
    },
}

impl SecondFactor {
    /// What became of a change by somebody who is signed in that uses it up: it
    /// may have been used at the same moment, or be no code of theirs.
    pub(crate) fn used_up(&self, outcome: Result<(), CommitError>) -> Result<(), Problem> {
        outcome.map_err(|error| match (error, self) {
            (CommitError::Refused(refused), _) if refused.is_of(SESSION) => session_over(),
            (CommitError::Refused(refused), Self::Totp { .. }) if refused.is_of(ACCOUNT) => {
                Problem::from(totp_wrong())
            }
            (CommitError::Refused(refused), Self::RecoveryCode { .. })
                if refused.is_of(RECOVERY_CODE) =>
            {
                Problem::from(recovery_code_wrong())
            }
            (error, _) => error.into(),
        })
    }
}

/// Lets only staff go on: applicants have no second factor.
///
/// # Errors
/// 403 `not_permitted`.
pub(crate) fn only_staff(holder: &AccountHolder) -> Result<(), Problem> {
    match holder.kind {
        AccountKind::Staff => Ok(()),
        AccountKind::Applicant => Err(Problem::forbidden("not_permitted")),
    }
}

fn totp_wrong() -> FieldError {
    FieldError::new("/totp", "totp_wrong")
}

fn recovery_code_wrong() -> FieldError {
    FieldError::new("/recoveryCode", "recovery_code_wrong")
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
        let totp = shown.totp.as_deref().map(str::trim).filter(|code| !code.is_empty());
        let recovery_code = shown.recovery_code.as_deref().map(str::trim);
        let recovery_code = recovery_code.filter(|code| !code.is_empty());
        if totp.or(recovery_code).is_none() {
            return Err(Refusal::Missing);
        }
        let account = credentials.account.to_string();
        self.limits.take(self.limit, &account, now).await.map_err(Refusal::Problem)?;
        let right = match (totp, recovery_code) {
            (Some(digits), _) => self.step_of(credentials, digits, now),
            (None, code) => code
                .and_then(RecoveryCode::parse)
                .map(|code| SecondFactor::RecoveryCode { hash: code.hash() }),
        };
        right.ok_or(Refusal::Wrong)
    }

    /// The second factor that somebody who is signed in shows once more.
    ///
    /// # Errors
    /// 422 `required` at `/totp`, `totp_wrong` there or `recovery_code_wrong` at
    /// `/recoveryCode`; 429 after too many tries.
    pub(crate) async fn confirm(
        &self,
        credentials: &Credentials,
        shown: &ShownFactor,
        now: Timestamp,
    ) -> Result<SecondFactor, Problem> {
        self.check(credentials, shown, now).await.map_err(|refusal| match refusal {
            Refusal::Missing => Problem::from(FieldError::new("/totp", "required")),
            Refusal::Wrong => Problem::from(shown.wrong()),
            Refusal::Problem(problem) => problem,
        })
    }

    fn step_of(
        &self,
        credentials: &Credentials,
        digits: &str,
        now: Timestamp,
    ) -> Option<SecondFactor> {
        let sealed = credentials.totp.as_deref()?;
        let key = self.secrets.open(credentials.account, sealed)?;
        totp::step_of(&key, digits, now).map(|step| SecondFactor::Totp { step })
    }
}
