//! The letter with which a student asks for the extension of a visa or residence
//! permit (S103, S104). The university certifies who the student is and until when
//! the study lasts; the exit-entry administration decides.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Bilingual, Check, Fact, Issuer, Letter, LetterNumber};

/// The facts of the letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisaExtension {
    /// The number, of the series [`crate::Series::VISA_EXTENSION`].
    pub number: LetterNumber,
    /// The day of issue.
    pub issued: Date,
    /// Who writes.
    pub issuer: Issuer,
    /// The exit-entry administration that decides.
    pub addressee: Bilingual,
    /// What is to be extended.
    pub wanted: Wanted,
    /// Who the student is.
    pub student: Student,
    /// What the student studies, and until when.
    pub study: Study,
    /// What the student holds now.
    pub permit: Permit,
    /// How the letter is verified.
    pub check: Check,
}

/// What is to be extended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// A visa.
    Visa,
    /// A residence permit.
    ResidencePermit,
}

/// Who the student is: as in the passport.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Student {
    /// The name as the passport prints it.
    pub passport_name: String,
    /// The Chinese name, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chinese_name: Option<String>,
    /// As in the passport, where the university knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// As in the passport.
    pub birth_date: Date,
    /// The nationality, as the service names countries and regions.
    pub nationality: Bilingual,
    /// As in the passport.
    pub passport_number: String,
    /// The number on the university's roster.
    pub student_number: String,
}

/// A gender as passports say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    /// F.
    Female,
    /// M.
    Male,
    /// X.
    Unspecified,
}

/// What the student studies, and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Study {
    /// The category of students: for a degree, of the language …; where the university
    /// has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Bilingual>,
    /// The programme, where the university knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<Bilingual>,
    /// The semester that the registration is for.
    pub semester: Bilingual,
    /// The last day that the registration covers.
    pub registered_until: Date,
    /// The last day of the whole study, where the university knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub studying_until: Option<Date>,
}

/// What allows the student to stay now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permit {
    /// Visa or residence permit.
    pub kind: Bilingual,
    /// Its number.
    pub number: String,
    /// Its last day.
    pub expires: Date,
}

impl VisaExtension {
    /// The letter.
    #[must_use]
    pub fn letter(&self) -> Letter {
        Letter {
            issuer: self.issuer.clone(),
            number: self.number,
            issued: self.issued,
            title: self.title(),
            addressee: self.addressee.clone(),
            opening: Bilingual::new(
                "兹证明下列学生为我校在册国际学生，已完成本学期注册。具体情况如下：",
                "We certify that the student named below is an international student of this \
                 university and has registered for the semester. The particulars are as follows:",
            ),
            facts: self.facts(),
            closing: self.closing(),
            check: self.check.clone(),
        }
    }

    fn title(&self) -> Bilingual {
        match self.wanted {
            Wanted::Visa => Bilingual::new(
                "关于国际学生申请签证延期的证明",
                "Letter for the Extension of a Student’s Visa",
            ),
            Wanted::ResidencePermit => Bilingual::new(
                "关于国际学生申请居留许可延期的证明",
                "Letter for the Extension of a Student’s Residence Permit",
            ),
        }
    }

    fn closing(&self) -> Bilingual {
        match self.wanted {
            Wanted::Visa => Bilingual::new(
                "该生因学习需要申请签证延期，请贵局依照有关规定予以办理。",
                "The student needs an extension of the visa in order to continue studying. \
                 Please handle the application in accordance with the regulations.",
            ),
            Wanted::ResidencePermit => Bilingual::new(
                "该生因学习需要申请居留许可延期，请贵局依照有关规定予以办理。",
                "The student needs an extension of the residence permit in order to continue \
                 studying. Please handle the application in accordance with the regulations.",
            ),
        }
    }

    /// What the university does not know it does not certify.
    fn facts(&self) -> Vec<Fact> {
        let Self { student, study, permit, .. } = self;
        let chinese_name = student.chinese_name.as_deref();
        let gender = student.gender.map(Gender::words);
        let (category, programme) = (study.category.as_ref(), study.programme.as_ref());
        let facts = [
            Some(Fact::new("护照姓名", "Name as in passport", student.passport_name.as_str())),
            chinese_name.map(|name| Fact::new("中文姓名", "Chinese name", name)),
            gender.as_ref().map(|gender| Fact::new("性别", "Gender", gender)),
            Some(Fact::new("出生日期", "Date of birth", student.birth_date)),
            Some(Fact::new("国籍", "Nationality", &student.nationality)),
            Some(Fact::new("护照号码", "Passport number", student.passport_number.as_str())),
            Some(Fact::new("学号", "Student number", student.student_number.as_str())),
            category.map(|category| Fact::new("学生类别", "Student category", category)),
            programme.map(|programme| Fact::new("项目", "Programme", programme)),
            Some(Fact::new("注册学期", "Semester", &study.semester)),
            Some(Fact::new("注册有效期至", "Registered until", study.registered_until)),
            study.studying_until.map(|day| Fact::new("学习期限至", "Studying until", day)),
            Some(Fact::new("现持证件", "Current permit", &permit.kind)),
            Some(Fact::new("证件号码", "Permit number", permit.number.as_str())),
            Some(Fact::new("证件有效期至", "Permit valid until", permit.expires)),
        ];
        facts.into_iter().flatten().collect()
    }
}

impl Gender {
    fn words(self) -> Bilingual {
        match self {
            Self::Female => Bilingual::new("女", "Female"),
            Self::Male => Bilingual::new("男", "Male"),
            Self::Unspecified => Bilingual::new("未指定", "Unspecified"),
        }
    }
}
