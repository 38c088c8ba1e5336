//! Short names that the university chooses: an intake, a funding category, an
//! admission type, a department, a document slot.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Longest slug, in characters.
const LONGEST: usize = 40;

/// The text is not a slug.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a short name of lower-case letters, digits, - and _")]
pub struct NotASlug;

/// Lower-case letters, digits, `-` and `_`, at most 40: safe in a key and in a path.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

impl Slug {
    /// The slug as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for Slug {
    type Err = NotASlug;

    fn from_str(text: &str) -> Result<Self, NotASlug> {
        let allowed = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_');
        if text.is_empty() || text.len() > LONGEST || !text.bytes().all(allowed) {
            return Err(NotASlug);
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for Slug {
    type Error = NotASlug;

    fn try_from(text: String) -> Result<Self, NotASlug> {
        text.parse()
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

impl utoipa::PartialSchema for Slug {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .pattern(Some("^[a-z0-9_-]{1,40}$"))
            .into()
    }
}

impl utoipa::ToSchema for Slug {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_cannot_reach_out_of_its_place_in_a_key() {
        for text in ["", "a#b", "A", "a b", "a/b", "é", &"a".repeat(41)] {
            assert_eq!(text.parse::<Slug>(), Err(NotASlug), "{text}");
        }
        for text in ["2027-autumn", "passport_page", "a"] {
            assert_eq!(text.parse::<Slug>().map(String::from).as_deref(), Ok(text));
        }
    }
}
