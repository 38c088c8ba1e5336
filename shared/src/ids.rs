//! Identifiers: one type per kind, so that an order cannot be asked for by the
//! id of a document. In text: a short prefix and a UUIDv7 in hexadecimal.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The text is not an id of the kind asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id of this kind")]
pub struct NotAnId;

fn parse(prefix: &str, text: &str) -> Result<Uuid, NotAnId> {
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

macro_rules! id {
    ($(#[$documentation:meta])* $name:ident, $prefix:literal) => {
        $(#[$documentation])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Uuid);

        impl $name {
            /// A new id; ids made later sort later.
            #[must_use]
            #[allow(clippy::new_without_default)]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, "{}_{}", $prefix, self.0.simple())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, formatter)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                parse($prefix, text).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAnId;

            fn try_from(text: String) -> Result<Self, NotAnId> {
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
    /// An application.
    ApplicationId, "app"
);
id!(
    /// A programme of the catalogue.
    ProgrammeId, "prg"
);
id!(
    /// An import of the catalogue.
    ImportId, "imp"
);
id!(
    /// An uploaded document.
    DocumentId, "doc"
);
id!(
    /// The order for one application's fee.
    OrderId, "ord"
);
id!(
    /// One attempt to pay an order.
    AttemptId, "att"
);
id!(
    /// A task in the staff queue.
    ReviewId, "rev"
);
id!(
    /// A notice in an account.
    NoticeId, "ntc"
);
id!(
    /// An export of everything that is stored about a person.
    ExportId, "exp"
);
id!(
    /// An invitation of a member of staff.
    InvitationId, "inv"
);
id!(
    /// A student: who was admitted by one application.
    StudentId, "stu"
);
id!(
    /// An item of the outbox; consumers are idempotent by it.
    OutboxId, "out"
);

impl StudentId {
    /// The student whom this application makes one, if it is accepted.
    #[must_use]
    pub const fn of(application: ApplicationId) -> Self {
        Self(application.0)
    }
}

impl ProgrammeId {
    /// The id of the programme with this code: importing it again finds it again.
    #[must_use]
    pub fn named(code: &str) -> Self {
        let hash = ring::digest::digest(&ring::digest::SHA256, code.as_bytes());
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(hash.as_ref()).for_each(|(byte, hashed)| *byte = *hashed);
        Self(uuid::Builder::from_custom_bytes(bytes).into_uuid())
    }
}

impl DocumentId {
    /// The id of this document's copy in another application: the same whenever
    /// it is copied there. Copies sort as their originals do.
    #[must_use]
    pub fn copied_to(self, application: ApplicationId) -> Self {
        let hash =
            ring::digest::digest(&ring::digest::SHA256, format!("{self} {application}").as_bytes());
        // The first six bytes are the time it was made at.
        let mut bytes = *self.0.as_bytes();
        bytes.iter_mut().skip(6).zip(hash.as_ref()).for_each(|(byte, hashed)| *byte = *hashed);
        let builder = uuid::Builder::from_bytes(bytes).with_version(uuid::Version::SortRand);
        Self(builder.with_variant(uuid::Variant::RFC4122).into_uuid())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_from_its_text() {
        let id = ApplicationId::new();
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[test]
    fn an_id_of_another_kind_is_refused() {
        let text = AccountId::new().to_string();
        assert_eq!(text.parse::<ApplicationId>(), Err(NotAnId));
    }

    #[test]
    fn an_id_has_one_spelling() {
        let text = AccountId::new().to_string();
        assert_eq!(text.to_uppercase().parse::<AccountId>(), Err(NotAnId));
        assert_eq!(format!("{text}0").parse::<AccountId>(), Err(NotAnId));
    }

    #[test]
    fn a_copy_has_one_id_in_each_application_and_sorts_as_its_original() {
        let [one, other] = [ApplicationId::new(), ApplicationId::new()];
        let document = DocumentId::new();
        let copy = document.copied_to(one);
        assert_eq!(copy, document.copied_to(one));
        assert_ne!(copy, document.copied_to(other));
        assert_eq!(copy.to_string().get(..16), document.to_string().get(..16));
        std::thread::sleep(std::time::Duration::from_millis(2));
        assert!(copy < DocumentId::new());
    }

    #[test]
    fn ids_made_later_sort_later() {
        let ids: Vec<String> = (0..100).map(|_| OutboxId::new().to_string()).collect();
        assert!(ids.is_sorted());
    }
}
