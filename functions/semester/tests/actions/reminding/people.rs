//! Students on the roster with papers, and what they were told.

use std::collections::BTreeMap;

use jiff::civil::Date;
use semester::deadlines::DeadlineMatter;
use serde_json::{Value, json};
use shared_domain::deadline::{Deadline, DeadlineKind, deadline_key};
use shared_domain::form::registration::PermitKind;
use shared_domain::ids::{ApplicationId, StudentId};
use shared_domain::notices::PostNotice;
use shared_domain::registration::papers::{Insurance, Period, Permit};
use shared_domain::samples;
use shared_domain::student::{Known, Student, StudentRecords, StudentState, student_key};
use shared_kit::World;
use shared_platform::actions::Failure;
use shared_platform::clock::beijing_date;
use shared_platform::ids::AccountId;
use shared_platform::store::Transaction;

/// A student on the roster, with an account and no papers.
pub fn enrolled(number: usize) -> Student {
    let mut student =
        samples::student(&samples::application(AccountId::new(), ApplicationId::new()));
    student.state = StudentState::Enrolled { since: jiff::Timestamp::UNIX_EPOCH };
    student.number = format!("Y{number:06}").parse().unwrap();
    student.identity.passport_no = format!("P{number:07}");
    student.identity.passport_expires = None;
    student
}

/// The record with another last day of a paper.
pub fn with_paper(mut student: Student, kind: DeadlineKind, last_day: Date) -> Student {
    let number = format!("N{last_day}");
    let permit = |kind| Some(Permit { kind, number: number.clone(), expires: last_day });
    match kind {
        DeadlineKind::Passport => student.identity.passport_expires = Some(last_day),
        DeadlineKind::ResidencePermit => student.seen.permit = permit(PermitKind::ResidencePermit),
        DeadlineKind::Visa => student.seen.permit = permit(PermitKind::Visa),
        DeadlineKind::Insurance => {
            let period = Period { starts: last_day, ends: last_day };
            student.seen.insurance = Some(Insurance { policy: number, period });
        }
        other => panic!("{other:?} is no paper"),
    }
    student
}

pub async fn enrol(world: &World, student: &Student) {
    let mut transaction = Transaction::without_author();
    let records = StudentRecords::of(world.environment()).unwrap();
    records.create(&mut transaction, student, &Known::default()).unwrap();
    transaction.commit().await.unwrap();
}

/// Changes the record of a student, as an import or an approval does.
pub async fn change(world: &World, student: StudentId, change: impl FnOnce(Student) -> Student) {
    let before: Student = world.get("REGISTRATIONS", &student_key(student)).await.unwrap();
    let after = change(before.clone());
    let mut transaction = Transaction::without_author();
    let records = StudentRecords::of(world.environment()).unwrap();
    records.replace(&mut transaction, &before, &after).unwrap();
    transaction.commit().await.unwrap();
}

pub async fn deadline(world: &World, student: StudentId, kind: DeadlineKind) -> Option<Deadline> {
    world.get("REGISTRATIONS", &deadline_key(student, kind)).await
}

/// Lets the schedule come round.
pub async fn run(world: &World) -> Result<(), Failure> {
    let environment = world.environment();
    semester::actions().invoke(environment, "remind_students", json!({})).await.map(drop)
}

/// What somebody was told: of which account's paper, and of which last day.
pub type Told = (AccountId, DeadlineKind, Date);

/// What stands in the outbox is taken out, as notices of today.
pub async fn take_told(world: &World) -> Vec<Told> {
    let items = world.take_outbox().await;
    shared_kit::messages::<PostNotice>(&items).iter().map(told).collect()
}

fn told(post: &PostNotice) -> Told {
    assert_eq!(post.notice.kind(), "deadline_reminder");
    let values = json!(post.notice.values());
    let name = values["what"]["words"]["text"]["name"].as_str().unwrap();
    let kind = DeadlineKind::ALL.into_iter().find(|kind| kind.text_name() == name).unwrap();
    let day = &values["day"]["words"];
    let day = match day.get("day") {
        Some(day) => day.as_str().unwrap().parse().unwrap(),
        None => beijing_date(day["instant"].as_str().unwrap().parse().unwrap()),
    };
    (post.account, kind, day)
}

/// The tasks that officers were given, with the day.
pub async fn tasks(world: &World) -> BTreeMap<(StudentId, DeadlineKind, Date), Vec<Date>> {
    let items = world.items("REVIEWS").await.into_iter();
    let tasks = items.filter(|item| item["matterKind"] == "deadline");
    let mut given = BTreeMap::new();
    for task in tasks {
        let matter: DeadlineMatter = serde_json::from_value(task["matter"].clone()).unwrap();
        let opened: Value = task["openedAt"].clone();
        let day = beijing_date(opened.as_str().unwrap().parse().unwrap());
        let key = (matter.student, matter.deadline, matter.last_day);
        given.entry(key).or_insert_with(Vec::new).push(day);
    }
    given
}
