//! Replies that are the same for everybody: browsers and the distribution keep
//! them for a while, and ask afterwards whether they have changed.

use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use ring::digest::{SHA256, digest};
use serde::Serialize;

use super::Problem;

/// For how long a reply may be kept without asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It may change: for a minute.
    AMinute,
    /// It never changes: for a year.
    AYear,
}

impl Kept {
    const fn directive(self) -> &'static str {
        match self {
            Self::AMinute => "public, max-age=60",
            Self::AYear => "public, max-age=31536000, immutable",
        }
    }
}

/// What the client has kept: the tags of `If-None-Match`.
#[derive(Debug, Clone, Default)]
pub struct KeptByClient(Vec<String>);

impl KeptByClient {
    fn of(headers: &HeaderMap) -> Self {
        let lists = headers.get_all(header::IF_NONE_MATCH).iter();
        let texts = lists.filter_map(|list| list.to_str().ok());
        // A cache that compresses makes a tag weak; it still names the same content.
        let tags = texts.flat_map(|list| list.split(',')).map(|tag| {
            let tag = tag.trim();
            tag.strip_prefix("W/").unwrap_or(tag).to_owned()
        });
        Self(tags.collect())
    }

    fn has(&self, tag: &str) -> bool {
        self.0.iter().any(|kept| kept == tag || kept == "*")
    }
}

impl<S: Sync> FromRequestParts<S> for KeptByClient {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self::of(&parts.headers))
    }
}

/// A JSON reply that is the same for everybody: 304 for a client that has it.
#[derive(Debug)]
pub struct Cacheable {
    body: Vec<u8>,
    tag: String,
    kept: Kept,
    client_has_it: bool,
}

impl Cacheable {
    /// `value` for a client that has kept these.
    ///
    /// # Errors
    /// 500 when the value cannot be serialised: a defect.
    pub fn new(value: &impl Serialize, kept: Kept, client: &KeptByClient) -> Result<Self, Problem> {
        let body = serde_json::to_vec(value).map_err(Problem::internal)?;
        let tag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(digest(&SHA256, &body)));
        let client_has_it = client.has(&tag);
        Ok(Self { body, tag, kept, client_has_it })
    }
}

impl IntoResponse for Cacheable {
    fn into_response(self) -> Response {
        let mut response = match self.client_has_it {
            true => StatusCode::NOT_MODIFIED.into_response(),
            false => {
                let json = HeaderValue::from_static("application/json");
                ([(header::CONTENT_TYPE, json)], self.body).into_response()
            }
        };
        let headers = response.headers_mut();
        let directive = HeaderValue::from_static(self.kept.directive());
        headers.insert(header::CACHE_CONTROL, directive);
        if let Ok(tag) = HeaderValue::from_str(&self.tag) {
            headers.insert(header::ETAG, tag);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked_with(if_none_match: &[&str]) -> KeptByClient {
        let mut headers = HeaderMap::new();
        for list in if_none_match {
            headers.append(header::IF_NONE_MATCH, HeaderValue::from_str(list).unwrap());
        }
        KeptByClient::of(&headers)
    }

    fn reply(value: &str, if_none_match: &[&str]) -> Response {
        let client = asked_with(if_none_match);
        Cacheable::new(&value, Kept::AMinute, &client).unwrap().into_response()
    }

    fn tag(value: &str) -> String {
        reply(value, &[]).headers()[header::ETAG].to_str().unwrap().to_owned()
    }

    #[test]
    fn the_same_content_has_the_same_tag_and_another_has_not() {
        assert_eq!(tag("a"), tag("a"));
        assert_ne!(tag("a"), tag("b"));
        assert!(tag("a").starts_with('"') && tag("a").ends_with('"'));
    }

    #[test]
    fn who_has_it_gets_only_word_that_it_has_not_changed() {
        let tag = tag("a");
        let among_others = format!("\"x\", W/{tag}");
        for kept in [vec![tag.as_str()], vec!["\"x\"", &tag], vec![&among_others], vec!["*"]] {
            let reply = reply("a", &kept);
            assert_eq!(reply.status(), StatusCode::NOT_MODIFIED, "{kept:?}");
            assert_eq!(reply.headers()[header::ETAG], tag);
            assert_eq!(reply.headers()[header::CACHE_CONTROL], "public, max-age=60");
            assert_eq!(axum::body::HttpBody::size_hint(reply.body()).exact(), Some(0));
        }
        assert_eq!(reply("b", &[&tag]).status(), StatusCode::OK);
    }
}
