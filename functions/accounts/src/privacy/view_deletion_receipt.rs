//! `POST /api/deletion-receipts/views`: what was erased with an account, and
//! what is kept, for who has the link of the last mail.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_domain::personal_data::Reason;
use shared_platform::http::ProblemDocument;
use shared_platform::texts::text;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Locale, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use crate::privacy::deletion::Receipt;
use crate::store::Store;

/// What the action needs.
#[derive(Clone)]
pub struct ViewDeletionReceipt {
    store: Store,
}

impl HttpAction for ViewDeletionReceipt {
    const NAME: &'static str = "view_deletion_receipt";

    fn route() -> Route<Self> {
        route!(view_deletion_receipt)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { store: Store::warmed(environment).await? })
    }
}

/// The code of the link in the last mail to a deleted account.
#[derive(Deserialize, ToSchema)]
pub struct ReceiptCode {
    /// What follows `#code=` in the link.
    code: String,
}

/// The receipt of a deletion. It does not say whose account it was.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeletionReceipt {
    /// When the deletion was asked for.
    requested_at: Timestamp,
    /// When everything was erased.
    erased_at: Timestamp,
    /// What was erased.
    erased: Vec<Erased>,
    /// What is kept, and why.
    kept: Vec<Kept>,
}

/// Something that was erased.
#[derive(Debug, Serialize, ToSchema)]
pub struct Erased {
    /// What, as `applications`.
    code: String,
    /// The same in the reader's language.
    text: String,
    /// How many.
    count: usize,
}

/// Something that is kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct Kept {
    /// Why: `accounting` or `accountability`.
    code: &'static str,
    /// What and why, in the reader's language.
    text: String,
    /// Until when, where an end is set.
    until: Option<Timestamp>,
}

impl DeletionReceipt {
    fn of(receipt: &Receipt, erased_at: Timestamp, locale: Locale) -> Self {
        let erased = receipt.erased.iter().filter(|(_, count)| **count > 0);
        let erased = erased.map(|(code, count)| Erased {
            code: code.clone(),
            text: text(locale, &format!("erased-{}", code.replace('_', "-"))),
            count: *count,
        });
        let kept = receipt.reasons().into_iter().map(|(reason, until)| {
            let code = match reason {
                Reason::Accounting => "accounting",
                Reason::Accountability => "accountability",
            };
            Kept { code, text: text(locale, &format!("kept-{code}")), until }
        });
        Self {
            requested_at: receipt.requested_at,
            erased_at,
            erased: erased.collect(),
            kept: kept.collect(),
        }
    }
}

/// View the receipt of a deletion.
#[utoipa::path(
    post,
    path = "/api/deletion-receipts/views",
    operation_id = "view_deletion_receipt",
    tag = "accounts",
    request_body = ReceiptCode,
    responses(
        (status = 200, body = DeletionReceipt),
        (status = 404, body = ProblemDocument, description = "`not_found`")
    )
)]
async fn view_deletion_receipt(
    State(action): State<ViewDeletionReceipt>,
    request: RequestContext,
    Body(ReceiptCode { code }): Body<ReceiptCode>,
) -> Result<Json<DeletionReceipt>, Problem> {
    let receipt = action.store.receipt(&code).await?.ok_or_else(Problem::not_found)?;
    let erased_at = receipt.erased_at.ok_or_else(Problem::not_found)?;
    Ok(Json(DeletionReceipt::of(&receipt, erased_at, request.locale)))
}
