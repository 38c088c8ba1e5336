//! A student with a semester registration that is begun, and its documents.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use shared_domain::form::registration::samples::{Setting as FormSetting, complete_sections};
use shared_domain::form::registration::{Section, Sections, read};
use shared_domain::ids::StudentId;
use shared_domain::registration::{
    Item as RegistrationItem, RegistrationHead, RegistrationId, ReturnReason, Stage, Verdict,
    Verdicts,
};
use shared_domain::samples::{bilingual, colleague};
use shared_kit::{Call, Reply};
use shared_platform::store::Item;

use crate::samples::jpeg;
use crate::setting::{File, Setting, object_of};

/// A registration of the applicant of a setting.
pub(crate) struct Registered {
    pub(crate) setting: Setting,
    pub(crate) head: RegistrationHead,
}

pub(crate) fn page(slot: &'static str) -> File {
    File::new(slot, "image/jpeg", jpeg(300, 200))
}

impl Registered {
    /// It asks for a contract, a proof of insurance and a page of the permit.
    pub(crate) async fn new() -> Self {
        let setting = Setting::new().await;
        let semester = "2027-spring".parse().unwrap();
        let id = RegistrationId { student: StudentId::new(), semester };
        let read = read(&mut complete_sections(), FormSetting::default().situation());
        let head = RegistrationHead::begun(setting.applicant.account, id);
        let head = head.asking(&read, &Section::ALL.into());
        let mut registered = Self { setting, head };
        registered.is(registered.head.clone()).await;
        registered
    }

    /// Brings the registration where it is to be.
    pub(crate) async fn is(&mut self, head: RegistrationHead) {
        let item = Item::new(head.id().key(), &head).unwrap();
        self.setting.world.put("REGISTRATIONS", item).await;
        self.head = head;
    }

    pub(crate) async fn is_submitted(&mut self) {
        self.is(self.head.submitted().unwrap()).await;
    }

    /// Staff have returned one item.
    pub(crate) async fn is_returned(&mut self, item: RegistrationItem) {
        let Stage::ReadyForReview { review } = *self.head.stage() else { panic!() };
        let back =
            Verdict::Return { reason: ReturnReason::Unreadable, note: bilingual("Blurred.") };
        let verdict = |each| (each, if each == item { back.clone() } else { Verdict::Pass });
        let verdicts: BTreeMap<_, _> = RegistrationItem::ALL.into_iter().map(verdict).collect();
        let verdicts = Verdicts::new(verdicts, true).unwrap();
        let (by, now) = (colleague("reviewer.li"), self.setting.world.clock().now());
        let sections: Sections = complete_sections();
        self.is(self.head.judged(review, verdicts, sections, &by, now).unwrap()).await;
    }

    pub(crate) fn path(&self) -> String {
        format!("/api/registrations/{}/documents", self.head.id())
    }

    pub(crate) fn ask(&self, file: &File) -> Call {
        let body = json!({ "files": [file.announcement()] });
        let applicant = self.setting.world.renewed(&self.setting.applicant);
        self.setting.client.post(&self.path()).by(&applicant).json(&body)
    }

    pub(crate) async fn upload(&self, file: &File) -> String {
        let reply = self.ask(file).send().await.expect(200);
        let verdict = &reply.body["items"][0];
        let object = object_of(verdict);
        self.setting.bucket.put(&object, file.content_type, &file.bytes);
        self.setting.tell_of(&object).await.unwrap();
        verdict["document"]["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn list(&self) -> Vec<Value> {
        let call = self.setting.client.get(&self.path()).by(&self.setting.applicant);
        call.send().await.expect(200).body["items"].as_array().unwrap().clone()
    }

    pub(crate) async fn remove(&self, document: &str) -> Reply {
        let path = format!("{}/{document}", self.path());
        self.setting.client.delete(&path).by(&self.setting.applicant).send().await
    }
}
