//! Section `education_and_employment`: at least two records, from senior high
//! school on, in order and without unexplained gaps (S45-S50).

use super::{
    ChinaStudyFields, ChinaStudyPlace, ChinaWorkFields, EducationAndEmploymentFields,
    EducationLevel, EducationRecordFields, WorkRecordFields,
};
use crate::form::application::situation::Reading;
use crate::form::vocabulary::{Month, country, email, line, past_month, phone, rank};

/// S45: fewest records of education.
const LEAST_RECORDS: usize = 2;
/// Longest time that two records may overlap, in months.
const LONGEST_OVERLAP: i32 = 3;
/// Longest gap that needs no explanation, in months.
const LONGEST_GAP: i32 = 6;

/// A time from its first month to its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Period {
    first: Month,
    last: Month,
}

pub(crate) fn read(reading: &mut Reading<'_>, fields: &mut EducationAndEmploymentFields) {
    let work = employment(reading, fields);
    education(reading, fields, &work);
    let studied = reading.chosen("studiedInChina", fields.studied_in_china) == Some(true);
    match studied {
        true => reading.part("chinaStudy", |reading| china_study(reading, &mut fields.china_study)),
        false => fields.china_study = ChinaStudyFields::default(),
    }
    achievements(reading, fields);
}

fn education(
    reading: &mut Reading<'_>,
    fields: &mut EducationAndEmploymentFields,
    work: &[Period],
) {
    let rows = &mut fields.education;
    reading.rows("education", rows, LEAST_RECORDS, education_record);
    let periods: Vec<Option<Period>> =
        rows.iter().map(|row| education_period(reading, row)).collect();
    starts_with_high_school(reading, rows);
    let explained = Explained { work };
    for (number, row) in rows.iter_mut().enumerate() {
        reading.part(&format!("education/{number}"), |reading| {
            let (before, rest) = periods.split_at(number);
            let gap = match rest.first() {
                Some(Some(period)) => {
                    in_order(reading, before, *period);
                    explained.is_long(latest(before), Some(period.first))
                }
                _ => false,
            };
            reading.paragraphs_if(gap, "gapReason", &mut row.gap_reason, line);
        });
    }
    let today = Month::of(reading.case().situation.today);
    let gap = explained.is_long(latest(&periods), Some(today));
    reading.paragraphs_if(gap, "gapReason", &mut fields.gap_reason, line);
}

/// S46: no record is half filled in.
fn education_record(reading: &mut Reading<'_>, row: &mut EducationRecordFields) {
    let _ = period(reading, &mut row.start, &mut row.end, row.current);
    reading.required("institution", &mut row.institution, line);
    reading.required("country", &mut row.country, country);
    let level = reading.chosen("level", row.level);
    let has_major = level.is_some_and(|level| !is_school(level));
    reading.required_if(has_major, "major", &mut row.major, line);
    reading.required_if(!row.current, "award", &mut row.award, line);
}

fn is_school(level: EducationLevel) -> bool {
    use EducationLevel::{Elementary, JuniorHigh, SeniorHigh};
    matches!(level, Elementary | JuniorHigh | SeniorHigh)
}

/// S47.
fn starts_with_high_school(reading: &mut Reading<'_>, rows: &[EducationRecordFields]) {
    let level = rows.first().and_then(|row| row.level);
    let is_high_school =
        |level| matches!(level, EducationLevel::SeniorHigh | EducationLevel::TechnicalSecondary);
    if level.is_some_and(|level| !is_high_school(level)) {
        reading.gap("education/0/level", "first_record_not_high_school");
    }
}

/// S48: records stand in the order of their beginnings and hardly overlap.
fn in_order(reading: &mut Reading<'_>, before: &[Option<Period>], period: Period) {
    let before = before.iter().flatten();
    if before.clone().any(|earlier| earlier.first > period.first) {
        return reading.gap("start", "not_in_order");
    }
    let overlap = |earlier: &Period| {
        let end = earlier.last.min(period.last);
        end.months_since(period.first) + 1
    };
    if before.map(overlap).any(|months| months > LONGEST_OVERLAP) {
        reading.gap("start", "records_overlap");
    }
}

/// The end of what came before.
fn latest(periods: &[Option<Period>]) -> Option<Month> {
    periods.iter().flatten().map(|period| period.last).max()
}

/// What a gap in education may have been filled with.
struct Explained<'a> {
    work: &'a [Period],
}

impl Explained<'_> {
    /// Whether more than six months on end between the two are neither study nor work.
    fn is_long(&self, after: Option<Month>, until: Option<Month>) -> bool {
        let (Some(mut reached), Some(until)) = (after, until) else { return false };
        let mut work: Vec<&Period> = self.work.iter().collect();
        work.sort_by_key(|period| period.first);
        let between = |earlier: Month, later: Month| later.months_since(earlier) - 1;
        for period in work.into_iter().filter(|period| period.first < until) {
            if between(reached, period.first) > LONGEST_GAP {
                return true;
            }
            reached = reached.max(period.last);
        }
        between(reached, until) > LONGEST_GAP
    }
}

/// The time of a record; `current` means until now.
fn period(
    reading: &mut Reading<'_>,
    start: &mut Option<String>,
    end: &mut Option<String>,
    current: bool,
) -> Option<Period> {
    let today = reading.case().situation.today;
    let first = reading.required("start", start, past_month(today));
    let last = match current {
        true => {
            *end = None;
            Some(Month::of(today))
        }
        false => reading.required("end", end, past_month(today)),
    };
    let (first, last) = (first?, last?);
    if last < first {
        reading.gap("end", "ends_before_start");
        return None;
    }
    Some(Period { first, last })
}

/// The same of a record that was read already.
fn education_period(reading: &Reading<'_>, row: &EducationRecordFields) -> Option<Period> {
    let today = reading.case().situation.today;
    let month = |text: &Option<String>| past_month(today)(text.as_deref()?).ok();
    let first = month(&row.start)?;
    let last = if row.current { Month::of(today) } else { month(&row.end)? };
    (first <= last).then_some(Period { first, last })
}

/// S50. The times of work, as far as they are times.
fn employment(reading: &mut Reading<'_>, fields: &mut EducationAndEmploymentFields) -> Vec<Period> {
    let worked = reading.chosen("hasWorked", fields.has_worked) == Some(true);
    if !worked {
        fields.work.clear();
    }
    let periods = std::cell::RefCell::new(Vec::new());
    reading.rows("work", &mut fields.work, usize::from(worked), |reading, row| {
        periods.borrow_mut().extend(work_record(reading, row));
    });
    let in_china = reading.chosen_if(worked, "workedInChina", &mut fields.worked_in_china);
    match in_china {
        Some(true) => reading.part("chinaWork", |reading| {
            let work = &mut fields.china_work;
            reading.required("organisation", &mut work.organisation, line);
            let _ = period(reading, &mut work.start, &mut work.end, false);
        }),
        _ => fields.china_work = ChinaWorkFields::default(),
    }
    periods.into_inner()
}

fn work_record(reading: &mut Reading<'_>, row: &mut WorkRecordFields) -> Option<Period> {
    let time = period(reading, &mut row.start, &mut row.end, row.current);
    reading.required("employer", &mut row.employer, line);
    reading.required("post", &mut row.post, line);
    time
}

fn china_study(reading: &mut Reading<'_>, study: &mut ChinaStudyFields) {
    let place = reading.chosen("place", study.place);
    let elsewhere = place == Some(ChinaStudyPlace::Other);
    reading.required_if(elsewhere, "institution", &mut study.institution, line);
    reading.chosen("kind", study.kind);
    let _ = period(reading, &mut study.start, &mut study.end, false);
    reading.optional("counsellorName", &mut study.counsellor_name, line);
    reading.optional("counsellorPhone", &mut study.counsellor_phone, phone);
    reading.optional("counsellorEmail", &mut study.counsellor_email, email);
}

/// Of those who do research.
fn achievements(reading: &mut Reading<'_>, fields: &mut EducationAndEmploymentFields) {
    let situation = reading.case().situation;
    if !situation.asks.research_area {
        fields.publications.clear();
        fields.awards.clear();
    }
    reading.rows("publications", &mut fields.publications, 0, |reading, row| {
        reading.required("title", &mut row.title, line);
        reading.required("date", &mut row.date, past_month(situation.today));
        reading.required("journal", &mut row.journal, line);
        reading.optional("index", &mut row.index, line);
        reading.optional("authorRank", &mut row.author_rank, rank);
    });
    reading.rows("awards", &mut fields.awards, 0, |reading, row| {
        reading.required("name", &mut row.name, line);
        reading.required("body", &mut row.body, line);
        reading.required("date", &mut row.date, past_month(situation.today));
    });
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::form::application::samples::{PLAIN, gap, gaps_after, text};
    use crate::form::application::{FormSettings, Section};

    fn gaps(change: impl FnOnce(&mut EducationAndEmploymentFields)) -> Vec<(String, &'static str)> {
        gaps_after(Section::EducationAndEmployment, &PLAIN, |all| {
            change(&mut all.education_and_employment);
        })
    }

    /// A complete record between two months.
    fn record(level: EducationLevel, start: &str, end: &str) -> EducationRecordFields {
        EducationRecordFields {
            start: text(start),
            end: text(end),
            current: false,
            institution: text("Example School"),
            country: text("FI"),
            level: Some(level),
            major: (!is_school(level)).then(|| "Mathematics".to_owned()),
            award: text("Diploma"),
            gap_reason: None,
        }
    }

    /// Senior high school until 2019-06, then a bachelor's degree until this month.
    fn records(second_start: &str) -> Vec<EducationRecordFields> {
        vec![
            record(EducationLevel::SeniorHigh, "2016-09", "2019-06"),
            record(EducationLevel::Bachelor, second_start, "2026-11"),
        ]
    }

    #[test]
    fn two_records_are_the_fewest() {
        assert_eq!(gaps(|fields| fields.education = records("2019-09")), []);
        let one = gaps(|fields| {
            fields.education = vec![record(EducationLevel::SeniorHigh, "2023-09", "2026-06")];
        });
        assert_eq!(one, gap("/education", "too_few_rows"));
    }

    #[test]
    fn no_record_is_half_filled_in() {
        let errors = gaps(|fields| {
            fields.education.push(EducationRecordFields::default());
        });
        let expected = ["start", "end", "institution", "country", "level", "award"];
        let expected = expected.map(|field| (format!("/education/2/{field}"), "required"));
        assert_eq!(errors, expected);
    }

    #[test]
    fn the_first_record_is_senior_high_school() {
        for (level, is_first) in [
            (EducationLevel::SeniorHigh, true),
            (EducationLevel::TechnicalSecondary, true),
            (EducationLevel::JuniorHigh, false),
            (EducationLevel::Elementary, false),
            (EducationLevel::Bachelor, false),
        ] {
            let errors = gaps(|fields| {
                fields.education = records("2019-09");
                fields.education[0] = record(level, "2016-09", "2019-06");
            });
            let expected = gap("/education/0/level", "first_record_not_high_school");
            assert_eq!(errors, if is_first { vec![] } else { expected }, "{level:?}");
        }
    }

    #[test]
    fn records_stand_in_order() {
        let errors = gaps(|fields| {
            fields.education = records("2019-09");
            fields.education.push(record(EducationLevel::Visiting, "2015-01", "2015-02"));
        });
        assert_eq!(errors, gap("/education/2/start", "not_in_order"));
    }

    #[test]
    fn records_overlap_by_three_months_at_most() {
        assert_eq!(gaps(|fields| fields.education = records("2019-04")), []);
        assert_eq!(
            gaps(|fields| fields.education = records("2019-03")),
            gap("/education/1/start", "records_overlap")
        );
    }

    #[test]
    fn a_gap_of_more_than_six_months_is_explained() {
        // From July to December 2019 are six months.
        assert_eq!(gaps(|fields| fields.education = records("2020-01")), []);
        assert_eq!(
            gaps(|fields| fields.education = records("2020-02")),
            gap("/education/1/gapReason", "required")
        );
        let explained = gaps(|fields| {
            fields.education = records("2020-02");
            fields.education[1].gap_reason = text("Military service");
        });
        assert_eq!(explained, []);
    }

    #[test]
    fn a_gap_until_now_is_explained_too_and_work_explains_by_itself() {
        let finished = |fields: &mut EducationAndEmploymentFields| {
            fields.education = records("2019-09");
            fields.education[1].end = text("2023-06");
        };
        assert_eq!(gaps(finished), gap("/gapReason", "required"));
        let worked = |until: Option<&str>| {
            gaps(|fields| {
                finished(fields);
                fields.has_worked = Some(true);
                fields.worked_in_china = Some(false);
                fields.work = vec![WorkRecordFields {
                    start: text("2023-09"),
                    end: until.map(str::to_owned),
                    current: until.is_none(),
                    employer: text("Example Ltd"),
                    post: text("Programmer"),
                }];
            })
        };
        assert_eq!(worked(None), []);
        // From May to October 2026 are six months.
        assert_eq!(worked(Some("2026-04")), []);
        assert_eq!(worked(Some("2026-03")), gap("/gapReason", "required"));
    }

    #[test]
    fn an_end_lies_not_before_its_beginning_and_nothing_lies_ahead() {
        let errors = gaps(|fields| fields.education[0].end = text("2022-07"));
        assert_eq!(errors[0], gap("/education/0/end", "ends_before_start")[0]);
        let errors = gaps(|fields| fields.education[0].start = text("2026-12"));
        assert_eq!(errors[0], gap("/education/0/start", "date_not_past")[0]);
        for wrong in ["2022", "2022-13", "2022-9", "9/2022", "2022-09-01"] {
            let errors = gaps(|fields| fields.education[0].start = text(wrong));
            assert_eq!(errors[0], gap("/education/0/start", "invalid_month")[0], "{wrong}");
        }
    }

    #[test]
    fn who_has_worked_names_the_work_and_who_studied_in_china_the_place() {
        let errors = gaps(|fields| fields.has_worked = Some(true));
        assert_eq!(
            errors,
            [gap("/work", "too_few_rows"), gap("/workedInChina", "required")].concat()
        );
        let errors = gaps(|fields| fields.studied_in_china = Some(true));
        let expected = ["place", "kind", "start", "end"];
        assert_eq!(errors, expected.map(|field| (format!("/chinaStudy/{field}"), "required")));
    }

    #[test]
    fn publications_and_awards_are_asked_of_those_who_do_research() {
        let graduate = FormSettings { research_area: true, ..PLAIN };
        let errors = gaps_after(Section::EducationAndEmployment, &graduate, |all| {
            all.education_and_employment.publications = vec![Default::default()];
        });
        assert_eq!(errors.len(), 3, "{errors:?}");
        assert_eq!(gaps(|fields| fields.publications = vec![Default::default()]), []);
    }

    /// A month counted from January 2010.
    fn month(number: i32) -> String {
        format!("{:04}-{:02}", 2010 + number / 12, 1 + number % 12)
    }

    proptest! {
        /// Records that follow each other are complete exactly where each gap is
        /// at most six months or explained, and each overlap at most three.
        #[test]
        fn a_history_is_complete_where_gaps_are_short_or_explained(
            steps in prop::collection::vec((1_i32..40, -6_i32..10, any::<bool>()), 2..6),
        ) {
            let this_month = 16 * 12 + 10;
            let mut rows = Vec::new();
            let mut next = 0;
            let mut expected_complete = true;
            let last = steps.len() - 1;
            for (number, (length, distance, explained)) in steps.iter().enumerate() {
                let level = if number == 0 { EducationLevel::SeniorHigh } else { EducationLevel::Bachelor };
                let end = next + length.max(&12);
                let mut row = record(level, &month(next), &month(end));
                if *explained { row.gap_reason = text("Travels"); }
                rows.push((row, next, end));
                let _ = number == last;
                // Every record is at least thirteen months long: only neighbours can overlap.
                next = end + 1 + distance;
            }
            for pair in rows.windows(2) {
                let [(_, _, before), (row, start, _)] = pair else { unreachable!() };
                let between = start - before - 1;
                let overlap = before - start + 1;
                expected_complete &= overlap <= 3 && (between <= 6 || row.gap_reason.is_some());
            }
            let (_, _, end) = rows.last().unwrap();
            prop_assume!(*end <= this_month);
            let errors = gaps(|fields| {
                fields.education = rows.iter().map(|(row, _, _)| row.clone()).collect();
                fields.gap_reason = text("Travels");
            });
            prop_assert_eq!(errors.is_empty(), expected_complete, "{:?}", errors);
        }
    }
}
