//! An application as its owner sees it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::application::{
    ApplicationState, BasicInformationFields, ChecklistSlot, FeeState, ProgrammeName,
};
use shared::ids::ApplicationId;
use shared::money::Money;
use shared::slug::Slug;
use utoipa::ToSchema;

use crate::application::{Application, Decision};

/// What of an application stands in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationSummary {
    /// The application.
    pub id: ApplicationId,
    /// What it is for.
    pub programme: ProgrammeName,
    /// Who pays for the studies.
    pub funding_category: Slug,
    /// What the applicant is to be admitted as.
    pub admission_type: Slug,
    /// When the studies begin.
    pub intake: Slug,
    /// Where it is on its way.
    pub state: ApplicationState,
    /// The application fee; `null` where it is waived.
    pub fee: Option<Money>,
    /// Where the fee is.
    pub fee_state: FeeState,
    /// Counts every change; a change names the version it was made on.
    pub version: u64,
    /// When it was submitted.
    pub submitted_at: Option<Timestamp>,
    /// What staff decided.
    pub decision: Option<Decision>,
    /// When it was started.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// An application, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Application)]
pub struct ApplicationView {
    /// What stands in a list.
    #[serde(flatten)]
    pub summary: ApplicationSummary,
    /// The sections of the form.
    pub sections: SectionViews,
    /// The documents asked for.
    pub checklist: Vec<ChecklistSlot>,
}

/// The sections of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SectionViews {
    /// Step 1 of the form.
    pub basic_information: BasicInformationView,
}

/// Section `basic_information`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BasicInformationView {
    /// The fields as far as they are filled in.
    pub fields: BasicInformationFields,
    /// Whether nothing is missing or wrong today.
    pub complete: bool,
}

impl From<Application> for ApplicationSummary {
    fn from(application: Application) -> Self {
        let head = application.head;
        Self {
            id: head.id,
            programme: head.programme,
            funding_category: application.funding_category,
            admission_type: application.admission_type,
            intake: head.intake,
            state: head.state,
            fee: head.fee,
            fee_state: head.fee_state,
            version: head.version,
            submitted_at: application.submitted_at,
            decision: application.decision,
            created_at: application.created_at,
            updated_at: application.updated_at,
        }
    }
}

impl ApplicationView {
    /// The application as its owner sees it now.
    #[must_use]
    pub fn of(application: Application, now: Timestamp) -> Self {
        let complete = application.complete_sections(now).is_ok();
        let fields = application.sections.basic_information.clone();
        let checklist = application.head.checklist.clone();
        Self {
            sections: SectionViews { basic_information: BasicInformationView { fields, complete } },
            checklist,
            summary: application.into(),
        }
    }
}
