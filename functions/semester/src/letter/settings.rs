//! What the office has set about letters: who writes them and to whom, how long they
//! are good, and where, when and how they are collected.

use std::collections::BTreeSet;

use jiff::civil::Time;
use serde::{Deserialize, Serialize};
use shared_platform::http::FieldError;
use shared_platform::locale::Bilingual;
use utoipa::ToSchema;

/// Longest text, in characters.
const LONGEST_TEXT: usize = 200;
/// For how many days a letter can be good at most.
const MOST_DAYS: u32 = 366;
/// Most slots of a week.
const MOST_SLOTS: usize = 100;
/// Most letters of a slot.
const MOST_OF_SLOT: u32 = 1000;

/// The settings as they are stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LetterSettings {
    /// Grows with every change; who sets them names the one looked at, 0 before any.
    pub version: u64,
    /// The university that writes.
    pub university: Bilingual,
    /// The office that answers questions.
    pub office: Bilingual,
    /// Where it is.
    pub address: Bilingual,
    /// How it is reached: telephone and mail.
    pub contact: String,
    /// The exit-entry administration that the letter is for.
    pub addressee: Bilingual,
    /// For how many days from the day of issue a letter is good.
    pub valid_days: u32,
    /// Whether students can download it. Else they collect it, with the seal.
    pub downloadable: bool,
    /// How it is collected.
    pub collection: CollectionSettings,
}

/// Where and when letters are collected (S103).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CollectionSettings {
    /// Where.
    pub place: Bilingual,
    /// When, in words.
    pub hours: Bilingual,
    /// The slots of a week that students book. Where there is none, they just come.
    pub slots: Vec<WeeklySlot>,
}

/// A time of every week at which letters are collected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WeeklySlot {
    /// The day, from 1, Monday, to 7.
    pub weekday: i8,
    /// When it begins, by the clock of Beijing.
    #[schema(value_type = String)]
    pub starts: Time,
    /// How many letters are collected then.
    pub capacity: u32,
}

impl LetterSettings {
    /// The settings in the place of those that were looked at, or everything that is
    /// wrong with them.
    ///
    /// # Errors
    /// Each with a pointer into the request.
    pub(super) fn checked(mut self) -> Result<Self, Vec<FieldError>> {
        let errors: Vec<FieldError> =
            [self.wrong_texts(), self.wrong_numbers(), self.wrong_slots()].concat();
        // Of what nobody has read there is no version, and the write is refused.
        self.version = self.version.saturating_add(1);
        if errors.is_empty() { Ok(self) } else { Err(errors) }
    }

    fn wrong_texts(&self) -> Vec<FieldError> {
        let collection = &self.collection;
        let bilingual = [
            ("/university", &self.university),
            ("/office", &self.office),
            ("/address", &self.address),
            ("/addressee", &self.addressee),
            ("/collection/place", &collection.place),
            ("/collection/hours", &collection.hours),
        ];
        let both = bilingual.into_iter().flat_map(|(pointer, text)| {
            [(format!("{pointer}/en"), &text.en), (format!("{pointer}/zh"), &text.zh)]
        });
        let all = both.chain([("/contact".to_owned(), &self.contact)]);
        all.filter_map(|(pointer, text)| {
            let code = match text.trim().chars().count() {
                0 => "required",
                length if length > LONGEST_TEXT => "too_long",
                _ if text.chars().any(char::is_control) => "control_character",
                _ => return None,
            };
            Some(FieldError::new(pointer, code))
        })
        .collect()
    }

    fn wrong_numbers(&self) -> Vec<FieldError> {
        let is_wrong = !(1..=MOST_DAYS).contains(&self.valid_days);
        is_wrong.then(|| FieldError::new("/validDays", "out_of_range")).into_iter().collect()
    }

    fn wrong_slots(&self) -> Vec<FieldError> {
        let slots = &self.collection.slots;
        let mut known = BTreeSet::new();
        let mut errors = Vec::new();
        for (number, slot) in slots.iter().enumerate() {
            let pointer = |field: &str| format!("/collection/slots/{number}/{field}");
            if !(1..=7).contains(&slot.weekday) {
                errors.push(FieldError::new(pointer("weekday"), "out_of_range"));
            }
            if !(1..=MOST_OF_SLOT).contains(&slot.capacity) {
                errors.push(FieldError::new(pointer("capacity"), "out_of_range"));
            }
            // A slot is known by its minute.
            if slot.starts.second() != 0 || slot.starts.subsec_nanosecond() != 0 {
                errors.push(FieldError::new(pointer("starts"), "malformed"));
            }
            if !known.insert((slot.weekday, slot.starts)) {
                errors.push(FieldError::new(pointer("starts"), "duplicate_row"));
            }
        }
        if slots.len() > MOST_SLOTS {
            errors.push(FieldError::new("/collection/slots", "too_many_slots"));
        }
        errors
    }
}

#[cfg(test)]
pub(super) mod tests {
    use jiff::civil::time;

    use super::*;

    pub(crate) fn settings() -> LetterSettings {
        let text = |en: &str, zh: &str| Bilingual { en: en.to_owned(), zh: zh.to_owned() };
        LetterSettings {
            version: 0,
            university: text("Example University", "示范大学"),
            office: text("International Office", "国际学生办公室"),
            address: text("1 Example Road", "示例路1号"),
            contact: "+86 23 5550 0100".to_owned(),
            addressee: text("Exit-Entry Administration", "出入境管理局"),
            valid_days: 30,
            downloadable: false,
            collection: CollectionSettings {
                place: text("Room 101", "101室"),
                hours: text("Mon and Wed, 9:00–11:00", "周一、周三9:00–11:00"),
                slots: vec![
                    WeeklySlot { weekday: 1, starts: time(9, 0, 0, 0), capacity: 2 },
                    WeeklySlot { weekday: 3, starts: time(9, 30, 0, 0), capacity: 1 },
                ],
            },
        }
    }

    #[test]
    fn everything_against_settings_is_named() {
        let mut wrong = settings();
        wrong.office.zh = " ".to_owned();
        wrong.contact = "x".repeat(201);
        wrong.valid_days = 0;
        wrong.collection.slots[0].weekday = 8;
        wrong.collection.slots[1].capacity = 0;
        let again = wrong.collection.slots[1];
        wrong.collection.slots.push(again);
        let errors = wrong.checked().unwrap_err();
        let errors: Vec<_> =
            errors.iter().map(|error| (error.pointer.as_str(), error.code)).collect();
        let expected = [
            ("/office/zh", "required"),
            ("/contact", "too_long"),
            ("/validDays", "out_of_range"),
            ("/collection/slots/0/weekday", "out_of_range"),
            ("/collection/slots/1/capacity", "out_of_range"),
            ("/collection/slots/2/capacity", "out_of_range"),
            ("/collection/slots/2/starts", "duplicate_row"),
        ];
        assert_eq!(errors, expected);
        assert_eq!(settings().checked().unwrap().version, 1);
    }
}
