//! The places of a programme, as decisions take them and give them back.

use shared_domain::ids::ProgrammeId;
use shared_domain::programme::seats::{SEATS, Seats, seats_key};
use shared_platform::store::{Change, Condition, StoreError, Table, Transaction};

/// Takes no place yet. Refused under [`SEATS`] when none is left.
pub(super) fn check_seat_left(
    transaction: &mut Transaction,
    programmes: &Table,
    programme: ProgrammeId,
) -> Result<(), StoreError> {
    transaction.check(SEATS, programmes, seats_key(programme), Seats::one_is_left())
}

/// Takes a place. Refused under [`SEATS`] when none is left, unless more
/// are to be taken than there are.
pub(super) fn take_seat(
    transaction: &mut Transaction,
    programmes: &Table,
    programme: ProgrammeId,
    even_if_none_is_left: bool,
) -> Result<(), StoreError> {
    let condition = match even_if_none_is_left {
        true => Condition::item_exists().or(Condition::item_missing()),
        false => Seats::one_is_left(),
    };
    let change = Change::new().add("taken", 1);
    transaction.update(SEATS, programmes, seats_key(programme), change, condition)
}

/// Gives a place back that was taken.
pub(super) fn give_seat_back(
    transaction: &mut Transaction,
    programmes: &Table,
    programme: ProgrammeId,
) -> Result<(), StoreError> {
    let change = Change::new().add("taken", -1);
    let taken = Condition::greater_than("taken", 0);
    transaction.update(SEATS, programmes, seats_key(programme), change, taken)
}

#[cfg(test)]
mod tests {
    use shared_kit::World;
    use shared_platform::store::CommitError;

    use super::*;

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
            let mut transaction = Transaction::without_author();
            let (key, limit) = (seats_key(self.programme), Seats::limited_to(seats));
            let anything = Condition::item_exists().or(Condition::item_missing());
            transaction.update(SEATS, &self.programmes, key, limit, anything).unwrap();
            transaction.commit().await.unwrap();
        }

        /// Whether a place could be taken.
        async fn take(&self, even_if_none_is_left: bool) -> bool {
            let mut transaction = Transaction::without_author();
            let programme = self.programme;
            take_seat(&mut transaction, &self.programmes, programme, even_if_none_is_left).unwrap();
            match transaction.commit().await {
                Ok(()) => true,
                Err(CommitError::Refused(refused)) if refused.is_of(SEATS) => false,
                Err(error) => panic!("{error}"),
            }
        }

        async fn give_back(&self) -> Result<(), CommitError> {
            let mut transaction = Transaction::without_author();
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
