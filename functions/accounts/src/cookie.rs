//! Cookies that only this host sets and no script reads.

use http::{HeaderMap, HeaderValue, header};

/// The value of a request's cookie.
pub(crate) fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .find_map(|cookie| cookie.trim().strip_prefix(name)?.strip_prefix('='))
}

/// The header that sets a cookie for some seconds; none takes it away.
pub(crate) fn set(name: &str, value: &str, seconds: i64) -> Option<HeaderValue> {
    let text =
        format!("{name}={value}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Strict");
    HeaderValue::from_str(&text).ok()
}
