//! Money: an integer of fen with its currency, never a float.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A currency the service charges in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum Currency {
    /// Renminbi yuan; one yuan is 100 fen.
    #[serde(rename = "CNY")]
    Cny,
}

/// An amount of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Money {
    /// The amount in fen (hundredths of a yuan).
    pub amount_fen: i64,
    /// The currency.
    pub currency: Currency,
}

impl Money {
    /// An amount in renminbi, in fen.
    #[must_use]
    pub const fn fen(amount_fen: i64) -> Self {
        Self { amount_fen, currency: Currency::Cny }
    }

    /// This and another amount; there is one currency.
    #[must_use]
    pub fn plus(self, other: Option<Self>) -> Self {
        let other = other.map_or(0, |other| other.amount_fen);
        Self { amount_fen: self.amount_fen.saturating_add(other), ..self }
    }

    /// What is left of this when another amount is taken away; `None` when
    /// nothing is.
    #[must_use]
    pub fn less(self, other: Option<Self>) -> Option<Self> {
        let other = other.map_or(0, |other| other.amount_fen);
        let rest = self.amount_fen.saturating_sub(other);
        (rest > 0).then_some(Self { amount_fen: rest, ..self })
    }

    /// Whether this is at least another amount.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.amount_fen >= other.amount_fen
    }
}
