//! The Programmes table:
//!
//! | item | pk | sk |
//! |---|---|---|
//! | the lists to choose from | `CATALOGUE` | `CATALOGUE` |
//! | the checklists that tables name | `CATALOGUE` | `CHECKLISTS` |
//! | an import | `IMPORT#<id>` | `IMPORT` |
//! | what it writes, in parts | `IMPORT#<id>` | `PART#<number>` |
//! | a programme | `PROGRAMME#<id>` | `PROGRAMME` |
//! | a guide, as agreed to | `PROGRAMME#<id>` | `GUIDE#<version>` |
//! | the places of a programme | `PROGRAMME#<id>` | `SEATS` |
//! | a row of a search | `OFFERING#<intake>#<funding category>#<admission type>` | `<department>#<programme>` |

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_domain::ids::{ImportId, ProgrammeId};
use shared_platform::locale::Bilingual;
use shared_platform::slug::Slug;
use shared_platform::store::{
    Condition, Cursor, Key, Page, Query, StoreError, Table, Transaction, get_three, get_two,
};
use shared_platform::{Environment, InitError};

use super::seats::seats_key;
use crate::catalogue::Catalogue;
use crate::programme::{Guide, Offering, Programme};
use crate::seats::Seats;

/// The Programmes table.
#[derive(Debug, Clone)]
pub(crate) struct CatalogueStore {
    pub(super) programmes: Table,
}

/// The lists to choose from, with the version they are changed under.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredCatalogue {
    pub(crate) content: Catalogue,
    /// Zero before the first import.
    pub(crate) version: u64,
    /// The import that is being written.
    #[serde(default)]
    pub(crate) importing: Option<ImportId>,
}

/// A programme, with the version it is changed under.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StoredProgramme {
    pub(crate) content: Programme,
    pub(crate) version: u64,
    /// When it was taken out of the catalogue.
    #[serde(default)]
    pub(crate) removed_at: Option<Timestamp>,
}

/// A guide as it was published.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct PublishedGuide {
    pub(crate) guide: Guide,
    /// The name of its programme then.
    pub(crate) programme: Bilingual,
}

/// Which rows of a search to read.
#[derive(Debug, Clone)]
pub(crate) struct OfferingsOf<'a> {
    pub(crate) intake: &'a Slug,
    pub(crate) funding_category: &'a Slug,
    pub(crate) admission_type: &'a Slug,
    pub(crate) department: Option<&'a Slug>,
}

impl CatalogueStore {
    pub(crate) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { programmes: environment.table("PROGRAMMES")? })
    }

    /// Opens the connection to the database.
    pub(crate) async fn warm(&self) {
        self.programmes.warm().await;
    }

    /// The lists to choose from; empty before the first import.
    pub(crate) async fn catalogue(&self) -> Result<StoredCatalogue, StoreError> {
        Ok(self.programmes.get(&catalogue_key()).await?.unwrap_or_default())
    }

    /// A programme with the lists that its parts are named in, in one call.
    pub(crate) async fn programme_with_lists(
        &self,
        id: ProgrammeId,
    ) -> Result<(Option<StoredProgramme>, StoredCatalogue), StoreError> {
        let (programme, catalogue): (_, Option<StoredCatalogue>) =
            get_two((&self.programmes, &programme_key(id)), (&self.programmes, &catalogue_key()))
                .await?;
        Ok((programme, catalogue.unwrap_or_default()))
    }

    /// A programme with the lists that its parts are named in and its places, in
    /// one call.
    pub(crate) async fn programme_with_lists_and_seats(
        &self,
        id: ProgrammeId,
    ) -> Result<Option<(StoredProgramme, StoredCatalogue, Seats)>, StoreError> {
        let programmes = &self.programmes;
        let (programme, catalogue, seats): (_, Option<StoredCatalogue>, Option<Seats>) = get_three(
            (programmes, &programme_key(id)),
            (programmes, &catalogue_key()),
            (programmes, &seats_key(id)),
        )
        .await?;
        let with_others =
            |programme| (programme, catalogue.unwrap_or_default(), seats.unwrap_or_default());
        Ok(programme.map(with_others))
    }

    /// A guide as it was published under a version.
    pub(crate) async fn guide(
        &self,
        id: ProgrammeId,
        version: &Slug,
    ) -> Result<Option<PublishedGuide>, StoreError> {
        self.programmes.get(&guide_key(id, version)).await
    }

    /// A page of a search (S31-S35): one query of one partition.
    pub(crate) async fn offerings(
        &self,
        of: OfferingsOf<'_>,
        limit: i32,
        after: Option<Cursor>,
    ) -> Result<Page<Offering>, StoreError> {
        let partition = offering_partition(of.intake, of.funding_category, of.admission_type);
        let query = Query::partition(partition).limit(limit).after(after);
        let query = match of.department {
            Some(department) => query.prefix(format!("{department}#")),
            None => query,
        };
        self.programmes.list(query).await
    }

    /// Requires in a transaction that a programme is offered with this guide (S30).
    pub(crate) fn check_guide(
        &self,
        transaction: &mut Transaction,
        id: ProgrammeId,
        version: &Slug,
    ) -> Result<(), StoreError> {
        let unchanged = Condition::equals("content.guide.version", version)
            .and(Condition::Missing("removedAt"));
        transaction.check("guide", &self.programmes, programme_key(id), unchanged)
    }
}

pub(super) fn catalogue_key() -> Key {
    Key::new("CATALOGUE", "CATALOGUE")
}

pub(super) fn programme_key(id: ProgrammeId) -> Key {
    Key::new(format!("PROGRAMME#{id}"), "PROGRAMME")
}

pub(super) fn guide_key(id: ProgrammeId, version: &Slug) -> Key {
    Key::new(format!("PROGRAMME#{id}"), format!("GUIDE#{version}"))
}

fn offering_partition(intake: &Slug, funding_category: &Slug, admission_type: &Slug) -> String {
    format!("OFFERING#{intake}#{funding_category}#{admission_type}")
}

/// The keys of the rows that show a programme, in the order of its funding categories.
pub(super) fn offering_keys(programme: &Programme) -> Vec<Key> {
    let key = |category| {
        Key::new(
            offering_partition(&programme.intake, category, &programme.admission_type),
            format!("{}#{}", programme.department, programme.id()),
        )
    };
    programme.funding_categories.iter().map(|funding| key(&funding.id)).collect()
}
