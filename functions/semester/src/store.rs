//! Registrations in the Registrations table, and what changes together with one.

use serde_json::json;
use shared_domain::account::Contact;
use shared_domain::document::{Document, documents_of};
use shared_domain::ids::StudentId;
use shared_domain::programme::catalogue::{StoredCatalogue, catalogue_key};
use shared_domain::programme::office::Office;
use shared_domain::registration::{REGISTRATIONS, RegistrationId, folder_of};
use shared_domain::student::{Student, StudentRecords, student_partition};
use shared_platform::audit::{AuditLog, Deed, Told};
use shared_platform::auth::account_key;
use shared_platform::ids::AccountId;
use shared_platform::outbox::Outbox;
use shared_platform::slug::Slug;
use shared_platform::store::{Condition, Item, Label, Query, StoreError, Table, Transaction};
use shared_platform::{Environment, InitError};

use crate::registration::{Circumstances, Registration};
use crate::windows::availability::Availability;
use crate::windows::extension::Extension;
use crate::windows::semester::Semester;
use crate::windows::store::{EXTENSIONS, semester_key};

/// A registration in a transaction.
pub(crate) const REGISTRATION: Label<Registration> = Label::new("registration");

/// Registrations of a student that are read: those of forty years.
pub(crate) const MOST_REGISTRATIONS: i32 = 100;

/// Registrations, and what changes together with one.
#[derive(Debug, Clone)]
pub(crate) struct RegistrationStore {
    pub(crate) registrations: Table,
    pub(crate) records: StudentRecords,
    pub(crate) accounts: Table,
    pub(crate) documents: Table,
    pub(crate) programmes: Table,
    pub(crate) reviews: Table,
    pub(crate) outbox: Outbox,
    pub(crate) audit: AuditLog,
}

/// A student in a semester, as far as a registration is measured against it.
#[derive(Debug, Clone)]
pub(crate) struct Enrolment {
    pub(crate) student: Student,
    pub(crate) semester: Semester,
    /// The registration of the semester, where it was saved before.
    pub(crate) registration: Option<Registration>,
    /// What was approved last before it.
    pub(crate) last: Option<Registration>,
}

/// A student before a registration of their own.
#[derive(Debug, Clone)]
pub(crate) struct Own {
    pub(crate) enrolment: Enrolment,
    pub(crate) extensions: Vec<Extension>,
    pub(crate) contact: Option<Contact>,
}

impl Enrolment {
    /// What the registration is measured against.
    pub(crate) fn circumstances(&self, email_of_account: Option<&str>) -> Circumstances {
        let has_registered = self.last.is_some();
        Circumstances::of(&self.student, &self.semester, has_registered, email_of_account)
    }
}

/// All registrations of a student.
///
/// # Errors
/// [`StoreError`] when they cannot be read.
pub(crate) async fn registrations_of(
    registrations: &Table,
    student: StudentId,
) -> Result<Vec<Registration>, StoreError> {
    let query = Query::partition(student_partition(student)).prefix(REGISTRATIONS);
    Ok(registrations.list(query.limit(MOST_REGISTRATIONS)).await?.items)
}

impl RegistrationStore {
    pub(crate) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self {
            registrations: environment.table("REGISTRATIONS")?,
            records: StudentRecords::of(environment)?,
            accounts: environment.table("ACCOUNTS")?,
            documents: environment.table("DOCUMENTS")?,
            programmes: environment.table("PROGRAMMES")?,
            reviews: environment.table("REVIEWS")?,
            outbox: Outbox::of(environment)?,
            audit: AuditLog::of(environment)?,
        })
    }

    /// Opens the connection to the database.
    pub(crate) async fn warm(&self) {
        self.registrations.warm().await;
    }

    /// A student in a semester; `None` where there is no such student or semester.
    pub(crate) async fn enrolment(
        &self,
        id: &RegistrationId,
    ) -> Result<Option<Enrolment>, StoreError> {
        let key = semester_key(&id.semester);
        let (student, semester, all) = tokio::try_join!(
            self.records.student(id.student),
            self.registrations.get(&key),
            registrations_of(&self.registrations, id.student),
        )?;
        let (of_semester, others): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|one| one.head.semester == id.semester);
        let approved = others.into_iter().filter(Registration::is_approved);
        let last = approved.max_by_key(|one| one.updated_at);
        let registration = of_semester.into_iter().next();
        let both = student.zip(semester);
        Ok(both.map(|(student, semester)| Enrolment { student, semester, registration, last }))
    }

    /// The same of a student's own: another person's is not found.
    pub(crate) async fn own(
        &self,
        account: AccountId,
        id: &RegistrationId,
    ) -> Result<Option<Own>, StoreError> {
        let extensions = Query::partition(student_partition(id.student)).prefix(EXTENSIONS);
        let key = account_key(account);
        let (enrolment, extensions, contact) = tokio::try_join!(
            self.enrolment(id),
            self.registrations.list(extensions.limit(MOST_REGISTRATIONS)),
            self.accounts.get(&key),
        )?;
        let enrolment = enrolment.filter(|it| it.student.account == Some(account));
        let extensions = extensions.items;
        Ok(enrolment.map(|enrolment| Own { enrolment, extensions, contact }))
    }

    /// The office with its calendar, once it was imported.
    pub(crate) async fn office(&self) -> Result<Option<Office>, StoreError> {
        let catalogue: Option<StoredCatalogue> = self.programmes.get(&catalogue_key()).await?;
        Ok(catalogue.and_then(|catalogue| catalogue.content.office))
    }

    /// All documents of a registration, whatever their state.
    pub(crate) async fn documents(
        &self,
        account: AccountId,
        id: &RegistrationId,
    ) -> Result<Vec<Document>, StoreError> {
        documents_of(&self.documents, &folder_of(account, id.clone())).await
    }

    /// Writes a registration over the one version that came before it; the first one
    /// where there is none (S108).
    pub(crate) fn replace(
        &self,
        transaction: &mut Transaction,
        changed: &Registration,
    ) -> Result<(), StoreError> {
        let head = &changed.head;
        let item = Item::new(head.id().key(), changed)?;
        let unchanged = match head.version {
            1 => Condition::item_missing(),
            version => Condition::equals("version", version - 1),
        };
        transaction.put(REGISTRATION, &self.registrations, item, unchanged)
    }

    /// Begins a change of a registration, of which the log tells this.
    pub(crate) fn begin(
        &self,
        deed: &Deed,
        changed: &Registration,
        after: serde_json::Value,
    ) -> Result<Transaction, StoreError> {
        let head = &changed.head;
        let before = json!({ "version": head.version.saturating_sub(1) });
        self.audit.begin(deed, Told::changed(head.id(), before, after))
    }
}

impl Own {
    /// How the student stands to the window of the semester.
    pub(crate) fn availability(&self, now: jiff::Timestamp) -> Availability<'_> {
        let Enrolment { student, semester, .. } = &self.enrolment;
        Availability::of(student, std::slice::from_ref(semester), &self.extensions, now)
    }

    /// What the registration is measured against.
    pub(crate) fn circumstances(&self) -> Circumstances {
        self.enrolment.circumstances(self.email())
    }

    /// The registration as it was saved, or as it begins.
    pub(crate) fn registration(
        &self,
        account: AccountId,
        circumstances: &Circumstances,
        now: jiff::Timestamp,
    ) -> Registration {
        let Enrolment { student, semester, registration, last } = &self.enrolment;
        let begun = || {
            let semester: Slug = semester.id.clone();
            let id = RegistrationId { student: student.id, semester };
            let confirmed = self.confirmed_email();
            Registration::begun(account, id, circumstances, last.as_ref(), confirmed, now)
        };
        registration.clone().unwrap_or_else(begun)
    }

    fn email(&self) -> Option<&str> {
        self.contact.as_ref().map(|contact| contact.email.as_str())
    }

    /// What only the roster says is not confirmed (S79).
    fn confirmed_email(&self) -> Option<&str> {
        self.contact.as_ref().and_then(Contact::confirmed_email)
    }
}
