//! Values that fit the schemas of the API document, and values that do not.

use serde_json::{Map, Value, json};
use uuid::Uuid;

/// The schemas of the API document.
pub struct Schemas<'a> {
    document: &'a Value,
    marker: &'a str,
}

impl<'a> Schemas<'a> {
    /// The schemas of `document`; texts that are made up begin with `marker`.
    #[must_use]
    pub fn of(document: &'a Value, marker: &'a str) -> Self {
        Self { document, marker }
    }

    /// A value of the form that a schema asks for, with everything it may hold.
    ///
    /// # Panics
    /// When the schema is of a kind that the document did not have so far.
    #[must_use]
    pub fn example(&self, schema: &Value) -> Value {
        let schema = self.resolved(schema);
        if let Some(values) = schema["enum"].as_array() {
            return values[0].clone();
        }
        match kind(&schema) {
            "object" => {
                let members = self.members(&schema);
                let members = members.iter().map(|(name, each)| (name.clone(), self.example(each)));
                Value::Object(members.collect())
            }
            "array" => json!([self.example(&schema["items"])]),
            "boolean" => json!(true),
            "integer" => json!(1),
            "string" => json!(self.text(&schema)),
            kind => panic!("no example of {kind}: {schema:#}"),
        }
    }

    fn text(&self, schema: &Value) -> String {
        let pattern = schema["pattern"].as_str().unwrap_or_default();
        match (schema["format"].as_str(), pattern.strip_suffix("_[0-9a-f]{32}$")) {
            (Some("date"), _) => "2027-01-01".to_owned(),
            (Some("date-time"), _) => "2027-01-01T00:00:00Z".to_owned(),
            (_, Some(kind)) => unknown_id(kind.trim_start_matches('^')),
            _ => format!("{}-text", self.marker),
        }
    }

    /// A value of another kind than the schema asks for.
    #[must_use]
    pub fn wrong(&self, schema: &Value) -> Value {
        match kind(&self.resolved(schema)) {
            "string" => json!({ self.marker: [7] }),
            _ => json!(format!("{}-of-the-wrong-kind", self.marker)),
        }
    }

    /// The members of an object's schema.
    #[must_use]
    pub fn members(&self, schema: &Value) -> Map<String, Value> {
        self.resolved(schema)["properties"].as_object().cloned().unwrap_or_default()
    }

    /// The members that an object must have.
    #[must_use]
    pub fn required(&self, schema: &Value) -> Vec<String> {
        let required = self.resolved(schema)["required"].as_array().cloned().unwrap_or_default();
        required.iter().map(|name| name.as_str().unwrap().to_owned()).collect()
    }

    /// The schema without references; of several it may fit, the first.
    fn resolved(&self, schema: &Value) -> Value {
        if let Some(reference) = schema["$ref"].as_str() {
            let target = self.document.pointer(reference.trim_start_matches('#'));
            return self.resolved(target.unwrap_or_else(|| panic!("{reference} leads nowhere")));
        }
        match schema["oneOf"].as_array() {
            Some(choices) => self.resolved(&choices[0]),
            None => schema.clone(),
        }
    }
}

/// An id of a kind that nothing has.
#[must_use]
pub fn unknown_id(kind: &str) -> String {
    format!("{kind}_{}", Uuid::new_v4().simple())
}

/// The type, of several the first.
fn kind(schema: &Value) -> &str {
    let first = schema["type"].as_array().and_then(|kinds| kinds.first());
    first.unwrap_or(&schema["type"]).as_str().unwrap_or("any")
}
