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
    /// The version of the form that the last change of each field made.
    fields: BTreeMap<String, u64>,
    /// When these versions were made, the earliest first.
    saves: Vec<Save>,
}

/// A version of the form that is the last change of some field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Save {
    version: u64,
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
        let changed = fields.into_iter().map(|field| (field, version));
        let save = Save { version, at };
        match self.0.iter_mut().find(|edits| edits.section == section) {
            Some(edits) => {
                edits.fields.extend(changed);
                edits.saves.push(save);
                let fields = &edits.fields;
                edits.saves.retain(|save| fields.values().any(|of| *of == save.version));
            }
            None => {
                let fields = changed.collect();
                self.0.push(SectionEdits { section, fields, saves: vec![save] });
            }
        }
    }

    /// Whether the section has changed since a version.
    #[must_use]
    pub fn changed_since(&self, section: Section, seen: u64) -> bool {
        let here = self.0.iter().filter(|edits| edits.section == section);
        here.flat_map(|edits| edits.fields.values()).any(|version| *version > seen)
    }

    /// What has changed since a version.
    #[must_use]
    pub fn since(&self, seen: u64) -> Vec<Changed> {
        let changes = self.0.iter().filter_map(|edits| {
            let at = edits.saves.last()?.at;
            let newer = edits.fields.iter().filter(|(_, version)| **version > seen);
            let fields: Vec<String> = newer.map(|(field, _)| field.clone()).collect();
            let part = edits.section.name().to_owned();
            let by = EDITOR.to_owned();
            (!fields.is_empty()).then_some(Changed { part, fields, by, at })
        });
        changes.collect()
    }

    /// When one of some fields of a section was last changed.
    #[must_use]
    pub fn last_of(&self, section: Section, fields: &[&str]) -> Option<Timestamp> {
        let here = self.0.iter().filter(|edits| edits.section == section);
        let saves = here.flat_map(|edits| {
            let versions = fields.iter().filter_map(|field| edits.fields.get(*field));
            versions.filter_map(|of| edits.saves.iter().find(|save| save.version == *of))
        });
        saves.map(|save| save.at).max()
    }

    /// The fields whose last change made this version.
    #[must_use]
    pub fn made_in(&self, version: u64) -> Vec<&str> {
        let fields = self.0.iter().flat_map(|edits| &edits.fields);
        fields.filter(|(_, of)| **of == version).map(|(field, _)| field.as_str()).collect()
    }
}
