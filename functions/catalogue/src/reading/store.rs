//! What is read of the Programmes table.

use shared_domain::ids::ProgrammeId;
use shared_domain::programme::catalogue::{StoredCatalogue, catalogue_key};
use shared_domain::programme::seats::{Seats, seats_key};
use shared_domain::programme::{StoredProgramme, programme_key};
use shared_platform::slug::Slug;
use shared_platform::store::{Cursor, Page, Query, StoreError, Table, get_three};
use shared_platform::{Environment, InitError};

use crate::guide::{PublishedGuide, guide_key};
use crate::offering::{Offering, offering_partition};

/// The Programmes table, as everybody reads it.
#[derive(Debug, Clone)]
pub(crate) struct CatalogueStore {
    programmes: Table,
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
}
