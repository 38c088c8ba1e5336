//! Asking for a mail by a name (S23, S28). Nobody's account is looked at: who
//! asks learns nothing of it, and known and unknown names make the same calls.
//! What is done about the name is done by the action that the message goes to.

use axum::Json;
use http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::http::FieldError;
use shared_platform::limits::{Limit, RateLimits};
use shared_platform::outbox::Message;
use shared_platform::{Environment, InitError, Problem, RequestContext};
use utoipa::ToSchema;

use crate::account::SignInName;
use crate::challenge::{Challenges, SolvedChallenge, refused_challenge};
use crate::store::Store;

/// The longest name that is looked at, in bytes: no address is longer.
const LONGEST_NAME: usize = 254;

/// A user name or an address that somebody typed. Whoever asked does not learn
/// whether it is anybody's: the answer is a mail, or nothing.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameGiven {
    /// The name as it was typed.
    pub name: String,
}

/// A name is personal: it does not get into a log by accident.
impl std::fmt::Debug for NameGiven {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("NameGiven(…)")
    }
}

/// Send a temporary password to whoever owns the name, if anybody does (S24).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IssueTemporaryPassword(pub NameGiven);

impl Message for IssueTemporaryPassword {
    const ACTION: &'static str = "issue_temporary_password";
}

impl From<NameGiven> for IssueTemporaryPassword {
    fn from(name: NameGiven) -> Self {
        Self(name)
    }
}

/// Send another activation link to whoever registered the name, if anybody did (S26).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IssueActivationLink(pub NameGiven);

impl Message for IssueActivationLink {
    const ACTION: &'static str = "issue_activation_link";
}

impl From<NameGiven> for IssueActivationLink {
    fn from(name: NameGiven) -> Self {
        Self(name)
    }
}

/// Who asks for a mail.
#[derive(Deserialize, ToSchema)]
pub struct MailRequest {
    /// User name or e-mail.
    name: String,
    /// A solved challenge (S12).
    challenge: String,
}

/// The request was received. The reply is the same whether or not there is such an account.
#[derive(Debug, Serialize, ToSchema)]
pub struct MailRequested {}

/// Which mails are asked for.
#[derive(Clone, Copy)]
pub(crate) struct Kind {
    /// Requests from one address.
    pub(crate) per_address: Limit,
    /// Requests for one name.
    pub(crate) per_name: Limit,
}

impl Kind {
    /// Ten requests from one address at once, then one in a minute; five for
    /// one name, then one in a minute. What was mailed before stays good, so
    /// nobody keeps another person from getting it by asking often.
    pub(crate) const fn new(address: &'static str, name: &'static str) -> Self {
        Self {
            per_address: Limit { kind: address, burst: 10, refill_seconds: 60 },
            per_name: Limit { kind: name, burst: 5, refill_seconds: 60 },
        }
    }
}

/// Takes requests for mails.
#[derive(Clone)]
pub(crate) struct MailRequests {
    store: Store,
    limits: RateLimits,
    challenges: Challenges,
    kind: Kind,
}

impl MailRequests {
    pub(crate) async fn of(environment: &Environment, kind: Kind) -> Result<Self, InitError> {
        let limits = RateLimits::of(environment)?;
        let store = Store::of(environment)?;
        let (challenges, ()) = tokio::join!(Challenges::of(environment), limits.warm());
        Ok(Self { store, limits, challenges: challenges?, kind })
    }

    /// Takes a request: what is done about the name is done by the consumer of `M`.
    pub(crate) async fn take<M: Message + From<NameGiven>>(
        &self,
        asked: MailRequest,
        request: &RequestContext,
    ) -> Result<(StatusCode, Json<MailRequested>), Problem> {
        let (given, challenge) = asked.parse(&self.challenges, request.now)?;
        let name = SignInName::of(&given.name);
        let Kind { per_address, per_name } = self.kind;
        let (by_address, by_name) = tokio::join!(
            self.limits.take(per_address, request.address.as_str(), request.now),
            self.limits.take(per_name, name.as_str(), request.now),
        );
        by_address.and(by_name)?;
        self.store.only_send(&challenge, M::from(given)).await.map_err(refused_challenge)?;
        Ok((StatusCode::ACCEPTED, Json(MailRequested {})))
    }
}

impl MailRequest {
    fn parse(
        self,
        challenges: &Challenges,
        now: Timestamp,
    ) -> Result<(NameGiven, SolvedChallenge), Problem> {
        let mut errors = Vec::new();
        let name = self.name.trim();
        if name.is_empty() {
            errors.push(FieldError::new("/name", "required"));
        } else if name.len() > LONGEST_NAME {
            errors.push(FieldError::new("/name", "too_long"));
        }
        match challenges.check(&self.challenge, now) {
            Ok(challenge) if errors.is_empty() => {
                Ok((NameGiven { name: name.to_owned() }, challenge))
            }
            checked => {
                errors.extend(checked.err());
                Err(Problem::invalid(errors))
            }
        }
    }
}
