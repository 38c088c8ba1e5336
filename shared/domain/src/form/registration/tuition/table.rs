//! What the page of the section asks for.

use super::TuitionPayment;
use crate::form::registration::Slot;
use crate::form::table::{Parts, Section, document, is, radios, short};

pub(crate) fn table() -> Section {
    let parts = Parts::new()
        .fields([
            radios::<TuitionPayment>("payment"),
            short("remittanceClaim").shown(is("payment", [TuitionPayment::Remittance])),
        ])
        .document(
            document(Slot::PaymentReceipt.name()).shown(is("payment", [TuitionPayment::Other])),
        );
    Section::new("tuition", parts)
}
