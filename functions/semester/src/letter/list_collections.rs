//! `list_collections`: who comes to collect a letter on a day (S103).

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use shared_domain::letter::LetterState;
use shared_domain::registration::RegistrationId;
use shared_platform::auth::{Confirmed, Staff, Standings, VisaOfficer};
use shared_platform::clock::beijing_date;
use shared_platform::http::{ProblemDocument, Query};
use shared_platform::store::StoreError;
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};
use utoipa::{IntoParams, ToSchema};

use super::store::Booked;
use crate::store::RegistrationStore;

/// The action.
#[derive(Clone)]
pub struct ListCollections {
    store: RegistrationStore,
    standings: Standings,
}

impl HttpAction for ListCollections {
    const NAME: &'static str = "list_collections";

    fn route() -> Route<Self> {
        route!(list_collections)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RegistrationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// Of which day.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CollectionsQuery {
    /// The day in Beijing; today where it is not said.
    day: Option<Date>,
}

/// Who comes on a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct CollectionList {
    /// The day.
    day: Date,
    /// Who comes, by the clock.
    items: Vec<Collection>,
}

/// Somebody comes to collect a letter.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Collection {
    /// When.
    #[schema(value_type = String)]
    starts: Time,
    /// The registration whose letter it is.
    registration: RegistrationId,
    /// The name as in the passport.
    name: String,
    /// The number of the letter that counts.
    number: Option<String>,
    /// Where the letter is.
    state: LetterState,
}

/// List who comes to collect a letter on a day.
#[utoipa::path(
    get,
    path = "/api/visa/collections",
    operation_id = "list_collections",
    tag = "semester",
    params(CollectionsQuery),
    responses(
        (status = 200, description = "Who comes.", body = CollectionList),
        (status = "4XX", description = "The list cannot be shown.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn list_collections(
    State(action): State<ListCollections>,
    officer: Staff<VisaOfficer>,
    request: RequestContext,
    Query(asked): Query<CollectionsQuery>,
) -> Result<Confirmed<Json<CollectionList>>, Problem> {
    let day = asked.day.unwrap_or_else(|| beijing_date(request.now));
    let (officer, items) = action.standings.confirmed(officer, action.of_day(day)).await?;
    Ok(officer.answer(Json(CollectionList { day, items: items? })))
}

impl ListCollections {
    async fn of_day(&self, day: Date) -> Result<Vec<Collection>, StoreError> {
        let booked = self.store.booked(day).await?;
        let registrations: Vec<RegistrationId> =
            booked.iter().map(|booked| booked.registration.clone()).collect();
        let students: Vec<_> = registrations.iter().map(|one| one.student).collect();
        let (cases, students) = tokio::try_join!(
            self.store.letter_cases(&registrations),
            self.store.records.students(&students),
        )?;
        let names: BTreeMap<_, _> =
            students.into_iter().map(|student| (student.id, student.identity.name)).collect();
        let cases: BTreeMap<String, _> =
            cases.into_iter().map(|case| (case.registration().to_string(), case)).collect();
        let collection = |Booked { booking, registration }: Booked| {
            let case = cases.get(&registration.to_string())?;
            Some(Collection {
                starts: booking.starts,
                name: names.get(&registration.student)?.clone(),
                number: case.letter().map(|letter| letter.number.clone()),
                state: case.stage().state(),
                registration,
            })
        };
        Ok(booked.into_iter().filter_map(collection).collect())
    }
}
