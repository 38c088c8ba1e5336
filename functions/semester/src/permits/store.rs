//! New permits in the Registrations table, and what changes together with one.

use serde_json::json;
use shared_domain::document::{Document, DocumentState, FolderKind as _, documents_of};
use shared_domain::ids::ReviewId;
use shared_domain::notices;
use shared_domain::permit::news::{PermitRecorded, PermitReturned};
use shared_domain::permit::{NewPermit, Return, Submitted, folder_of};
use shared_domain::registration::RegistrationId;
use shared_domain::review::{self, Moved};
use shared_domain::student::Student;
use shared_platform::audit::{Deed, Told};
use shared_platform::ids::AccountId;
use shared_platform::store::{
    Change, CommitError, Condition, Item, Label, StoreError, Transaction,
};

use super::matter::{PermitMatter, PermitTask};
use crate::letter::unchanged;
use crate::store::RegistrationStore;

/// A new permit in a transaction.
pub(crate) const PERMIT: Label<NewPermit> = Label::new("permit");
const DOCUMENT: Label<Document> = Label::of_series("document");

/// What a verdict writes.
pub(super) struct Judgement<'a> {
    pub(super) permit: &'a NewPermit,
    /// What passes, and the student's record before and after.
    pub(super) passed: Option<(&'a Student, Student)>,
    pub(super) returned: Option<&'a Return>,
}

impl RegistrationStore {
    /// A student's own new permit: another person's is not found.
    pub(super) async fn own_permit(
        &self,
        account: AccountId,
        registration: &RegistrationId,
    ) -> Result<Option<NewPermit>, StoreError> {
        Ok(self.permit(registration).await?.filter(|permit| permit.account == account))
    }

    pub(super) async fn permit(
        &self,
        registration: &RegistrationId,
    ) -> Result<Option<NewPermit>, StoreError> {
        self.registrations.get(&NewPermit::key_of(registration)).await
    }

    /// All documents of a new permit, whatever their state.
    pub(super) async fn documents_of_permit(
        &self,
        account: AccountId,
        registration: &RegistrationId,
    ) -> Result<Vec<Document>, StoreError> {
        documents_of(&self.documents, &folder_of(account, registration.clone())).await
    }

    /// The task of a visa officer about a new permit.
    pub(super) async fn permit_task(
        &self,
        review: ReviewId,
    ) -> Result<Option<PermitTask>, StoreError> {
        review::task_about(&self.reviews, review).await
    }

    fn put_permit(
        &self,
        transaction: &mut Transaction,
        permit: &NewPermit,
    ) -> Result<(), StoreError> {
        let item = Item::new(NewPermit::key_of(&permit.registration()), permit)?;
        transaction.put(PERMIT, &self.registrations, item, unchanged(permit.version))
    }

    /// Writes what a student submits, if the documents are still as they were read,
    /// and puts its task into the queue.
    ///
    /// # Errors
    /// Refused when one of these changed: under [`PERMIT`] when the permit did.
    pub(super) async fn submit_permit(
        &self,
        permit: &NewPermit,
        submitted: &Submitted,
        task: &PermitTask,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let documents: Vec<_> = submitted.documents.iter().map(|document| document.id).collect();
        let told = json!({
            "state": permit.stage().state(),
            "round": permit.round,
            "documents": documents,
        });
        let mut transaction = self.audit.begin(deed, Told::new(permit.registration(), told))?;
        self.put_permit(&mut transaction, permit)?;
        let folder = permit.folder().id;
        for document in &submitted.documents {
            transaction.update(
                DOCUMENT,
                &self.documents,
                folder.document_key(document.id),
                Change::new().set("submittedIn", permit.round),
                Condition::equals("state", DocumentState::Clean),
            )?;
        }
        review::create(&mut transaction, &self.reviews, task)?;
        transaction.commit().await
    }

    /// Writes what an officer says of a new permit, all of it or nothing: the task, the
    /// permit, the student's record where it passes, and what the student is told.
    ///
    /// # Errors
    /// Refused under [`review::TASK`] when the task changed meanwhile, under [`PERMIT`]
    /// when the permit did, and under [`shared_domain::student::STUDENT`] when the
    /// record did.
    pub(super) async fn judge_permit(
        &self,
        moved: &Moved<PermitMatter>,
        judgement: &Judgement<'_>,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let Judgement { permit, passed, returned } = judgement;
        let registration = permit.registration();
        let told = json!({ "review": moved.id(), "state": permit.stage().state() });
        let mut transaction = self.audit.begin(deed, Told::new(&registration, told))?;
        review::save(&mut transaction, &self.reviews, moved)?;
        self.put_permit(&mut transaction, permit)?;
        if let Some((before, after)) = passed {
            let expires =
                |student: &Student| student.seen.permit.as_ref().map(|permit| permit.expires);
            let (was, is) =
                (json!({ "permit": expires(before) }), json!({ "permit": expires(after) }));
            self.audit.also(&mut transaction, deed, Told::changed(after.id, was, is))?;
            self.records.replace(&mut transaction, before, after)?;
            if let Some(expires) = expires(after) {
                let news = PermitRecorded { registration: registration.clone(), expires };
                notices::tell(&self.outbox, &mut transaction, permit.account, &news)?;
            }
        }
        if let Some(returned) = returned {
            let news = PermitReturned { registration, returned: (*returned).clone() };
            notices::tell(&self.outbox, &mut transaction, permit.account, &news)?;
        }
        transaction.commit().await
    }

    /// Records that an officer was shown a new permit with its documents.
    pub(super) async fn record_permit_viewing(
        &self,
        task: &PermitTask,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let viewed = json!({ "review": task.id(), "rounds": [task.matter().round] });
        let told = Told::new(&task.matter().registration, viewed);
        self.audit.begin(deed, told)?.commit().await
    }
}
