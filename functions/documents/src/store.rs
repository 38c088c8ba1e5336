//! What all rooms ask of the tables: a folder, its documents, and that it still
//! takes them. What a room writes stands in its own `store.rs`.

use serde::de::DeserializeOwned;
use serde_json::Value;
use shared_domain::document::{Document, Folder, FolderId, SameFile, documents_of};
use shared_platform::slug::Slug;
use shared_platform::store::{Key, Label, StoreError, Table, Transaction, get_two};
use shared_platform::{Environment, InitError};

use crate::folders::Folders;

/// The noun that documents belong to.
pub(crate) const FOLDER: Label<Value> = Label::new("folder");
pub(crate) const DOCUMENT: Label<Document> = Label::new("document");
pub(crate) const DOCUMENTS: Label<Document> = Label::of_series("documents");
pub(crate) const FILE: Label<SameFile> = Label::new("file");
pub(crate) const FILES: Label<SameFile> = Label::of_series("files");

/// The tables of this area.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    pub(crate) documents: Table,
    pub(crate) folders: Folders,
}

impl Store {
    pub(crate) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { documents: environment.table("DOCUMENTS")?, folders: Folders::of(environment)? })
    }

    /// Opens the connection to the database.
    pub(crate) async fn warm(&self) {
        self.folders.warm().await;
    }

    /// A folder of its owner.
    pub(crate) async fn folder(&self, id: &FolderId) -> Result<Option<Folder>, StoreError> {
        let place = self.folders.place(id)?;
        place.read(place.table().get(&place.key).await?)
    }

    /// A document by the key of its item.
    pub(crate) async fn document(&self, key: &Key) -> Result<Option<Document>, StoreError> {
        self.documents.get(key).await
    }

    /// All documents of a folder, oldest first.
    pub(crate) async fn documents(&self, folder: &FolderId) -> Result<Vec<Document>, StoreError> {
        documents_of(&self.documents, folder).await
    }

    /// A folder and what else lies under a key of the Documents table.
    pub(crate) async fn folder_and<T: DeserializeOwned>(
        &self,
        id: &FolderId,
        key: &Key,
    ) -> Result<(Option<Folder>, Option<T>), StoreError> {
        let place = self.folders.place(id)?;
        let both = get_two((place.table(), &place.key), (&self.documents, key));
        let (folder, other) = both.await?;
        Ok((place.read(folder)?, other))
    }

    /// Requires that a folder still takes documents for these slots (S58, S65).
    pub(crate) fn require_open<'a>(
        &self,
        transaction: &mut Transaction,
        folder: &FolderId,
        slots: impl IntoIterator<Item = &'a Slug>,
    ) -> Result<(), StoreError> {
        let place = self.folders.place(folder)?;
        let open = place.taking(slots.into_iter().collect());
        transaction.check(FOLDER, place.table(), place.key.clone(), open)
    }
}

#[cfg(test)]
mod tests {
    use shared_domain::application::{
        ApplicationHead, ApplicationState, application_key, folder_of,
    };
    use shared_domain::document::{DocumentState, Opening};
    use shared_domain::ids::{ApplicationId, DocumentId};
    use shared_domain::samples;
    use shared_kit::World;
    use shared_platform::audit::{AuditLog, Deed};
    use shared_platform::ids::AccountId;
    use shared_platform::outbox::Outbox;
    use shared_platform::store::{CommitError, Item};

    use super::*;
    use crate::inspecting::inspect_document::InspectDocument;
    use crate::inspecting::store::Outcome;
    use crate::uploading::announcement::Plan;

    fn document() -> Document {
        let folder = folder_of(AccountId::new(), ApplicationId::new());
        samples::document(folder, "photo", DocumentState::Requested)
    }

    async fn put_application(world: &World, document: &Document, state: ApplicationState) {
        let owner = document.folder.owner;
        let application = document.folder.noun::<ApplicationHead>().unwrap();
        let head =
            samples::in_stage(samples::application(owner, application), samples::stage(state));
        let key = application_key(owner, application);
        world.put("APPLICATIONS", Item::new(key, &head).unwrap()).await;
    }

    #[tokio::test]
    async fn an_application_submitted_since_it_was_read_does_not_change() {
        let world = World::new().await;
        let environment = world.environment();
        let store = Store::of(environment).unwrap();
        let audit = AuditLog::of(environment).unwrap();
        let outbox = Outbox::of(environment).unwrap();
        let deed = Deed::of_queue::<InspectDocument>("a test", world.clock().now());
        let document = document();
        world.put("DOCUMENTS", Item::new(document.key(), &document).unwrap()).await;
        put_application(&world, &document, ApplicationState::Draft).await;
        let present = store.present(&document.folder).await.unwrap();
        assert_eq!(present.folder.as_ref().unwrap().opening, Opening::Everything);

        put_application(&world, &document, ApplicationState::FeeDue).await;
        let before = world.dump("DOCUMENTS").await;
        let plan = Plan {
            new: vec![Document { id: DocumentId::new(), ..document.clone() }],
            ..Plan::default()
        };
        let Err(CommitError::Refused(refused)) =
            store.request(&audit, &deed, &present, &plan).await
        else {
            panic!("the request went through")
        };
        assert!(refused.is_of(FOLDER));
        let removed = store.remove(&audit, &outbox, &deed, &document).await;
        assert_eq!(removed.unwrap_err().code(), "application_locked");
        let accepted = store.accept(&audit, &deed, &document, &[]).await.unwrap();
        assert_eq!(accepted, Outcome::Locked);
        assert_eq!(world.dump("DOCUMENTS").await, before);
    }

    #[tokio::test]
    async fn a_document_removed_during_its_inspection_does_not_come_back() {
        let world = World::new().await;
        let store = Store::of(world.environment()).unwrap();
        let audit = AuditLog::of(world.environment()).unwrap();
        let document = document();
        put_application(&world, &document, ApplicationState::Draft).await;
        let deed = Deed::of_queue::<InspectDocument>("a test", world.clock().now());
        let outcome = store.accept(&audit, &deed, &document, &[]).await.unwrap();
        assert_eq!(outcome, Outcome::Removed);
        assert_eq!(world.dump("DOCUMENTS").await, "");
    }
}
