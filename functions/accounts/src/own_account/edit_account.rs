//! `PUT /api/account`: language, time zone and which mails come.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use shared_platform::audit::Deed;
use shared_platform::auth::AccountHolder;
use shared_platform::http::ProblemDocument;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Locale, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use crate::own_account::account_view::{AccountView, Settings};
use crate::own_account::time_zone;
use crate::store::Store;

/// What the action needs.
#[derive(Clone)]
pub struct EditAccount {
    store: Store,
}

impl HttpAction for EditAccount {
    const NAME: &'static str = "edit_account";

    fn route() -> Route<Self> {
        route!(edit_account)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { store: Store::warmed(environment).await? })
    }
}

/// What the owner chooses.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccountEdit {
    /// The language of pages and mails.
    locale: Locale,
    /// The zone in which times are shown beside Beijing's, by its IANA name.
    time_zone: String,
    /// Whether news of applications come by mail too. Mails about the account
    /// itself always come.
    notice_mails: bool,
}

impl AccountEdit {
    fn parse(self) -> Result<Settings, Problem> {
        let time_zone = time_zone::parse(&self.time_zone)?;
        Ok(Settings { locale: self.locale, time_zone, notice_mails: self.notice_mails })
    }
}

/// Change language, time zone and mails.
#[utoipa::path(
    put,
    path = "/api/account",
    operation_id = "edit_account",
    tag = "accounts",
    request_body = AccountEdit,
    responses(
        (status = 200, body = AccountView),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`, `session_over`"),
        (status = 409, body = ProblemDocument, description = "`changed_meanwhile`"),
        (status = 422, body = ProblemDocument, description = "`invalid_input`")
    ),
    security(("access_token" = []))
)]
async fn edit_account(
    State(action): State<EditAccount>,
    holder: AccountHolder,
    request: RequestContext,
    Body(edit): Body<AccountEdit>,
) -> Result<Json<AccountView>, Problem> {
    let settings = edit.parse()?;
    let account = action.store.own_account(&holder).await?;
    let deed = Deed::of(&holder, EditAccount::NAME, &request);
    let (changed, beside) = tokio::join!(
        action.store.set_settings(&account, &settings, &deed),
        action.store.beside(&account)
    );
    changed?;
    Ok(Json(AccountView::of(settings.chosen_in(account), beside?)))
}
