//! What staff read and write of a registration.

use jiff::Timestamp;
use serde_json::json;
use shared_domain::deadline::{self, Deadline, OfApproval};
use shared_domain::form::registration::Declared;
use shared_domain::ids::{ReviewId, StudentId};
use shared_domain::letter::IssueLetter;
use shared_domain::notices;
use shared_domain::registration::news::{
    RegistrationApproved, RegistrationOpenedInChina, RegistrationReturned,
};
use shared_domain::registration::{RegistrationId, RegistrationState, Submission};
use shared_domain::review::{self, Moved};
use shared_domain::student::Student;
use shared_platform::audit::{Deed, Told};
use shared_platform::store::{CommitError, Condition, StoreError, get_each};

use super::matter::{RegistrationMatter, RegistrationTask};
use crate::registration::Registration;
use crate::store::{Enrolment, REGISTRATION, RegistrationStore};

/// A registration before staff, with what it is measured against.
pub(super) struct Examined {
    pub(super) enrolment: Enrolment,
    pub(super) registration: Registration,
    /// The submission that the task is about.
    pub(super) submission: Submission,
    /// The one before it.
    pub(super) before: Option<Submission>,
}

/// What a judgement writes: the registration, and the student's record where it is
/// approved.
pub(super) struct Judgement {
    pub(super) registration: Registration,
    pub(super) approved: Option<Approved>,
}

/// The record of the student before and after an approval.
pub(super) struct Approved {
    pub(super) before: Student,
    pub(super) after: Student,
    pub(super) in_china: bool,
    /// What follows for the student to do, and what is done (R1, R3, R5).
    pub(super) follows: OfApproval,
}

impl Approved {
    /// S107, S111
    pub(super) fn of(
        student: &Student,
        declared: &Declared,
        email: Option<&str>,
        known: &[Deadline],
        now: Timestamp,
    ) -> Self {
        let after = student.approved(declared, email);
        let follows = OfApproval::of(student, &after, declared, known, now);
        Self { before: student.clone(), after, in_china: declared.in_china, follows }
    }
}

impl RegistrationStore {
    pub(super) async fn task(
        &self,
        review: ReviewId,
    ) -> Result<Option<RegistrationTask>, StoreError> {
        review::task_about(&self.reviews, review).await
    }

    /// What a task is about; `None` when some of it is gone.
    pub(super) async fn examined(
        &self,
        registration: &RegistrationId,
        round: u32,
    ) -> Result<Option<Examined>, StoreError> {
        // There is none before the first one: its key finds nothing.
        let keys = [round, round.saturating_sub(1)].map(|round| registration.submission_key(round));
        let (enrolment, submissions) = tokio::try_join!(
            self.enrolment(registration),
            get_each::<Submission>(&self.registrations, &keys),
        )?;
        let mut submissions = submissions.into_iter();
        let (submission, before) = (submissions.next().flatten(), submissions.next().flatten());
        let found = enrolment.zip(submission).and_then(|(enrolment, submission)| {
            let registration = enrolment.registration.clone()?;
            Some(Examined { enrolment, registration, submission, before })
        });
        Ok(found)
    }

    /// What falls due for a student already.
    pub(super) async fn falls_due(&self, student: StudentId) -> Result<Vec<Deadline>, StoreError> {
        deadline::deadlines_of(&self.registrations, student).await
    }

    /// Puts a task into the queue, if its registration still waits for this one.
    ///
    /// # Errors
    /// Refused under [`review::TASK`] when it has been there before, and under
    /// [`REGISTRATION`] when that has gone on.
    pub(super) async fn open(
        &self,
        deed: &Deed,
        task: &RegistrationTask,
    ) -> Result<(), CommitError> {
        let registration = &task.matter().registration;
        let opened = json!({ "registration": registration, "findings": task.findings() });
        let mut transaction = self.audit.begin(deed, Told::new(task.id(), opened))?;
        review::create(&mut transaction, &self.reviews, task)?;
        transaction.check(
            REGISTRATION,
            &self.registrations,
            registration.key(),
            Condition::equals("state", RegistrationState::ReadyForReview)
                .and(Condition::equals("review", task.id())),
        )?;
        transaction.commit().await
    }

    /// Records that a colleague was shown a registration with its documents.
    pub(super) async fn record_viewing(
        &self,
        deed: &Deed,
        task: &RegistrationTask,
    ) -> Result<(), CommitError> {
        let RegistrationMatter { registration, round, .. } = task.matter();
        let viewed = json!({ "review": task.id(), "rounds": [round] });
        self.audit.begin(deed, Told::new(registration, viewed))?.commit().await
    }

    /// Writes what a colleague says of a registration, all of it or nothing: the task,
    /// the registration, the student's record where it is approved, and what the
    /// student is told.
    ///
    /// # Errors
    /// Refused under [`review::TASK`] when the task changed meanwhile, under
    /// [`REGISTRATION`] when that did, and under
    /// [`STUDENT`](shared_domain::student::STUDENT) when the record did.
    pub(super) async fn carry_out(
        &self,
        deed: &Deed,
        moved: &Moved<RegistrationMatter>,
        judgement: &Judgement,
    ) -> Result<(), CommitError> {
        let Judgement { registration, approved } = judgement;
        let head = &registration.head;
        let returned: Vec<_> = head.open_items().into_iter().collect();
        let told = json!({
            "review": moved.id(),
            "state": head.stage().state(),
            "returned": returned,
        });
        let mut transaction = self.begin(deed, registration, told)?;
        review::save(&mut transaction, &self.reviews, moved)?;
        self.replace(&mut transaction, registration)?;
        let (id, semester) = (head.id(), moved.matter().semester.clone());
        match approved {
            Some(Approved { before, after, in_china, follows }) => {
                self.audit.also(&mut transaction, deed, renewed(before, after))?;
                self.records.replace(&mut transaction, before, after)?;
                for begun in &follows.begun {
                    deadline::write(&mut transaction, &self.registrations, begun)?;
                }
                for met in &follows.met {
                    deadline::end(&mut transaction, &self.registrations, after.id, *met)?;
                }
                // S103: the letter follows, and nobody waits for it here.
                if *in_china {
                    let letter = IssueLetter { registration: id.clone(), request: 1 };
                    self.outbox.send(&mut transaction, letter)?;
                }
                if head.is_opened_in_china() {
                    // S105: the student has entered China meanwhile.
                    let news = RegistrationOpenedInChina { registration: id, semester };
                    notices::tell(&self.outbox, &mut transaction, head.account, &news)?;
                } else {
                    // S102
                    let in_china = *in_china;
                    let news = RegistrationApproved { registration: id, semester, in_china };
                    notices::tell(&self.outbox, &mut transaction, head.account, &news)?;
                }
            }
            None => {
                let verdicts = registration.rounds.last().and_then(|round| round.judged.as_ref());
                let verdicts = verdicts.map(|judged| judged.verdicts.clone()).unwrap_or_default();
                let news = RegistrationReturned { registration: id, semester, verdicts };
                notices::tell(&self.outbox, &mut transaction, head.account, &news)?;
            }
        }
        transaction.commit().await
    }
}

/// That a record was renewed; the log names no paper.
fn renewed(before: &Student, after: &Student) -> Told {
    let expiries = |student: &Student| {
        json!({
            "passport": student.identity.passport_expires,
            "permit": student.seen.permit.as_ref().map(|permit| permit.expires),
            "insurance": student.seen.insurance.as_ref().map(|insurance| insurance.period.ends),
            "contract": student.seen.contract.as_ref().map(|contract| contract.period.ends),
        })
    };
    Told::changed(after.id, expiries(before), expiries(after))
}
