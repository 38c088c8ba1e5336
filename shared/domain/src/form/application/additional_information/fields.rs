//! What is stored of the section.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The fields of section `additional_information`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct AdditionalInformationFields {
    /// Members of the family.
    pub family: Vec<FamilyMemberFields>,
    /// Consents to a criminal record being kept and used; without it none is kept.
    pub criminal_record_consent: bool,
    /// Whether there is a criminal record.
    pub criminal_record: Option<bool>,
    /// What for, when and where.
    pub criminal_record_details: Option<String>,
    /// Who pays for the stay.
    pub supporter: SupporterFields,
    /// Whom to call in an emergency.
    pub emergency: Vec<EmergencyContactFields>,
    /// The guardian in China of somebody under 18.
    pub guardian: GuardianFields,
    /// Whether an agency helps with the application.
    pub through_agent: Option<bool>,
    /// The agency.
    pub agent: AgentFields,
}

/// A member of the family.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct FamilyMemberFields {
    /// How they are related.
    pub relation: Option<Relation>,
    /// Deceased or not known: nothing more is asked.
    pub unknown: bool,
    /// Name.
    pub name: Option<String>,
    /// Nationality, ISO 3166-1 alpha-2.
    pub nationality: Option<String>,
    /// Date of birth, YYYY-MM-DD.
    pub birth_date: Option<String>,
    /// Phone, E.164.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Occupation.
    pub occupation: Option<String>,
    /// Employer.
    pub employer: Option<String>,
}

/// Who pays for the stay.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct SupporterFields {
    /// Who it is.
    pub kind: Option<SupporterKind>,
    /// Name of the person.
    pub name: Option<String>,
    /// How the person is related to the applicant.
    pub relation: Option<String>,
    /// Name of the organisation or scholarship.
    pub organisation: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// Phone, E.164.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
}

/// Whom to call in an emergency.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct EmergencyContactFields {
    /// Name.
    pub name: Option<String>,
    /// How they are related to the applicant.
    pub relation: Option<String>,
    /// Phone, E.164.
    pub phone: Option<String>,
    /// Mobile phone, E.164.
    pub mobile: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Where they work.
    pub organisation: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// Post code.
    pub post_code: Option<String>,
}

/// The guardian in China of somebody under 18.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct GuardianFields {
    /// Name.
    pub name: Option<String>,
    /// Number of the identity card or passport.
    pub id_no: Option<String>,
    /// Phone, E.164.
    pub phone: Option<String>,
    /// Address in China.
    pub address: Option<String>,
}

/// An agency that helps with the application.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct AgentFields {
    /// Its name.
    pub name: Option<String>,
    /// Its e-mail address or phone.
    pub contact: Option<String>,
}

/// A relation in a family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Father.
    Father,
    /// Mother.
    Mother,
    /// Husband or wife.
    Spouse,
    /// Child.
    Child,
    /// Brother.
    Brother,
    /// Sister.
    Sister,
    /// Uncle or aunt.
    Uncle,
    /// Another relation.
    Other,
}

/// Who pays for the stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SupporterKind {
    /// The applicant.
    Applicant,
    /// Another person.
    Person,
    /// An organisation.
    Organisation,
    /// A scholarship.
    Scholarship,
}
