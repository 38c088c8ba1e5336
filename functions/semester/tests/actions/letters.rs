//! A student in China whose registration is approved, and the visa officer who deals
//! with the letter.

use serde_json::{Value, json};
use shared_domain::document::DocumentState;
use shared_domain::ids::ReviewId;
use shared_domain::letter::{IssueLetter, LetterCase, PublicLetter, Stage, letter_key};
use shared_domain::notices::PostNotice;
use shared_domain::permit::{NewPermit, folder_of};
use shared_domain::registration::RegistrationId;
use shared_domain::samples;
use shared_domain::student::Student;
use shared_kit::{Caller, Reply};
use shared_platform::actions::Failure;
use shared_platform::auth::StaffRole;
use shared_platform::ids::OutboxId;
use shared_platform::outbox::Delivery;

use crate::case::{Case, verdicts};

/// It is approved, and nothing was done about the letter yet.
pub struct Lettered {
    pub case: Case,
    pub officer: Caller,
    /// What asks for the letter, in the order in which it was sent.
    pub asked: Vec<IssueLetter>,
    pub notices: Vec<PostNotice>,
}

/// What the office sets about letters.
pub fn settings(version: u64) -> Value {
    let text = |en: &str, zh: &str| json!({ "en": en, "zh": zh });
    json!({
        "version": version,
        "university": text("Example University", "示范大学"),
        "office": text("International Students Office", "国际学生办公室"),
        "address": text("1 Example Road", "示例路1号"),
        "contact": "+86 23 5550 0100",
        "addressee": text("Exit-Entry Administration", "出入境管理局"),
        "validDays": 30,
        "downloadable": false,
        "collection": {
            "place": text("Room 101", "101室"),
            "hours": text("Mondays and Wednesdays", "周一、周三"),
            // The first of March 2027, a Monday, is today; it is ten in the morning.
            "slots": [
                { "weekday": 1, "starts": "14:00", "capacity": 1 },
                { "weekday": 3, "starts": "09:30", "capacity": 2 },
            ],
        },
    })
}

impl Lettered {
    /// The office has set nothing about letters.
    pub async fn without_settings() -> Self {
        let (case, review) = Case::claimed().await;
        let _ = case.judge(&case.reviewer, review, &verdicts(&[])).await.expect(200);
        let officer = case.setting.world.staff(&[StaffRole::VisaOfficer]).await;
        let mut lettered = Self { case, officer, asked: Vec::new(), notices: Vec::new() };
        lettered.take().await;
        lettered
    }

    pub async fn approved() -> Self {
        let lettered = Self::without_settings().await;
        let _ = lettered.set(&settings(0)).await.expect(200);
        lettered
    }

    /// The letter is issued.
    pub async fn ready() -> Self {
        let mut lettered = Self::approved().await;
        lettered.deliver_all().await;
        lettered
    }

    /// The letter cannot be set: the student has a name that no font has.
    pub async fn referred() -> (Self, ReviewId) {
        let mut lettered = Self::approved().await;
        lettered.record_has_chinese_name("王𠮷").await;
        lettered.deliver_all().await;
        let review = lettered.review().await;
        lettered.case.claim(&lettered.officer, review).await;
        (lettered, review)
    }

    pub async fn record_has_chinese_name(&self, name: &str) {
        let before = self.case.record().await;
        let mut after = before.clone();
        after.identity.chinese_name = Some(name.to_owned());
        let world = &self.case.setting.world;
        let records = shared_domain::student::StudentRecords::of(world.environment()).unwrap();
        let mut transaction = shared_platform::store::Transaction::without_author();
        records.replace(&mut transaction, &before, &after).unwrap();
        transaction.commit().await.unwrap();
    }

    /// Takes what is in the outbox.
    pub async fn take(&mut self) {
        let items = self.case.setting.world.take_outbox().await;
        self.asked.extend(shared_kit::messages::<IssueLetter>(&items));
        self.notices.extend(shared_kit::messages::<PostNotice>(&items));
    }

    pub async fn deliver(&self, message: IssueLetter) -> Result<(), Failure> {
        let delivery = Delivery { id: OutboxId::new(), message };
        let actions = semester::actions();
        self.case.setting.world.deliver(&actions, "issue_letter", &delivery).await
    }

    /// Delivers what asks for a letter, until nothing does.
    pub async fn deliver_all(&mut self) {
        self.take().await;
        for message in std::mem::take(&mut self.asked) {
            self.deliver(message).await.unwrap();
        }
        self.take().await;
    }

    pub fn id(&self) -> &RegistrationId {
        &self.case.id
    }

    pub async fn letter(&self) -> Option<LetterCase> {
        self.case.setting.world.get("REGISTRATIONS", &LetterCase::key_of(self.id())).await
    }

    pub async fn stage(&self) -> Stage {
        self.letter().await.unwrap().stage().clone()
    }

    /// The number of the letter that counts.
    pub async fn number(&self) -> String {
        self.letter().await.unwrap().letter().unwrap().number.clone()
    }

    pub async fn public(&self, number: &str) -> Option<PublicLetter> {
        self.case.setting.world.get("REGISTRATIONS", &letter_key(number)).await
    }

    /// The task that the letter waits for.
    pub async fn review(&self) -> ReviewId {
        match self.stage().await {
            Stage::WithOffice { review } => review,
            other => panic!("{other:?}"),
        }
    }

    pub async fn permit(&self) -> Option<NewPermit> {
        self.case.setting.world.get("REGISTRATIONS", &NewPermit::key_of(self.id())).await
    }

    pub async fn record(&self) -> Student {
        self.case.record().await
    }

    /// The names of the files of letters.
    pub fn files(&self) -> Vec<String> {
        let names = self.case.setting.world.bucket().names();
        names.into_iter().filter(|name| name.starts_with("letters/")).collect()
    }

    pub async fn set(&self, settings: &Value) -> Reply {
        let call = self.case.setting.client.put("/api/visa/letter-settings");
        call.by(&self.officer_now()).json(settings).send().await
    }

    pub fn officer_now(&self) -> Caller {
        self.case.setting.world.renewed(&self.officer)
    }

    pub fn student_now(&self) -> Caller {
        self.case.setting.world.renewed(&self.case.student)
    }

    pub async fn view(&self) -> Reply {
        let call = self.case.setting.client.get(&self.case.path("/letter"));
        call.by(&self.student_now()).send().await
    }

    pub async fn book(&self, day: &str, starts: &str) -> Reply {
        let call = self.case.setting.client.put(&self.case.path("/letter/collection"));
        let body = json!({ "day": day, "starts": starts });
        call.by(&self.student_now()).json(&body).send().await
    }

    pub async fn cancel(&self) -> Reply {
        let call = self.case.setting.client.delete(&self.case.path("/letter/collection"));
        call.by(&self.student_now()).send().await
    }

    pub async fn collect(&self, number: &str) -> Reply {
        let call = self.case.setting.client.post("/api/visa/collections");
        call.by(&self.officer_now()).json(&json!({ "number": number })).send().await
    }

    pub async fn reissue(&self, number: &str) -> Reply {
        let path = format!("/api/visa/registrations/{}/letter", self.id());
        let body = json!({ "number": number, "reason": "It was lost." });
        let call = self.case.setting.client.post(&path);
        call.by(&self.officer_now()).json(&body).send().await
    }

    pub async fn prepare(&self, review: ReviewId, body: &Value) -> Reply {
        let path = format!("/api/reviews/{review}/letter/decision");
        let call = self.case.setting.client.post(&path);
        call.by(&self.officer_now()).json(body).send().await
    }

    /// Receipt and page of the new permit, clean.
    pub async fn upload_permit(&self) {
        let folder = folder_of(self.case.student.account, self.id().clone());
        for slot in ["police_receipt", "permit_page"] {
            let document = samples::document(folder.clone(), slot, DocumentState::Clean);
            self.case.put_document(&document).await;
        }
    }

    pub async fn submit_permit(&self, version: u64) -> Reply {
        self.submit_permit_as(version, &json!({ "expires": "2028-02-29" })).await
    }

    pub async fn submit_permit_as(&self, version: u64, other: &Value) -> Reply {
        let mut body =
            json!({ "version": version, "kind": "residence_permit", "number": "R0000043" });
        body.as_object_mut().unwrap().extend(other.as_object().unwrap().clone());
        let call = self.case.setting.client.post(&self.case.path("/permit/submission"));
        call.by(&self.student_now()).json(&body).send().await
    }

    /// A new permit is before the officer, who has the task.
    pub async fn with_permit() -> (Self, ReviewId) {
        let lettered = Self::ready().await;
        lettered.upload_permit().await;
        let _ = lettered.submit_permit(1).await.expect(200);
        let review = lettered.permit_review().await;
        lettered.case.claim(&lettered.officer, review).await;
        (lettered, review)
    }

    pub async fn permit_review(&self) -> ReviewId {
        match self.permit().await.unwrap().stage() {
            shared_domain::permit::Stage::ReadyForReview { review } => *review,
            other => panic!("{other:?}"),
        }
    }

    pub async fn judge_permit(&self, review: ReviewId, body: &Value) -> Reply {
        let path = format!("/api/reviews/{review}/permit/verdict");
        let call = self.case.setting.client.post(&path);
        call.by(&self.officer_now()).json(body).send().await
    }
}
