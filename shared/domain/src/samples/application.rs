//! Applications, wherever they are, and what was submitted of them.

use jiff::Timestamp;
use jiff::civil::date;
use shared_platform::clock::seconds_after;
use shared_platform::ids::AccountId;
use shared_platform::money::Money;

use super::bilingual;
use super::people::colleague;
use crate::application::decision::{
    AdmissionCondition, ConditionCode, Decision, DecisionDetails, DecisionOutcome, DecisionReason,
};
use crate::application::revision::{Revision, RevisionItem, RevisionReason, RevisionState};
use crate::application::{
    ApplicationHead, ApplicationState, Fee, NewApplication, OpenRevision, ProgrammeName, Stage,
    Submission, SubmittedDocument,
};
use crate::document::{ChecklistSlot, Document};
use crate::form::application::{BasicInformationFields, Sections};
use crate::ids::{ApplicationId, ProgrammeId, ReviewId};

/// What it costs to apply.
const FEE: Money = Money::fen(40_000);

const TEN_DAYS: i64 = 10 * 24 * 60 * 60;

/// A programme as applications name it.
#[must_use]
pub fn programme() -> ProgrammeName {
    ProgrammeName { id: ProgrammeId::named("EXAMPLE-01"), name: bilingual("Example Studies") }
}

/// A slot of the checklist that asks for one photograph.
#[must_use]
pub fn slot(name: &str) -> ChecklistSlot {
    ChecklistSlot {
        slot: name.parse().unwrap(),
        name: bilingual(name),
        required: true,
        content_types: vec!["image/jpeg".to_owned()],
        max_bytes: 1_000_000,
        min_count: 1,
        max_count: 1,
        template: None,
        valid_months: None,
        translation_of: None,
    }
}

/// A new draft, with a fee and an empty checklist.
#[must_use]
pub fn application(applicant: AccountId, id: ApplicationId) -> ApplicationHead {
    ApplicationHead::draft(NewApplication {
        id,
        applicant,
        programme: programme(),
        intake: "2027-autumn".parse().unwrap(),
        funding_category: "self_funded".parse().unwrap(),
        admission_type: "master".parse().unwrap(),
        fee: Some(FEE),
        checklist: Vec::new(),
    })
}

/// An application brought into a stage, as its steps would leave it.
#[must_use]
pub fn in_stage(head: ApplicationHead, stage: Stage) -> ApplicationHead {
    let was_submitted = stage.state().is_submitted();
    ApplicationHead {
        stage,
        round: head.round.max(u32::from(was_submitted)),
        submitted_at: head.submitted_at.or(was_submitted.then_some(Timestamp::UNIX_EPOCH)),
        ..head
    }
}

/// Every stage, once.
#[must_use]
pub fn stages() -> [Stage; 8] {
    [
        ApplicationState::Draft,
        ApplicationState::FeeDue,
        ApplicationState::ReadyForReview,
        ApplicationState::RevisionRequested,
        ApplicationState::Waitlisted,
        ApplicationState::Accepted,
        ApplicationState::Declined,
        ApplicationState::Withdrawn,
    ]
    .map(stage)
}

/// The stage of this name, with all that it can have.
#[must_use]
pub fn stage(state: ApplicationState) -> Stage {
    let (fee, review) = (Some(FEE), ReviewId::new());
    match state {
        ApplicationState::Draft => Stage::Draft { fee },
        ApplicationState::FeeDue => Stage::FeeDue { fee: FEE },
        ApplicationState::ReadyForReview => Stage::ReadyForReview { fee, review },
        ApplicationState::RevisionRequested => Stage::RevisionRequested {
            fee,
            revision: open_revision(&["photo"]),
            before_revision: Some(Box::new(sections())),
        },
        ApplicationState::Waitlisted => {
            let decision = details(DecisionOutcome::Waitlist, Timestamp::UNIX_EPOCH);
            Stage::Waitlisted { fee, review, decision }
        }
        ApplicationState::Accepted => {
            let decision = details(DecisionOutcome::Accept, Timestamp::UNIX_EPOCH);
            Stage::Accepted { fee, review, decision }
        }
        ApplicationState::Declined => {
            let decision = details(DecisionOutcome::Decline, Timestamp::UNIX_EPOCH);
            Stage::Declined { fee, review, decision }
        }
        ApplicationState::Withdrawn => {
            let outcome = DecisionOutcome::Accept;
            let details = details(outcome, Timestamp::UNIX_EPOCH);
            let fee = Fee::Settled { fee: FEE };
            Stage::Withdrawn { fee, decision: Some(Decision { outcome, details }) }
        }
    }
}

/// An application that staff have decided so: what it costs and its task stay.
#[must_use]
pub fn decided(head: ApplicationHead, outcome: DecisionOutcome, at: Timestamp) -> ApplicationHead {
    let fee = head.fee().amount();
    let review = head.review().unwrap_or_else(ReviewId::new);
    let decision = details(outcome, at);
    let stage = match outcome {
        DecisionOutcome::Accept => Stage::Accepted { fee, review, decision },
        DecisionOutcome::Decline => Stage::Declined { fee, review, decision },
        DecisionOutcome::Waitlist => Stage::Waitlisted { fee, review, decision },
    };
    in_stage(head, stage)
}

fn details(outcome: DecisionOutcome, decided_at: Timestamp) -> DecisionDetails {
    let condition = AdmissionCondition {
        code: ConditionCode::FinalTranscript,
        note: Some(bilingual("With a stamp.")),
        due_on: Some(date(2027, 8, 1)),
    };
    let is_accepted = outcome == DecisionOutcome::Accept;
    DecisionDetails {
        decided_at,
        reasons: vec![match is_accepted {
            true => DecisionReason::RequirementsMet,
            false => DecisionReason::NoPlaceLeft,
        }],
        conditions: is_accepted.then_some(condition).into_iter().collect(),
        note_to_applicant: Some("Please write to us.".to_owned()),
    }
}

/// What staff have re-opened: these slots, and a field, for ten days.
#[must_use]
pub fn open_revision(slots: &[&str]) -> OpenRevision {
    let requested_at = Timestamp::UNIX_EPOCH;
    OpenRevision {
        number: 1,
        fields: vec!["basic_information/passportNo".to_owned()],
        slots: slots.iter().map(|slot| slot.parse().unwrap()).collect(),
        requested_at,
        due_at: seconds_after(requested_at, TEN_DAYS),
        requested_by: colleague("reviewer.li"),
    }
}

/// The first request for revision of an application: about one field, and open
/// for ten days.
#[must_use]
pub fn revision(applicant: AccountId, application: ApplicationId) -> Revision {
    let open = open_revision(&[]);
    Revision {
        number: open.number,
        applicant,
        application,
        round: 1,
        items: vec![RevisionItem {
            section: Some("basic_information".to_owned()),
            field: Some("passportNo".to_owned()),
            slot: None,
            reason: RevisionReason::NotAsInPassport,
            note: bilingual("Please look again."),
        }],
        requested_by: open.requested_by,
        requested_at: open.requested_at,
        due_at: open.due_at,
        state: RevisionState::Open,
        ended_at: None,
        reminders_sent: 0,
        reminded_at: None,
    }
}

/// The first submission of an application with these documents.
#[must_use]
pub fn submission(head: &ApplicationHead, documents: &[Document]) -> Submission {
    Submission {
        application: head.id,
        applicant: head.applicant,
        round: 1,
        applicant_name: "TESTER ANNA".to_owned(),
        passport_expires: date(2032, 1, 31),
        programme: head.programme.clone(),
        funding_category: head.funding_category.clone(),
        admission_type: head.admission_type.clone(),
        intake: head.intake.clone(),
        intake_starts: date(2027, 9, 1),
        required_slots: ["passport_page", "photo"].map(|slot| slot.parse().unwrap()).to_vec(),
        sections: sections(),
        documents: documents.iter().map(SubmittedDocument::from).collect(),
        submitted_at: Timestamp::UNIX_EPOCH,
    }
}

/// A form in which little is filled in.
fn sections() -> Sections {
    Sections {
        basic_information: BasicInformationFields {
            family_name: Some("TESTER".to_owned()),
            passport_no: Some("X1234567".to_owned()),
            ..BasicInformationFields::default()
        },
        ..Sections::default()
    }
}
