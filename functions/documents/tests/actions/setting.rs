//! An applicant with a draft application, and what a browser does for them.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};
use shared_domain::application::{
    ApplicationHead, ApplicationState, OpenRevision, Stage, application_key, folder_of,
};
use shared_domain::document::{ChecklistSlot, FolderId};
use shared_domain::ids::ApplicationId;
use shared_domain::samples;
use shared_kit::{Bucket, Call, Caller, Client, Reply, World};
use shared_platform::ids::AccountId;
use shared_platform::store::{Change, Condition, Item};

/// So long a revision may take.
pub(crate) const TIME_TO_REVISE: Duration = Duration::from_secs(10 * 24 * 60 * 60);

/// One test's world with a draft application in it.
pub(crate) struct Setting {
    pub(crate) world: World,
    pub(crate) client: Client,
    pub(crate) bucket: Bucket,
    pub(crate) applicant: Caller,
    pub(crate) application: ApplicationId,
}

/// A file as the applicant chooses it.
#[derive(Clone)]
pub(crate) struct File {
    pub(crate) slot: &'static str,
    pub(crate) content_type: &'static str,
    pub(crate) bytes: Vec<u8>,
}

impl File {
    pub(crate) fn new(slot: &'static str, content_type: &'static str, bytes: Vec<u8>) -> Self {
        Self { slot, content_type, bytes }
    }

    /// What a client says of the file when it asks for a link.
    pub(crate) fn announcement(&self) -> Value {
        json!({
            "slot": self.slot,
            "fileName": "scan from the phone",
            "contentType": self.content_type,
            "sizeBytes": self.bytes.len(),
            "sha256": STANDARD.encode(digest(&SHA256, &self.bytes)),
        })
    }
}

impl Setting {
    pub(crate) async fn new() -> Self {
        let world = World::new().await;
        let bucket = world.bucket().clone();
        let client = world.client(&documents::actions()).await;
        let applicant = world.applicant();
        let application = ApplicationId::new();
        let setting = Self { world, client, bucket, applicant, application };
        setting.application_is(ApplicationState::Draft).await;
        setting
    }

    /// Another application of the same applicant, with its own documents.
    pub(crate) async fn another_application(&mut self) {
        self.application = ApplicationId::new();
        self.application_is(ApplicationState::Draft).await;
    }

    /// Brings the application into a state.
    pub(crate) async fn application_is(&self, state: ApplicationState) {
        self.application_is_at(samples::stage(state)).await;
    }

    async fn application_is_at(&self, stage: Stage) {
        let head = head(self.applicant.account, self.application);
        let key = application_key(head.applicant, head.id);
        let head = samples::in_stage(head, stage);
        self.world.put("APPLICATIONS", Item::new(key, &head).unwrap()).await;
    }

    /// Staff have re-opened some slots of the application, and nothing else.
    pub(crate) async fn reopened_for(&self, slots: &[&str]) {
        let requested_at = self.world.clock().now();
        let revision = OpenRevision {
            fields: Vec::new(),
            requested_at,
            due_at: requested_at + TIME_TO_REVISE,
            ..samples::open_revision(slots)
        };
        self.application_is_at(Stage::RevisionRequested {
            fee: None,
            revision,
            before_revision: None,
        })
        .await;
    }

    /// Notes that a document was part of the first submission.
    pub(crate) async fn was_submitted(&self, document: &str) {
        let document = document.parse().unwrap();
        let key = self.folder().document_key(document);
        let table = self.world.environment().table("DOCUMENTS").unwrap();
        let change = Change::new().set("submittedIn", 1);
        table.update(key, change, Condition::item_exists()).await.unwrap();
    }

    /// The folder of the application.
    pub(crate) fn folder(&self) -> FolderId {
        folder_of(self.applicant.account, self.application)
    }

    pub(crate) fn path(&self) -> String {
        format!("/api/applications/{}/documents", self.application)
    }

    /// A request for links, by the applicant.
    pub(crate) fn ask(&self, announcements: &[Value]) -> Call {
        let body = json!({ "files": announcements });
        self.client.post(&self.path()).by(&self.applicant).json(&body)
    }

    /// The verdicts on files.
    pub(crate) async fn verdicts(&self, announcements: &[Value]) -> Vec<Value> {
        let reply = self.ask(announcements).send().await.expect(200);
        reply.body["items"].as_array().unwrap().clone()
    }

    /// The applicant takes a document back.
    pub(crate) async fn remove(&self, document: &str) -> Reply {
        let path = format!("{}/{document}", self.path());
        self.client.delete(&path).by(&self.applicant).send().await
    }

    /// Asks for a link and sends the file by it; answers the document's id and
    /// the name of the object.
    pub(crate) async fn send(&self, file: &File) -> (String, String) {
        let verdict = self.verdicts(&[file.announcement()]).await.remove(0);
        let object = object_of(&verdict);
        self.bucket.put(&object, file.content_type, &file.bytes);
        (verdict["document"]["id"].as_str().unwrap().to_owned(), object)
    }

    /// Lets S3 tell of an object; an error when the message would come again.
    pub(crate) async fn tell_of(
        &self,
        object: &str,
    ) -> Result<(), shared_platform::actions::Failure> {
        let notification = json!({ "Records": [{ "s3": { "object": { "key": object } } }] });
        self.tell(&notification).await
    }

    /// Delivers a message to `inspect_document`.
    pub(crate) async fn tell(
        &self,
        message: &Value,
    ) -> Result<(), shared_platform::actions::Failure> {
        self.world.deliver(&documents::actions(), "inspect_document", message).await
    }

    /// Sends a file and has it inspected; answers the document's id.
    pub(crate) async fn upload(&self, file: &File) -> String {
        let (document, object) = self.send(file).await;
        self.tell_of(&object).await.unwrap();
        document
    }

    /// The documents as the applicant sees them.
    pub(crate) async fn list(&self) -> Vec<Value> {
        let reply = self.client.get(&self.path()).by(&self.applicant).send().await.expect(200);
        reply.body["items"].as_array().unwrap().clone()
    }

    /// One document of the list.
    pub(crate) async fn document(&self, id: &str) -> Value {
        self.list().await.into_iter().find(|document| document["id"] == id).unwrap()
    }
}

/// The object that a link is for.
pub(crate) fn object_of(verdict: &Value) -> String {
    let url: http::Uri = verdict["upload"]["url"].as_str().unwrap().parse().unwrap();
    url.path().strip_prefix("/uploads/").unwrap().to_owned()
}

fn head(applicant: AccountId, application: ApplicationId) -> ApplicationHead {
    let slot = |name: &str, content_types: &[&str], max_count| ChecklistSlot {
        content_types: content_types.iter().map(|&content_type| content_type.to_owned()).collect(),
        max_bytes: 5_000_000,
        max_count,
        ..samples::slot(name)
    };
    let mut head = samples::application(applicant, application);
    head.checklist = vec![
        slot("photo", &["image/jpeg", "image/png"], 1),
        slot("passport_page", &["image/jpeg", "image/png", "application/pdf"], 1),
        slot("transcript", &["application/pdf"], 2),
        ChecklistSlot { valid_months: Some(6), ..slot("health", &["application/pdf"], 1) },
    ];
    head
}
