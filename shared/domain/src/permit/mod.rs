//! The new visa or residence permit of a student who was given a letter for its
//! extension (S104): the receipt of the police, then the permit. A visa officer
//! looks at it; then it stands on the student's record, and the case is closed.

mod case;
mod folder;
pub mod news;
pub(crate) mod personal_data;

pub use case::{NewPermit, NotReadyForReview, PermitState, Return, Stage, Submitted};
pub use folder::{Slot, folder_of};
