//! The university, by whichever protocol: where a browser goes, and what is then said
//! of who comes back.

use std::fmt;

use form_urlencoded::Serializer;
use jiff::Timestamp;
use serde_json::Value;
use shared_domain::student::StudentNumber;
use shared_platform::{Environment, InitError};

use super::begun::Begun;
use super::cas::Cas;
use super::configuration::{Configuration, Protocol};
use super::open_id::OpenId;
use super::web::{PATIENCE, Unavailable};

/// What came back with the browser.
pub(super) struct Returned<'a> {
    /// The code of OpenID Connect, or the ticket of CAS.
    pub(super) proof: &'a str,
    /// Who says to have sent it (RFC 9207), where they say.
    pub(super) issuer: Option<&'a str>,
}

/// The university, as it is asked who somebody is.
#[derive(Clone)]
pub(super) enum Provider {
    /// By OpenID Connect.
    OpenId(OpenId),
    /// By CAS.
    Cas(Cas),
}

impl Provider {
    /// The one that is configured.
    ///
    /// # Errors
    /// [`InitError`] when the configuration or the secret is of no use.
    pub(super) async fn of(environment: &Environment) -> Result<Option<Self>, InitError> {
        let Some(configuration) = Configuration::of(environment)? else { return Ok(None) };
        Ok(Some(match configuration.protocol {
            Protocol::OpenId { client_id, .. } => {
                Self::OpenId(OpenId::of(environment, client_id, configuration.page).await?)
            }
            Protocol::Cas => Self::Cas(Cas::of(environment, configuration.page)?),
        }))
    }

    /// The student number of who came back; `None` where the university names none.
    ///
    /// # Errors
    /// [`Unavailable`] when the university does not say, within its time, that this
    /// is somebody of its own who signed in for this.
    pub(super) async fn number(
        &self,
        begun: &Begun,
        returned: &Returned<'_>,
        now: Timestamp,
    ) -> Result<Option<StudentNumber>, Unavailable> {
        tokio::time::timeout(PATIENCE, async {
            match self {
                Self::OpenId(open_id) => open_id.number(begun, returned, now).await,
                Self::Cas(cas) => cas.number(begun, returned.proof).await,
            }
        })
        .await?
    }
}

/// Where a browser goes that begins.
pub(super) fn login_address(configuration: &Configuration, begun: &Begun) -> String {
    let Configuration { protocol, login_url, page } = configuration;
    let mut query = Serializer::new(String::new());
    match protocol {
        Protocol::OpenId { client_id, scope } => query
            .append_pair("response_type", "code")
            .append_pair("client_id", client_id)
            .append_pair("redirect_uri", page)
            .append_pair("scope", scope)
            .append_pair("state", &begun.state())
            .append_pair("nonce", &begun.nonce())
            .append_pair("code_challenge", &begun.challenge())
            .append_pair("code_challenge_method", "S256"),
        Protocol::Cas => query.append_pair("service", &service(page, begun)),
    };
    with_query(login_url, &query.finish())
}

/// An address with more in its query: what the university gives may have one already.
pub(super) fn with_query(address: &str, more: &str) -> String {
    let joint = if address.contains('?') { '&' } else { '?' };
    format!("{address}{joint}{more}")
}

/// What CAS signs somebody in for: the page with the state of this browser. The
/// ticket is checked with exactly the same address.
pub(super) fn service(page: &str, begun: &Begun) -> String {
    format!("{page}?state={}", begun.state())
}

/// The number that a claim or an attribute holds. The text "None" is how some servers
/// write what is absent.
pub(super) fn number_in(value: &Value) -> Option<StudentNumber> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) if number.is_u64() => number.to_string(),
        _ => return None,
    };
    // What a program says where it has nothing.
    if ["", "none", "null"].contains(&text.to_ascii_lowercase().as_str()) {
        return None;
    }
    text.parse().ok()
}

/// The secret of a client does not get into a log by accident.
impl fmt::Debug for Provider {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::OpenId(_) => "Provider::OpenId(…)",
            Self::Cas(_) => "Provider::Cas(…)",
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn number(value: Value) -> Option<String> {
        number_in(&value).map(String::from)
    }

    #[test]
    fn a_number_is_read_as_text_or_as_a_whole_number() {
        assert_eq!(number(json!("2025LX0001")).as_deref(), Some("2025LX0001"));
        assert_eq!(number(json!(" 2025lx0001 ")).as_deref(), Some("2025LX0001"));
        assert_eq!(number(json!(2_025_000_001)).as_deref(), Some("2025000001"));
    }

    #[test]
    fn what_is_absent_in_any_way_is_no_number() {
        for absent in [json!(null), json!(""), json!("  "), json!("None"), json!([]), json!({})] {
            assert_eq!(number(absent), None);
        }
        for other in [json!(["2025LX0001"]), json!(true), json!(1.5), json!(-1), json!("a@b.cn")] {
            assert_eq!(number(other), None);
        }
    }

    #[test]
    fn a_browser_is_sent_with_state_nonce_and_challenge_by_s256() {
        let begun = Begun::new().unwrap();
        let configuration = Configuration {
            protocol: Protocol::OpenId {
                client_id: "sojourn".to_owned(),
                scope: "openid student".to_owned(),
            },
            login_url: "https://id.example.edu.cn/auth?tenant=1".to_owned(),
            page: "https://apply.example.org/sign-in/university".to_owned(),
        };
        let address = login_address(&configuration, &begun);
        let (before, query) = address.split_once('?').unwrap();
        assert_eq!(before, "https://id.example.edu.cn/auth");
        let sent: std::collections::HashMap<_, _> =
            form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        assert_eq!(sent["tenant"], "1");
        assert_eq!(sent["redirect_uri"], configuration.page);
        assert_eq!(sent["state"], begun.state());
        assert_eq!(sent["nonce"], begun.nonce());
        assert_eq!(sent["code_challenge"], begun.challenge());
        assert_eq!(sent["code_challenge_method"], "S256");
        assert_eq!(sent["scope"], "openid student");
        assert!(!address.contains(&begun.verifier()));
    }

    #[test]
    fn for_cas_the_state_stands_in_the_address_that_is_signed_in_for() {
        let begun = Begun::new().unwrap();
        let configuration = Configuration {
            protocol: Protocol::Cas,
            login_url: "https://cas.example.edu.cn/cas/login".to_owned(),
            page: "https://apply.example.org/sign-in/university".to_owned(),
        };
        let address = login_address(&configuration, &begun);
        let (_, query) = address.split_once('?').unwrap();
        let sent: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let service = format!("{}?state={}", configuration.page, begun.state());
        assert_eq!(sent, [("service".to_owned(), service)]);
    }
}
