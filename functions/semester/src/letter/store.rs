//! Letters in the Registrations table, and what changes together with one. How they
//! lie there is told in `shared_domain::letter`.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared_domain::ids::ReviewId;
use shared_domain::letter::news::{LetterPrepared, LetterReady};
use shared_domain::letter::{
    Booking, IssueLetter, IssuedLetter, LetterCase, PublicLetter, booking_key,
    collection_partition, letter_key, slot_key,
};
use shared_domain::notices;
use shared_domain::permit::NewPermit;
use shared_domain::programme::catalogue::{StoredCatalogue, catalogue_key};
use shared_domain::registration::RegistrationId;
use shared_domain::review::{self, Moved};
use shared_domain::student::{STUDENT, Student, student_key};
use shared_platform::audit::{Deed, Told};
use shared_platform::clock::{beijing_date, end_of_beijing_date};
use shared_platform::ids::AccountId;
use shared_platform::locale::Bilingual;
use shared_platform::store::{
    Change, CommitError, Condition, Item, Key, Label, Query, StoreError, Transaction, get_each,
};

use super::collecting::{Offered, SlotView};
use super::matter::{LetterMatter, LetterTask};
use super::settings::LetterSettings;
use crate::store::{Enrolment, RegistrationStore};

/// The letter of a registration in a transaction.
pub(crate) const LETTER_CASE: Label<LetterCase> = Label::new("letter_case");
/// The count of a series in a transaction.
pub(super) const COUNT: Label<Count> = Label::new("letter_count");
/// The settings in a transaction.
pub(super) const SETTINGS: Label<LetterSettings> = Label::new("letter_settings");
const LETTER: Label<PublicLetter> = Label::new("letter");
const REPLACED: Label<PublicLetter> = Label::new("replaced_letter");
const PERMIT: Label<NewPermit> = Label::new("permit");
/// The slot that is booked, in a transaction.
pub(super) const SLOT: Label<Taken> = Label::new("slot");
const SLOT_BEFORE: Label<Taken> = Label::new("slot_before");
const BOOKED: Label<Booked> = Label::new("booked");
const BOOKED_BEFORE: Label<Booked> = Label::new("booked_before");

/// Bookings that are read of one day.
const MOST_OF_DAY: i32 = 1000;
/// Items read in one call.
const AT_ONCE: usize = 100;
/// For how many days after its day a slot is known.
const KEPT_FOR: i32 = 30;

/// A letter with whose it is.
pub(super) type LetterOfStudent = (LetterCase, Student);

/// How many come in a slot.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(super) struct Taken {
    taken: u32,
}

/// Who comes in a slot.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Booked {
    pub(super) booking: Booking,
    pub(super) registration: RegistrationId,
}

/// How many letters of a series there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Count {
    pub(super) count: u32,
}

/// All that a letter is made of.
pub(super) struct ToIssue {
    pub(super) enrolment: Option<Enrolment>,
    pub(super) case: Option<LetterCase>,
    pub(super) settings: Option<LetterSettings>,
    pub(super) catalogue: Option<StoredCatalogue>,
    pub(super) count: Count,
}

/// A letter that is issued, with what is written of it.
pub(super) struct Issuing<'a> {
    pub(super) before: &'a LetterCase,
    pub(super) letter: &'a IssuedLetter,
    pub(super) public: &'a PublicLetter,
    /// Whose facts stand on it.
    pub(super) student: &'a Student,
    pub(super) semester: &'a Bilingual,
    pub(super) settings: &'a LetterSettings,
    /// Where its series stood.
    pub(super) series: &'a str,
    pub(super) count: Count,
}

/// The key of the count of a series in a year, `VE-2027`.
fn count_key(series: &str) -> Key {
    Key::new("LETTERNUMBERS", series)
}

fn settings_key() -> Key {
    Key::new("LETTERSETTINGS", "LETTERSETTINGS")
}

impl RegistrationStore {
    pub(super) async fn to_issue(
        &self,
        registration: &RegistrationId,
        series: &str,
    ) -> Result<ToIssue, StoreError> {
        let keys = (LetterCase::key_of(registration), settings_key(), catalogue_key());
        let count = count_key(series);
        let (enrolment, case, settings, catalogue, count) = tokio::try_join!(
            self.enrolment(registration),
            self.registrations.get(&keys.0),
            self.registrations.get(&keys.1),
            self.programmes.get(&keys.2),
            self.registrations.get(&count),
        )?;
        let count = count.unwrap_or_default();
        Ok(ToIssue { enrolment, case, settings, catalogue, count })
    }

    /// The letter of a registration, once one was asked for.
    pub(crate) async fn letter_case(
        &self,
        registration: &RegistrationId,
    ) -> Result<Option<LetterCase>, StoreError> {
        self.registrations.get(&LetterCase::key_of(registration)).await
    }

    /// What anybody may ask about a letter.
    pub(super) async fn public_letter(
        &self,
        number: &str,
    ) -> Result<Option<PublicLetter>, StoreError> {
        self.registrations.get(&letter_key(number)).await
    }

    pub(super) async fn letter_settings(&self) -> Result<Option<LetterSettings>, StoreError> {
        self.registrations.get(&settings_key()).await
    }

    /// Sets what the office says about letters, in place of what was looked at.
    ///
    /// # Errors
    /// Refused under [`SETTINGS`] when it is another by now.
    pub(super) async fn set_letters(
        &self,
        settings: &LetterSettings,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let before = json!({ "version": settings.version - 1 });
        let told = Told::changed("letter_settings", before, json!(settings));
        let mut transaction = self.audit.begin(deed, told)?;
        let item = Item::new(settings_key(), settings)?;
        transaction.put(SETTINGS, &self.registrations, item, unchanged(settings.version))?;
        transaction.commit().await
    }

    /// Writes a step of a letter over the one version that it was made from.
    pub(super) fn put_letter(
        &self,
        transaction: &mut Transaction,
        case: &LetterCase,
    ) -> Result<(), StoreError> {
        let item = Item::new(LetterCase::key_of(&case.registration()), case)?;
        transaction.put(LETTER_CASE, &self.registrations, item, unchanged(case.version))
    }

    /// Begins a step of a letter, of which the log tells this.
    pub(super) fn begin_letter(
        &self,
        deed: &Deed,
        case: &LetterCase,
        told: serde_json::Value,
    ) -> Result<Transaction, StoreError> {
        let mut transaction = self.audit.begin(deed, Told::new(case.registration(), told))?;
        self.put_letter(&mut transaction, case)?;
        Ok(transaction)
    }

    /// Issues a letter under the next number of its series. The one before is
    /// replaced, and the student told that this one is ready (S102).
    ///
    /// # Errors
    /// Refused under [`COUNT`] when another letter has the number, under
    /// [`LETTER_CASE`] when the request was answered meanwhile, under [`STUDENT`] when
    /// the record changed meanwhile.
    pub(super) async fn issue(
        &self,
        issuing: &Issuing<'_>,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let Issuing { before, letter, public, student, semester, settings, series, count } =
            issuing;
        let case = before.issued((*letter).clone());
        let told = json!({
            "letter": letter.number,
            "request": before.request(),
            "validUntil": letter.valid_until,
        });
        let mut transaction = self.begin_letter(deed, &case, told)?;
        let as_read = match count.count {
            0 => Condition::Missing("count"),
            count => Condition::equals("count", count),
        };
        let one_more = Change::new().add("count", 1);
        let key = count_key(series);
        transaction.update(COUNT, &self.registrations, key, one_more, as_read)?;
        let item = Item::new(letter_key(&letter.number), public)?;
        transaction.create(LETTER, &self.registrations, item)?;
        let as_read = Condition::equals("version", student.version);
        transaction.check(STUDENT, &self.registrations, student_key(student.id), as_read)?;
        match before.letter() {
            Some(replaced) => {
                let change = Change::new().set("replacedAt", deed.now());
                let key = letter_key(&replaced.number);
                let there = Condition::item_exists();
                transaction.update(REPLACED, &self.registrations, key, change, there)?;
            }
            // Who has the first letter is to bring the new permit (S104).
            None => {
                let registration = case.registration();
                let key = NewPermit::key_of(&registration);
                let permit = NewPermit::expected(case.account, registration);
                transaction.create(PERMIT, &self.registrations, Item::new(key, &permit)?)?;
            }
        }
        let news = LetterReady {
            registration: case.registration(),
            semester: (*semester).clone(),
            number: letter.number.clone(),
            place: settings.collection.place.clone(),
            hours: settings.collection.hours.clone(),
        };
        notices::tell(&self.outbox, &mut transaction, case.account, &news)?;
        transaction.commit().await
    }

    /// Puts a letter that cannot be set before a visa officer, and tells the student
    /// that the office prepares it.
    ///
    /// # Errors
    /// Refused under [`LETTER_CASE`] when the request was answered meanwhile.
    pub(super) async fn refer(
        &self,
        before: &LetterCase,
        task: &LetterTask,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let case = before.referred(task.id());
        let told = json!({ "review": task.id(), "request": before.request() });
        let mut transaction = self.begin_letter(deed, &case, told)?;
        review::create(&mut transaction, &self.reviews, task)?;
        let news = LetterPrepared {
            registration: case.registration(),
            semester: task.matter().semester.clone(),
        };
        notices::tell(&self.outbox, &mut transaction, case.account, &news)?;
        transaction.commit().await
    }

    /// Has a letter issued once more.
    ///
    /// # Errors
    /// Refused under [`LETTER_CASE`] when it changed meanwhile, under [`review::TASK`]
    /// when the task did that is `decided` with it.
    pub(super) async fn ask_again(
        &self,
        case: &LetterCase,
        decided: Option<&Moved<LetterMatter>>,
        told: serde_json::Value,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let mut transaction = self.begin_letter(deed, case, told)?;
        if let Some(moved) = decided {
            review::save(&mut transaction, &self.reviews, moved)?;
        }
        let message = IssueLetter { registration: case.registration(), request: case.request() };
        self.outbox.send(&mut transaction, message)?;
        transaction.commit().await
    }

    /// Records that a colleague was shown a letter.
    pub(super) async fn record_letter_viewing(
        &self,
        registration: &RegistrationId,
        what: &str,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let told = Told::new(registration, json!({ "viewed": what }));
        self.audit.begin(deed, told)?.commit().await
    }
}

/// Letters as they are collected.
impl RegistrationStore {
    /// A student's own letter: another person's is not found.
    pub(super) async fn own_letter(
        &self,
        account: AccountId,
        registration: &RegistrationId,
    ) -> Result<Option<LetterCase>, StoreError> {
        Ok(self.letter_case(registration).await?.filter(|case| case.account == account))
    }

    /// A letter with whose it is.
    pub(super) async fn letter_with_student(
        &self,
        registration: &RegistrationId,
    ) -> Result<Option<LetterOfStudent>, StoreError> {
        let (case, student) = tokio::try_join!(
            self.letter_case(registration),
            self.records.student(registration.student),
        )?;
        Ok(case.zip(student))
    }

    /// The same by the number of one that was issued, whether or not it counts.
    pub(super) async fn letter_of_number(
        &self,
        number: &str,
    ) -> Result<Option<LetterOfStudent>, StoreError> {
        match self.public_letter(number).await? {
            Some(letter) => self.letter_with_student(&letter.registration).await,
            None => Ok(None),
        }
    }

    /// Letters, in any order; without those that are gone.
    pub(super) async fn letter_cases(
        &self,
        registrations: &[RegistrationId],
    ) -> Result<Vec<LetterCase>, StoreError> {
        let keys: Vec<Key> = registrations.iter().map(LetterCase::key_of).collect();
        let mut cases = Vec::new();
        for keys in keys.chunks(AT_ONCE) {
            cases.extend(get_each(&self.registrations, keys).await?.into_iter().flatten());
        }
        Ok(cases)
    }

    /// The task of a visa officer about a letter.
    pub(super) async fn letter_task(
        &self,
        review: ReviewId,
    ) -> Result<Option<LetterTask>, StoreError> {
        review::task_about(&self.reviews, review).await
    }

    /// How many may still come in each of the slots.
    pub(super) async fn slots(&self, offered: &[Offered]) -> Result<Vec<SlotView>, StoreError> {
        let keys: Vec<Key> = offered.iter().map(|offered| slot_key(offered.booking)).collect();
        let taken: Vec<Option<Taken>> = match keys.is_empty() {
            true => Vec::new(),
            false => get_each(&self.registrations, &keys).await?,
        };
        let taken = taken.into_iter().map(Option::unwrap_or_default);
        let slots = offered.iter().zip(taken);
        Ok(slots.map(|(offered, taken)| SlotView::of(*offered, taken.taken)).collect())
    }

    /// Who comes on a day, by the clock.
    pub(super) async fn booked(&self, day: Date) -> Result<Vec<Booked>, StoreError> {
        let query = Query::partition(collection_partition(day)).prefix("BOOKING#");
        Ok(self.registrations.list(query.limit(MOST_OF_DAY)).await?.items)
    }

    /// Books a slot that takes so many, in place of what was booked before.
    ///
    /// # Errors
    /// Refused under [`SLOT`] when it is full, under [`LETTER_CASE`] when the letter
    /// changed meanwhile.
    pub(super) async fn book(
        &self,
        before: &LetterCase,
        case: &LetterCase,
        capacity: u32,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let told = json!({ "booking": case.booking() });
        let mut transaction = self.begin_letter(deed, case, told)?;
        self.give_back(&mut transaction, before, deed)?;
        if let Some(booking) = case.booking() {
            let free = Condition::Missing("taken").or(Condition::less_than("taken", capacity));
            let forgotten_at = end_of_beijing_date(booking.day.saturating_add(KEPT_FOR.days()));
            let one_more = Change::new().add("taken", 1).set("ttl", forgotten_at.as_second());
            let table = &self.registrations;
            transaction.update(SLOT, table, slot_key(booking), one_more, free)?;
            let registration = case.registration();
            let key = booking_key(booking, &registration);
            let booked = Item::new(key, &Booked { booking, registration })?;
            transaction.create(BOOKED, table, booked.expiring(forgotten_at))?;
        }
        transaction.commit().await
    }

    /// Gives a slot back.
    ///
    /// # Errors
    /// Refused under [`LETTER_CASE`] when the letter changed meanwhile.
    pub(super) async fn unbook(
        &self,
        before: &LetterCase,
        case: &LetterCase,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let told = json!({ "booking": null });
        let mut transaction = self.begin_letter(deed, case, told)?;
        self.give_back(&mut transaction, before, deed)?;
        transaction.commit().await
    }

    /// Gives the slot back that was booked before; of a day that is past there is none
    /// left to give.
    fn give_back(
        &self,
        transaction: &mut Transaction,
        before: &LetterCase,
        deed: &Deed,
    ) -> Result<(), StoreError> {
        let Some(booking) = before.coming(beijing_date(deed.now())) else { return Ok(()) };
        let table = &self.registrations;
        let one_less = Change::new().add("taken", -1);
        let there = Condition::item_exists;
        transaction.update(SLOT_BEFORE, table, slot_key(booking), one_less, there())?;
        let key = booking_key(booking, &before.registration());
        transaction.delete(BOOKED_BEFORE, table, key, there())
    }

    /// Marks a letter as collected.
    ///
    /// # Errors
    /// Refused under [`LETTER_CASE`] when it changed meanwhile.
    pub(super) async fn collect(&self, case: &LetterCase, deed: &Deed) -> Result<(), CommitError> {
        let number = case.letter().map(|letter| &letter.number);
        let told = json!({ "letter": number, "state": case.stage().state() });
        self.begin_letter(deed, case, told)?.commit().await
    }
}

/// What stands there is the version before this one.
pub(crate) fn unchanged(version: u64) -> Condition {
    match version {
        1 => Condition::item_missing(),
        version => Condition::equals("version", version - 1),
    }
}
