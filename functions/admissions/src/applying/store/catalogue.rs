//! The catalogue, as applications are made of it.

use shared_domain::ids::ProgrammeId;
use shared_domain::programme::catalogue::{StoredCatalogue, catalogue_key};
use shared_domain::programme::{StoredProgramme, programme_key};
use shared_platform::slug::Slug;
use shared_platform::store::{Label, StoreError, Table, Transaction, get_two};
use shared_platform::{Environment, InitError};

/// The programme of an application with the guide agreed to, in a transaction.
pub(super) const GUIDE: Label<StoredProgramme> = Label::new("guide");

/// The Programmes table, which this area reads.
#[derive(Debug, Clone)]
pub(crate) struct CatalogueStore {
    pub(super) programmes: Table,
}

impl CatalogueStore {
    pub(crate) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { programmes: environment.table("PROGRAMMES")? })
    }

    /// Opens the connection to the database.
    pub(crate) async fn warm(&self) {
        self.programmes.warm().await;
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

    /// Requires in a transaction that a programme is offered with this guide (S30).
    pub(crate) fn check_guide(
        &self,
        transaction: &mut Transaction,
        id: ProgrammeId,
        version: &Slug,
    ) -> Result<(), StoreError> {
        let offered = StoredProgramme::offered_with_guide(version);
        transaction.check(GUIDE, &self.programmes, programme_key(id), offered)
    }
}
