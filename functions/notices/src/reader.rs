//! Who reads a mail: in which language, and with which clock at hand.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use shared_platform::locale::Locale;

/// The university's zone.
const BEIJING: &str = "Asia/Shanghai";

/// A reader of a mail.
#[derive(Debug, Clone)]
pub struct Reader {
    /// The language.
    pub locale: Locale,
    /// The zone of the reader's own clock, if it is known.
    zone: Option<TimeZone>,
}

impl Reader {
    /// A reader of whom only the language is known.
    #[must_use]
    pub const fn new(locale: Locale) -> Self {
        Self { locale, zone: None }
    }

    /// A reader in the zone of this IANA name; one that nobody knows is as none.
    #[must_use]
    pub fn in_zone(locale: Locale, zone: &str) -> Self {
        Self { locale, zone: TimeZone::get(zone).ok() }
    }

    /// An instant in Beijing time, and as the reader's own clock shows it; as UTC
    /// when that clock is not known.
    #[must_use]
    pub fn instant(&self, instant: Timestamp) -> String {
        let beijing = TimeZone::get(BEIJING).unwrap_or(TimeZone::UTC);
        let own = self.zone.clone().unwrap_or(TimeZone::UTC);
        let (beijing, own) = (instant.to_zoned(beijing), instant.to_zoned(own));
        let day = match self.locale {
            Locale::En => "%-d %B %Y, %H:%M",
            Locale::Zh => "%Y年%-m月%-d日 %H:%M",
        };
        let official = beijing.strftime(day);
        if beijing.datetime() == own.datetime() {
            return match self.locale {
                Locale::En => format!("{official} Beijing time"),
                Locale::Zh => format!("北京时间 {official}"),
            };
        }
        let same_day = beijing.date() == own.date();
        let theirs = own.strftime(if same_day { "%H:%M" } else { day });
        match (self.locale, self.zone.as_ref().and_then(TimeZone::iana_name)) {
            (Locale::En, Some(zone)) => {
                format!("{official} Beijing time ({theirs} in {})", zone.replace('_', " "))
            }
            (Locale::En, None) => format!("{official} Beijing time ({theirs} UTC)"),
            (Locale::Zh, Some(zone)) => {
                format!("北京时间 {official}（{} 时间 {theirs}）", zone.replace('_', " "))
            }
            (Locale::Zh, None) => format!("北京时间 {official}（协调世界时 {theirs}）"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(reader: &Reader, instant: &str) -> String {
        reader.instant(instant.parse().unwrap())
    }

    #[test]
    fn a_reader_sees_beijing_time_and_their_own() {
        let berlin = Reader::in_zone(Locale::En, "Europe/Berlin");
        assert_eq!(
            shown(&berlin, "2027-03-01T06:05:00Z"),
            "1 March 2027, 14:05 Beijing time (07:05 in Europe/Berlin)"
        );
        let new_york = Reader::in_zone(Locale::Zh, "America/New_York");
        assert_eq!(
            shown(&new_york, "2027-07-01T02:05:00Z"),
            "北京时间 2027年7月1日 10:05（America/New York 时间 2027年6月30日 22:05）"
        );
    }

    #[test]
    fn a_reader_whose_zone_is_not_known_sees_utc() {
        for reader in [Reader::new(Locale::En), Reader::in_zone(Locale::En, "Nowhere/Special")] {
            assert_eq!(
                shown(&reader, "2027-03-01T06:05:00Z"),
                "1 March 2027, 14:05 Beijing time (06:05 UTC)"
            );
        }
    }

    #[test]
    fn where_the_clocks_agree_one_time_is_enough() {
        for zone in ["Asia/Shanghai", "Asia/Singapore"] {
            let reader = Reader::in_zone(Locale::En, zone);
            assert_eq!(shown(&reader, "2027-03-01T06:05:00Z"), "1 March 2027, 14:05 Beijing time");
        }
    }
}
