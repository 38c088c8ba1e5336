//! What tests ask of the mails and notices that are sent.

use shared_domain::notices::{Mail, News, PostNotice, SendMail, Shown, Words};

/// Whether a mail is an `M`.
#[must_use]
pub fn is_mail<M: Mail>(mail: &SendMail) -> bool {
    mail.template() == M::TEMPLATE
}

/// Whether a notice tells of an `N`.
#[must_use]
pub fn is_notice<N: News>(post: &PostNotice) -> bool {
    post.notice.kind() == N::KIND
}

/// The secret that a mail brings if it is an `M`: the code of its link, or what it shows.
#[must_use]
pub fn secret_in<M: Mail>(mail: &SendMail) -> Option<String> {
    let shown = mail.values().iter().find_map(|(_, value)| match value {
        Shown::Words(Words::Secret(secret)) => Some(secret.as_str()),
        _ => None,
    });
    let code = mail.page().and_then(|page| page.code());
    code.or(shown).filter(|_| is_mail::<M>(mail)).map(str::to_owned)
}

/// What somebody wrote on the line of a mail that its templates call `name`.
#[must_use]
pub fn line_in<'m>(mail: &'m SendMail, name: &str) -> Option<&'m str> {
    match mail.values().get(name) {
        Some(Shown::Words(Words::Line(text))) => Some(text),
        _ => None,
    }
}
