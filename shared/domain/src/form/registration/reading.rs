//! Reading the whole form: saving, submitting and the review all go through
//! [`read`], so that none of them can forget a section, a document or a check.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;
use shared_platform::http::FieldError;
use utoipa::ToSchema;

use super::checks::{self, Noticed};
use super::situation::{Case, Situation};
use super::{
    Residence, Section, Sections, Slot, Tuition, contact, insurance, location, passport, permit,
    regulations, residence, tuition,
};
use crate::form::findings::Findings;
use crate::form::reading::{AskedDocument, Reading};
use crate::form::sections::{AllSections, Found};
use crate::registration::papers::{Insurance, Passport, Permit, SaidAt, is_proven};
use crate::review::Severity;

/// A form in which a section was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The form as it is stored: tidied, without what is not asked of this student.
    pub sections: Sections,
    /// What keeps the section from being complete; empty when nothing does.
    pub gaps: Vec<FieldError>,
    /// What is worth a second look, or has still to be confirmed.
    pub warnings: Vec<FieldError>,
}

impl Draft {
    /// Takes whatever the student has typed so far in one section; the other
    /// sections decide about some conditions.
    ///
    /// # Errors
    /// Where the section has no such field, and on what no field could hold.
    pub fn of(
        section: Section,
        typed: Value,
        others: &Sections,
        situation: Situation<'_>,
    ) -> Result<Self, Vec<FieldError>> {
        let mut sections = others.with(section, typed).map_err(|error| vec![error])?;
        let mut read = read(&mut sections, situation);
        let Findings { unkeepable, gaps, unconfirmed, mut warnings } = read.take(section);
        warnings.extend(unconfirmed);
        if unkeepable.is_empty() { Ok(Self { sections, gaps, warnings }) } else { Err(unkeepable) }
    }
}

/// What the form says, as far as it is filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Declared {
    /// Whether the student is in China.
    pub in_china: bool,
    /// Whether the passport is another one.
    pub passport_changed: bool,
    /// The passport that the student has.
    pub passport: Option<Passport>,
    /// What shows that the tuition is paid.
    pub tuition: Option<Tuition>,
    /// In China: the day of the last entry.
    pub entered_on: Option<Date>,
    /// In China: where the student lives.
    pub residence: Residence,
    /// In China: the insurance.
    pub insurance: Option<Insurance>,
    /// In China: the visa or residence permit.
    pub permit: Option<Permit>,
    /// When the student said it. The form does not know; who approves it does.
    pub said_at: SaidAt,
}

/// What the tables ask by: the page is told it, and has not to find it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RegistrationFacts)]
pub struct Facts {
    /// Whether the student is in China.
    pub in_china: bool,
    /// Whether it is the student's first semester.
    pub is_new: bool,
    /// Whether staff have seen this contract before.
    pub contract_proven: bool,
    /// Whether staff have seen this insurance before.
    pub insurance_proven: bool,
    /// Whether staff have seen this visa or permit before.
    pub permit_proven: bool,
}

/// What reading all sections found.
#[derive(Debug, Clone)]
pub struct Read {
    found: Found<Section>,
    /// What the tables ask by.
    pub facts: Facts,
    /// The documents that are asked for, and whether they have to be there.
    pub documents: BTreeMap<Slot, bool>,
    /// What the form says.
    pub declared: Declared,
    /// What does not fit together.
    pub noticed: Vec<Noticed>,
}

impl Read {
    /// What was found in one section, with pointers into it.
    pub fn take(&mut self, section: Section) -> Findings {
        self.found.take(section)
    }

    /// The fields that are missing, wrong or not confirmed, each with its section.
    #[must_use]
    pub fn lacking(&self) -> Vec<(Section, String)> {
        self.found.lacking()
    }

    /// What is declared, if nothing is missing in the form (S100), and nothing in its
    /// documents, whose gaps are given.
    ///
    /// # Errors
    /// Every gap, as a pointer like `/sections/permit/permitNo`, and the given ones.
    pub fn complete(self, in_documents: Vec<FieldError>) -> Result<Declared, Vec<FieldError>> {
        let all = self.found.all();
        let lacking: Vec<FieldError> = all.lacking().cloned().chain(in_documents).collect();
        if lacking.is_empty() { Ok(self.declared) } else { Err(lacking) }
    }

    /// Puts what does not fit together at its field: a stop is a gap.
    fn place_noticed(&mut self) {
        for noticed in &self.noticed {
            let error = FieldError::new(format!("/{}", noticed.field), noticed.check.code());
            let Some(findings) = self.found.findings_of(noticed.section) else { continue };
            match noticed.severity {
                Severity::Warning => findings.warnings.push(error),
                Severity::Blocking => findings.gaps.push(error),
            }
        }
    }
}

/// Reads every section. Afterwards each is in the form it is stored in.
pub fn read(sections: &mut Sections, situation: Situation<'_>) -> Read {
    let in_china = sections.in_china();
    // Named one by one, so that a new section cannot be forgotten here.
    let Sections {
        contact,
        passport,
        tuition,
        location,
        residence,
        insurance,
        permit,
        regulations,
    } = sections;
    let passport_changed = passport.passport_changed == Some(true);
    let mut declared = Declared { in_china, passport_changed, ..Declared::default() };
    let mut documents = BTreeMap::new();
    let found = Section::ALL.map(|section| {
        let reading = &mut Reading::new(Case { situation, in_china });
        match section {
            Section::Contact => contact::read(reading, contact),
            Section::Passport => declared.passport = passport::read(reading, passport),
            Section::Tuition => declared.tuition = tuition::read(reading, tuition),
            Section::Location => declared.entered_on = location::read(reading, location),
            Section::Residence => declared.residence = residence::read(reading, residence),
            Section::Insurance => declared.insurance = insurance::read(reading, insurance),
            Section::Permit => declared.permit = permit::read(reading, permit),
            Section::Regulations => regulations::read(reading, regulations),
        }
        documents.extend(reading.documents().iter().filter_map(slot_of));
        (section, reading.take_findings())
    });
    let known = &situation.known.papers;
    let facts = Facts {
        in_china,
        is_new: situation.is_new,
        contract_proven: is_proven(&declared.residence.contract, &known.contract),
        insurance_proven: is_proven(&declared.insurance, &known.insurance),
        permit_proven: is_proven(&declared.permit, &known.permit),
    };
    let noticed = checks::run(&declared, situation);
    let mut read = Read { found: Found::new(found), facts, documents, declared, noticed };
    read.place_noticed();
    read
}

fn slot_of(asked: &AskedDocument) -> Option<(Slot, bool)> {
    Slot::named(asked.slot).map(|slot| (slot, asked.required))
}
