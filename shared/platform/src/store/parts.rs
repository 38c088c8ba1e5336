//! A list that is too long for one item: kept as JSON in several, next to each
//! other, all written by one transaction.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Cursor, Item, Key, Query, StoreError, Table};

/// Longest part, in bytes; an item is 400 KB at most.
const LONGEST: usize = 350 * 1000;
/// Most parts: a transaction has 4 MB at most, and other items stand in it, too.
const MOST: usize = 9;

/// The list does not fit into one transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too large to be kept at once")]
pub struct TooLarge;

/// A part of a list.
#[derive(Debug, Serialize, Deserialize)]
pub struct Part {
    text: String,
}

impl Part {
    /// The list as texts that fit into items.
    ///
    /// # Errors
    /// When they do not fit into one transaction.
    pub fn of<T: Serialize>(list: &[T]) -> Result<Vec<Self>, TooLarge> {
        let text = serde_json::to_string(list).map_err(|_| TooLarge)?;
        let mut parts = Vec::new();
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let end = rest.floor_char_boundary(LONGEST);
            let (part, after) = rest.split_at(end);
            parts.push(Self { text: part.to_owned() });
            rest = after;
        }
        if parts.len() > MOST { Err(TooLarge) } else { Ok(parts) }
    }

    /// The key of a part in the partition where the list is kept.
    #[must_use]
    pub fn key(partition: &str, number: usize) -> Key {
        Key::new(partition, format!("PART#{number:03}"))
    }

    /// The item that keeps the part.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when it cannot be serialised.
    pub fn item(&self, partition: &str, number: usize) -> Result<Item, StoreError> {
        Item::new(Self::key(partition, number), self)
    }

    /// The list that is kept in a partition.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be read.
    pub async fn list<T: DeserializeOwned>(
        table: &Table,
        partition: &str,
    ) -> Result<Vec<T>, StoreError> {
        let mut text = String::new();
        let mut after: Option<Cursor> = None;
        loop {
            let query = Query::partition(partition).prefix("PART#").after(after);
            let page = table.list::<Self>(query).await?;
            text.extend(page.items.into_iter().map(|part| part.text));
            match page.next {
                Some(next) => after = Some(next),
                None => return serde_json::from_str(&text).map_err(StoreError::corrupt),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_put_together_are_what_was_taken_apart() {
        // Letters of three bytes: a part never ends within one.
        let list = vec!["学籍与学期注册a".repeat(50); 2_000];
        let parts = Part::of(&list).unwrap();
        assert!(parts.len() > 3);
        assert!(parts.iter().all(|part| part.text.len() <= LONGEST));
        let text: String = parts.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(serde_json::from_str::<Vec<String>>(&text).unwrap(), list);
    }

    #[test]
    fn what_does_not_fit_into_a_transaction_is_not_taken() {
        assert_eq!(Part::of(&vec!["x".repeat(40); 80_000]).unwrap_err(), TooLarge);
    }
}
