//! Section `study_plan`: what the applicant wants to study, and which languages
//! they bring (S44).

use std::ops::RangeInclusive;

use jiff::ToSpan;
use jiff::civil::Date;
use shared::form::{
    EnglishTest, HeardFrom, HskLevel, HskkLevel, RecommenderFields, StudyPlanFields,
};

use super::reading::{Code, Reading, Situation};
use super::vocabulary::{
    Score, at_most, country, date, email, email_or_phone, line, phone, score, test_date, words,
};

/// Longest name of anything, in characters.
const LONGEST_NAME: usize = 100;

pub(crate) fn read(reading: &mut Reading<'_>, fields: &mut StudyPlanFields) {
    let situation = reading.situation();
    research(reading, fields);
    study_dates(reading, fields);
    let plan = words(situation.asks.study_plan_words);
    reading.paragraphs_if(true, "studyPlan", &mut fields.study_plan, plan);
    chinese(reading, fields);
    english(reading, fields);
    reading.optional("otherLanguages", &mut fields.other_languages, line);
    let other = fields.heard_from == Some(HeardFrom::Other);
    reading.required_if(other, "heardFromDetails", &mut fields.heard_from_details, line);
    recommenders(reading, &mut fields.recommenders);
}

/// Of graduates and scholars.
fn research(reading: &mut Reading<'_>, fields: &mut StudyPlanFields) {
    let asked = reading.situation().asks.research_area;
    reading.required_if(asked, "researchArea", &mut fields.research_area, line);
    let chinese = &mut fields.research_area_chinese;
    reading.optional_if(asked, "researchAreaChinese", chinese, line);
    let name = at_most(LONGEST_NAME);
    let chinese = &mut fields.supervisor_chinese_name;
    reading.optional_if(asked, "supervisorChineseName", chinese, &name);
    let contact = &mut fields.supervisor_contact;
    reading.optional_if(asked, "supervisorContact", contact, email_or_phone);
    let someone = fields.supervisor_chinese_name.is_some() || fields.supervisor_contact.is_some();
    match someone {
        true => reading.required("supervisorName", &mut fields.supervisor_name, name),
        false => reading.optional_if(asked, "supervisorName", &mut fields.supervisor_name, name),
    };
}

/// Within the programme, where it leaves the choice.
fn study_dates(reading: &mut Reading<'_>, fields: &mut StudyPlanFields) {
    let situation = reading.situation();
    let asked = situation.asks.study_dates;
    let within = |text: &str| within_programme(text, situation);
    let start = reading.required_if(asked, "studyStart", &mut fields.study_start, within);
    let end = reading.required_if(asked, "studyEnd", &mut fields.study_end, within);
    if let (Some(start), Some(end)) = (start, end)
        && end <= start
    {
        reading.gap("studyEnd", "ends_before_start");
    }
}

fn within_programme(text: &str, situation: Situation<'_>) -> Result<Date, Code> {
    let date = date(text)?;
    let starts = situation.intake_starts;
    let months = i64::from(situation.duration_months);
    let ends = starts.saturating_add(months.months());
    if (starts..=ends).contains(&date) { Ok(date) } else { Err("outside_the_programme") }
}

fn chinese(reading: &mut Reading<'_>, fields: &mut StudyPlanFields) {
    let today = reading.situation().today;
    reading.chosen("chineseLevel", fields.chinese_level);
    let hsk = reading.chosen("hskLevel", fields.hsk_level);
    let taken = hsk.is_some_and(|level| level != HskLevel::None);
    reading.required_if(taken, "hskScore", &mut fields.hsk_score, score(0..=300, 10));
    reading.required_if(taken, "hskDate", &mut fields.hsk_date, test_date(today));
    let certificate = &mut fields.hsk_certificate_no;
    reading.required_if(taken, "hskCertificateNo", certificate, line);
    let hskk = reading.chosen("hskkLevel", fields.hskk_level);
    let taken = hskk.is_some_and(|level| level != HskkLevel::None);
    reading.required_if(taken, "hskkScore", &mut fields.hskk_score, score(0..=100, 10));
    reading.required_if(taken, "hskkDate", &mut fields.hskk_date, test_date(today));
}

fn english(reading: &mut Reading<'_>, fields: &mut StudyPlanFields) {
    let today = reading.situation().today;
    reading.chosen("englishLevel", fields.english_level);
    let test = reading.chosen("englishTest", fields.english_test);
    let other = test == Some(EnglishTest::Other);
    reading.required_if(other, "otherEnglishTest", &mut fields.other_english_test, line);
    reading.required_if(
        other || test.and_then(scale).is_some(),
        "englishScore",
        &mut fields.english_score,
        |text| match test.and_then(scale) {
            Some((range, step)) => score(range, step)(text).map(|score: Score| score.to_string()),
            None => line(text),
        },
    );
    let taken = other || test.and_then(scale).is_some();
    reading.required_if(taken, "englishDate", &mut fields.english_date, test_date(today));
}

/// The scores a test gives, and their step in tenths; none where no test was taken.
fn scale(test: EnglishTest) -> Option<(RangeInclusive<u32>, u32)> {
    match test {
        EnglishTest::Ielts => Some((0..=9, 5)),
        EnglishTest::Toefl => Some((0..=120, 5)),
        EnglishTest::Gre => Some((260..=340, 10)),
        EnglishTest::Gmat => Some((200..=805, 10)),
        EnglishTest::Duolingo => Some((10..=160, 10)),
        EnglishTest::Toeic => Some((10..=990, 10)),
        EnglishTest::Pte => Some((10..=90, 10)),
        EnglishTest::None | EnglishTest::NativeLanguage | EnglishTest::Other => None,
    }
}

/// As many as the programme asks for; none where it asks for none.
fn recommenders(reading: &mut Reading<'_>, rows: &mut Vec<RecommenderFields>) {
    let asked = usize::from(reading.situation().asks.recommenders);
    if asked == 0 {
        rows.clear();
    }
    reading.rows("recommenders", rows, asked, |reading, row| {
        reading.required("name", &mut row.name, at_most(LONGEST_NAME));
        reading.required("relation", &mut row.relation, line);
        reading.required("organisation", &mut row.organisation, line);
        reading.required("jobTitle", &mut row.job_title, line);
        reading.optional("nationality", &mut row.nationality, country);
        reading.optional("phone", &mut row.phone, phone);
        reading.optional("mobile", &mut row.mobile, phone);
        reading.required("email", &mut row.email, email);
        reading.optional("address", &mut row.address, line);
    });
}
