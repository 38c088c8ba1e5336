//! When each field of a form was last changed: what a second open tab is told
//! instead of overwriting the first.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::http::Changed;

use super::sections::SectionName;

/// Who fills in the form.
const EDITOR: &str = "applicant";

/// The last change of every section and field that was ever changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edits<Section>(Vec<SectionEdits<Section>>);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct SectionEdits<Section> {
    section: Section,
    /// When it was last changed.
    at: Timestamp,
    /// The last change of each field.
    fields: BTreeMap<String, Edit>,
}

/// The last change of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Edit {
    /// The version of the form that it made.
    version: u64,
    /// When.
    at: Timestamp,
}

impl<Section> Default for Edits<Section> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<Section: SectionName> Edits<Section> {
    /// Notes that these fields of a section were changed, making `version`.
    pub fn note(&mut self, section: Section, fields: Vec<String>, version: u64, at: Timestamp) {
        let changed = fields.into_iter().map(|field| (field, Edit { version, at }));
        match self.0.iter_mut().find(|edits| edits.section == section) {
            Some(edits) => {
                edits.at = at;
                edits.fields.extend(changed);
            }
            None => self.0.push(SectionEdits { section, at, fields: changed.collect() }),
        }
    }

    /// Whether the section has changed since a version.
    #[must_use]
    pub fn changed_since(&self, section: Section, seen: u64) -> bool {
        let here = self.0.iter().filter(|edits| edits.section == section);
        here.flat_map(|edits| edits.fields.values()).any(|edit| edit.version > seen)
    }

    /// What has changed since a version.
    #[must_use]
    pub fn since(&self, seen: u64) -> Vec<Changed> {
        let changes = self.0.iter().filter_map(|edits| {
            let newer = edits.fields.iter().filter(|(_, edit)| edit.version > seen);
            let fields: Vec<String> = newer.map(|(field, _)| field.clone()).collect();
            let part = edits.section.name().to_owned();
            let by = EDITOR.to_owned();
            (!fields.is_empty()).then_some(Changed { part, fields, by, at: edits.at })
        });
        changes.collect()
    }

    /// When one of some fields of a section was last changed.
    #[must_use]
    pub fn last_of(&self, section: Section, fields: &[&str]) -> Option<Timestamp> {
        let here = self.0.iter().filter(|edits| edits.section == section);
        let edits =
            here.flat_map(|edits| fields.iter().filter_map(|field| edits.fields.get(*field)));
        edits.map(|edit| edit.at).max()
    }

    /// The fields whose last change made this version.
    #[must_use]
    pub fn made_in(&self, version: u64) -> Vec<&str> {
        let fields = self.0.iter().flat_map(|edits| &edits.fields);
        fields
            .filter(|(_, edit)| edit.version == version)
            .map(|(field, _)| field.as_str())
            .collect()
    }
}
