//! An application as its owner sees it.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared_domain::application::revision::Revision;
use shared_domain::application::{ApplicationState, FeeState, ProgrammeName};
use shared_domain::document::ChecklistSlot;
use shared_domain::form::SectionView;
use shared_domain::form::application::{
    AdditionalInformationFields, BasicInformationFields, ContactInformationFields,
    EducationAndEmploymentFields, FormSettings, Section, StudyPlanFields,
};
use shared_domain::ids::ApplicationId;
use shared_platform::Locale;
use shared_platform::money::Money;
use shared_platform::slug::Slug;
use utoipa::ToSchema;

use crate::application::{Application, CarriedFee};
use crate::deciding::decision_view::DecisionView;
use crate::revising::revision_view::OpenRevisionView;

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
    /// The version of the guide that was agreed to.
    pub guide_version: Slug,
    /// When the studies begin.
    pub intake: Slug,
    /// The instant from which on a draft is not taken any more, unless the office
    /// gives more time; `null` once it is submitted.
    pub closes_at: Option<Timestamp>,
    /// Where it is on its way.
    pub state: ApplicationState,
    /// The application fee; `null` where it is waived.
    pub fee: Option<Money>,
    /// Where the fee is.
    pub fee_state: FeeState,
    /// What was paid for another application of the intake and counts for this
    /// one; `null` where nothing was. Once the application is submitted, it is
    /// taken off the fee.
    pub carried_fee: Option<CarriedFee>,
    /// Counts every change; a change names the version it was made on.
    pub version: u64,
    /// How often it was submitted.
    #[serde(default)]
    pub round: u32,
    /// When it was submitted last.
    pub submitted_at: Option<Timestamp>,
    /// What staff decided.
    pub decision: Option<DecisionView>,
    /// Until when its owner can object to the decision; `null` where they cannot.
    pub appeal_until: Option<Timestamp>,
    /// When it was started.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// An application, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Application)]
pub struct ApplicationView {
    /// What stands in a list.
    #[serde(flatten)]
    pub summary: ApplicationSummary,
    /// The first day of the intake.
    pub intake_starts: Date,
    /// How long the programme takes, in months.
    pub duration_months: u32,
    /// What the programme asks for.
    pub asks: FormSettings,
    /// Whether the applicant, as far as saved, is under 18 when the studies begin.
    pub is_minor: bool,
    /// The sections of the form.
    pub sections: SectionViews,
    /// The documents asked for.
    pub checklist: Vec<ChecklistSlot>,
    /// What staff ask to correct, and what of it is open for that; `null` where
    /// they ask for nothing now.
    pub revision: Option<OpenRevisionView>,
}

/// The sections of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SectionViews {
    /// Step 1 of the form.
    pub basic_information: SectionView<BasicInformationFields>,
    /// Step 2.
    pub study_plan: SectionView<StudyPlanFields>,
    /// Step 3.
    pub education_and_employment: SectionView<EducationAndEmploymentFields>,
    /// Step 4.
    pub additional_information: SectionView<AdditionalInformationFields>,
    /// Step 5.
    pub contact_information: SectionView<ContactInformationFields>,
}

impl From<Application> for ApplicationSummary {
    fn from(application: Application) -> Self {
        let appeal_until = application.appeal_until();
        let head = application.head;
        let (state, fee) = (head.state(), head.fee());
        let is_draft = state == ApplicationState::Draft;
        let decision = head.stage().decision().map(DecisionView::from);
        Self {
            id: head.id,
            programme: head.programme,
            funding_category: head.funding_category,
            admission_type: head.admission_type,
            guide_version: application.guide_version,
            intake: head.intake,
            closes_at: application.closes_at.filter(|_| is_draft),
            state,
            fee: fee.amount(),
            fee_state: fee.state(),
            carried_fee: application.carried_fee,
            version: head.version,
            round: head.round,
            submitted_at: head.submitted_at,
            decision,
            appeal_until,
            created_at: application.created_at,
            updated_at: application.updated_at,
        }
    }
}

impl ApplicationView {
    /// The application as its owner sees it now, with what staff ask to correct.
    #[must_use]
    pub fn in_revision(
        application: Application,
        latest: Option<Revision>,
        now: Timestamp,
        locale: Locale,
    ) -> Self {
        let revision = OpenRevisionView::of(&application.head, latest);
        Self { revision, ..Self::of(application, now, locale) }
    }

    /// An application of which nothing is to be corrected, as its owner sees it
    /// now, in the owner's language.
    #[must_use]
    pub fn of(application: Application, now: Timestamp, locale: Locale) -> Self {
        let sections = SectionViews::of(&application, now, locale);
        Self {
            intake_starts: application.intake_starts,
            duration_months: application.duration_months,
            asks: application.asks.clone(),
            is_minor: application.situation(now).is_minor(&application.sections),
            sections,
            checklist: application.head.checklist.clone(),
            revision: None,
            summary: application.into(),
        }
    }
}

impl SectionViews {
    fn of(application: &Application, now: Timestamp, locale: Locale) -> Self {
        let (_, mut read) = application.read_form(now);
        let fields = application.sections.clone();
        Self {
            basic_information: SectionView::of(
                fields.basic_information,
                read.take(Section::BasicInformation),
                locale,
            ),
            study_plan: SectionView::of(fields.study_plan, read.take(Section::StudyPlan), locale),
            education_and_employment: SectionView::of(
                fields.education_and_employment,
                read.take(Section::EducationAndEmployment),
                locale,
            ),
            additional_information: SectionView::of(
                fields.additional_information,
                read.take(Section::AdditionalInformation),
                locale,
            ),
            contact_information: SectionView::of(
                fields.contact_information,
                read.take(Section::ContactInformation),
                locale,
            ),
        }
    }
}
