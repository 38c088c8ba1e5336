//! Mails: for each a folder with its name, in it for each language a subject, a
//! text and a page; all in one layout. Links lead to the public address only.

use std::collections::BTreeMap;

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value, context};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use rust_embed::Embed;
use shared_domain::notices::{Page, SendMail, Shown};
use shared_platform::locale::Locale;

use crate::reader::Reader;
use crate::words::in_plain_words;

/// The folder of templates. A build for deployment carries it; one for development
/// reads it from the working tree, so that a changed template needs no build.
#[derive(Embed)]
#[folder = "templates"]
struct Folder;

/// All but what needs no escaping in an address (RFC 3986).
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// The same for a path.
const PATH: &AsciiSet = &UNRESERVED.remove(b'/');

/// The templates of all mails. Only those of a mail that is sent are parsed.
#[derive(Debug)]
pub struct Templates {
    environment: Environment<'static>,
    public_url: String,
}

/// A mail as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// One line.
    pub subject: String,
    /// For readers of plain text.
    pub text: String,
    /// The same as a page.
    pub html: String,
}

impl Templates {
    /// The templates with links to `public_url`.
    ///
    /// # Errors
    /// When the syntax of templates is malformed: a defect.
    pub fn new(public_url: &str) -> Result<Self, Error> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        // A line with only a tag on it leaves no line behind.
        environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).build()?);
        environment.set_loader(source);
        Ok(Self { environment, public_url: public_url.trim_end_matches('/').to_owned() })
    }

    /// The mail as its reader gets it.
    ///
    /// # Errors
    /// When it has no templates, or one asks for what the mail does not tell: a defect.
    pub fn render(&self, mail: &SendMail, reader: &Reader) -> Result<Rendered, Error> {
        let folder = match reader.locale {
            Locale::En => "en",
            Locale::Zh => "zh",
        };
        let values = self.values(mail, reader);
        let part = |file: &str| {
            let name = format!("{}/{folder}/{file}", mail.template());
            self.environment.get_template(&name)?.render(&values)
        };
        Ok(Rendered {
            subject: part("subject.txt")?.trim().to_owned(),
            text: part("text.txt")?,
            html: part("body.html")?,
        })
    }

    fn values(&self, mail: &SendMail, reader: &Reader) -> Value {
        // Addresses are made here of parts that need no escaping.
        let public_url = &self.public_url;
        let link = mail.page().map(|page| format!("{public_url}{}", address(page)));
        let link = link.map(Value::from_safe_string);
        let public_url = Value::from_safe_string(public_url.clone());
        let values = mail.values().iter().map(|(name, value)| (name, shown(value, reader)));
        let values: BTreeMap<&str, Value> = values.collect();
        context! { public_url, language => reader.locale.tag(), link, ..Value::from(values) }
    }
}

/// The source of a template, if there is one of this name.
fn source(name: &str) -> Result<Option<String>, Error> {
    let Some(file) = Folder::get(name) else { return Ok(None) };
    let malformed = |error| Error::new(ErrorKind::InvalidOperation, "no UTF-8").with_source(error);
    String::from_utf8(file.data.into_owned()).map(Some).map_err(malformed)
}

/// Where a page is, below the public address.
fn address(page: &Page) -> String {
    let path = utf8_percent_encode(page.path(), PATH);
    match page.code() {
        Some(code) => format!("{path}#code={}", utf8_percent_encode(code, UNRESERVED)),
        None => path.to_string(),
    }
}

/// A value as templates use it. What people wrote is made plain here.
fn shown(value: &Shown, reader: &Reader) -> Value {
    match value {
        Shown::Words(words) => Value::from(in_plain_words(words, reader)),
        Shown::List(list) => {
            list.iter().map(|words| Value::from(in_plain_words(words, reader))).collect()
        }
        Shown::Choice(way) => Value::from(way.as_str()),
        Shown::Flag(flag) => Value::from(*flag),
        Shown::Nothing => Value::from(()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use shared_domain::notices::samples::{self, Given};

    use super::*;

    /// Every mail in each of its forms and both languages.
    fn rendered(given: &Given<'_>) -> Vec<(String, Rendered)> {
        let templates = templates();
        let mut all = Vec::new();
        for sample in samples::all(given) {
            for (language, reader) in readers() {
                let case = format!("{}.{language}", sample.case);
                let mail = templates.render(&sample.mail, &reader);
                all.push((case.clone(), mail.unwrap_or_else(|error| panic!("{case}: {error}"))));
            }
        }
        all
    }

    fn templates() -> Templates {
        Templates::new("https://apply.example.org/").unwrap()
    }

    fn readers() -> [(&'static str, Reader); 2] {
        [("en", Reader::in_zone(Locale::En, "Europe/Berlin")), ("zh", Reader::new(Locale::Zh))]
    }

    #[test]
    fn every_mail_reads_as_reviewed() {
        for (case, mail) in rendered(&Given::ORDINARY) {
            let whole = format!("Subject: {}\n\n{}\n\n{}", mail.subject, mail.text, mail.html);
            insta::assert_snapshot!(case, whole);
        }
    }

    /// The templates of a mail.
    const FILES: [&str; 6] = [
        "en/subject.txt",
        "en/text.txt",
        "en/body.html",
        "zh/subject.txt",
        "zh/text.txt",
        "zh/body.html",
    ];

    #[test]
    fn every_mail_has_its_templates_in_both_languages() {
        for mail in declared() {
            for file in FILES {
                assert!(Folder::get(&format!("{mail}/{file}")).is_some(), "no {file} of {mail}");
            }
        }
    }

    #[test]
    fn every_template_belongs_to_a_mail() {
        let mails = declared();
        for name in Folder::iter() {
            let (mail, file) = name.split_once('/').unwrap();
            let belongs = mail == "layout" || mails.contains(mail) && FILES.contains(&file);
            assert!(belongs, "{name}");
        }
    }

    #[test]
    fn every_mail_has_a_sample() {
        let samples = samples::all(&Given::ORDINARY);
        for mail in declared() {
            let has_one = samples.iter().any(|sample| sample.mail.template() == mail);
            assert!(has_one, "no sample of {mail}");
        }
    }

    #[test]
    fn every_form_of_a_mail_is_called_otherwise() {
        let samples = samples::all(&Given::ORDINARY);
        let cases: BTreeSet<_> = samples.iter().map(|sample| sample.case).collect();
        assert_eq!(cases.len(), samples.len());
    }

    /// The names of all mails and news, as the sources of their types give them.
    fn declared() -> BTreeSet<String> {
        let domain = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/domain/src");
        let sources = sources(&domain);
        let is_one = |code: &&str| code.starts_with("Mail for ") || code.starts_with("News for ");
        let implementations = sources.split("\nimpl ").filter(is_one);
        implementations.map(|code| code.split('"').nth(1).unwrap().to_owned()).collect()
    }

    fn sources(path: &Path) -> String {
        if path.is_file() {
            return std::fs::read_to_string(path).unwrap();
        }
        let entries = std::fs::read_dir(path).unwrap();
        entries.map(|entry| sources(&entry.unwrap().path())).collect()
    }

    /// What templates use and are not given fails: they are strict.
    #[test]
    fn what_a_mail_tells_is_used_by_its_templates() {
        let templates = templates();
        let (mut told, mut used) = (BTreeSet::new(), BTreeSet::new());
        for sample in samples::all(&Given::ORDINARY) {
            for (language, reader) in readers() {
                let whole = templates.render(&sample.mail, &reader).unwrap();
                for (name, _) in sample.mail.values().iter() {
                    let value = format!("{name} of {} in {language}", sample.mail.template());
                    let less = templates.render(&without(&sample.mail, name), &reader);
                    if less.ok() != Some(whole.clone()) {
                        used.insert(value.clone());
                    }
                    told.insert(value);
                }
            }
        }
        assert_eq!(told.difference(&used).collect::<Vec<_>>(), Vec::<&String>::new());
    }

    /// A mail that does not tell one of its values.
    fn without(mail: &SendMail, name: &str) -> SendMail {
        let mut mail = serde_json::to_value(mail).unwrap();
        mail["values"].as_object_mut().unwrap().remove(name).unwrap();
        serde_json::from_value(mail).unwrap()
    }

    #[test]
    fn a_mail_without_templates_is_not_sent() {
        let mail = &samples::all(&Given::ORDINARY)[0].mail;
        let mut unknown = serde_json::to_value(mail).unwrap();
        unknown["template"] = "no_such_mail".into();
        let unknown: SendMail = serde_json::from_value(unknown).unwrap();
        let error = templates().render(&unknown, &Reader::new(Locale::En)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TemplateNotFound);
    }

    #[test]
    fn the_activation_mail_tells_the_user_name_and_the_link() {
        let mut all = rendered(&Given::ORDINARY);
        all.retain(|(case, _)| case.starts_with("activate"));
        assert_eq!(all.len(), 2);
        for (_, mail) in all {
            for body in [&mail.text, &mail.html] {
                assert!(body.contains("tester.anna"));
                assert!(body.contains("https://apply.example.org/activate#code=aB3_-%22x"));
            }
        }
    }

    /// What a reader sees of a page: its words.
    fn words(html: &str) -> String {
        let mut text = String::new();
        for part in html.split('<') {
            text.push_str(part.split_once('>').map_or(part, |(_, text)| text));
        }
        for (escaped, plain) in
            [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#x2f;", "/")]
        {
            text = text.replace(escaped, plain);
        }
        text.replace("&amp;", "&").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_page_of_a_mail_says_what_its_text_says() {
        for (case, mail) in rendered(&Given::ORDINARY) {
            let page = words(&mail.html);
            for paragraph in mail.text.split("\n\n").filter(|part| !part.contains("--\n")) {
                let said = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(page.contains(&said), "{case} does not say on its page: {said}");
            }
            assert!(page.starts_with(&mail.subject), "{case}");
        }
    }

    #[test]
    fn links_lead_to_the_public_address_only() {
        for (case, mail) in rendered(&Given::ORDINARY) {
            for body in [&mail.text, &mail.html] {
                let links = body.matches("://").count();
                let ours = body.matches("https://apply.example.org").count();
                assert!(links > 0, "{case}");
                assert_eq!(links, ours, "{case}");
            }
        }
    }

    #[test]
    fn a_path_of_a_page_stays_a_path() {
        assert_eq!(address(&Page::at("/a-b/c_1")), "/a-b/c_1");
        assert_eq!(address(&Page::at("/\"><b>?c#d")), "/%22%3E%3Cb%3E%3Fc%23d");
    }

    const HOSTILE_NAME: &str = "<script>alert(1)</script>{{ link }}\n\nhidden\u{2066}";
    /// Texts that try to be more than text.
    const HOSTILE: Given<'static> = Given {
        user_name: "<a href=\"https://evil.example\">x</a>\r\nBcc: all@example.org\u{202e}gnol",
        programme: (HOSTILE_NAME, HOSTILE_NAME),
        note: "</p></div><img src=x onerror=alert(1)>\u{202e}\n\n--\r\n{% if true %}",
        code: "x\"><script>&#\r\n\u{202e}",
    };

    #[test]
    fn a_subject_is_one_line_whatever_people_wrote() {
        for (case, mail) in rendered(&Given::ORDINARY).into_iter().chain(rendered(&HOSTILE)) {
            assert!(!mail.subject.is_empty(), "{case}");
            assert!(!mail.subject.contains(char::is_control), "{case}: {}", mail.subject);
            assert!(!mail.subject.contains("evil"), "{case}: {}", mail.subject);
        }
    }

    #[test]
    fn what_people_wrote_is_text_in_the_page() {
        let elements = |html: &str| html.matches('<').count();
        for ((case, ordinary), (_, hostile)) in
            rendered(&Given::ORDINARY).into_iter().zip(rendered(&HOSTILE))
        {
            assert_eq!(elements(&hostile.html), elements(&ordinary.html), "{case}");
            assert_eq!(
                hostile.html.matches('"').count(),
                ordinary.html.matches('"').count(),
                "{case}"
            );
        }
    }

    #[test]
    fn what_people_wrote_is_no_template() {
        for (case, mail) in
            rendered(&HOSTILE).iter().filter(|(case, _)| case.contains("fee_settled"))
        {
            for body in [&mail.text, &mail.html] {
                assert!(body.contains("{{ link }}"), "{case}");
            }
        }
    }

    #[test]
    fn what_people_wrote_neither_turns_nor_breaks_the_lines_around_it() {
        for (case, mail) in rendered(&HOSTILE) {
            for body in [&mail.subject, &mail.text, &mail.html] {
                let turning = |letter| matches!(letter, '\u{202e}' | '\u{2066}' | '\r');
                assert!(!body.contains(turning), "{case}");
            }
            let own_lines =
                mail.text.lines().filter(|line| line.starts_with("Bcc:") || *line == "hidden");
            assert_eq!(own_lines.count(), 0, "{case}");
        }
    }
}
