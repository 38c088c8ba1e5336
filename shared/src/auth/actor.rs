//! Who may call is an argument: a handler that takes an [`Applicant`] or a
//! [`Staff<Reviewer>`] cannot run without one.

use std::marker::PhantomData;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use http::header;
use http::request::Parts;

use super::token::{AccessClaims, AccountKind, StaffRole, TokenVerifier};
use crate::http::{Problem, RequestContext};
use crate::ids::{AccountId, SessionId};

/// Whoever does something, for the audit log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A person, applicant or staff.
    Account(AccountId),
    /// Somebody who has not signed in.
    Anonymous,
    /// The service itself, in an action that nobody calls.
    Service(&'static str),
}

impl std::fmt::Display for Actor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Account(account) => write!(formatter, "{account}"),
            Self::Anonymous => formatter.write_str("anonymous"),
            Self::Service(action) => write!(formatter, "service:{action}"),
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
}

/// A role that a handler can ask for.
pub trait Role: Send + Sync + 'static {
    /// The role as it stands in the token.
    const ROLE: StaffRole;
}

/// May review applications.
#[derive(Debug, Clone, Copy)]
pub struct Reviewer;

/// May manage staff and the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Administrator;

impl Role for Reviewer {
    const ROLE: StaffRole = StaffRole::Reviewer;
}

impl Role for Administrator {
    const ROLE: StaffRole = StaffRole::Administrator;
}

/// A signed-in member of staff who has the role `R`.
#[derive(Debug, Clone)]
pub struct Staff<R: Role> {
    /// The account.
    pub account: AccountId,
    /// The name colleagues know.
    pub user_name: String,
    role: PhantomData<R>,
}

impl From<Applicant> for Actor {
    fn from(applicant: Applicant) -> Self {
        Self::Account(applicant.account)
    }
}

impl<R: Role> From<&Staff<R>> for Actor {
    fn from(staff: &Staff<R>) -> Self {
        Self::Account(staff.account)
    }
}

fn claims(parts: &Parts) -> Result<AccessClaims, Problem> {
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
            AccountKind::Applicant => Ok(Self { account: claims.sub, session: claims.sid }),
            AccountKind::Staff => Err(Problem::forbidden("not_permitted")),
        }
    }
}

impl<S: Sync, R: Role> FromRequestParts<S> for Staff<R> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let claims = claims(parts)?;
        let permitted = claims.kind == AccountKind::Staff && claims.roles.contains(&R::ROLE);
        match permitted {
            true => Ok(Self { account: claims.sub, user_name: claims.name, role: PhantomData }),
            false => Err(Problem::forbidden("not_permitted")),
        }
    }
}
