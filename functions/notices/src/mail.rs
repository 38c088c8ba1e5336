//! Mails: for each a folder with its name, in it for each language a subject, a
//! text and a page; all in one layout. Links lead to the public address only.

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, Error, UndefinedBehavior, Value, context};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use shared_domain::account::Hindrance;
use shared_domain::application::decision::DecisionOutcome;
use shared_domain::notices::{Mail, Notice};
use shared_platform::auth::StaffRole;
use shared_platform::locale::Locale;
use shared_platform::texts;

use crate::notice;
use crate::plain::{line, lines};
use crate::reader::Reader;

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

const MAILS: [[(&str, &str); 6]; 28] = [
    mail!("activate_account"),
    mail!("address_already_registered"),
    mail!("temporary_password"),
    mail!("password_changed"),
    mail!("confirm_email_change"),
    mail!("confirm_contact_email"),
    mail!("email_change_requested"),
    mail!("email_changed"),
    mail!("session_reused"),
    mail!("export_ready"),
    mail!("deletion_scheduled"),
    mail!("deletion_held"),
    mail!("account_deleted"),
    mail!("staff_invitation"),
    mail!("authenticator_changed"),
    mail!("recovery_code_used"),
    mail!("roles_changed"),
    mail!("application_submitted"),
    mail!("fee_settled"),
    mail!("revision_requested"),
    mail!("revision_reminder"),
    mail!("revision_overdue"),
    mail!("revision_answered"),
    mail!("application_decided"),
    mail!("appeal_received"),
    mail!("application_reopened"),
    mail!("application_withdrawn"),
    mail!("category_changed"),
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

    /// The mail as its reader gets it.
    ///
    /// # Errors
    /// When a template asks for what the mail does not tell: a defect.
    pub fn render(&self, mail: &Mail, reader: &Reader) -> Result<Rendered, Error> {
        let folder = match reader.locale {
            Locale::En => "en",
            Locale::Zh => "zh",
        };
        let values = self.values(mail, reader);
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

    fn values(&self, mail: &Mail, reader: &Reader) -> Value {
        // Addresses are made here of parts that need no escaping.
        let public_url = &self.public_url;
        let link = page(mail).map(|page| Value::from_safe_string(format!("{public_url}{page}")));
        let public_url = Value::from_safe_string(public_url.clone());
        context! { public_url, language => reader.locale.tag(), link, ..told(mail, reader) }
    }
}

/// The page a mail leads to; to none when its reader has no account any more.
fn page(mail: &Mail) -> Option<String> {
    let with_code =
        |page: &str, code: &str| format!("{page}#code={}", utf8_percent_encode(code, UNRESERVED));
    let page = match mail {
        Mail::ActivateAccount { code, .. } => with_code("/activate", code),
        Mail::ConfirmEmailChange { code, .. } => with_code("/confirm-email", code),
        Mail::ConfirmContactEmail { code, .. } => with_code("/confirm-contact-email", code),
        Mail::StaffInvitation { code, .. } => with_code("/invitation", code),
        Mail::AccountDeleted { code, .. } => with_code("/deletion-receipt", code),
        Mail::TemporaryPassword { .. } => "/reset-password".to_owned(),
        Mail::AddressAlreadyRegistered { .. } | Mail::PasswordChanged { .. } => {
            "/sign-in".to_owned()
        }
        Mail::RolesChanged { roles, .. } if roles.is_empty() => return None,
        Mail::EmailChangeRequested { .. }
        | Mail::EmailChanged { .. }
        | Mail::SessionReused { .. }
        | Mail::ExportReady { .. }
        | Mail::DeletionScheduled { .. }
        | Mail::DeletionHeld { .. }
        | Mail::AuthenticatorChanged { .. }
        | Mail::RecoveryCodeUsed { .. }
        | Mail::RolesChanged { .. } => "/account".to_owned(),
        Mail::Notice(Notice::ApplicationSubmitted { application, fee: Some(_), .. }) => {
            format!("/applications/{application}/payment")
        }
        Mail::Notice(
            Notice::ApplicationSubmitted { application, .. }
            | Notice::FeeSettled { application, .. }
            | Notice::RevisionRequested { application, .. }
            | Notice::RevisionReminder { application, .. }
            | Notice::RevisionOverdue { application, .. }
            | Notice::RevisionAnswered { application, .. }
            | Notice::ApplicationDecided { application, .. }
            | Notice::AppealReceived { application, .. }
            | Notice::ApplicationReopened { application, .. }
            | Notice::ApplicationWithdrawn { application, .. }
            | Notice::CategoryChanged { application, .. },
        ) => format!("/applications/{application}"),
    };
    Some(page)
}

/// What a mail tells, as its templates name it. What people wrote is made plain here.
fn told(mail: &Mail, reader: &Reader) -> Value {
    match mail {
        Mail::AddressAlreadyRegistered { user_name } | Mail::AccountDeleted { user_name, .. } => {
            context! { user_name => line(user_name) }
        }
        Mail::ConfirmContactEmail { programme, until, .. } => {
            let programme = line(programme.text(reader.locale));
            context! { programme, until => reader.instant(*until) }
        }
        Mail::TemporaryPassword { user_name, password, until } => {
            context! { user_name => line(user_name), password, until => reader.instant(*until) }
        }
        Mail::PasswordChanged { user_name, at }
        | Mail::EmailChangeRequested { user_name, at }
        | Mail::EmailChanged { user_name, at }
        | Mail::SessionReused { user_name, at }
        | Mail::AuthenticatorChanged { user_name, at }
        | Mail::RecoveryCodeUsed { user_name, at } => {
            context! { user_name => line(user_name), at => reader.instant(*at) }
        }
        Mail::ActivateAccount { user_name, until, .. }
        | Mail::ConfirmEmailChange { user_name, until, .. }
        | Mail::ExportReady { user_name, until } => {
            context! { user_name => line(user_name), until => reader.instant(*until) }
        }
        Mail::DeletionScheduled { user_name, due_at } => {
            context! { user_name => line(user_name), due_at => reader.instant(*due_at) }
        }
        Mail::DeletionHeld { user_name, hindrances } => {
            let name = |hindrance: &Hindrance| {
                texts::text(reader.locale, &format!("field-{}", hindrance.code().replace('_', "-")))
            };
            let hindrances: Vec<String> = hindrances.iter().map(name).collect();
            context! { user_name => line(user_name), hindrances }
        }
        Mail::StaffInvitation { invited_by, until, .. } => {
            let invited_by = invited_by.as_deref().map(line);
            context! { invited_by, until => reader.instant(*until) }
        }
        Mail::RolesChanged { user_name, roles } => {
            let roles: Vec<String> =
                roles.iter().map(|role| role_name(*role, reader.locale)).collect();
            context! { user_name => line(user_name), roles }
        }
        Mail::Notice(notice) => told_by(notice, reader),
    }
}

fn told_by(notice: &Notice, reader: &Reader) -> Value {
    let locale = reader.locale;
    match notice {
        Notice::ApplicationSubmitted { programme, fee, .. } => {
            let fee = fee.map(|fee| notice::amount(fee, locale));
            context! { programme => line(programme.text(locale)), fee }
        }
        Notice::FeeSettled { programme, .. }
        | Notice::RevisionOverdue { programme, .. }
        | Notice::RevisionAnswered { programme, .. }
        | Notice::AppealReceived { programme, .. }
        | Notice::ApplicationReopened { programme, .. } => {
            context! { programme => line(programme.text(locale)) }
        }
        Notice::RevisionRequested { programme, due_at, .. }
        | Notice::RevisionReminder { programme, due_at, .. } => {
            context! { programme => line(programme.text(locale)), due_at => reader.instant(*due_at) }
        }
        Notice::ApplicationDecided {
            programme,
            outcome,
            reasons,
            conditions,
            note,
            may_appeal,
            ..
        } => {
            let reasons = notice::reasons_in_words(reasons, locale);
            let conditions = notice::conditions_in_words(conditions, locale);
            let conditions: Vec<String> = conditions.iter().map(|each| line(each)).collect();
            let note = note.as_deref().map(lines);
            let programme = line(programme.text(locale));
            let outcome = outcome_name(*outcome);
            context! { programme, outcome, reasons, conditions, note, may_appeal }
        }
        Notice::ApplicationWithdrawn { programme, credit, .. } => {
            let credit = credit.map(|credit| notice::amount(credit, locale));
            context! { programme => line(programme.text(locale)), credit }
        }
        Notice::CategoryChanged { programme, category, reason, .. } => {
            let (programme, category) = (line(programme.text(locale)), line(category.text(locale)));
            context! { programme, category, reason => lines(reason) }
        }
    }
}

/// A decision as templates ask for it.
const fn outcome_name(outcome: DecisionOutcome) -> &'static str {
    match outcome {
        DecisionOutcome::Accept => "accept",
        DecisionOutcome::Decline => "decline",
        DecisionOutcome::Waitlist => "waitlist",
    }
}

fn role_name(role: StaffRole, locale: Locale) -> String {
    let name = match role {
        StaffRole::Reviewer => "role-reviewer",
        StaffRole::Finance => "role-finance",
        StaffRole::VisaOfficer => "role-visa-officer",
        StaffRole::Registrar => "role-registrar",
        StaffRole::Administrator => "role-administrator",
        StaffRole::Viewer => "role-viewer",
    };
    texts::text(locale, name)
}

/// The name of a mail's folder.
#[must_use]
pub const fn name(mail: &Mail) -> &'static str {
    match mail {
        Mail::ActivateAccount { .. } => "activate_account",
        Mail::AddressAlreadyRegistered { .. } => "address_already_registered",
        Mail::TemporaryPassword { .. } => "temporary_password",
        Mail::PasswordChanged { .. } => "password_changed",
        Mail::ConfirmEmailChange { .. } => "confirm_email_change",
        Mail::ConfirmContactEmail { .. } => "confirm_contact_email",
        Mail::EmailChangeRequested { .. } => "email_change_requested",
        Mail::EmailChanged { .. } => "email_changed",
        Mail::SessionReused { .. } => "session_reused",
        Mail::ExportReady { .. } => "export_ready",
        Mail::DeletionScheduled { .. } => "deletion_scheduled",
        Mail::DeletionHeld { .. } => "deletion_held",
        Mail::AccountDeleted { .. } => "account_deleted",
        Mail::StaffInvitation { .. } => "staff_invitation",
        Mail::AuthenticatorChanged { .. } => "authenticator_changed",
        Mail::RecoveryCodeUsed { .. } => "recovery_code_used",
        Mail::RolesChanged { .. } => "roles_changed",
        Mail::Notice(notice) => notice::kind(notice),
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::civil::date;
    use shared_domain::application::decision::{AdmissionCondition, ConditionCode, DecisionReason};
    use shared_platform::locale::Bilingual;
    use shared_platform::money::Money;

    use super::*;

    /// What a reader sees of the texts that people gave.
    struct Given<'a> {
        user_name: &'a str,
        programme: (&'a str, &'a str),
        note: &'a str,
        code: &'a str,
    }

    const ORDINARY: Given<'static> = Given {
        user_name: "tester.anna",
        programme: ("Pharmacy <MSc>", "药学"),
        note: "Please write to office@example.org <soon>.\nBring your passport.",
        code: "aB3_-\"x",
    };

    /// Every mail in each of its forms.
    fn mails(given: &Given<'_>) -> Vec<(&'static str, Mail)> {
        let application = "app_01980000000070008000000000000001".parse().unwrap();
        let (en, zh) = given.programme;
        let programme = || Bilingual { en: en.to_owned(), zh: zh.to_owned() };
        let submitted = |fee| {
            Mail::Notice(Notice::ApplicationSubmitted { application, programme: programme(), fee })
        };
        let decided = |outcome, reasons: &[DecisionReason], conditions, note, may_appeal| {
            Mail::Notice(Notice::ApplicationDecided {
                application,
                programme: programme(),
                outcome,
                reasons: reasons.to_vec(),
                conditions,
                note,
                may_appeal,
            })
        };
        let withdrawn = |credit| {
            let programme = programme();
            Mail::Notice(Notice::ApplicationWithdrawn { application, programme, credit })
        };
        let note = || Some(given.note.to_owned());
        let said = Bilingual { en: given.note.to_owned(), zh: given.note.to_owned() };
        let conditions = vec![
            AdmissionCondition {
                code: ConditionCode::FinalTranscript,
                note: None,
                due_on: Some(date(2027, 7, 1)),
            },
            AdmissionCondition { code: ConditionCode::Other, note: Some(said), due_on: None },
        ];
        let others = DecisionReason::OthersRankedHigher;
        let no_place = DecisionReason::NoPlaceLeft;
        let category_changed = Notice::CategoryChanged {
            application,
            programme: programme(),
            category: Bilingual { en: "Self-funded".to_owned(), zh: "自费".to_owned() },
            reason: given.note.to_owned(),
        };
        let user_name = || given.user_name.to_owned();
        let code = || given.code.to_owned();
        let at: Timestamp = "2027-03-01T18:05:00Z".parse().unwrap();
        let fee_settled = Notice::FeeSettled { application, programme: programme() };
        let appeal_received = Notice::AppealReceived { application, programme: programme() };
        let application_reopened =
            Notice::ApplicationReopened { application, programme: programme() };
        let revision_requested =
            Notice::RevisionRequested { application, programme: programme(), due_at: at };
        let revision_reminder =
            Notice::RevisionReminder { application, programme: programme(), due_at: at };
        let revision_overdue = Notice::RevisionOverdue { application, programme: programme() };
        let revision_answered = Notice::RevisionAnswered { application, programme: programme() };
        let hindrances = vec![Hindrance::ApplicationUnderReview, Hindrance::PaymentOnTheWay];
        let roles = vec![StaffRole::Reviewer, StaffRole::VisaOfficer];
        vec![
            (
                "activate_account",
                Mail::ActivateAccount { user_name: user_name(), code: code(), until: at },
            ),
            (
                "address_already_registered",
                Mail::AddressAlreadyRegistered { user_name: user_name() },
            ),
            (
                "temporary_password",
                Mail::TemporaryPassword {
                    user_name: user_name(),
                    password: "Kx<4&m-Tq7w".to_owned(),
                    until: at,
                },
            ),
            ("password_changed", Mail::PasswordChanged { user_name: user_name(), at }),
            (
                "confirm_email_change",
                Mail::ConfirmEmailChange { user_name: user_name(), code: code(), until: at },
            ),
            (
                "confirm_contact_email",
                Mail::ConfirmContactEmail { programme: programme(), code: code(), until: at },
            ),
            ("email_change_requested", Mail::EmailChangeRequested { user_name: user_name(), at }),
            ("email_changed", Mail::EmailChanged { user_name: user_name(), at }),
            ("session_reused", Mail::SessionReused { user_name: user_name(), at }),
            ("export_ready", Mail::ExportReady { user_name: user_name(), until: at }),
            ("deletion_scheduled", Mail::DeletionScheduled { user_name: user_name(), due_at: at }),
            ("deletion_held", Mail::DeletionHeld { user_name: user_name(), hindrances }),
            ("account_deleted", Mail::AccountDeleted { user_name: user_name(), code: code() }),
            (
                "staff_invitation",
                Mail::StaffInvitation { invited_by: Some(user_name()), code: code(), until: at },
            ),
            (
                "staff_invitation_of_the_first",
                Mail::StaffInvitation { invited_by: None, code: code(), until: at },
            ),
            ("authenticator_changed", Mail::AuthenticatorChanged { user_name: user_name(), at }),
            ("recovery_code_used", Mail::RecoveryCodeUsed { user_name: user_name(), at }),
            ("roles_changed", Mail::RolesChanged { user_name: user_name(), roles }),
            ("staff_account_closed", Mail::RolesChanged { user_name: user_name(), roles: vec![] }),
            ("application_submitted", submitted(Some(Money::fen(40_050)))),
            ("application_submitted_without_fee", submitted(None)),
            ("fee_settled", Mail::Notice(fee_settled)),
            ("revision_requested", Mail::Notice(revision_requested)),
            ("revision_reminder", Mail::Notice(revision_reminder)),
            ("revision_overdue", Mail::Notice(revision_overdue)),
            ("revision_answered", Mail::Notice(revision_answered)),
            (
                "application_accepted",
                decided(DecisionOutcome::Accept, &[], Vec::new(), note(), false),
            ),
            (
                "application_accepted_with_conditions",
                decided(DecisionOutcome::Accept, &[], conditions, None, false),
            ),
            (
                "application_declined",
                decided(DecisionOutcome::Decline, &[others, no_place], Vec::new(), None, true),
            ),
            (
                "application_declined_after_an_appeal",
                decided(DecisionOutcome::Decline, &[others], Vec::new(), None, false),
            ),
            (
                "application_waitlisted",
                decided(DecisionOutcome::Waitlist, &[no_place], Vec::new(), note(), false),
            ),
            ("appeal_received", Mail::Notice(appeal_received)),
            ("application_reopened", Mail::Notice(application_reopened)),
            ("application_withdrawn", withdrawn(None)),
            ("application_withdrawn_with_fee", withdrawn(Some(Money::fen(40_050)))),
            ("category_changed", Mail::Notice(category_changed)),
        ]
    }

    /// Every mail in each of its forms and both languages.
    fn rendered(given: &Given<'_>) -> Vec<(String, Rendered)> {
        let templates = Templates::new("https://apply.example.org/").unwrap();
        let readers =
            [("en", Reader::in_zone(Locale::En, "Europe/Berlin")), ("zh", Reader::new(Locale::Zh))];
        let mut all = Vec::new();
        for (case, mail) in mails(given) {
            for (language, reader) in &readers {
                let mail = templates.render(&mail, reader).unwrap();
                all.push((format!("{case}.{language}"), mail));
            }
        }
        all
    }

    #[test]
    fn every_mail_reads_as_reviewed() {
        for (case, mail) in rendered(&ORDINARY) {
            let whole = format!("Subject: {}\n\n{}\n\n{}", mail.subject, mail.text, mail.html);
            insta::assert_snapshot!(case, whole);
        }
    }

    #[test]
    fn every_template_is_a_mail_in_this_list() {
        let mut named: Vec<_> = mails(&ORDINARY).iter().map(|(_, mail)| name(mail)).collect();
        named.dedup();
        named.sort_unstable();
        let folders = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/templates")).unwrap();
        let mut folders: Vec<_> =
            folders.map(|folder| folder.unwrap().file_name().into_string().unwrap()).collect();
        folders.retain(|folder| folder != "layout");
        folders.sort_unstable();
        assert_eq!(named, folders);
    }

    #[test]
    fn the_activation_mail_tells_the_user_name_and_the_link() {
        let mut all = rendered(&ORDINARY);
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
        for (case, mail) in rendered(&ORDINARY) {
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
        for (case, mail) in rendered(&ORDINARY) {
            for body in [&mail.text, &mail.html] {
                let links = body.matches("://").count();
                let ours = body.matches("https://apply.example.org").count();
                assert!(links > 0, "{case}");
                assert_eq!(links, ours, "{case}");
            }
        }
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
        for (case, mail) in rendered(&ORDINARY).into_iter().chain(rendered(&HOSTILE)) {
            assert!(!mail.subject.is_empty(), "{case}");
            assert!(!mail.subject.contains(char::is_control), "{case}: {}", mail.subject);
            assert!(!mail.subject.contains("evil"), "{case}: {}", mail.subject);
        }
    }

    #[test]
    fn what_people_wrote_is_text_in_the_page() {
        let elements = |html: &str| html.matches('<').count();
        for ((case, ordinary), (_, hostile)) in
            rendered(&ORDINARY).into_iter().zip(rendered(&HOSTILE))
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
