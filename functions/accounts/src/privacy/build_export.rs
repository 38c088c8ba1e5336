//! `build_export`: puts everything that is stored about a person into one file.
//!
//! A build has the export for itself while it runs, and the file is there as a
//! whole or not at all. So a message that comes twice, and a build that dies,
//! leave one export in the end. A build that fails is tried again by its queue;
//! after the last try the message lies in the dead-letter queue with its alarm,
//! and the owner sees the export as failed.

use jiff::Timestamp;
use shared_domain::document::{ContentType, Document};
use shared_domain::personal_data::{Found, Person, PersonalData, Place};
use shared_platform::actions::Failure;
use shared_platform::audit::Deed;
use shared_platform::outbox::Delivery;
use shared_platform::store::CommitError;
use shared_platform::{Clock, Environment, InitError, MessageAction};

use crate::account::Account;
use crate::privacy::archive::Archive;
use crate::privacy::export::{self, Export};
use crate::privacy::files::Files;
use crate::store::Store;

/// What the file says of itself, in both languages.
const README: &str = include_str!("build_export/README.txt");

/// What the action needs.
pub struct BuildExport {
    store: Store,
    data: PersonalData,
    files: Files,
    clock: Clock,
}

/// Another build is under way, or was when it died. Trying again later helps.
#[derive(Debug, thiserror::Error)]
#[error("another build of the export is under way")]
struct UnderWay;

impl MessageAction for BuildExport {
    type Message = export::BuildExport;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::warmed(environment).await?;
        Ok(Self {
            store,
            data: PersonalData::of(environment)?,
            files: Files::of(environment)?,
            clock: environment.clock(),
        })
    }

    async fn handle(&self, delivery: Delivery<Self::Message>) -> Result<(), Failure> {
        let export::BuildExport { account, export } = delivery.message;
        // The account may be gone by now, and its exports with it.
        let Some((export, account)) = self.store.export(account, export).await? else {
            return Ok(());
        };
        if export.ready_at.is_some() {
            return Ok(());
        }
        let until = self.lease(&export).await?;
        if let Err(failure) = self.build(&export, &account).await {
            // Where this fails too, the lease ends by itself.
            let _ = self.store.give_export_back(&export, until).await;
            return Err(failure);
        }
        let deed = Deed::of_message::<Self>(delivery.id, self.clock.now());
        match self.store.export_is_ready(&export, &account, &deed).await {
            Ok(()) | Err(CommitError::Refused(_)) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

impl BuildExport {
    /// Takes the export, and answers until when.
    async fn lease(&self, export: &Export) -> Result<Timestamp, Failure> {
        let now = self.clock.now();
        if export.is_leased(now) {
            return Err(UnderWay.into());
        }
        let until = Export::lease(now);
        match self.store.lease_export(export, until).await {
            Ok(()) => Ok(until),
            Err(CommitError::Refused(_)) => Err(UnderWay.into()),
            Err(error) => Err(error.into()),
        }
    }

    /// The readme, a list for every place, then the files themselves.
    async fn build(&self, export: &Export, account: &Account) -> Result<(), Failure> {
        let mut archive = Archive::begin(&self.files, export.object(), self.clock.now()).await?;
        archive.entry("README.txt")?;
        archive.write(README.as_bytes()).await?;
        let documents = self.write_lists(&mut archive, account.person()).await?;
        for document in documents {
            archive.entry(&name_of(&document))?;
            let mut file = self.files.read(&document.clean_object()).await?;
            while let Some(piece) = file.next().await {
                archive.write(&piece?).await?;
            }
        }
        archive.complete().await
    }

    /// Writes everything that is kept as items; answers the documents that have
    /// a file.
    async fn write_lists(
        &self,
        archive: &mut Archive<'_>,
        person: Person,
    ) -> Result<Vec<Document>, Failure> {
        let mut walk = self.data.walk(person);
        let mut open: Option<&Place> = None;
        let mut documents = Vec::new();
        while let Some((place, items)) = walk.next().await? {
            if open.is_none_or(|open| open.name != place.name) {
                if open.is_some() {
                    archive.end_list().await?;
                }
                archive.begin_list(&format!("{}.json", place.name)).await?;
                open = Some(place);
            }
            for found in &items {
                archive.add(&place.given_out(walk.person(), found)).await?;
            }
            if place.name == "documents" {
                documents.extend(items.iter().filter_map(with_file));
            }
        }
        archive.end_list().await?;
        Ok(documents)
    }
}

/// The document that an item is, if its file lies in the bucket for good.
fn with_file(found: &Found) -> Option<Document> {
    let document: Document = serde_json::from_value(found.value.clone()).ok()?;
    document.state.has_clean_file().then_some(document)
}

/// What the file of a document is called in an export. The name that its owner
/// gave it stands in the list of documents: it may be none for a file system.
fn name_of(document: &Document) -> String {
    let ending = match document.content_type {
        ContentType::Jpeg => "jpg",
        ContentType::Png => "png",
        ContentType::Pdf => "pdf",
    };
    format!("files/{}/{}-{}.{ending}", document.folder.noun_id(), document.slot, document.id)
}
