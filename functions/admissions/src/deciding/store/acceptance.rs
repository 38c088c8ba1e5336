//! What goes with an acceptance, and ends with it.

use shared_domain::application::ApplicationHead;
use shared_domain::application::decision::DecisionOutcome;
use shared_domain::ids::ApplicationId;
use shared_platform::ids::AccountId;
use shared_platform::store::{StoreError, Transaction};

use super::seats::{check_seat_left, give_seat_back, take_seat};
use crate::deciding::verdict::Verdict;
use crate::enrolment::student_record::UpdateStudentRecord;
use crate::examining::ApplicationMatter;
use crate::store::ApplicationStore;

impl ApplicationStore {
    /// What an acceptance takes: a place, and a record among the students.
    /// Refused under [`SEATS`](shared_domain::programme::seats::SEATS) when no place is left,
    /// unless the applicant is admitted without one.
    pub(crate) fn begin_acceptance(
        &self,
        transaction: &mut Transaction,
        matter: &ApplicationMatter,
        without_place: bool,
    ) -> Result<(), StoreError> {
        take_seat(transaction, &self.programmes, matter.programme.id, without_place)?;
        self.update_student_record(transaction, matter.applicant, matter.application)
    }

    /// An acceptance that a second person is to confirm takes nothing yet; but who
    /// proposes it is told when no place is left, and not who confirms it.
    pub(crate) fn check_acceptance(
        &self,
        transaction: &mut Transaction,
        matter: &ApplicationMatter,
        verdict: &Verdict,
    ) -> Result<(), StoreError> {
        if verdict.outcome != DecisionOutcome::Accept || verdict.grounds.without_place {
            return Ok(());
        }
        check_seat_left(transaction, &self.programmes, matter.programme.id)
    }

    /// What an application gives back that was accepted and is so no more. The
    /// transaction also changes its state, so that it is given back once.
    pub(crate) fn end_acceptance(
        &self,
        transaction: &mut Transaction,
        head: &ApplicationHead,
    ) -> Result<(), StoreError> {
        give_seat_back(transaction, &self.programmes, head.programme.id)?;
        self.update_student_record(transaction, head.applicant, head.id)
    }

    fn update_student_record(
        &self,
        transaction: &mut Transaction,
        applicant: AccountId,
        application: ApplicationId,
    ) -> Result<(), StoreError> {
        let update = UpdateStudentRecord { applicant, application };
        self.outbox.send(transaction, update)
    }
}
