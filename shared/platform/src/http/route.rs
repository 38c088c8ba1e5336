//! How an action is reached, and its part of the API document.

use axum::Router;
use utoipa::openapi::OpenApi;

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
                            handlers.on(method, $handler)
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
