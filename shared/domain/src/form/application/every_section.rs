//! What holds of every section, with fields of any content.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use shared_platform::{Locale, texts};

use shared_platform::http::FieldError;

use super::samples::{PLAIN, complete_sections, sample, situation};
use super::*;
use crate::form::agreement::any_text;

/// A programme that asks for everything.
const EVERYTHING: FormSettings =
    FormSettings { research_area: true, study_dates: true, recommenders: 2, study_plan_words: 10 };

/// A row with every field of its kind, for each list of a section.
fn with_rows(sections: &mut Sections) {
    sections.study_plan.recommenders = vec![Default::default(); 2];
    sections.education_and_employment.education = vec![Default::default(); 2];
    sections.education_and_employment.work = vec![Default::default()];
    sections.education_and_employment.publications = vec![Default::default()];
    sections.education_and_employment.awards = vec![Default::default()];
    sections.additional_information.family = vec![Default::default()];
    sections.additional_information.emergency = vec![Default::default()];
}

/// The pointer of every field that holds nothing, text or a choice.
fn leaves(value: &Value, place: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                leaves(value, &format!("{place}/{name}"), found);
            }
        }
        Value::Array(rows) => {
            for (number, value) in rows.iter().enumerate() {
                leaves(value, &format!("{place}/{number}"), found);
            }
        }
        Value::Null | Value::String(_) => found.push(place.to_owned()),
        Value::Bool(_) | Value::Number(_) => {}
    }
}

fn leaves_of(fields: &Value) -> Vec<String> {
    let mut found = Vec::new();
    leaves(fields, "", &mut found);
    found
}

/// A section with everything asked for, whatever the conditions are.
fn everything_asked(section: Section) -> Value {
    let mut sections = complete_sections();
    with_rows(&mut sections);
    let basic = &mut sections.basic_information;
    basic.birth_date = Some("2012-01-01".to_owned());
    basic.no_chinese_name = false;
    let mut fields = serde_json::to_value(SectionFields::of(section, &sections)).unwrap();
    let asked = match section {
        Section::BasicInformation => json!({
            "religionConsent": true, "religion": "other", "healthConsent": true, "illness": true,
            "smoker": false, "occupation": "other", "inChina": true,
            "visaType": "residence_permit", "issuePlace": "other", "residencePurpose": "other",
            "exChineseCitizen": true, "mrzLine1": "P", "mrzLine2": "P",
        }),
        Section::StudyPlan => json!({
            "hskLevel": "hsk4", "hskkLevel": "primary", "englishTest": "other", "heardFrom": "other",
        }),
        Section::EducationAndEmployment => json!({
            "studiedInChina": true, "chinaStudy": { "place": "other" }, "hasWorked": true,
            "workedInChina": true,
            // Periods far apart: the gaps between them are to be explained.
            "education": [
                { "start": "2010-01", "end": "2011-01", "level": "bachelor" },
                { "start": "2015-01", "end": "2016-01", "level": "bachelor" },
            ],
        }),
        Section::AdditionalInformation => json!({
            "criminalRecordConsent": true, "criminalRecord": true, "throughAgent": true,
            "supporter": { "kind": "person" },
        }),
        Section::ContactInformation => json!({ "sameAddress": false, "admissionDelivery": "post" }),
    };
    for (name, value) in asked.as_object().unwrap() {
        fields[name] = value.clone();
    }
    // Back through the types: rows get all their fields.
    serde_json::to_value(SectionFields::parse(section, fields).unwrap()).unwrap()
}

fn with(fields: &Value, pointer: &str, value: Value) -> Value {
    let mut changed = fields.clone();
    *changed.pointer_mut(pointer).unwrap() = value;
    changed
}

/// Fields that are asked for only where another answer stands than in `everything_asked`.
const ASKED_OTHERWISE: [&str; 4] =
    ["/employer", "/education/0/gapReason", "/education/0/major", "/education/1/major"];

fn draft(section: Section, fields: Value) -> Result<Draft, Vec<FieldError>> {
    let mut sections = complete_sections();
    sections.basic_information.birth_date = Some("2012-01-01".to_owned());
    draft_among(section, fields, &sections)
}

fn draft_among(
    section: Section,
    fields: Value,
    sections: &Sections,
) -> Result<Draft, Vec<FieldError>> {
    let typed = SectionFields::parse(section, fields).unwrap();
    Draft::of(typed, sections, situation(&EVERYTHING))
}

#[test]
fn the_samples_are_complete() {
    for section in Section::ALL {
        let typed = SectionFields::parse(section, sample(section)).unwrap();
        let draft = Draft::of(typed.clone(), &complete_sections(), situation(&PLAIN)).unwrap();
        assert_eq!(draft.gaps, []);
        assert_eq!(draft.warnings, []);
        assert_eq!(draft.fields, typed, "what is complete is kept as it is");
    }
}

/// Proves for each text field that the pointer of its errors is its place in
/// the document, and that no field is left unread.
#[test]
fn every_text_field_is_read_under_its_own_pointer() {
    for section in Section::ALL {
        let fields = everything_asked(section);
        for pointer in leaves_of(&fields) {
            if ASKED_OTHERWISE.contains(&pointer.as_str()) {
                continue;
            }
            let broken = with(&fields, &pointer, json!("\u{7}"));
            let Ok(typed) = SectionFields::parse(section, broken) else { continue };
            let mut sections = complete_sections();
            sections.basic_information.birth_date = Some("2012-01-01".to_owned());
            let refused = Draft::of(typed, &sections, situation(&EVERYTHING));
            let expected = FieldError::new(pointer.clone(), "control_character");
            assert_eq!(refused.err(), Some(vec![expected]), "{section:?} {pointer}");
        }
    }
}

#[test]
fn what_is_not_asked_is_not_kept() {
    let mut sections = Sections::default();
    for section in Section::ALL {
        let fields = everything_asked(section);
        let filled = leaves_of(&fields).into_iter().fold(fields.clone(), |fields, pointer| {
            let filled = with(&fields, &pointer, json!("text"));
            if SectionFields::parse(section, filled.clone()).is_ok() { filled } else { fields }
        });
        SectionFields::parse(section, filled).unwrap().put_into(&mut sections);
    }
    let basic = &mut sections.basic_information;
    basic.no_family_name = true;
    basic.no_chinese_name = true;
    basic.religion_consent = false;
    basic.health_consent = false;
    basic.in_china = Some(false);
    basic.ex_chinese_citizen = Some(false);
    basic.birth_date = Some("1990-01-01".to_owned());
    sections.additional_information.criminal_record_consent = false;
    sections.additional_information.through_agent = Some(false);
    sections.education_and_employment.has_worked = Some(false);
    sections.contact_information.same_address = Some(true);
    let _ = read(&mut sections, situation(&PLAIN));

    let kept = serde_json::to_value(&sections).unwrap();
    for pointer in [
        "/basic_information/familyName",
        "/basic_information/chineseName",
        "/basic_information/religion",
        "/basic_information/otherReligion",
        "/basic_information/illness",
        "/basic_information/illnessDetails",
        "/basic_information/allergies",
        "/basic_information/smoker",
        "/basic_information/visaType",
        "/basic_information/visaNo",
        "/basic_information/citizenshipDate",
        "/study_plan/researchArea",
        "/study_plan/studyStart",
        "/additional_information/criminalRecord",
        "/additional_information/criminalRecordDetails",
        "/additional_information/guardian/name",
        "/additional_information/agent/name",
        "/education_and_employment/workedInChina",
        "/education_and_employment/chinaWork/organisation",
        "/contact_information/current/street",
    ] {
        assert_eq!(kept.pointer(pointer), Some(&Value::Null), "{pointer}");
    }
    assert_eq!(kept["study_plan"]["recommenders"], json!([]));
    assert_eq!(kept["education_and_employment"]["work"], json!([]));
}

#[test]
fn an_empty_form_lacks_something_in_every_section() {
    let mut sections = Sections::default();
    let mut read = read(&mut sections, situation(&PLAIN));
    for section in Section::ALL {
        assert!(!read.clone().take(section).gaps.is_empty(), "{section:?}");
    }
    let gaps = read.clone().complete().unwrap_err();
    assert!(gaps.contains(&FieldError::new("/sections/study_plan/studyPlan", "required")));
    assert_eq!(read.take(Section::StudyPlan).unkeepable, []);
}

#[test]
fn sections_are_named_as_in_the_document() {
    let document = serde_json::to_value(Sections::default()).unwrap();
    let names: Vec<&str> = Section::ALL.map(Section::name).to_vec();
    assert_eq!(document.as_object().unwrap().keys().collect::<Vec<_>>().len(), names.len());
    for section in Section::ALL {
        assert!(document.get(section.name()).is_some(), "{section:?}");
        assert_eq!(serde_json::to_value(section).unwrap(), section.name());
    }
}

/// A section with any text in any of its fields.
fn any_fields() -> impl Strategy<Value = (Section, Value)> {
    let section = prop::sample::select(Section::ALL.to_vec());
    let typed = section.prop_flat_map(|section| {
        let basis = prop_oneof![Just(everything_asked(section)), Just(sample(section))];
        let texts = prop::collection::vec(any_text(), 40);
        (Just(section), basis, texts, any::<u64>())
    });
    typed.prop_map(|(section, basis, texts, chosen)| {
        let mut fields = basis;
        for ((number, pointer), text) in leaves_of(&fields).into_iter().enumerate().zip(texts) {
            let changed = with(&fields, &pointer, text);
            let wanted = chosen >> (number % 64) & 1 == 1;
            if wanted && SectionFields::parse(section, changed.clone()).is_ok() {
                fields = changed;
            }
        }
        (section, fields)
    })
}

proptest! {
    #[test]
    fn a_draft_always_saves_and_saving_it_again_changes_nothing((section, fields) in any_fields()) {
        let saved = draft(section, fields).unwrap();
        let kept = serde_json::to_value(&saved.fields).unwrap();
        prop_assert_eq!(draft(section, kept).unwrap(), saved);
    }

    #[test]
    fn every_gap_and_warning_says_in_both_languages_what_to_do((section, fields) in any_fields()) {
        let saved = draft(section, fields).unwrap();
        for error in saved.gaps.iter().chain(&saved.warnings) {
            let text = format!("field-{}", error.code.replace('_', "-"));
            prop_assert!(texts::has(Locale::En, &text), "{}", text);
            prop_assert!(texts::has(Locale::Zh, &text), "{}", text);
        }
    }

    /// A gap always leads to a place that is in the document.
    #[test]
    fn every_gap_leads_to_a_field_or_a_list((section, fields) in any_fields()) {
        let saved = draft(section, fields).unwrap();
        let kept = serde_json::to_value(&saved.fields).unwrap();
        for error in saved.gaps.iter().chain(&saved.warnings) {
            prop_assert!(kept.pointer(&error.pointer).is_some(), "{}", error.pointer);
        }
    }

    /// Nothing is complete without each compulsory field of the sample.
    #[test]
    fn leaving_out_what_is_compulsory_is_noticed(
        section in prop::sample::select(Section::ALL.to_vec()),
        place in any::<prop::sample::Index>(),
    ) {
        let fields = sample(section);
        let pointers: Vec<String> = leaves_of(&fields)
            .into_iter()
            .filter(|pointer| !["/home/postCode", "/family/0/nationality"].contains(&pointer.as_str()))
            .collect();
        let pointer = place.get(&pointers);
        let removed = with(&fields, pointer, Value::Null);
        let typed = SectionFields::parse(section, removed).unwrap();
        let draft = Draft::of(typed, &complete_sections(), situation(&PLAIN)).unwrap();
        prop_assert!(
            draft.gaps.contains(&FieldError::new(pointer.clone(), "required")),
            "{} {:?}", pointer, draft.gaps
        );
    }
}

#[test]
fn unknown_fields_and_wrong_types_are_named_by_their_place() {
    for (fields, pointer) in [
        (json!({ "gender": "F" }), "/gender"),
        (json!({ "familyName": 5 }), "/familyName"),
        (json!({ "shoeSize": "44" }), "/shoeSize"),
    ] {
        let error = SectionFields::parse(Section::BasicInformation, fields).unwrap_err();
        assert_eq!(error, FieldError::new(pointer, "malformed"));
    }
    let row = json!({ "education": [{ "level": "kindergarten" }] });
    let error = SectionFields::parse(Section::EducationAndEmployment, row).unwrap_err();
    assert_eq!(error.pointer, "/education/0/level");
}

#[test]
fn a_list_has_at_most_twenty_rows() {
    let rows: Vec<Map<String, Value>> = vec![Map::new(); 21];
    let refused = draft(Section::AdditionalInformation, json!({ "family": rows }));
    assert_eq!(refused.unwrap_err(), [FieldError::new("/family", "too_many_rows")]);
}

#[test]
fn a_complete_form_says_who_applies_and_one_with_a_gap_does_not() {
    let mut sections = complete_sections();
    let identity = read(&mut sections, situation(&PLAIN)).complete().unwrap();
    assert!(identity.name.to_string().contains("TESTER"), "{}", identity.name);
    sections.contact_information.mobile = None;
    let gaps = read(&mut sections, situation(&PLAIN)).complete().unwrap_err();
    assert_eq!(gaps[0].pointer, "/sections/contact_information/mobile");
}

#[test]
fn a_section_knows_its_fields_its_consents_and_what_has_changed() {
    assert!(Section::ContactInformation.has("mobile"));
    assert!(!Section::ContactInformation.has("surname"));
    let stored = complete_sections();
    for section in Section::ALL {
        let consents = SectionFields::of(section, &stored).consents();
        let names: Vec<&str> = consents.keys().map(String::as_str).collect();
        assert!(names.iter().all(|name| section.has(name) && name.ends_with("Consent")));
        assert!(SectionFields::of(section, &stored).differing_from(&stored).is_empty());
    }
    let mut changed = stored.clone();
    changed.contact_information.mobile = Some("+358 40 1234567".to_owned());
    let now = SectionFields::of(Section::ContactInformation, &changed);
    assert_eq!(now.differing_from(&stored), ["mobile"]);
}
