//! Several items in one call: one round trip, and one connection, where as many
//! calls at once would open more.

use std::collections::HashMap;
use std::time::Duration;

use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes};
use serde::de::DeserializeOwned;

use super::item::read;
use super::{Key, StoreError, Table};

/// How often DynamoDB may answer a part only.
const ATTEMPTS: u32 = 4;

type Attributes = HashMap<String, AttributeValue>;

/// The values under two keys, each consistently read. They are not read as of
/// one instant: what must agree is checked when it is written.
///
/// # Errors
/// [`StoreError`] when they cannot be read.
pub async fn get_two<A: DeserializeOwned, B: DeserializeOwned>(
    first: (&Table, &Key),
    second: (&Table, &Key),
) -> Result<(Option<A>, Option<B>), StoreError> {
    let found = read_all(&[first, second]).await?;
    Ok((pick(&found, first)?, pick(&found, second)?))
}

/// The same under three keys.
///
/// # Errors
/// [`StoreError`] when they cannot be read.
pub async fn get_three<A: DeserializeOwned, B: DeserializeOwned, C: DeserializeOwned>(
    first: (&Table, &Key),
    second: (&Table, &Key),
    third: (&Table, &Key),
) -> Result<(Option<A>, Option<B>, Option<C>), StoreError> {
    let found = read_all(&[first, second, third]).await?;
    Ok((pick(&found, first)?, pick(&found, second)?, pick(&found, third)?))
}

/// The values under up to a hundred keys of a table, in the order of the keys,
/// each consistently read.
///
/// # Errors
/// [`StoreError`] when they cannot be read.
pub async fn get_each<T: DeserializeOwned>(
    table: &Table,
    keys: &[Key],
) -> Result<Vec<Option<T>>, StoreError> {
    let places: Vec<(&Table, &Key)> = keys.iter().map(|key| (table, key)).collect();
    let found = read_all(&places).await?;
    places.into_iter().map(|place| pick(&found, place)).collect()
}

async fn read_all(places: &[(&Table, &Key)]) -> Result<Vec<(String, Attributes)>, StoreError> {
    let Some((table, _)) = places.first() else { return Ok(Vec::new()) };
    let client = &table.client;
    let mut wanted: HashMap<String, KeysAndAttributes> = HashMap::new();
    for (table, key) in places {
        let present = wanted.remove(&*table.name);
        let mut keys = present.map(|keys| keys.keys).unwrap_or_default();
        let key = (*key).clone().attributes();
        // DynamoDB refuses a key that is asked for twice.
        if !keys.contains(&key) {
            keys.push(key);
        }
        let keys = KeysAndAttributes::builder().set_keys(Some(keys)).consistent_read(true).build();
        wanted.insert(table.name.to_string(), keys.map_err(StoreError::corrupt)?);
    }
    let mut found: Vec<(String, Attributes)> = Vec::new();
    for attempt in 1..=ATTEMPTS {
        let reply = client.batch_get_item().set_request_items(Some(wanted)).send().await;
        let reply = reply.map_err(StoreError::unavailable)?;
        for (table, items) in reply.responses.unwrap_or_default() {
            found.extend(items.into_iter().map(|item| (table.clone(), item)));
        }
        match reply.unprocessed_keys.filter(|left| !left.is_empty()) {
            None => return Ok(found),
            Some(left) => wanted = left,
        }
        tokio::time::sleep(Duration::from_millis(10 << attempt)).await;
    }
    Err(StoreError::Unavailable("not all items were read".into()))
}

fn pick<T: DeserializeOwned>(
    found: &[(String, Attributes)],
    (table, key): (&Table, &Key),
) -> Result<Option<T>, StoreError> {
    let is = |item: &Attributes, name: &str, text: &str| {
        item.get(name).and_then(|value| value.as_s().ok()).is_some_and(|value| value == text)
    };
    let it = found.iter().find(|(name, item)| {
        **name == *table.name && is(item, "pk", &key.pk) && is(item, "sk", &key.sk)
    });
    it.map(|(_, item)| read(item.clone())).transpose()
}
