//! What documents belong to. A folder says whose it is, what it asks for, and
//! which of its slots take documents now and until when. Upload, inspection,
//! copying and counting ask it, and know no noun: an application is one kind of
//! folder, and another noun becomes one with `impl FolderKind`.

use std::fmt::Display;
use std::str::FromStr;

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use shared_platform::ids::AccountId;
use shared_platform::slug::Slug;
use shared_platform::store::{Condition, Key};

use super::ChecklistSlot;

/// Which folder: whose, and of which noun. The keys of its documents and the
/// names of their files follow from it (`keys.rs`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FolderId {
    /// Whose it is. Keys begin with it, so that another person's is not found.
    pub owner: AccountId,
    pub(super) kind: String,
    pub(super) id: String,
}

impl FolderId {
    /// The folder of a noun of this owner.
    #[must_use]
    pub fn of<K: FolderKind>(owner: AccountId, id: K::Id) -> Self {
        Self { owner, kind: K::KIND.to_owned(), id: id.to_string() }
    }

    /// The noun that it is of, if that is of this kind.
    #[must_use]
    pub fn noun<K: FolderKind>(&self) -> Option<K::Id> {
        self.id.parse().ok().filter(|_| self.is_of(K::KIND))
    }

    /// The id of that noun, of whatever kind.
    #[must_use]
    pub fn noun_id(&self) -> &str {
        &self.id
    }

    /// Whether it is of the kind of this name.
    #[must_use]
    pub fn is_of(&self, kind: &str) -> bool {
        self.kind == kind
    }
}

/// For logs, and to tell copies apart.
impl Display for FolderId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}/{}", self.kind, self.id)
    }
}

/// A noun that documents belong to. Read by itself it says all that there is to
/// know of its folder.
pub trait FolderKind: DeserializeOwned {
    /// Its name in keys and names of files: one word of small letters.
    const KIND: &'static str;
    /// The table in which it lies.
    const TABLE: &'static str;
    /// The code of what is said where it takes no document any more: a problem,
    /// and the refusal of a file that comes late.
    const LOCKED: &'static str;
    /// Which one it is; in text of small letters, digits, `-` and `_`.
    type Id: Display + FromStr;

    /// Its key in its table.
    fn key(owner: AccountId, id: Self::Id) -> Key;

    /// Its folder, as it stands.
    fn folder(&self) -> Folder;

    /// That it takes documents for all these slots, as the condition of a write:
    /// what [`Folder::takes`] says of each.
    fn taking<'a>(slots: impl IntoIterator<Item = &'a Slug>) -> Condition;
}

/// A folder, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Which it is.
    pub id: FolderId,
    /// What it asks for.
    pub checklist: Vec<ChecklistSlot>,
    /// Which slots take documents.
    pub opening: Opening,
    /// How often it was submitted.
    pub round: u32,
}

/// Which slots of a folder take documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// Every slot: nothing of it is before staff.
    Everything,
    /// Some of what was submitted, to be corrected.
    Reopened {
        /// The slots.
        slots: Vec<Slug>,
        /// Until when, where that has an end.
        until: Option<Until>,
    },
    /// None: it is submitted.
    Nothing,
}

/// The end of the time in which something can be corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Until {
    /// From when on it is too late.
    pub at: Timestamp,
    /// The code of the problem that it is then.
    pub overdue: &'static str,
}

/// A folder takes no documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// It is submitted, and no slot was re-opened.
    Locked,
    /// The time for what was re-opened is over; this is the code of the problem.
    Overdue(&'static str),
}

impl Folder {
    /// Whether its owner may now add and remove documents at all.
    ///
    /// # Errors
    /// Why not.
    pub fn check_open(&self, now: Timestamp) -> Result<(), Closed> {
        match &self.opening {
            Opening::Everything => Ok(()),
            Opening::Reopened { slots, .. } if slots.is_empty() => Err(Closed::Locked),
            Opening::Reopened { until, .. } => match until {
                Some(until) if until.at <= now => Err(Closed::Overdue(until.overdue)),
                _ => Ok(()),
            },
            Opening::Nothing => Err(Closed::Locked),
        }
    }

    /// Whether a slot takes documents, as long as the folder is open.
    #[must_use]
    pub fn takes(&self, slot: &Slug) -> bool {
        match &self.opening {
            Opening::Everything => true,
            Opening::Reopened { slots, .. } => slots.contains(slot),
            Opening::Nothing => false,
        }
    }

    /// The slot called `slot`, if it asks for it.
    #[must_use]
    pub fn slot(&self, slot: &str) -> Option<&ChecklistSlot> {
        self.checklist.iter().find(|row| row.slot.as_str() == slot)
    }
}
