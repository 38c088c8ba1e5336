//! Section `study_plan`: what the applicant wants to study, and which languages
//! they bring (S44).

use std::ops::RangeInclusive;

use jiff::ToSpan;
use jiff::civil::Date;

use super::{EnglishTest, HeardFrom, HskLevel, HskkLevel, RecommenderFields, StudyPlanFields};
use crate::form::application::situation::{Reading, Situation};
use crate::form::vocabulary::{
    FieldCode, Score, at_most, country, date, email, email_or_phone, line, phone, score, test_date,
    words,
};

/// Longest name of anything, in characters.
const LONGEST_NAME: usize = 100;

pub(crate) fn read(reading: &mut Reading<'_>, fields: &mut StudyPlanFields) {
    let situation = reading.case().situation;
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
    let asked = reading.case().situation.asks.research_area;
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
    let situation = reading.case().situation;
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

fn within_programme(text: &str, situation: Situation<'_>) -> Result<Date, FieldCode> {
    let date = date(text)?;
    let starts = situation.intake_starts;
    let months = i64::from(situation.duration_months);
    let ends = starts.saturating_add(months.months());
    if (starts..=ends).contains(&date) { Ok(date) } else { Err("outside_the_programme") }
}

fn chinese(reading: &mut Reading<'_>, fields: &mut StudyPlanFields) {
    let today = reading.case().situation.today;
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
    let today = reading.case().situation.today;
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
    let asked = usize::from(reading.case().situation.asks.recommenders);
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::form::application::samples::{PLAIN, gap, gaps_after, text};
    use crate::form::application::{FormSettings, Section};

    const GRADUATE: FormSettings =
        FormSettings { research_area: true, recommenders: 2, study_plan_words: 200, ..PLAIN };

    fn gaps_under(
        asks: &FormSettings,
        change: impl FnOnce(&mut StudyPlanFields),
    ) -> Vec<(String, &'static str)> {
        gaps_after(Section::StudyPlan, asks, |all| change(&mut all.study_plan))
    }

    fn gaps(change: impl FnOnce(&mut StudyPlanFields)) -> Vec<(String, &'static str)> {
        gaps_under(&PLAIN, change)
    }

    #[test]
    fn a_plan_has_as_many_words_as_the_programme_asks_for_and_han_characters_are_words() {
        let plan = |words: usize, word: &str| {
            gaps(|fields| fields.study_plan = Some(vec![word; words].join(" ")))
        };
        assert_eq!(plan(199, "word"), gap("/studyPlan", "too_few_words"));
        assert_eq!(plan(200, "word"), []);
        assert_eq!(plan(199, "学"), gap("/studyPlan", "too_few_words"));
        assert_eq!(plan(200, "学"), []);
        assert_eq!(plan(400, "—"), gap("/studyPlan", "too_few_words"));
        let postgraduate = FormSettings { study_plan_words: 800, ..PLAIN };
        assert_eq!(gaps_under(&postgraduate, |_| {}), gap("/studyPlan", "too_few_words"));
    }

    #[test]
    fn graduates_name_a_research_area_and_two_recommenders() {
        let errors = gaps_under(&GRADUATE, |_| {});
        assert_eq!(
            errors,
            [gap("/researchArea", "required"), gap("/recommenders", "too_few_rows")].concat()
        );
        let errors = gaps_under(&GRADUATE, |fields| {
            fields.research_area = text("Timetables");
            fields.recommenders = vec![RecommenderFields::default(); 2];
        });
        assert_eq!(errors.len(), 10, "{errors:?}");
        assert!(errors.contains(&("/recommenders/1/email".to_owned(), "required")));
    }

    #[test]
    fn a_supervisor_who_can_be_reached_has_a_name() {
        let errors = gaps_under(&FormSettings { recommenders: 0, ..GRADUATE }, |fields| {
            fields.research_area = text("Timetables");
            fields.supervisor_contact = text("eino@example.org");
        });
        assert_eq!(errors, gap("/supervisorName", "required"));
    }

    #[test]
    fn days_of_study_lie_within_the_programme() {
        let free = FormSettings { study_dates: true, ..PLAIN };
        let days = |start: &str, end: &str| {
            gaps_under(&free, |fields| {
                fields.study_start = text(start);
                fields.study_end = text(end);
            })
        };
        assert_eq!(days("2027-09-01", "2030-09-01"), []);
        assert_eq!(days("2027-08-31", "2030-09-01"), gap("/studyStart", "outside_the_programme"));
        assert_eq!(days("2027-09-01", "2030-09-02"), gap("/studyEnd", "outside_the_programme"));
        assert_eq!(days("2028-01-01", "2028-01-01"), gap("/studyEnd", "ends_before_start"));
    }

    #[test]
    fn a_test_that_was_passed_has_score_day_and_number() {
        let errors = gaps(|fields| fields.hsk_level = Some(HskLevel::Hsk4));
        let expected = ["hskScore", "hskDate", "hskCertificateNo"];
        assert_eq!(errors, expected.map(|field| (format!("/{field}"), "required")));
        let errors = gaps(|fields| {
            fields.hsk_level = Some(HskLevel::Hsk4);
            fields.hsk_score = text("301");
            fields.hsk_date = text("2024-11-21");
            fields.hsk_certificate_no = text("H1");
        });
        assert_eq!(
            errors,
            [gap("/hskScore", "score_not_possible"), gap("/hskDate", "test_too_long_ago")].concat()
        );
    }

    #[test]
    fn a_score_is_one_that_the_test_gives() {
        let scored = |test, score: &str| {
            gaps(|fields| {
                fields.english_test = Some(test);
                fields.english_score = text(score);
                fields.english_date = text("2025-06-01");
            })
        };
        for (test, good, impossible) in [
            (EnglishTest::Ielts, "6.5", "6.7"),
            (EnglishTest::Toefl, "92", "121"),
            (EnglishTest::Gre, "320", "200"),
            (EnglishTest::Gmat, "655", "805.5"),
            (EnglishTest::Duolingo, "115", "9"),
            (EnglishTest::Toeic, "900", "1000"),
            (EnglishTest::Pte, "65", "91"),
        ] {
            assert_eq!(scored(test, good), [], "{test:?}");
            assert_eq!(scored(test, impossible), gap("/englishScore", "score_not_possible"));
            assert_eq!(scored(test, "good"), gap("/englishScore", "invalid_score"));
        }
        assert_eq!(gaps(|fields| fields.english_test = Some(EnglishTest::NativeLanguage)), []);
    }

    proptest! {
        #[test]
        fn a_score_keeps_its_value(tenths in 0_u32..=90) {
            let typed = format!("{}.{}", tenths / 10, tenths % 10);
            let read = score(0..=9, 1)(&typed).unwrap().to_string();
            prop_assert_eq!(read.parse::<f64>().unwrap(), typed.parse::<f64>().unwrap());
        }
    }
}
