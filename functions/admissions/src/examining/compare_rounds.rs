//! `compare_rounds`: what an applicant changed from one submission to another,
//! field by field and document by document. Every viewing is recorded.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared_domain::document::SubmittedDocumentView;
use shared_domain::ids::ReviewId;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Reviewer, Staff, Standings};
use shared_platform::downloads::Downloads;
use shared_platform::http::{Path, ProblemDocument, Query};
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};
use utoipa::{IntoParams, ToSchema};

use super::comparison::{self, FieldChange};
use super::store::ExaminationStore;

/// The action.
#[derive(Clone)]
pub struct CompareRounds {
    store: ExaminationStore,
    downloads: Downloads,
    standings: Standings,
}

impl HttpAction for CompareRounds {
    const NAME: &'static str = "compare_rounds";

    fn route() -> Route<Self> {
        route!(compare_rounds)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = ExaminationStore::of(environment).await?;
        let standings = Standings::of(environment)?;
        Ok(Self { store, downloads: Downloads::of(environment)?, standings })
    }
}

/// Which submissions.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RoundsQuery {
    /// The earlier one, from 1.
    from: u32,
    /// The later one.
    to: u32,
}

/// Two submissions of one application.
#[derive(Debug, Serialize, ToSchema)]
pub struct Comparison {
    /// The earlier one.
    from: u32,
    /// The later one.
    to: u32,
    /// The fields that differ.
    changes: Vec<FieldChange>,
    /// The documents of both.
    documents: ComparedDocuments,
}

/// The documents of two submissions.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComparedDocuments {
    /// In the later one only.
    added: Vec<SubmittedDocumentView>,
    /// In the earlier one only.
    removed: Vec<SubmittedDocumentView>,
    /// In both.
    kept: Vec<SubmittedDocumentView>,
}

/// Compare two submissions of the application that a task is about; the viewing is recorded.
#[utoipa::path(
    get,
    path = "/api/reviews/{reviewId}/comparison",
    operation_id = "compare_rounds",
    tag = "reviews",
    params(("reviewId" = ReviewId, Path, description = "The task."), RoundsQuery),
    responses(
        (status = 200, description = "What differs.", body = Comparison),
        (status = "4XX", description = "It cannot be shown.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn compare_rounds(
    State(action): State<CompareRounds>,
    reviewer: Staff<Reviewer>,
    request: RequestContext,
    Path(id): Path<ReviewId>,
    Query(RoundsQuery { from, to }): Query<RoundsQuery>,
) -> Result<Confirmed<Json<Comparison>>, Problem> {
    let (reviewer, task) = action.standings.confirmed(reviewer, action.store.task(id)).await?;
    let task = task?.ok_or_else(Problem::not_found)?;
    let matter = task.matter();
    let rounds = [from, to];
    let deed = Deed::of(&reviewer, CompareRounds::NAME, &request);
    // Nothing is shown unless its viewing is recorded.
    let (submissions, recorded) = tokio::join!(
        action.store.two_submissions(matter.applicant, matter.application, rounds),
        action.store.record_viewing(&deed, &task, &rounds),
    );
    recorded?;
    let [before, after] = submissions?.ok_or_else(Problem::not_found)?;
    let changes = comparison::changes(&before.sections, &after.sections);
    let documents = comparison::documents(before.documents, after.documents);
    let view = |documents| SubmittedDocumentView::each(&action.downloads, documents, request.now);
    let documents = ComparedDocuments {
        added: view(documents.added).await?,
        removed: view(documents.removed).await?,
        kept: view(documents.kept).await?,
    };
    Ok(reviewer.answer(Json(Comparison { from, to, changes, documents })))
}
