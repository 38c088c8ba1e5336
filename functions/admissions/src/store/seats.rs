//! The places of a programme: `PROGRAMME#<id>` / `SEATS` in the Programmes
//! table. The catalogue writes how many there are, decisions how many are taken,
//! so neither waits for the other.

use shared_domain::ids::ProgrammeId;
use shared_platform::store::{Change, Condition, Key, StoreError, Table, Transaction};

/// The label of the part of a transaction that takes a place.
pub(crate) const SEATS_LABEL: &str = "seats";

/// The key of the places of a programme.
pub(crate) fn seats_key(programme: ProgrammeId) -> Key {
    Key::new(format!("PROGRAMME#{programme}"), "SEATS")
}

/// Says how many places there are; `None` where they are not limited.
pub(super) fn limit_seats(
    transaction: &mut Transaction,
    programmes: &Table,
    programme: ProgrammeId,
    seats: Option<u32>,
) -> Result<(), StoreError> {
    // How many are taken is a number from the beginning, so that it can be compared.
    let change = Change::new().set("seats", seats).add("taken", 0);
    let anything = Condition::item_exists().or(Condition::item_missing());
    transaction.update(SEATS_LABEL, programmes, seats_key(programme), change, anything)
}

/// That a place is left.
fn is_left() -> Condition {
    Condition::Missing("seats").or(Condition::LessThanAttribute("taken", "seats"))
}

/// Takes no place yet. Refused under [`SEATS_LABEL`] when none is left.
pub(super) fn check_seat_left(
    transaction: &mut Transaction,
    programmes: &Table,
    programme: ProgrammeId,
) -> Result<(), StoreError> {
    transaction.check(SEATS_LABEL, programmes, seats_key(programme), is_left())
}

/// Takes a place. Refused under [`SEATS_LABEL`] when none is left, unless more
/// are to be taken than there are.
pub(super) fn take_seat(
    transaction: &mut Transaction,
    programmes: &Table,
    programme: ProgrammeId,
    even_if_none_is_left: bool,
) -> Result<(), StoreError> {
    let condition = match even_if_none_is_left {
        true => Condition::item_exists().or(Condition::item_missing()),
        false => is_left(),
    };
    let change = Change::new().add("taken", 1);
    transaction.update(SEATS_LABEL, programmes, seats_key(programme), change, condition)
}

/// Gives a place back that was taken.
pub(super) fn give_seat_back(
    transaction: &mut Transaction,
    programmes: &Table,
    programme: ProgrammeId,
) -> Result<(), StoreError> {
    let change = Change::new().add("taken", -1);
    let taken = Condition::greater_than("taken", 0);
    transaction.update(SEATS_LABEL, programmes, seats_key(programme), change, taken)
}

#[cfg(test)]
mod tests {
    use shared_kit::World;
    use shared_platform::store::CommitError;

    use super::*;
    use crate::seats::Seats;

    struct Case {
        world: World,
        programmes: Table,
        programme: ProgrammeId,
    }

    impl Case {
        async fn new() -> Self {
            let world = World::new().await;
            let programmes = world.environment().table("PROGRAMMES").unwrap();
            Self { world, programmes, programme: ProgrammeId::named("an example") }
        }

        async fn limit(&self, seats: Option<u32>) {
            let mut transaction = Transaction::new();
            limit_seats(&mut transaction, &self.programmes, self.programme, seats).unwrap();
            transaction.commit().await.unwrap();
        }

        /// Whether a place could be taken.
        async fn take(&self, even_if_none_is_left: bool) -> bool {
            let mut transaction = Transaction::new();
            let programme = self.programme;
            take_seat(&mut transaction, &self.programmes, programme, even_if_none_is_left).unwrap();
            match transaction.commit().await {
                Ok(()) => true,
                Err(CommitError::Refused(refused)) if refused.by(SEATS_LABEL) => false,
                Err(error) => panic!("{error}"),
            }
        }

        async fn give_back(&self) -> Result<(), CommitError> {
            let mut transaction = Transaction::new();
            give_seat_back(&mut transaction, &self.programmes, self.programme).unwrap();
            transaction.commit().await
        }

        async fn seats(&self) -> Option<Seats> {
            self.world.get("PROGRAMMES", &seats_key(self.programme)).await
        }
    }

    #[tokio::test]
    async fn places_are_taken_until_none_is_left() {
        let case = Case::new().await;
        case.limit(Some(2)).await;
        assert_eq!([case.take(false).await, case.take(false).await], [true, true]);
        assert!(!case.take(false).await);
        assert_eq!(case.seats().await, Some(Seats { seats: Some(2), taken: 2 }));
        case.give_back().await.unwrap();
        assert!(case.take(false).await);
    }

    #[tokio::test]
    async fn where_places_are_not_limited_there_is_always_one() {
        let case = Case::new().await;
        assert!(case.take(false).await);
        case.limit(None).await;
        assert!(case.take(false).await);
        assert_eq!(case.seats().await, Some(Seats { seats: None, taken: 2 }));
    }

    #[tokio::test]
    async fn a_new_limit_does_not_forget_who_has_a_place() {
        let case = Case::new().await;
        case.limit(Some(5)).await;
        for _ in 0..3 {
            assert!(case.take(false).await);
        }
        case.limit(Some(2)).await;
        assert!(!case.take(false).await);
        assert!(case.take(true).await);
        assert_eq!(case.seats().await, Some(Seats { seats: Some(2), taken: 4 }));
    }

    #[tokio::test]
    async fn nothing_is_given_back_that_was_not_taken() {
        let case = Case::new().await;
        case.limit(Some(5)).await;
        assert!(case.give_back().await.is_err());
        assert_eq!(case.seats().await, Some(Seats { seats: Some(5), taken: 0 }));
    }
}
