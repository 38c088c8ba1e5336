//! What the page of the section asks for.

use super::{
    Education, Gender, MaritalStatus, Occupation, OriginRegion, PassportType, Province, Religion,
    ResidencePurpose, VisaType,
};
use crate::form::table::{
    Condition, Parts, Section, country, date, empty, is, is_not, language, paragraphs, radios,
    select, short, text, tick, ticked, unticked, yes_no,
};

pub(crate) fn table() -> Section {
    let parts = Parts::new()
        .heading("name")
        .fields([
            text("familyName").shown(unticked("noFamilyName")).autocomplete("family-name"),
            tick("noFamilyName"),
            text("givenName").shown(unticked("noGivenName")).autocomplete("given-name"),
            tick("noGivenName"),
            short("chineseName").shown(unticked("noChineseName")),
            tick("noChineseName"),
        ])
        .heading("person")
        .fields([
            radios::<Gender>("gender"),
            date("birthDate").autocomplete("bday"),
            country("nationality"),
            country("birthCountry"),
            text("birthPlace"),
            select::<MaritalStatus>("maritalStatus"),
            language("nativeLanguage"),
            text("hobby").optional(),
        ])
        .heading("passport")
        .fields([
            select::<PassportType>("passportType"),
            short("passportNo"),
            date("passportIssueDate").optional(),
            date("passportExpiry"),
            // One line of the two says nothing without the other.
            text("mrzLine1").optional_where(empty("mrzLine2")),
            text("mrzLine2").optional_where(empty("mrzLine1")),
        ])
        .heading("occupation")
        .fields([
            select::<Education>("highestEducation"),
            text("highestInstitution"),
            select::<Occupation>("occupation").first([Occupation::Student]),
            text("otherOccupation").shown(is("occupation", [Occupation::Other])),
            text("employer").shown(has_employer()),
        ])
        .heading("china")
        .fields([
            yes_no("inChina"),
            text("chinaPlace").shown(in_china()),
            select::<VisaType>("visaType").shown(in_china()),
            short("visaNo").shown(with_visa()),
            date("visaExpiry").shown(with_visa()),
            select::<Province>("issuePlace").shown(with_visa()),
            text("otherIssuePlace").shown(with_visa().and(is("issuePlace", [Province::Other]))),
            select::<ResidencePurpose>("residencePurpose").shown(with_permit()),
            text("otherResidencePurpose")
                .shown(with_permit().and(is("residencePurpose", [ResidencePurpose::Other]))),
            yes_no("exChineseCitizen"),
            radios::<OriginRegion>("originRegion").shown(is("exChineseCitizen", [true])),
            date("citizenshipDate").shown(is("exChineseCitizen", [true])),
            yes_no("ethnicChinese").optional(),
        ])
        .heading("religion")
        .fields([
            tick("religionConsent"),
            select::<Religion>("religion").optional().shown(ticked("religionConsent")),
            text("otherReligion")
                .shown(ticked("religionConsent").and(is("religion", [Religion::Other]))),
        ])
        .heading("health")
        .fields([
            tick("healthConsent"),
            yes_no("illness").optional().shown(ticked("healthConsent")),
            paragraphs("illnessDetails").shown(ticked("healthConsent").and(is("illness", [true]))),
            text("allergies").optional().shown(ticked("healthConsent")),
            yes_no("smoker").optional().shown(ticked("healthConsent")),
        ]);
    Section::new("basic_information", parts)
}

fn has_employer() -> Condition {
    use Occupation::{Homemaker, None, Other, Retired};
    is_not("occupation", [Homemaker, Retired, None, Other])
}

fn in_china() -> Condition {
    is("inChina", [true])
}

fn with_visa() -> Condition {
    in_china().and(is_not("visaType", [VisaType::None]))
}

fn with_permit() -> Condition {
    in_china().and(is("visaType", [VisaType::ResidencePermit]))
}
