//! A student who is to bring a new permit, and its documents.

use serde_json::{Value, json};
use shared_domain::ids::StudentId;
use shared_domain::permit::NewPermit;
use shared_domain::registration::RegistrationId;
use shared_kit::Call;
use shared_platform::store::Item;

use crate::registration::page;
use crate::setting::{File, Setting, object_of};

pub(crate) struct Permitted {
    pub(crate) setting: Setting,
    pub(crate) permit: NewPermit,
}

impl Permitted {
    pub(crate) async fn new() -> Self {
        let setting = Setting::new().await;
        let semester = "2027-spring".parse().unwrap();
        let id = RegistrationId { student: StudentId::new(), semester };
        let permit = NewPermit::expected(setting.applicant.account, id);
        let item = Item::new(NewPermit::key_of(&permit.registration()), &permit).unwrap();
        setting.world.put("REGISTRATIONS", item).await;
        Self { setting, permit }
    }

    /// It is before staff.
    pub(crate) async fn is_submitted(&self) {
        let mut item = serde_json::to_value(&self.permit).unwrap();
        item["state"] = json!("ready_for_review");
        item["review"] = json!(shared_domain::ids::ReviewId::new());
        let item = Item::new(NewPermit::key_of(&self.permit.registration()), &item).unwrap();
        self.setting.world.put("REGISTRATIONS", item).await;
    }

    pub(crate) fn path(&self) -> String {
        format!("/api/registrations/{}/permit/documents", self.permit.registration())
    }

    pub(crate) fn ask(&self, file: &File) -> Call {
        let body = json!({ "files": [file.announcement()] });
        self.setting.client.post(&self.path()).by(&self.setting.applicant).json(&body)
    }

    pub(crate) async fn upload(&self, slot: &'static str) -> String {
        let file = page(slot);
        let reply = self.ask(&file).send().await.expect(200);
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
}
