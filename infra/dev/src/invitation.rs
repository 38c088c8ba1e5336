//! Accepts an invitation, as whoever is invited does.

use http::Method;
use serde::Deserialize;
use serde_json::json;

use crate::client::Client;
use crate::demonstration::StaffSignIn;
use crate::{Failure, totp};

/// What somebody chooses who accepts an invitation.
#[derive(Debug, Clone)]
pub struct NewColleague {
    /// The name to sign in with.
    pub user_name: String,
    /// The password.
    pub password: String,
}

impl NewColleague {
    /// Looks at the invitation of a code, takes its authenticator, and accepts.
    ///
    /// # Errors
    /// When the service refuses.
    pub async fn accept(
        self,
        client: &Client,
        front: &str,
        code: &str,
    ) -> Result<StaffSignIn, Failure> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Invitation {
            roles: Vec<String>,
            totp_secret: String,
        }
        let url = format!("{front}/api/invitations/views");
        let reply = client.send_json(Method::POST, &url, &[], &json!({ "code": code })).await?;
        let Invitation { roles, totp_secret } =
            reply.successful("looking at the invitation")?.json()?;
        let acceptance = json!({
            "code": code,
            "userName": self.user_name,
            "password": self.password,
            "passwordConfirmation": self.password,
            "locale": "en",
            // The digits before the present ones: those are good to sign in with.
            "totp": totp::code_before(&totp_secret)?,
        });
        let url = format!("{front}/api/invitations/acceptances");
        let reply = client.send_json(Method::POST, &url, &[], &acceptance).await?;
        reply.successful("accepting the invitation")?;
        let Self { user_name, password } = self;
        Ok(StaffSignIn { user_name, roles, password, totp_secret })
    }
}
