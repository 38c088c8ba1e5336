//! Reading and erasing along the list of places.

use std::collections::{BTreeMap, VecDeque};

use serde_json::Value;
use shared_platform::environment::{Environment, InitError};
use shared_platform::ids::AccountId;
use shared_platform::store::{Condition, Cursor, Key, Page, Query, StoreError, Table};

use super::{Found, PLACES, Person, Place, Selection};

/// The tables in which persons have data.
#[derive(Debug, Clone)]
pub struct PersonalData {
    tables: BTreeMap<&'static str, Table>,
}

impl PersonalData {
    /// The data of an environment.
    ///
    /// # Errors
    /// [`InitError`] when a table is not named.
    pub fn of(environment: &Environment) -> Result<Self, InitError> {
        let names = PLACES.iter().map(|place| place.table);
        let tables = names.map(|name| Ok((name, environment.table(name)?)));
        Ok(Self { tables: tables.collect::<Result<_, InitError>>()? })
    }

    /// Everything of a person, place by place and page by page.
    #[must_use]
    pub fn walk(&self, person: Person) -> Walk<'_> {
        Walk { data: self, person, places: PLACES.into_iter(), at: None }
    }

    /// Erases items of a person in a place, whatever else they hold. To erase
    /// them twice is no mistake.
    ///
    /// # Errors
    /// [`StoreError`] when not all were erased.
    #[expect(
        clippy::disallowed_methods,
        reason = "a part of a deletion that was told when it was asked for"
    )]
    pub async fn erase(
        &self,
        place: &Place,
        account: AccountId,
        keys: &[Key],
    ) -> Result<(), StoreError> {
        let table = self.table(place)?;
        match place.owner {
            Some(owner) => {
                for key in keys {
                    let own = Condition::equals(owner, account);
                    table.delete_if(key.clone(), own).await?;
                }
            }
            None => {
                for some in keys.chunks(25) {
                    table.delete_all(some.to_vec()).await?;
                }
            }
        }
        Ok(())
    }

    fn table(&self, place: &Place) -> Result<&Table, StoreError> {
        self.tables.get(place.table).ok_or_else(|| StoreError::corrupt("a place of no table"))
    }
}

/// Reads everything of a person, place by place. It learns on the way where to
/// look next.
pub struct Walk<'a> {
    data: &'a PersonalData,
    person: Person,
    places: std::array::IntoIter<&'static Place, { PLACES.len() }>,
    at: Option<Position>,
}

struct Position {
    place: &'static Place,
    left: VecDeque<Selection>,
    /// Where the next page of the first selection begins.
    next: Option<Cursor>,
}

impl Walk<'_> {
    /// The person, with all that was learnt so far.
    #[must_use]
    pub const fn person(&self) -> &Person {
        &self.person
    }

    /// The next items, perhaps none, and the place they are of; nothing when
    /// all places were read. Every place comes at least once.
    ///
    /// # Errors
    /// [`StoreError`] when a table cannot be read.
    pub async fn next(&mut self) -> Result<Option<(&'static Place, Vec<Found>)>, StoreError> {
        let Some(mut at) = self.at.take().or_else(|| self.next_place()) else { return Ok(None) };
        let place = at.place;
        let Some(selection) = at.left.front() else { return Ok(Some((place, Vec::new()))) };
        let query = match selection {
            Selection::Partition(partition) => Query::partition(partition),
            Selection::Item(key) => Query::partition(&key.pk).prefix(&key.sk),
        };
        let page: Page<Value> = self.data.table(place)?.list(query.after(at.next.take())).await?;
        at.next = page.next;
        if at.next.is_none() {
            at.left.pop_front();
        }
        if !at.left.is_empty() {
            self.at = Some(at);
        }
        let found = page.items.into_iter().filter_map(Found::of);
        let found: Vec<Found> = found.filter(|found| place.is_of(&self.person, found)).collect();
        found.iter().for_each(|found| self.person.learn(place, found));
        Ok(Some((place, found)))
    }

    fn next_place(&mut self) -> Option<Position> {
        let place = self.places.next()?;
        Some(Position { place, left: place.selections(&self.person).into(), next: None })
    }
}

impl Found {
    fn of(value: Value) -> Option<Self> {
        let text = |name: &str| Some(value.get(name)?.as_str()?.to_owned());
        let key = Key::new(text("pk")?, text("sk")?);
        Some(Self { key, value })
    }
}
