//! What is stored of the section.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The fields of section `study_plan`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct StudyPlanFields {
    /// Area of research, where the programme asks for it.
    pub research_area: Option<String>,
    /// The same in Chinese.
    pub research_area_chinese: Option<String>,
    /// First day of study, YYYY-MM-DD, where the programme leaves the choice.
    pub study_start: Option<String>,
    /// Last day of study, YYYY-MM-DD.
    pub study_end: Option<String>,
    /// Supervisor, where there is one.
    pub supervisor_name: Option<String>,
    /// The supervisor's Chinese name.
    pub supervisor_chinese_name: Option<String>,
    /// The supervisor's e-mail address or phone.
    pub supervisor_contact: Option<String>,
    /// The study plan; paragraphs are kept.
    pub study_plan: Option<String>,
    /// Knowledge of Chinese.
    pub chinese_level: Option<Proficiency>,
    /// HSK passed.
    pub hsk_level: Option<HskLevel>,
    /// Its score, 0 to 300.
    pub hsk_score: Option<String>,
    /// Its day, YYYY-MM-DD.
    pub hsk_date: Option<String>,
    /// The number of its certificate.
    pub hsk_certificate_no: Option<String>,
    /// HSKK passed.
    pub hskk_level: Option<HskkLevel>,
    /// Its score, 0 to 100.
    pub hskk_score: Option<String>,
    /// Its day, YYYY-MM-DD.
    pub hskk_date: Option<String>,
    /// Knowledge of English.
    pub english_level: Option<Proficiency>,
    /// English test or other proof.
    pub english_test: Option<EnglishTest>,
    /// The test, where it is none of the list.
    pub other_english_test: Option<String>,
    /// Its score.
    pub english_score: Option<String>,
    /// Its day, YYYY-MM-DD.
    pub english_date: Option<String>,
    /// Other languages.
    pub other_languages: Option<String>,
    /// How the applicant heard of the university.
    pub heard_from: Option<HeardFrom>,
    /// From whom or where.
    pub heard_from_details: Option<String>,
    /// Who recommends the applicant, where the programme asks for it.
    pub recommenders: Vec<RecommenderFields>,
}

/// Somebody who recommends the applicant.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct RecommenderFields {
    /// Name.
    pub name: Option<String>,
    /// How they know the applicant.
    pub relation: Option<String>,
    /// Where they work.
    pub organisation: Option<String>,
    /// As what.
    pub job_title: Option<String>,
    /// Nationality, ISO 3166-1 alpha-2.
    pub nationality: Option<String>,
    /// Phone, E.164.
    pub phone: Option<String>,
    /// Mobile phone, E.164.
    pub mobile: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Postal address.
    pub address: Option<String>,
}

/// Knowledge of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Proficiency {
    /// None.
    None,
    /// Poor.
    Poor,
    /// Fair.
    Fair,
    /// Good.
    Good,
    /// Excellent.
    Excellent,
}

/// A level of the HSK, the test of Chinese.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HskLevel {
    /// Not taken.
    None,
    /// Level 1.
    Hsk1,
    /// Level 2.
    Hsk2,
    /// Level 3.
    Hsk3,
    /// Level 4.
    Hsk4,
    /// Level 5.
    Hsk5,
    /// Level 6.
    Hsk6,
    /// Level 7.
    Hsk7,
    /// Level 8.
    Hsk8,
    /// Level 9.
    Hsk9,
}

/// A level of the HSKK, the test of spoken Chinese.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HskkLevel {
    /// Not taken.
    None,
    /// Primary.
    Primary,
    /// Intermediate.
    Intermediate,
    /// Advanced.
    Advanced,
}

/// A proof of knowledge of English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EnglishTest {
    /// None.
    None,
    /// IELTS.
    Ielts,
    /// TOEFL iBT.
    Toefl,
    /// GRE.
    Gre,
    /// GMAT.
    Gmat,
    /// Duolingo English Test.
    Duolingo,
    /// TOEIC.
    Toeic,
    /// PTE Academic.
    Pte,
    /// English is the native language.
    NativeLanguage,
    /// Another one.
    Other,
}

/// How somebody heard of the university.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HeardFrom {
    /// Current students.
    CurrentStudents,
    /// Friends and relatives.
    FriendsAndRelatives,
    /// Website.
    Website,
    /// Education fair.
    Fair,
    /// Something else.
    Other,
}
