//! `import_programmes`: an administrator adds or replaces programmes. A file
//! with a bad row changes nothing; a file that was imported changes nothing more.

use axum::Json;
use axum::extract::State;
use futures_util::future::try_join_all;
use serde::Serialize;
use serde_json::Value;
use shared::audit::{AuditLog, Occasion};
use shared::auth::{Actor, Administrator, Staff, Standings};
use shared::http::{FieldError, ProblemDocument};
use shared::{Body, Environment, HttpAction, InitError, Problem, RequestContext};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::catalogue_file::CatalogueFile;
use crate::programme::Programme;
use crate::store::{CatalogueStore, StoredProgramme};

/// Largest file, in bytes.
const LARGEST_FILE: usize = 1024 * 1024;
/// Programmes read from the store at the same time.
const AT_ONCE: usize = 16;

/// The action.
#[derive(Clone)]
pub struct ImportProgrammes {
    store: CatalogueStore,
    audit: AuditLog,
    standings: Standings,
}

impl HttpAction for ImportProgrammes {
    const NAME: &'static str = "import_programmes";

    fn routes() -> OpenApiRouter<Self> {
        OpenApiRouter::new().routes(routes!(import_programmes))
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = CatalogueStore::of(environment)?;
        store.warm().await;
        Ok(Self {
            store,
            audit: AuditLog::of(environment)?,
            standings: Standings::of(environment)?,
        })
    }
}

/// What an import did.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportReply {
    /// Programmes that are new or changed.
    imported: usize,
    /// Programmes that were there already, word for word.
    unchanged: usize,
}

/// Add or replace programmes; lists that are left out stay as they are.
#[utoipa::path(
    put,
    path = "/api/staff/programmes",
    operation_id = "import_programmes",
    tag = "admissions",
    request_body = CatalogueFile,
    responses(
        (status = 200, description = "The file is imported.", body = ImportReply),
        (status = 422, description = "These rows are wrong; nothing was imported.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was imported.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn import_programmes(
    State(action): State<ImportProgrammes>,
    administrator: Staff<Administrator>,
    request: RequestContext,
    Body(body): Body<Value, LARGEST_FILE>,
) -> Result<Json<ImportReply>, Problem> {
    let file = CatalogueFile::parse(body).map_err(Problem::invalid)?;
    // A file that changes nothing writes nothing: here is where the role is asked for.
    let (confirmed, before) =
        tokio::join!(action.standings.confirm(administrator.standing()), action.store.catalogue());
    confirmed?;
    let before = before?;
    let catalogue = file.checked_against(before.content.clone()).map_err(Problem::invalid)?;
    let changed = action.changed(&file.programmes).await?;

    let actor = Actor::from(&administrator);
    let occasion = Occasion::from(&request);
    // The lists first: no programme is ever shown that refers to what is not there yet.
    if catalogue != before.content {
        action.store.save_catalogue(&action.audit, actor, &occasion, &before, &catalogue).await?;
    }
    for (programme, before) in &changed {
        action
            .store
            .save_programme(&action.audit, actor, &occasion, before.as_ref(), programme)
            .await?;
    }
    Ok(Json(ImportReply {
        imported: changed.len(),
        unchanged: file.programmes.len() - changed.len(),
    }))
}

impl ImportProgrammes {
    /// The programmes that are not in the store word for word, with what is there.
    ///
    /// # Errors
    /// 422 when a guide has another text than was published under its version.
    async fn changed<'a>(
        &self,
        programmes: &'a [Programme],
    ) -> Result<Vec<(&'a Programme, Option<StoredProgramme>)>, Problem> {
        let mut changed = Vec::new();
        let mut errors = Vec::new();
        for (batch, rows) in programmes.chunks(AT_ONCE).enumerate() {
            let present =
                try_join_all(rows.iter().map(|programme| self.present(programme))).await?;
            for (row, (programme, (before, guide))) in rows.iter().zip(present).enumerate() {
                if before.as_ref().is_some_and(|before| before.content == *programme) {
                    continue;
                }
                if guide.is_some_and(|guide| guide != programme.guide) {
                    let row = batch * AT_ONCE + row;
                    let pointer = format!("/programmes/{row}/guide/version");
                    errors.push(FieldError::new(pointer, "guide_version_reused"));
                }
                changed.push((programme, before));
            }
        }
        if errors.is_empty() { Ok(changed) } else { Err(Problem::invalid(errors)) }
    }

    async fn present(
        &self,
        programme: &Programme,
    ) -> Result<(Option<StoredProgramme>, Option<crate::programme::Guide>), Problem> {
        let id = programme.id();
        let (present, published) = tokio::try_join!(
            self.store.programme(id),
            self.store.guide(id, &programme.guide.version),
        )?;
        Ok((present, published.map(|published| published.guide)))
    }
}
