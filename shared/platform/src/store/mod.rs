//! DynamoDB for stores: typed items, conditions as values, and transactions
//! that report by name what was refused. Only stores use this module; a handler
//! never sees an expression.

mod condition;
mod idempotency;
mod item;
mod label;
mod parts;
mod query;
mod read_together;
mod table;
mod transaction;

pub use condition::{Change, Condition};
pub use idempotency::IdempotentRequest;
pub use item::{Item, Key};
pub use label::Label;
pub use parts::{Part, TooLarge};
pub use query::{Cursor, InvalidCursor, Page, Query};
pub use read_together::{get_each, get_three, get_two};
pub use table::{StoreError, Table};
pub use transaction::{CommitError, Refused, Transaction};
