//! The address of a request and bodies that are not JSON, with our errors.

use axum::extract::{FromRequest, FromRequestParts, Request};
use http::request::Parts;
use serde::de::DeserializeOwned;

use super::Problem;
use super::body::read_limited;

/// The parameters of the path. One that cannot be an id names nothing: 404.
#[derive(Debug, Clone, Copy)]
pub struct Path<T>(
    /// The parsed parameters.
    pub T,
);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match axum::extract::Path::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(parameters)) => Ok(Self(parameters)),
            Err(_) => Err(Problem::not_found()),
        }
    }
}

/// The parameters of the query.
#[derive(Debug, Clone, Copy)]
pub struct Query<T>(
    /// The parsed parameters.
    pub T,
);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match axum::extract::Query::from_request_parts(parts, state).await {
            Ok(axum::extract::Query(parameters)) => Ok(Self(parameters)),
            Err(_) => Err(Problem::malformed("malformed_query")),
        }
    }
}

/// A body of at most `LIMIT` bytes exactly as it came, for signatures over it.
#[derive(Debug, Clone)]
pub struct RawBody<const LIMIT: usize>(
    /// The bytes.
    pub Vec<u8>,
);

impl<S: Sync, const LIMIT: usize> FromRequest<S> for RawBody<LIMIT> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        read_limited(request.into_body(), LIMIT).await.map(Self)
    }
}
