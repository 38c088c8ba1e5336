//! How a section is read: field after field, keeping every reason against one,
//! so that whoever fills it in sees all of them at once.
//!
//! Reading leaves the fields in the form they are stored in: what could be
//! parsed in its own spelling, the rest as it was typed. What is not asked of
//! this person is not kept.

use std::fmt::Display;

use shared_platform::http::FieldError;

use super::findings::Findings;
use super::vocabulary::FieldCode;

/// Longest line a draft keeps, in characters.
const LONGEST_LINE: usize = 200;
/// Longest text of several paragraphs a draft keeps, in characters.
const LONGEST_TEXT: usize = 10_000;
/// Most rows a draft keeps in one list.
const MOST_ROWS: usize = 20;

/// A document that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct AskedDocument {
    /// The slot it goes into.
    pub(crate) slot: &'static str,
    /// Whether it has to be there; otherwise it may be.
    pub(crate) required: bool,
}

/// Reads the fields of a section, or of a part of one. What the questions of a form
/// depend on beside its fields is that form's `Case`.
pub(crate) struct Reading<Case> {
    case: Case,
    findings: Findings,
    documents: Vec<AskedDocument>,
    /// Where the part stands, as `/education/0`; the section itself is "".
    place: String,
}

impl<Case: Copy> Reading<Case> {
    pub(crate) fn new(case: Case) -> Self {
        Self { case, findings: Findings::default(), documents: Vec::new(), place: String::new() }
    }

    pub(crate) fn case(&self) -> Case {
        self.case
    }

    /// What was found so far, taken out.
    pub(crate) fn take_findings(&mut self) -> Findings {
        std::mem::take(&mut self.findings)
    }

    /// The documents asked for so far.
    pub(crate) fn documents(&self) -> &[AskedDocument] {
        &self.documents
    }

    /// A document has to be there.
    pub(crate) fn document(&mut self, slot: &'static str) {
        self.documents.push(AskedDocument { slot, required: true });
    }

    /// A document has to be there unless what it shows is proven already.
    pub(crate) fn document_unless(&mut self, proven: bool, slot: &'static str) {
        self.documents.push(AskedDocument { slot, required: !proven });
    }

    /// A document may be there.
    pub(crate) fn optional_document(&mut self, slot: &'static str) {
        self.documents.push(AskedDocument { slot, required: false });
    }

    /// A line that must be there.
    pub(crate) fn required<T: Display>(
        &mut self,
        field: &str,
        text: &mut Option<String>,
        parse: impl Fn(&str) -> Result<T, FieldCode>,
    ) -> Option<T> {
        self.read(field, text, Layout::Line, Need::Required, parse)
    }

    /// A line that may be there.
    pub(crate) fn optional<T: Display>(
        &mut self,
        field: &str,
        text: &mut Option<String>,
        parse: impl Fn(&str) -> Result<T, FieldCode>,
    ) -> Option<T> {
        self.read(field, text, Layout::Line, Need::Optional, parse)
    }

    /// A line that must be there where the condition holds, and is not kept elsewhere.
    pub(crate) fn required_if<T: Display>(
        &mut self,
        condition: bool,
        field: &str,
        text: &mut Option<String>,
        parse: impl Fn(&str) -> Result<T, FieldCode>,
    ) -> Option<T> {
        self.read_if(condition, field, text, Layout::Line, Need::Required, parse)
    }

    /// A line that may be there where the condition holds, and is not kept elsewhere.
    pub(crate) fn optional_if<T: Display>(
        &mut self,
        condition: bool,
        field: &str,
        text: &mut Option<String>,
        parse: impl Fn(&str) -> Result<T, FieldCode>,
    ) -> Option<T> {
        self.read_if(condition, field, text, Layout::Line, Need::Optional, parse)
    }

    /// Paragraphs that must be there where the condition holds, and are not kept elsewhere.
    pub(crate) fn paragraphs_if<T: Display>(
        &mut self,
        condition: bool,
        field: &str,
        text: &mut Option<String>,
        parse: impl Fn(&str) -> Result<T, FieldCode>,
    ) -> Option<T> {
        self.read_if(condition, field, text, Layout::Paragraphs, Need::Required, parse)
    }

    /// A choice that must be made.
    pub(crate) fn chosen<T: Copy>(&mut self, field: &str, choice: Option<T>) -> Option<T> {
        if choice.is_none() {
            self.gap(field, "required");
        }
        choice
    }

    /// A choice that must be made where the condition holds, and is not kept elsewhere.
    pub(crate) fn chosen_if<T: Copy>(
        &mut self,
        condition: bool,
        field: &str,
        choice: &mut Option<T>,
    ) -> Option<T> {
        if condition {
            return self.chosen(field, *choice);
        }
        *choice = None;
        None
    }

    /// The rows of a list, each with its own fields; from `least` rows on it is complete.
    pub(crate) fn rows<Row>(
        &mut self,
        list: &str,
        rows: &mut [Row],
        least: usize,
        read: impl Fn(&mut Self, &mut Row),
    ) {
        if rows.len() > MOST_ROWS {
            self.unkeepable(list, "too_many_rows");
            return;
        }
        if rows.len() < least {
            self.gap(list, "too_few_rows");
        }
        for (number, row) in rows.iter_mut().enumerate() {
            self.part(&format!("{list}/{number}"), |reading| read(reading, row));
        }
    }

    /// The fields of a group that stands under a name of its own.
    pub(crate) fn part<T>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let outside = self.place.clone();
        self.place = self.pointer(name);
        let result = read(self);
        self.place = outside;
        result
    }

    /// A field is missing or wrong.
    pub(crate) fn gap(&mut self, field: &str, code: FieldCode) {
        let pointer = self.pointer(field);
        self.findings.gaps.push(FieldError::new(pointer, code));
    }

    /// What a field says has still to be confirmed.
    pub(crate) fn unconfirmed(&mut self, field: &str, code: FieldCode) {
        let pointer = self.pointer(field);
        self.findings.unconfirmed.push(FieldError::new(pointer, code));
    }

    /// A field is worth a second look.
    pub(crate) fn warn(&mut self, field: &str, code: FieldCode) {
        let pointer = self.pointer(field);
        self.findings.warnings.push(FieldError::new(pointer, code));
    }

    fn unkeepable(&mut self, field: &str, code: FieldCode) {
        let pointer = self.pointer(field);
        self.findings.unkeepable.push(FieldError::new(pointer, code));
    }

    fn pointer(&self, field: &str) -> String {
        format!("{}/{field}", self.place)
    }

    /// Reads a text where the condition holds; elsewhere it is not kept.
    fn read_if<T: Display>(
        &mut self,
        condition: bool,
        field: &str,
        text: &mut Option<String>,
        layout: Layout,
        need: Need,
        parse: impl Fn(&str) -> Result<T, FieldCode>,
    ) -> Option<T> {
        if condition {
            return self.read(field, text, layout, need, parse);
        }
        *text = None;
        None
    }

    fn read<T: Display>(
        &mut self,
        field: &str,
        text: &mut Option<String>,
        layout: Layout,
        need: Need,
        parse: impl Fn(&str) -> Result<T, FieldCode>,
    ) -> Option<T> {
        match tidy(text.take(), layout) {
            Ok(tidied) => *text = tidied,
            Err(code) => {
                self.unkeepable(field, code);
                return None;
            }
        }
        let Some(typed) = text else {
            if need == Need::Required {
                self.gap(field, "required");
            }
            return None;
        };
        match parse(typed) {
            Ok(value) => {
                *typed = value.to_string();
                Some(value)
            }
            Err(code) => {
                self.gap(field, code);
                None
            }
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    Required,
    Optional,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    Line,
    Paragraphs,
}

/// The text without needless spaces; nothing at all becomes "not given".
fn tidy(text: Option<String>, layout: Layout) -> Result<Option<String>, FieldCode> {
    let Some(text) = text else { return Ok(None) };
    let (tidied, longest) = match layout {
        Layout::Line => (tidy_line(&text)?, LONGEST_LINE),
        Layout::Paragraphs => (tidy_paragraphs(&text)?, LONGEST_TEXT),
    };
    if tidied.chars().count() > longest {
        return Err("too_long");
    }
    Ok(Some(tidied).filter(|text| !text.is_empty()))
}

fn tidy_line(line: &str) -> Result<String, FieldCode> {
    if line.chars().any(char::is_control) {
        return Err("control_character");
    }
    Ok(line.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Lines are tidied one by one; at most one empty line stands between two.
fn tidy_paragraphs(text: &str) -> Result<String, FieldCode> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = tidy_line(&line.replace('\t', " "))?;
        let second_empty_line = line.is_empty() && lines.last().is_none_or(String::is_empty);
        if !second_empty_line {
            lines.push(line);
        }
    }
    Ok(lines.join("\n").trim_end().to_owned())
}
