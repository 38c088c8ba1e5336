//! The university as tests play it: its server for OpenID Connect and CAS, which can
//! be told to misbehave. What it signs is signed with real keys.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::Timestamp;
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use tokio::net::TcpListener;

pub(crate) const CLIENT: &str = "sojourn";
pub(crate) const SECRET: &str = "a secret & more";
pub(crate) const PAGE: &str = "https://apply.example.org/sign-in/university";

/// What goes wrong at the university.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Fault {
    #[default]
    None,
    /// It answers with an error.
    Down,
    /// It never answers.
    Slow,
    /// It answers with a page.
    Page,
    /// It answers without end.
    Endless,
    /// Its description is of another issuer.
    OtherDescription,
    /// Its tokens are of another issuer.
    WrongIssuer,
    /// Its tokens are for another client.
    WrongAudience,
    /// Its tokens are for several, and another one asked.
    AnotherParty,
    /// Its tokens are for another sign-in.
    WrongNonce,
    /// Its tokens are for no sign-in.
    NoNonce,
    /// Its tokens are over.
    Expired,
    /// Its tokens are of tomorrow.
    Early,
    /// Its tokens are signed with a key that it does not publish.
    UnknownKey,
    /// With another key than the one that they name.
    ForgedKey,
    /// Its tokens say that nobody signed them.
    Unsigned,
    /// Its tokens are signed with the client's secret.
    BySecret,
    /// Its user info is of somebody else.
    InfoOfAnother,
}

/// Every fault there is.
pub(crate) const FAULTS: [Fault; 17] = [
    Fault::Down,
    Fault::Slow,
    Fault::Page,
    Fault::Endless,
    Fault::OtherDescription,
    Fault::WrongIssuer,
    Fault::WrongAudience,
    Fault::AnotherParty,
    Fault::WrongNonce,
    Fault::NoNonce,
    Fault::Expired,
    Fault::Early,
    Fault::UnknownKey,
    Fault::ForgedKey,
    Fault::Unsigned,
    Fault::BySecret,
    Fault::InfoOfAnother,
];

/// A key with its name.
struct Key {
    name: String,
    pair: EcdsaKeyPair,
}

impl Key {
    fn new(name: &str) -> Self {
        let (rng, scheme) = (SystemRandom::new(), &ECDSA_P256_SHA256_FIXED_SIGNING);
        let der = EcdsaKeyPair::generate_pkcs8(scheme, &rng).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(scheme, der.as_ref(), &rng).unwrap();
        Self { name: name.to_owned(), pair }
    }

    fn published(&self) -> Value {
        let point = self.pair.public_key().as_ref();
        let (x, y) = (&point[1..33], &point[33..]);
        json!({
            "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": self.name,
            "x": URL_SAFE_NO_PAD.encode(x), "y": URL_SAFE_NO_PAD.encode(y),
        })
    }
}

/// What somebody signed in for.
struct Granted {
    nonce: String,
    challenge: String,
    claims: Value,
}

struct Inner {
    now: Timestamp,
    fault: Fault,
    key: Key,
    stranger: Key,
    granted: HashMap<String, Granted>,
    info: HashMap<String, Value>,
    /// Whether claims stand in the user info only.
    in_info: bool,
    tickets: HashMap<String, (String, String)>,
    asked: Vec<&'static str>,
}

/// The university.
#[derive(Clone)]
pub(crate) struct University {
    pub(crate) address: String,
    inner: Arc<Mutex<Inner>>,
}

impl University {
    pub(crate) async fn open() -> Self {
        let inner = Inner {
            now: "2027-03-01T02:00:00Z".parse().unwrap(),
            fault: Fault::None,
            key: Key::new("first"),
            stranger: Key::new("first"),
            granted: HashMap::new(),
            info: HashMap::new(),
            in_info: false,
            tickets: HashMap::new(),
            asked: Vec::new(),
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let university = Self { address, inner: Arc::new(Mutex::new(inner)) };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(description))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/me", get(info))
            .route("/cas/p3/serviceValidate", get(validate))
            .with_state(university.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        university
    }

    /// The variables of functions that ask it by OpenID Connect.
    pub(crate) fn open_id(&self) -> Vec<(&'static str, String)> {
        vec![
            ("UNIVERSITY_PROTOCOL", "oidc".to_owned()),
            ("UNIVERSITY_LOGIN_URL", format!("{}/auth", self.address)),
            ("UNIVERSITY_CHECK_URL", format!("{}/.well-known/openid-configuration", self.address)),
            ("UNIVERSITY_ISSUER", self.address.clone()),
            ("UNIVERSITY_CLIENT_ID", CLIENT.to_owned()),
            ("UNIVERSITY_SCOPE", "openid student".to_owned()),
            ("UNIVERSITY_ATTRIBUTE", "student_number".to_owned()),
        ]
    }

    /// The variables of functions that ask it by CAS.
    pub(crate) fn cas(&self) -> Vec<(&'static str, String)> {
        vec![
            ("UNIVERSITY_PROTOCOL", "cas".to_owned()),
            ("UNIVERSITY_LOGIN_URL", format!("{}/cas/login", self.address)),
            ("UNIVERSITY_CHECK_URL", format!("{}/cas/p3/serviceValidate", self.address)),
            ("UNIVERSITY_ATTRIBUTE", "studentNumber".to_owned()),
        ]
    }

    pub(crate) fn misbehave(&self, fault: Fault) {
        let mut inner = self.inner.lock().unwrap();
        inner.fault = fault;
        inner.in_info = fault == Fault::InfoOfAnother;
    }

    /// Puts claims into the user info only, as servers that keep to the letter do.
    pub(crate) fn keep_claims_in_info(&self) {
        self.inner.lock().unwrap().in_info = true;
    }

    /// Signs with another key from now on.
    pub(crate) fn change_key(&self) {
        self.inner.lock().unwrap().key = Key::new("second");
    }

    /// What it was asked since this was called before.
    pub(crate) fn asked(&self) -> Vec<&'static str> {
        std::mem::take(&mut self.inner.lock().unwrap().asked)
    }

    /// Somebody with these claims signs in at the address to which the browser was
    /// sent; what comes back with the browser.
    pub(crate) fn sign_in(&self, address: &str, claims: Value) -> (String, String) {
        let (_, query) = address.split_once('?').unwrap();
        let sent: HashMap<String, String> =
            form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let mut inner = self.inner.lock().unwrap();
        let proof = format!("proof {}", inner.granted.len() + inner.tickets.len());
        if let Some(service) = sent.get("service") {
            let (_, state) = service.split_once("?state=").unwrap();
            let xml = claims.as_str().unwrap().to_owned();
            inner.tickets.insert(proof.clone(), (service.clone(), xml));
            return (state.to_owned(), proof);
        }
        assert_eq!(sent["redirect_uri"], PAGE);
        assert_eq!(sent["code_challenge_method"], "S256");
        let granted = Granted {
            nonce: sent["nonce"].clone(),
            challenge: sent["code_challenge"].clone(),
            claims,
        };
        inner.granted.insert(proof.clone(), granted);
        (sent["state"].clone(), proof)
    }

    fn note(&self, what: &'static str) -> Fault {
        let mut inner = self.inner.lock().unwrap();
        inner.asked.push(what);
        inner.fault
    }
}

type Answer = Result<Json<Value>, StatusCode>;

async fn description(State(university): State<University>) -> Answer {
    let fault = university.note("description");
    let address = &university.address;
    let issuer = match fault {
        Fault::OtherDescription => "https://id.example.com",
        _ => address,
    };
    Ok(Json(json!({
        "issuer": issuer,
        "token_endpoint": format!("{address}/token"),
        "userinfo_endpoint": format!("{address}/me"),
        "jwks_uri": format!("{address}/keys"),
    })))
}

async fn keys(State(university): State<University>) -> Answer {
    university.note("keys");
    let inner = university.inner.lock().unwrap();
    let other = json!({ "kty": "OKP", "crv": "X25519", "x": "AAAA", "kid": "other" });
    Ok(Json(json!({ "keys": [other, inner.key.published()] })))
}

async fn token(
    State(university): State<University>,
    headers: HeaderMap,
    form: String,
) -> Result<String, StatusCode> {
    let form: HashMap<String, String> =
        form_urlencoded::parse(form.as_bytes()).into_owned().collect();
    let fault = university.note("token");
    match fault {
        Fault::Down => return Err(StatusCode::INTERNAL_SERVER_ERROR),
        Fault::Slow => std::future::pending().await,
        Fault::Page => return Ok("<html>Maintenance</html>".to_owned()),
        Fault::Endless => return Ok("x".repeat(10_000_000)),
        _ => {}
    }
    let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let basic = STANDARD.encode(format!("{}:{}", encoded(CLIENT), encoded(SECRET)));
    let shown = headers.get("authorization").and_then(|shown| shown.to_str().ok());
    if shown != Some(&format!("Basic {basic}")) || form["redirect_uri"] != PAGE {
        return Err(StatusCode::UNAUTHORIZED);
    }
    let mut inner = university.inner.lock().unwrap();
    // A code works once.
    let granted = inner.granted.remove(&form["code"]).ok_or(StatusCode::BAD_REQUEST)?;
    let verifier = digest(&SHA256, form["code_verifier"].as_bytes());
    if URL_SAFE_NO_PAD.encode(verifier) != granted.challenge {
        return Err(StatusCode::BAD_REQUEST);
    }
    let token = id_token(&inner, &university.address, &granted, fault);
    let (access, mut said) = (form["code"].replace("proof", "access"), granted.claims);
    said["sub"] = json!(if fault == Fault::InfoOfAnother { "p2" } else { "p1" });
    inner.info.insert(access.clone(), said);
    Ok(json!({ "id_token": token, "access_token": access, "token_type": "Bearer" }).to_string())
}

fn id_token(inner: &Inner, address: &str, granted: &Granted, fault: Fault) -> String {
    let now = inner.now.as_second();
    let mut claims = if inner.in_info { json!({}) } else { granted.claims.clone() };
    claims["iss"] =
        json!(if fault == Fault::WrongIssuer { "https://id.example.com" } else { address });
    claims["sub"] = json!("p1");
    claims["aud"] = match fault {
        Fault::WrongAudience => json!("library"),
        Fault::AnotherParty => json!([CLIENT, "library"]),
        _ => json!(CLIENT),
    };
    if fault == Fault::AnotherParty {
        claims["azp"] = json!("library");
    }
    let (iat, exp) = match fault {
        Fault::Expired => (now - 3700, now - 100),
        Fault::Early => (now + 3600, now + 7200),
        _ => (now + 20, now + 3600),
    };
    (claims["iat"], claims["exp"]) = (json!(iat), json!(exp));
    match fault {
        Fault::NoNonce => {}
        Fault::WrongNonce => claims["nonce"] = json!("of another"),
        _ => claims["nonce"] = json!(granted.nonce),
    }
    let key = match fault {
        Fault::UnknownKey | Fault::ForgedKey => &inner.stranger,
        _ => &inner.key,
    };
    let header = match fault {
        Fault::Unsigned => json!({ "alg": "none" }),
        Fault::BySecret => json!({ "alg": "HS256", "kid": key.name }),
        Fault::UnknownKey => json!({ "alg": "ES256", "kid": "nobody's" }),
        _ => json!({ "alg": "ES256", "kid": key.name }),
    };
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let message = format!("{}.{}", part(&header), part(&claims));
    let signature = match fault {
        Fault::Unsigned => Vec::new(),
        Fault::BySecret => {
            let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, SECRET.as_bytes());
            ring::hmac::sign(&key, message.as_bytes()).as_ref().to_vec()
        }
        _ => key.pair.sign(&SystemRandom::new(), message.as_bytes()).unwrap().as_ref().to_vec(),
    };
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}

async fn info(State(university): State<University>, headers: HeaderMap) -> Answer {
    university.note("info");
    let shown = headers.get("authorization").and_then(|shown| shown.to_str().ok());
    let token = shown.and_then(|shown| shown.strip_prefix("Bearer ")).unwrap_or_default();
    let inner = university.inner.lock().unwrap();
    inner.info.get(token).cloned().map(Json).ok_or(StatusCode::UNAUTHORIZED)
}

async fn validate(
    State(university): State<University>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<String, StatusCode> {
    match university.note("ticket") {
        Fault::Down => return Err(StatusCode::BAD_GATEWAY),
        Fault::Slow => std::future::pending().await,
        Fault::Page => return Ok("<html>Maintenance</html>".to_owned()),
        _ => {}
    }
    // Checked once, good or not.
    let ticket = university.inner.lock().unwrap().tickets.remove(&query["ticket"]);
    let inside = match ticket {
        Some((service, inside)) if service == query["service"] => inside,
        _ => "<cas:authenticationFailure code=\"INVALID_TICKET\"/>".to_owned(),
    };
    Ok(format!(
        "<cas:serviceResponse xmlns:cas=\"http://www.yale.edu/tp/cas\">{inside}</cas:serviceResponse>"
    ))
}

/// What CAS says of somebody with these attributes.
pub(crate) fn cas_success(attributes: &str) -> Value {
    json!(format!(
        "<cas:authenticationSuccess><cas:user>zhang</cas:user>\
         <cas:attributes>{attributes}</cas:attributes></cas:authenticationSuccess>"
    ))
}
