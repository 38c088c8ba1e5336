//! How an action is reached, and its part of the API document.

use axum::Router;
use axum::extract::State;
use http::HeaderMap;
use utoipa::openapi::OpenApi;

use super::{Body, IdempotencyKey, KeptByClient, Path, Query, RawBody, RequestContext};
use crate::auth::{AccountHolder, Applicant, Confirmed, Opener, Role, Staff, Visitor};

/// The route of an action and its part of the API document, each made when it is
/// asked for: describing an application takes longer than a call of the database,
/// and a function that starts needs no description.
pub struct Route<S> {
    pub(crate) router: fn() -> Router<S>,
    pub(crate) document: fn() -> OpenApi,
}

impl<S> Route<S> {
    /// A route; actions have theirs from [`route!`](crate::route).
    pub const fn new(router: fn() -> Router<S>, document: fn() -> OpenApi) -> Self {
        Self { router, document }
    }
}

/// A handler that may reply as it does to whom it takes as an argument. What staff
/// are told depends on a standing that may be lost at any moment, so they get what is
/// [`Confirmed`] and nothing else.
///
/// ```
/// # use axum::Json;
/// # use shared_platform::Problem;
/// # use shared_platform::auth::{Confirmed, Reviewer, Staff, Standings};
/// # use shared_platform::http::answering;
/// async fn view(reviewer: Staff<Reviewer>) -> Result<Confirmed<Json<u8>>, Problem> {
///     # let (standings, reading): (Standings, std::future::Ready<u8>) = todo!();
///     let (reviewer, read) = standings.confirmed(reviewer, reading).await?;
///     Ok(reviewer.answer(Json(read)))
/// }
/// let _ = answering(view);
/// ```
///
/// A view that asks nobody whether the standing holds is no handler:
///
/// ```compile_fail,E0277
/// # use axum::Json;
/// # use shared_platform::Problem;
/// # use shared_platform::auth::{Reviewer, Staff};
/// # use shared_platform::http::answering;
/// async fn view(reviewer: Staff<Reviewer>) -> Result<Json<u8>, Problem> {
///     Ok(Json(1))
/// }
/// let _ = answering(view);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not reply with what it may",
    note = "a handler that takes a `Staff` replies with `Confirmed`: see `Standings::confirmed`"
)]
pub trait Answers<Arguments> {}

/// An argument of a handler that allows such a reply.
#[diagnostic::on_unimplemented(
    message = "a handler that takes `{Self}` must not reply with `{Reply}`",
    note = "a handler that takes a `Staff` replies with `Confirmed`: see `Standings::confirmed`"
)]
pub trait Argument<Reply> {}

impl<R: Role, T> Argument<Confirmed<T>> for Staff<R> {}

/// Arguments that have no say in what is replied.
macro_rules! allow_any_reply {
    ($($argument:ident $(<$of:ident>)?),+) => {
        $(impl<$($of,)? Reply> Argument<Reply> for $argument$(<$of>)? {})+
    };
}

allow_any_reply!(
    HeaderMap,
    Applicant,
    AccountHolder,
    Visitor,
    Opener,
    RequestContext,
    IdempotencyKey,
    KeptByClient
);
allow_any_reply!(State<T>, Path<T>, Query<T>);

impl<T, const LIMIT: usize, Reply> Argument<Reply> for Body<T, LIMIT> {}

impl<const LIMIT: usize, Reply> Argument<Reply> for RawBody<LIMIT> {}

impl<T: Argument<Reply>, E, Reply> Argument<Reply> for Result<T, E> {}

macro_rules! answers {
    ($($argument:ident)+) => {
        impl<Handler, Answer, Reply, Refusal, $($argument),+> Answers<($($argument,)+)> for Handler
        where
            Handler: Fn($($argument),+) -> Answer,
            Answer: Future<Output = Result<Reply, Refusal>>,
            $($argument: Argument<Reply>,)+
        {
        }
    };
}

answers!(A);
answers!(A B);
answers!(A B C);
answers!(A B C D);
answers!(A B C D E);
answers!(A B C D E F);

/// The handler, if it [`Answers`] as it may.
pub const fn answering<Arguments, Handler: Answers<Arguments>>(handler: Handler) -> Handler {
    handler
}

/// The [`Route`] of a handler with `#[utoipa::path]`, within the implementation
/// of [`HttpAction`](crate::HttpAction).
#[macro_export]
macro_rules! route {
    ($handler:ident) => {
        $crate::Route::new(
            || {
                ::utoipa_axum::paste! {{
                    let methods = <[<__path_ $handler>] as ::utoipa::Path>::methods();
                    let handlers = methods.iter().fold(
                        ::axum::routing::MethodRouter::<Self>::new(),
                        |handlers, method| {
                            let method = ::utoipa_axum::PathItemExt::to_method_filter(method);
                            handlers.on(method, $crate::http::answering($handler))
                        },
                    );
                    let path = <[<__path_ $handler>] as ::utoipa::Path>::path();
                    ::axum::Router::new().route(&path, handlers)
                }}
            },
            || {
                ::utoipa_axum::router::OpenApiRouter::<Self>::new()
                    .routes(::utoipa_axum::routes!($handler))
                    .into_openapi()
            },
        )
    };
}
