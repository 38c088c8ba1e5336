//! What staff read of an applicant, and the record that they did.

use serde_json::json;
use shared_domain::application::applicant_partition;
use shared_platform::audit::{Deed, Told};
use shared_platform::ids::AccountId;
use shared_platform::store::{CommitError, Query, StoreError, Table};
use shared_platform::{Environment, InitError};

use super::Store;
use crate::find_applicant::FoundApplication;

/// So many applications of one person are shown.
const MOST_APPLICATIONS: i32 = 50;

/// The Applications table, as far as the office finds applications by applicant.
#[derive(Debug, Clone)]
pub(crate) struct ApplicationsOfApplicant {
    applications: Table,
}

impl ApplicationsOfApplicant {
    pub(crate) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { applications: environment.table("APPLICATIONS")? })
    }

    /// The applications of an applicant, the latest first.
    pub(crate) async fn latest(
        &self,
        applicant: AccountId,
    ) -> Result<Vec<FoundApplication>, StoreError> {
        let query = Query::partition(applicant_partition(applicant))
            .prefix("APPLICATION#")
            .newest_first()
            .limit(MOST_APPLICATIONS);
        Ok(self.applications.list(query).await?.items)
    }
}

impl Store {
    /// Records that a colleague has looked an applicant up.
    pub(crate) async fn record_finding(
        &self,
        applicant: AccountId,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let told = Told::new(applicant, json!({ "shown": "applications" }));
        self.audit.begin(deed, told)?.commit().await
    }
}
