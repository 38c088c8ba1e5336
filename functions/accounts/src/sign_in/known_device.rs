//! A device that somebody signed in on before. Its tries are counted by
//! themselves: whoever tries a name from elsewhere does not slow its owner down.

use http::{HeaderMap, HeaderValue};
use shared_platform::Problem;
use shared_platform::ids::AccountId;

use crate::cookie;
use crate::secrets::{AccountSecrets, random_secret};

/// The prefix binds the cookie to this host and to TLS.
const COOKIE: &str = "__Host-device";
/// How long a device is known after a sign-in, in seconds: a year.
const LIFETIME_SECONDS: i64 = 365 * 24 * 60 * 60;

/// A device that an account was signed in on.
#[derive(Clone, PartialEq, Eq)]
pub struct KnownDevice {
    /// The account.
    pub account: AccountId,
    /// The device, by a random name.
    pub id: String,
}

impl KnownDevice {
    /// A device of an account that has no cookie yet.
    ///
    /// # Errors
    /// A problem when the machine has no randomness.
    pub fn new(account: AccountId) -> Result<Self, Problem> {
        let id = random_secret()?;
        Ok(Self { account, id })
    }

    /// The device in a request's cookies, if the cookie is one of ours.
    #[must_use]
    pub fn from_cookies(headers: &HeaderMap, secrets: &AccountSecrets) -> Option<Self> {
        let mut parts = cookie::value(headers, COOKIE)?.split('.');
        let device = Self { account: parts.next()?.parse().ok()?, id: parts.next()?.to_owned() };
        let signed = secrets.is_signature(&device.text(), parts.next()?);
        (signed && parts.next().is_none()).then_some(device)
    }

    /// The cookie that makes the device known for a year.
    #[must_use]
    pub fn cookie(&self, secrets: &AccountSecrets) -> Option<HeaderValue> {
        let text = self.text();
        let value = format!("{text}.{}", secrets.signature(&text));
        cookie::set(COOKIE, &value, LIFETIME_SECONDS)
    }

    fn text(&self) -> String {
        format!("{}.{}", self.account, self.id)
    }
}

#[cfg(test)]
mod tests {
    use http::header;

    use super::*;

    fn headers(cookie: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::COOKIE, cookie.parse().unwrap())])
    }

    fn pair(device: &KnownDevice, secrets: &AccountSecrets) -> String {
        let cookie = device.cookie(secrets).unwrap();
        cookie.to_str().unwrap().split(';').next().unwrap().to_owned()
    }

    #[test]
    fn a_device_is_known_by_its_cookie() {
        let secrets = AccountSecrets::for_tests(1);
        let device = KnownDevice::new(AccountId::new()).unwrap();
        let cookies = format!("theme=dark; {}", pair(&device, &secrets));
        assert!(KnownDevice::from_cookies(&headers(&cookies), &secrets) == Some(device));
    }

    #[test]
    fn a_device_is_known_for_a_year() {
        let device = KnownDevice::new(AccountId::new()).unwrap();
        let cookie = device.cookie(&AccountSecrets::for_tests(1)).unwrap();
        assert!(cookie.to_str().unwrap().contains("; Max-Age=31536000; "), "{cookie:?}");
    }

    #[test]
    fn a_cookie_cannot_be_invented_or_made_out_to_another_account() {
        let secrets = AccountSecrets::for_tests(1);
        let device = KnownDevice::new(AccountId::new()).unwrap();
        let own = pair(&device, &secrets);
        let others = own.replace(&device.account.to_string(), &AccountId::new().to_string());
        let foreign = pair(&device, &AccountSecrets::for_tests(2));
        for cookie in [others, foreign, format!("{own}.x"), "__Host-device=a.b.c".to_owned()] {
            assert!(KnownDevice::from_cookies(&headers(&cookie), &secrets).is_none(), "{cookie}");
        }
    }
}
