//! Identifiers: one type per kind, so that an order cannot be asked for by the
//! id of a document. In text: a short prefix and a UUIDv7 in hexadecimal.
//!
//! [`id!`](crate::id) makes a kind. Those that the platform itself needs stand
//! here, the others in the domain.

use uuid::Uuid;

/// The text is not an id of the kind asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id of this kind")]
pub struct NotAnId;

/// Reads the text of an id with this prefix.
///
/// # Errors
/// [`NotAnId`] when it is none.
pub fn parse(prefix: &str, text: &str) -> Result<Uuid, NotAnId> {
    let digits =
        text.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('_')).ok_or(NotAnId)?;
    // One spelling per id: 32 lower-case hexadecimal digits.
    let canonical =
        digits.len() == 32 && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if !canonical {
        return Err(NotAnId);
    }
    Uuid::try_parse(digits).map_err(|_| NotAnId)
}

/// Makes a kind of id: `id!(/// What it names. AccountId, "acc");`. Who uses it
/// depends on serde, utoipa and uuid.
#[macro_export]
macro_rules! id {
    ($(#[$documentation:meta])* $name:ident, $prefix:literal) => {
        $(#[$documentation])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[derive(serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(uuid::Uuid);

        impl $name {
            /// A new id; ids made later sort later.
            #[must_use]
            #[allow(clippy::new_without_default)]
            pub fn new() -> Self {
                Self(uuid::Uuid::now_v7())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, "{}_{}", $prefix, self.0.simple())
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(self, formatter)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::ids::NotAnId;

            fn from_str(text: &str) -> Result<Self, $crate::ids::NotAnId> {
                $crate::ids::parse($prefix, text).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::ids::NotAnId;

            fn try_from(text: String) -> Result<Self, $crate::ids::NotAnId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.to_string()
            }
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .pattern(Some(concat!("^", $prefix, "_[0-9a-f]{32}$")))
                    .into()
            }
        }

        impl utoipa::ToSchema for $name {}
    };
}

id!(
    /// A person's account, applicant or staff.
    AccountId, "acc"
);
id!(
    /// A signed-in session of an account.
    SessionId, "ses"
);
id!(
    /// An item of the outbox; consumers are idempotent by it.
    OutboxId, "out"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_from_its_text() {
        let id = AccountId::new();
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[test]
    fn an_id_of_another_kind_is_refused() {
        let text = AccountId::new().to_string();
        assert_eq!(text.parse::<SessionId>(), Err(NotAnId));
    }

    #[test]
    fn an_id_has_one_spelling() {
        let text = AccountId::new().to_string();
        assert_eq!(text.to_uppercase().parse::<AccountId>(), Err(NotAnId));
        assert_eq!(format!("{text}0").parse::<AccountId>(), Err(NotAnId));
    }

    #[test]
    fn ids_made_later_sort_later() {
        let ids: Vec<String> = (0..100).map(|_| OutboxId::new().to_string()).collect();
        assert!(ids.is_sorted());
    }
}
