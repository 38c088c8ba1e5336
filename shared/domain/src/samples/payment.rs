//! Orders.

use jiff::Timestamp;
use shared_platform::ids::AccountId;
use shared_platform::money::Money;

use crate::ids::{ApplicationId, OrderId};
use crate::payment::Purpose;
use crate::payment::order::Order;

/// An order for the fee of an application, without an attempt.
#[must_use]
pub fn order(applicant: AccountId, application: ApplicationId) -> Order {
    let purpose = Purpose::ApplicationFee { application };
    Order::new(OrderId::new(), applicant, purpose, Money::fen(40_000), Timestamp::UNIX_EPOCH)
}
