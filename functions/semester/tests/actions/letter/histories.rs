//! Random histories of a letter: a student, an officer and a queue that delivers late
//! and twice, in any order and dying between two calls. After each step a checker
//! looks at all that is stored.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};
use shared_domain::letter::{IssueLetter, LetterState, Stage};
use shared_kit::properties::for_all;

use crate::letters::Lettered;

/// What somebody tries. Much of it is refused, and changes nothing then.
#[derive(Debug, Clone)]
enum Step {
    Deliver { request: u32, dying_after: Option<usize> },
    Reissue,
    Prepare { spelled: bool },
    Book { slot: usize },
    Cancel,
    Collect,
    Rename { settable: bool },
}

const SLOTS: [(&str, &str); 2] = [("2027-03-01", "14:00"), ("2027-03-03", "09:30")];

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (1..5_u32, prop::option::weighted(0.3, 0..9_usize))
            .prop_map(|(request, dying_after)| Step::Deliver { request, dying_after }),
        3 => Just(Step::Reissue),
        2 => any::<bool>().prop_map(|spelled| Step::Prepare { spelled }),
        3 => (0..SLOTS.len()).prop_map(|slot| Step::Book { slot }),
        1 => Just(Step::Cancel),
        2 => Just(Step::Collect),
        2 => any::<bool>().prop_map(|settable| Step::Rename { settable }),
    ]
}

async fn take(lettered: &Lettered, step: &Step) {
    match step {
        Step::Deliver { request, dying_after } => {
            let message = IssueLetter { registration: lettered.id().clone(), request: *request };
            if let Some(calls) = dying_after {
                lettered.case.setting.world.breakdown().after(*calls);
            }
            let _ = lettered.deliver(message).await;
            lettered.case.setting.world.breakdown().repaired();
        }
        Step::Reissue => {
            if let Some(letter) = lettered.letter().await.as_ref().and_then(|case| case.letter()) {
                let _ = lettered.reissue(&letter.number).await;
            }
        }
        Step::Prepare { spelled } => {
            if let Some(Stage::WithOffice { review }) =
                lettered.letter().await.map(|case| case.stage().clone())
            {
                lettered.case.claim(&lettered.officer, review).await;
                let spelling = json!({ "passportName": "NGUYEN VAN A" });
                let body = if *spelled { json!({ "spelling": spelling }) } else { json!({}) };
                let _ = lettered.prepare(review, &body).await;
            }
        }
        Step::Book { slot } => {
            let (day, starts) = SLOTS[*slot];
            let _ = lettered.book(day, starts).await;
        }
        Step::Cancel => {
            let _ = lettered.cancel().await;
        }
        Step::Collect => {
            if let Some(letter) = lettered.letter().await.as_ref().and_then(|case| case.letter()) {
                let _ = lettered.collect(&letter.number).await;
            }
        }
        Step::Rename { settable } => {
            lettered.record_has_chinese_name(if *settable { "王吉" } else { "王𠮷" }).await;
        }
    }
}

/// What holds whatever was tried.
async fn check(lettered: &Lettered) {
    let items = lettered.case.setting.world.items("REGISTRATIONS").await;
    let sort = |item: &Value, word: &str| item["sk"].as_str().unwrap().starts_with(word);
    let of = |item: &Value, word: &str| item["pk"].as_str().unwrap().starts_with(word);
    let public: Vec<&Value> = items.iter().filter(|item| of(item, "LETTER#")).collect();
    let Some(case) = lettered.letter().await else {
        assert!(public.is_empty());
        return;
    };
    // Each letter has a number of its own, and they follow each other.
    let numbers: Vec<String> = case.letters().iter().map(|it| it.number.clone()).collect();
    let expected: Vec<String> =
        (1..=numbers.len()).map(|number| format!("VE-2027-{number:06}")).collect();
    assert_eq!(numbers, expected);
    assert_eq!(public.len(), numbers.len());
    // One at most is good, and its file is there.
    let good: Vec<&Value> =
        public.iter().filter(|item| item["replacedAt"].is_null()).copied().collect();
    assert_eq!(good.len(), usize::from(!numbers.is_empty()));
    for letter in case.letters() {
        assert!(lettered.files().contains(&case.object(letter.id)));
    }
    let collectable = matches!(case.stage().state(), LetterState::Ready | LetterState::Collected);
    assert!(!collectable || !numbers.is_empty());
    assert_eq!(lettered.permit().await.is_some(), !numbers.is_empty());
    // As many come in a slot as are counted there.
    let mut come: BTreeMap<String, u64> = BTreeMap::new();
    for item in items.iter().filter(|item| sort(item, "BOOKING#")) {
        let starts = item["sk"].as_str().unwrap().split('#').nth(1).unwrap();
        *come.entry(format!("{}#{starts}", item["pk"].as_str().unwrap())).or_default() += 1;
    }
    for item in items.iter().filter(|item| sort(item, "SLOT#")) {
        let starts = item["sk"].as_str().unwrap().trim_start_matches("SLOT#");
        let slot = format!("{}#{starts}", item["pk"].as_str().unwrap());
        let counted = item["taken"].as_u64().unwrap();
        assert_eq!(counted, come.remove(&slot).unwrap_or_default(), "{slot}");
    }
    assert!(come.is_empty());
    let booked = items.iter().filter(|item| sort(item, "BOOKING#")).count();
    assert_eq!(booked, usize::from(case.booking().is_some()));
}

#[test]
fn in_any_history_one_letter_is_good_and_no_number_is_given_twice() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    for_all(24, prop::collection::vec(any_step(), 1..14), |steps| {
        runtime.block_on(async {
            let lettered = Lettered::approved().await;
            for step in &steps {
                take(&lettered, step).await;
                check(&lettered).await;
            }
        });
        Ok(())
    });
}
