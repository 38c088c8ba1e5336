//! `submit_new_permit`: a student submits the new permit, with the receipt of the
//! police and the permit's page (S104). A visa officer looks at it.

use axum::Json;
use axum::extract::State;
use jiff::civil::Date;
use serde::Deserialize;
use shared_domain::application::SubmittedDocument;
use shared_domain::document::{Document, FolderKind as _, counting_in, gaps_in};
use shared_domain::form::registration::PermitKind;
use shared_domain::form::vocabulary::{future_date, permit_number};
use shared_domain::permit::{NewPermit, Submitted};
use shared_domain::registration::RegistrationId;
use shared_domain::registration::papers::Permit;
use shared_domain::review::{Finding, FindingCode, Severity, Task, Word};
use shared_domain::student::Student;
use shared_platform::audit::Deed;
use shared_platform::auth::Applicant;
use shared_platform::clock::beijing_date;
use shared_platform::http::{FieldError, Path, ProblemDocument};
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use super::matter::PermitMatter;
use super::store::PERMIT;
use super::view_new_permit::NewPermitView;
use crate::store::{Enrolment, RegistrationStore};

/// The action.
#[derive(Clone)]
pub struct SubmitNewPermit {
    store: RegistrationStore,
}

impl HttpAction for SubmitNewPermit {
    const NAME: &'static str = "submit_new_permit";

    fn route() -> Route<Self> {
        route!(submit_new_permit)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RegistrationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// What is submitted.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewPermitForm {
    /// The version that the student has looked at.
    version: u64,
    /// Visa or residence permit.
    kind: PermitKind,
    /// Its number.
    number: String,
    /// Its last day, as `2028-09-30`.
    expires: String,
}

/// Submit the new permit for review.
///
/// Sent twice, it is the same submission.
#[utoipa::path(
    post,
    path = "/api/registrations/{registrationId}/permit/submission",
    operation_id = "submit_new_permit",
    tag = "semester",
    params(("registrationId" = inline(RegistrationId), Path, description = "The registration.")),
    request_body = NewPermitForm,
    responses(
        (status = 200, description = "It is submitted and locked.", body = NewPermitView),
        (status = 409, description = "It is locked already, or changed since it was looked at.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "Something is missing; every gap is named.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn submit_new_permit(
    State(action): State<SubmitNewPermit>,
    applicant: Applicant,
    request: RequestContext,
    Path(id): Path<RegistrationId>,
    Body(form): Body<NewPermitForm>,
) -> Result<Json<NewPermitView>, Problem> {
    let account = applicant.account;
    let (permit, documents, enrolment) = tokio::try_join!(
        action.store.own_permit(account, &id),
        action.store.documents_of_permit(account, &id),
        action.store.enrolment(&id),
    )?;
    let (permit, enrolment) = permit.zip(enrolment).ok_or_else(Problem::not_found)?;
    let submitted = form.submitted(&permit, &documents, &request)?;
    if is_twin(&permit, form.version, &submitted) {
        return Ok(Json(NewPermitView::of(&permit)));
    }
    let locked = || Problem::conflict(NewPermit::LOCKED);
    let (next, review) = permit.submitted(submitted.clone()).ok_or_else(locked)?;
    if permit.version != form.version {
        return Err(Problem::conflict("changed_meanwhile"));
    }
    let (matter, findings) = (matter(&next, &enrolment), findings(&enrolment.student, &submitted));
    let task = Task::open(review, matter, findings, permit.returned_by(), request.now);
    let deed = Deed::of(&applicant, SubmitNewPermit::NAME, &request);
    match action.store.submit_permit(&next, &submitted, &task, &deed).await {
        Ok(()) => Ok(Json(NewPermitView::of(&next))),
        Err(CommitError::Refused(refused)) => {
            // What came in between tells: a twin of this submission, or another one. A
            // document that changed leaves the permit as it was read.
            let present = refused.at(PERMIT)?.unwrap_or(permit);
            match is_twin(&present, form.version, &submitted) {
                true => Ok(Json(NewPermitView::of(&present))),
                false => Err(Problem::conflict("changed_meanwhile")),
            }
        }
        Err(error) => Err(error.into()),
    }
}

impl NewPermitForm {
    /// What is submitted, or everything that is wrong or missing.
    fn submitted(
        &self,
        permit: &NewPermit,
        documents: &[Document],
        request: &RequestContext,
    ) -> Result<Submitted, Problem> {
        let today = beijing_date(request.now);
        let at = |pointer: &'static str| move |code| FieldError::new(pointer, code);
        let number = match self.number.trim() {
            "" => Err("required"),
            number => permit_number(number),
        };
        let number = number.map_err(at("/number"));
        let expires = match self.expires.trim() {
            "" => Err("required"),
            day => future_date(today)(day),
        };
        let expires = expires.map_err(at("/expires"));
        let folder = permit.folder();
        let counting = counting_in(&folder, documents, today);
        let mut errors = gaps_in(&folder, &counting, documents, request.now);
        match (number, expires) {
            (Ok(number), Ok(expires)) if errors.is_empty() => Ok(Submitted {
                permit: Permit { kind: self.kind, number, expires },
                documents: counting.into_iter().map(SubmittedDocument::from).collect(),
                at: request.now,
            }),
            (number, expires) => {
                errors.extend(number.err());
                errors.extend(expires.err());
                Err(Problem::unprocessable("permit_incomplete").with_errors(errors))
            }
        }
    }
}

/// Whether this is what was submitted on that version.
fn is_twin(permit: &NewPermit, version: u64, submitted: &Submitted) -> bool {
    let same = |last: &Submitted| {
        (&last.permit, &last.documents) == (&submitted.permit, &submitted.documents)
    };
    permit.version == version + 1 && permit.last().is_some_and(same)
}

fn matter(permit: &NewPermit, enrolment: &Enrolment) -> PermitMatter {
    let Enrolment { student, semester, .. } = enrolment;
    PermitMatter {
        applicant: permit.account,
        registration: permit.registration(),
        round: permit.round,
        name: student.identity.name.clone(),
        number: student.number.clone(),
        semester: semester.name.clone(),
    }
}

/// A permit does not last longer than the passport in which it is, and longer than the
/// one that it takes the place of.
fn findings(student: &Student, submitted: &Submitted) -> Vec<Finding> {
    let expires = submitted.permit.expires;
    let ends_later = |passport: &Date| expires > *passport;
    let beyond = student.identity.passport_expires.as_ref().is_some_and(ends_later);
    let sooner = student.seen.permit.as_ref().is_some_and(|before| expires <= before.expires);
    let found = [
        beyond.then_some(FindingCode::PermitBeyondPassport),
        sooner.then_some(FindingCode::DateImplausible),
    ];
    let finding = |code| Finding {
        code: Word::of(code),
        severity: Severity::Warning,
        slot: "permit_page".parse().ok(),
    };
    found.into_iter().flatten().map(finding).collect()
}
