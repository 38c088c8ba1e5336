//! Section `education_and_employment`: at least two records, from senior high
//! school on, in order and without unexplained gaps (S45-S50).

use shared::form::{
    ChinaStudyFields, ChinaStudyPlace, ChinaWorkFields, EducationAndEmploymentFields,
    EducationLevel, EducationRecordFields, WorkRecordFields,
};

use super::reading::Reading;
use super::vocabulary::{Month, country, email, line, past_month, phone, rank};

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
    let today = Month::of(reading.situation().today);
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
    let today = reading.situation().today;
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
    let today = reading.situation().today;
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
    let situation = reading.situation();
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
