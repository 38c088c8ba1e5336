//! OpenID Connect by the code flow, always with PKCE: many servers do not demand it of
//! a client that has a secret.

mod claims;
mod discovery;
mod id_token;

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use form_urlencoded::{Serializer, byte_serialize};
use http::{Request, header};
use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use shared_domain::student::StudentNumber;
use shared_platform::{Environment, InitError};

use self::claims::Claims;
use self::discovery::{ClientAuthentication, Discovered, Discovery};
use self::id_token::Expected;
use super::begun::Begun;
use super::provider::{Returned, number_in};
use super::web::{Unavailable, Web};

/// The university's OpenID provider.
#[derive(Clone)]
pub(super) struct OpenId {
    web: Web,
    discovery: Arc<Discovery>,
    client_id: String,
    client_secret: SecretString,
    /// The claim with the student number.
    claim: String,
    page: String,
}

/// What a code is exchanged for (OpenID Connect Core, 3.1.3.3).
#[derive(Deserialize)]
struct Tokens {
    id_token: String,
    access_token: Option<String>,
}

impl OpenId {
    pub(super) async fn of(
        environment: &Environment,
        client_id: String,
        page: String,
    ) -> Result<Self, InitError> {
        let web = Web::new()?;
        Ok(Self {
            discovery: Discovery::of(environment, web.clone())?.into(),
            client_secret: environment.secret("university-client-secret").await?,
            claim: environment.variable("UNIVERSITY_ATTRIBUTE")?.to_owned(),
            web,
            client_id,
            page,
        })
    }

    pub(super) async fn number(
        &self,
        begun: &Begun,
        returned: &Returned<'_>,
        now: Timestamp,
    ) -> Result<Option<StudentNumber>, Unavailable> {
        let discovered = self.discovery.discovered(now).await?;
        if returned.issuer.is_some_and(|issuer| issuer != discovered.issuer) {
            return Err(Unavailable::Wrong("the code is of another issuer"));
        }
        let tokens = self.exchange(&discovered, begun, returned.proof).await?;
        let claims = self.verified(&discovered, &tokens.id_token, begun, now).await?;
        if let Some(value) = claims.of(&self.claim) {
            return Ok(number_in(&value));
        }
        // Servers that keep to the letter put what a scope asks for into the user
        // info only (OpenID Connect Core, 5.4).
        let (Some(endpoint), Some(token)) = (&discovered.userinfo_endpoint, tokens.access_token)
        else {
            return Ok(None);
        };
        let request = Request::get(endpoint).header(header::AUTHORIZATION, bearer(&token));
        let info: Claims = self.web.json(request, String::new()).await?;
        if info.sub != claims.sub {
            return Err(Unavailable::Wrong("the user info is of another person"));
        }
        Ok(info.of(&self.claim).and_then(|value| number_in(&value)))
    }

    /// The tokens for a code.
    async fn exchange(
        &self,
        discovered: &Discovered,
        begun: &Begun,
        code: &str,
    ) -> Result<Tokens, Unavailable> {
        let verifier = begun.verifier();
        let code_and_verifier = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &self.page),
            ("code_verifier", &verifier),
        ];
        let client = [
            ("client_id", &*self.client_id),
            ("client_secret", self.client_secret.expose_secret()),
        ];
        let form =
            |pairs: &[(&str, &str)]| Serializer::new(String::new()).extend_pairs(pairs).finish();
        let request = Request::post(&discovered.token_endpoint)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let (request, form) = match discovered.client_authentication() {
            ClientAuthentication::Basic => {
                (request.header(header::AUTHORIZATION, self.basic()), form(&code_and_verifier))
            }
            ClientAuthentication::Post => {
                (request, form(&[&code_and_verifier[..], &client[..]].concat()))
            }
        };
        self.web.json(request, form).await
    }

    /// The claims of an ID token that is the university's and for this sign-in. A key
    /// that is not known is looked for once more: the university may have changed it.
    async fn verified(
        &self,
        discovered: &Discovered,
        id_token: &str,
        begun: &Begun,
        now: Timestamp,
    ) -> Result<Claims, Unavailable> {
        let (issuer, client) = (discovered.issuer.as_str(), self.client_id.as_str());
        let expected = Expected { issuer, client, nonce: &begun.nonce(), now };
        let keys = self.discovery.keys(discovered, now).await?;
        if let Some(key) = keys.of(id_token)? {
            return id_token::verified(id_token, &key, &expected);
        }
        let keys = self.discovery.keys_anew(discovered, now).await?;
        let key =
            keys.of(id_token)?.ok_or(Unavailable::Wrong("the key is not the university's"))?;
        id_token::verified(id_token, &key, &expected)
    }

    /// Name and secret of the client are encoded before they are joined (RFC 6749, 2.3.1).
    fn basic(&self) -> String {
        let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
        let (name, secret) = (&self.client_id, self.client_secret.expose_secret());
        format!("Basic {}", STANDARD.encode(format!("{}:{}", encoded(name), encoded(secret))))
    }
}

fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}
