//! Labels of the items in a transaction.

use std::marker::PhantomData;

/// What an item in a transaction is called, and what stands there: a refusal is
/// asked for it by the same constant that the write was made with.
pub struct Label<T> {
    name: &'static str,
    item: PhantomData<fn() -> T>,
}

impl<T> Label<T> {
    /// A label; no other label of the same transaction has this name.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, item: PhantomData }
    }

    /// The name, as a log says it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }
}

impl<T> Clone for Label<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Label<T> {}

impl<T> std::fmt::Debug for Label<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Label({})", self.name)
    }
}
