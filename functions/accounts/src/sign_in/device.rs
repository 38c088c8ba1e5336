//! What a session was opened on, in words its owner knows.

use http::{HeaderMap, header};

/// Browsers by a word of theirs. The first that is found counts: most of them
/// claim to be others as well.
const BROWSERS: [(&str, &str); 9] = [
    ("MicroMessenger/", "WeChat"),
    ("EdgA/", "Edge"),
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// Systems by a word of theirs, in the same way.
const SYSTEMS: [(&str, &str); 8] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("OpenHarmony", "HarmonyOS"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
];

/// The device that a request names itself: `Firefox, Android`. It is a claim,
/// shown to the owner and never relied on.
#[must_use]
pub fn device(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let agent = agent.unwrap_or_default();
    let named = |table: &[(&str, &'static str)]| {
        table.iter().find(|(word, _)| agent.contains(word)).map(|(_, name)| *name)
    };
    [named(&BROWSERS), named(&SYSTEMS)].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(agent: &str) -> String {
        device(&HeaderMap::from_iter([(header::USER_AGENT, agent.parse().unwrap())]))
    }

    #[test]
    fn a_device_is_named_by_browser_and_system() {
        let phone = "Mozilla/5.0 (Linux; Android 15; Pixel) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36";
        assert_eq!(of(phone), "Chrome, Android");
        assert_eq!(of(&format!("{phone} MicroMessenger/8.0")), "WeChat, Android");
        let tablet = "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1";
        assert_eq!(of(tablet), "Safari, iPad");
        assert_eq!(of("curl/8.5"), "");
        assert_eq!(device(&HeaderMap::new()), "");
    }
}
