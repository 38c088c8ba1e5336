//! The API document: what the handlers of all areas say of themselves, in one.
//! It is committed as docs/openapi.json; `cargo dev api` writes it.

use http::{Method, StatusCode};
use serde_json::Value;
use shared_platform::auth::StaffRole;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{
    ComponentsBuilder, Content, InfoBuilder, License, OpenApi, OpenApiBuilder, PathItem, RefOr,
    Response, ServerBuilder,
};

use crate::areas::AREAS;
use crate::repository::read;
use crate::tokens::{Caller, EXAMINERS, STUDENT_OFFICE};

const DESCRIPTION: &str = "\
Applications of international students: registration, application, documents, fee, review.

Bodies are JSON. Field names are camelCase; values of enumerations and codes are snake_case. \
Instants are RFC 3339 in UTC, dates are ISO 8601, money is an integer number of fen (1/100 CNY). \
Ids are opaque.

Errors are `application/problem+json` (RFC 9457). Decide by `code`, which is stable; `title` and \
`detail` are in Chinese or English by `Accept-Language`. Another person's item is not found: 404. \
After 429 wait as long as `Retry-After` says.

Sign in with `POST /api/sessions`, send the access token as `Authorization: Bearer …`, and renew it \
with `POST /api/sessions/refresh`, which knows you by the cookie `__Host-session`.";

/// The areas of the API, with what they are about.
const TAGS: [(&str, &str); 7] = [
    ("accounts", "Registration, activation, sign-in, sessions."),
    ("admissions", "The catalogue, applications, submission, decision."),
    ("documents", "Uploads and what became of them."),
    ("payments", "The application fee."),
    ("reviews", "What staff must look at."),
    ("semester", "Semester registration: the roster, windows, registrations."),
    ("notices", "News in the account."),
];

/// The document of the whole API. Paths and schemas are sorted.
#[must_use]
pub fn openapi() -> OpenApi {
    let mut whole = frame();
    for area in AREAS {
        whole.merge((area.actions)().openapi());
    }
    for operation in parts_of(&mut whole) {
        for (status, response) in &mut operation.responses.responses {
            if let RefOr::T(response) = response {
                name_problems(response);
                describe(response, status);
            }
        }
    }
    whole
}

fn parts_of(document: &mut OpenApi) -> impl Iterator<Item = &mut Operation> {
    document.paths.paths.values_mut().flat_map(|path| {
        let PathItem { get, put, post, delete, patch, .. } = path;
        [get, put, post, delete, patch].into_iter().flatten()
    })
}

/// A problem is sent as `application/problem+json`: no handler has to say it.
fn name_problems(response: &mut Response) {
    let json = response.content.get("application/json");
    let Some(RefOr::T(Content { schema: Some(RefOr::Ref(schema)), .. })) = json else { return };
    if !schema.ref_location.ends_with("/Problem") {
        return;
    }
    if let Some(problem) = response.content.swap_remove("application/json") {
        response.content.insert("application/problem+json".to_owned(), problem);
    }
}

/// OpenAPI asks for a description also where the status says it all.
fn describe(response: &mut Response, status: &str) {
    if response.description.is_empty() {
        let status: Option<StatusCode> = status.parse().ok();
        let reason = status.and_then(|status| status.canonical_reason());
        response.description = reason.unwrap_or("Otherwise").to_owned();
    }
}

/// The document as it is committed.
#[must_use]
pub fn text() -> String {
    let json = openapi().to_pretty_json();
    // A document of our own types always serialises.
    json.unwrap_or_default() + "\n"
}

/// What stands around the areas' parts.
fn frame() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Sojourn")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(DESCRIPTION))
        .license(Some(License::new(env!("CARGO_PKG_LICENSE"))));
    let token = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("JWT")
        .description(Some("The access token of a session; it works for ten minutes."));
    let components = ComponentsBuilder::new()
        .security_scheme("access_token", SecurityScheme::Http(token.build()));
    let tags =
        TAGS.map(|(name, about)| TagBuilder::new().name(name).description(Some(about)).build());
    OpenApiBuilder::new()
        .info(info.build())
        .servers(Some([ServerBuilder::new().url("/").build()]))
        .tags(Some(tags))
        .components(Some(components.build()))
        .build()
}

/// The document as it is committed, as JSON.
///
/// # Panics
/// When it is missing or is no JSON.
#[must_use]
pub fn document() -> Value {
    serde_json::from_str(&read("docs/openapi.json")).unwrap()
}

/// An operation of the committed document, as tests need it.
#[derive(Debug, Clone)]
pub struct ApiOperation {
    /// The action.
    pub id: String,
    /// The method.
    pub method: Method,
    /// The path with its parameters in braces.
    pub path: String,
    /// The first line of its description.
    pub summary: String,
    /// Whether it takes an access token.
    pub takes_token: bool,
    /// Who may call it.
    pub caller: Caller,
    /// Whether it asks for an `Idempotency-Key`.
    pub takes_idempotency_key: bool,
    /// The query's parameters.
    pub query: Vec<Parameter>,
    /// The schema of its body, if it takes one in JSON.
    pub body: Option<Value>,
}

/// A parameter of an operation.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Whether it must be there.
    pub required: bool,
}

/// The operations of the committed document.
///
/// # Panics
/// When it is not an API document.
#[must_use]
pub fn operations() -> Vec<ApiOperation> {
    let document = document();
    let paths = document["paths"].as_object().unwrap();
    let each = paths.iter().flat_map(|(path, methods)| {
        let methods = methods.as_object().unwrap().iter();
        methods.map(move |(method, operation)| operation_of(method, path, operation))
    });
    each.collect()
}

fn is_of_the_registrar(path: &str) -> bool {
    ["roster", "semesters"].iter().any(|noun| path.starts_with(&format!("/api/staff/{noun}")))
}

fn is_of_the_student_office(path: &str) -> bool {
    ["students", "registrations", "reminders", "deadlines"]
        .iter()
        .any(|noun| path.starts_with(&format!("/api/staff/{noun}")))
}

fn is_of_visa_officers(path: &str) -> bool {
    let of_their_tasks = ["deadline", "letter", "permit"];
    let is_of_a_task = |task| path.starts_with(&format!("/api/reviews/{{reviewId}}/{task}"));
    path.starts_with("/api/visa/") || of_their_tasks.into_iter().any(is_of_a_task)
}

fn operation_of(method: &str, path: &str, operation: &Value) -> ApiOperation {
    let text = |name: &str| operation[name].as_str().unwrap_or_default().to_owned();
    let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let parameters_in = |place: &str| -> Vec<Parameter> {
        let those = parameters.iter().filter(|parameter| parameter["in"] == place);
        let parameter = |parameter: &Value| Parameter {
            name: parameter["name"].as_str().unwrap().to_owned(),
            required: parameter["required"] == true,
        };
        those.map(parameter).collect()
    };
    let mut headers = parameters_in("header").into_iter();
    ApiOperation {
        id: text("operationId"),
        method: method.to_uppercase().parse().unwrap(),
        path: path.to_owned(),
        summary: text("summary"),
        takes_token: operation["security"].is_array(),
        caller: match (operation["security"].is_array(), path) {
            (false, _) => Caller::Anybody,
            (_, path) if path.starts_with("/api/staff/applicants") => {
                Caller::Staff(StaffRole::Reviewer)
            }
            (_, path) if path.contains("/student-number") => Caller::Staff(StaffRole::Registrar),
            (_, "/api/staff/students/{studentId}/extension") => Caller::Staff(StaffRole::Registrar),
            (_, path) if is_of_the_student_office(path) => Caller::AnyOf(&STUDENT_OFFICE),
            (_, path) if is_of_the_registrar(path) => Caller::Staff(StaffRole::Registrar),
            (_, path) if is_of_visa_officers(path) => Caller::Staff(StaffRole::VisaOfficer),
            (_, path) if path.starts_with("/api/staff/") => Caller::Staff(StaffRole::Administrator),
            (_, "/api/reviews" | "/api/reviews/{reviewId}/claim") => Caller::AnyOf(&EXAMINERS),
            (_, path) if path.starts_with("/api/reviews") => Caller::Staff(StaffRole::Reviewer),
            (_, path) if path.starts_with("/api/account/") || path == "/api/account" => {
                Caller::AccountHolder
            }
            _ => Caller::Applicant,
        },
        takes_idempotency_key: headers.any(|header| header.name == "Idempotency-Key"),
        query: parameters_in("query"),
        body: operation.pointer("/requestBody/content/application~1json/schema").cloned(),
    }
}
