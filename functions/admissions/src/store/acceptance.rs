//! What goes with an acceptance, and ends with it.

use shared::application::ApplicationHead;
use shared::ids::ProgrammeId;
use shared::store::{StoreError, Transaction};

use super::ApplicationStore;
use super::seats::{give_seat_back, take_seat};

impl ApplicationStore {
    /// What an acceptance takes: a place. Refused under
    /// [`SEATS_LABEL`](super::SEATS_LABEL) when none is left, unless that was overridden.
    pub(super) fn begin_acceptance(
        &self,
        transaction: &mut Transaction,
        programme: ProgrammeId,
        overridden: bool,
    ) -> Result<(), StoreError> {
        take_seat(transaction, &self.programmes, programme, overridden)
    }

    /// What an application gives back that was accepted and is so no more. The
    /// transaction also changes its state, so that it is given back once.
    pub(crate) fn end_acceptance(
        &self,
        transaction: &mut Transaction,
        head: &ApplicationHead,
    ) -> Result<(), StoreError> {
        give_seat_back(transaction, &self.programmes, head.programme.id)
    }
}
