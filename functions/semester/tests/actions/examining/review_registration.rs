//! `review_registration`.

use futures_util::future::join;
use serde_json::{Value, json};
use shared_domain::ids::ReviewId;
use shared_domain::notices::PostNotice;
use shared_domain::registration::news::{RegistrationApproved, RegistrationReturned};
use shared_domain::registration::{Item, RegistrationId, RegistrationState};
use shared_domain::student::StudentRecords;
use shared_kit::{is_notice, refuses_all_but};
use shared_platform::auth::StaffRole;
use shared_platform::store::Transaction;

use crate::case::{Case, DOCUMENTS, SEMESTER, filled_in, verdicts};
use crate::setting::semester;

impl Case {
    async fn state(&self) -> RegistrationState {
        self.stored().await.unwrap().head.stage().state()
    }

    async fn notices(&self) -> Vec<PostNotice> {
        self.setting.world.sent().await
    }
}

/// S72, S92, S102, S107, S111
#[tokio::test]
async fn where_all_items_pass_the_record_is_renewed_and_the_student_told_at_once() {
    let (case, review) = Case::claimed().await;
    let path = format!("/api/reviews/{review}/registration/verdict");
    refuses_all_but(&case.setting.world, StaffRole::Reviewer, || {
        case.setting.client.post(&path).json(&verdicts(&[]))
    })
    .await;
    case.setting.world.calls().reset();
    let reply = case.judge(&case.reviewer, review, &verdicts(&[])).await.expect(200).body;
    assert_eq!(case.setting.world.calls().round_trips(), 3);
    assert_eq!(
        (&reply["state"], &reply["closing"]["outcome"]),
        (&json!("closed"), &json!("approve"))
    );
    assert_eq!(case.state().await, RegistrationState::Approved);
    let record = case.record().await;
    assert_eq!(record.identity.passport_no, "C7654321");
    assert_eq!(record.identity.passport_expires.unwrap().to_string(), "2033-01-31");
    assert_eq!(record.seen.permit.unwrap().expires.to_string(), "2027-12-15");
    assert_eq!(record.seen.insurance.unwrap().period.ends.to_string(), "2028-01-31");
    assert_eq!(record.seen.contract.unwrap().period.ends.to_string(), "2028-02-14");
    assert_eq!(record.email.as_deref(), Some("anna@example.org"));
    let notices = case.notices().await;
    assert!(notices.iter().any(is_notice::<RegistrationApproved>), "{notices:?}");
    // The roster meets the record by the new passport.
    let found = case.setting.found("2025LX0001").await;
    assert_eq!(found.len(), 1);
    let log = case.setting.world.dump("AUDIT").await;
    for personal in ["C7654321", "PICC-2027-0042", "A00112233", "Nguyen"] {
        assert!(!log.contains(personal), "{personal}");
    }
}

/// S101, S106
#[tokio::test]
async fn a_return_opens_only_its_items_and_tells_why() {
    let (case, review) = Case::claimed().await;
    let said = verdicts(&["residence", "visa"]);
    let reply = case.judge(&case.reviewer, review, &said).await.expect(200).body;
    assert_eq!(reply["closing"]["outcome"], "return");
    assert_eq!(reply["closing"]["verdicts"]["visa"]["reason"], "unreadable");
    let before = case.record().await;
    assert_eq!(before.seen, Default::default());
    let seen = case.view().await;
    assert_eq!(seen["state"], "returned");
    assert_eq!(seen["openItems"], json!(["residence", "visa"]));
    let open = ["passport_page", "contract", "accommodation_registration", "permit_page"];
    assert_eq!(seen["openSlots"], json!(open));
    let said = seen["rounds"][0]["verdicts"].as_array().unwrap();
    let visa = said.iter().find(|verdict| verdict["item"] == "visa").unwrap();
    assert_eq!((&visa["passed"], &visa["note"]["zh"]), (&json!(false), &json!("模糊。")));
    assert!(visa["reasonText"]["en"].as_str().unwrap().contains("read"));
    let notices = case.notices().await;
    assert!(notices.iter().any(is_notice::<RegistrationReturned>), "{notices:?}");
    let told = json!(notices).to_string();
    assert!(told.contains("The visa is blurred.") && !told.contains("The insurance is blurred."));
}

#[tokio::test]
async fn every_item_has_a_verdict_and_every_return_a_reason_and_a_note_in_both_languages() {
    let (case, review) = Case::claimed().await;
    let judge = async |said: &Value| case.judge(&case.reviewer, review, said).await;
    let mut said = verdicts(&["visa"]);
    said["verdicts"]["visa"]["note"]["zh"] = json!(" ");
    let refused = judge(&said).await.expect_problem(422, "invalid_input");
    let at = ("/verdicts/visa/note/zh".to_owned(), "required".to_owned());
    assert_eq!(refused.errors(), [at]);
    let mut said = verdicts(&["visa"]);
    said["verdicts"].as_object_mut().unwrap().remove("payment");
    let refused = judge(&said).await.expect_problem(422, "invalid_input");
    assert_eq!(refused.errors(), [("/verdicts/payment".to_owned(), "required".to_owned())]);
    let mut said = verdicts(&["visa"]);
    said["verdicts"]["visa"].as_object_mut().unwrap().remove("reason");
    assert!(judge(&said).await.status.is_client_error());
    assert_eq!(case.state().await, RegistrationState::ReadyForReview);
}

/// S105
#[tokio::test]
async fn who_is_abroad_is_judged_by_payment_and_passport_only() {
    let case = Case::complete().await;
    let _ = case.save("location", &json!({ "location": "abroad" })).await.expect(200);
    let _ = case.submit().await.expect(200);
    let review = case.opened().await;
    case.claim(&case.reviewer, review).await;
    let refused = case.judge(&case.reviewer, review, &verdicts(&[])).await;
    let refused = refused.expect_problem(422, "invalid_input");
    assert_eq!(refused.errors()[0].1, "item_not_asked");
    let pass = json!({ "verdict": "pass" });
    let said = json!({ "verdicts": { "payment": pass, "visa": pass } });
    let _ = case.judge(&case.reviewer, review, &said).await.expect(200);
    let seen = case.record().await.seen;
    assert_eq!((seen.permit, seen.insurance, seen.contract), (None, None, None));
    assert!(case.stored().await.unwrap().sections.insurance.policy_no.is_none());
}

#[tokio::test]
async fn of_two_reviewers_one_decides_and_the_other_learns_who_and_when() {
    let (case, review) = Case::claimed().await;
    let other = case.setting.world.staff(&[StaffRole::Reviewer]).await;
    let refused = case.judge(&other, review, &verdicts(&[])).await;
    refused.expect_problem(409, "claim_lost");
    // Both hold it in turn, and decide at one moment.
    let (approve, giving_back) = (verdicts(&[]), verdicts(&["visa"]));
    let both = join(
        case.judge(&case.reviewer, review, &approve),
        case.judge(&case.reviewer, review, &giving_back),
    );
    let (one, two) = both.await;
    let statuses = [one.status.as_u16(), two.status.as_u16()];
    assert!(matches!(statuses, [200, 409] | [409, 200]), "{statuses:?} {} {}", one.body, two.body);
    let late = case.judge(&other, review, &approve).await;
    late.expect_problem(409, "already_decided");
    let path = format!("/api/reviews/{review}/registration");
    let seen = case.setting.client.get(&path).by(&other).send().await.expect(200).body;
    assert_eq!(seen["closing"]["by"]["id"], json!(case.reviewer.account));
    assert_eq!(seen["closing"]["at"], json!(case.setting.world.clock().now()));
    // One of the two is what the student is told.
    assert_eq!(case.notices().await.len(), 1);
}

#[tokio::test]
async fn said_twice_it_is_said_once() {
    let (case, review) = Case::claimed().await;
    let said = verdicts(&["payment"]);
    let _ = case.judge(&case.reviewer, review, &said).await.expect(200);
    let before = case.setting.world.dump("REGISTRATIONS").await;
    let _ = case.judge(&case.reviewer, review, &said).await.expect(200);
    assert_eq!(case.setting.world.dump("REGISTRATIONS").await, before);
    assert_eq!(case.notices().await.len(), 1);
}

#[tokio::test]
async fn what_the_university_makes_a_stop_is_not_approved() {
    let case = Case::complete().await;
    let mut residence = filled_in("residence");
    residence["contractHolder"] = json!("Wang Xiaoming");
    let _ = case.save("residence", &residence).await.expect(200);
    let _ = case.submit().await.expect(200);
    // It was a warning when it was filled in.
    let mut body = semester("2027-spring", 1, "2027-02-22", "2027-03-05");
    body["registration"] =
        json!({ "rules": { "severity": { "contract_of_another": "blocking" } } });
    let call = case.setting.client.put("/api/staff/semesters").by(&case.setting.registrar);
    let _ = call.json(&body).send().await.expect(200);
    let review = case.opened().await;
    case.claim(&case.reviewer, review).await;
    let refused = case.judge(&case.reviewer, review, &verdicts(&[])).await;
    refused.expect_problem(409, "justification_needed");
    let _ = case.judge(&case.reviewer, review, &verdicts(&["residence"])).await.expect(200);
    let open = case.stored().await.unwrap().head.open_items();
    assert_eq!(open.into_iter().collect::<Vec<_>>(), [Item::Residence]);
}

#[tokio::test]
async fn an_approval_meets_a_record_that_the_roster_changes_at_the_same_moment() {
    let (case, review) = Case::claimed().await;
    let before = case.record().await;
    let records = StudentRecords::of(case.setting.world.environment()).unwrap();
    let import = async {
        let after = shared_domain::student::Student { ends_on: before.starts_on, ..before.clone() };
        let mut transaction = Transaction::without_author();
        records.replace(&mut transaction, &before, &after).unwrap();
        transaction.commit().await
    };
    let said = verdicts(&[]);
    let (imported, judged) = join(import, case.judge(&case.reviewer, review, &said)).await;
    let _ = judged.expect(200);
    let record = case.record().await;
    assert!(record.seen.permit.is_some());
    assert_eq!(record.version, before.version + 1 + u64::from(imported.is_ok()));
}

#[tokio::test]
async fn there_is_no_task_about_something_else() {
    let case = Case::new().await;
    let reply = case.judge(&case.reviewer, ReviewId::new(), &verdicts(&[])).await;
    reply.expect_problem(404, "not_found");
}

impl Case {
    /// The university says how grave it is when a contract is another person's.
    async fn makes_contracts_of_others(&self, severity: &str, version: u64) {
        let mut body = semester("2027-spring", version, "2027-02-22", "2027-03-05");
        body["registration"] =
            json!({ "rules": { "severity": { "contract_of_another": severity } } });
        let registrar = self.setting.world.renewed(&self.setting.registrar);
        let call = self.setting.client.put("/api/staff/semesters").by(&registrar);
        let _ = call.json(&body).send().await.expect(200);
    }

    /// A task about the contract of somebody else, which is only a warning.
    async fn with_contract_of_another() -> (Self, ReviewId) {
        let case = Self::complete().await;
        let mut residence = filled_in("residence");
        residence["contractHolder"] = json!("Wang Xiaoming");
        let _ = case.save("residence", &residence).await.expect(200);
        let _ = case.submit().await.expect(200);
        let review = case.opened().await;
        case.claim(&case.reviewer, review).await;
        (case, review)
    }

    async fn severity_seen(&self, review: ReviewId) -> Value {
        let path = format!("/api/reviews/{review}/registration");
        let seen = self.setting.client.get(&path).by(&self.reviewer).send().await.expect(200);
        seen.body["findings"][0]["severity"].clone()
    }
}

#[tokio::test]
async fn a_check_that_is_made_a_warning_afterwards_bars_no_task_that_waits() {
    let case = Case::complete().await;
    let mut residence = filled_in("residence");
    residence["contractHolder"] = json!("Wang Xiaoming");
    let _ = case.save("residence", &residence).await.expect(200);
    let _ = case.submit().await.expect(200);
    case.makes_contracts_of_others("blocking", 1).await;
    let review = case.opened().await;
    case.claim(&case.reviewer, review).await;
    let refused = case.judge(&case.reviewer, review, &verdicts(&[])).await;
    refused.expect_problem(409, "justification_needed");
    case.makes_contracts_of_others("warning", 2).await;
    assert_eq!(case.severity_seen(review).await, "warning");
    let _ = case.judge(&case.reviewer, review, &verdicts(&[])).await.expect(200);
    assert_eq!(case.state().await, RegistrationState::Approved);
}

#[tokio::test]
async fn a_check_that_is_made_a_stop_afterwards_bars_the_task_that_waits() {
    let (case, review) = Case::with_contract_of_another().await;
    assert_eq!(case.severity_seen(review).await, "warning");
    case.makes_contracts_of_others("blocking", 1).await;
    assert_eq!(case.severity_seen(review).await, "blocking");
    let refused = case.judge(&case.reviewer, review, &verdicts(&[])).await;
    refused.expect_problem(409, "justification_needed");
}

/// S107, S111
#[tokio::test]
async fn the_approval_of_an_earlier_semester_does_not_take_the_place_of_what_was_said_later() {
    let (case, review) = Case::claimed().await;
    // Spring waits, while the student registers for autumn with a new passport.
    let mut autumn = Case { id: case.set_autumn().await, ..case };
    let spring = RegistrationId { semester: SEMESTER.parse().unwrap(), ..autumn.id.clone() };
    autumn.setting.world.advance(std::time::Duration::from_secs(184 * 24 * 60 * 60));
    autumn.reviewer = autumn.setting.world.renewed(&autumn.reviewer);
    for (section, field, value) in [
        ("contact", "email", "anna@example.org"),
        ("passport", "passportNo", "NEEDED1"),
        ("passport", "passportExpiry", "2029-01-31"),
        ("tuition", "payment", "scholarship"),
        ("location", "entryDate", "2027-08-30"),
        ("residence", "movedInOn", "2027-08-30"),
        ("insurance", "policyNo", "X-2"),
        ("permit", "permitNo", "A99"),
        ("regulations", "agreedTo", "2027-autumn"),
    ] {
        let mut fields = filled_in(section);
        if section == "passport" {
            fields["passportNo"] = json!("NEEDED1");
        }
        fields[field] = json!(value);
        if section == "residence" {
            fields["registeredOn"] = json!("2027-08-31");
        }
        let _ = autumn.save(section, &fields).await.expect(200);
    }
    for slot in DOCUMENTS {
        autumn.upload(slot).await;
    }
    let _ = autumn.submit().await.expect(200);
    let of_autumn = autumn.opened().await;
    autumn.claim(&autumn.reviewer, of_autumn).await;
    let _ = autumn.judge(&autumn.reviewer, of_autumn, &verdicts(&[])).await.expect(200);
    let recorded = autumn.record().await;
    assert_eq!(recorded.identity.passport_no, "NEEDED1");
    assert_eq!(recorded.seen.permit.as_ref().unwrap().number, "A99");
    // Spring is approved at last: its passport, permit and insurance are those of then.
    let case = Case { id: spring, ..autumn };
    case.claim(&case.reviewer, review).await;
    let _ = case.judge(&case.reviewer, review, &verdicts(&[])).await.expect(200);
    assert_eq!(case.state().await, RegistrationState::Approved);
    let after = case.record().await;
    assert_eq!((after.identity, after.seen), (recorded.identity, recorded.seen));
    assert_eq!(after.email.as_deref(), Some("anna@example.org"));
}
