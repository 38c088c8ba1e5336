//! What an application waits for: who has to do what next, until when, and when
//! the office is expected to be done (S67, S112).

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use shared_domain::application::Stage;
use shared_domain::programme::office::{Office, working_days_after};
use shared_platform::clock::beijing_date;
use utoipa::ToSchema;

use crate::application::{Application, HistoryEvent};

/// Who has to do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = StatusBy)]
pub enum By {
    /// The applicant.
    Applicant,
    /// The office.
    Office,
    /// Nobody: it has come to an end.
    Nobody,
}

/// What is to be done; its text is `status-<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = StatusStep)]
pub enum Step {
    /// Fill it in and submit it.
    Submit,
    /// Pay the fee.
    PayFee,
    /// The office looks at it.
    Review,
    /// The office still looks at it, though it meant to be done.
    ReviewLate,
    /// Change what was asked for and submit it again.
    Revise,
    /// A place has to become free.
    WaitForPlace,
    /// It was accepted.
    Accepted,
    /// It was declined.
    Declined,
    /// It was withdrawn.
    Withdrawn,
}

/// What an application waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    /// Who has to do it.
    pub by: By,
    /// What.
    pub what: Step,
    /// Until when.
    pub until: Option<Timestamp>,
    /// The day by which it is expected.
    pub expected_on: Option<Date>,
}

impl Step {
    /// The name of its text.
    #[must_use]
    pub const fn text_name(self) -> &'static str {
        match self {
            Self::Submit => "status-submit",
            Self::PayFee => "status-pay-fee",
            Self::Review => "status-review",
            Self::ReviewLate => "status-review-late",
            Self::Revise => "status-revise",
            Self::WaitForPlace => "status-wait-for-place",
            Self::Accepted => "status-accepted",
            Self::Declined => "status-declined",
            Self::Withdrawn => "status-withdrawn",
        }
    }

    const fn by(self) -> By {
        match self {
            Self::Submit | Self::PayFee | Self::Revise => By::Applicant,
            Self::Review | Self::ReviewLate | Self::WaitForPlace => By::Office,
            Self::Accepted | Self::Declined | Self::Withdrawn => By::Nobody,
        }
    }
}

impl Next {
    /// What an application waits for today; what the office takes depends on
    /// its working days, once they are known.
    #[must_use]
    pub fn of(application: &Application, office: Option<&Office>, today: Date) -> Self {
        match application.head.stage() {
            Stage::Draft { .. } => {
                Self { until: application.closes_at, ..Self::step(Step::Submit) }
            }
            Stage::FeeDue { .. } => Self::step(Step::PayFee),
            Stage::ReadyForReview { .. } => {
                let expected_on = office.and_then(|office| expected_on(application, office));
                let is_late = expected_on.is_some_and(|day| day < today);
                let what = if is_late { Step::ReviewLate } else { Step::Review };
                Self { expected_on, ..Self::step(what) }
            }
            Stage::RevisionRequested { revision, .. } => {
                Self { until: Some(revision.due_at), ..Self::step(Step::Revise) }
            }
            Stage::Waitlisted { .. } => Self::step(Step::WaitForPlace),
            Stage::Accepted { .. } => Self::step(Step::Accepted),
            Stage::Declined { .. } => Self::step(Step::Declined),
            Stage::Withdrawn { .. } => Self::step(Step::Withdrawn),
        }
    }

    const fn step(what: Step) -> Self {
        Self { by: what.by(), what, until: None, expected_on: None }
    }
}

/// The day by which the office means to be done: so many working days after the
/// application came before it last.
fn expected_on(application: &Application, office: &Office) -> Option<Date> {
    let came = application.history.iter().rfind(|entry| puts_before_staff(entry.event))?;
    Some(working_days_after(beijing_date(came.at), office.review_working_days, office))
}

const fn puts_before_staff(event: HistoryEvent) -> bool {
    match event {
        HistoryEvent::Submitted
        | HistoryEvent::FeeSettled
        | HistoryEvent::Resubmitted
        | HistoryEvent::RevisionOverdue
        | HistoryEvent::Appealed
        | HistoryEvent::Reopened => true,
        HistoryEvent::Started
        | HistoryEvent::RevisionRequested
        | HistoryEvent::Waitlisted
        | HistoryEvent::Accepted
        | HistoryEvent::Declined
        | HistoryEvent::CategoryChanged
        | HistoryEvent::Withdrawn => false,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use shared_domain::application::{ApplicationState, OpenRevision};
    use shared_domain::samples;
    use shared_platform::money::Money;

    use super::*;
    use crate::application::Settlement;
    use crate::application::tests::complete_application;

    fn office() -> Office {
        Office { closed_on: vec![date(2027, 5, 3)], ..samples::office() }
    }

    fn instant(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// Submitted on a day, and paid on a later one.
    fn ready() -> Application {
        let (application, documents) = complete_application(Some(Money::fen(40_000)));
        let submitted = instant("2027-04-20T02:00:00Z");
        let (submitted, _) = application.submit(&documents, 6, submitted).unwrap();
        // Thursday evening in Europe is Friday in Beijing.
        let paid = instant("2027-04-29T17:00:00Z");
        match submitted.settle_fee(Money::fen(40_000), paid).unwrap() {
            Settlement::Released(ready) => ready,
            Settlement::Credited(..) => panic!("nothing was due"),
        }
    }

    #[test]
    fn the_office_is_expected_some_working_days_after_the_fee_was_paid() {
        let next = Next::of(&ready(), Some(&office()), date(2027, 5, 1));
        assert_eq!((next.by, next.what), (By::Office, Step::Review));
        // Weekend, holiday, then Tuesday to Friday and Monday.
        assert_eq!(next.expected_on, Some(date(2027, 5, 10)));
    }

    #[test]
    fn who_waits_longer_is_told_so() {
        let of = |today| Next::of(&ready(), Some(&office()), today).what;
        assert_eq!(of(date(2027, 5, 10)), Step::Review);
        assert_eq!(of(date(2027, 5, 11)), Step::ReviewLate);
    }

    #[test]
    fn without_a_calendar_no_day_is_promised() {
        let next = Next::of(&ready(), None, date(2030, 1, 1));
        assert_eq!((next.what, next.expected_on), (Step::Review, None));
    }

    #[test]
    fn a_category_that_changed_does_not_begin_the_waiting_anew() {
        let mut application = ready();
        let at = instant("2027-05-06T02:00:00Z");
        let event = HistoryEvent::CategoryChanged;
        application.history.push(crate::application::HistoryEntry { at, event });
        let next = Next::of(&application, Some(&office()), date(2027, 5, 6));
        assert_eq!(next.expected_on, Some(date(2027, 5, 10)));
    }

    #[test]
    fn a_revision_is_the_applicants_until_it_is_due() {
        let mut application = ready();
        let due_at = instant("2027-05-20T16:00:00Z");
        let open = OpenRevision { due_at, ..samples::open_revision(&[]) };
        let review = application.head.review().unwrap();
        application.head = application.head.revision_requested(review, open).unwrap();
        let next = Next::of(&application, Some(&office()), date(2027, 5, 6));
        assert_eq!(
            next,
            Next { by: By::Applicant, what: Step::Revise, until: Some(due_at), expected_on: None }
        );
    }

    #[test]
    fn a_draft_is_the_applicants_until_applying_is_over() {
        let (draft, _) = complete_application(None);
        let next = Next::of(&draft, None, date(2027, 5, 1));
        assert_eq!((next.by, next.what), (By::Applicant, Step::Submit));
        assert_eq!(next.until, Some(instant("2027-06-30T16:00:00Z")));
    }

    #[test]
    fn every_state_says_whose_turn_it_is() {
        for (state, by) in [
            (ApplicationState::Draft, By::Applicant),
            (ApplicationState::FeeDue, By::Applicant),
            (ApplicationState::ReadyForReview, By::Office),
            (ApplicationState::RevisionRequested, By::Applicant),
            (ApplicationState::Waitlisted, By::Office),
            (ApplicationState::Accepted, By::Nobody),
            (ApplicationState::Declined, By::Nobody),
            (ApplicationState::Withdrawn, By::Nobody),
        ] {
            let mut application = ready();
            application.head = samples::in_stage(application.head, samples::stage(state));
            assert_eq!(Next::of(&application, None, date(2027, 5, 1)).by, by, "{state:?}");
        }
    }
}
