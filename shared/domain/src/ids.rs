//! The ids of the service's nouns.

use shared_platform::id;

use crate::document::FolderId;

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
    /// A student's claim that a remittance has arrived.
    ClaimId, "clm"
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
    /// A student, as the service keeps a record of one.
    StudentId, "stu"
);
id!(
    /// A letter that was issued.
    LetterId, "let"
);
id!(
    /// An import of the roster.
    RosterImportId, "rim"
);

impl StudentId {
    /// The record that this application makes, if it is accepted and the roster
    /// has none of the person.
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
    /// The id of this document's copy in another folder: the same whenever
    /// it is copied there. Copies sort as their originals do.
    #[must_use]
    pub fn copied_to(self, folder: &FolderId) -> Self {
        let hash =
            ring::digest::digest(&ring::digest::SHA256, format!("{self} {folder}").as_bytes());
        // The first six bytes are the time it was made at.
        let mut bytes = *self.0.as_bytes();
        bytes.iter_mut().skip(6).zip(hash.as_ref()).for_each(|(byte, hashed)| *byte = *hashed);
        let builder = uuid::Builder::from_bytes(bytes).with_version(uuid::Version::SortRand);
        Self(builder.with_variant(uuid::Variant::RFC4122).into_uuid())
    }
}

#[cfg(test)]
mod tests {
    use shared_platform::ids::AccountId;

    use super::*;
    use crate::application::folder_of;

    #[test]
    fn a_copy_has_one_id_in_each_folder_and_sorts_as_its_original() {
        let owner = AccountId::new();
        let [one, other] =
            [ApplicationId::new(), ApplicationId::new()].map(|id| folder_of(owner, id));
        let document = DocumentId::new();
        let copy = document.copied_to(&one);
        assert_eq!(copy, document.copied_to(&one));
        assert_ne!(copy, document.copied_to(&other));
        assert_eq!(copy.to_string().get(..16), document.to_string().get(..16));
        std::thread::sleep(std::time::Duration::from_millis(2));
        assert!(copy < DocumentId::new());
    }
}
