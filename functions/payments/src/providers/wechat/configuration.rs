//! What the actions of this area read from their environment of WeChat Pay.

use secrecy::ExposeSecret as _;
use shared_platform::{Environment, InitError};

use super::{Credentials, Endpoint, Merchant};

/// Who we are at WeChat Pay.
///
/// # Errors
/// [`InitError`] when a variable is not set.
pub(crate) fn merchant(environment: &Environment) -> Result<Merchant, InitError> {
    Ok(Merchant {
        app_id: environment.variable("WECHAT_PAY_APP_ID")?.to_owned(),
        merchant_id: environment.variable("WECHAT_PAY_MERCHANT_ID")?.to_owned(),
    })
}

/// Where WeChat Pay is, and where it reaches us.
///
/// # Errors
/// [`InitError`] when a variable is not set, or WeChat Pay would be called
/// unencrypted over a network.
pub(crate) fn endpoint(environment: &Environment) -> Result<Endpoint, InitError> {
    let base_url = environment.variable("WECHAT_PAY_BASE_URL")?;
    if !is_private(base_url) {
        return Err(InitError::Malformed("WECHAT_PAY_BASE_URL".to_owned()));
    }
    let notify_url = match environment.variable("WECHAT_PAY_NOTIFY_URL") {
        Ok(url) => url.to_owned(),
        Err(_) => format!("{}/api/callbacks/wechat", environment.variable("PUBLIC_URL")?),
    };
    Ok(Endpoint { base_url: base_url.trim_end_matches('/').to_owned(), notify_url })
}

/// Nobody on the way can read along: encrypted, or not leaving this machine.
fn is_private(base_url: &str) -> bool {
    base_url.starts_with("https://") || base_url.starts_with("http://127.0.0.1:")
}

/// The keys of both sides.
///
/// # Errors
/// [`InitError`] when the secret cannot be read, or holds a key of no use.
pub(crate) async fn credentials(
    environment: &Environment,
    merchant: &Merchant,
) -> Result<Credentials, InitError> {
    let secret = environment.secret("wechat-pay").await?;
    Credentials::from_secret(&merchant.merchant_id, secret.expose_secret())
        .map_err(|error| InitError::Secret("wechat-pay".to_owned(), Box::new(error)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wechat_is_not_called_unencrypted_over_a_network() {
        assert!(is_private("https://api.mch.weixin.qq.com"));
        assert!(is_private("http://127.0.0.1:4700/dev/cashier/wechat"));
        for url in
            ["http://api.mch.weixin.qq.com", "http://127.0.0.1.example.org:80", "ftp://a", ""]
        {
            assert!(!is_private(url), "{url}");
        }
    }
}
