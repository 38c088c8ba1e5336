//! The letter for the extension of a visa or residence permit (S103): issued when a
//! registration is approved in China, confirmed to whoever has it before them, and
//! collected at the office.

pub mod book_collection;
pub mod cancel_collection;
mod collecting;
mod facts;
mod files;
pub mod issue_letter;
mod letter_view;
pub mod list_collections;
pub mod mark_letter_collected;
pub mod matter;
pub mod prepare_letter;
pub mod reissue_letter;
pub mod set_letter_settings;
pub mod settings;
mod store;
mod typed_number;
pub mod verify_letter;
pub mod view_letter;
pub mod view_letter_review;
pub mod view_letter_settings;
pub mod view_own_letter;

pub(crate) use store::unchanged;
