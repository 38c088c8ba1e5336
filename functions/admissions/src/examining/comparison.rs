//! What is another in one submission of an application than in another one.

use serde::Serialize;
use serde_json::{Map, Value};
use shared_domain::application::SubmittedDocument;
use shared_domain::form::application::Sections;
use utoipa::ToSchema;

/// A field that two submissions do not agree in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldChange {
    /// The section.
    pub section: String,
    /// The field, by its name in the section.
    pub field: String,
    /// What it held in the one.
    pub before: Value,
    /// What it holds in the other.
    pub after: Value,
}

/// The fields that differ, section by section.
pub(super) fn changes(before: &Sections, after: &Sections) -> Vec<FieldChange> {
    let (before, after) = (members(before), members(after));
    let fields = after.into_iter().flat_map(|(section, fields)| {
        let earlier = before.get(&section).map(members).unwrap_or_default();
        members(&fields).into_iter().map(move |(field, after)| FieldChange {
            before: earlier.get(&field).cloned().unwrap_or_default(),
            section: section.clone(),
            field,
            after,
        })
    });
    fields.filter(|change| change.before != change.after).collect()
}

fn members(value: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(value) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    }
}

/// Documents of two submissions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Documents {
    /// In the other one only.
    pub(super) added: Vec<SubmittedDocument>,
    /// In the one only.
    pub(super) removed: Vec<SubmittedDocument>,
    /// In both.
    pub(super) kept: Vec<SubmittedDocument>,
}

/// The documents of two submissions, sorted by where they are.
pub(super) fn documents(
    before: Vec<SubmittedDocument>,
    after: Vec<SubmittedDocument>,
) -> Documents {
    let is_in = |documents: &[SubmittedDocument], document: &SubmittedDocument| {
        documents.iter().any(|other| other.id == document.id)
    };
    let removed = before.iter().filter(|document| !is_in(&after, document)).cloned().collect();
    let (kept, added) = after.into_iter().partition(|document| is_in(&before, document));
    Documents { added, removed, kept }
}
