//! A notice and its words.

use fluent_bundle::FluentArgs;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared_domain::application::decision::{
    AdmissionCondition, ConditionCode, DecisionOutcome, DecisionReason,
};
use shared_domain::ids::NoticeId;
use shared_domain::notices::Notice;
use shared_platform::locale::Locale;
use shared_platform::money::{Currency, Money};
use shared_platform::texts;

use crate::reader::Reader;

/// A notice as it stands in the Notices table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NoticeItem {
    /// The notice; later ones sort later.
    pub id: NoticeId,
    /// What it says.
    pub notice: Notice,
    /// When it was put into the account.
    pub created_at: Timestamp,
    /// When its owner read it.
    pub read_at: Option<Timestamp>,
}

/// The name of a kind of notice: its mail template, its texts, its `kind` in replies.
#[must_use]
pub const fn kind(notice: &Notice) -> &'static str {
    match notice {
        Notice::ApplicationSubmitted { .. } => "application_submitted",
        Notice::FeeSettled { .. } => "fee_settled",
        Notice::RevisionRequested { .. } => "revision_requested",
        Notice::RevisionReminder { .. } => "revision_reminder",
        Notice::RevisionOverdue { .. } => "revision_overdue",
        Notice::RevisionAnswered { .. } => "revision_answered",
        Notice::ApplicationDecided { .. } => "application_decided",
        Notice::AppealReceived { .. } => "appeal_received",
        Notice::ApplicationReopened { .. } => "application_reopened",
        Notice::ApplicationWithdrawn { .. } => "application_withdrawn",
        Notice::CategoryChanged { .. } => "category_changed",
    }
}

/// The heading of a notice in a reader's language.
#[must_use]
pub fn title(notice: &Notice, locale: Locale) -> String {
    texts::text(locale, &text_name(notice))
}

/// What a notice says, in a reader's language.
#[must_use]
pub fn text(notice: &Notice, locale: Locale) -> String {
    let mut values = FluentArgs::new();
    let variant = match notice {
        Notice::ApplicationSubmitted { programme, fee, .. } => {
            values.set("programme", programme.text(locale));
            match fee {
                Some(fee) => {
                    values.set("fee", amount(*fee, locale));
                    "fee-due"
                }
                None => "no-fee",
            }
        }
        Notice::RevisionRequested { programme, due_at, .. }
        | Notice::RevisionReminder { programme, due_at, .. } => {
            values.set("programme", programme.text(locale));
            values.set("due", Reader::new(locale).instant(*due_at));
            "text"
        }
        Notice::FeeSettled { programme, .. }
        | Notice::RevisionOverdue { programme, .. }
        | Notice::RevisionAnswered { programme, .. }
        | Notice::AppealReceived { programme, .. }
        | Notice::ApplicationReopened { programme, .. } => {
            values.set("programme", programme.text(locale));
            "text"
        }
        Notice::ApplicationDecided { programme, outcome, .. } => {
            values.set("programme", programme.text(locale));
            match outcome {
                DecisionOutcome::Accept => "accepted",
                DecisionOutcome::Decline => "declined",
                DecisionOutcome::Waitlist => "waitlisted",
            }
        }
        Notice::ApplicationWithdrawn { programme, credit, .. } => {
            values.set("programme", programme.text(locale));
            match credit {
                Some(credit) => {
                    values.set("credit", amount(*credit, locale));
                    "fee-kept"
                }
                None => "text",
            }
        }
        Notice::CategoryChanged { programme, category, .. } => {
            values.set("programme", programme.text(locale));
            values.set("category", category.text(locale));
            "text"
        }
    };
    let text = texts::text_with(locale, &format!("{}.{variant}", text_name(notice)), &values);
    match notice {
        Notice::ApplicationDecided { reasons, conditions, note, .. } => {
            let listed = |list: Vec<String>| list.into_iter().map(|each| format!("– {each}"));
            let mut paragraphs = vec![text];
            paragraphs.extend(listed(reasons_in_words(reasons, locale)));
            if !conditions.is_empty() {
                paragraphs.push(texts::text(locale, "notice-application-decided.conditions"));
            }
            paragraphs.extend(listed(conditions_in_words(conditions, locale)));
            paragraphs.extend(note.clone());
            paragraphs.join("\n\n")
        }
        Notice::CategoryChanged { reason, .. } => format!("{text}\n\n{reason}"),
        _ => text,
    }
}

/// Why it was decided so; what only points at the note is left to the note.
#[must_use]
pub fn reasons_in_words(reasons: &[DecisionReason], locale: Locale) -> Vec<String> {
    let said = reasons.iter().filter(|reason| **reason != DecisionReason::Other);
    said.map(|reason| reason.text().text(locale).to_owned()).collect()
}

/// What is still to be brought, and until when; what only points at the note is
/// left to the note.
#[must_use]
pub fn conditions_in_words(conditions: &[AdmissionCondition], locale: Locale) -> Vec<String> {
    let in_words = |condition: &AdmissionCondition| {
        let what = condition.code.text().text(locale).to_owned();
        let what = (condition.code != ConditionCode::Other).then_some(what);
        let until = condition.due_on.map(|day| {
            let mut values = FluentArgs::new();
            values.set("day", date(day, locale));
            texts::text_with(locale, "notice-application-decided.until", &values)
        });
        let note = condition.note.as_ref().map(|note| note.text(locale).to_owned());
        let parts: Vec<String> = [what, note, until].into_iter().flatten().collect();
        parts.join(" ")
    };
    conditions.iter().map(in_words).collect()
}

/// A day as a reader writes it.
#[must_use]
pub fn date(day: Date, locale: Locale) -> String {
    let form = match locale {
        Locale::En => "%-d %B %Y",
        Locale::Zh => "%Y年%-m月%-d日",
    };
    day.strftime(form).to_string()
}

fn text_name(notice: &Notice) -> String {
    format!("notice-{}", kind(notice).replace('_', "-"))
}

/// An amount of money as a reader writes it.
#[must_use]
pub fn amount(money: Money, locale: Locale) -> String {
    let (yuan, fen) = (money.amount_fen / 100, (money.amount_fen % 100).abs());
    match (money.currency, locale) {
        (Currency::Cny, Locale::En) => format!("CNY {yuan}.{fen:02}"),
        (Currency::Cny, Locale::Zh) => format!("人民币 {yuan}.{fen:02} 元"),
    }
}
