//! `view_payment`: the applicant looks how the payment of an application stands.

use axum::Json;
use axum::extract::State;
use shared_domain::ids::ApplicationId;
use shared_platform::auth::Applicant;
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};

use crate::ordering::view::PaymentView;
use crate::store::Store;

/// The action.
#[derive(Clone)]
pub struct ViewPayment {
    store: Store,
}

impl HttpAction for ViewPayment {
    const NAME: &'static str = "view_payment";

    fn route() -> Route<Self> {
        route!(view_payment)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// See how the payment of an application stands.
#[utoipa::path(
    get,
    path = "/api/applications/{applicationId}/payment",
    operation_id = "view_payment",
    tag = "payments",
    params(("applicationId" = ApplicationId, Path, description = "The application.")),
    responses(
        (status = 200, description = "The fee and the attempts to pay it.", body = PaymentView),
        (status = "4XX", description = "There is nothing to see.", body = ProblemDocument),
    ),
    security(("access_token" = [])),
)]
async fn view_payment(
    State(action): State<ViewPayment>,
    applicant: Applicant,
    request: RequestContext,
    Path(application): Path<ApplicationId>,
) -> Result<Json<PaymentView>, Problem> {
    let found = action.store.application_and_order(applicant.account, application).await?;
    let (head, order) = found.ok_or_else(Problem::not_found)?;
    Ok(Json(PaymentView::of(&head, order.as_ref(), request.now)))
}
