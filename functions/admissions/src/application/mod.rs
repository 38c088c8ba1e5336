//! An application and the steps it can take:
//!
//! ```text
//! draft ──submit──▶ fee_due ──settle_fee──▶ ready_for_review ──decide──▶ accepted │ declined
//!   └───submit, fee waived or carried over──────▲        │ request_revision
//!                                               │        ▼
//!                          submit, or overdue───┴─ revision_requested
//!
//! ready_for_review ──decide──▶ waitlisted ──decide──▶ accepted │ declined
//! declined ──appeal──▶ ready_for_review ◀──reopen── accepted │ declined
//! any but declined ──withdraw──▶ withdrawn
//! ```
//!
//! A step is a function from an application to the next one, or to the reason
//! why it cannot be taken. Each has a file here. Which stage leads to which is for
//! [`ApplicationHead`] to say: only its steps change it.

mod category;
mod contact;
mod editing;
mod fee;
mod history;
mod restart;
mod revision;
mod second_look;
mod submission;
mod withdrawal;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared_domain::application::{ApplicationHead, NewApplication, ProgrammeName};
use shared_domain::document::ChecklistSlot;
use shared_domain::form::application::{self as form, FormSettings, Section, Sections, Situation};
use shared_domain::form::{ConfirmedEmails, Edits};
use shared_domain::ids::ApplicationId;
use shared_domain::programme::eligibility::{Candidate, Eligibility};
use shared_platform::clock::beijing_date;
use shared_platform::ids::AccountId;
use shared_platform::money::Money;
use shared_platform::slug::Slug;

pub use self::category::CategoryRefused;
pub use self::contact::ContactRefused;
pub use self::editing::EditRefused;
pub use self::fee::{CarriedFee, FeeCredit, Settlement, SettlementRefused};
pub use self::history::{HistoryEntry, HistoryEvent};
pub use self::restart::Beginning;
pub use self::revision::Asked;
pub use self::second_look::AppealRefused;
pub use self::submission::SubmissionRefused;
pub use self::withdrawal::{Withdrawal, WithdrawalRefused};

/// An application as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Application {
    /// What other areas read of it.
    #[serde(flatten)]
    pub head: ApplicationHead,
    /// The first day of the intake.
    pub intake_starts: Date,
    /// How long the programme takes, in months.
    pub duration_months: u32,
    /// The instant at which applying is over: what the guide said when the
    /// application was started, or more that the office has given since (S2).
    #[serde(default)]
    pub closes_at: Option<Timestamp>,
    /// The version of the guide that the applicant agreed to (S30).
    pub guide_version: Slug,
    /// What the programme asks for; kept, so that it does not change under an applicant.
    pub asks: FormSettings,
    /// Whom the programme admits; kept for the same reason.
    #[serde(default)]
    pub eligibility: Eligibility,
    /// The sections as far as they are filled in.
    pub sections: Sections,
    /// When each section was last changed, and its fields.
    pub edits: Edits<Section>,
    /// The addresses that are confirmed for it (S13).
    #[serde(default)]
    pub confirmed_emails: ConfirmedEmails,
    /// The version that was submitted: a repeated submission of it is no mistake.
    pub submitted_version: Option<u64>,
    /// What was carried over from another application of the intake (section 0).
    #[serde(default)]
    pub carried_fee: Option<CarriedFee>,
    /// The money it holds, carried over and paid.
    #[serde(default)]
    pub held_fee: Option<Money>,
    /// How often staff asked for a revision.
    #[serde(default)]
    pub revisions: u32,
    /// What happened to it, the earliest first.
    pub history: Vec<HistoryEntry>,
    /// When it was started, which is when the guide was agreed to.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What an applicant chooses before an application begins (S31-S34).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The programme.
    pub programme: ProgrammeName,
    /// Who pays for the studies.
    pub funding_category: Slug,
    /// What the applicant is to be admitted as.
    pub admission_type: Slug,
    /// When the studies begin.
    pub intake: Slug,
    /// The first day of that intake.
    pub intake_starts: Date,
    /// How long the programme takes, in months.
    pub duration_months: u32,
    /// The instant at which applying is over.
    pub closes_at: Timestamp,
    /// What the programme asks for.
    pub asks: FormSettings,
    /// Whom the programme admits.
    pub eligibility: Eligibility,
    /// Who applies, as far as it was asked before the form.
    pub candidate: Option<Candidate>,
    /// The version of the guide agreed to.
    pub guide_version: Slug,
    /// The application fee; `None` where it is waived.
    pub fee: Option<Money>,
    /// The documents asked for.
    pub checklist: Vec<ChecklistSlot>,
}

impl Application {
    /// A new draft; the guide is agreed to by starting it (S30). `confirmed` is
    /// the address of the applicant's account, if it is that.
    #[must_use]
    pub fn start(
        id: ApplicationId,
        applicant: AccountId,
        confirmed: Option<&str>,
        choice: Choice,
        now: Timestamp,
    ) -> Self {
        let mut confirmed_emails = ConfirmedEmails::default();
        if let Some(email) = confirmed {
            confirmed_emails.note(email, 0);
        }
        let head = ApplicationHead::draft(NewApplication {
            id,
            applicant,
            programme: choice.programme,
            intake: choice.intake,
            funding_category: choice.funding_category,
            admission_type: choice.admission_type,
            fee: choice.fee,
            checklist: choice.checklist,
        });
        Self {
            head,
            intake_starts: choice.intake_starts,
            duration_months: choice.duration_months,
            closes_at: Some(choice.closes_at),
            guide_version: choice.guide_version,
            asks: choice.asks,
            eligibility: choice.eligibility,
            sections: choice.candidate.map(Candidate::first_sections).unwrap_or_default(),
            edits: Edits::default(),
            confirmed_emails,
            submitted_version: None,
            carried_fee: None,
            held_fee: None,
            revisions: 0,
            history: vec![HistoryEntry { at: now, event: HistoryEvent::Started }],
            created_at: now,
            updated_at: now,
        }
    }

    /// What the fields of this application are measured against.
    #[must_use]
    pub fn situation(&self, now: Timestamp) -> Situation<'_> {
        Situation {
            today: beijing_date(now),
            intake_starts: self.intake_starts,
            duration_months: self.duration_months,
            asks: &self.asks,
            eligibility: &self.eligibility,
            confirmed_emails: &self.confirmed_emails,
        }
    }

    /// Every section read once more, in the form it is submitted in.
    #[must_use]
    pub fn read_form(&self, now: Timestamp) -> (Sections, form::Read) {
        let mut sections = self.sections.clone();
        let read = form::read(&mut sections, self.situation(now));
        (sections, read)
    }

    fn changed(&self, now: Timestamp) -> Self {
        let mut changed = Self { updated_at: now, ..self.clone() };
        changed.head.version += 1;
        changed
    }

    /// The application a step further, of which its owner is told.
    fn moved_to(&self, head: ApplicationHead, event: HistoryEvent, now: Timestamp) -> Self {
        let mut changed = Self { head, ..self.clone() }.changed(now);
        changed.history.push(HistoryEntry { at: now, event });
        changed
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;
    use shared_domain::application::DecisionStep;
    use shared_domain::application::decision::DecisionOutcome;
    use shared_domain::application::{
        ApplicationState, Fee, FeeState, Submission, SubmittedDocument,
    };
    use shared_domain::document::{Document, DocumentState, FolderKind as _};
    use shared_domain::form::application::samples::{EMAIL, PLAIN, complete_sections};
    use shared_domain::form::application::{Draft, Section, SectionFields};
    use shared_domain::samples;
    use shared_platform::clock::seconds_after;
    use shared_platform::http::FieldError;

    use super::*;

    pub(crate) fn now() -> Timestamp {
        "2026-11-22T03:21:00Z".parse().unwrap()
    }

    fn slot(name: &str, required: bool) -> ChecklistSlot {
        ChecklistSlot { required, ..samples::slot(name) }
    }

    fn draft_application(fee: Option<Money>) -> Application {
        let choice = Choice {
            programme: samples::programme(),
            funding_category: "self_funded".parse().unwrap(),
            admission_type: "master".parse().unwrap(),
            intake: "2027-autumn".parse().unwrap(),
            intake_starts: jiff::civil::date(2027, 9, 1),
            duration_months: 36,
            closes_at: "2027-06-30T16:00:00Z".parse().unwrap(),
            asks: PLAIN,
            eligibility: Eligibility::default(),
            candidate: None,
            guide_version: "1".parse().unwrap(),
            fee,
            checklist: vec![
                slot("passport_page", true),
                slot("photo", true),
                slot("diploma", false),
            ],
        };
        Application::start(ApplicationId::new(), AccountId::new(), Some(EMAIL), choice, now())
    }

    /// A section as the sample has it, or with nothing in it.
    fn draft(application: &Application, section: Section, complete: bool) -> Draft {
        let filled = if complete { complete_sections() } else { Sections::default() };
        let typed = SectionFields::of(section, &filled);
        Draft::of(typed, &application.sections, application.situation(now())).unwrap()
    }

    /// Every section saved, one after the other.
    fn filled_in(application: Application) -> Application {
        Section::ALL.into_iter().fold(application, |application, section| {
            let draft = draft(&application, section, true);
            application.save(&draft, application.head.version, now()).unwrap().unwrap()
        })
    }

    fn document(application: &Application, slot: &str, state: DocumentState) -> Document {
        let Application { head, .. } = application;
        let document = samples::document(head.folder().id, slot, state);
        Document { requested_at: now(), ..document }
    }

    /// The application as the write of a decision leaves it.
    pub(crate) fn decided(application: &Application, outcome: DecisionOutcome) -> Application {
        let mut decided = application.clone();
        decided.head = samples::decided(decided.head, outcome, now());
        decided.head.version += 1;
        decided
    }

    pub(crate) fn complete_application(fee: Option<Money>) -> (Application, Vec<Document>) {
        let saved = filled_in(draft_application(fee));
        let documents =
            ["passport_page", "photo"].map(|slot| document(&saved, slot, DocumentState::Clean));
        (saved, documents.to_vec())
    }

    #[test]
    fn the_fee_is_due_once_an_application_is_submitted() {
        let (application, documents) = complete_application(Some(Money::fen(40_000)));
        assert_eq!(application.head.fee(), Fee::NotDue { fee: Money::fen(40_000) });
        let (submitted, submission) = application.submit(&documents, 6, now()).unwrap();
        assert_eq!(submitted.head.state(), ApplicationState::FeeDue);
        assert_eq!(submitted.head.fee(), Fee::Due { fee: Money::fen(40_000) });
        assert_eq!(submission.documents.len(), 2);
        assert_eq!(submission.applicant_name, "TESTER ANNA MARIA");
    }

    #[test]
    fn a_waived_fee_is_never_due() {
        let (application, documents) = complete_application(None);
        let (submitted, _) = application.submit(&documents, 6, now()).unwrap();
        assert_eq!(submitted.head.state(), ApplicationState::ReadyForReview);
        assert_eq!(submitted.head.fee(), Fee::Waived);
    }

    #[test]
    fn a_submission_names_every_gap_in_sections_and_documents() {
        let application = draft_application(None);
        let refused = document(&application, "photo", DocumentState::Refused);
        let Err(SubmissionRefused::Incomplete(errors)) = application.submit(&[refused], 1, now())
        else {
            panic!("an empty application was submitted");
        };
        assert!(
            errors.contains(&FieldError::new("/sections/basic_information/familyName", "required"))
        );
        assert!(errors.contains(&FieldError::new("/documents/passport_page", "document_missing")));
        assert!(errors.contains(&FieldError::new("/documents/photo", "document_refused")));
        assert!(!errors.iter().any(|error| error.pointer == "/documents/diploma"));
    }

    #[test]
    fn a_document_that_is_not_inspected_yet_does_not_count() {
        let (application, mut documents) = complete_application(None);
        documents[1].state = DocumentState::Requested;
        assert_eq!(
            application.submit(&documents, 6, now()),
            Err(SubmissionRefused::Incomplete(vec![FieldError::new(
                "/documents/photo",
                "document_not_inspected"
            )]))
        );
    }

    #[test]
    fn a_document_on_its_way_to_a_slot_that_is_full_is_waited_for_ten_minutes() {
        let (application, mut documents) = complete_application(None);
        let newer = document(&application, "photo", DocumentState::Requested);
        let optional = document(&application, "diploma", DocumentState::Requested);
        documents.extend([newer, optional]);
        let after = |seconds| seconds_after(now(), seconds);
        assert_eq!(
            application.submit(&documents, 6, after(599)),
            Err(SubmissionRefused::Incomplete(vec![
                FieldError::new("/documents/photo", "document_not_inspected"),
                FieldError::new("/documents/diploma", "document_not_inspected"),
            ]))
        );
        let (_, submission) = application.submit(&documents, 6, after(600)).unwrap();
        assert_eq!(submission.documents.len(), 2);
    }

    #[test]
    fn a_file_that_never_came_is_missing_once_it_is_not_listed_any_more() {
        let (application, mut documents) = complete_application(None);
        documents[1].state = DocumentState::Requested;
        let codes = |seconds| match application.submit(&documents, 6, seconds_after(now(), seconds))
        {
            Err(SubmissionRefused::Incomplete(errors)) => {
                errors.into_iter().map(|error| error.code).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(codes(3599), ["document_not_inspected"]);
        assert_eq!(codes(3600), ["document_missing"]);
    }

    #[test]
    fn a_passport_that_aged_in_the_draft_is_noticed_at_submission() {
        let (mut application, documents) = complete_application(None);
        application.closes_at = "2032-06-30T16:00:00Z".parse().ok();
        let years_later = "2032-02-01T00:00:00Z".parse().unwrap();
        assert_eq!(
            application.submit(&documents, 6, years_later),
            Err(SubmissionRefused::Incomplete(vec![FieldError::new(
                "/sections/basic_information/passportExpiry",
                "passport_expires_within_a_year"
            )]))
        );
    }

    #[test]
    fn a_section_that_others_changed_is_not_overwritten_and_another_is_saved() {
        let application = draft_application(None);
        let plan = draft(&application, Section::StudyPlan, true);
        let one = application.save(&plan, 1, now()).unwrap().unwrap();
        let empty = draft(&one, Section::StudyPlan, false);
        let Err(EditRefused::VersionConflict(changes)) = one.save(&empty, 1, now()) else {
            panic!("a change was overwritten");
        };
        let [change] = changes.as_slice() else { panic!("{changes:?}") };
        assert_eq!((change.part.as_str(), change.by.as_str()), ("study_plan", "applicant"));
        assert!(change.fields.contains(&"studyPlan".to_owned()));
        assert!(!change.fields.contains(&"researchArea".to_owned()));
        // Who has looked at it before may still save another section.
        let contact = draft(&one, Section::ContactInformation, true);
        let two = one.save(&contact, 1, now()).unwrap().unwrap();
        assert_eq!(two.head.version, 3);
        assert_eq!(two.sections.study_plan, one.sections.study_plan);
    }

    #[test]
    fn saving_what_is_there_already_is_no_change() {
        let application = filled_in(draft_application(None));
        let again = draft(&application, Section::StudyPlan, true);
        assert_eq!(application.save(&again, application.head.version, now()), Ok(None));
        // So a client whose answer was lost may send the same again.
        assert_eq!(application.save(&again, 1, now()), Ok(None));
    }

    #[test]
    fn a_version_that_never_was_is_refused() {
        let application = draft_application(None);
        let plan = draft(&application, Section::StudyPlan, true);
        assert_eq!(
            application.save(&plan, 2, now()),
            Err(EditRefused::VersionConflict(Vec::new()))
        );
    }

    /// What applicant, payments and staff may do, in any order.
    #[derive(Debug, Clone)]
    enum Event {
        Save { section: Section, complete: bool, behind: u64 },
        Upload { slot: &'static str, state: DocumentState, minutes_ago: i64 },
        Submit { behind: u64 },
        FeeSettled,
        Decide(DecisionOutcome),
    }

    fn any_event() -> impl Strategy<Value = Event> {
        let slots = prop::sample::select(vec!["passport_page", "photo", "diploma", "unknown"]);
        let states = prop::sample::select(vec![
            DocumentState::Clean,
            DocumentState::Clean,
            DocumentState::Requested,
            DocumentState::Refused,
        ]);
        let outcomes = prop::sample::select(vec![
            DecisionOutcome::Accept,
            DecisionOutcome::Decline,
            DecisionOutcome::Waitlist,
        ]);
        prop_oneof![
            4 => (prop::sample::select(Section::ALL.to_vec()), prop::bool::weighted(0.9), 0..2_u64)
                .prop_map(|(section, complete, behind)| Event::Save { section, complete, behind }),
            3 => (slots, states, 0..60_i64).prop_map(|(slot, state, minutes_ago)| {
                Event::Upload { slot, state, minutes_ago }
            }),
            1 => (0..2_u64).prop_map(|behind| Event::Submit { behind }),
            1 => Just(Event::FeeSettled),
            1 => outcomes.prop_map(Event::Decide),
        ]
    }

    /// One event on the application, as the actions would carry it out.
    fn take(
        application: &mut Application,
        documents: &mut Vec<Document>,
        submission: &mut Option<Submission>,
        event: &Event,
    ) {
        let seen = |behind: u64| application.head.version.saturating_sub(behind);
        match event {
            Event::Save { section, complete, behind } => {
                let draft = draft(application, *section, *complete);
                if let Ok(Some(saved)) = application.save(&draft, seen(*behind), now()) {
                    *application = saved;
                }
            }
            Event::Upload { slot, state, minutes_ago } => {
                let requested_at = seconds_after(now(), -60 * minutes_ago);
                let document = document(application, slot, *state);
                documents.push(Document { requested_at, ..document });
            }
            Event::Submit { behind } => {
                if let Ok((submitted, frozen)) = application.submit(documents, seen(*behind), now())
                {
                    // Nothing is left behind that may be clean in a moment.
                    let is_left_behind = |document: &Document| {
                        application.head.folder().slot(document.slot.as_str()).is_some()
                            && document.holds_submission(now())
                    };
                    assert!(!documents.iter().any(is_left_behind), "{documents:?}");
                    *application = submitted;
                    *submission = Some(frozen);
                }
            }
            Event::FeeSettled => match application.settle_fee(Money::fen(40_000), now()) {
                Ok(Settlement::Released(next) | Settlement::Credited(next, _)) => {
                    *application = next;
                }
                Err(_) => {}
            },
            Event::Decide(outcome) => {
                let step = DecisionStep::of(*outcome);
                if step.leads_from(application.head.state()) {
                    *application = decided(application, *outcome);
                    assert_eq!(application.head.state(), step.to());
                }
            }
        }
    }

    proptest! {
        #[test]
        fn nothing_is_submitted_incomplete_nor_edited_afterwards(
            fee in prop::sample::select(vec![None, Some(Money::fen(40_000))]),
            nearly_done in any::<bool>(),
            events in prop::collection::vec(any_event(), 1..40),
        ) {
            let mut application = match nearly_done {
                true => filled_in(draft_application(fee)),
                false => draft_application(fee),
            };
            let mut documents = Vec::new();
            let mut submission = None;
            for event in &events {
                let before = application.clone();
                take(&mut application, &mut documents, &mut submission, event);
                if before != application {
                    prop_assert_eq!(application.head.version, before.head.version + 1);
                }
                if before.head.state() != ApplicationState::Draft {
                    // S58: locked for good.
                    prop_assert_eq!(&application.sections, &before.sections);
                    prop_assert_ne!(application.head.state(), ApplicationState::Draft);
                }
            }
            let is_draft = application.head.state() == ApplicationState::Draft;
            prop_assert_eq!(is_draft, submission.is_none());
            if let Some(submission) = submission {
                // S59, S60: every required field and a clean document for every required slot.
                prop_assert!(application.read_form(now()).1.complete().is_ok());
                prop_assert_eq!(&submission.sections, &application.sections);
                for slot in ["passport_page", "photo"] {
                    let is_clean = |document: &SubmittedDocument| {
                        let stored = documents.iter().find(|stored| stored.id == document.id);
                        stored.is_some_and(|stored| stored.state == DocumentState::Clean)
                    };
                    let mut here =
                        submission.documents.iter().filter(|document| document.slot.as_str() == slot);
                    prop_assert!(here.any(is_clean));
                }
            }
        }

        #[test]
        fn nothing_unpaid_is_ready_for_review(
            events in prop::collection::vec(any_event(), 1..40),
        ) {
            let mut application = filled_in(draft_application(Some(Money::fen(40_000))));
            let mut documents = Vec::new();
            let mut submission = None;
            let mut paid = false;
            for event in &events {
                let was_due = application.head.state() == ApplicationState::FeeDue;
                take(&mut application, &mut documents, &mut submission, event);
                paid |= was_due && matches!(event, Event::FeeSettled);
                let released = !matches!(
                    application.head.state(),
                    ApplicationState::Draft | ApplicationState::FeeDue
                );
                prop_assert_eq!(released, paid);
                let is_settled = application.head.fee().state() == FeeState::Settled;
                prop_assert_eq!(released, is_settled);
            }
        }
    }
}
