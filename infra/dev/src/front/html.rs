//! Plain pages for developers.

use axum::response::Html;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#0b0c0c}\
    table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{text-align:left;vertical-align:top;padding:.4rem .8rem .4rem 0;border-bottom:1px solid #b1b4b6}\
    code,pre{font:15px/1.5 ui-monospace,monospace}pre{white-space:pre-wrap;background:#f3f2f1;padding:1rem;margin:.5rem 0}\
    a{color:#1a65a6}a:focus{outline:3px solid #fd0;outline-offset:2px}article{border-top:2px solid #0b0c0c;padding:1rem 0}";

/// A page with this heading; `content` is HTML.
pub(super) fn page(heading: &str, content: &str) -> Html<String> {
    let heading = text(heading);
    Html(format!(
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>\
         <title>{heading} – Sojourn, local run</title><style>{STYLE}</style><h1>{heading}</h1>{content}</html>"
    ))
}

/// Text as HTML.
pub(super) fn text(plain: &str) -> String {
    plain
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

/// Text as HTML, its web addresses as links.
pub(super) fn text_with_links(plain: &str) -> String {
    let word = |word: &str| {
        let trimmed = word.trim_end();
        let space = word.get(trimmed.len()..).unwrap_or_default();
        let address = text(trimmed);
        match trimmed.starts_with("http://") || trimmed.starts_with("https://") {
            true => format!("<a href=\"{address}\">{address}</a>{space}"),
            false => text(word),
        }
    };
    plain.split_inclusive(char::is_whitespace).map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::{text, text_with_links};

    #[test]
    fn markup_in_a_mail_is_shown_not_obeyed() {
        assert_eq!(text("<b>'\"&"), "&lt;b&gt;&#39;&quot;&amp;");
        assert_eq!(text_with_links("<a>\n"), "&lt;a&gt;\n");
    }

    #[test]
    fn addresses_in_a_mail_are_links() {
        assert_eq!(
            text_with_links("see http://a.example/x#y\nnow"),
            "see <a href=\"http://a.example/x#y\">http://a.example/x#y</a>\nnow"
        );
    }
}
