//! A registration as its student sees it.

use jiff::Timestamp;
use serde::Serialize;
use shared_domain::document::{ChecklistSlot, FolderKind as _};
use shared_domain::form::SectionView;
use shared_domain::form::registration::{
    self as form, ContactFields, Facts, InsuranceFields, LocationFields, PassportFields,
    PermitFields, Read, RegulationsFields, ResidenceFields, Section, Sections, Slot, TuitionFields,
};
use shared_domain::form::sections::{AllSections as _, SectionName as _};
use shared_domain::registration::{
    Item, RegistrationId, RegistrationState, ReturnReason, Stage, Verdict, Verdicts,
};
use shared_platform::Locale;
use shared_platform::locale::Bilingual;
use shared_platform::slug::Slug;
use utoipa::ToSchema;

use crate::registration::{Circumstances, ReadNow, Registration, Round};
use crate::store::Own;
use crate::windows::availability::OfficeDay;
use crate::windows::semester::SemesterName;
use crate::windows::view_registration_window::RegistrationWindow;

/// A registration, whole.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SemesterRegistration)]
pub struct RegistrationView {
    /// The registration.
    id: RegistrationId,
    /// The semester.
    semester: SemesterName,
    /// Counts every change; a change names the version it was made on. 0 until
    /// anything is saved: then this is what the form begins with.
    version: u64,
    /// Where it is on its way.
    state: RegistrationState,
    /// How often it was submitted.
    round: u32,
    /// Its submissions with what staff said of them, the first one first.
    rounds: Vec<RoundView>,
    /// When the student can register.
    window: RegistrationWindow,
    /// The version of the regulations that is to be agreed to.
    regulations: Slug,
    /// What the form asks by.
    facts: Facts,
    /// The sections of the form.
    sections: RegistrationSectionViews,
    /// The documents asked for.
    checklist: Vec<ChecklistSlot>,
    /// The slots that take documents now.
    open_slots: Vec<Slot>,
    /// Of what was returned: the items that can be corrected.
    open_items: Vec<Item>,
    /// The sections that can be changed now: of what was returned those of its items, and
    /// those that have come to lack something.
    open_sections: Vec<Section>,
    /// Whether nobody has returned it, and it can be changed because the student has
    /// entered China since it was submitted from abroad.
    entered_china: bool,
    /// The fields of a draft that still are as they were filled in for the student, by
    /// pointers like `/insurance/policyNo`.
    prefilled: Vec<String>,
}

/// The sections of the form.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RegistrationSectionViews {
    contact: SectionView<ContactFields>,
    passport: SectionView<PassportFields>,
    tuition: SectionView<TuitionFields>,
    location: SectionView<LocationFields>,
    residence: SectionView<ResidenceFields>,
    insurance: SectionView<InsuranceFields>,
    permit: SectionView<PermitFields>,
    regulations: SectionView<RegulationsFields>,
}

/// The fields of a section.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(untagged)]
pub enum RegistrationFields {
    /// Of section `contact`.
    Contact(ContactFields),
    /// Of section `passport`.
    Passport(PassportFields),
    /// Of section `tuition`.
    Tuition(TuitionFields),
    /// Of section `location`.
    Location(LocationFields),
    /// Of section `residence`.
    Residence(ResidenceFields),
    /// Of section `insurance`.
    Insurance(InsuranceFields),
    /// Of section `permit`.
    Permit(PermitFields),
    /// Of section `regulations`.
    Regulations(RegulationsFields),
}

/// A submission, and what staff said of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RegistrationRound)]
pub struct RoundView {
    /// Which, from 1.
    round: u32,
    /// When it was submitted.
    submitted_at: Timestamp,
    /// When staff judged it; `null` until then.
    judged_at: Option<Timestamp>,
    /// What staff said of each item; none until then.
    verdicts: Vec<VerdictView>,
}

/// What staff said of an item.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RegistrationVerdictOnItem)]
pub struct VerdictView {
    /// The item.
    item: Item,
    /// What it is called.
    name: Bilingual,
    /// Whether it passed.
    passed: bool,
    /// What is wrong with it; `null` where it passed.
    reason: Option<ReturnReason>,
    /// The same in words.
    reason_text: Option<Bilingual>,
    /// What the student is to do; `null` where it passed.
    note: Option<Bilingual>,
}

impl RegistrationFields {
    /// The fields of a section.
    #[must_use]
    pub fn of(section: Section, sections: Sections) -> Self {
        match section {
            Section::Contact => Self::Contact(sections.contact),
            Section::Passport => Self::Passport(sections.passport),
            Section::Tuition => Self::Tuition(sections.tuition),
            Section::Location => Self::Location(sections.location),
            Section::Residence => Self::Residence(sections.residence),
            Section::Insurance => Self::Insurance(sections.insurance),
            Section::Permit => Self::Permit(sections.permit),
            Section::Regulations => Self::Regulations(sections.regulations),
        }
    }
}

impl RegistrationView {
    /// The registration as its student sees it now.
    pub(super) fn of(
        registration: &Registration,
        own: &Own,
        circumstances: &Circumstances,
        office: OfficeDay,
        now: Timestamp,
        locale: Locale,
    ) -> Self {
        let head = &registration.head;
        let ReadNow { head: as_read, mut read, open, .. } =
            registration.read_now(circumstances, now);
        let window = RegistrationWindow::of(head.student, &own.availability(now), office, locale);
        let rounds = (1..).zip(&registration.rounds);
        Self {
            id: head.id(),
            semester: own.enrolment.semester.called(),
            version: head.version,
            state: head.stage().state(),
            round: head.round,
            rounds: rounds.map(|(number, round)| RoundView::of(number, round)).collect(),
            window,
            regulations: circumstances.regulations().clone(),
            facts: read.facts,
            sections: sections(registration.sections.clone(), &mut read, locale),
            checklist: as_read.folder().checklist,
            open_slots: as_read.open_slots().iter().copied().collect(),
            open_items: head.open_items().into_iter().collect(),
            open_sections: open.into_iter().collect(),
            entered_china: head.is_opened_in_china(),
            prefilled: match head.stage() {
                Stage::Draft => prefilled(registration, own, circumstances),
                _ => Vec::new(),
            },
        }
    }
}

/// The fields that are as they were filled in with what is known.
fn prefilled(registration: &Registration, own: &Own, circumstances: &Circumstances) -> Vec<String> {
    let last = own.enrolment.last.as_ref().map(|last| &last.sections);
    let begun = form::prefilled(&circumstances.known, last);
    let of_section = |section: Section| {
        let now = registration.sections.fields(section);
        let filled_in = begun.fields(section).into_iter().filter(|(_, value)| !value.is_null());
        let same = filled_in.filter(move |(field, value)| now.get(field) == Some(value));
        same.map(move |(field, _)| format!("/{}/{field}", section.name()))
    };
    Section::ALL.into_iter().flat_map(of_section).collect()
}

fn sections(fields: Sections, read: &mut Read, locale: Locale) -> RegistrationSectionViews {
    RegistrationSectionViews {
        contact: SectionView::of(fields.contact, read.take(Section::Contact), locale),
        passport: SectionView::of(fields.passport, read.take(Section::Passport), locale),
        tuition: SectionView::of(fields.tuition, read.take(Section::Tuition), locale),
        location: SectionView::of(fields.location, read.take(Section::Location), locale),
        residence: SectionView::of(fields.residence, read.take(Section::Residence), locale),
        insurance: SectionView::of(fields.insurance, read.take(Section::Insurance), locale),
        permit: SectionView::of(fields.permit, read.take(Section::Permit), locale),
        regulations: SectionView::of(fields.regulations, read.take(Section::Regulations), locale),
    }
}

impl RoundView {
    /// A submission by its number.
    pub(crate) fn of(round: u32, submission: &Round) -> Self {
        let judged = submission.judged.as_ref();
        Self {
            round,
            submitted_at: submission.submitted_at,
            judged_at: judged.map(|judged| judged.at),
            verdicts: judged.map(|judged| VerdictView::each(&judged.verdicts)).unwrap_or_default(),
        }
    }
}

impl VerdictView {
    fn each(verdicts: &Verdicts) -> Vec<Self> {
        let view = |(item, verdict): (Item, &Verdict)| {
            let (reason, note) = match verdict {
                Verdict::Pass => (None, None),
                Verdict::Return { reason, note } => (Some(*reason), Some(note.clone())),
            };
            let reason_text = reason.map(ReturnReason::text);
            Self { item, name: item.text(), passed: reason.is_none(), reason, reason_text, note }
        };
        verdicts.iter().map(view).collect()
    }
}
