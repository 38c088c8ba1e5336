//! What is stored of the section.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The fields of section `education_and_employment`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct EducationAndEmploymentFields {
    /// Where the applicant learnt, from senior high school on, in order.
    pub education: Vec<EducationRecordFields>,
    /// What the applicant has done since the last record, where that is long.
    pub gap_reason: Option<String>,
    /// Whether the applicant has studied in China before, online or not.
    pub studied_in_china: Option<bool>,
    /// That study.
    pub china_study: ChinaStudyFields,
    /// Whether the applicant has worked.
    pub has_worked: Option<bool>,
    /// Where the applicant worked.
    pub work: Vec<WorkRecordFields>,
    /// Whether the applicant has worked in China.
    pub worked_in_china: Option<bool>,
    /// That work.
    pub china_work: ChinaWorkFields,
    /// What the applicant has published.
    pub publications: Vec<PublicationFields>,
    /// Awards the applicant was given.
    pub awards: Vec<AwardFields>,
}

/// A school or university.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct EducationRecordFields {
    /// First month.
    pub start: Option<String>,
    /// Last month.
    pub end: Option<String>,
    /// The applicant is still there.
    pub current: bool,
    /// The school or university.
    pub institution: Option<String>,
    /// Its country, ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// The level.
    pub level: Option<EducationLevel>,
    /// Field of study, from college on.
    pub major: Option<String>,
    /// Diploma or degree, once there is one.
    pub award: Option<String>,
    /// What the applicant did between the record before and this one, where that is long.
    pub gap_reason: Option<String>,
}

/// An earlier study in China.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ChinaStudyFields {
    /// Whether it was at this university.
    pub place: Option<ChinaStudyPlace>,
    /// The institution, where it was another.
    pub institution: Option<String>,
    /// As what.
    pub kind: Option<ChinaStudyKind>,
    /// First month.
    pub start: Option<String>,
    /// Last month.
    pub end: Option<String>,
    /// Who was responsible for international students there.
    pub counsellor_name: Option<String>,
    /// Their phone, E.164.
    pub counsellor_phone: Option<String>,
    /// Their e-mail address.
    pub counsellor_email: Option<String>,
}

/// A time of work.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct WorkRecordFields {
    /// First month.
    pub start: Option<String>,
    /// Last month.
    pub end: Option<String>,
    /// The applicant still works there.
    pub current: bool,
    /// The employer.
    pub employer: Option<String>,
    /// Post and duties.
    pub post: Option<String>,
}

/// Work in China.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ChinaWorkFields {
    /// Where.
    pub organisation: Option<String>,
    /// First month.
    pub start: Option<String>,
    /// Last month.
    pub end: Option<String>,
}

/// A publication.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct PublicationFields {
    /// Title.
    pub title: Option<String>,
    /// Month it came out.
    pub date: Option<String>,
    /// Where it came out.
    pub journal: Option<String>,
    /// Where it is indexed.
    pub index: Option<String>,
    /// Which of the authors the applicant is, from 1.
    pub author_rank: Option<String>,
}

/// An award.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct AwardFields {
    /// Name.
    pub name: Option<String>,
    /// Who gave it.
    pub body: Option<String>,
    /// Month it was given.
    pub date: Option<String>,
}

/// A level of education, completed or under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EducationLevel {
    /// Elementary school.
    Elementary,
    /// Junior high school.
    JuniorHigh,
    /// Senior high school.
    SeniorHigh,
    /// Technical secondary school.
    TechnicalSecondary,
    /// Pre-university course.
    PreUniversity,
    /// Visiting student.
    Visiting,
    /// Vocational college.
    VocationalCollege,
    /// Bachelor's degree.
    Bachelor,
    /// Studies for a bachelor's degree.
    Undergraduate,
    /// Master's degree.
    Master,
    /// Studies for a master's degree.
    MasterStudent,
    /// Doctorate.
    Doctorate,
    /// Studies for a doctorate.
    DoctoralStudent,
}

/// Where an earlier study in China was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChinaStudyPlace {
    /// This university.
    ThisUniversity,
    /// Another institution.
    Other,
}

/// What an earlier study in China was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChinaStudyKind {
    /// Visiting student.
    Visiting,
    /// Camp.
    Camp,
    /// High school.
    HighSchool,
    /// Bachelor's studies.
    Bachelor,
    /// Master's studies.
    Master,
    /// Doctoral studies.
    Doctorate,
    /// Something else.
    Other,
}
