//! `issue_letter`.

use futures_util::future::{join, join_all};
use serde_json::json;
use shared_domain::letter::news::{LetterPrepared, LetterReady};
use shared_domain::letter::{IssueLetter, Obstacle, Stage};
use shared_domain::review::task_about;
use shared_kit::is_notice;

use semester::letter::matter::LetterMatter;

use crate::case::Case;
use crate::letters::Lettered;

/// S102, S103
#[tokio::test]
async fn an_approval_in_china_brings_one_letter_and_tells_where_to_collect_it() {
    let mut lettered = Lettered::approved().await;
    let [asked] = lettered.asked.as_slice() else { panic!("{:?}", lettered.asked) };
    assert_eq!(asked, &IssueLetter { registration: lettered.id().clone(), request: 1 });
    // The approval did not wait for it.
    assert!(lettered.letter().await.is_none() && lettered.files().is_empty());
    lettered.deliver_all().await;
    let case = lettered.letter().await.unwrap();
    let letter = case.letter().unwrap();
    assert_eq!(*case.stage(), Stage::Ready);
    assert_eq!(letter.number, "VE-2027-000001");
    assert_eq!(letter.issued_on.to_string(), "2027-03-01");
    assert_eq!(letter.valid_until.to_string(), "2027-03-31");
    let file = lettered.case.setting.world.bucket().get(&case.object(letter.id)).unwrap();
    assert_eq!(file.content_type, "application/pdf");
    assert!(file.bytes.starts_with(b"%PDF-1.7"));
    let told = lettered.notices.iter().filter(|post| is_notice::<LetterReady>(post));
    let told: Vec<_> = told.collect();
    assert_eq!(told.len(), 1);
    let told = json!(told).to_string();
    assert!(told.contains("Room 101") && told.contains("VE-2027-000001"), "{told}");
    assert!(lettered.permit().await.is_some());
}

#[tokio::test]
async fn of_the_codes_only_hashes_are_kept_and_of_the_name_initials() {
    let lettered = Lettered::ready().await;
    let public = lettered.public("VE-2027-000001").await.unwrap();
    assert_eq!(public.initials, "N. V. A.");
    assert_eq!((public.check_code_hash.len(), public.verification_hash.len()), (64, 64));
    let log = lettered.case.setting.world.dump("AUDIT").await;
    assert!(!log.contains("NGUYEN") && log.contains("VE-2027-000001"));
}

/// S105
#[tokio::test]
async fn who_is_approved_abroad_gets_no_letter() {
    let case = Case::complete().await;
    let _ = case.save("location", &json!({ "location": "abroad" })).await.expect(200);
    let _ = case.submit().await.expect(200);
    let review = case.opened().await;
    case.claim(&case.reviewer, review).await;
    let pass = json!({ "verdict": "pass" });
    let said = json!({ "verdicts": { "payment": pass, "visa": pass } });
    let _ = case.judge(&case.reviewer, review, &said).await.expect(200);
    let items = case.setting.world.take_outbox().await;
    assert_eq!(shared_kit::messages::<IssueLetter>(&items), []);
}

#[tokio::test]
async fn a_message_that_comes_twice_or_at_once_or_late_issues_one_letter() {
    let mut lettered = Lettered::approved().await;
    let message = lettered.asked[0].clone();
    let both = join(lettered.deliver(message.clone()), lettered.deliver(message.clone()));
    let (one, two) = both.await;
    assert!(one.is_ok() && two.is_ok());
    lettered.deliver(message.clone()).await.unwrap();
    assert_eq!(lettered.letter().await.unwrap().letters().len(), 1);
    assert!(lettered.public("VE-2027-000002").await.is_none());
    let _ = lettered.reissue("VE-2027-000001").await.expect(200);
    lettered.deliver_all().await;
    // It asked for the first one.
    lettered.deliver(message).await.unwrap();
    assert_eq!(lettered.letter().await.unwrap().letters().len(), 2);
    lettered.take().await;
    let told = lettered.notices.iter().filter(|post| is_notice::<LetterReady>(post));
    assert_eq!(told.count(), 2);
}

#[tokio::test]
async fn letters_at_one_moment_get_one_number_each_and_none_is_left_out() {
    let lettered = Lettered::approved().await;
    // Others of the series, as many as there are consumers.
    let others = lettered.case.others_approved(&["2025LX0002", "2025LX0003"]).await;
    let all = others.into_iter().map(|(id, _)| id).chain([lettered.id().clone()]);
    let messages = all.map(|registration| IssueLetter { registration, request: 1 });
    let done = join_all(messages.map(|message| lettered.deliver(message))).await;
    assert!(done.iter().all(Result::is_ok), "{done:?}");
    for number in 1..=3 {
        assert!(lettered.public(&format!("VE-2027-{number:06}")).await.is_some(), "{number}");
    }
    assert!(lettered.public("VE-2027-000004").await.is_none());
}

#[tokio::test]
async fn a_name_that_no_font_has_becomes_a_task_that_names_its_characters() {
    let (lettered, review) = Lettered::referred().await;
    assert!(lettered.files().is_empty() && lettered.public("VE-2027-000001").await.is_none());
    let reviews = lettered.case.setting.world.environment().table("REVIEWS").unwrap();
    let task = task_about::<LetterMatter>(&reviews, review).await.unwrap().unwrap();
    let characters = vec!["𠮷".to_owned()];
    assert_eq!(task.matter().obstacle, Obstacle::Characters { characters });
    let told = lettered.notices.iter().filter(|post| is_notice::<LetterPrepared>(post));
    assert_eq!(told.count(), 1);
    // The message that comes again opens no second task.
    let message = IssueLetter { registration: lettered.id().clone(), request: 1 };
    lettered.deliver(message).await.unwrap();
    assert_eq!(lettered.review().await, review);
}

#[tokio::test]
async fn until_the_office_has_said_who_writes_letters_an_officer_is_asked() {
    let mut lettered = Lettered::without_settings().await;
    lettered.deliver_all().await;
    let review = lettered.review().await;
    let reviews = lettered.case.setting.world.environment().table("REVIEWS").unwrap();
    let task = task_about::<LetterMatter>(&reviews, review).await.unwrap().unwrap();
    assert_eq!(task.matter().obstacle, Obstacle::NotSetUp);
}

#[tokio::test]
async fn a_function_that_dies_between_two_calls_leaves_what_the_next_one_finishes() {
    for calls in 0..30 {
        let lettered = Lettered::approved().await;
        let message = lettered.asked[0].clone();
        lettered.case.setting.world.breakdown().after(calls);
        let _ = lettered.deliver(message.clone()).await;
        let died = lettered.case.setting.world.breakdown().repaired();
        lettered.deliver(message).await.unwrap();
        let case = lettered.letter().await.unwrap();
        assert_eq!((case.stage(), case.letters().len()), (&Stage::Ready, 1), "after {calls}");
        let letter = case.letter().unwrap();
        assert_eq!(letter.number, "VE-2027-000001");
        assert!(lettered.files().contains(&case.object(letter.id)));
        if !died {
            return;
        }
    }
    panic!("it takes more calls than were tried");
}

#[tokio::test]
async fn of_somebody_who_is_gone_nothing_is_issued_and_nothing_comes_again() {
    let lettered = Lettered::approved().await;
    let mut message = lettered.asked[0].clone();
    message.registration.semester = "2031-autumn".parse().unwrap();
    lettered.deliver(message).await.unwrap();
    assert!(lettered.files().is_empty());
}
