//! What several areas know of an application: where it stands, its key, its
//! head, and the submission that reviewers see. Only admissions changes it.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ids::{AccountId, ApplicationId, DocumentId, ProgrammeId};
use crate::locale::Bilingual;
use crate::money::Money;
use crate::slug::Slug;
use crate::store::Key;

/// Where an application is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ApplicationState {
    /// The applicant is writing it.
    Draft,
    /// Submitted and locked; the fee is to be paid.
    FeeDue,
    /// Submitted, with nothing left to pay: staff may look at it.
    ReadyForReview,
    /// Accepted by staff.
    Accepted,
    /// Declined by staff.
    Declined,
}

/// Where the fee of an application is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FeeState {
    /// Not asked for yet: the application is not submitted.
    NotDue,
    /// To be paid.
    Due,
    /// Paid.
    Settled,
    /// The funding category asks for none.
    Waived,
}

/// The programme an application is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProgrammeName {
    /// The programme.
    pub id: ProgrammeId,
    /// Its name when the application was started.
    pub name: Bilingual,
}

/// One kind of document that a programme asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChecklistSlot {
    /// The slot, as `passport_page` or `photo`.
    pub slot: Slug,
    /// What the applicant is asked for.
    pub name: Bilingual,
    /// Whether an application can be submitted without it.
    pub required: bool,
    /// Media types taken, as `image/jpeg`.
    pub content_types: Vec<String>,
    /// Largest file, in bytes.
    pub max_bytes: u64,
    /// Fewest files, where the slot is required or used at all.
    pub min_count: u32,
    /// Most files.
    pub max_count: u32,
    /// The address of a form to fill in, sign and upload.
    #[serde(default)]
    pub template: Option<String>,
    /// For how many months after its date of issue the document is good.
    #[serde(default)]
    pub valid_months: Option<u32>,
    /// The slot of which this one holds the translation. It is asked for, where
    /// it is required, as soon as the original is; and a translation asks for
    /// its original.
    #[serde(default)]
    pub translation_of: Option<Slug>,
}

/// The part of an application item that documents, payments and reviews read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationHead {
    /// The application.
    pub id: ApplicationId,
    /// Whose it is.
    pub applicant: AccountId,
    /// Where it is on its way.
    pub state: ApplicationState,
    /// Counts every change; writes are conditional on it.
    pub version: u64,
    /// What it is for.
    pub programme: ProgrammeName,
    /// When the studies begin.
    pub intake: Slug,
    /// The fee; `None` where the funding category waives it.
    pub fee: Option<Money>,
    /// Where the fee is.
    pub fee_state: FeeState,
    /// The documents asked for.
    pub checklist: Vec<ChecklistSlot>,
}

impl ApplicationHead {
    /// Whether its owner may now add and remove documents (S58).
    #[must_use]
    pub fn takes_documents(&self) -> bool {
        self.state == ApplicationState::Draft
    }

    /// The slot of the checklist called `slot`.
    #[must_use]
    pub fn slot(&self, slot: &Slug) -> Option<&ChecklistSlot> {
        self.checklist.iter().find(|row| row.slot == *slot)
    }
}

/// The partition that holds everything of one applicant.
#[must_use]
pub fn applicant_partition(applicant: AccountId) -> String {
    format!("APPLICANT#{applicant}")
}

/// The key of an application in the Applications table. It is made from the
/// applicant, so that another person's application is not found (404).
#[must_use]
pub fn application_key(applicant: AccountId, application: ApplicationId) -> Key {
    Key::new(applicant_partition(applicant), format!("APPLICATION#{application}"))
}

/// The key of a frozen submission in the Applications table; rounds count from 1.
#[must_use]
pub fn submission_key(applicant: AccountId, application: ApplicationId, round: u32) -> Key {
    Key::new(applicant_partition(applicant), format!("SUBMISSION#{application}#{round:03}"))
}

/// An application as it was submitted; never changed afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Submission {
    /// The application.
    pub application: ApplicationId,
    /// Whose it is.
    pub applicant: AccountId,
    /// Which submission of this application, from 1.
    pub round: u32,
    /// The name as in the passport.
    pub applicant_name: String,
    /// The last day of the passport.
    pub passport_expires: Date,
    /// What it is for.
    pub programme: ProgrammeName,
    /// Who pays for the studies.
    pub funding_category: Slug,
    /// What the applicant is to be admitted as.
    pub admission_type: Slug,
    /// When the studies begin.
    pub intake: Slug,
    /// The first day of that intake.
    pub intake_starts: Date,
    /// The slots that had to be filled.
    pub required_slots: Vec<Slug>,
    /// What the applicant filled in.
    pub sections: Sections,
    /// The documents, all of them clean.
    pub documents: Vec<SubmittedDocument>,
    /// When it was submitted, with the declaration that all of it is true.
    pub submitted_at: Timestamp,
}

/// A document as it was submitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubmittedDocument {
    /// The document.
    pub id: DocumentId,
    /// What it shows.
    pub slot: Slug,
    /// The name the applicant gave the file.
    pub file_name: String,
    /// Its media type, as inspected.
    pub content_type: String,
    /// Where it lies in the bucket.
    pub object_key: String,
}

/// The sections of the form, as far as they are filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Sections {
    /// Step 1 of the form.
    pub basic_information: BasicInformationFields,
}

/// The fields of section `basic_information`. All may be absent:
/// whether they are complete is for admissions to say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct BasicInformationFields {
    /// Family name as in the passport: A-Z, space, ' and -.
    pub family_name: Option<String>,
    /// The passport has no family name.
    pub no_family_name: bool,
    /// Given name as in the passport.
    pub given_name: Option<String>,
    /// The passport has no given name.
    pub no_given_name: bool,
    /// Name in Chinese characters, if there is one.
    pub chinese_name: Option<String>,
    /// Gender as in the passport.
    pub gender: Option<Gender>,
    /// Marital status.
    pub marital_status: Option<MaritalStatus>,
    /// Nationality, ISO 3166-1 alpha-2.
    pub nationality: Option<String>,
    /// Date of birth, YYYY-MM-DD.
    pub birth_date: Option<String>,
    /// Country of birth, ISO 3166-1 alpha-2.
    pub birth_country: Option<String>,
    /// Place of birth.
    pub birth_place: Option<String>,
    /// Native language, ISO 639-1.
    pub native_language: Option<String>,
    /// Highest level of education completed.
    pub highest_education: Option<Education>,
    /// Where it was completed.
    pub highest_institution: Option<String>,
    /// Kind of passport; only an ordinary one is accepted.
    pub passport_type: Option<PassportType>,
    /// Passport number.
    pub passport_no: Option<String>,
    /// Last day of validity of the passport, YYYY-MM-DD.
    pub passport_expiry: Option<String>,
}

/// Gender as passports give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    /// M.
    Male,
    /// F.
    Female,
    /// X.
    Unspecified,
}

/// Marital status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MaritalStatus {
    /// Never married.
    Single,
    /// Married.
    Married,
    /// Divorced.
    Divorced,
    /// Widowed.
    Widowed,
    /// Not said.
    Unspecified,
}

/// A completed level of education.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Education {
    /// Elementary school.
    Elementary,
    /// Junior high school.
    JuniorHigh,
    /// Senior high school.
    SeniorHigh,
    /// Technical secondary school.
    TechnicalSecondary,
    /// Vocational college.
    VocationalCollege,
    /// Bachelor's degree.
    Bachelor,
    /// Master's degree.
    Master,
    /// Doctorate.
    Doctorate,
}

/// Kind of passport.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PassportType {
    /// Ordinary.
    Ordinary,
    /// Service.
    Service,
    /// For public affairs.
    PublicAffairs,
    /// Diplomatic.
    Diplomatic,
    /// Border pass.
    BorderPass,
    /// Another document.
    Other,
}
