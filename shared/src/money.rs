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
}
