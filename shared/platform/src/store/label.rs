//! Labels of the items in a transaction.

use std::marker::PhantomData;

/// What an item in a transaction is called, and what stands there: a refusal is
/// asked for it by the same constant that the write was made with. A transaction does
/// not take a second item under a label, but for those of a series.
pub struct Label<T> {
    name: &'static str,
    is_of_series: bool,
    item: PhantomData<fn() -> T>,
}

impl<T> Label<T> {
    /// The label of one item.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, is_of_series: false, item: PhantomData }
    }

    /// The label that all items of a series share: that one of them refused can be
    /// asked, what stands there cannot.
    #[must_use]
    pub const fn of_series(name: &'static str) -> Self {
        Self { name, is_of_series: true, item: PhantomData }
    }

    pub(super) const fn is_of_series(self) -> bool {
        self.is_of_series
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
