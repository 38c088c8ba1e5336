//! What the page of the section asks for.

use super::{ChinaStudyKind, ChinaStudyPlace, EducationLevel};
use crate::form::table::{
    Condition, Count, Group, List, Parts, Section, country, email, fact, is, is_not, month,
    paragraphs, phone, radios, select, short, text, tick, unticked, yes_no,
};

pub(crate) fn table() -> Section {
    let parts = Parts::new()
        .list(education())
        .fields([paragraphs("gapReason").shown(Condition::Missing)])
        .heading("chinaStudy")
        .fields([yes_no("studiedInChina")])
        .group(china_study())
        .heading("work")
        .fields([yes_no("hasWorked")])
        .list(work())
        .fields([yes_no("workedInChina").shown(has_worked())])
        .group(china_work())
        .list(publications())
        .list(awards());
    Section::new("education_and_employment", parts)
}

/// S45.
fn education() -> List {
    let parts = Parts::new().fields([
        select::<EducationLevel>("level").first(usual_levels()),
        text("institution"),
        country("country"),
        month("start"),
        tick("current"),
        month("end").shown(unticked("current")),
        text("major").shown(beyond_school()),
        text("award").shown(unticked("current")),
        paragraphs("gapReason").shown(Condition::Missing),
    ]);
    List::new("education", Count::Number(2), parts)
}

/// In the order in which records follow each other: the first is senior high
/// school (S47).
fn usual_levels() -> [EducationLevel; 12] {
    [
        EducationLevel::SeniorHigh,
        EducationLevel::TechnicalSecondary,
        EducationLevel::PreUniversity,
        EducationLevel::Visiting,
        EducationLevel::VocationalCollege,
        EducationLevel::Undergraduate,
        EducationLevel::Bachelor,
        EducationLevel::MasterStudent,
        EducationLevel::Master,
        EducationLevel::DoctoralStudent,
        EducationLevel::Doctorate,
        EducationLevel::JuniorHigh,
    ]
}

fn beyond_school() -> Condition {
    use EducationLevel::{Elementary, JuniorHigh, SeniorHigh};
    is_not("level", [Elementary, JuniorHigh, SeniorHigh])
}

fn china_study() -> Group {
    let parts = Parts::new().fields([
        radios::<ChinaStudyPlace>("place"),
        text("institution").shown(is("place", [ChinaStudyPlace::Other])),
        select::<ChinaStudyKind>("kind"),
        month("start"),
        month("end"),
        text("counsellorName").optional(),
        phone("counsellorPhone").optional(),
        email("counsellorEmail").optional(),
    ]);
    Group::new("chinaStudy", parts).shown(is("studiedInChina", [true]))
}

/// S50.
fn work() -> List {
    let parts = Parts::new().fields([
        text("employer"),
        text("post"),
        month("start"),
        tick("current"),
        month("end").shown(unticked("current")),
    ]);
    List::new("work", Count::Number(1), parts).shown(has_worked())
}

fn china_work() -> Group {
    let parts = Parts::new().fields([text("organisation"), month("start"), month("end")]);
    Group::new("chinaWork", parts).shown(has_worked().and(is("workedInChina", [true])))
}

fn has_worked() -> Condition {
    is("hasWorked", [true])
}

fn publications() -> List {
    let parts = Parts::new().fields([
        text("title"),
        text("journal"),
        month("date"),
        text("index").optional(),
        short("authorRank").optional(),
    ]);
    List::new("publications", Count::Number(0), parts).shown(fact("researchArea"))
}

fn awards() -> List {
    let parts = Parts::new().fields([text("name"), text("body"), month("date")]);
    List::new("awards", Count::Number(0), parts).shown(fact("researchArea"))
}
