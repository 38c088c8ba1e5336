//! A request for revision as the applicant sees it: without who asked.

use jiff::Timestamp;
use serde::Serialize;
use shared_domain::application::ApplicationHead;
use shared_domain::application::revision::{Revision, RevisionItemView};
use shared_platform::slug::Slug;
use utoipa::ToSchema;

/// A request for revision that can be answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OpenRevision)]
pub struct OpenRevisionView {
    /// Counts the requests of this application, from 1.
    number: u32,
    /// When staff asked.
    requested_at: Timestamp,
    /// The instant until which it can be answered.
    due_at: Timestamp,
    /// The re-opened fields, as `basic_information/passportNo`.
    fields: Vec<String>,
    /// The re-opened slots: those asked for, and those of their translations.
    slots: Vec<Slug>,
    /// What is to be corrected.
    items: Vec<RevisionItemView>,
}

impl OpenRevisionView {
    /// What is open of an application, with the latest request for it.
    #[must_use]
    pub fn of(head: &ApplicationHead, latest: Option<Revision>) -> Option<Self> {
        let open = head.revision()?.clone();
        let asked = latest.filter(|revision| revision.number == open.number);
        let items = asked.into_iter().flat_map(|revision| revision.items);
        Some(Self {
            number: open.number,
            requested_at: open.requested_at,
            due_at: open.due_at,
            fields: open.fields,
            slots: open.slots,
            items: items.map(RevisionItemView::from).collect(),
        })
    }
}
