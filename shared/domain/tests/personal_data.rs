//! What is found of a person: everything, wherever it lies, and nothing of others.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use shared_domain::account::{folded, name_key};
use shared_domain::application::{applicant_partition, folder_of};
use shared_domain::ids::ApplicationId;
use shared_domain::personal_data::{PLACES, Person, PersonalData};
use shared_kit::World;
use shared_platform::auth::account_key;
use shared_platform::ids::AccountId;
use shared_platform::store::{Item, Key};

fn anna() -> Person {
    Person::new(AccountId::new(), "anna.tester".to_owned(), "anna@example.org".to_owned())
}

/// The keys found of a person, by the names of the places.
async fn found(world: &World, person: Person) -> BTreeMap<&'static str, Vec<Key>> {
    let data = PersonalData::of(world.environment()).unwrap();
    let mut walk = data.walk(person);
    let mut all: BTreeMap<&'static str, Vec<Key>> = BTreeMap::new();
    while let Some((place, found)) = walk.next().await.unwrap() {
        all.entry(place.name).or_default().extend(found.into_iter().map(|found| found.key));
    }
    all
}

async fn put(world: &World, table: &str, key: Key, value: Value) {
    world.put(table, Item::new(key, &value).unwrap()).await;
}

#[tokio::test]
async fn every_place_comes_even_of_a_person_of_whom_there_is_nothing() {
    let all = found(&World::new().await, anna()).await;
    let places: BTreeSet<&str> = PLACES.iter().map(|place| place.name).collect();
    assert_eq!(all.keys().copied().collect::<BTreeSet<_>>(), places);
    assert!(all.values().all(Vec::is_empty), "{all:?}");
}

#[tokio::test]
async fn what_fills_many_pages_is_found_once_and_whole() {
    let (world, person) = (World::new().await, anna());
    let partition = account_key(person.account).pk;
    // A page has fifty.
    let key = |number| Key::new(partition.clone(), format!("SIGNIN#{number:03}"));
    let keys: Vec<Key> = (0..120).map(key).collect();
    for key in &keys {
        put(&world, "ACCOUNTS", key.clone(), json!({})).await;
    }
    assert_eq!(found(&world, person).await["account"], keys);
}

#[tokio::test]
async fn what_leads_on_is_followed() {
    let (world, person) = (World::new().await, anna());
    let mut ids = [ApplicationId::new(), ApplicationId::new()];
    ids.sort();
    let application =
        |id| Key::new(applicant_partition(person.account), format!("APPLICATION#{id}"));
    let document = |id| Key::new(folder_of(person.account, id).partition(), "DOCUMENT#passport");
    for id in ids {
        put(&world, "APPLICATIONS", application(id), json!({})).await;
        put(&world, "DOCUMENTS", document(id), json!({})).await;
    }
    let expected = (ids.map(application), ids.map(document));
    let all = found(&world, person).await;
    assert_eq!(
        (&all["applications"][..], &all["documents"][..]),
        (&expected.0[..], &expected.1[..])
    );
}

#[tokio::test]
async fn what_belongs_to_somebody_else_by_now_is_not_found() {
    let (world, person) = (World::new().await, anna());
    let key = |name: &str| name_key(&folded(name));
    let own = json!({ "account": person.account });
    put(&world, "ACCOUNTS", key(&person.email), own).await;
    // The name was given up and taken by another.
    put(&world, "ACCOUNTS", key(&person.user_name), json!({ "account": AccountId::new() })).await;
    let own = key(&person.email);
    assert_eq!(found(&world, person).await["sign_in_names"], [own]);
}
