//! `submit_application`: the applicant declares that all is true and submits
//! (S57), before applying is over (S2). Everything is checked again (S59, S60);
//! afterwards nothing can be changed (S58), and the fee is due (S61). In a
//! revision this is the answer to it (S65): another round is frozen and goes
//! back to who asked.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use shared_domain::ids::ApplicationId;
use shared_platform::audit::Deed;
use shared_platform::auth::Applicant;
use shared_platform::http::{FieldError, Path, ProblemDocument};
use shared_platform::store::{CommitError, StoreError};
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use super::application_view::ApplicationView;
use super::store::CatalogueStore;
use crate::application::{Application, SubmissionRefused};
use crate::store::{APPLICATION, ApplicationStore};

/// The action.
#[derive(Clone)]
pub struct SubmitApplication {
    catalogue: CatalogueStore,
    store: ApplicationStore,
}

impl HttpAction for SubmitApplication {
    const NAME: &'static str = "submit_application";

    fn route() -> Route<Self> {
        route!(submit_application)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = ApplicationStore::of(environment)?;
        store.warm().await;
        Ok(Self { catalogue: CatalogueStore::of(environment)?, store })
    }
}

/// The applicant's confirmation.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SubmitRequest {
    /// The version of the application that the applicant has reviewed.
    version: u64,
    /// That all of it is true and correct.
    declaration: bool,
}

/// Submit an application.
#[utoipa::path(
    post,
    path = "/api/applications/{applicationId}/submission",
    operation_id = "submit_application",
    tag = "admissions",
    params(("applicationId" = ApplicationId, Path, description = "The application.")),
    request_body = SubmitRequest,
    responses(
        (status = 200, description = "The application is submitted and locked.", body = ApplicationView),
        (status = 409, description = "It is locked already, or changed since it was reviewed, or applying is over.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "Something is missing; every gap is named.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn submit_application(
    State(action): State<SubmitApplication>,
    applicant: Applicant,
    request: RequestContext,
    Path(id): Path<ApplicationId>,
    Body(body): Body<SubmitRequest>,
) -> Result<Json<ApplicationView>, Problem> {
    if !body.declaration {
        let error = FieldError::new("/declaration", "declaration_required");
        return Err(Problem::from(error));
    }
    let (application, documents) = tokio::try_join!(
        action.store.application(applicant.account, id),
        action.store.documents(applicant.account, id),
    )?;
    let application = application.ok_or_else(Problem::not_found)?;
    // Sent twice, it is the same submission.
    if application.submitted_version == Some(body.version) {
        return Ok(Json(ApplicationView::of(application, request.now, request.locale)));
    }
    let application = match application.is_closed(request.now) {
        true => action.extended(application).await?,
        false => application,
    };
    let (submitted, submission) = application.submit(&documents, body.version, request.now)?;
    let deed = Deed::of(&applicant, SubmitApplication::NAME, &request);
    match action.store.submit(&application.head, &submitted, &submission, &deed).await {
        Ok(()) => Ok(Json(ApplicationView::of(submitted, request.now, request.locale))),
        Err(CommitError::Refused(refused)) => {
            // What came in between tells: a twin of this submission, or another
            // save. A document that changed leaves the application as it was read.
            let present = refused.at(APPLICATION)?.unwrap_or(application);
            if present.submitted_version == Some(body.version) {
                return Ok(Json(ApplicationView::of(present, request.now, request.locale)));
            }
            Err(present.conflict(body.version).into())
        }
        Err(CommitError::Store(error)) => Err(error.into()),
    }
}

impl SubmitApplication {
    /// A draft that came too late by what it knows, with the time that the
    /// catalogue gives by now: the office may have given more (S2).
    async fn extended(&self, draft: Application) -> Result<Application, StoreError> {
        let programme = draft.head.programme.id;
        let (programme, catalogue) = self.catalogue.programme_with_lists(programme).await?;
        let closes_at = programme
            .filter(|programme| programme.removed_at.is_none())
            .filter(|programme| programme.content.intake == draft.head.intake)
            .zip(catalogue.content.intake(&draft.head.intake))
            .map(|(programme, intake)| intake.window(programme.content.closes_at).closes_at);
        Ok(draft.extended_to(closes_at))
    }
}

impl From<SubmissionRefused> for Problem {
    fn from(refused: SubmissionRefused) -> Self {
        match refused {
            SubmissionRefused::Edit(refused) => refused.into(),
            SubmissionRefused::Closed => Self::conflict("intake_closed"),
            SubmissionRefused::Incomplete(errors) => {
                Self::unprocessable("application_incomplete").with_errors(errors)
            }
        }
    }
}
