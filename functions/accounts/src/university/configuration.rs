//! What the university runs, from the environment of the functions. The template's
//! parameters say what each of them is.

use shared_platform::{Environment, InitError};

use super::web::is_private;

/// The page of the site to which the university leads back.
const PAGE: &str = "/sign-in/university";

/// Where the university signs people in, and what it calls their student number.
#[derive(Debug, Clone)]
pub(super) struct Configuration {
    /// By which protocol.
    pub(super) protocol: Protocol,
    /// Where the browser goes.
    pub(super) login_url: String,
    /// Where the browser comes back to.
    pub(super) page: String,
}

/// The protocol.
#[derive(Debug, Clone)]
pub(super) enum Protocol {
    /// OpenID Connect, by the code flow.
    OpenId {
        /// Who we are there.
        client_id: String,
        /// What is asked for.
        scope: String,
    },
    /// CAS 3.0.
    Cas,
}

impl Configuration {
    /// # Errors
    /// [`InitError`] when a variable is missing or malformed.
    pub(super) fn of(environment: &Environment) -> Result<Option<Self>, InitError> {
        let protocol = match environment.variable("UNIVERSITY_PROTOCOL") {
            Err(_) | Ok("none") => return Ok(None),
            Ok("oidc") => Protocol::OpenId {
                client_id: environment.variable("UNIVERSITY_CLIENT_ID")?.to_owned(),
                scope: environment.variable("UNIVERSITY_SCOPE")?.to_owned(),
            },
            Ok("cas") => Protocol::Cas,
            Ok(_) => return Err(InitError::Malformed("UNIVERSITY_PROTOCOL".to_owned())),
        };
        let login_url = address(environment, "UNIVERSITY_LOGIN_URL")?;
        let page = format!("{}{PAGE}", environment.variable("PUBLIC_URL")?);
        Ok(Some(Self { protocol, login_url, page }))
    }
}

/// An address of the university.
///
/// # Errors
/// [`InitError`] when it is missing, or would be called unencrypted over a network.
pub(super) fn address(environment: &Environment, name: &'static str) -> Result<String, InitError> {
    let address = environment.variable(name)?;
    match is_private(address) {
        true => Ok(address.to_owned()),
        false => Err(InitError::Malformed(name.to_owned())),
    }
}
