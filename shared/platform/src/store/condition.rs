//! Conditions and changes as values, rendered to DynamoDB's expressions.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;

use super::StoreError;

/// What must hold of an item for a write to happen. Attribute paths may be
/// nested with dots (`claim.until`).
#[derive(Debug, Clone)]
pub enum Condition {
    /// The attribute is present.
    Exists(&'static str),
    /// The attribute is absent (or the whole item, for `pk`).
    Missing(&'static str),
    /// The attribute compares so with the value.
    Compare(&'static str, &'static str, AttributeValue),
    /// The first attribute is less than the second; both are there.
    LessThanAttribute(&'static str, &'static str),
    /// The attribute is a list that has the value.
    Contains(&'static str, AttributeValue),
    /// All hold.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
}

impl Condition {
    /// The item exists.
    #[must_use]
    pub const fn item_exists() -> Self {
        Self::Exists("pk")
    }

    /// No item stands under the key.
    #[must_use]
    pub const fn item_missing() -> Self {
        Self::Missing("pk")
    }

    /// The attribute equals `value`.
    pub fn equals(attribute: &'static str, value: impl Serialize) -> Self {
        Self::Compare(attribute, "=", attribute_value(value))
    }

    /// The attribute is before or less than `value`.
    pub fn less_than(attribute: &'static str, value: impl Serialize) -> Self {
        Self::Compare(attribute, "<", attribute_value(value))
    }

    /// The attribute is not after or greater than `value`.
    pub fn at_most(attribute: &'static str, value: impl Serialize) -> Self {
        Self::Compare(attribute, "<=", attribute_value(value))
    }

    /// The attribute is after or greater than `value`.
    pub fn greater_than(attribute: &'static str, value: impl Serialize) -> Self {
        Self::Compare(attribute, ">", attribute_value(value))
    }

    /// The attribute is a list that has `value`.
    pub fn contains(attribute: &'static str, value: impl Serialize) -> Self {
        Self::Contains(attribute, attribute_value(value))
    }

    /// The attribute equals one of `values`.
    pub fn one_of<V: Serialize>(
        attribute: &'static str,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        Self::Any(values.into_iter().map(|value| Self::equals(attribute, value)).collect())
    }

    /// Both hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match self {
            Self::All(mut conditions) => {
                conditions.push(other);
                Self::All(conditions)
            }
            first => Self::All(vec![first, other]),
        }
    }

    /// At least one holds.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self::Any(vec![self, other])
    }
}

/// What an update does to an item.
#[derive(Debug, Clone, Default)]
pub struct Change {
    sets: Vec<(&'static str, AttributeValue)>,
    removes: Vec<&'static str>,
    adds: Vec<(&'static str, i64)>,
    appends: Vec<(&'static str, AttributeValue)>,
}

impl Change {
    /// A change of nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets an attribute. Setting an absent value (`None`) removes the attribute.
    #[must_use]
    pub fn set(mut self, attribute: &'static str, value: impl Serialize) -> Self {
        match attribute_value(value) {
            AttributeValue::Null(_) => self.removes.push(attribute),
            value => self.sets.push((attribute, value)),
        }
        self
    }

    /// Removes an attribute.
    #[must_use]
    pub fn remove(mut self, attribute: &'static str) -> Self {
        self.removes.push(attribute);
        self
    }

    /// Puts a value at the end of a list, which must be there.
    #[must_use]
    pub fn append(mut self, attribute: &'static str, value: impl Serialize) -> Self {
        self.appends.push((attribute, AttributeValue::L(vec![attribute_value(value)])));
        self
    }

    /// Adds to a number, from zero when it is absent.
    #[must_use]
    pub fn add(mut self, attribute: &'static str, number: i64) -> Self {
        self.adds.push((attribute, number));
        self
    }
}

/// A value as an attribute. The values of this service (texts, numbers, enums,
/// plain structs) always have one; should one not, the marker below equals
/// nothing, so that a condition fails closed.
fn attribute_value(value: impl Serialize) -> AttributeValue {
    let mut value = serde_dynamo::to_attribute_value(value)
        .unwrap_or_else(|_| AttributeValue::S("\u{0}not a value".to_owned()));
    drop_nulls(&mut value);
    value
}

fn drop_nulls(value: &mut AttributeValue) {
    match value {
        AttributeValue::M(map) => {
            map.retain(|_, value| !matches!(value, AttributeValue::Null(_)));
            map.values_mut().for_each(drop_nulls);
        }
        AttributeValue::L(list) => list.iter_mut().for_each(drop_nulls),
        _ => {}
    }
}

/// Collects the names and values of one request's expressions.
#[derive(Debug, Default)]
pub(super) struct Expressions {
    names: HashMap<String, String>,
    values: HashMap<String, AttributeValue>,
}

/// The names of a request, or none: DynamoDB refuses an empty map.
pub(super) type Names = Option<HashMap<String, String>>;
/// The values of a request, or none.
pub(super) type Values = Option<HashMap<String, AttributeValue>>;

impl Expressions {
    pub(super) fn name(&mut self, path: &str) -> String {
        let parts: Vec<String> = path
            .split('.')
            .map(|part| {
                let placeholder = format!("#{part}");
                self.names.insert(placeholder.clone(), part.to_owned());
                placeholder
            })
            .collect();
        parts.join(".")
    }

    pub(super) fn value(&mut self, value: AttributeValue) -> String {
        let placeholder = format!(":v{}", self.values.len());
        self.values.insert(placeholder.clone(), value);
        placeholder
    }

    pub(super) fn condition(&mut self, condition: Condition) -> String {
        match condition {
            Condition::Exists(path) => format!("attribute_exists({})", self.name(path)),
            Condition::Missing(path) => format!("attribute_not_exists({})", self.name(path)),
            Condition::Compare(path, operator, value) => {
                let name = self.name(path);
                let value = self.value(value);
                format!("{name} {operator} {value}")
            }
            Condition::LessThanAttribute(path, other) => {
                format!("{} < {}", self.name(path), self.name(other))
            }
            Condition::Contains(path, value) => {
                format!("contains({}, {})", self.name(path), self.value(value))
            }
            Condition::All(conditions) => self.joined(conditions, " AND "),
            Condition::Any(conditions) => self.joined(conditions, " OR "),
        }
    }

    fn joined(&mut self, conditions: Vec<Condition>, operator: &str) -> String {
        let parts: Vec<String> =
            conditions.into_iter().map(|condition| self.condition(condition)).collect();
        format!("({})", parts.join(operator))
    }

    pub(super) fn change(&mut self, change: Change) -> Result<String, StoreError> {
        let mut clauses = Vec::new();
        let mut sets = Vec::new();
        for (path, value) in change.sets {
            sets.push(format!("{} = {}", self.name(path), self.value(value)));
        }
        for (path, value) in change.appends {
            let name = self.name(path);
            sets.push(format!("{name} = list_append({name}, {})", self.value(value)));
        }
        if !sets.is_empty() {
            clauses.push(format!("SET {}", sets.join(", ")));
        }
        if !change.removes.is_empty() {
            let removes: Vec<String> =
                change.removes.into_iter().map(|path| self.name(path)).collect();
            clauses.push(format!("REMOVE {}", removes.join(", ")));
        }
        if !change.adds.is_empty() {
            let adds: Vec<String> = change
                .adds
                .into_iter()
                .map(|(path, number)| {
                    let value = AttributeValue::N(number.to_string());
                    format!("{} {}", self.name(path), self.value(value))
                })
                .collect();
            clauses.push(format!("ADD {}", adds.join(", ")));
        }
        if clauses.is_empty() {
            return Err(StoreError::corrupt("a change of nothing"));
        }
        Ok(clauses.join(" "))
    }

    /// The last expression of a request: its condition, with all names and values.
    pub(super) fn guarded_by(mut self, condition: Condition) -> (String, Names, Values) {
        let condition = self.condition(condition);
        let (names, values) = self.finish();
        (condition, names, values)
    }

    pub(super) fn finish(self) -> (Names, Values) {
        let names = (!self.names.is_empty()).then_some(self.names);
        let values = (!self.values.is_empty()).then_some(self.values);
        (names, values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_renders_with_placeholders() {
        let condition = Condition::equals("state", "open")
            .and(Condition::Missing("claim").or(Condition::less_than("claim.until", 5)));
        let mut expressions = Expressions::default();
        assert_eq!(
            expressions.condition(condition),
            "(#state = :v0 AND (attribute_not_exists(#claim) OR #claim.#until < :v1))"
        );
        let (names, values) = expressions.finish();
        assert_eq!(names.unwrap().get("#until").unwrap(), "until");
        assert_eq!(values.unwrap().get(":v1").unwrap(), &AttributeValue::N("5".to_owned()));
    }

    #[test]
    fn two_attributes_of_an_item_compare_with_each_other() {
        let condition = Condition::LessThanAttribute("taken", "seats");
        assert_eq!(Expressions::default().condition(condition), "#taken < #seats");
    }

    #[test]
    fn what_is_appended_comes_last_in_the_list() {
        let change = Change::new().append("history", "submitted");
        let mut expressions = Expressions::default();
        assert_eq!(
            expressions.change(change).unwrap(),
            "SET #history = list_append(#history, :v0)"
        );
    }

    #[test]
    fn setting_an_absent_value_removes_the_attribute() {
        let change =
            Change::new().set("state", "open").set("claim", None::<String>).add("version", 1);
        let mut expressions = Expressions::default();
        assert_eq!(
            expressions.change(change).unwrap(),
            "SET #state = :v0 REMOVE #claim ADD #version :v1"
        );
    }
}
