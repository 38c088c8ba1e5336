//! What an applicant leaves behind in the areas of the service, in the form
//! that `shared` gives it. That the areas write it so is shown on the running
//! system (`tests/tests/personal_data.rs`).

use serde_json::{Value, json};
use shared_domain::account::mail_feedback_key;
use shared_domain::application::news::FeeSettled;
use shared_domain::application::{
    ApplicationState, applicant_partition, application_key, folder_of, submission_key,
};
use shared_domain::document::{ContentType, Document, DocumentState};
use shared_domain::ids::{ApplicationId, AttemptId, NoticeId};
use shared_domain::notices::{Notice, notices_partition};
use shared_domain::payment::attempt::{Attempt, Method};
use shared_domain::payment::order::Payment;
use shared_domain::payment::{PaymentId, Provider, attempt_key, order_key};
use shared_domain::review;
use shared_domain::samples;
use shared_domain::student::{Identity, Student, StudentRecords, StudentState};
use shared_kit::World;
use shared_platform::audit::subject_partition;
use shared_platform::ids::AccountId;
use shared_platform::store::{Item, Key, Transaction};

use crate::holder::Holder;
use crate::setting::Setting;

/// A declined application of somebody, with all that goes with it.
pub(crate) struct Belongings {
    pub(crate) application: ApplicationId,
    /// Where the file of the document lies.
    pub(crate) object: String,
}

/// What the document's file holds.
pub(crate) const FILE: &[u8] = b"%PDF-1.7 a transcript";

impl Setting {
    /// Gives an applicant an application in a state, paid for and reviewed.
    pub(crate) async fn belongings(&self, holder: &Holder, state: ApplicationState) -> Belongings {
        let account: AccountId = holder.account.parse().unwrap();
        let application = ApplicationId::new();
        let world = &self.world;
        put_application(world, account, application, state).await;
        let object = put_document(world, account, application).await;
        put_payment(world, account, application).await;
        put_review(world, account).await;
        let revoked = StudentState::Revoked { at: world.clock().now() };
        put_student(world, account, application, revoked).await;
        put_notice(world, holder, application).await;
        Belongings { application, object }
    }

    /// Puts somebody on the roster who has an account.
    pub(crate) async fn enrol(&self, holder: &Holder) {
        let account = holder.account.parse().unwrap();
        let enrolled = StudentState::Enrolled { since: self.world.clock().now() };
        put_student(&self.world, account, ApplicationId::new(), enrolled).await;
    }
}

async fn put(world: &World, table: &str, key: Key, value: Value) {
    world.put(table, Item::new(key, &value).unwrap()).await;
}

async fn put_application(
    world: &World,
    account: AccountId,
    application: ApplicationId,
    state: ApplicationState,
) {
    let head = samples::application(account, application);
    let head = samples::in_stage(head, samples::stage(state));
    let submission = samples::submission(&head, &[]);
    let mut stored = json!(head);
    stored["sections"] = json!({ "basic_information": { "passportNo": "XT0000027" } });
    put(world, "APPLICATIONS", application_key(account, application), stored).await;
    let active = Key::new(applicant_partition(account), "ACTIVE#2027-autumn");
    put(world, "APPLICATIONS", active, json!({ "application": application })).await;
    let key = submission_key(account, application, submission.round);
    put(world, "APPLICATIONS", key, json!(submission)).await;
    log(world, account.to_string(), application.to_string(), "submit_application").await;
    let reviewer = AccountId::new().to_string();
    log(world, reviewer, application.to_string(), "view_review").await;
}

async fn put_document(world: &World, account: AccountId, application: ApplicationId) -> String {
    let folder = folder_of(account, application);
    let document = samples::document(folder.clone(), "transcript", DocumentState::Clean);
    let document = Document { content_type: ContentType::Pdf, ..document };
    let (id, key) = (document.id, document.key());
    put(world, "DOCUMENTS", folder.uploads_key(), json!({ "requested": 1 })).await;
    put(world, "DOCUMENTS", key, json!(document)).await;
    world.bucket().put(&document.clean_object(), "application/pdf", FILE);
    log(world, account.to_string(), id.to_string(), "request_uploads").await;
    document.clean_object()
}

async fn put_payment(world: &World, account: AccountId, application: ApplicationId) {
    let mut order = samples::order(account, application);
    let attempt = Attempt::new(AttemptId::new(), Method::WechatPay, order.created_at);
    let number = attempt.number();
    let id = PaymentId::new(Provider::WechatPay, &format!("42{number}"));
    let payment = Payment { id, attempt: number.clone(), paid_at: order.created_at };
    order.start(attempt).unwrap();
    order.receive(&payment);
    let purpose = order.purpose;
    put(world, "PAYMENTS", order_key(account, purpose), json!(order)).await;
    let owner = json!({ "applicant": account, "purpose": purpose });
    put(world, "PAYMENTS", attempt_key(number.as_str()), owner).await;
    let entry = json!({ "order": order.id, "applicant": account, "purpose": purpose });
    put(world, "PAYMENTS", payment.id.ledger_key(), entry).await;
    log(world, account.to_string(), order.id.to_string(), "start_payment").await;
}

async fn put_review(world: &World, account: AccountId) {
    let reviews = world.environment().table("REVIEWS").unwrap();
    let mut transaction = Transaction::without_author();
    review::create(&mut transaction, &reviews, &samples::task(account)).unwrap();
    transaction.commit().await.unwrap();
}

async fn put_student(
    world: &World,
    account: AccountId,
    application: ApplicationId,
    state: StudentState,
) {
    let student = samples::student(&samples::application(account, application));
    let identity = Identity { passport_no: "XT0000027".to_owned(), ..student.identity.clone() };
    let student = Student { identity, state, ..student };
    let records = StudentRecords::of(world.environment()).unwrap();
    let identity = &student.identity;
    let known = records.of_person(&identity.passport_no, identity.birth_date).await.unwrap();
    let mut transaction = Transaction::without_author();
    records.create(&mut transaction, &student, &known).unwrap();
    transaction.commit().await.unwrap();
}

async fn put_notice(world: &World, holder: &Holder, application: ApplicationId) {
    let account: AccountId = holder.account.parse().unwrap();
    let notice = NoticeId::new();
    let news = FeeSettled { application, programme: samples::programme().name };
    let created_at = "2027-03-01T01:00:00Z";
    let value = json!({ "id": notice, "notice": Notice::of(&news), "createdAt": created_at });
    let key = Key::new(notices_partition(account), format!("NOTICE#{notice}"));
    put(world, "NOTICES", key, value).await;
    let feedback = json!({ "state": "complained", "at": "2027-03-01T01:00:00Z" });
    put(
        world,
        "NOTICES",
        mail_feedback_key(&format!("{}@example.org", holder.user_name)),
        feedback,
    )
    .await;
}

async fn log(world: &World, actor: String, subject: String, action: &str) {
    let key = Key::new(subject_partition(&subject), format!("2027-03-01T02:00:00Z#{action}"));
    let entry = json!({
        "actor": actor,
        "action": action,
        "subject": subject,
        "at": "2027-03-01T02:00:00Z",
        "address": "203.0.113.7",
    });
    put(world, "AUDIT", key, entry).await;
}
