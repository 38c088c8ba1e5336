//! The nouns that documents belong to. What is done with a document asks its
//! folder, and what this area must know of a noun for that stands here in a line.

use serde_json::Value;
use shared_domain::application::ApplicationHead;
use shared_domain::document::{Folder, FolderId, FolderKind};
use shared_domain::permit::NewPermit;
use shared_domain::registration::RegistrationHead;
use shared_platform::slug::Slug;
use shared_platform::store::{Condition, Key, StoreError, Table};
use shared_platform::{Environment, InitError};

/// Every kind of folder.
#[derive(Debug, Clone)]
pub(crate) struct Folders {
    kinds: [Kind; 3],
}

impl Folders {
    pub(crate) fn of(environment: &Environment) -> Result<Self, InitError> {
        let applications = Kind::of::<ApplicationHead>(environment)?;
        let registrations = Kind::of::<RegistrationHead>(environment)?;
        let permits = Kind::of::<NewPermit>(environment)?;
        Ok(Self { kinds: [applications, registrations, permits] })
    }

    /// Opens the connection to the database.
    pub(crate) async fn warm(&self) {
        let [first, ..] = &self.kinds;
        first.table.warm().await;
    }

    /// Where a folder lies.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when there is no such kind: a defect.
    pub(crate) fn place<'a>(&'a self, id: &'a FolderId) -> Result<Place<'a>, StoreError> {
        let kind = self.kinds.iter().find(|kind| id.is_of(kind.name));
        let place = kind.and_then(|kind| Some(Place { id, kind, key: (kind.key)(id)? }));
        place.ok_or_else(|| StoreError::corrupt(format!("{id} is of no kind of folder")))
    }
}

/// What is known of a noun whichever it is one of.
#[derive(Debug, Clone)]
struct Kind {
    name: &'static str,
    locked: &'static str,
    table: Table,
    key: fn(&FolderId) -> Option<Key>,
    read: fn(Value) -> serde_json::Result<Folder>,
    taking: fn(Vec<&Slug>) -> Condition,
}

impl Kind {
    fn of<K: FolderKind>(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self {
            name: K::KIND,
            locked: K::LOCKED,
            table: environment.table(K::TABLE)?,
            key: |id| Some(K::key(id.owner, id.noun::<K>()?)),
            read: |item| serde_json::from_value(item).map(|noun: K| noun.folder()),
            taking: |slots| K::taking(slots),
        })
    }
}

/// Where a folder lies, and what is known of it without looking.
#[derive(Debug)]
pub(crate) struct Place<'a> {
    id: &'a FolderId,
    kind: &'a Kind,
    pub(crate) key: Key,
}

impl Place<'_> {
    pub(crate) const fn table(&self) -> &Table {
        &self.kind.table
    }

    /// The folder that was found here, unless it is somebody else's.
    pub(crate) fn read(&self, item: Option<Value>) -> Result<Option<Folder>, StoreError> {
        let folder = item.map(self.kind.read).transpose().map_err(StoreError::corrupt)?;
        Ok(folder.filter(|folder| folder.id == *self.id))
    }

    /// That it still takes documents for these slots.
    pub(crate) fn taking(&self, slots: Vec<&Slug>) -> Condition {
        (self.kind.taking)(slots)
    }

    /// The code of what is said where it does not.
    pub(crate) const fn locked(&self) -> &'static str {
        self.kind.locked
    }
}
