//! What an applicant is told of an application, in the account and by mail (S66).

mod decision;
mod revision;

use shared_platform::locale::Bilingual;
use shared_platform::money::Money;

pub use self::decision::{AppealReceived, ApplicationDecided, ApplicationReopened};
pub use self::revision::{RevisionAnswered, RevisionOverdue, RevisionReminder, RevisionRequested};
use crate::ids::ApplicationId;
use crate::notices::{News, Page, Values, Words};

/// The page of the application.
fn page_of(application: ApplicationId) -> Page {
    Page::at(format!("/applications/{application}"))
}

/// The news of an application name its programme.
fn of(programme: &Bilingual) -> Values {
    Values::new().with("programme", programme)
}

/// The application was submitted.
#[derive(Debug)]
pub struct ApplicationSubmitted {
    /// Which.
    pub application: ApplicationId,
    /// For which programme.
    pub programme: Bilingual,
    /// The fee that is now due, if there is one.
    pub fee: Option<Money>,
}

impl News for ApplicationSubmitted {
    const KIND: &'static str = "application_submitted";

    fn page(&self) -> Page {
        match self.fee {
            Some(_) => Page::at(format!("/applications/{}/payment", self.application)),
            None => page_of(self.application),
        }
    }

    fn values(&self) -> Values {
        of(&self.programme).with("fee", self.fee)
    }

    fn variant(&self) -> &'static str {
        match self.fee {
            Some(_) => "fee-due",
            None => "no-fee",
        }
    }
}

/// The application fee was settled.
#[derive(Debug)]
pub struct FeeSettled {
    /// Of which application.
    pub application: ApplicationId,
    /// For which programme.
    pub programme: Bilingual,
}

impl News for FeeSettled {
    const KIND: &'static str = "fee_settled";

    fn page(&self) -> Page {
        page_of(self.application)
    }

    fn values(&self) -> Values {
        of(&self.programme)
    }
}

/// The applicant took the application back.
#[derive(Debug)]
pub struct ApplicationWithdrawn {
    /// Which.
    pub application: ApplicationId,
    /// For which programme.
    pub programme: Bilingual,
    /// The fee that was paid and is kept for the next application of the
    /// same intake, if there is any.
    pub credit: Option<Money>,
}

impl News for ApplicationWithdrawn {
    const KIND: &'static str = "application_withdrawn";

    fn page(&self) -> Page {
        page_of(self.application)
    }

    fn values(&self) -> Values {
        of(&self.programme).with("credit", self.credit)
    }

    fn variant(&self) -> &'static str {
        match self.credit {
            Some(_) => "fee-kept",
            None => "text",
        }
    }
}

/// The office has moved the application to another funding category.
#[derive(Debug)]
pub struct CategoryChanged {
    /// Which.
    pub application: ApplicationId,
    /// For which programme.
    pub programme: Bilingual,
    /// What the category is called.
    pub category: Bilingual,
    /// Why, in the office's own words.
    pub reason: String,
}

impl News for CategoryChanged {
    const KIND: &'static str = "category_changed";
    const FOLLOWED_BY: &'static [&'static str] = &["reason"];

    fn page(&self) -> Page {
        page_of(self.application)
    }

    fn values(&self) -> Values {
        of(&self.programme)
            .with("category", &self.category)
            .with("reason", Words::lines(&self.reason))
    }
}

/// Each of these news in each of their forms.
#[cfg(feature = "samples")]
pub(crate) mod samples {
    use super::*;
    use crate::notices::samples::{Given, Sample, some_application};

    pub(crate) fn all(given: &Given<'_>) -> Vec<Sample> {
        let (application, programme) = (some_application(), || given.programme());
        let submitted = |fee| ApplicationSubmitted { application, programme: programme(), fee };
        let withdrawn =
            |credit| ApplicationWithdrawn { application, programme: programme(), credit };
        let category = Bilingual { en: "Self-funded".to_owned(), zh: "自费".to_owned() };
        let changed =
            CategoryChanged { application, programme: programme(), category, reason: given.note() };
        let amount = Some(Money::fen(40_050));
        let own = vec![
            Sample::news("application_submitted", &submitted(amount)),
            Sample::news("application_submitted_without_fee", &submitted(None)),
            Sample::news("fee_settled", &FeeSettled { application, programme: programme() }),
            Sample::news("application_withdrawn", &withdrawn(None)),
            Sample::news("application_withdrawn_with_fee", &withdrawn(amount)),
            Sample::news("category_changed", &changed),
        ];
        [own, revision::samples::all(given), decision::samples::all(given)].concat()
    }
}
