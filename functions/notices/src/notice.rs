//! A notice and its words.

use fluent_bundle::FluentArgs;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::ids::NoticeId;
use shared::locale::Locale;
use shared::money::{Currency, Money};
use shared::outbox::{DecisionOutcome, Notice};
use shared::texts;

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
        Notice::RevisionAnswered { .. } => "revision_answered",
        Notice::ApplicationDecided { .. } => "application_decided",
        Notice::ApplicationWithdrawn { .. } => "application_withdrawn",
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
        Notice::RevisionRequested { programme, due_at, .. } => {
            values.set("programme", programme.text(locale));
            values.set("due", Reader::new(locale).instant(*due_at));
            "text"
        }
        Notice::FeeSettled { programme, .. } | Notice::RevisionAnswered { programme, .. } => {
            values.set("programme", programme.text(locale));
            "text"
        }
        Notice::ApplicationDecided { programme, outcome, .. } => {
            values.set("programme", programme.text(locale));
            match outcome {
                DecisionOutcome::Accept => "accepted",
                DecisionOutcome::Decline => "declined",
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
    };
    let text = texts::text_with(locale, &format!("{}.{variant}", text_name(notice)), &values);
    match notice {
        Notice::ApplicationDecided { note: Some(note), .. } => format!("{text}\n\n{note}"),
        _ => text,
    }
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
