//! Guides as they were published: what somebody agreed to stays readable (S6).

use serde::{Deserialize, Serialize};
use shared_domain::ids::ProgrammeId;
use shared_domain::programme::Guide;
use shared_platform::locale::Bilingual;
use shared_platform::slug::Slug;
use shared_platform::store::Key;

/// A guide as it was published.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct PublishedGuide {
    pub(crate) guide: Guide,
    /// The name of its programme then.
    pub(crate) programme: Bilingual,
}

/// The key of a guide of a programme under a version.
pub(crate) fn guide_key(programme: ProgrammeId, version: &Slug) -> Key {
    Key::new(format!("PROGRAMME#{programme}"), format!("GUIDE#{version}"))
}
