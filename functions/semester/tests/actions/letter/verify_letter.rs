//! `verify_letter`.

use std::time::Duration;

use serde_json::{Value, json};
use shared_domain::ids::LetterId;
use shared_domain::letter::{PublicLetter, letter_key};
use shared_kit::Reply;
use shared_platform::secret::hash_of_secret;
use shared_platform::store::Item;

use crate::letters::Lettered;

const NUMBER: &str = "VE-2027-000007";
const TYPED: &str = "7KQ2M-X0ZC9";
const SCANNED: &str = "3F8ZK2M7QWERTY0123456789AB";

/// A letter whose codes are known.
async fn known() -> Lettered {
    let lettered = Lettered::ready().await;
    let issued = lettered.public("VE-2027-000001").await.unwrap();
    let letter = PublicLetter {
        id: LetterId::new(),
        number: NUMBER.to_owned(),
        check_code_hash: hash_of_secret(TYPED),
        verification_hash: hash_of_secret(SCANNED),
        ..issued
    };
    put(&lettered, &letter).await;
    lettered
}

async fn put(lettered: &Lettered, letter: &PublicLetter) {
    let item = Item::new(letter_key(&letter.number), letter).unwrap();
    lettered.case.setting.world.put("REGISTRATIONS", item).await;
}

async fn ask(lettered: &Lettered, number: &str, code: &str) -> Reply {
    let call = lettered.case.setting.client.post("/api/letter-checks");
    call.json(&json!({ "number": number, "code": code })).send().await
}

async fn answer(lettered: &Lettered, number: &str, code: &str) -> Value {
    ask(lettered, number, code).await.expect(200).body
}

/// S103
#[tokio::test]
async fn with_either_code_the_number_initials_and_validity_are_confirmed_and_nothing_else() {
    let lettered = known().await;
    let good = json!({
        "state": "valid",
        "number": NUMBER,
        "initials": "N. V. A.",
        "validUntil": "2027-03-31",
    });
    lettered.case.setting.world.calls().reset();
    for (number, code) in [
        (NUMBER, TYPED),
        (NUMBER, SCANNED),
        (" ve 2027 000007", "7kq2mxozc9"),
        ("ＶＥ－２０２７－０００００７", "７ＫＱ２Ｍ－Ｘ０ＺＣ９"),
    ] {
        assert_eq!(answer(&lettered, number, code).await, good, "{number} {code}");
    }
}

#[tokio::test]
async fn without_the_right_code_nothing_is_known_and_the_answer_has_the_same_shape() {
    let lettered = known().await;
    let unknown = json!({
        "state": "not_known",
        "number": null,
        "initials": null,
        "validUntil": null,
    });
    let other = "7KQ2M-X0ZC8";
    for (number, code) in [
        (NUMBER, other),
        (NUMBER, ""),
        (NUMBER, "3F8ZK2M7QWERTY0123456789AC"),
        ("VE-2027-000008", TYPED),
        ("VE-2027-000001", TYPED),
        ("nonsense", TYPED),
        ("", ""),
    ] {
        assert_eq!(answer(&lettered, number, code).await, unknown, "{number} {code}");
    }
}

#[tokio::test]
async fn what_is_known_and_what_is_not_cost_the_same_calls() {
    // What is no number at all is told apart by whoever types it.
    let lettered = known().await;
    let calls = lettered.case.setting.world.calls();
    let mut counted = Vec::new();
    for (number, code) in [(NUMBER, TYPED), ("VE-2027-000099", TYPED), ("VE-2027-000001", TYPED)] {
        calls.reset();
        answer(&lettered, number, code).await;
        counted.push(calls.round_trips());
        // The bucket of the address is full again.
        lettered.case.setting.world.advance(Duration::from_secs(600));
    }
    assert_eq!(counted, [2, 2, 2]);
}

#[tokio::test]
async fn a_letter_that_was_replaced_or_is_over_is_not_good() {
    let lettered = known().await;
    let letter = lettered.public(NUMBER).await.unwrap();
    let now = lettered.case.setting.world.clock().now();
    put(&lettered, &PublicLetter { replaced_at: Some(now), ..letter.clone() }).await;
    let replaced = answer(&lettered, NUMBER, TYPED).await;
    assert_eq!(replaced["state"], "replaced");
    // By which is not said.
    assert!(!replaced.to_string().contains("VE-2027-000001"));
    put(&lettered, &letter).await;
    lettered.case.setting.world.advance(Duration::from_secs(31 * 24 * 60 * 60));
    assert_eq!(answer(&lettered, NUMBER, TYPED).await["state"], "expired");
}

#[tokio::test]
async fn who_guesses_codes_of_a_number_is_slowed_down_and_who_scans_is_not() {
    let lettered = known().await;
    for _ in 0..10 {
        answer(&lettered, NUMBER, "7KQ2M-X0ZC8").await;
    }
    let slowed = ask(&lettered, NUMBER, TYPED).await;
    slowed.expect_problem(429, "too_many_requests");
    assert_eq!(answer(&lettered, NUMBER, SCANNED).await["state"], "valid");
    lettered.case.setting.world.advance(Duration::from_secs(60));
    assert_eq!(answer(&lettered, NUMBER, TYPED).await["state"], "valid");
}

#[tokio::test]
async fn from_one_address_one_does_not_ask_without_end() {
    let lettered = known().await;
    for _ in 0..30 {
        answer(&lettered, NUMBER, SCANNED).await;
    }
    ask(&lettered, NUMBER, SCANNED).await.expect_problem(429, "too_many_requests");
}
