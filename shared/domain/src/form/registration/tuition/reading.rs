//! Section `tuition`: each way to pay is shown by what it leaves behind: an order,
//! a confirmed claim, a receipt (S84-S88).

use super::{TuitionFields, TuitionPayment};
use crate::form::registration::Slot;
use crate::form::registration::situation::{ClaimState, Reading, Situation};
use crate::form::vocabulary::FieldCode;
use crate::ids::{ClaimId, OrderId};

/// What shows that the tuition is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tuition {
    /// The student's own order, paid on the platform.
    Order(OrderId),
    /// A confirmed claim of a remittance.
    Claim(ClaimId),
    /// The scholarship.
    Scholarship,
    /// The receipt that was uploaded.
    Receipt,
}

pub(crate) fn read(reading: &mut Reading<'_>, fields: &mut TuitionFields) -> Option<Tuition> {
    let situation = reading.case().situation;
    let payment = reading.chosen("payment", fields.payment);
    let by_remittance = payment == Some(TuitionPayment::Remittance);
    let claim = reading.required_if(
        by_remittance,
        "remittanceClaim",
        &mut fields.remittance_claim,
        |text| confirmed_claim(text, situation),
    );
    match payment? {
        TuitionPayment::OnlinePlatform => {
            if situation.tuition.paid_order.is_none() {
                reading.gap("payment", "tuition_not_paid");
            }
            situation.tuition.paid_order.map(Tuition::Order)
        }
        TuitionPayment::Remittance => claim.map(Tuition::Claim),
        TuitionPayment::Scholarship => Some(Tuition::Scholarship),
        TuitionPayment::Other => {
            // S85
            reading.document(Slot::PaymentReceipt.name());
            Some(Tuition::Receipt)
        }
    }
}

/// S87: one of the student's own claims, which staff have confirmed.
fn confirmed_claim(text: &str, situation: Situation<'_>) -> Result<ClaimId, FieldCode> {
    let claim: ClaimId = text.parse().map_err(|_| "unknown_claim")?;
    match situation.tuition.claims.get(&claim) {
        Some(ClaimState::Confirmed) => Ok(claim),
        Some(ClaimState::Waiting) => Err("claim_not_confirmed"),
        None => Err("unknown_claim"),
    }
}
