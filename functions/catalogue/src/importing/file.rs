//! A catalogue as it is imported: every bad row is named by place and reason, and
//! a file with a bad row imports nothing.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use shared_domain::document::{ChecklistSlot, MOST_DOCUMENTS};
use shared_domain::form::vocabulary::{country, email, phone};
use shared_domain::programme::Programme;
use shared_domain::programme::catalogue::{Catalogue, FundingCategory, Intake, Named};
use shared_domain::programme::eligibility::Eligibility;
use shared_domain::programme::office::Office;
use shared_platform::http::{self, FieldError};
use shared_platform::locale::Bilingual;
use shared_platform::slug::Slug;
use utoipa::ToSchema;

use super::lists::{Checklist, Lists};

/// Media types that a document may have.
const CONTENT_TYPES: [&str; 3] = ["application/pdf", "image/jpeg", "image/png"];
/// Largest file a slot may take, in bytes.
const LARGEST_FILE: u64 = 20 * 1024 * 1024;
/// Most files a slot may take.
const MOST_FILES: u32 = 10;
/// Longest time that a paper may be good for, in months.
const LONGEST_VALID: u32 = 60;
/// Longest address of a form, in characters.
const LONGEST_ADDRESS: usize = 500;
/// Longest programme, in months.
const LONGEST_DURATION: u32 = 120;
/// Most recommenders a programme may ask for.
const MOST_RECOMMENDERS: u8 = 5;
/// Most words a study plan may have to have; more do not fit its field.
const MOST_WORDS: u16 = 1_500;
/// Ages that a limit may name, in years.
const AGES: RangeInclusive<u8> = 10..=99;
/// Most seats of a programme.
const MOST_SEATS: u32 = 10_000;
/// Highest application fee, in fen.
const HIGHEST_FEE: i64 = 1_000_000;
/// Most working days an office may take for an application.
const MOST_WORKING_DAYS: u32 = 60;
/// Most days that an office is closed or open beside the rule: several years of holidays.
const MOST_SPECIAL_DAYS: usize = 400;
/// Most programmes of a file: they are written one after the other.
const MOST_PROGRAMMES: usize = 1_000;
/// Most funding categories of a programme: each is a row of a search, written with it.
const MOST_CATEGORIES: usize = 20;
/// Most of what is kept as one item, in bytes of JSON; DynamoDB takes 400 KB.
const LARGEST_ITEM: usize = 300 * 1024;
/// Longest name of anything, in characters.
const LONGEST_NAME: usize = 200;
/// Longest text of a guide, in characters.
const LONGEST_TEXT: usize = 10_000;

/// A catalogue as an administrator imports it: whole, or only what is new.
#[derive(Debug, Clone, Default, ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct CatalogueFile {
    /// Intakes to add or replace.
    #[schema(required = false)]
    pub intakes: Vec<Intake>,
    /// Funding categories to add or replace.
    #[schema(required = false)]
    pub funding_categories: Vec<FundingCategory>,
    /// Admission types to add or replace.
    #[schema(required = false)]
    pub admission_types: Vec<Named>,
    /// Departments to add or replace.
    #[schema(required = false)]
    pub departments: Vec<Named>,
    /// Checklists that tables name, to add or replace.
    #[schema(required = false)]
    pub checklists: Vec<Checklist>,
    /// The office, to set or replace.
    pub office: Option<Office>,
    /// Programmes to add or replace.
    #[schema(required = false, value_type = Vec<Programme>)]
    pub programmes: Vec<Row<Programme>>,
    /// Programmes to take out, by their codes. What was agreed to stays readable.
    #[schema(required = false, value_type = Vec<Slug>)]
    pub remove: Vec<Row<Slug>>,
    /// What in the file has not the form of what it stands for.
    #[schema(ignore)]
    pub malformed: Vec<FieldError>,
}

/// A row of a file, with the place that errors name it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<T> {
    /// Where it stands: a pointer into JSON, or a line of a table.
    pub place: String,
    /// What it says.
    pub value: T,
}

impl CatalogueFile {
    /// Reads JSON. Lists that are left out are empty.
    #[must_use]
    pub fn parse(file: Value) -> Self {
        let Value::Object(mut lists) = file else {
            return Self {
                malformed: vec![FieldError::new("", "not_an_object")],
                ..Self::default()
            };
        };
        let mut errors = Vec::new();
        let file = Self {
            intakes: rows("intakes", &mut lists, &mut errors),
            funding_categories: rows("fundingCategories", &mut lists, &mut errors),
            admission_types: rows("admissionTypes", &mut lists, &mut errors),
            departments: rows("departments", &mut lists, &mut errors),
            checklists: rows("checklists", &mut lists, &mut errors),
            office: lists
                .remove("office")
                .and_then(|value| typed("/office", value).map_err(|error| errors.push(error)).ok()),
            programmes: placed_rows("programmes", &mut lists, &mut errors),
            remove: placed_rows("remove", &mut lists, &mut errors),
            malformed: Vec::new(),
        };
        errors
            .extend(lists.keys().map(|name| FieldError::new(format!("/{name}"), "unknown_field")));
        Self { malformed: errors, ..file }
    }

    /// That the file names no more programmes than are written one after the other.
    ///
    /// # Errors
    /// `too_many_programmes`.
    pub fn check_length(&self) -> Result<(), FieldError> {
        match self.programmes.len() + self.remove.len() {
            ..=MOST_PROGRAMMES => Ok(()),
            _ => Err(FieldError::new("/programmes", "too_many_programmes")),
        }
    }

    /// The lists with those of the file merged into what is there, and every
    /// reason against the file as far as it can be known without the programmes
    /// that are there.
    #[must_use]
    pub fn checked_against(&self, present: Lists) -> (Lists, Vec<FieldError>) {
        let lists = present.merged_with(Lists {
            catalogue: Catalogue {
                intakes: self.intakes.clone(),
                funding_categories: self.funding_categories.clone(),
                admission_types: self.admission_types.clone(),
                departments: self.departments.clone(),
                office: self.office.clone(),
            },
            checklists: self.checklists.clone(),
        });
        let mut check = Check { errors: self.malformed.clone() };
        // Rows that refer to a list with bad rows would be named for nothing.
        if self.malformed.iter().all(is_of_a_programme) {
            check.lists(self, &lists);
            check.programmes(self, &lists.catalogue);
        }
        (lists, check.errors)
    }
}

/// Whether the error is one of a programme, to which nothing else refers.
fn is_of_a_programme(error: &FieldError) -> bool {
    ["/programmes/", "/remove/", "/lines/"].iter().any(|list| error.pointer.starts_with(list))
}

/// The same as [`rows`], each row with its place.
fn placed_rows<T: DeserializeOwned>(
    list: &str,
    lists: &mut serde_json::Map<String, Value>,
    errors: &mut Vec<FieldError>,
) -> Vec<Row<T>> {
    let Some(rows) = listed(list, lists, errors) else { return Vec::new() };
    let placed = rows.into_iter().enumerate().filter_map(|(number, value)| {
        let place = format!("/{list}/{number}");
        match typed(&place, value) {
            Ok(value) => Some(Row { place, value }),
            Err(error) => {
                errors.push(error);
                None
            }
        }
    });
    placed.collect()
}

/// The rows of one list, with an error for each that has not the form of a row.
fn rows<T: DeserializeOwned>(
    list: &str,
    lists: &mut serde_json::Map<String, Value>,
    errors: &mut Vec<FieldError>,
) -> Vec<T> {
    placed_rows(list, lists, errors).into_iter().map(|row| row.value).collect()
}

/// A list of the file that is there and is one.
fn listed(
    list: &str,
    lists: &mut serde_json::Map<String, Value>,
    errors: &mut Vec<FieldError>,
) -> Option<Vec<Value>> {
    match lists.remove(list)? {
        Value::Array(rows) => Some(rows),
        _ => {
            errors.push(FieldError::new(format!("/{list}"), "not_a_list"));
            None
        }
    }
}

/// A value of the file in its type, or where it has not the form of one.
pub(super) fn typed<T: DeserializeOwned>(place: &str, value: Value) -> Result<T, FieldError> {
    http::typed(place, value, "malformed_value")
}

/// Looks at rows one after the other and keeps every reason against one.
struct Check {
    errors: Vec<FieldError>,
}

impl Check {
    fn require(&mut self, holds: bool, pointer: impl Into<String>, code: &'static str) {
        if !holds {
            self.errors.push(FieldError::new(pointer, code));
        }
    }

    /// All lists of a file, which are in `lists` already.
    fn lists(&mut self, file: &CatalogueFile, lists: &Lists) {
        self.unique("/intakes", file.intakes.iter().map(|row| &row.id));
        self.unique("/fundingCategories", file.funding_categories.iter().map(|row| &row.id));
        self.unique("/admissionTypes", file.admission_types.iter().map(|row| &row.id));
        self.unique("/departments", file.departments.iter().map(|row| &row.id));
        self.unique("/checklists", file.checklists.iter().map(|row| &row.id));
        for (row, intake) in file.intakes.iter().enumerate() {
            self.intake(&format!("/intakes/{row}"), intake);
        }
        for (row, category) in file.funding_categories.iter().enumerate() {
            self.funding_category(&format!("/fundingCategories/{row}"), category, &lists.catalogue);
        }
        for (list, rows) in
            [("/admissionTypes", &file.admission_types), ("/departments", &file.departments)]
        {
            for (row, named) in rows.iter().enumerate() {
                self.text(&format!("{list}/{row}/name"), &named.name, LONGEST_NAME);
            }
        }
        for (row, checklist) in file.checklists.iter().enumerate() {
            self.checklist(&format!("/checklists/{row}/slots"), &checklist.slots);
        }
        if let Some(office) = &file.office {
            self.office(office);
        }
        self.small_enough("", &lists.catalogue);
        self.small_enough("/checklists", &lists.checklists);
    }

    fn programmes(&mut self, file: &CatalogueFile, catalogue: &Catalogue) {
        let programmes = file.programmes.iter().map(|row| (&row.place, &row.value.code));
        let removed = file.remove.iter().map(|row| (&row.place, &row.value));
        let mut seen = HashSet::new();
        for (place, code) in programmes.chain(removed) {
            self.require(seen.insert(code), place, "duplicate_row");
        }
        for Row { place, value } in &file.programmes {
            self.programme(place, value, catalogue);
            self.small_enough(place, value);
        }
    }

    /// What is kept as one item has to fit into one.
    fn small_enough(&mut self, place: &str, value: &impl Serialize) {
        let size = serde_json::to_vec(value).map_or(usize::MAX, |json| json.len());
        self.require(size <= LARGEST_ITEM, place, "too_large_to_keep");
    }

    fn unique<'rows>(&mut self, list: &str, ids: impl Iterator<Item = &'rows Slug>) {
        let mut seen = HashSet::new();
        for (row, id) in ids.enumerate() {
            self.require(seen.insert(id), format!("{list}/{row}"), "duplicate_row");
        }
    }

    fn text(&mut self, pointer: &str, text: &Bilingual, longest: usize) {
        for (language, text) in [("en", &text.en), ("zh", &text.zh)] {
            let pointer = format!("{pointer}/{language}");
            self.require(!text.trim().is_empty(), &pointer, "required");
            self.require(text.chars().count() <= longest, &pointer, "too_long");
        }
    }

    fn intake(&mut self, row: &str, intake: &Intake) {
        self.text(&format!("{row}/name"), &intake.name, LONGEST_NAME);
        self.require(
            intake.opens_at < intake.closes_at,
            format!("{row}/closesAt"),
            "closes_before_it_opens",
        );
    }

    fn office(&mut self, office: &Office) {
        self.require(
            (1..=MOST_WORKING_DAYS).contains(&office.review_working_days),
            "/office/reviewWorkingDays",
            "out_of_range",
        );
        for (list, days) in
            [("/office/closedOn", &office.closed_on), ("/office/openOn", &office.open_on)]
        {
            self.require(days.len() <= MOST_SPECIAL_DAYS, list, "too_many_days");
        }
        for (pointer, read) in
            [("/office/email", email(&office.email)), ("/office/phone", phone(&office.phone))]
        {
            self.errors.extend(read.err().map(|code| FieldError::new(pointer, code)));
        }
        self.text("/office/address", &office.address, LONGEST_NAME);
    }

    fn funding_category(&mut self, row: &str, category: &FundingCategory, catalogue: &Catalogue) {
        self.text(&format!("{row}/name"), &category.name, LONGEST_NAME);
        for (place, id) in category.admission_types.iter().enumerate() {
            self.require(
                catalogue.admission_type(id).is_some(),
                format!("{row}/admissionTypes/{place}"),
                "unknown_admission_type",
            );
        }
    }

    fn programme(&mut self, row: &str, programme: &Programme, catalogue: &Catalogue) {
        self.programme_texts(row, programme);
        self.require(
            (1..=LONGEST_DURATION).contains(&programme.duration_months),
            format!("{row}/durationMonths"),
            "out_of_range",
        );
        self.require(
            catalogue.department(&programme.department).is_some(),
            format!("{row}/department"),
            "unknown_department",
        );
        let intake = catalogue.intake(&programme.intake);
        self.require(intake.is_some(), format!("{row}/intake"), "unknown_intake");
        if let (Some(intake), Some(closes_at)) = (intake, programme.closes_at) {
            let within = intake.opens_at < closes_at && closes_at <= intake.closes_at;
            self.require(within, format!("{row}/closesAt"), "outside_the_intake");
        }
        let asks = &programme.asks;
        self.require(
            asks.recommenders <= MOST_RECOMMENDERS,
            format!("{row}/asks/recommenders"),
            "out_of_range",
        );
        self.require(
            (1..=MOST_WORDS).contains(&asks.study_plan_words),
            format!("{row}/asks/studyPlanWords"),
            "out_of_range",
        );
        self.require(
            programme.seats.is_none_or(|seats| seats <= MOST_SEATS),
            format!("{row}/seats"),
            "out_of_range",
        );
        self.eligibility(&format!("{row}/eligibility"), &programme.eligibility);
        self.funding(row, programme, catalogue);
        self.checklist(&format!("{row}/checklist"), &programme.checklist);
    }

    fn eligibility(&mut self, place: &str, eligibility: &Eligibility) {
        for (field, age) in [("leastAge", eligibility.least_age), ("mostAge", eligibility.most_age)]
        {
            let possible = age.is_none_or(|age| AGES.contains(&age));
            self.require(possible, format!("{place}/{field}"), "out_of_range");
        }
        if let (Some(least), Some(most)) = (eligibility.least_age, eligibility.most_age) {
            self.require(least <= most, format!("{place}/mostAge"), "out_of_range");
        }
        let list = format!("{place}/nationalitiesNotAdmitted");
        for (number, nationality) in eligibility.nationalities_not_admitted.iter().enumerate() {
            // In its one spelling, so that it can be compared.
            let known = country(nationality).is_ok_and(|known| known.to_string() == *nationality);
            self.require(known, format!("{list}/{number}"), "unknown_country");
        }
    }

    fn programme_texts(&mut self, row: &str, programme: &Programme) {
        self.text(&format!("{row}/name"), &programme.name, LONGEST_NAME);
        self.text(&format!("{row}/major"), &programme.major, LONGEST_NAME);
        if let Some(research_area) = &programme.research_area {
            self.text(&format!("{row}/researchArea"), research_area, LONGEST_NAME);
        }
        let guide = &programme.guide;
        self.text(&format!("{row}/guide/publisher"), &guide.publisher, LONGEST_NAME);
        self.text(&format!("{row}/guide/requirements"), &guide.requirements, LONGEST_TEXT);
        self.text(&format!("{row}/guide/documentsNote"), &guide.documents_note, LONGEST_TEXT);
        self.text(&format!("{row}/guide/deadlineNote"), &guide.deadline_note, LONGEST_TEXT);
    }

    /// S35: a programme is only offered where category and type go together.
    fn funding(&mut self, row: &str, programme: &Programme, catalogue: &Catalogue) {
        let list = format!("{row}/fundingCategories");
        self.require(
            catalogue.admission_type(&programme.admission_type).is_some(),
            format!("{row}/admissionType"),
            "unknown_admission_type",
        );
        let categories = programme.funding_categories.len();
        self.require(categories > 0, &list, "required");
        self.require(categories <= MOST_CATEGORIES, &list, "too_large_to_keep");
        self.unique(&list, programme.funding_categories.iter().map(|funding| &funding.id));
        for (place, funding) in programme.funding_categories.iter().enumerate() {
            let pointer = format!("{list}/{place}");
            match catalogue.funding_category(&funding.id) {
                None => self.require(false, &pointer, "unknown_funding_category"),
                Some(category) => self.require(
                    category.admission_types.contains(&programme.admission_type),
                    &pointer,
                    "admission_type_not_in_category",
                ),
            }
            let in_range =
                funding.fee.is_none_or(|fee| (1..=HIGHEST_FEE).contains(&fee.amount_fen));
            self.require(in_range, format!("{pointer}/fee/amountFen"), "out_of_range");
        }
    }

    fn checklist(&mut self, list: &str, checklist: &[ChecklistSlot]) {
        self.unique(list, checklist.iter().map(|slot| &slot.slot));
        let together = checklist.iter().fold(0_u32, |sum, slot| sum.saturating_add(slot.max_count));
        self.require(together <= MOST_DOCUMENTS, list.to_owned(), "too_many_documents");
        for (place, slot) in checklist.iter().enumerate() {
            let pointer = format!("{list}/{place}");
            self.text(&format!("{pointer}/name"), &slot.name, LONGEST_NAME);
            let known =
                slot.content_types.iter().all(|kind| CONTENT_TYPES.contains(&kind.as_str()));
            self.require(
                known && !slot.content_types.is_empty(),
                format!("{pointer}/contentTypes"),
                "unknown_content_type",
            );
            self.require(
                (1..=LARGEST_FILE).contains(&slot.max_bytes),
                format!("{pointer}/maxBytes"),
                "out_of_range",
            );
            self.require(
                (1..=MOST_FILES).contains(&slot.max_count),
                format!("{pointer}/maxCount"),
                "out_of_range",
            );
            self.require(
                (1..=slot.max_count).contains(&slot.min_count),
                format!("{pointer}/minCount"),
                "out_of_range",
            );
            self.require(
                slot.template.as_deref().is_none_or(is_web_address),
                format!("{pointer}/template"),
                "not_a_web_address",
            );
            self.require(
                slot.valid_months.is_none_or(|months| (1..=LONGEST_VALID).contains(&months)),
                format!("{pointer}/validMonths"),
                "out_of_range",
            );
            self.require(
                slot.translation_of.as_ref().is_none_or(|original| {
                    is_original(checklist, original) && *original != slot.slot
                }),
                format!("{pointer}/translationOf"),
                "unknown_slot",
            );
        }
    }
}

/// Whether a form lies where a browser can fetch it from any page.
fn is_web_address(text: &str) -> bool {
    let host = text.strip_prefix("https://").unwrap_or_default();
    let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic());
    is_plain && !host.is_empty() && !host.starts_with('/') && text.len() <= LONGEST_ADDRESS
}

/// Whether a slot of the checklist is one that can be translated: a translation
/// of a translation is none.
fn is_original(checklist: &[ChecklistSlot], slot: &Slug) -> bool {
    checklist.iter().any(|other| other.slot == *slot && other.translation_of.is_none())
}
