//! What a letter certifies: the facts of the student's record, in the words of
//! `shared_letter`.

use jiff::ToSpan;
use jiff::civil::Date;
use shared_domain::form::application::Gender;
use shared_domain::form::registration::PermitKind;
use shared_domain::letter::{LetterCase, Obstacle, Spelling};
use shared_domain::programme::catalogue::Catalogue;
use shared_domain::registration::papers::Permit;
use shared_domain::student::Student;
use shared_letter::{Bilingual, Check, Issuer, LetterNumber, VisaExtension, Wanted};
use shared_platform::locale;

use super::settings::LetterSettings;
use crate::roster::countries;
use crate::store::Enrolment;

/// What a letter is made of, beside its number and its codes.
pub(super) struct Facts<'a> {
    pub(super) enrolment: &'a Enrolment,
    pub(super) case: &'a LetterCase,
    pub(super) settings: &'a LetterSettings,
    pub(super) catalogue: Option<&'a Catalogue>,
    pub(super) today: Date,
}

impl Facts<'_> {
    /// The name that is printed.
    pub(super) fn name(&self) -> &str {
        match self.case.spelling() {
            Some(spelling) => &spelling.passport_name,
            None => &self.enrolment.student.identity.name,
        }
    }

    /// The last day on which a letter of today is good.
    pub(super) fn valid_until(&self) -> Date {
        self.today.saturating_add(i64::from(self.settings.valid_days).days())
    }

    /// The letter under a number.
    ///
    /// # Errors
    /// [`Obstacle::NoPermit`]
    pub(super) fn letter(
        &self,
        number: LetterNumber,
        check: Check,
    ) -> Result<VisaExtension, Obstacle> {
        let Enrolment { student, semester, .. } = self.enrolment;
        let permit = student.seen.permit.as_ref().ok_or(Obstacle::NoPermit)?;
        let settings = self.settings;
        Ok(VisaExtension {
            number,
            issued: self.today,
            issuer: Issuer {
                university: words(&settings.university),
                office: words(&settings.office),
                address: words(&settings.address),
                contact: settings.contact.clone(),
            },
            addressee: words(&settings.addressee),
            wanted: wanted(permit),
            student: self.student(student),
            study: shared_letter::Study {
                category: self.category().as_ref().map(words),
                programme: student.programme.as_ref().map(words),
                semester: words(&semester.name),
                registered_until: semester.ends_on,
                studying_until: student.ends_on,
            },
            permit: shared_letter::Permit {
                kind: words_of_kind(permit.kind),
                number: permit.number.clone(),
                expires: permit.expires,
            },
            check,
        })
    }

    fn student(&self, student: &Student) -> shared_letter::Student {
        let identity = &student.identity;
        let chinese_name = match self.case.spelling() {
            Some(Spelling { chinese_name, .. }) => chinese_name,
            None => &identity.chinese_name,
        };
        shared_letter::Student {
            passport_name: self.name().to_owned(),
            chinese_name: chinese_name.clone(),
            gender: identity.gender.map(gender),
            birth_date: identity.birth_date,
            nationality: words(&countries::name(&identity.nationality)),
            passport_number: identity.passport_no.clone(),
            student_number: student.number.to_string(),
        }
    }

    /// What the student was admitted as, as the catalogue calls it.
    fn category(&self) -> Option<locale::Bilingual> {
        let admission = self.enrolment.student.admission.as_ref()?;
        let types = &self.catalogue?.admission_types;
        let found = types.iter().find(|each| each.id == admission.admission_type)?;
        Some(found.name.clone())
    }
}

fn words(text: &locale::Bilingual) -> Bilingual {
    Bilingual::new(&text.zh, &text.en)
}

const fn wanted(permit: &Permit) -> Wanted {
    match permit.kind {
        PermitKind::Visa => Wanted::Visa,
        PermitKind::ResidencePermit => Wanted::ResidencePermit,
    }
}

fn words_of_kind(kind: PermitKind) -> Bilingual {
    match kind {
        PermitKind::Visa => Bilingual::new("签证", "Visa"),
        PermitKind::ResidencePermit => Bilingual::new("居留许可", "Residence permit"),
    }
}

const fn gender(gender: Gender) -> shared_letter::Gender {
    match gender {
        Gender::Male => shared_letter::Gender::Male,
        Gender::Female => shared_letter::Gender::Female,
        Gender::Unspecified => shared_letter::Gender::Unspecified,
    }
}
