//! What stores can rely on: transactions, idempotent requests, pages and limits.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "tests")]

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use shared_kit::World;
use shared_platform::http::IdempotencyKey;
use shared_platform::limits::{Limit, RateLimits};
use shared_platform::store::{
    Change, CommitError, Condition, Cursor, IdempotentRequest, Item, Key, Label, Page, Query,
    Refused, StoreError, Table, Transaction,
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    name: String,
    taken_by: Option<String>,
}

const A: Label<Place> = Label::new("a");
const B: Label<Place> = Label::new("b");
const HOST: Label<Place> = Label::new("host");
const PLACE: Label<Place> = Label::new("place");

fn place(name: &str, taken_by: Option<&str>) -> Place {
    Place { name: name.to_owned(), taken_by: taken_by.map(str::to_owned) }
}

fn key(name: &str) -> Key {
    Key::new("HALL", name)
}

async fn hall() -> (World, Table) {
    let world = World::new().await;
    let table = world.environment().table("PROGRAMMES").unwrap();
    (world, table)
}

fn refused(result: Result<(), CommitError>) -> Refused {
    match result {
        Err(CommitError::Refused(refused)) => refused,
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn a_refused_transaction_changes_nothing_and_names_what_refused_it() {
    let (_world, table) = hall().await;
    let mut first = Transaction::without_author();
    first.create(A, &table, Item::new(key("a"), &place("a", Some("anna"))).unwrap()).unwrap();
    first.commit().await.unwrap();

    let mut second = Transaction::without_author();
    second.create(B, &table, Item::new(key("b"), &place("b", None)).unwrap()).unwrap();
    second.create(A, &table, Item::new(key("a"), &place("a", None)).unwrap()).unwrap();
    let refused = refused(second.commit().await);
    assert!(refused.is_of(A) && !refused.is_of(B));
    assert_eq!(refused.at(A).unwrap(), Some(place("a", Some("anna"))));
    assert_eq!(table.get::<Place>(&key("b")).await.unwrap(), None);
}

#[tokio::test]
async fn a_refused_guard_hides_what_else_was_refused() {
    let (_world, table) = hall().await;
    let mut first = Transaction::without_author();
    first.create(A, &table, Item::new(key("a"), &place("a", Some("anna"))).unwrap()).unwrap();
    first.commit().await.unwrap();

    let mut second = Transaction::without_author();
    second.create(A, &table, Item::new(key("a"), &place("a", None)).unwrap()).unwrap();
    second.guard(HOST, &table, key("host"), Condition::item_exists()).unwrap();
    let refused = refused(second.commit().await);
    assert!(refused.is_of(HOST) && !refused.is_of(A));
}

#[tokio::test]
async fn fifty_rivals_for_one_place_leave_one_winner() {
    let (_world, table) = hall().await;
    let mut rivals = tokio::task::JoinSet::new();
    for number in 0..50 {
        let table = table.clone();
        rivals.spawn(async move {
            let mut transaction = Transaction::without_author();
            let item = Item::new(key("a"), &place("a", Some(&number.to_string()))).unwrap();
            transaction.create(PLACE, &table, item).unwrap();
            transaction.commit().await
        });
    }
    let won = rivals.join_all().await.into_iter().filter(Result::is_ok).count();
    assert_eq!(won, 1);
}

#[tokio::test]
async fn an_absent_value_is_an_absent_attribute() {
    let (_world, table) = hall().await;
    let taken = Condition::Exists("taken_by");
    table
        .put(Item::new(key("a"), &place("a", None)).unwrap(), Condition::item_missing())
        .await
        .unwrap();
    let change = || Change::new().set("name", "A");
    refused(table.update(key("a"), change(), taken.clone()).await);
    table
        .update(key("a"), Change::new().set("taken_by", "anna"), Condition::item_exists())
        .await
        .unwrap();
    table.update(key("a"), change(), taken).await.unwrap();
    assert_eq!(table.get(&key("a")).await.unwrap(), Some(place("A", Some("anna"))));
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_overlap() {
    let (_world, table) = hall().await;
    let names: BTreeSet<String> = (0..25).map(|number| format!("{number:02}")).collect();
    for name in &names {
        let item = Item::new(key(name), &place(name, None)).unwrap();
        table.put(item, Condition::item_missing()).await.unwrap();
    }
    let mut seen = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let after = cursor.as_deref().map(|text| Cursor::parse(text).unwrap());
        let query = Query::partition("HALL").limit(10).after(after);
        let page: Page<Place> = table.list(query).await.unwrap();
        seen.extend(page.items.into_iter().map(|place| place.name));
        match page.next {
            Some(next) => cursor = Some(next.text()),
            None => break,
        }
    }
    assert_eq!(seen, names.into_iter().collect::<Vec<_>>());
}

#[tokio::test]
async fn a_cursor_does_not_open_another_list() {
    let (_world, table) = hall().await;
    for name in ["a", "b"] {
        let item = Item::new(key(name), &place(name, None)).unwrap();
        table.put(item, Condition::item_missing()).await.unwrap();
    }
    let page: Page<Place> = table.list(Query::partition("HALL").limit(1)).await.unwrap();
    let elsewhere = Query::partition("SOMEBODY ELSE").after(page.next);
    let answer = table.list::<Place>(elsewhere).await;
    assert!(matches!(answer, Err(StoreError::InvalidCursor(_))), "{answer:?}");
}

/// Takes a place under an idempotency key and answers its name.
async fn take(world: &World, table: &Table, name: &str, key_text: &str) -> Result<String, String> {
    let idempotency_key = IdempotencyKey::parse(key_text).unwrap();
    let request = IdempotentRequest::new("anna", "take", &idempotency_key, &name).unwrap();
    let mut transaction = Transaction::without_author();
    let item = Item::new(key(name), &place(name, Some("anna"))).unwrap();
    transaction.create(PLACE, table, item).unwrap();
    request.remember(&mut transaction, table, &name, world.clock().now()).unwrap();
    match transaction.commit().await {
        Ok(()) => Ok(name.to_owned()),
        Err(CommitError::Refused(refused)) => match request.reply_given_before(&refused) {
            Ok(Some(reply)) => Ok(reply),
            Ok(None) => Err("taken".to_owned()),
            Err(problem) => Err(problem.code().to_owned()),
        },
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn a_request_sent_again_is_done_once_and_answered_alike() {
    let (world, table) = hall().await;
    assert_eq!(take(&world, &table, "a", "intent-one").await.as_deref(), Ok("a"));
    assert_eq!(take(&world, &table, "a", "intent-one").await.as_deref(), Ok("a"));
    assert_eq!(take(&world, &table, "a", "intent-two").await, Err("taken".to_owned()));
}

#[tokio::test]
async fn a_key_used_for_another_request_is_refused() {
    let (world, table) = hall().await;
    take(&world, &table, "a", "intent-one").await.unwrap();
    let again = take(&world, &table, "b", "intent-one").await;
    assert_eq!(again, Err("idempotency_key_reused".to_owned()));
}

const THREE_THEN_ONE_A_MINUTE: Limit = Limit { kind: "test", burst: 3, refill_seconds: 60 };

#[tokio::test]
async fn a_limit_lets_a_burst_through_and_then_one_at_a_time() {
    let world = World::new().await;
    let limits = RateLimits::of(world.environment()).unwrap();
    let take = async || {
        limits.take(THREE_THEN_ONE_A_MINUTE, "203.0.113.1", world.clock().now()).await.is_ok()
    };
    assert_eq!([take().await, take().await, take().await, take().await], [true, true, true, false]);
    world.advance(std::time::Duration::from_secs(60));
    assert_eq!([take().await, take().await], [true, false]);
}

#[tokio::test]
async fn who_is_slowed_down_waits_no_longer_than_told() {
    let world = World::new().await;
    let limits = RateLimits::of(world.environment()).unwrap();
    let now = || world.clock().now();
    let admitted = async || limits.admits(THREE_THEN_ONE_A_MINUTE, "203.0.113.1", now()).await;
    for expected in [true, true, true, false] {
        assert_eq!(admitted().await.unwrap(), expected);
    }
    world.advance(std::time::Duration::from_secs(20));
    let slowed = limits.take(THREE_THEN_ONE_A_MINUTE, "203.0.113.1", now()).await.unwrap_err();
    assert_eq!(slowed.code(), "too_many_requests");
    for (seconds, expected) in [(39, false), (1, true)] {
        world.advance(std::time::Duration::from_secs(seconds));
        assert_eq!(admitted().await.unwrap(), expected);
    }
    // Another subject has a bucket of its own.
    assert!(limits.admits(THREE_THEN_ONE_A_MINUTE, "203.0.113.2", now()).await.unwrap());
}

#[tokio::test]
async fn rivals_for_a_bucket_get_no_more_than_it_holds() {
    let world = World::new().await;
    let limits = RateLimits::of(world.environment()).unwrap();
    let now = world.clock().now();
    let mut rivals = tokio::task::JoinSet::new();
    for _ in 0..30 {
        let limits = limits.clone();
        rivals.spawn(async move {
            limits.take(THREE_THEN_ONE_A_MINUTE, "203.0.113.1", now).await.is_ok()
        });
    }
    let let_through = rivals.join_all().await.into_iter().filter(|passed| *passed).count();
    assert!((1..=3).contains(&let_through), "{let_through}");
}

#[tokio::test]
async fn the_limits_table_shows_no_address() {
    let world = World::new().await;
    let limits = RateLimits::of(world.environment()).unwrap();
    limits.take(THREE_THEN_ONE_A_MINUTE, "203.0.113.1", world.clock().now()).await.unwrap();
    let dump = world.dump("LIMITS").await;
    assert!(dump.contains("LIMIT#test#") && !dump.contains("203.0.113.1"), "{dump}");
}

#[tokio::test]
async fn a_transaction_takes_no_second_item_under_a_label_but_in_a_series() {
    const SEAT: Label<Place> = Label::of_series("seat");
    let (world, hall) = hall().await;
    let item = |name: &str| Item::new(key(name), &place(name, None)).unwrap();
    let mut transaction = Transaction::without_author();
    transaction.create(PLACE, &hall, item("first")).unwrap();
    transaction.create(PLACE, &hall, item("second")).unwrap_err();
    transaction.delete(PLACE, &hall, key("third"), Condition::item_exists()).unwrap_err();
    transaction.check(PLACE, &hall, key("third"), Condition::item_exists()).unwrap_err();
    for name in ["a", "b"] {
        transaction.create(SEAT, &hall, item(name)).unwrap();
    }
    transaction.commit().await.unwrap();
    assert_eq!(world.items("PROGRAMMES").await.len(), 3);
    // What stands at one of a series nobody can tell from what stands at another.
    let mut again = Transaction::without_author();
    again.create(SEAT, &hall, item("a")).unwrap();
    let Err(CommitError::Refused(refused)) = again.commit().await else { panic!("it is there") };
    assert!(refused.is_of(SEAT));
    refused.at(SEAT).unwrap_err();
}
