//! What a student writes of a registration.

use futures_util::future::try_join_all;
use serde_json::json;
use shared_domain::document::Document;
use shared_domain::document::DocumentState;
use shared_domain::form::confirmation::{EmailConfirmation, code_key};
use shared_domain::form::registration::Section;
use shared_domain::ids::StudentId;
use shared_domain::letter::{LETTERS, LetterCase};
use shared_domain::notices::SendMail;
use shared_domain::registration::review::OpenRegistrationReview;
use shared_domain::registration::{RegistrationHead, RegistrationId, Stage, Submission, folder_of};
use shared_domain::student::{STUDENT, Student, student_key, student_partition};
use shared_platform::audit::{Deed, Told};
use shared_platform::ids::AccountId;
use shared_platform::store::{Change, CommitError, Condition, Item, Label, Query, StoreError};

use crate::registration::Registration;
use crate::store::{MOST_REGISTRATIONS, RegistrationStore, registrations_of};
use crate::windows::semester::Semester;
use crate::windows::store::semesters;

const DOCUMENT: Label<Document> = Label::of_series("document");
const SUBMISSION: Label<Submission> = Label::new("submission");

/// What the code of a confirmation stands for.
pub(super) type Confirmation = EmailConfirmation<RegistrationId>;

/// The code of a confirmation in a transaction.
pub(super) const CODE: Label<Confirmation> = Label::new("code");

/// A student with all semesters for which they have registered.
pub(super) struct Registered {
    pub(super) student: Student,
    pub(super) registrations: Vec<Registration>,
    pub(super) letters: Vec<LetterCase>,
}

impl RegistrationStore {
    /// The records of an account with their registrations, and all semesters, the latest
    /// first.
    pub(super) async fn registered(
        &self,
        account: AccountId,
    ) -> Result<(Vec<Registered>, Vec<Semester>), StoreError> {
        let records = async {
            let ids = self.records.ids_of_account(account).await?;
            let all = try_join_all(ids.into_iter().map(|id| self.registered_as(id))).await?;
            Ok::<Vec<_>, StoreError>(all.into_iter().flatten().collect())
        };
        tokio::try_join!(records, semesters(&self.registrations))
    }

    async fn registered_as(&self, id: StudentId) -> Result<Option<Registered>, StoreError> {
        let letters = Query::partition(student_partition(id)).prefix(LETTERS);
        let (student, registrations, letters) = tokio::try_join!(
            self.records.student(id),
            registrations_of(&self.registrations, id),
            self.registrations.list::<LetterCase>(letters.limit(MOST_REGISTRATIONS)),
        )?;
        let letters = letters.items;
        Ok(student.map(|student| Registered { student, registrations, letters }))
    }

    /// Writes a saved section in place of the registration that was read.
    ///
    /// # Errors
    /// Refused under [`REGISTRATION`](crate::store::REGISTRATION) when it changed
    /// meanwhile, or was begun.
    pub(super) async fn save(
        &self,
        saved: &Registration,
        section: Section,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        // The audit log is kept longer than the registration: what is personal stays
        // out of it.
        let version = saved.head.version;
        let fields = saved.edits.made_in(version);
        let told = json!({ "version": version, "section": section, "fields": fields });
        let mut transaction = self.begin(deed, saved, told)?;
        self.replace(&mut transaction, saved)?;
        transaction.commit().await
    }

    /// Writes the submitted registration with its frozen submission, if it and the
    /// documents are still as they were read and the student is on the roster (S77),
    /// and has a task opened about it. `before` is what was read.
    ///
    /// # Errors
    /// Refused when one of these does not hold: under
    /// [`REGISTRATION`](crate::store::REGISTRATION) when it changed.
    pub(super) async fn submit(
        &self,
        before: &RegistrationHead,
        submitted: &Registration,
        submission: &Submission,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let head = &submitted.head;
        let documents: Vec<_> = submission.documents.iter().map(|document| document.id).collect();
        let told = json!({
            "state": head.stage().state(),
            "round": head.round,
            "documents": documents,
        });
        let mut transaction = self.begin(deed, submitted, told)?;
        self.replace(&mut transaction, submitted)?;
        transaction.check(
            STUDENT,
            &self.registrations,
            student_key(head.student),
            Condition::equals("state.is", "enrolled")
                .and(Condition::equals("account", head.account)),
        )?;
        let folder = folder_of(head.account, head.id());
        for document in &submission.documents {
            // What stands in a locked slot was submitted before, and is again.
            let is_open =
                before.open_slots().iter().any(|slot| slot.name() == document.slot.as_str());
            let as_read = match is_open || before.round == 0 {
                true => Condition::equals("state", DocumentState::Clean),
                false => Condition::Exists("submittedIn"),
            };
            transaction.update(
                DOCUMENT,
                &self.documents,
                folder.document_key(document.id),
                Change::new().set("state", DocumentState::Clean).set("submittedIn", head.round),
                as_read,
            )?;
        }
        let key = head.id().submission_key(head.round);
        transaction.create(SUBMISSION, &self.registrations, Item::new(key, submission)?)?;
        let message = self.review_of(before, head)?;
        self.outbox.send(&mut transaction, message)?;
        transaction.commit().await
    }

    fn review_of(
        &self,
        before: &RegistrationHead,
        submitted: &RegistrationHead,
    ) -> Result<OpenRegistrationReview, StoreError> {
        let Stage::ReadyForReview { review } = *submitted.stage() else {
            return Err(StoreError::corrupt("a registration that is submitted has a task"));
        };
        let kept_for = match before.stage() {
            Stage::Returned { returned_by, .. } => returned_by.clone(),
            _ => None,
        };
        let (registration, round) = (submitted.id(), submitted.round);
        Ok(OpenRegistrationReview { review, registration, round, kept_for })
    }

    /// Notes which address is to be confirmed, under the code that goes to it.
    pub(super) async fn ask_for_confirmation(
        &self,
        code: &str,
        asked: &Confirmation,
        mail: SendMail,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let told = Told::new(&asked.of, json!({ "expiresAt": asked.expires_at }));
        let mut transaction = self.audit.begin(deed, told)?;
        let item = Item::new(code_key(code), asked)?.expiring(asked.expires_at);
        transaction.create(CODE, &self.registrations, item)?;
        self.outbox.send(&mut transaction, mail)?;
        transaction.commit().await
    }

    /// What a code stands for.
    pub(super) async fn confirmation(
        &self,
        code: &str,
    ) -> Result<Option<Confirmation>, StoreError> {
        self.registrations.get(&code_key(code)).await
    }

    /// A registration that was saved.
    pub(super) async fn saved(
        &self,
        id: &RegistrationId,
    ) -> Result<Option<Registration>, StoreError> {
        self.registrations.get(&id.key()).await
    }

    /// Writes the registration for which an address is confirmed, and uses up the
    /// code. `confirmed` is none where another code had confirmed the address before.
    ///
    /// # Errors
    /// Refused under [`CODE`] when it was used meanwhile, under
    /// [`REGISTRATION`](crate::store::REGISTRATION) when that changed meanwhile.
    pub(super) async fn confirm(
        &self,
        code: Option<&str>,
        present: &Registration,
        confirmed: Option<&Registration>,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let head = &confirmed.unwrap_or(present).head;
        let told = Told::new(head.id(), json!({ "version": head.version }));
        let mut transaction = self.audit.begin(deed, told)?;
        if let Some(code) = code {
            let unused = Condition::item_exists();
            transaction.delete(CODE, &self.registrations, code_key(code), unused)?;
        }
        if let Some(confirmed) = confirmed {
            self.replace(&mut transaction, confirmed)?;
        }
        transaction.commit().await
    }
}
