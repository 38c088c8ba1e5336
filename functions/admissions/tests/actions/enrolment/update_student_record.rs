//! `update_student_record`.

use admissions::enrolment::student_record::UpdateStudentRecord;
use futures_util::future::join_all;
use jiff::civil::Date;
use serde_json::{Value, json};
use shared_domain::ids::{ApplicationId, StudentId};
use shared_domain::samples;
use shared_domain::student::{
    Identity, Origin, PassportSource, Student, StudentNumber, StudentRecords, StudentState,
    student_key,
};
use shared_platform::actions::Failure;
use shared_platform::ids::{AccountId, OutboxId};
use shared_platform::outbox::Delivery;
use shared_platform::store::{Item, Transaction};

use crate::case::{Case, claimed};
use crate::setting::{id, text};

/// An application that was accepted on a condition.
async fn accepted() -> Case {
    let case = claimed().await;
    let conditions = json!([{ "code": "final_transcript", "dueOn": "2027-07-31" }]);
    let body = json!({ "outcome": "accept", "conditions": conditions });
    let _ = case.decide(&body).await.expect(200);
    case
}

impl Case {
    async fn reopen(&self) {
        let (applicant, application) = (self.applicant.account, text(&self.application["id"]));
        let path =
            format!("/api/staff/applicants/{applicant}/applications/{application}/reopening");
        let body = json!({ "reason": "A certificate came late." });
        let call = self.setting.client.post(&path).by(&self.second).json(&body);
        let _ = call.send().await.expect(200);
    }

    /// How often the record was asked to be brought up to date.
    async fn asked(&self) -> usize {
        let (applicant, application) = (self.applicant.account, id(&self.application));
        let message = UpdateStudentRecord { applicant, application };
        let sent = self.setting.world.sent::<UpdateStudentRecord>().await;
        sent.into_iter().filter(|sent| *sent == message).count()
    }

    /// A record that the roster made.
    async fn put_on_the_roster(&self, (passport_no, birth_date): (&str, Date)) -> Student {
        let application = samples::application(AccountId::new(), ApplicationId::new());
        let sample = samples::student(&application);
        let identity =
            Identity { passport_no: passport_no.to_owned(), birth_date, ..sample.identity };
        let student = Student {
            id: StudentId::new(),
            origin: Origin::Roster,
            state: StudentState::Enrolled { since: self.setting.world.clock().now() },
            account: None,
            number: "LX0042".parse().unwrap(),
            identity,
            admission: None,
            ..sample
        };
        let records = StudentRecords::of(self.setting.world.environment()).unwrap();
        let known = records.of_person(passport_no, birth_date).await.unwrap();
        let mut transaction = Transaction::without_author();
        records.create(&mut transaction, &student, &known).unwrap();
        transaction.commit().await.unwrap();
        student
    }

    async fn deliver(&self) -> Result<(), Failure> {
        self.deliver_of(id(&self.application)).await
    }

    async fn deliver_of(&self, application: ApplicationId) -> Result<(), Failure> {
        let message = UpdateStudentRecord { applicant: self.applicant.account, application };
        let delivery = Delivery { id: OutboxId::new(), message };
        let actions = admissions::actions();
        self.setting.world.deliver(&actions, "update_student_record", &delivery).await
    }

    /// How many records of students there are.
    async fn records(&self) -> usize {
        let items = self.setting.world.items("REGISTRATIONS").await;
        items.iter().filter(|item| item["sk"] == "STUDENT").count()
    }

    async fn record(&self) -> Option<Student> {
        let key = student_key(StudentId::of(id(&self.application)));
        self.setting.world.get("REGISTRATIONS", &key).await
    }
}

#[tokio::test]
async fn an_acceptance_makes_a_student_with_a_number() {
    let case = accepted().await;
    assert_eq!(case.asked().await, 1);
    case.setting.world.calls().reset();
    case.deliver().await.unwrap();
    // The first opens the connection.
    assert_eq!(case.setting.world.calls().round_trips(), 1 + 3);
    let student = case.record().await.unwrap();
    assert_eq!(student.state, StudentState::Admitted);
    let admission = student.admission.clone().unwrap();
    assert_eq!(student.number, StudentNumber::candidate(2027, admission.application, 0));
    assert_eq!(student.account, Some(case.applicant.account));
    assert_eq!(student.identity.passport_no, "X1234567");
    assert_eq!(admission.intake.as_str(), "2027-autumn");
    assert_eq!(admission.conditions.len(), 1);
    let pointers: Vec<Value> = case
        .setting
        .world
        .list("REGISTRATIONS", &format!("APPLICANT#{}", case.applicant.account))
        .await;
    assert_eq!(pointers.len(), 1);
    let entries = case.setting.world.audit(admission.application).await;
    let entry = entries.last().unwrap();
    assert_eq!(entry["actor"], "service:update_student_record");
    assert_eq!(entry["after"], json!({ "student": student.id, "state": "admitted" }));
}

#[tokio::test]
async fn messages_that_come_twice_or_at_once_make_one_student() {
    let case = accepted().await;
    // One of several at once may lose; it comes again.
    for outcome in join_all((0..10).map(|_| case.deliver())).await {
        if outcome.is_err() {
            case.deliver().await.unwrap();
        }
    }
    let before = case.setting.world.dump("REGISTRATIONS").await;
    case.deliver().await.unwrap();
    assert_eq!(case.setting.world.dump("REGISTRATIONS").await, before);
    assert_eq!(case.records().await, 1);
}

#[tokio::test]
async fn the_end_of_an_acceptance_revokes_and_a_new_one_admits_under_the_same_number() {
    let case = accepted().await;
    case.deliver().await.unwrap();
    let number = case.record().await.unwrap().number;
    case.reopen().await;
    assert_eq!(case.asked().await, 2);
    case.deliver().await.unwrap();
    let revoked = case.record().await.unwrap();
    assert!(matches!(revoked.state, StudentState::Revoked { .. }), "{revoked:?}");
    assert_eq!(revoked.number, number);

    let (applicant, reviewer) = (&case.applicant, &case.reviewer);
    let review = case.setting.claimed_task(applicant, &case.application, reviewer).await;
    let case = Case { review, ..case };
    let _ = case.decide(&json!({ "outcome": "accept" })).await.expect(200);
    let _ = case.confirm().await.expect(200);
    case.deliver().await.unwrap();
    let again = case.record().await.unwrap();
    assert_eq!((again.state, again.number), (StudentState::Admitted, number));
    assert_eq!(again.admission.unwrap().conditions.len(), 0);
}

#[tokio::test]
async fn news_that_comes_late_finds_the_application_as_it_is() {
    let case = accepted().await;
    case.reopen().await;
    // Both messages come after the acceptance has ended: there never was a student.
    for _ in 0..2 {
        case.deliver().await.unwrap();
    }
    assert_eq!(case.record().await, None);
}

#[tokio::test]
async fn a_number_that_somebody_has_is_not_given_again() {
    let case = accepted().await;
    let application = id(&case.application);
    let taken = StudentNumber::candidate(2027, application, 0);
    let item = Item::new(taken.key(), &json!({ "student": "another" })).unwrap();
    case.setting.world.put("REGISTRATIONS", item).await;
    case.deliver().await.unwrap();
    let number = case.record().await.unwrap().number;
    assert_eq!(number, StudentNumber::candidate(2027, application, 1));
}

#[tokio::test]
async fn a_run_that_dies_at_any_call_is_finished_by_the_next_one() {
    let case = accepted().await;
    for calls in 0.. {
        let breakdown = case.setting.world.breakdown();
        breakdown.after(calls);
        let outcome = case.deliver().await;
        breakdown.repaired();
        if outcome.is_ok() {
            break;
        }
        assert!(calls < 20, "it never ends");
    }
    assert_eq!(case.record().await.unwrap().state, StudentState::Admitted);
    assert_eq!(case.records().await, 1);
}

#[tokio::test]
async fn a_message_about_nothing_is_kept_for_a_person() {
    let case = accepted().await;
    assert!(case.deliver_of(ApplicationId::new()).await.is_err());
}

#[tokio::test]
async fn who_is_on_the_roster_already_keeps_the_one_record_and_its_number() {
    let case = accepted().await;
    let person = ("X1234567", "2006-05-17".parse().unwrap());
    let on_the_roster = case.put_on_the_roster(person).await;
    case.deliver().await.unwrap();
    assert_eq!(case.record().await, None);
    let met: Student =
        case.setting.world.get("REGISTRATIONS", &student_key(on_the_roster.id)).await.unwrap();
    assert_eq!(met.number, on_the_roster.number);
    assert_eq!(met.account, Some(case.applicant.account));
    assert_eq!(met.admission.unwrap().application, id(&case.application));
    assert!(met.state.is_enrolled());
    // When the acceptance ends, the university still has the student.
    case.reopen().await;
    case.deliver().await.unwrap();
    let still: Student =
        case.setting.world.get("REGISTRATIONS", &student_key(on_the_roster.id)).await.unwrap();
    assert!(still.state.is_enrolled());
}

#[tokio::test]
async fn who_has_renewed_the_passport_on_the_roster_is_met_by_that_of_the_application() {
    let case = accepted().await;
    let person = ("X1234567", "2006-05-17".parse().unwrap());
    let before = case.put_on_the_roster(person).await;
    let renewed = before.with_passport("Y7654321", None, PassportSource::Roster);
    let records = StudentRecords::of(case.setting.world.environment()).unwrap();
    let mut transaction = Transaction::without_author();
    records.replace(&mut transaction, &before, &renewed).unwrap();
    transaction.commit().await.unwrap();
    case.deliver().await.unwrap();
    assert_eq!(case.record().await, None, "one person, one record");
    let met: Student =
        case.setting.world.get("REGISTRATIONS", &student_key(before.id)).await.unwrap();
    assert_eq!(met.account, Some(case.applicant.account));
    assert_eq!(met.identity.passport_no, "Y7654321");
}

#[tokio::test]
async fn somebody_of_another_birthday_on_the_roster_stays_another_student() {
    let case = accepted().await;
    let other = case.put_on_the_roster(("X1234567", "2001-01-01".parse().unwrap())).await;
    case.deliver().await.unwrap();
    assert_eq!(case.records().await, 2);
    let untouched: Student =
        case.setting.world.get("REGISTRATIONS", &student_key(other.id)).await.unwrap();
    assert_eq!(untouched, other);
}
