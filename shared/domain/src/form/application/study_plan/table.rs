//! What the page of the section asks for.

use super::{EnglishTest, HeardFrom, HskLevel, HskkLevel, Proficiency};
use crate::form::table::{
    Condition, Count, Heading, List, Parts, Section, country, date, email, empty, fact, is, is_not,
    paragraphs, phone, select, short, text,
};

pub(crate) fn table() -> Section {
    let parts = Parts::new()
        .heading(Heading::from("research").shown(for_research()))
        .fields([
            text("researchArea").shown(for_research()),
            text("researchAreaChinese").optional().shown(for_research()),
            // Who can be reached has a name.
            text("supervisorName")
                .optional_where(empty("supervisorChineseName").and(empty("supervisorContact")))
                .shown(for_research()),
            text("supervisorChineseName").optional().shown(for_research()),
            text("supervisorContact").optional().shown(for_research()),
            date("studyStart").shown(fact("studyDates")),
            date("studyEnd").shown(fact("studyDates")),
            paragraphs("studyPlan").least_words(Count::Fact { fact: "studyPlanWords" }),
        ])
        .heading("chinese")
        .fields([
            select::<Proficiency>("chineseLevel"),
            select::<HskLevel>("hskLevel"),
            short("hskScore").shown(with_hsk()),
            date("hskDate").shown(with_hsk()),
            text("hskCertificateNo").shown(with_hsk()),
            select::<HskkLevel>("hskkLevel"),
            short("hskkScore").shown(with_hskk()),
            date("hskkDate").shown(with_hskk()),
        ])
        .heading("english")
        .fields([
            select::<Proficiency>("englishLevel"),
            select::<EnglishTest>("englishTest"),
            text("otherEnglishTest").shown(is("englishTest", [EnglishTest::Other])),
            short("englishScore").shown(with_english_test()),
            date("englishDate").shown(with_english_test()),
            text("otherLanguages").optional(),
        ])
        .list(recommenders())
        .heading("heard")
        .fields([
            select::<HeardFrom>("heardFrom").optional(),
            text("heardFromDetails").shown(is("heardFrom", [HeardFrom::Other])),
        ]);
    Section::new("study_plan", parts)
}

fn recommenders() -> List {
    let parts = Parts::new().fields([
        text("name"),
        text("relation"),
        text("organisation"),
        text("jobTitle"),
        email("email"),
        phone("phone").optional(),
        phone("mobile").optional(),
        country("nationality").optional(),
        text("address").optional(),
    ]);
    let asked = "recommenders";
    List::new("recommenders", Count::Fact { fact: asked }, parts).shown(fact(asked))
}

fn for_research() -> Condition {
    fact("researchArea")
}

fn with_hsk() -> Condition {
    is_not("hskLevel", [HskLevel::None])
}

fn with_hskk() -> Condition {
    is_not("hskkLevel", [HskkLevel::None])
}

fn with_english_test() -> Condition {
    is_not("englishTest", [EnglishTest::None, EnglishTest::NativeLanguage])
}
