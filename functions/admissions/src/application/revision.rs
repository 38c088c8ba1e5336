//! Staff ask for a revision, and the application goes back to its owner with a
//! few fields and slots open (S64, S65).

use jiff::Timestamp;
use shared_domain::application::revision::{Revision, RevisionItem, RevisionState};
use shared_domain::application::{NotReadyForReview, OpenRevision, Stage};
use shared_domain::document::ChecklistSlot;
use shared_domain::form::application::{self as form, Section, Sections};
use shared_domain::form::reopening;
use shared_domain::ids::ReviewId;
use shared_domain::staff::Colleague;
use shared_platform::clock::whole_second;
use shared_platform::slug::Slug;

use super::{Application, HistoryEvent};

/// A field by its section and name.
pub(super) type Field = (Section, String);

/// What a reviewer asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What is to be corrected.
    pub items: Vec<RevisionItem>,
    /// Until when; a whole second.
    pub due_at: Timestamp,
    /// Who asks.
    pub by: Colleague,
}

impl Application {
    /// The application with fields and slots re-opened, and the request itself (S64).
    ///
    /// # Errors
    /// [`NotReadyForReview`].
    pub fn request_revision(
        &self,
        asked: Asked,
        review: ReviewId,
        now: Timestamp,
    ) -> Result<(Self, Revision), NotReadyForReview> {
        let head = &self.head;
        let revision = Revision {
            number: self.revisions + 1,
            applicant: head.applicant,
            application: head.id,
            round: head.round,
            items: asked.items,
            requested_by: asked.by,
            requested_at: whole_second(now),
            due_at: asked.due_at,
            state: RevisionState::Open,
            ended_at: None,
            reminders_sent: 0,
            reminded_at: None,
        };
        let open = opened_by(&revision, &head.checklist);
        let reopened = head.revision_requested(review, open)?;
        let mut reopened = self.moved_to(reopened, HistoryEvent::RevisionRequested, now);
        reopened.revisions = revision.number;
        Ok((reopened, revision))
    }

    /// The application before staff again as it was submitted last, if its time
    /// to answer is over: what was not sent by then counts for nothing.
    #[must_use]
    pub fn overdue(&self, now: Timestamp) -> Option<Self> {
        let (head, submitted) = self.head.overdue(now)?;
        let mut back = self.moved_to(head, HistoryEvent::RevisionOverdue, now);
        if let Some(submitted) = submitted {
            back.sections = submitted;
        }
        Some(back)
    }

    /// The fields of these sections that may not be as `wanted` has them (S65). There
    /// are none where no revision is asked for.
    pub(super) fn locked_changes(
        &self,
        wanted: &Sections,
        sections: &[Section],
        now: Timestamp,
    ) -> Vec<Field> {
        let Stage::RevisionRequested { revision, before_revision, .. } = self.head.stage() else {
            return Vec::new();
        };
        let submitted = before_revision.as_deref().unwrap_or(&self.sections);
        let opened = revision.fields.iter().filter_map(|field| field_named(field)).collect();
        let situation = self.situation(now);
        let locked = reopening::locked_changes(submitted, wanted, opened, |allowed| {
            form::read(allowed, situation).lacking()
        });
        locked.into_iter().filter(|(section, _)| sections.contains(section)).collect()
    }
}

/// What an application knows of a request while it is open. A new original asks
/// for a new translation, so the slot of that is open with it.
fn opened_by(revision: &Revision, checklist: &[ChecklistSlot]) -> OpenRevision {
    let items = &revision.items;
    let named =
        |item: &RevisionItem| Some(field_name(item.section.as_ref()?, item.field.as_ref()?));
    let asked: Vec<&Slug> = items.iter().filter_map(|item| item.slot.as_ref()).collect();
    let is_open = |row: &&ChecklistSlot| {
        asked.contains(&&row.slot)
            || row.translation_of.as_ref().is_some_and(|original| asked.contains(&original))
    };
    OpenRevision {
        number: revision.number,
        fields: items.iter().filter_map(named).collect(),
        slots: checklist.iter().filter(is_open).map(|row| row.slot.clone()).collect(),
        requested_at: revision.requested_at,
        due_at: revision.due_at,
        requested_by: revision.requested_by.clone(),
    }
}

fn field_name(section: &str, field: &str) -> String {
    format!("{section}/{field}")
}

fn field_named(name: &str) -> Option<Field> {
    let (section, field) = name.split_once('/')?;
    Some((Section::named(section)?, field.to_owned()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};
    use shared_domain::application::revision::RevisionReason;
    use shared_domain::application::{ApplicationState, Submission};
    use shared_domain::document::{Document, DocumentState, FolderKind as _};
    use shared_domain::form::application::samples::complete_sections;
    use shared_domain::form::application::{Draft, SectionFields};
    use shared_domain::ids::DocumentId;
    use shared_domain::samples;
    use shared_platform::clock::seconds_after;
    use shared_platform::locale::Bilingual;

    use super::super::tests::{complete_application, now};
    use super::*;

    const SLOTS: [&str; 3] = ["passport_page", "photo", "diploma"];

    /// Fields with what an applicant may put into them; `null` stands for what
    /// was there at first.
    fn palette() -> Vec<(Section, &'static str, Value)> {
        use Section::{AdditionalInformation, BasicInformation, ContactInformation};
        let guardian = json!({ "name": "EINO EXAMPLE", "idNo": "X1", "phone": "+86 10 1234 5678",
            "address": "Example Road 1, Beijing" });
        let mut palette = vec![
            (BasicInformation, "passportNo", json!("X7654321")),
            (BasicInformation, "passportNo", json!("?")),
            (BasicInformation, "birthDate", json!("2012-01-01")),
            (BasicInformation, "hobby", json!("Chess")),
            (BasicInformation, "inChina", json!(true)),
            (BasicInformation, "visaType", json!("residence_permit")),
            (BasicInformation, "visaType", json!("x1")),
            (BasicInformation, "visaNo", json!("V1234567")),
            (BasicInformation, "visaExpiry", json!("2028-01-01")),
            (BasicInformation, "chinaPlace", json!("Example School")),
            (BasicInformation, "issuePlace", json!("beijing")),
            (BasicInformation, "residencePurpose", json!("other")),
            (BasicInformation, "otherResidencePurpose", json!("Chess")),
            (AdditionalInformation, "guardian", guardian),
            (ContactInformation, "phone", json!("+358 9 7654321")),
        ];
        let originals: Vec<_> =
            palette.iter().map(|(section, field, _)| (*section, *field, Value::Null)).collect();
        palette.extend(originals);
        palette
    }

    /// What applicant, staff and clock may do.
    #[derive(Debug, Clone)]
    enum Event {
        Ask { fields: Vec<(Section, &'static str)>, slots: Vec<&'static str> },
        Save(Vec<(Section, &'static str, Value)>),
        Upload(&'static str),
        SetAside(&'static str),
        Submit,
        TimePasses,
    }

    fn any_event() -> impl Strategy<Value = Event> {
        let slot = || prop::sample::select(SLOTS.to_vec());
        let field = || prop::sample::select(palette());
        let named = field().prop_map(|(section, field, _)| (section, field));
        let fields = prop::collection::vec(named, 0..3);
        prop_oneof![
            2 => (fields, prop::collection::vec(slot(), 0..2))
                .prop_map(|(fields, slots)| Event::Ask { fields, slots }),
            6 => prop::collection::vec(field(), 1..8).prop_map(Event::Save),
            1 => slot().prop_map(Event::Upload),
            1 => slot().prop_map(Event::SetAside),
            3 => Just(Event::Submit),
            1 => Just(Event::TimePasses),
        ]
    }

    struct Course {
        application: Application,
        documents: Vec<Document>,
        rounds: Vec<Submission>,
        now: Timestamp,
    }

    impl Course {
        /// A first round before staff.
        fn submitted() -> Self {
            let (application, documents) = complete_application(None);
            let mut course = Self { application, documents, rounds: Vec::new(), now: now() };
            course.take(&Event::Submit);
            assert_eq!(course.rounds.len(), 1);
            course
        }

        /// One event, as the actions would carry it out.
        fn take(&mut self, event: &Event) {
            let application = &self.application;
            match event {
                Event::Ask { fields, slots } => {
                    let note = || Bilingual { en: "Look.".to_owned(), zh: "请看。".to_owned() };
                    let reason = RevisionReason::Other;
                    let of_field = |(section, field): &(Section, &str)| RevisionItem {
                        section: Some(section.name().to_owned()),
                        field: Some((*field).to_owned()),
                        slot: None,
                        reason,
                        note: note(),
                    };
                    let of_slot = |slot: &&str| RevisionItem {
                        section: None,
                        field: None,
                        slot: slot.parse().ok(),
                        reason,
                        note: note(),
                    };
                    let items = fields.iter().map(of_field).chain(slots.iter().map(of_slot));
                    let by = samples::colleague("li");
                    let due_at = seconds_after(self.now, 10 * 24 * 60 * 60);
                    let asked = Asked { items: items.collect(), due_at, by };
                    let Some(review) = application.head.review() else { return };
                    if let Ok((next, _)) = application.request_revision(asked, review, self.now) {
                        self.application = next;
                    }
                }
                Event::Save(edits) => {
                    for section in Section::ALL {
                        self.save(section, edits);
                    }
                }
                Event::Upload(slot) => {
                    if let Some(known) = self.documents.first().cloned()
                        && application.head.folder().takes(&slot.parse().unwrap())
                    {
                        let slot = slot.parse().unwrap();
                        let new =
                            Document { id: DocumentId::new(), slot, submitted_in: None, ..known };
                        self.documents.push(Document { state: DocumentState::Clean, ..new });
                    }
                }
                Event::SetAside(slot) => {
                    let open = application.head.folder().takes(&slot.parse().unwrap());
                    let here = |document: &&mut Document| document.slot.as_str() == *slot;
                    if let Some(last) = self.documents.iter_mut().rfind(here).filter(|_| open) {
                        last.state = DocumentState::SetAside;
                    }
                }
                Event::Submit => {
                    let seen = application.head.version;
                    if let Ok((next, round)) = application.submit(&self.documents, seen, self.now) {
                        for document in &mut self.documents {
                            if round.documents.iter().any(|other| other.id == document.id) {
                                document.state = DocumentState::Clean;
                                document.submitted_in = Some(round.round);
                            }
                        }
                        self.application = next;
                        self.rounds.push(round);
                    }
                }
                Event::TimePasses => {
                    if let Some(open) = application.head.revision() {
                        self.now = open.due_at;
                    }
                    if let Some(back) = application.overdue(self.now) {
                        self.application = back;
                    }
                }
            }
        }

        fn save(&mut self, section: Section, edits: &[(Section, &'static str, Value)]) {
            let application = &self.application;
            let object = |fields| match serde_json::to_value(fields).unwrap() {
                Value::Object(fields) => fields,
                other => panic!("{other}"),
            };
            let mut fields = object(SectionFields::of(section, &application.sections));
            let first = object(SectionFields::of(section, &complete_sections()));
            for (_, field, value) in edits.iter().filter(|(edited, ..)| *edited == section) {
                let value = if value.is_null() { &first[*field] } else { value };
                fields.insert((*field).to_owned(), value.clone());
            }
            let typed = SectionFields::parse(section, Value::Object(fields)).unwrap();
            let situation = application.situation(self.now);
            let Ok(draft) = Draft::of(typed, &application.sections, situation) else { return };
            let seen = application.head.version;
            if let Ok(Some(saved)) = application.save(&draft, seen, self.now) {
                self.application = saved;
            }
        }

        /// The fields in which the sections are not as in the last round.
        fn differing_from(&self, round: &Submission) -> Vec<Field> {
            let fields = |section: Section| {
                let fields = SectionFields::of(section, &self.application.sections);
                let names = fields.differing_from(&round.sections);
                names.into_iter().map(move |field| (section, field))
            };
            Section::ALL.into_iter().flat_map(fields).collect()
        }

        /// Whether a field could not be as it was in a round, the others being as
        /// they are now.
        fn must_differ(&self, (section, field): &Field, round: &Submission) -> bool {
            let before = SectionFields::of(*section, &round.sections);
            let mut put_back = self.application.sections.clone();
            before.copy_into(&mut put_back, |name| name == field);
            let read = form::read(&mut put_back, self.application.situation(self.now));
            let is_other = before.differing_from(&put_back).contains(field);
            is_other || read.lacking().contains(&(*section, field.clone()))
        }
    }

    proptest! {
        #[test]
        fn no_order_of_events_edits_what_is_locked_and_every_round_is_complete(
            events in prop::collection::vec(any_event(), 1..30),
        ) {
            let mut course = Course::submitted();
            for event in &events {
                let before = course.application.clone();
                let rounds = course.rounds.len();
                course.take(event);
                let after = course.application.clone();
                if !matches!(event, Event::Save(_)) && before != after {
                    prop_assert_eq!(after.head.version, before.head.version + 1);
                }
                let last = course.rounds[rounds - 1].clone();
                let open = before.head.revision();
                let is_open = |(section, field): &Field| {
                    let name = field_name(section.name(), field);
                    open.is_some_and(|open| open.fields.contains(&name))
                };
                if matches!(event, Event::Save(_)) && open.is_none() {
                    prop_assert_eq!(&after, &before);
                }
                if course.rounds.len() > rounds {
                    // S65: what is another than in the round before was re-opened,
                    // or could not stay.
                    for field in course.differing_from(&last) {
                        let allowed = is_open(&field) || course.must_differ(&field, &last);
                        prop_assert!(allowed, "{:?} was locked", field);
                    }
                    let round = &course.rounds[rounds];
                    prop_assert_eq!(round.round, last.round + 1);
                    for slot in SLOTS {
                        let of = |round: &Submission| {
                            let here =
                                round.documents.iter().filter(|other| other.slot.as_str() == slot);
                            here.map(|document| document.id).collect::<Vec<_>>()
                        };
                        let locked =
                            !before.head.folder().takes(&slot.parse().unwrap());
                        prop_assert!(!locked || of(round) == of(&last), "{} was locked", slot);
                    }
                }
                let last = course.rounds.last().unwrap();
                if course.application.head.state() == ApplicationState::ReadyForReview {
                    // What staff see is what its owner sees, and it is complete (S59, S60).
                    prop_assert_eq!(&course.application.sections, &last.sections);
                    for slot in ["passport_page", "photo"] {
                        let mut slots = last.documents.iter().map(|document| document.slot.as_str());
                        prop_assert!(slots.any(|other| other == slot));
                    }
                }
                if course.rounds.len() > rounds {
                    let complete = course.application.read_form(course.now).1.complete();
                    prop_assert!(complete.is_ok());
                }
            }
        }
    }
}
