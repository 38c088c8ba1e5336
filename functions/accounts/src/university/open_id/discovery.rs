//! Where the provider's endpoints are, and its keys: read once and kept for an hour.

use std::sync::{Arc, Mutex, PoisonError};

use http::Request;
use jiff::Timestamp;
use serde::Deserialize;
use shared_platform::clock::seconds_after;
use shared_platform::{Environment, InitError};

use super::id_token::Keys;
use crate::university::configuration::address;
use crate::university::web::{Unavailable, Web, is_private};

/// For how long what was read is taken for true, in seconds.
const KEPT_SECONDS: i64 = 60 * 60;

/// What a provider says of itself (OpenID Connect Discovery, 3).
#[derive(Debug, Deserialize)]
pub(super) struct Discovered {
    pub(super) issuer: String,
    pub(super) token_endpoint: String,
    pub(super) userinfo_endpoint: Option<String>,
    jwks_uri: String,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Vec<String>,
}

/// How we show the provider who we are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ClientAuthentication {
    /// By a header; so it is where the provider says nothing.
    Basic,
    /// By fields of the form.
    Post,
}

impl Discovered {
    pub(super) fn client_authentication(&self) -> ClientAuthentication {
        let methods = &self.token_endpoint_auth_methods_supported;
        let offers = |method: &str| methods.iter().any(|offered| offered == method);
        match !offers("client_secret_basic") && offers("client_secret_post") {
            true => ClientAuthentication::Post,
            false => ClientAuthentication::Basic,
        }
    }

    /// Whether it is what it should be, and no secret goes out unencrypted.
    fn checked(self, issuer: &str) -> Result<Self, Unavailable> {
        if self.issuer != issuer {
            return Err(Unavailable::Wrong("the endpoints are of another issuer"));
        }
        let private = is_private(&self.token_endpoint)
            && is_private(&self.jwks_uri)
            && self.userinfo_endpoint.as_deref().is_none_or(is_private);
        match private {
            true => Ok(self),
            false => Err(Unavailable::Malformed("an endpoint is not encrypted")),
        }
    }
}

/// What was read, and until when it counts.
type Kept<T> = Mutex<Option<(Arc<T>, Timestamp)>>;

/// The provider, as this process knows it.
pub(super) struct Discovery {
    web: Web,
    /// Where the provider describes itself.
    check_url: String,
    /// Who the provider must be.
    issuer: String,
    discovered: Kept<Discovered>,
    keys: Kept<Keys>,
}

impl Discovery {
    pub(super) fn of(environment: &Environment, web: Web) -> Result<Self, InitError> {
        shared_platform::auth::install_token_crypto();
        Ok(Self {
            web,
            check_url: address(environment, "UNIVERSITY_CHECK_URL")?,
            issuer: environment.variable("UNIVERSITY_ISSUER")?.to_owned(),
            discovered: Mutex::default(),
            keys: Mutex::default(),
        })
    }

    pub(super) async fn discovered(&self, now: Timestamp) -> Result<Arc<Discovered>, Unavailable> {
        if let Some(kept) = kept(&self.discovered, now) {
            return Ok(kept);
        }
        let found: Discovered = self.web.json(Request::get(&self.check_url), String::new()).await?;
        Ok(keep(&self.discovered, found.checked(&self.issuer)?, now))
    }

    /// The keys, as they are known.
    pub(super) async fn keys(
        &self,
        discovered: &Discovered,
        now: Timestamp,
    ) -> Result<Arc<Keys>, Unavailable> {
        match kept(&self.keys, now) {
            Some(kept) => Ok(kept),
            None => self.keys_anew(discovered, now).await,
        }
    }

    /// The keys, as they are now.
    pub(super) async fn keys_anew(
        &self,
        discovered: &Discovered,
        now: Timestamp,
    ) -> Result<Arc<Keys>, Unavailable> {
        let keys = self.web.json(Request::get(&discovered.jwks_uri), String::new()).await?;
        Ok(keep(&self.keys, Keys::of_set(keys), now))
    }
}

fn kept<T>(of: &Kept<T>, now: Timestamp) -> Option<Arc<T>> {
    let kept = of.lock().unwrap_or_else(PoisonError::into_inner);
    kept.as_ref().filter(|(_, until)| now < *until).map(|(kept, _)| Arc::clone(kept))
}

fn keep<T>(of: &Kept<T>, found: T, now: Timestamp) -> Arc<T> {
    let found = Arc::new(found);
    let until = seconds_after(now, KEPT_SECONDS);
    *of.lock().unwrap_or_else(PoisonError::into_inner) = Some((Arc::clone(&found), until));
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ISSUER: &str = "https://id.example.edu.cn";

    fn described(methods: &[&str], token_endpoint: &str) -> Discovered {
        serde_json::from_value(json!({
            "issuer": ISSUER,
            "token_endpoint": token_endpoint,
            "jwks_uri": "https://id.example.edu.cn/jwks",
            "token_endpoint_auth_methods_supported": methods,
        }))
        .unwrap()
    }

    #[test]
    fn the_secret_goes_by_header_unless_the_provider_takes_forms_only() {
        let by = |methods| described(methods, "https://a").client_authentication();
        assert_eq!(by(&[]), ClientAuthentication::Basic);
        assert_eq!(by(&["client_secret_post", "client_secret_basic"]), ClientAuthentication::Basic);
        assert_eq!(by(&["client_secret_post"]), ClientAuthentication::Post);
    }

    #[test]
    fn another_issuer_and_endpoints_that_others_can_read_are_refused() {
        let good = || described(&[], "https://id.example.edu.cn/token");
        assert!(good().checked(ISSUER).is_ok());
        assert!(good().checked("https://id.example.edu.cn/").is_err());
        assert!(described(&[], "http://id.example.edu.cn/token").checked(ISSUER).is_err());
    }
}
