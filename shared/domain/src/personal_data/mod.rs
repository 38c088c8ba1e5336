//! Where the data of a person lies: one list, from which follows what the
//! person gets in an export, what is erased with the account, and what is kept
//! all the same (docs/decisions/0009-one-list-of-personal-data.md). Each place
//! stands beside its noun, in its `personal_data.rs`; here they are only named.

mod log;
mod walk;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use shared_platform::ids::AccountId;
use shared_platform::store::Key;

pub use self::log::LOG;
pub use self::walk::{PersonalData, Walk};
use crate::{account, application, document, letter, notices, payment, review, staff, student};

/// All places, each after those that lead to it: who reads them in this order
/// finds everything, and who erases them in the opposite order can begin again
/// at any point. Whole partitions are taken, so that a new kind of item in one
/// of them is exported and erased without a word here.
pub const PLACES: [&Place; 17] = [
    &account::personal_data::ACCOUNT,
    &account::personal_data::SIGN_IN_NAMES,
    &staff::personal_data::DIRECTORY,
    &application::personal_data::APPLICATIONS,
    &payment::personal_data::ORDERS,
    &payment::personal_data::ATTEMPTS,
    &payment::personal_data::LEDGER,
    &review::personal_data::REVIEW_INDEX,
    &review::personal_data::REVIEWS,
    &student::personal_data::STUDENT_INDEX,
    &student::personal_data::STUDENTS,
    &student::personal_data::STUDENT_LISTS,
    &letter::personal_data::LETTERS_OF_STUDENTS,
    &document::personal_data::DOCUMENTS,
    &notices::personal_data::NOTICES,
    &account::personal_data::MAIL_FEEDBACK,
    &LOG,
];

/// What becomes of data when its person's account is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is erased.
    Erased,
    /// It is kept, by ids only, for a reason that the receipt names.
    Kept(Reason),
}

/// Why data outlives the account it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The law on accounting: what was paid.
    Accounting,
    /// The service must be able to show who did what.
    Accountability,
}

/// A kind of place where data of a person lies.
#[derive(Debug)]
pub struct Place {
    /// What lies there; the file of an export is called so.
    pub name: &'static str,
    /// What becomes of it with the account.
    pub fate: Fate,
    pub(crate) table: &'static str,
    /// What of it is found from the account alone.
    pub(crate) begins: fn(&Person) -> Vec<Selection>,
    /// What an item of it leads to, there or in later places.
    pub(crate) leads: fn(&Found, &mut Person),
    /// The attribute that says whose an item is, where what stands under its key
    /// may be another's: the names of a closed account are anybody's again.
    pub(crate) owner: Option<&'static str>,
    /// Attributes that leave the service with nobody: hashes, sealed keys, what
    /// colleagues are called. An item can name more of them: see [`WITHHELD`].
    pub(crate) withheld: &'static [&'static str],
    /// Attributes that are withheld of what somebody else did, as several nouns
    /// name them.
    pub(crate) withheld_of_others: &'static [&'static [&'static str]],
}

/// The attribute in which an item names further attributes that are withheld: what
/// its noun knows, and this crate does not.
pub const WITHHELD: &str = "withheld";

/// Items of one partition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Selection {
    /// All of them.
    Partition(String),
    /// The one under a key.
    Item(Key),
}

/// A person, as far as one must know them to find their data.
#[derive(Debug, Clone)]
pub struct Person {
    /// The account.
    pub account: AccountId,
    /// The name one signs in with.
    pub user_name: String,
    /// The address.
    pub email: String,
    /// What was found to lead on, by the name of the place it leads to.
    led: BTreeMap<&'static str, Vec<Selection>>,
}

/// An item of a person.
#[derive(Debug, Clone)]
pub struct Found {
    /// Where it lies.
    pub key: Key,
    /// What it holds.
    pub value: Value,
}

impl Person {
    /// A person of whom only this is known.
    #[must_use]
    pub const fn new(account: AccountId, user_name: String, email: String) -> Self {
        Self { account, user_name, email, led: BTreeMap::new() }
    }

    /// Notes that there is more of the person in a place.
    pub(crate) fn has_more_in(&mut self, place: &Place, selection: Selection) {
        let known = self.led.entry(place.name).or_default();
        if !known.contains(&selection) {
            known.push(selection);
        }
    }

    /// Learns from an item what else is the person's.
    fn learn(&mut self, place: &Place, found: &Found) {
        (place.leads)(found, self);
    }
}

impl Found {
    /// What follows a word in its sort key: mostly the id of what it is.
    pub(crate) fn named(&self, word: &str) -> Option<&str> {
        self.key.sk.strip_prefix(word)
    }

    /// The item in its type, if it is of that.
    pub(crate) fn read<T: serde::de::DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_value(self.value.clone()).ok()
    }
}

impl Place {
    /// Where the person has something in this place, as far as is known.
    fn selections(&self, person: &Person) -> Vec<Selection> {
        let led = person.led.get(self.name).into_iter().flatten().cloned();
        (self.begins)(person).into_iter().chain(led).collect()
    }

    /// Whether what was found here is the person's.
    fn is_of(&self, person: &Person, found: &Found) -> bool {
        self.owner.is_none_or(|owner| found.value.get(owner) == Some(&json!(person.account)))
    }

    /// An item as the person gets it: with the kind it is of, and without what
    /// is withheld and what only the table needs.
    #[must_use]
    pub fn given_out(&self, person: &Person, found: &Found) -> Value {
        let mut value = found.value.clone();
        let own = value.get("actor").and_then(Value::as_str) == Some(&person.account.to_string());
        let of_others = self.withheld_of_others.iter().filter(|_| !own).copied().flatten();
        let table_only = ["pk", "sk", "ttl", "queue", "queuedAt", "holder", WITHHELD];
        for path in self.withheld.iter().chain(of_others).chain(&table_only) {
            remove(&mut value, path);
        }
        let named = found.value.get(WITHHELD).and_then(Value::as_array).into_iter().flatten();
        named.filter_map(Value::as_str).for_each(|path| remove(&mut value, path));
        let kind = found.key.sk.split('#').next().unwrap_or_default();
        let is_kind = kind.bytes().all(|letter| letter.is_ascii_uppercase());
        match value {
            Value::Object(attributes) if is_kind => {
                let mut named = Map::from_iter([("kind".to_owned(), json!(kind.to_lowercase()))]);
                named.extend(attributes);
                Value::Object(named)
            }
            value => value,
        }
    }
}

/// Removes the attribute at a path such as `closing.by`.
fn remove(value: &mut Value, path: &str) {
    let Some(attributes) = value.as_object_mut() else { return };
    match path.split_once('.') {
        None => drop(attributes.remove(path)),
        Some((first, rest)) => {
            attributes.get_mut(first).into_iter().for_each(|inner| remove(inner, rest));
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::ids::{ApplicationId, AttemptId};
    use crate::payment::attempt::{Attempt, Method};
    use crate::payment::order::Payment;
    use crate::payment::{PaymentId, Provider};
    use crate::samples;

    fn person() -> Person {
        Person::new(AccountId::new(), "anna.tester".to_owned(), "anna@example.org".to_owned())
    }

    fn place(name: &str) -> &'static Place {
        PLACES.into_iter().find(|place| place.name == name).unwrap()
    }

    fn found(pk: &str, sk: &str, mut value: Value) -> Found {
        value["pk"] = json!(pk);
        value["sk"] = json!(sk);
        Found { key: Key::new(pk, sk), value }
    }

    #[test]
    fn hashes_and_what_only_the_table_needs_are_not_given_out() {
        let session = json!({ "id": "ses_1", "secretHash": "h", "previousHash": "g", "ttl": 5 });
        let found = found("ACCOUNT#acc_1", "SESSION#ses_1", session);
        let given = place("account").given_out(&person(), &found);
        assert_eq!(given, json!({ "kind": "session", "id": "ses_1" }));
    }

    #[test]
    fn a_colleague_is_not_named_to_the_person() {
        let by = json!({ "userName": "reviewer.li" });
        let closing = json!({ "end": "decided", "decision": { "outcome": "decline" }, "by": by });
        let task = json!({ "claim": { "by": by }, "course": { "closing": closing } });
        let found = found("REVIEW#rev_1", "REVIEW", task);
        let given = place("reviews").given_out(&person(), &found);
        let closing = json!({ "end": "decided", "decision": { "outcome": "decline" } });
        assert_eq!(given, json!({ "kind": "review", "course": { "closing": closing } }));
    }

    #[test]
    fn what_colleagues_write_for_each_other_and_what_is_not_decided_is_not_given_out() {
        let secret = "An agreement of both faculties.";
        let decision = json!({ "outcome": "accept", "grounds": { "justification": secret } });
        let reopening = json!({ "kind": "reopening", "reason": secret });
        let task = json!({
            "matterKind": "application",
            "course": {
                "closing": { "decision": decision },
                "proposal": { "outcome": "decline", "reasons": ["other"] },
                "rejection": { "note": secret },
            },
            "waitlisting": { "decision": decision },
            "matter": { "secondLook": reopening },
            // What the matter itself has said, when the task was opened.
            "withheld": [
                "matter.secondLook.by",
                "matter.secondLook.reason",
                "course.closing.decision.grounds.justification",
                "waitlisting.decision.grounds.justification",
            ],
        });
        let given = place("reviews").given_out(&person(), &found("REVIEW#rev_1", "REVIEW", task));
        let decision = json!({ "outcome": "accept", "grounds": {} });
        let rest = json!({
            "kind": "review",
            "matterKind": "application",
            "course": { "closing": { "decision": decision } },
            "waitlisting": { "decision": decision },
            "matter": { "secondLook": { "kind": "reopening" } },
        });
        assert_eq!(given, rest);
        let application =
            found("APPLICANT#acc_1", "APPLICATION#app_1", json!({ "secondLook": reopening }));
        let given = place("applications").given_out(&person(), &application);
        assert_eq!(given["secondLook"], json!({ "kind": "reopening" }));
        let entry =
            json!({ "actor": "acc_2", "after": { "proposed": "decline", "reasons": ["other"] } });
        let given = place("log").given_out(&person(), &found("SUBJECT#app_1", "2027#1", entry));
        assert_eq!(given, json!({ "after": {} }));
    }

    #[test]
    fn who_asked_for_a_revision_is_not_named_to_the_person() {
        let by = json!({ "id": "acc_2", "userName": "reviewer.li" });
        for (sort, item) in [
            ("APPLICATION#app_1", json!({ "revision": { "number": 1, "requestedBy": by } })),
            ("REVISION#app_1#001", json!({ "number": 1, "requestedBy": by })),
        ] {
            let given =
                place("applications").given_out(&person(), &found("APPLICANT#acc_1", sort, item));
            assert!(!given.to_string().contains("reviewer.li"), "{given}");
        }
    }

    #[test]
    fn of_what_others_did_the_log_tells_what_and_when_but_not_who_and_from_where() {
        let person = person();
        let entry = |actor: String| {
            let entry = json!({ "actor": actor, "action": "view", "address": "203.0.113.7" });
            found("SUBJECT#app_1", "2027-03-01T02:00:00Z#1", entry)
        };
        let own = place("log").given_out(&person, &entry(person.account.to_string()));
        assert_eq!(own["address"], "203.0.113.7");
        let of_another = place("log").given_out(&person, &entry(AccountId::new().to_string()));
        assert_eq!(of_another, json!({ "action": "view" }));
    }

    #[test]
    fn an_application_leads_to_its_documents_and_all_of_them_to_the_log() {
        let mut person = person();
        let application = ApplicationId::new();
        let partition = format!("APPLICANT#{}", person.account);
        let head = found(&partition, &format!("APPLICATION#{application}"), json!({}));
        person.learn(place("applications"), &head);
        let documents = place("documents").selections(&person);
        let folder = format!("{partition}#APPLICATION#{application}");
        assert!(documents.contains(&Selection::Partition(folder.clone())), "{documents:?}");
        person.learn(place("documents"), &found(&folder, "DOCUMENT#doc_1", json!({})));
        let log = place("log").selections(&person);
        for subject in [person.account.to_string(), application.to_string(), "doc_1".to_owned()] {
            let entries = Selection::Partition(format!("SUBJECT#{subject}"));
            assert!(log.contains(&entries), "{subject}");
        }
    }

    #[test]
    fn no_two_places_have_one_name() {
        for (number, place) in PLACES.iter().enumerate() {
            let same = |other: &&Place| other.name == place.name;
            assert_eq!(PLACES.into_iter().position(|other| same(&other)), Some(number));
        }
    }

    #[test]
    fn an_order_leads_to_its_attempts_and_payments() {
        let mut person = person();
        let mut order = samples::order(person.account, ApplicationId::new());
        let attempt = Attempt::new(AttemptId::new(), Method::WechatPay, Timestamp::UNIX_EPOCH);
        let (number, paid_at) = (attempt.number(), Timestamp::UNIX_EPOCH);
        order.start(attempt).unwrap();
        let id = PaymentId::new(Provider::WechatPay, "42000000001");
        order.receive(&Payment { id, attempt: number.clone(), paid_at });
        person.learn(place("orders"), &found("APPLICANT#acc_1", "ORDER#app_1", json!(order)));
        let keys = |name: &str| {
            place(name)
                .selections(&person)
                .into_iter()
                .map(|selection| match selection {
                    Selection::Item(key) => key.pk,
                    Selection::Partition(partition) => partition,
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(keys("payment_attempts"), [format!("ATTEMPT#{}", number.as_str())]);
        assert_eq!(keys("payments"), ["LEDGER#wechat_pay#42000000001"]);
        assert!(keys("log").contains(&format!("SUBJECT#{}", order.id)));
    }

    #[test]
    fn the_record_of_a_student_leads_to_the_lists_that_name_it() {
        let mut person = person();
        let record = |id: &str, number: &str| {
            json!({
                "id": id,
                "version": 1,
                "origin": "roster",
                "state": { "is": "left", "since": "2027-03-01T02:00:00Z" },
                "number": number,
                "identity": {
                    "name": "TESTER ANNA",
                    "passportNo": "X1234567",
                    "nationality": "FI",
                    "birthDate": "2006-05-17",
                },
            })
        };
        let (id, other) =
            ("stu_01980000000070008000000000000001", "stu_01980000000070008000000000000002");
        for (id, number) in [(id, "LX42"), (other, "LX43")] {
            let key = format!("STUDENT#{id}");
            person.learn(place("students"), &found(&key, "STUDENT", record(id, number)));
        }
        let rows = place("student_lists").selections(&person);
        let rows: Vec<String> = rows
            .into_iter()
            .map(|selection| match selection {
                Selection::Item(key) => key.sk,
                Selection::Partition(partition) => partition,
            })
            .collect();
        assert!(rows.contains(&format!("NUMBER#LX43#{other}")), "{rows:?}");
        assert!(rows.contains(&format!("NUMBER#LX42#{id}")), "{rows:?}");
        assert!(rows.contains(&format!("NAME#tester anna#{id}")), "{rows:?}");
        assert!(rows.contains(&format!("STUDENT#{id}")), "{rows:?}");
        // Both are records of one person: what is erased is named once.
        assert_eq!(rows.iter().filter(|row| *row == "RECORDS").count(), 1, "{rows:?}");
    }
}
