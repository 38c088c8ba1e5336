//! Mails: for each a folder with its name, in it for each language a subject, a
//! text and a page; all in one layout. Links lead to the public address only.

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, Error, UndefinedBehavior, Value, context};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use shared::locale::Locale;
use shared::outbox::{DecisionOutcome, Mail, Notice};

use crate::notice;

/// A template's file with its name below the folder of templates.
macro_rules! file {
    ($($part:literal),+) => {
        (concat!($($part),+), include_str!(concat!("../templates/", $($part),+)))
    };
}

/// The six files of a mail.
macro_rules! mail {
    ($name:literal) => {
        [
            file!($name, "/en/subject.txt"),
            file!($name, "/en/text.txt"),
            file!($name, "/en/body.html"),
            file!($name, "/zh/subject.txt"),
            file!($name, "/zh/text.txt"),
            file!($name, "/zh/body.html"),
        ]
    };
}

const LAYOUT: [(&str, &str); 5] = [
    file!("layout/body.html"),
    file!("layout/en/body.html"),
    file!("layout/en/text.txt"),
    file!("layout/zh/body.html"),
    file!("layout/zh/text.txt"),
];

const MAILS: [[(&str, &str); 6]; 5] = [
    mail!("activate_account"),
    mail!("address_already_registered"),
    mail!("application_submitted"),
    mail!("fee_settled"),
    mail!("application_decided"),
];

/// All but what needs no escaping in an address (RFC 3986).
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The templates of all mails.
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
    /// When a template is malformed: a defect.
    pub fn new(public_url: &str) -> Result<Self, Error> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        // A line with only a tag on it leaves no line behind.
        environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).build()?);
        for (name, source) in LAYOUT.into_iter().chain(MAILS.into_iter().flatten()) {
            environment.add_template(name, source)?;
        }
        Ok(Self { environment, public_url: public_url.trim_end_matches('/').to_owned() })
    }

    /// The mail in a reader's language.
    ///
    /// # Errors
    /// When a template asks for what the mail does not tell: a defect.
    pub fn render(&self, mail: &Mail, locale: Locale) -> Result<Rendered, Error> {
        let folder = match locale {
            Locale::En => "en",
            Locale::Zh => "zh",
        };
        let values = self.values(mail, locale);
        let part = |file: &str| {
            let name = format!("{}/{folder}/{file}", name(mail));
            self.environment.get_template(&name)?.render(&values)
        };
        Ok(Rendered {
            subject: part("subject.txt")?.trim().to_owned(),
            text: part("text.txt")?,
            html: part("body.html")?,
        })
    }

    fn values(&self, mail: &Mail, locale: Locale) -> Value {
        let (path, told) = match mail {
            Mail::ActivateAccount { user_name, code } => {
                let code = utf8_percent_encode(code, UNRESERVED);
                (format!("/activate#code={code}"), context! { user_name })
            }
            Mail::AddressAlreadyRegistered { user_name } => {
                ("/sign-in".to_owned(), context! { user_name })
            }
            Mail::Notice(notice) => notice_values(notice, locale),
        };
        // Addresses are made here of parts that need no escaping.
        let link = Value::from_safe_string(format!("{}{path}", self.public_url));
        let public_url = Value::from_safe_string(self.public_url.clone());
        context! { public_url, language => locale.tag(), link, ..told }
    }
}

fn notice_values(notice: &Notice, locale: Locale) -> (String, Value) {
    match notice {
        Notice::ApplicationSubmitted { application, programme, fee } => {
            let page = if fee.is_some() { "/payment" } else { "" };
            let fee = fee.map(|fee| notice::amount(fee, locale));
            let told = context! { programme => programme.text(locale), fee };
            (format!("/applications/{application}{page}"), told)
        }
        Notice::FeeSettled { application, programme } => (
            format!("/applications/{application}"),
            context! { programme => programme.text(locale) },
        ),
        Notice::ApplicationDecided { application, programme, outcome, note } => {
            let accepted = *outcome == DecisionOutcome::Accept;
            let told = context! { programme => programme.text(locale), accepted, note };
            (format!("/applications/{application}"), told)
        }
    }
}

/// The name of a mail's folder.
#[must_use]
pub const fn name(mail: &Mail) -> &'static str {
    match mail {
        Mail::ActivateAccount { .. } => "activate_account",
        Mail::AddressAlreadyRegistered { .. } => "address_already_registered",
        Mail::Notice(notice) => notice::kind(notice),
    }
}

#[cfg(test)]
mod tests {
    use shared::locale::Bilingual;
    use shared::money::Money;

    use super::*;

    fn pharmacy() -> Bilingual {
        Bilingual { en: "Pharmacy <MSc>".to_owned(), zh: "药学".to_owned() }
    }

    fn mails() -> Vec<(&'static str, Mail)> {
        let application = "app_01980000000070008000000000000001".parse().unwrap();
        let programme = pharmacy();
        let submitted = |fee| {
            Mail::Notice(Notice::ApplicationSubmitted { application, programme: pharmacy(), fee })
        };
        let decided = |outcome, note| {
            Mail::Notice(Notice::ApplicationDecided {
                application,
                programme: pharmacy(),
                outcome,
                note,
            })
        };
        let user_name = "tester.anna".to_owned();
        let note = "Please write to office@example.org <soon>.\nBring your passport.".to_owned();
        vec![
            (
                "activate_account",
                Mail::ActivateAccount { user_name: user_name.clone(), code: "aB3_-\"x".to_owned() },
            ),
            ("address_already_registered", Mail::AddressAlreadyRegistered { user_name }),
            ("application_submitted", submitted(Some(Money::fen(40_050)))),
            ("application_submitted_without_fee", submitted(None)),
            ("fee_settled", Mail::Notice(Notice::FeeSettled { application, programme })),
            ("application_accepted", decided(DecisionOutcome::Accept, Some(note))),
            ("application_declined", decided(DecisionOutcome::Decline, None)),
        ]
    }

    fn rendered() -> impl Iterator<Item = (String, Rendered)> {
        let templates = Templates::new("https://apply.example.org/").unwrap();
        mails().into_iter().flat_map(move |(case, mail)| {
            let of = |locale, language| {
                (format!("{case}.{language}"), templates.render(&mail, locale).unwrap())
            };
            [of(Locale::En, "en"), of(Locale::Zh, "zh")]
        })
    }

    #[test]
    fn every_mail_reads_as_reviewed() {
        for (case, mail) in rendered() {
            let whole = format!("Subject: {}\n\n{}\n\n{}", mail.subject, mail.text, mail.html);
            insta::assert_snapshot!(case, whole);
        }
    }

    #[test]
    fn the_activation_mail_tells_the_user_name_and_the_link() {
        let all: Vec<_> = rendered().filter(|(case, _)| case.starts_with("activate")).collect();
        assert_eq!(all.len(), 2);
        for (_, mail) in all {
            for body in [&mail.text, &mail.html] {
                assert!(body.contains("tester.anna"));
                assert!(body.contains("https://apply.example.org/activate#code=aB3_-%22x"));
            }
        }
    }

    #[test]
    fn a_subject_is_one_line() {
        for (case, mail) in rendered() {
            assert!(!mail.subject.is_empty() && !mail.subject.contains('\n'), "{case}");
        }
    }

    #[test]
    fn links_lead_to_the_public_address_only() {
        for (case, mail) in rendered() {
            for body in [&mail.text, &mail.html] {
                let links = body.matches("://").count();
                let ours = body.matches("https://apply.example.org").count();
                assert!(links > 0, "{case}");
                assert_eq!(links, ours, "{case}");
            }
        }
    }

    #[test]
    fn what_people_wrote_is_text_in_the_page() {
        for (case, mail) in rendered() {
            assert!(!mail.html.contains("<MSc>") && !mail.html.contains("<soon>"), "{case}");
        }
    }
}
