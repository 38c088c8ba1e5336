//! Where the data of a person lies: one list, from which follows what the
//! person gets in an export, what is erased with the account, and what is kept
//! all the same (docs/decisions/0009-one-list-of-personal-data.md).

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::{Map, Value, json};
use shared_platform::auth::account_key;
use shared_platform::environment::{Environment, InitError};
use shared_platform::ids::AccountId;
use shared_platform::store::{Condition, Cursor, Key, Page, Query, StoreError, Table};

use crate::account::{folded, mail_feedback_key};
use crate::application::applicant_partition;
use crate::document::files_partition;
use crate::payment::{PaymentId, attempt_key};
use crate::review::tasks_of_applicant;
use crate::student::{self, Student, student_partition};

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
    table: &'static str,
    selections: fn(&Person) -> Vec<Selection>,
    /// The attribute that says whose an item is, where what stands under its key
    /// may be another's: the names of a closed account are anybody's again.
    owner: Option<&'static str>,
    /// Attributes that leave the service with nobody: hashes, sealed keys, what
    /// colleagues are called.
    withheld: &'static [&'static str],
    /// Attributes that are withheld of what somebody else did.
    withheld_of_others: &'static [&'static str],
}

/// Items of one partition.
enum Selection {
    /// All of them.
    Partition(String),
    /// The one under a key.
    Item(Key),
}

/// All places, each after those that lead to it: who reads them in this order
/// finds everything, and who erases them in the opposite order can begin again
/// at any point. Whole partitions are taken, so that a new kind of item in one
/// of them is exported and erased without a word here.
pub const PLACES: [Place; 16] = [
    Place {
        name: "account",
        fate: Fate::Erased,
        table: "ACCOUNTS",
        selections: |person| vec![Selection::Partition(account_key(person.account).pk)],
        owner: None,
        withheld: &["secretHash", "previousHash", "replacedHashes", "hash", "totp"],
        withheld_of_others: &[],
    },
    Place {
        name: "sign_in_names",
        fate: Fate::Erased,
        table: "ACCOUNTS",
        selections: |person| {
            let names = [&person.user_name, &person.email];
            names
                .map(|name| Selection::Item(Key::new(format!("NAME#{}", folded(name)), "NAME")))
                .into()
        },
        owner: Some("account"),
        withheld: &["password", "totp"],
        withheld_of_others: &[],
    },
    Place {
        name: "staff_directory",
        fate: Fate::Erased,
        table: "ACCOUNTS",
        selections: |person| {
            vec![Selection::Item(Key::new("STAFF", format!("ACCOUNT#{}", person.account)))]
        },
        owner: None,
        withheld: &[],
        withheld_of_others: &[],
    },
    Place {
        name: "applications",
        fate: Fate::Erased,
        table: "APPLICATIONS",
        selections: |person| vec![Selection::Partition(applicant_partition(person.account))],
        owner: None,
        withheld: &["requestedBy", "revision.requestedBy", "secondLook.by", "secondLook.reason"],
        withheld_of_others: &[],
    },
    Place {
        name: "documents",
        fate: Fate::Erased,
        table: "DOCUMENTS",
        selections: |person| {
            let applicant = applicant_partition(person.account);
            let partition =
                |id: &String| Selection::Partition(format!("{applicant}#APPLICATION#{id}"));
            let files = Selection::Partition(files_partition(person.account));
            person.ids(Thing::Application).map(partition).chain([files]).collect()
        },
        owner: None,
        withheld: &[],
        withheld_of_others: &[],
    },
    Place {
        name: "orders",
        fate: Fate::Kept(Reason::Accounting),
        table: "PAYMENTS",
        selections: |person| vec![Selection::Partition(applicant_partition(person.account))],
        owner: None,
        withheld: &[],
        withheld_of_others: &[],
    },
    Place {
        name: "payment_attempts",
        fate: Fate::Kept(Reason::Accounting),
        table: "PAYMENTS",
        selections: |person| {
            let item = |number: &String| Selection::Item(attempt_key(number));
            person.ids(Thing::Attempt).map(item).collect()
        },
        owner: None,
        withheld: &[],
        withheld_of_others: &[],
    },
    Place {
        name: "payments",
        fate: Fate::Kept(Reason::Accounting),
        table: "PAYMENTS",
        selections: |person| {
            let item = |id: &String| Selection::Item(PaymentId::from(id.clone()).ledger_key());
            person.ids(Thing::Payment).map(item).collect()
        },
        owner: None,
        withheld: &[],
        withheld_of_others: &[],
    },
    Place {
        name: "review_index",
        fate: Fate::Erased,
        table: "REVIEWS",
        selections: |person| vec![Selection::Partition(tasks_of_applicant(person.account))],
        owner: None,
        withheld: &[],
        withheld_of_others: &[],
    },
    Place {
        name: "reviews",
        fate: Fate::Erased,
        table: "REVIEWS",
        selections: |person| {
            let task = |id: &String| Selection::Item(Key::new(format!("REVIEW#{id}"), "REVIEW"));
            person.ids(Thing::Review).map(task).collect()
        },
        owner: None,
        // Besides who it was: what is not decided yet, and what colleagues write
        // for each other.
        withheld: &[
            "claim",
            "course.closing.by",
            "course.closing.proposedBy",
            "course.closing.decision.grounds.justification",
            "course.proposal",
            "course.rejection",
            "waitlisting.by",
            "waitlisting.proposedBy",
            "waitlisting.decision.grounds.justification",
            "matter.secondLook.by",
            "matter.secondLook.reason",
        ],
        withheld_of_others: &[],
    },
    Place {
        name: "student_index",
        fate: Fate::Erased,
        table: "REGISTRATIONS",
        selections: |person| vec![Selection::Partition(applicant_partition(person.account))],
        owner: None,
        withheld: &[],
        withheld_of_others: &[],
    },
    Place {
        name: "students",
        fate: Fate::Erased,
        table: "REGISTRATIONS",
        selections: |person| {
            let ids = person.ids(Thing::Student).filter_map(|id| id.parse().ok());
            ids.map(|id| Selection::Partition(student_partition(id))).collect()
        },
        owner: None,
        withheld: &["by"],
        withheld_of_others: &[],
    },
    Place {
        name: "student_lists",
        fate: Fate::Erased,
        table: "REGISTRATIONS",
        selections: |person| person.beside_records.iter().cloned().map(Selection::Item).collect(),
        owner: None,
        withheld: &[],
        withheld_of_others: &[],
    },
    Place {
        name: "notices",
        fate: Fate::Erased,
        table: "NOTICES",
        selections: |person| vec![Selection::Partition(account_key(person.account).pk)],
        owner: None,
        withheld: &[],
        withheld_of_others: &[],
    },
    Place {
        name: "mail_feedback",
        fate: Fate::Erased,
        table: "NOTICES",
        selections: |person| vec![Selection::Item(mail_feedback_key(&person.email))],
        owner: None,
        withheld: &[],
        withheld_of_others: &[],
    },
    Place {
        name: "log",
        fate: Fate::Kept(Reason::Accountability),
        table: "AUDIT",
        selections: |person| {
            let things =
                [Thing::Application, Thing::Document, Thing::Order, Thing::Review, Thing::Student];
            let subjects = things.into_iter().flat_map(|thing| person.ids(thing).cloned());
            let subjects = std::iter::once(person.account.to_string()).chain(subjects);
            subjects.map(|id| Selection::Partition(format!("SUBJECT#{id}"))).collect()
        },
        owner: None,
        withheld: &[],
        withheld_of_others: &[
            "actor",
            "address",
            "before.claim",
            "after.claim",
            "after.proposed",
            "after.proposal",
            "after.reasons",
            "after.conditions",
            "after.justified",
            "after.withoutPlace",
        ],
    },
];

/// What ids of a person's things are ids of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Application,
    Document,
    Order,
    Attempt,
    Payment,
    Review,
    Student,
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
    things: BTreeMap<Thing, BTreeSet<String>>,
    /// What stands beside the records of the student whom the person is.
    beside_records: Vec<Key>,
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
        Self { account, user_name, email, things: BTreeMap::new(), beside_records: Vec::new() }
    }

    fn ids(&self, thing: Thing) -> impl Iterator<Item = &String> {
        self.things.get(&thing).into_iter().flatten()
    }

    /// Learns from an item what else is the person's.
    fn learn(&mut self, found: &Found) {
        if found.key.sk == "STUDENT" {
            let student = serde_json::from_value::<Student>(found.value.clone());
            self.beside_records.extend(student.iter().flat_map(student::beside));
        }
        let Some((kind, id)) = found.key.sk.split_once('#') else { return };
        let thing = match (kind, found.key.pk.starts_with("APPLICANT#")) {
            ("APPLICATION", true) => Thing::Application,
            ("DOCUMENT", true) => Thing::Document,
            ("REVIEW", true) => Thing::Review,
            ("STUDENT", true) => Thing::Student,
            ("ORDER", true) => return self.learn_of_order(&found.value),
            _ => return,
        };
        self.things.entry(thing).or_default().insert(id.to_owned());
    }

    fn learn_of_order(&mut self, order: &Value) {
        let list = |name: &str| order.get(name).and_then(Value::as_array).into_iter().flatten();
        let text = |value: &Value, name: &str| value.get(name)?.as_str().map(str::to_owned);
        let numbers = list("attempts").filter_map(|attempt| text(attempt, "id"));
        let numbers = numbers.map(|id| id.trim_start_matches("att_").to_owned());
        let payments = list("payments").filter_map(|payment| text(payment, "id"));
        self.things.entry(Thing::Attempt).or_default().extend(numbers);
        self.things.entry(Thing::Payment).or_default().extend(payments);
        self.things.entry(Thing::Order).or_default().extend(text(order, "id"));
    }
}

impl Place {
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
        let of_others = self.withheld_of_others.iter().filter(|_| !own);
        let table_only = ["pk", "sk", "ttl", "queue", "queuedAt", "holder"];
        for path in self.withheld.iter().chain(of_others).chain(&table_only) {
            remove(&mut value, path);
        }
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

/// The tables in which persons have data.
#[derive(Debug, Clone)]
pub struct PersonalData {
    tables: BTreeMap<&'static str, Table>,
}

impl PersonalData {
    /// The data of an environment.
    ///
    /// # Errors
    /// [`InitError`] when a table is not named.
    pub fn of(environment: &Environment) -> Result<Self, InitError> {
        let names = PLACES.iter().map(|place| place.table);
        let tables = names.map(|name| Ok((name, environment.table(name)?)));
        Ok(Self { tables: tables.collect::<Result<_, InitError>>()? })
    }

    /// Everything of a person, place by place and page by page.
    #[must_use]
    pub fn walk(&self, person: Person) -> Walk<'_> {
        Walk { data: self, person, places: PLACES.iter(), at: None }
    }

    /// Erases items of a person in a place, whatever else they hold. To erase
    /// them twice is no mistake.
    ///
    /// # Errors
    /// [`StoreError`] when not all were erased.
    #[expect(
        clippy::disallowed_methods,
        reason = "a part of a deletion that was told when it was asked for"
    )]
    pub async fn erase(
        &self,
        place: &Place,
        account: AccountId,
        keys: &[Key],
    ) -> Result<(), StoreError> {
        let table = self.table(place)?;
        match place.owner {
            Some(owner) => {
                for key in keys {
                    let own = Condition::equals(owner, account);
                    table.delete_if(key.clone(), own).await?;
                }
            }
            None => {
                for some in keys.chunks(25) {
                    table.delete_all(some.to_vec()).await?;
                }
            }
        }
        Ok(())
    }

    fn table(&self, place: &Place) -> Result<&Table, StoreError> {
        self.tables.get(place.table).ok_or_else(|| StoreError::corrupt("a place of no table"))
    }
}

/// Reads everything of a person, place by place. It learns on the way where to
/// look next.
pub struct Walk<'a> {
    data: &'a PersonalData,
    person: Person,
    places: std::slice::Iter<'static, Place>,
    at: Option<Position>,
}

struct Position {
    place: &'static Place,
    left: VecDeque<Selection>,
    /// Where the next page of the first selection begins.
    next: Option<Cursor>,
}

impl Walk<'_> {
    /// The person, with all that was learnt so far.
    #[must_use]
    pub const fn person(&self) -> &Person {
        &self.person
    }

    /// The next items, perhaps none, and the place they are of; nothing when
    /// all places were read. Every place comes at least once.
    ///
    /// # Errors
    /// [`StoreError`] when a table cannot be read.
    pub async fn next(&mut self) -> Result<Option<(&'static Place, Vec<Found>)>, StoreError> {
        let Some(mut at) = self.at.take().or_else(|| self.next_place()) else { return Ok(None) };
        let place = at.place;
        let Some(selection) = at.left.front() else { return Ok(Some((place, Vec::new()))) };
        let query = match selection {
            Selection::Partition(partition) => Query::partition(partition),
            Selection::Item(key) => Query::partition(&key.pk).prefix(&key.sk),
        };
        let page: Page<Value> = self.data.table(place)?.list(query.after(at.next.take())).await?;
        at.next = page.next;
        if at.next.is_none() {
            at.left.pop_front();
        }
        if !at.left.is_empty() {
            self.at = Some(at);
        }
        let found = page.items.into_iter().filter_map(Found::of);
        let found: Vec<Found> = found.filter(|found| place.is_of(&self.person, found)).collect();
        found.iter().for_each(|found| self.person.learn(found));
        Ok(Some((place, found)))
    }

    fn next_place(&mut self) -> Option<Position> {
        let place = self.places.next()?;
        Some(Position { place, left: (place.selections)(&self.person).into(), next: None })
    }
}

impl Found {
    fn of(value: Value) -> Option<Self> {
        let text = |name: &str| Some(value.get(name)?.as_str()?.to_owned());
        let key = Key::new(text("pk")?, text("sk")?);
        Some(Self { key, value })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person() -> Person {
        Person::new(AccountId::new(), "anna.tester".to_owned(), "anna@example.org".to_owned())
    }

    fn place(name: &str) -> &'static Place {
        PLACES.iter().find(|place| place.name == name).unwrap()
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
    fn an_order_leads_to_its_attempts_and_payments() {
        let mut person = person();
        let order = json!({
            "id": "ord_1",
            "attempts": [{ "id": "att_0001" }],
            "payments": [{ "id": "wechat_pay#42000000001" }],
        });
        person.learn(&found("APPLICANT#acc_1", "ORDER#app_1", order));
        let keys = |name: &str| {
            (place(name).selections)(&person)
                .into_iter()
                .map(|selection| match selection {
                    Selection::Item(key) => key.pk,
                    Selection::Partition(partition) => partition,
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(keys("payment_attempts"), ["ATTEMPT#0001"]);
        assert_eq!(keys("payments"), ["LEDGER#wechat_pay#42000000001"]);
        assert!(keys("log").contains(&"SUBJECT#ord_1".to_owned()));
    }

    #[test]
    fn the_record_of_a_student_leads_to_the_lists_that_name_it() {
        let mut person = person();
        let record = json!({
            "id": "stu_01980000000070008000000000000001",
            "version": 1,
            "origin": "roster",
            "state": { "is": "left", "since": "2027-03-01T02:00:00Z" },
            "number": "LX42",
            "identity": {
                "name": "TESTER ANNA",
                "passportNo": "X1234567",
                "nationality": "FI",
                "birthDate": "2006-05-17",
            },
        });
        person.learn(&found("STUDENT#stu_01980000000070008000000000000001", "STUDENT", record));
        let rows = (place("student_lists").selections)(&person);
        let rows: Vec<String> = rows
            .into_iter()
            .map(|selection| match selection {
                Selection::Item(key) => key.sk,
                Selection::Partition(partition) => partition,
            })
            .collect();
        let id = "stu_01980000000070008000000000000001";
        assert!(rows.contains(&format!("NUMBER#LX42#{id}")), "{rows:?}");
        assert!(rows.contains(&format!("NAME#tester anna#{id}")), "{rows:?}");
        assert!(rows.contains(&format!("STUDENT#{id}")), "{rows:?}");
    }
}
