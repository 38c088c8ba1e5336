//! Access tokens: JWT, EdDSA, ten minutes, verified with a public key from the
//! function's own environment, so that verifying needs no secret and no call.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::Timestamp;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use ring::digest::{SHA256, digest};
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::crypto_provider;
use crate::clock::seconds_after;
use crate::environment::{Environment, InitError};
use crate::http::Problem;
use crate::ids::{AccountId, SessionId};

/// How long an access token is valid, in seconds.
const LIFETIME_SECONDS: i64 = 10 * 60;
const ISSUER: &str = "sojourn";
const AUDIENCE: &str = "sojourn-api";
/// The token's type (RFC 9068): no other kind of token passes for it.
const TYPE: &str = "at+jwt";

/// Whom an account belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// A person who applies or studies.
    Applicant,
    /// A member of the university.
    Staff,
}

/// What a member of staff may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    /// Reviews applications.
    Reviewer,
    /// Confirms payments and refunds.
    Finance,
    /// Issues visa letters.
    VisaOfficer,
    /// Keeps the roster and semester registration.
    Registrar,
    /// Manages staff and the catalogue.
    Administrator,
    /// Reads, and changes nothing.
    Viewer,
}

impl StaffRole {
    /// All roles.
    pub const ALL: [Self; 6] = [
        Self::Reviewer,
        Self::Finance,
        Self::VisaOfficer,
        Self::Registrar,
        Self::Administrator,
        Self::Viewer,
    ];
}

/// What an access token says of its bearer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AccessClaims {
    /// The account.
    pub sub: AccountId,
    /// The session it was made in.
    pub sid: SessionId,
    /// The generation of sessions that the session belongs to.
    #[serde(rename = "gen")]
    pub generation: u64,
    /// Whom the account belongs to.
    pub kind: AccountKind,
    /// The name the bearer signs in with, shown to colleagues.
    pub name: String,
    /// The roles of a member of staff.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<StaffRole>,
}

#[derive(Serialize, Deserialize)]
struct TokenBody {
    iss: String,
    aud: String,
    iat: i64,
    nbf: i64,
    exp: i64,
    #[serde(flatten)]
    claims: AccessClaims,
}

/// Makes access tokens. Only the actions that open a session hold one.
#[derive(Clone)]
pub struct TokenSigner {
    key: EncodingKey,
    key_id: String,
}

impl TokenSigner {
    /// The signer of the secret `access-token-signing-key`.
    ///
    /// # Errors
    /// [`InitError`] when the secret cannot be read or is no Ed25519 key.
    pub async fn of(environment: &Environment) -> Result<Self, InitError> {
        Self::new(&environment.secret("access-token-signing-key").await?)
    }

    /// A signer with a key in PKCS#8, base64.
    ///
    /// # Errors
    /// [`InitError::Malformed`] when the text is no such key.
    pub fn new(key: &SecretString) -> Result<Self, InitError> {
        crypto_provider::install();
        let malformed = || InitError::Malformed("access-token-signing-key".to_owned());
        let der = STANDARD.decode(key.expose_secret().trim()).map_err(|_| malformed())?;
        let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der).map_err(|_| malformed())?;
        let key_id = key_id(pair.public_key().as_ref());
        Ok(Self { key: EncodingKey::from_ed_der(&der), key_id })
    }

    /// A token for these claims, and when it ends.
    ///
    /// # Errors
    /// A problem when signing fails: a defect.
    pub fn sign(
        &self,
        claims: AccessClaims,
        now: Timestamp,
    ) -> Result<(String, Timestamp), Problem> {
        let expires_at = seconds_after(now, LIFETIME_SECONDS);
        let body = TokenBody {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            iat: now.as_second(),
            nbf: now.as_second(),
            exp: expires_at.as_second(),
            claims,
        };
        let header = Header {
            typ: Some(TYPE.to_owned()),
            kid: Some(self.key_id.clone()),
            ..Header::new(Algorithm::EdDSA)
        };
        let token = jsonwebtoken::encode(&header, &body, &self.key).map_err(Problem::internal)?;
        Ok((token, expires_at))
    }
}

/// The name of a public key: derived from it, so that no table can go wrong.
fn key_id(public_key: &[u8]) -> String {
    let hash = digest(&SHA256, public_key);
    URL_SAFE_NO_PAD.encode(hash.as_ref().get(..9).unwrap_or_default())
}

/// Verifies access tokens.
pub struct TokenVerifier {
    keys: HashMap<String, DecodingKey>,
}

impl TokenVerifier {
    /// The verifier with the public keys of the variable `ACCESS_TOKEN_KEYS`:
    /// raw Ed25519 keys in base64url, separated by commas.
    ///
    /// # Errors
    /// [`InitError`] when the variable is missing or malformed.
    pub fn of(environment: &Environment) -> Result<Self, InitError> {
        crypto_provider::install();
        let malformed = || InitError::Malformed("ACCESS_TOKEN_KEYS".to_owned());
        let mut keys = HashMap::new();
        for text in environment.variable("ACCESS_TOKEN_KEYS")?.split(',') {
            let bytes = URL_SAFE_NO_PAD.decode(text.trim()).map_err(|_| malformed())?;
            if bytes.len() != 32 {
                return Err(malformed());
            }
            keys.insert(key_id(&bytes), DecodingKey::from_ed_der(&bytes));
        }
        Ok(Self { keys })
    }

    /// The claims of a valid token.
    ///
    /// # Errors
    /// 401 `token_expired` or `token_invalid`.
    pub fn verify(&self, token: &str, now: Timestamp) -> Result<AccessClaims, Problem> {
        let invalid = || Problem::unauthenticated("token_invalid");
        let header = jsonwebtoken::decode_header(token).map_err(|_| invalid())?;
        if header.typ.as_deref() != Some(TYPE) {
            return Err(invalid());
        }
        let key = header.kid.and_then(|kid| self.keys.get(&kid)).ok_or_else(invalid)?;
        let data = jsonwebtoken::decode::<TokenBody>(token, key, &validation());
        let body = data.map_err(|error| match error.kind() {
            ErrorKind::ExpiredSignature => Problem::unauthenticated("token_expired"),
            _ => invalid(),
        })?;
        // The library reads the machine's clock; ours may have been moved.
        let body = body.claims;
        if body.exp <= now.as_second() {
            return Err(Problem::unauthenticated("token_expired"));
        }
        if body.nbf > now.as_second() + 5 {
            return Err(invalid());
        }
        Ok(body.claims)
    }
}

/// The algorithm is ours, never the header's. Times are checked by our clock.
fn validation() -> Validation {
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_issuer(&[ISSUER]);
    validation.set_audience(&[AUDIENCE]);
    validation.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;

    fn signer() -> (TokenSigner, TokenVerifier) {
        let der = Ed25519KeyPair::generate_pkcs8(&ring::rand::SystemRandom::new()).unwrap();
        let signer = TokenSigner::new(&STANDARD.encode(der.as_ref()).into()).unwrap();
        let pair = Ed25519KeyPair::from_pkcs8(der.as_ref()).unwrap();
        let public = pair.public_key().as_ref();
        let keys = HashMap::from([(key_id(public), DecodingKey::from_ed_der(public))]);
        (signer, TokenVerifier { keys })
    }

    fn claims() -> AccessClaims {
        AccessClaims {
            sub: AccountId::new(),
            sid: SessionId::new(),
            generation: 1,
            kind: AccountKind::Staff,
            name: "reviewer.one".to_owned(),
            roles: vec![StaffRole::Reviewer],
        }
    }

    #[test]
    fn while_a_key_is_replaced_tokens_of_both_are_taken_and_of_no_third() {
        let ((old, old_verifier), (new, new_verifier), (third, _)) = (signer(), signer(), signer());
        let keys = old_verifier.keys.into_iter().chain(new_verifier.keys).collect();
        let verifier = TokenVerifier { keys };
        let now = Clock::system().now();
        let is_taken = |signer: &TokenSigner| {
            let (token, _) = signer.sign(claims(), now).unwrap();
            verifier.verify(&token, now).is_ok()
        };
        assert_eq!([&old, &new, &third].map(is_taken), [true, true, false]);
    }

    #[test]
    fn a_token_says_who_its_bearer_is() {
        let (signer, verifier) = signer();
        let now = Clock::system().now();
        let (token, _) = signer.sign(claims(), now).unwrap();
        let read = verifier.verify(&token, now).unwrap();
        assert_eq!(read.roles, [StaffRole::Reviewer]);
        assert_eq!(read.name, "reviewer.one");
    }

    #[test]
    fn a_token_ends_after_ten_minutes() {
        let (signer, verifier) = signer();
        let now = Clock::system().now();
        let (token, expires_at) = signer.sign(claims(), now).unwrap();
        assert_eq!(expires_at, seconds_after(now, 600));
        assert!(verifier.verify(&token, seconds_after(now, 599)).is_ok());
        let problem = verifier.verify(&token, seconds_after(now, 600)).unwrap_err();
        assert_eq!(problem.code(), "token_expired");
    }

    #[test]
    fn a_tampered_token_is_refused() {
        let (signer, verifier) = signer();
        let now = Clock::system().now();
        let (token, _) = signer.sign(claims(), now).unwrap();
        let parts: Vec<&str> = token.split('.').collect();
        let [header, body, signature] = parts[..] else { panic!("three parts") };
        let mut json = URL_SAFE_NO_PAD.decode(body).unwrap();
        let place = json.windows(8).position(|window| window == b"reviewer").unwrap();
        json[place] = b'R';
        let forged = format!("{header}.{}.{signature}", URL_SAFE_NO_PAD.encode(json));
        assert_eq!(verifier.verify(&forged, now).unwrap_err().code(), "token_invalid");
    }

    #[test]
    fn a_token_of_another_key_algorithm_or_type_is_refused() {
        let (signer, verifier) = signer();
        let (stranger, _) = self::signer();
        let now = Clock::system().now();
        let (foreign, _) = stranger.sign(claims(), now).unwrap();
        assert_eq!(verifier.verify(&foreign, now).unwrap_err().code(), "token_invalid");

        let (token, _) = signer.sign(claims(), now).unwrap();
        let body = token.split('.').nth(1).unwrap();
        let none = URL_SAFE_NO_PAD.encode(r#"{"typ":"at+jwt","alg":"none"}"#);
        assert!(verifier.verify(&format!("{none}.{body}."), now).is_err());
        let other_type = URL_SAFE_NO_PAD
            .encode(format!(r#"{{"typ":"JWT","alg":"EdDSA","kid":"{}"}}"#, signer.key_id));
        let signature = token.split('.').nth(2).unwrap();
        assert!(verifier.verify(&format!("{other_type}.{body}.{signature}"), now).is_err());
    }

    #[test]
    fn a_token_for_another_audience_or_of_another_issuer_is_refused() {
        let (signer, verifier) = signer();
        let now = Clock::system().now();
        let header = Header {
            typ: Some(TYPE.to_owned()),
            kid: Some(signer.key_id.clone()),
            ..Header::new(Algorithm::EdDSA)
        };
        let token = |iss: &str, aud: &str| {
            let (iss, aud) = (iss.to_owned(), aud.to_owned());
            let (iat, nbf, exp) = (now.as_second(), now.as_second(), now.as_second() + 60);
            let body = TokenBody { iss, aud, iat, nbf, exp, claims: claims() };
            jsonwebtoken::encode(&header, &body, &signer.key).unwrap()
        };
        assert!(verifier.verify(&token(ISSUER, AUDIENCE), now).is_ok());
        for (iss, aud) in [(ISSUER, "another-api"), ("somebody", AUDIENCE), (ISSUER, "")] {
            let problem = verifier.verify(&token(iss, aud), now).unwrap_err();
            assert_eq!(problem.code(), "token_invalid");
        }
    }

    #[test]
    fn a_token_is_not_taken_before_its_time() {
        let (signer, verifier) = signer();
        let now = Clock::system().now();
        let (token, _) = signer.sign(claims(), seconds_after(now, 60)).unwrap();
        assert_eq!(verifier.verify(&token, now).unwrap_err().code(), "token_invalid");
    }
}
