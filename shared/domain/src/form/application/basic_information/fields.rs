//! What is stored of the section.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The fields of section `basic_information`.
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
    /// Name in Chinese characters.
    pub chinese_name: Option<String>,
    /// There is no Chinese name yet.
    pub no_chinese_name: bool,
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
    /// What the applicant does for a living.
    pub occupation: Option<Occupation>,
    /// The occupation, where it is none of the list.
    pub other_occupation: Option<String>,
    /// Present employer or institution.
    pub employer: Option<String>,
    /// Hobby.
    pub hobby: Option<String>,
    /// Whether the applicant is of Chinese descent.
    pub ethnic_chinese: Option<bool>,
    /// Consents to the religion being kept and used; without it none is kept.
    pub religion_consent: bool,
    /// Religion.
    pub religion: Option<Religion>,
    /// The religion, where it is none of the list.
    pub other_religion: Option<String>,
    /// Consents to data on health being kept and used; without it none are kept.
    pub health_consent: bool,
    /// Whether there is an illness that the university should know of.
    pub illness: Option<bool>,
    /// Which illness, and what helps.
    pub illness_details: Option<String>,
    /// Allergies.
    pub allergies: Option<String>,
    /// Whether the applicant smokes.
    pub smoker: Option<bool>,
    /// Whether the applicant is in Chinese mainland now.
    pub in_china: Option<bool>,
    /// In China: the school or organisation the applicant is at.
    pub china_place: Option<String>,
    /// In China: the visa or permit held.
    pub visa_type: Option<VisaType>,
    /// Its number.
    pub visa_no: Option<String>,
    /// Its last day, YYYY-MM-DD.
    pub visa_expiry: Option<String>,
    /// Where it was issued.
    pub issue_place: Option<Province>,
    /// The place, where it is none of the list.
    pub other_issue_place: Option<String>,
    /// What the residence permit is for.
    pub residence_purpose: Option<ResidencePurpose>,
    /// The purpose, where it is none of the list.
    pub other_residence_purpose: Option<String>,
    /// Whether the applicant was a Chinese citizen before.
    pub ex_chinese_citizen: Option<bool>,
    /// Where the former citizen comes from.
    pub origin_region: Option<OriginRegion>,
    /// The day the present nationality was gained, YYYY-MM-DD.
    pub citizenship_date: Option<String>,
    /// Kind of passport; only an ordinary one is accepted.
    pub passport_type: Option<PassportType>,
    /// Passport number.
    pub passport_no: Option<String>,
    /// The day the passport was issued, YYYY-MM-DD.
    pub passport_issue_date: Option<String>,
    /// Last day of validity of the passport, YYYY-MM-DD.
    pub passport_expiry: Option<String>,
    /// First of the two lines at the foot of the passport's photo page (ICAO 9303, TD3).
    pub mrz_line1: Option<String>,
    /// Second line.
    pub mrz_line2: Option<String>,
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

/// What somebody does for a living.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Occupation {
    /// Employee.
    Employee,
    /// Student.
    Student,
    /// Teacher.
    Teacher,
    /// Doctor.
    Doctor,
    /// Labourer.
    Labourer,
    /// Military.
    Military,
    /// Engineer.
    Engineer,
    /// Scholar.
    Scholar,
    /// Keeps the home.
    Homemaker,
    /// Retired.
    Retired,
    /// Manager.
    Manager,
    /// Public officer.
    Officer,
    /// Farmer.
    Farmer,
    /// Reporter.
    Reporter,
    /// Clergy.
    Clergy,
    /// Member of a religious order.
    Religious,
    /// No occupation.
    None,
    /// Another one.
    Other,
}

/// A religion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Religion {
    /// None.
    None,
    /// Buddhism.
    Buddhism,
    /// Catholicism.
    Catholicism,
    /// Protestantism.
    Protestantism,
    /// Orthodox Christianity.
    Orthodoxy,
    /// Islam.
    Islam,
    /// Hinduism.
    Hinduism,
    /// Judaism.
    Judaism,
    /// Sikhism.
    Sikhism,
    /// Taoism.
    Taoism,
    /// Shinto.
    Shinto,
    /// Jainism.
    Jainism,
    /// Bahá’í Faith.
    Bahai,
    /// Zoroastrianism.
    Zoroastrianism,
    /// Another one.
    Other,
}

/// A visa or permit for China.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VisaType {
    /// X1, long studies.
    X1,
    /// X2, short studies.
    X2,
    /// Residence permit.
    ResidencePermit,
    /// Certificate of stay.
    StayCertificate,
    /// Identity card of a permanent resident.
    PermanentResidence,
    /// Z, work.
    Z,
    /// F, exchange.
    F,
    /// M, trade.
    M,
    /// L, tourism.
    L,
    /// S1, long private visit.
    S1,
    /// S2, short private visit.
    S2,
    /// Q1, long family visit.
    Q1,
    /// Q2, short family visit.
    Q2,
    /// K, young talents.
    K,
    /// None.
    None,
    /// Another one.
    Other,
}

/// What a residence permit is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResidencePurpose {
    /// Family.
    Family,
    /// Study.
    Study,
    /// Work.
    Work,
    /// Personal matters.
    Personal,
    /// Something else.
    Other,
}

/// Where a former Chinese citizen comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OriginRegion {
    /// Chinese mainland.
    Mainland,
    /// Hong Kong.
    HongKong,
    /// Macao.
    Macao,
    /// Taiwan.
    Taiwan,
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

/// A provincial region of Chinese mainland.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Province {
    /// Beijing.
    Beijing,
    /// Tianjin.
    Tianjin,
    /// Hebei.
    Hebei,
    /// Shanxi.
    Shanxi,
    /// Inner Mongolia.
    InnerMongolia,
    /// Liaoning.
    Liaoning,
    /// Jilin.
    Jilin,
    /// Heilongjiang.
    Heilongjiang,
    /// Shanghai.
    Shanghai,
    /// Jiangsu.
    Jiangsu,
    /// Zhejiang.
    Zhejiang,
    /// Anhui.
    Anhui,
    /// Fujian.
    Fujian,
    /// Jiangxi.
    Jiangxi,
    /// Shandong.
    Shandong,
    /// Henan.
    Henan,
    /// Hubei.
    Hubei,
    /// Hunan.
    Hunan,
    /// Guangdong.
    Guangdong,
    /// Guangxi.
    Guangxi,
    /// Hainan.
    Hainan,
    /// Chongqing.
    Chongqing,
    /// Sichuan.
    Sichuan,
    /// Guizhou.
    Guizhou,
    /// Yunnan.
    Yunnan,
    /// Tibet.
    Tibet,
    /// Shaanxi.
    Shaanxi,
    /// Gansu.
    Gansu,
    /// Qinghai.
    Qinghai,
    /// Ningxia.
    Ningxia,
    /// Xinjiang.
    Xinjiang,
    /// Another place.
    Other,
}
