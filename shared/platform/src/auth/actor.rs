//! Who may call is an argument: a handler that takes an [`Applicant`] or a
//! [`Staff<Reviewer>`] cannot run without one.

use std::marker::PhantomData;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use http::header;
use http::request::Parts;

use self::sealed::{Actor, Known};
use super::standing::Standing;
use super::token::{AccessClaims, AccountKind, StaffRole, TokenVerifier};
use crate::http::{Problem, RequestContext};
use crate::ids::{AccountId, SessionId};

/// Who called an action, as the platform made sure. Whoever a handler takes as an
/// argument is one; a handler takes one only.
pub trait Caller: Known {}

impl<C: Known> Caller for C {}

/// What nobody outside the platform can name: a handler cannot pass anybody for
/// somebody else.
pub(crate) mod sealed {
    use super::{AccountId, Standing};

    /// Somebody of whom the platform knows who it is.
    pub trait Known {
        /// Who that is.
        fn actor(&self) -> Actor;
    }

    /// Whoever does something, for the audit log.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Actor {
        /// A person, in their own affairs.
        Account(AccountId),
        /// A member of staff, in the service's affairs. An audit entry of theirs
        /// requires, in its own transaction, that their standing still holds.
        Staff(Standing),
        /// Somebody who has not signed in.
        Anonymous,
        /// The service itself, in an action that nobody calls.
        Service(&'static str),
    }

    impl std::fmt::Display for Actor {
        fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            match self {
                Self::Account(account) => write!(formatter, "{account}"),
                Self::Staff(standing) => write!(formatter, "{}", standing.account),
                Self::Anonymous => formatter.write_str("anonymous"),
                Self::Service(action) => write!(formatter, "service:{action}"),
            }
        }
    }
}

/// A signed-in applicant. Stores build keys from it, so that another person's
/// item is not found rather than found and refused.
#[derive(Debug, Clone, Copy)]
pub struct Applicant {
    /// The applicant's account.
    pub account: AccountId,
    /// The session the call belongs to.
    pub session: SessionId,
    actor: Actor,
}

/// A signed-in person, applicant or staff, in what concerns their own account.
#[derive(Debug, Clone)]
pub struct AccountHolder {
    /// The person's account.
    pub account: AccountId,
    /// The name one signs in with.
    pub user_name: String,
    /// Whom the account belongs to.
    pub kind: AccountKind,
    /// The session the call belongs to.
    pub session: SessionId,
    /// The generation of sessions it belongs to.
    pub generation: u64,
    actor: Actor,
}

/// Whoever calls an action that asks nobody to sign in.
#[derive(Debug, Clone, Copy)]
pub struct Visitor(());

/// Whoever opens a link that was mailed. Nobody has to be signed in for it; some links
/// are for one account only, and ask who is.
#[derive(Debug, Clone)]
pub struct Opener {
    holder: Option<AccountHolder>,
}

impl Opener {
    /// Who is signed in, if anybody is. Whether that session is over, nobody has looked.
    #[must_use]
    pub const fn holder(&self) -> Option<&AccountHolder> {
        self.holder.as_ref()
    }

    /// The opener as the owner of an account, which the code of the link has just shown
    /// them to be.
    #[must_use]
    pub const fn as_owner_of(&self, account: AccountId) -> Owner {
        Owner::of(account)
    }
}

/// A visitor who has shown that an account is theirs: by its password, or by a code
/// that only its owner has.
#[derive(Debug, Clone, Copy)]
pub struct Owner {
    account: AccountId,
}

impl Owner {
    pub(super) const fn of(account: AccountId) -> Self {
        Self { account }
    }
}

impl Visitor {
    /// The visitor as the owner of an account, which they have just shown to be.
    #[must_use]
    pub const fn as_owner_of(self, account: AccountId) -> Owner {
        Owner::of(account)
    }
}

/// A role that a handler can ask for, or several of which one is enough.
pub trait Role: Send + Sync + 'static {
    /// The roles as they stand in the token.
    const ROLES: &'static [StaffRole];
}

/// May review applications.
#[derive(Debug, Clone, Copy)]
pub struct Reviewer;

/// May manage staff and the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Administrator;

/// May keep the roster and semester registration.
#[derive(Debug, Clone, Copy)]
pub struct Registrar;

/// May issue the letters for visas, and follow what becomes of them.
#[derive(Debug, Clone, Copy)]
pub struct VisaOfficer;

/// Has tasks in the staff queue: a reviewer, a registrar or a visa officer. Which tasks
/// are theirs the task says.
#[derive(Debug, Clone, Copy)]
pub struct Examiner;

/// May look at students and at what falls due for them: a registrar or a visa officer.
#[derive(Debug, Clone, Copy)]
pub struct StudentOffice;

impl Role for Reviewer {
    const ROLES: &'static [StaffRole] = &[StaffRole::Reviewer];
}

impl Role for Administrator {
    const ROLES: &'static [StaffRole] = &[StaffRole::Administrator];
}

impl Role for Registrar {
    const ROLES: &'static [StaffRole] = &[StaffRole::Registrar];
}

impl Role for VisaOfficer {
    const ROLES: &'static [StaffRole] = &[StaffRole::VisaOfficer];
}

impl Role for StudentOffice {
    const ROLES: &'static [StaffRole] = &[StaffRole::Registrar, StaffRole::VisaOfficer];
}

impl Role for Examiner {
    const ROLES: &'static [StaffRole] =
        &[StaffRole::Reviewer, StaffRole::Registrar, StaffRole::VisaOfficer];
}

/// A signed-in member of staff who has the role `R`, or had it when the token
/// was made: what matters is committed or shown only while the
/// [`Standing`] holds.
#[derive(Debug, Clone)]
pub struct Staff<R: Role> {
    /// The account.
    pub account: AccountId,
    /// The name colleagues know.
    pub user_name: String,
    /// Those of `R`'s roles that the token has; there is one at least.
    roles: Vec<StaffRole>,
    standing: Standing,
    role: PhantomData<R>,
}

impl<R: Role> Staff<R> {
    /// What has to hold still for the call to count.
    pub(crate) const fn standing(&self) -> Standing {
        self.standing
    }

    /// The same in one of their roles: it is this one that has to hold still.
    ///
    /// # Errors
    /// 403 `not_permitted` when they have not got it.
    pub fn acting_as(self, role: StaffRole) -> Result<Self, Problem> {
        if !self.roles.contains(&role) {
            return Err(Problem::forbidden("not_permitted"));
        }
        Ok(Self { standing: Standing { role, ..self.standing }, ..self })
    }
}

impl Known for Applicant {
    fn actor(&self) -> Actor {
        self.actor
    }
}

impl Known for AccountHolder {
    fn actor(&self) -> Actor {
        self.actor
    }
}

impl Known for Visitor {
    fn actor(&self) -> Actor {
        Actor::Anonymous
    }
}

impl Known for Opener {
    fn actor(&self) -> Actor {
        self.holder.as_ref().map_or(Actor::Anonymous, Known::actor)
    }
}

impl Known for Owner {
    fn actor(&self) -> Actor {
        Actor::Account(self.account)
    }
}

/// A request has one caller: who takes two could do in one's name what the other asks.
#[derive(Clone)]
struct CallerTaken;

fn take_caller(parts: &mut Parts) -> Result<(), Problem> {
    match parts.extensions.insert(CallerTaken) {
        None => Ok(()),
        Some(CallerTaken) => Err(Problem::internal(TwoCallers)),
    }
}

/// A handler asks for two callers: a defect.
#[derive(Debug, thiserror::Error)]
#[error("the handler takes two callers")]
struct TwoCallers;

fn claims(parts: &mut Parts) -> Result<AccessClaims, Problem> {
    take_caller(parts)?;
    let token = parts
        .headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .ok_or_else(|| Problem::unauthenticated("sign_in_required"))?;
    let (Some(verifier), Some(context)) =
        (parts.extensions.get::<Arc<TokenVerifier>>(), parts.extensions.get::<RequestContext>())
    else {
        return Err(Problem::internal(crate::http::NoEnvelope));
    };
    verifier.verify(token, context.now)
}

impl<S: Sync> FromRequestParts<S> for Applicant {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let claims = claims(parts)?;
        match claims.kind {
            AccountKind::Applicant => {
                let actor = Actor::Account(claims.sub);
                Ok(Self { account: claims.sub, session: claims.sid, actor })
            }
            AccountKind::Staff => Err(Problem::forbidden("not_permitted")),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for AccountHolder {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let claims = claims(parts)?;
        Ok(Self {
            account: claims.sub,
            user_name: claims.name,
            kind: claims.kind,
            session: claims.sid,
            generation: claims.generation,
            actor: Actor::Account(claims.sub),
        })
    }
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        take_caller(parts).map(|()| Self(()))
    }
}

/// A token that is not good is as none: the link may be good all the same.
impl<S: Sync> FromRequestParts<S> for Opener {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Ok(holder) = AccountHolder::from_request_parts(parts, state).await else {
            return Ok(Self { holder: None });
        };
        Ok(Self { holder: Some(holder) })
    }
}

impl<S: Sync, R: Role> FromRequestParts<S> for Staff<R> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let claims = claims(parts)?;
        let of_token = R::ROLES.iter().copied().filter(|role| claims.roles.contains(role));
        let roles: Vec<StaffRole> = of_token.collect();
        let (AccountKind::Staff, Some(role)) = (claims.kind, roles.first().copied()) else {
            return Err(Problem::forbidden("not_permitted"));
        };
        let standing = Standing {
            account: claims.sub,
            session: claims.sid,
            generation: claims.generation,
            role,
        };
        let (account, user_name) = (claims.sub, claims.name);
        Ok(Self { account, user_name, roles, standing, role: PhantomData })
    }
}
