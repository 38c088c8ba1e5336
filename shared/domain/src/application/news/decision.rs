//! What an applicant is told of a decision, and of its being looked at again.

use shared_platform::locale::Bilingual;

use super::{of, page_of};
use crate::application::decision::{AdmissionCondition, DecisionOutcome, DecisionReason};
use crate::ids::ApplicationId;
use crate::notices::{News, Page, Shown, Values, Words};

/// The application was decided.
#[derive(Debug)]
pub struct ApplicationDecided {
    /// Which.
    pub application: ApplicationId,
    /// For which programme.
    pub programme: Bilingual,
    /// How.
    pub outcome: DecisionOutcome,
    /// Why.
    pub reasons: Vec<DecisionReason>,
    /// What is still to be brought.
    pub conditions: Vec<AdmissionCondition>,
    /// What the office adds, in its own words.
    pub note: Option<String>,
    /// Whether the applicant can object to it.
    pub may_appeal: bool,
}

impl News for ApplicationDecided {
    const KIND: &'static str = "application_decided";
    const FOLLOWED_BY: &'static [&'static str] = &["reasons", "conditions", "note"];

    fn page(&self) -> Page {
        page_of(self.application)
    }

    fn values(&self) -> Values {
        let reasons: Vec<Words> = self.reasons.iter().filter_map(|each| each.in_words()).collect();
        let conditions: Vec<Words> = self.conditions.iter().map(|each| each.in_words()).collect();
        of(&self.programme)
            .with("outcome", Shown::choice(self.outcome.name()))
            .with("reasons", reasons)
            .with("conditions", conditions)
            .with("note", self.note.as_deref().map(Words::lines))
            .with("may_appeal", self.may_appeal)
    }

    fn variant(&self) -> &'static str {
        match self.outcome {
            DecisionOutcome::Accept => "accepted",
            DecisionOutcome::Decline => "declined",
            DecisionOutcome::Waitlist => "waitlisted",
        }
    }
}

/// The applicant's objection to a decision has arrived.
#[derive(Debug)]
pub struct AppealReceived {
    /// Of which application.
    pub application: ApplicationId,
    /// For which programme.
    pub programme: Bilingual,
}

impl News for AppealReceived {
    const KIND: &'static str = "appeal_received";

    fn page(&self) -> Page {
        page_of(self.application)
    }

    fn values(&self) -> Values {
        of(&self.programme)
    }
}

/// Staff take up the decision again.
#[derive(Debug)]
pub struct ApplicationReopened {
    /// Of which application.
    pub application: ApplicationId,
    /// For which programme.
    pub programme: Bilingual,
}

impl News for ApplicationReopened {
    const KIND: &'static str = "application_reopened";

    fn page(&self) -> Page {
        page_of(self.application)
    }

    fn values(&self) -> Values {
        of(&self.programme)
    }
}

/// Each of these news in each of their forms.
#[cfg(feature = "samples")]
pub(super) mod samples {
    use super::*;
    use crate::application::decision::ConditionCode;
    use crate::notices::samples::{Given, Sample, some_application};

    pub(crate) fn all(given: &Given<'_>) -> Vec<Sample> {
        use DecisionOutcome::{Accept, Decline, Waitlist};
        use DecisionReason::{NoPlaceLeft, OthersRankedHigher};
        let (application, programme) = (some_application(), || given.programme());
        let decided = |outcome, reasons: &[DecisionReason]| ApplicationDecided {
            application,
            programme: programme(),
            outcome,
            reasons: reasons.to_vec(),
            conditions: Vec::new(),
            note: None,
            may_appeal: false,
        };
        let note = Some(given.note());
        let said = Bilingual { en: given.note(), zh: given.note() };
        let transcript = AdmissionCondition {
            code: ConditionCode::FinalTranscript,
            note: None,
            due_on: Some(jiff::civil::date(2027, 7, 1)),
        };
        let other =
            AdmissionCondition { code: ConditionCode::Other, note: Some(said), due_on: None };
        let accepted = ApplicationDecided { note: note.clone(), ..decided(Accept, &[]) };
        let conditions = vec![transcript, other];
        let with_conditions = ApplicationDecided { conditions, ..decided(Accept, &[]) };
        let declined = decided(Decline, &[OthersRankedHigher, NoPlaceLeft]);
        let declined = ApplicationDecided { may_appeal: true, ..declined };
        let declined_again = decided(Decline, &[OthersRankedHigher]);
        let waitlisted = ApplicationDecided { note, ..decided(Waitlist, &[NoPlaceLeft]) };
        let appeal = AppealReceived { application, programme: programme() };
        let reopened = ApplicationReopened { application, programme: programme() };
        vec![
            Sample::news("application_accepted", &accepted),
            Sample::news("application_accepted_with_conditions", &with_conditions),
            Sample::news("application_declined", &declined),
            Sample::news("application_declined_after_an_appeal", &declined_again),
            Sample::news("application_waitlisted", &waitlisted),
            Sample::news("appeal_received", &appeal),
            Sample::news("application_reopened", &reopened),
        ]
    }
}
