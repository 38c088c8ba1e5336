//! A list of students as rows of a table: who each of them is, and what the list says.

use std::future::Future;

use shared_domain::student::Student;
use shared_platform::Locale;
use shared_platform::store::{Cursor, Page, StoreError};

use super::sheet::Rows;

/// The columns that say who a student is.
const COLUMNS: [&str; 6] = ["number", "name", "chinese-name", "cohort", "programme", "email"];

/// These columns, and those behind them.
pub(super) fn columns(behind: &[&'static str]) -> Vec<&'static str> {
    [COLUMNS.as_slice(), behind].concat()
}

/// The rows of a list that is read page after page; `said` makes the cells behind a
/// student, or none of who is not meant.
pub(super) async fn rows<Said, Reading>(
    read: impl Fn(Option<Cursor>) -> Reading,
    said: impl Fn(&Student, &Said) -> Option<Vec<String>>,
    locale: Locale,
) -> Result<Rows, StoreError>
where
    Reading: Future<Output = Result<Page<(Student, Said)>, StoreError>>,
{
    let (mut rows, mut next) = (Rows::default(), None);
    loop {
        let page = read(next).await?;
        for (student, of) in &page.items {
            if let Some(said) = said(student, of) {
                rows.push([cells(student, locale).into(), said].concat());
            }
        }
        next = page.next;
        if next.is_none() || rows.is_over() {
            return Ok(rows);
        }
    }
}

/// Who a student is, in cells.
fn cells(student: &Student, locale: Locale) -> [String; 6] {
    let identity = &student.identity;
    let programme = student.programme.as_ref().map(|name| match locale {
        Locale::En => name.en.clone(),
        Locale::Zh => name.zh.clone(),
    });
    [
        student.number.to_string(),
        identity.name.clone(),
        identity.chinese_name.clone().unwrap_or_default(),
        student.cohort.as_ref().map(ToString::to_string).unwrap_or_default(),
        programme.unwrap_or_default(),
        student.email.clone().unwrap_or_default(),
    ]
}
